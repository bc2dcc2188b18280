/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmHighlightLayer:
 *
 * The area under the pointer and the selected one, each as a node of its own
 * that is no larger than the area, so that a frame in which the pointer moves
 * on draws little else.
 */
#define SGM_TYPE_HIGHLIGHT_LAYER (sgm_highlight_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgmHighlightLayer, sgm_highlight_layer, SGM, HIGHLIGHT_LAYER, ShumateLayer)

SgmHighlightLayer *sgm_highlight_layer_new          (ShumateViewport   *viewport);
void               sgm_highlight_layer_set_hovered  (SgmHighlightLayer *self,
                                                     SgmGeometry       *geometry);
void               sgm_highlight_layer_set_selected (SgmHighlightLayer *self,
                                                     SgmGeometry       *geometry);
void               sgm_highlight_layer_set_marked   (SgmHighlightLayer *self,
                                                     SgmGeometry       *geometry,
                                                     gboolean           is_grave);

G_END_DECLS
