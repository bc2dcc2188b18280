/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "district/sgm-district.h"
#include "draw/sgm-view.h"
#include "tiles/sgm-mbtiles.h"

G_BEGIN_DECLS

/**
 * SgmMapImageOptions:
 * @width: logical pixels
 * @height: logical pixels
 * @scale: device pixels in a logical one; 1 gives an image of @width × @height
 * @dark: whether to draw a dark map
 * @theme_kind: number of the theme
 * @area: (nullable): code of the area to show, or %NULL for the whole district
 * @zoom: zoom level, or 0 for the one at which @area just fits
 * @tiles: (nullable): the base map
 * @now: the present, UTC milliseconds
 *
 * What a picture of the map shall show.
 */
typedef struct
{
  int width;
  int height;
  int scale;
  gboolean dark;
  guint theme_kind;
  const char *area;
  double zoom;
  SgmMbtiles *tiles;
  gint64 now;
} SgmMapImageOptions;

#define SGM_MAP_IMAGE_MAX_SIDE 16384

cairo_surface_t *sgm_map_image_draw   (SgmDistrict               *district,
                                       const SgmMapImageOptions  *options,
                                       GError                   **error);
gboolean         sgm_map_image_render (const char                *path,
                                       SgmDistrict               *district,
                                       const SgmMapImageOptions  *options,
                                       GError                   **error);

G_END_DECLS
