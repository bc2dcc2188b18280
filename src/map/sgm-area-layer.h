/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "district/sgm-area-set.h"
#include "draw/sgm-theme.h"

G_BEGIN_DECLS

/**
 * SgmAreaLayer:
 *
 * The areas with their theme, borders and labels.
 *
 * Worker threads paint; the main thread only ever moves finished pictures.
 * One picture is the view with a margin around it, painted anew when the view
 * has come to rest; while it moves, the last one is moved and scaled with it.
 * Where that does not reach, a picture of the whole district shows through,
 * so that nothing is ever blank.
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
