/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-paint.h"
#include "draw/sgm-tile-key.h"
#include "map/sgm-paintable.h"

G_BEGIN_DECLS

/**
 * SgmAreaTiles:
 *
 * The tiles of the area layer: rasters of area numbers, drawn by worker
 * threads and kept up to a limit of bytes, and their pictures in the present
 * colours. Belongs to the main thread.
 *
 * Nobody waits for a tile: sgm_area_tiles_want() says which are needed,
 * sgm_area_tiles_get() gives those that are there, and the signal `ready`
 * tells that there are more.
 */
#define SGM_TYPE_AREA_TILES (sgm_area_tiles_get_type ())
G_DECLARE_FINAL_TYPE (SgmAreaTiles, sgm_area_tiles, SGM, AREA_TILES, GObject)

SgmAreaTiles *sgm_area_tiles_new        (gsize             byte_limit);
void          sgm_area_tiles_set_shapes (SgmAreaTiles     *self,
                                         SgmShapes        *shapes);
void          sgm_area_tiles_set_paints (SgmAreaTiles     *self,
                                         SgmPaints        *paints);
void          sgm_area_tiles_set_kind   (SgmAreaTiles     *self,
                                         SgmPaintableKind  kind);
void          sgm_area_tiles_want       (SgmAreaTiles     *self,
                                         GArray           *keys,
                                         guint             n_needed);
SgmPaintable *sgm_area_tiles_get        (SgmAreaTiles     *self,
                                         const SgmTileKey *key);
gboolean      sgm_area_tiles_has        (SgmAreaTiles     *self,
                                         const SgmTileKey *key);
gsize         sgm_area_tiles_get_size   (SgmAreaTiles     *self);

G_END_DECLS
