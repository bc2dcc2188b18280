/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/sgm-raster.h"
#include "draw/sgm-view.h"

G_BEGIN_DECLS

/* Device pixels on a side of a tile. */
#define SGM_TILE_SIZE 512

/**
 * SgmTileKey:
 * @zoom: thousandths of a zoom level, so that a map at rest is drawn for just
 *   its zoom
 * @scale: device pixels in a logical one
 * @x: number of the tile, from the west
 * @y: the same from the north
 *
 * Which square of the map a tile shows.
 */
typedef struct
{
  int zoom;
  int scale;
  int x;
  int y;
} SgmTileKey;

guint          sgm_tile_key_hash      (gconstpointer         key);
gboolean       sgm_tile_key_equal     (gconstpointer         a,
                                       gconstpointer         b);
int            sgm_tile_zoom          (double                zoom);
SgmRasterFrame sgm_tile_key_get_frame (const SgmTileKey     *key);
void           sgm_tile_key_get_place (const SgmTileKey     *key,
                                       const SgmView        *view,
                                       cairo_rectangle_int_t *place);
GArray        *sgm_tile_keys_cover    (const SgmView        *view,
                                       int                   zoom,
                                       int                   margin);

G_END_DECLS
