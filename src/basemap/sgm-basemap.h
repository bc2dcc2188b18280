/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "basemap/sgm-basemap-names.h"
#include "basemap/sgm-basemap-style.h"
#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmBasemapOptions:
 * @bounds: what the map is of, longitude and latitude in degrees; beyond it
 *   there is a margin, wide at low zooms
 * @title: (nullable): what the file calls itself
 * @attribution: (nullable): whom the map is owed to; a message of the program
 *   is translated by who shows it
 * @style: (nullable): how it is drawn; %NULL for the style that is built in
 * @language: in which language names are written
 */
typedef struct
{
  SgmBox bounds;
  const char *title;
  const char *attribution;
  SgmBasemapStyle *style;
  SgmBasemapLanguage language;
} SgmBasemapOptions;

/**
 * SgmBasemapHaste:
 * @SGM_BASEMAP_AT_ONCE: somebody is waiting for it
 * @SGM_BASEMAP_ASIDE: beside other work, with one processor and only while no
 *   one else wants it
 *
 * How quickly a base map is drawn.
 */
typedef enum
{
  SGM_BASEMAP_AT_ONCE,
  SGM_BASEMAP_ASIDE,
} SgmBasemapHaste;

char    *sgm_basemap_dup_path (const char               *database);
gboolean sgm_basemap_begin    (const char               *path,
                               const SgmGround          *ground,
                               const SgmBasemapOptions  *options,
                               SgmProgress               progress,
                               gpointer                  progress_data,
                               GCancellable             *cancellable,
                               GError                  **error);
gboolean sgm_basemap_continue (const char               *path,
                               SgmBasemapHaste           haste,
                               SgmProgress               progress,
                               gpointer                  progress_data,
                               GCancellable             *cancellable,
                               GError                  **error);

G_END_DECLS
