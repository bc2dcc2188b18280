/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "map/sgm-paintable.h"
#include "tiles/sgm-mbtiles.h"

G_BEGIN_DECLS

/* The map's limits, whatever the base map holds. */
#define SGM_MAP_MIN_ZOOM 9
#define SGM_MAP_MAX_ZOOM 18

/**
 * SgmTileSource:
 *
 * The base map, from an MBTiles file. Tiles are read, decoded, cut and
 * coloured in worker threads. Where a tile is missing its nearest ancestor is
 * shown enlarged, so that one can zoom in further than the file goes; where
 * there is none nothing is shown.
 *
 * It must be used from the main thread.
 */
#define SGM_TYPE_TILE_SOURCE (sgm_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (SgmTileSource, sgm_tile_source, SGM, TILE_SOURCE, ShumateMapSource)

SgmTileSource *sgm_tile_source_new       (void);
void           sgm_tile_source_set_tiles (SgmTileSource  *self,
                                          SgmMbtiles     *tiles);
SgmMbtiles    *sgm_tile_source_get_tiles (SgmTileSource  *self);
void           sgm_tile_source_set_dark  (SgmTileSource  *self,
                                          gboolean        dark);
void           sgm_tile_source_set_kind  (SgmTileSource  *self,
                                          SgmPaintableKind  kind);

G_END_DECLS
