/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "basemap/sgm-basemap-style.h"
#include "geo/sgm-datum.h"

G_BEGIN_DECLS

/**
 * SgmBasemapSource:
 * @n_drawn: how many things the ground has
 * @n_other: how many the style does not draw
 * @n_faults: how many could not be read
 * @is_osm: whether the file is one of OpenStreetMap
 *
 * What came of reading a source.
 */
typedef struct
{
  guint n_drawn;
  guint n_other;
  guint n_faults;
  gboolean is_osm;
} SgmBasemapSource;

SgmGround *sgm_basemap_source_read (const char        *path,
                                    SgmBasemapStyle   *style,
                                    const SgmGeometry *district,
                                    SgmDatum           datum,
                                    SgmBasemapSource  *source,
                                    SgmProgress        progress,
                                    gpointer           progress_data,
                                    GCancellable      *cancellable,
                                    GError           **error);

G_END_DECLS
