/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "district/sgm-area-set.h"
#include "draw/sgm-theme.h"

G_BEGIN_DECLS

/**
 * SgmAreaLayer:
 *
 * The areas with their theme and borders.
 *
 * What is seen are tiles of area numbers, drawn by worker threads for just the
 * zoom at which the view rests, and coloured here; see [class@AreaTiles]. While
 * the zoom moves only whole levels are asked for. Where a tile is missing, the
 * last tiles that covered the view show in its place, or a picture of the whole
 * district, so that nothing is ever blank and nothing is drawn twice.
 */
#define SGM_TYPE_AREA_LAYER (sgm_area_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgmAreaLayer, sgm_area_layer, SGM, AREA_LAYER, ShumateLayer)

SgmAreaLayer *sgm_area_layer_new       (ShumateViewport *viewport);
void          sgm_area_layer_set_areas (SgmAreaLayer    *self,
                                        SgmAreaSet      *areas);
void          sgm_area_layer_set_theme (SgmAreaLayer    *self,
                                        SgmTheme        *theme);
void          sgm_area_layer_set_dark  (SgmAreaLayer    *self,
                                        gboolean         dark);
gboolean      sgm_area_layer_is_fresh  (SgmAreaLayer    *self);

G_END_DECLS
