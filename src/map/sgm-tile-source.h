/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "map/sgm-paintable.h"
#include "tiles/sgm-tile-stack.h"

G_BEGIN_DECLS

/* The map's limits, whatever the base map holds. */
#define SGM_MAP_MIN_ZOOM 9
#define SGM_MAP_MAX_ZOOM 18

/**
 * SgmTileSource:
 *
 * The base map, from the layers of a stack. Tiles are read without waiting and
 * decoded, cut, coloured and painted over one another in worker threads. Where
 * a tile is missing its nearest ancestor is shown enlarged, so that one can
 * zoom in further than the map goes; where there is none nothing is shown.
 * What cannot be read at the moment is filled in when it can.
 *
 * It must be used from the main thread.
 */
#define SGM_TYPE_TILE_SOURCE (sgm_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (SgmTileSource, sgm_tile_source, SGM, TILE_SOURCE, ShumateMapSource)

SgmTileSource *sgm_tile_source_new       (void);
void           sgm_tile_source_set_stack (SgmTileSource  *self,
                                          SgmTileStack   *stack);
void           sgm_tile_source_set_dark  (SgmTileSource  *self,
                                          gboolean        dark);
void           sgm_tile_source_set_kind  (SgmTileSource  *self,
                                          SgmPaintableKind  kind);

G_END_DECLS
