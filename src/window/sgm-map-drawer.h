/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "tiles/sgm-mbtiles.h"

G_BEGIN_DECLS

/**
 * SgmMapDrawer:
 *
 * Draws in the background what is missing of an unfinished base map, from where
 * it was left, without taking time from anything else. Where another process
 * is at it, it waits for that one.
 *
 * Properties: `drawing`, whether it is at work; `fraction`, how much of the map
 * is there, 1 where all is; `notice`, a sentence about why it cannot go on, or
 * %NULL. The signal `drawn` says that there are new tiles.
 */
#define SGM_TYPE_MAP_DRAWER (sgm_map_drawer_get_type ())
G_DECLARE_FINAL_TYPE (SgmMapDrawer, sgm_map_drawer, SGM, MAP_DRAWER, GObject)

SgmMapDrawer *sgm_map_drawer_new          (SgmMbtiles   *tiles);
void          sgm_map_drawer_start        (SgmMapDrawer *self,
                                           guint         delay_seconds);
void          sgm_map_drawer_stop         (SgmMapDrawer *self);
gboolean      sgm_map_drawer_is_drawing   (SgmMapDrawer *self);
double        sgm_map_drawer_get_fraction (SgmMapDrawer *self);
const char   *sgm_map_drawer_get_notice   (SgmMapDrawer *self);

G_END_DECLS
