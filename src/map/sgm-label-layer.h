/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "district/sgm-area-set.h"
#include "draw/sgm-theme.h"
#include "map/sgm-event-layer.h"

G_BEGIN_DECLS

/**
 * SgmLabelLayer:
 *
 * The areas' names, codes and counts. When the view has come to rest, a worker
 * thread chooses which fit, clear of each other, of the events' signs and of
 * the cards that lie on the map, and draws each as a small picture; while the
 * view moves, these go with the ground and keep their size.
 */
#define SGM_TYPE_LABEL_LAYER (sgm_label_layer_get_type ())
G_DECLARE_FINAL_TYPE (SgmLabelLayer, sgm_label_layer, SGM, LABEL_LAYER, ShumateLayer)

SgmLabelLayer *sgm_label_layer_new       (ShumateViewport *viewport,
                                          SgmEventLayer   *events);
void           sgm_label_layer_set_areas (SgmLabelLayer   *self,
                                          SgmAreaSet      *areas);
void           sgm_label_layer_set_theme (SgmLabelLayer   *self,
                                          SgmTheme        *theme);
void           sgm_label_layer_add_cover (SgmLabelLayer   *self,
                                          GtkWidget       *cover);
void           sgm_label_layer_set_dark  (SgmLabelLayer   *self,
                                          gboolean         dark);
gboolean       sgm_label_layer_is_fresh  (SgmLabelLayer   *self);

G_END_DECLS
