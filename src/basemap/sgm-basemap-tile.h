/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "basemap/sgm-basemap-names.h"
#include "basemap/sgm-basemap-style.h"

G_BEGIN_DECLS

/**
 * SgmBasemapTile:
 * @zoom: zoom level, %SGM_BASEMAP_MIN_ZOOM to %SGM_BASEMAP_MAX_ZOOM
 * @x: column from the west
 * @y: row from the north
 * @size: pixels of a side; 512 gives all in twice the fineness of 256
 * @shade: for which window
 *
 * A tile to be drawn.
 */
typedef struct
{
  guint zoom;
  guint x;
  guint y;
  guint size;
  SgmBasemapShade shade;
} SgmBasemapTile;

GBytes *sgm_basemap_tile_make (const SgmBasemapTile  *tile,
                               const SgmGround       *ground,
                               const SgmBasemapStyle *style,
                               const SgmBasemapNames *names);

G_END_DECLS
