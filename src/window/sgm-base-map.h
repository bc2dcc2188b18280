/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tiles/sgm-tile-stack.h"
#include "window/sgm-map-drawer.h"

G_BEGIN_DECLS

/**
 * SgmBaseMap:
 *
 * The base map as the user's settings describe it: the layers, their keys and
 * the cache. It follows the settings; while they are being changed it waits
 * for a moment of rest.
 *
 * Property: `stack`, the layers as they can be drawn.
 */
#define SGM_TYPE_BASE_MAP (sgm_base_map_get_type ())
G_DECLARE_FINAL_TYPE (SgmBaseMap, sgm_base_map, SGM, BASE_MAP, GObject)

SgmBaseMap   *sgm_base_map_new       (GSettings    *settings,
                                      SgmMbtiles   *district);
SgmTileStack *sgm_base_map_get_stack (SgmBaseMap   *self);
SgmTileCache *sgm_base_map_get_cache (SgmBaseMap   *self);
SgmMapDrawer *sgm_base_map_get_drawer (SgmBaseMap  *self);
gboolean      sgm_base_map_has_district (SgmBaseMap *self);
GPtrArray    *sgm_base_map_dup_specs (SgmBaseMap   *self);
void          sgm_base_map_set_specs (SgmBaseMap   *self,
                                      GPtrArray    *specs);
void          sgm_base_map_set_key   (SgmBaseMap   *self,
                                      const char   *key_name,
                                      const char   *key);

G_END_DECLS
