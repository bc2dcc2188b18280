/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmBasemapOptions:
 * @bounds: what the map is of, longitude and latitude in degrees; beyond it
 *   there is a margin, wide at low zooms
 * @title: (nullable): what the file calls itself
 * @attribution: (nullable): whom the map is owed to; a message of the program
 *   is translated by who shows it
 */
typedef struct
{
  SgmBox bounds;
  const char *title;
  const char *attribution;
} SgmBasemapOptions;

char    *sgm_basemap_dup_path (const char               *database);
gboolean sgm_basemap_make     (const char               *path,
                               const SgmGround          *ground,
                               const SgmBasemapOptions  *options,
                               SgmProgress               progress,
                               gpointer                  progress_data,
                               GCancellable             *cancellable,
                               GError                  **error);

G_END_DECLS
