/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-datum.h"
#include "tiles/sgm-mbtiles.h"
#include "tiles/sgm-tile-cache.h"
#include "tiles/sgm-tile-provider.h"
#include "tiles/sgm-tile-spec.h"

G_BEGIN_DECLS

/**
 * SgmTileLayer:
 * @provider: where its tiles come from
 * @opacity: 0 to 1
 * @datum: what they are measured against
 *
 * A layer that can be drawn.
 */
typedef struct
{
  SgmTileProvider *provider;
  double opacity;
  SgmDatum datum;
} SgmTileLayer;

/**
 * SgmTileStack:
 *
 * The layers of the base map, the lowest first. A layer that cannot be used
 * leaves a notice, and the others are shown.
 *
 * Properties: `notice` (a sentence about what is wrong, %NULL where nothing
 * is) and `attribution` (whom the maps are owed to). The signal `changed` says
 * that tiles which could not be had may be had now.
 *
 * It must be used from the main thread.
 */
#define SGM_TYPE_TILE_STACK (sgm_tile_stack_get_type ())
G_DECLARE_FINAL_TYPE (SgmTileStack, sgm_tile_stack, SGM, TILE_STACK, GObject)

SgmTileStack       *sgm_tile_stack_new             (GPtrArray     *specs,
                                                    SgmMbtiles    *district,
                                                    SgmTileCache  *cache,
                                                    SgmTileStack  *former);
void                sgm_tile_stack_add             (SgmTileStack  *self,
                                                    SgmTileProvider *provider,
                                                    double         opacity,
                                                    SgmDatum       datum);
guint               sgm_tile_stack_get_n_layers    (SgmTileStack  *self);
const SgmTileLayer *sgm_tile_stack_get_layer       (SgmTileStack  *self,
                                                    guint          index);
void                sgm_tile_stack_set_key         (SgmTileStack  *self,
                                                    const char    *key_name,
                                                    const char    *key);
void                sgm_tile_stack_changed         (SgmTileStack  *self);
const char         *sgm_tile_stack_get_notice      (SgmTileStack  *self);
const char         *sgm_tile_stack_get_attribution (SgmTileStack  *self);

G_END_DECLS
