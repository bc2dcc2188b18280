/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "basemap/sgm-basemap.h"
#include "tiles/sgm-mbtiles-writer.h"

G_BEGIN_DECLS

/**
 * SgmBasemapPlan:
 * @ground: what there is, sealed
 * @style: how it is drawn
 * @language: in which language names are written
 * @bounds: what the map is of, degrees
 *
 * What tiles are drawn from. Read by several threads.
 */
typedef struct
{
  const SgmGround *ground;
  SgmBasemapStyle *style;
  SgmBasemapLanguage language;
  SgmBox bounds;
} SgmBasemapPlan;

double   sgm_basemap_get_margin (guint zoom);
gboolean sgm_basemap_draw (const SgmBasemapPlan  *plan,
                           SgmMbtilesWriter      *writer,
                           guint                  last_zoom,
                           gboolean               commit,
                           SgmBasemapHaste        haste,
                           SgmProgress            progress,
                           gpointer               progress_data,
                           GCancellable          *cancellable,
                           GError               **error);

G_END_DECLS
