/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "draw/sgm-outlines.h"

G_BEGIN_DECLS

/**
 * SgmPreviewLayer:
 *
 * Outlines that are not the district's, over those that are: what a file would
 * bring.
 *
 * A worker draws one picture that is somewhat larger than the view. Until it
 * has drawn the next, the last one is moved and stretched with the map, so
 * that the main thread never goes through the outlines, however many there
 * are.
 */
#define SGM_TYPE_PREVIEW_LAYER (sgm_preview_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgmPreviewLayer, sgm_preview_layer, SGM, PREVIEW_LAYER, ShumateLayer)

SgmPreviewLayer *sgm_preview_layer_new          (ShumateViewport *viewport);
void             sgm_preview_layer_set_outlines (SgmPreviewLayer *self,
                                                 SgmOutlines     *outlines);
gboolean         sgm_preview_layer_is_fresh     (SgmPreviewLayer *self);

G_END_DECLS
