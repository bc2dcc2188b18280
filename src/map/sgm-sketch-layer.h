/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "geo/sgm-sketch.h"

G_BEGIN_DECLS

/**
 * SgmSketchLayer:
 *
 * What somebody is drawing on the map, or has drawn.
 */
#define SGM_TYPE_SKETCH_LAYER (sgm_sketch_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgmSketchLayer, sgm_sketch_layer, SGM, SKETCH_LAYER, ShumateLayer)

SgmSketchLayer *sgm_sketch_layer_new        (ShumateViewport *viewport);
void            sgm_sketch_layer_set_sketch (SgmSketchLayer  *self,
                                             const SgmSketch *sketch);

G_END_DECLS
