/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "tiles/sgm-tile-stack.h"

G_BEGIN_DECLS

/**
 * SgmTileMaker:
 *
 * Makes one tile of the base map from the layers of a stack: reads them all at
 * once, moves those in a shifted datum to where they belong, and paints them
 * over one another in a worker thread. A slow layer does not hold up the
 * others: after a moment what is there is given, and the rest later.
 */
typedef struct _SgmTileMaker SgmTileMaker;

/**
 * SgmTileMade:
 * @surface: (nullable) (transfer none): the tile in ARGB32, opaque; %NULL
 *   where no layer has anything
 * @last: whether this is the last that comes
 * @complete: of the last: whether all layers could be read
 * @data: the caller's
 *
 * Takes a picture of the tile, in the main thread.
 */
typedef void (*SgmTileMade) (cairo_surface_t *surface,
                             gboolean         last,
                             gboolean         complete,
                             gpointer         data);

SgmTileMaker *sgm_tile_maker_start (SgmTileStack *stack,
                                    guint         zoom,
                                    guint         x,
                                    guint         y,
                                    gboolean      dark,
                                    SgmTileMade   made,
                                    gpointer      data);
void          sgm_tile_maker_stop  (SgmTileMaker *self);

void          sgm_tile_maker_get_shift (SgmDatum  datum,
                                        guint     zoom,
                                        guint     x,
                                        guint     y,
                                        int      *dx,
                                        int      *dy);

G_END_DECLS
