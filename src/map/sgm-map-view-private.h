/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "map/sgm-map-canvas.h"
#include "map/sgm-map-strip.h"
#include "map/sgm-map-view.h"

G_BEGIN_DECLS

/* What sgm-map-view.c, which keeps the state, shares with
 * sgm-map-view-input.c, which hears the mouse and the keys, and
 * sgm-map-view-words.c, which says what is pointed at and selected. */

struct _SgmMapView
{
  GtkWidget parent_instance;

  GtkWidget *overlay;
  SgmMapCanvas *canvas;
  SgmMapStrip *strip;
  SgmTileStack *stack;

  SgmDistrict *district;
  SgmAreaSet *areas;
  SgmTheme *theme;
  guint theme_kind;
  guint refresh_id;
  guint time_id;
  gboolean placed; /* somebody has said what to look at */

  gint64 area;
  gint64 event;
  gint64 hovered;
  gint64 hovered_event;
  SgmLevel level;

  gboolean pointer_inside;
  double pointer_x;
  double pointer_y;
  double press_x;
  double press_y;
  gboolean press_on_area; /* the first press of a double click */
};

const SgmArea *sgm_map_view_find_area       (SgmMapView     *self,
                                             gint64          id);
const SgmArea *sgm_map_view_find_area_at    (SgmMapView     *self,
                                             double          x,
                                             double          y);
SgmRecord     *sgm_map_view_find_event      (SgmMapView     *self,
                                             gint64          id);
gboolean       sgm_map_view_area_has_event  (SgmMapView     *self,
                                             gint64          area,
                                             gint64          event);
void           sgm_map_view_update_hover    (SgmMapView     *self);
void           sgm_map_view_update_place    (SgmMapView     *self);
void           sgm_map_view_describe        (SgmMapView     *self,
                                             const SgmArea  *area);
void           sgm_map_view_click_area      (SgmMapView     *self,
                                             gint64          id);
void           sgm_map_view_click_event     (SgmMapView     *self,
                                             gint64          id);
void           sgm_map_view_ask_menu        (SgmMapView     *self,
                                             double          x,
                                             double          y);
void           sgm_map_view_install_keys    (GtkWidgetClass *widget_class);
void           sgm_map_view_add_controllers (SgmMapView     *self);

G_END_DECLS
