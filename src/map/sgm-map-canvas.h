/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "geo/sgm-geometry.h"
#include "map/sgm-area-layer.h"
#include "map/sgm-event-layer.h"
#include "map/sgm-highlight-layer.h"
#include "map/sgm-label-layer.h"
#include "tiles/sgm-tile-stack.h"

G_BEGIN_DECLS

/**
 * SgmMapCanvas:
 *
 * The map without its controls: libshumate's map with the base map and our
 * layers on it, always north up, light or dark as the window is. What it is
 * asked to show before it has a size it shows as soon as it has one.
 *
 * The signal `moved` tells that the view has changed.
 */
#define SGM_TYPE_MAP_CANVAS (sgm_map_canvas_get_type ())
G_DECLARE_FINAL_TYPE (SgmMapCanvas, sgm_map_canvas, SGM, MAP_CANVAS, GtkWidget)

GtkWidget         *sgm_map_canvas_get_map        (SgmMapCanvas  *self);
ShumateViewport   *sgm_map_canvas_get_viewport   (SgmMapCanvas  *self);
void               sgm_map_canvas_set_areas      (SgmMapCanvas  *self,
                                                  SgmAreaSet    *areas);
void               sgm_map_canvas_set_theme      (SgmMapCanvas  *self,
                                                  SgmTheme      *theme);
double             sgm_map_canvas_get_min_zoom   (SgmMapCanvas  *self);
gboolean           sgm_map_canvas_is_fresh       (SgmMapCanvas  *self);
SgmLabelLayer    *sgm_map_canvas_get_labels     (SgmMapCanvas  *self);
SgmHighlightLayer *sgm_map_canvas_get_highlight  (SgmMapCanvas  *self);
SgmAreaLayer      *sgm_map_canvas_get_areas      (SgmMapCanvas  *self);
SgmEventLayer     *sgm_map_canvas_get_events     (SgmMapCanvas  *self);
void               sgm_map_canvas_set_stack      (SgmMapCanvas  *self,
                                                  SgmTileStack  *stack);
void               sgm_map_canvas_get_view       (SgmMapCanvas  *self,
                                                  double        *longitude,
                                                  double        *latitude,
                                                  double        *zoom);
void               sgm_map_canvas_set_view       (SgmMapCanvas  *self,
                                                  double         longitude,
                                                  double         latitude,
                                                  double         zoom);
void               sgm_map_canvas_stop          (SgmMapCanvas  *self);
void               sgm_map_canvas_go_to          (SgmMapCanvas  *self,
                                                  double         longitude,
                                                  double         latitude,
                                                  double         zoom);
void               sgm_map_canvas_fit            (SgmMapCanvas  *self,
                                                  const SgmBox  *box,
                                                  double         margin,
                                                  double         max_zoom);
void               sgm_map_canvas_zoom_by        (SgmMapCanvas  *self,
                                                  double         levels);
void               sgm_map_canvas_pan_by         (SgmMapCanvas  *self,
                                                  double         dx,
                                                  double         dy);
void               sgm_map_canvas_reveal         (SgmMapCanvas  *self,
                                                  double         longitude,
                                                  double         latitude,
                                                  double         min_zoom);
void               sgm_map_canvas_locate         (SgmMapCanvas  *self,
                                                  double         x,
                                                  double         y,
                                                  double        *longitude,
                                                  double        *latitude);
void               sgm_map_canvas_project       (SgmMapCanvas  *self,
                                                  double         longitude,
                                                  double         latitude,
                                                  double        *x,
                                                  double        *y);

G_END_DECLS
