/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "map/sgm-map-canvas.h"
#include "map/sgm-map-strip.h"
#include "map/sgm-map-view.h"
#include "map/sgm-preview-layer.h"
#include "map/sgm-sketch-layer.h"

G_BEGIN_DECLS

/* What sgm-map-view.c, which keeps the state, shares with
 * sgm-map-view-input.c, which hears the mouse and the keys,
 * sgm-map-view-moves.c, which shows places,
 * sgm-map-view-selection.c, which knows what is selected,
 * sgm-map-view-preview.c, which shows what is no part of the district,
 * sgm-map-view-tools.c, which draws, measures and asks, and
 * sgm-map-view-words.c, which says what is pointed at and selected. */

struct _SgmMapView
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  SgmMapCanvas *canvas;
  SgmMapStrip *strip;
  SgmPreviewLayer *preview;
  SgmSketchLayer *sketch_layer;
  GtkWidget *hint;
  GtkLabel *hint_text;
  GtkLabel *hint_value;
  SgmTileStack *stack;

  SgmDistrict *district;
  SgmAreaSet *areas;
  SgmTheme *theme;
  guint theme_kind;
  guint refresh_id;
  guint time_id;
  gboolean placed; /* somebody has said what to look at */

  SgmSelection *selection; /* never NULL */
  gint64 area;             /* one of these, or 0 where there are none */
  char *selection_text;    /* how it is said, or NULL */
  gint64 event;
  gint64 hovered;
  gint64 hovered_event;
  guint hovered_badge; /* how many events it stands for, 0 for no badge */
  SgmLevel level;

  gboolean pointer_inside;
  gboolean pointer_rests; /* since a key has selected something */
  double pointer_x;
  double pointer_y;
  double press_x;
  double press_y;
  gboolean press_on_area; /* the first press of a double click */

  SgmMapTool tool;
  SgmSketch *sketch;     /* what is drawn with the tool, or NULL */
  gboolean sketch_ended; /* and only shown now */
  SgmGeometry *shape;    /* that was drawn to ask what is inside, or NULL */
  double drag_x;         /* where the last point of a lasso is */
  double drag_y;
  double pan_x; /* how far the map has followed the middle button */
  double pan_y;

  SgmInside *inside;     /* of the shape or the selected areas, or NULL */
  GCancellable *asking;  /* for it */
  GCancellable *finding; /* areas to be selected */
};

const SgmArea *sgm_map_view_find_area       (SgmMapView     *self,
                                             gint64          id);
const SgmArea *sgm_map_view_find_area_at    (SgmMapView     *self,
                                             double          x,
                                             double          y);
void           sgm_map_view_update_hover    (SgmMapView     *self);
void           sgm_map_view_emit_area_clicked (SgmMapView   *self);
void           sgm_map_view_emit_event_clicked (SgmMapView  *self);
void           sgm_map_view_emit_events_clicked (SgmMapView *self,
                                             GArray         *events,
                                             double          x,
                                             double          y);
void           sgm_map_view_emit_inside_changed (SgmMapView *self);
void           sgm_map_view_ask_menu        (SgmMapView     *self,
                                             double          x,
                                             double          y);

SgmRecord     *sgm_map_view_find_event      (SgmMapView     *self,
                                             gint64          id);
gboolean       sgm_map_view_area_has_event  (SgmMapView     *self,
                                             gint64          area,
                                             gint64          event);
void           sgm_map_view_update_place    (SgmMapView     *self);
void           sgm_map_view_describe        (SgmMapView     *self);
void           sgm_map_view_ask_inside      (SgmMapView     *self);
void           sgm_map_view_keep_selection  (SgmMapView     *self);
void           sgm_map_view_toggle_area     (SgmMapView     *self,
                                             gint64          id);
void           sgm_map_view_select_in       (SgmMapView     *self,
                                             SgmGeometry    *shape,
                                             gboolean        adds);
void           sgm_map_view_set_event       (SgmMapView     *self,
                                             gint64          id);
void           sgm_map_view_click_area      (SgmMapView     *self,
                                             gint64          id);
void           sgm_map_view_click_event     (SgmMapView     *self,
                                             gint64          id);

void           sgm_map_view_click_at        (SgmMapView     *self,
                                             double          x,
                                             double          y,
                                             gboolean        adds);
void           sgm_map_view_install_keys    (GtkWidgetClass *widget_class);
void           sgm_map_view_add_controllers (SgmMapView     *self);

void           sgm_map_view_draw_click      (SgmMapView     *self,
                                             int             n_press,
                                             double          x,
                                             double          y);
void           sgm_map_view_draw_motion     (SgmMapView     *self,
                                             double          x,
                                             double          y);
gboolean       sgm_map_view_draw_end        (SgmMapView     *self);
gboolean       sgm_map_view_draw_back       (SgmMapView     *self);
void           sgm_map_view_add_draw_controllers (SgmMapView *self);

G_END_DECLS
