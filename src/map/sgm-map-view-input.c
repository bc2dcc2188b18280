/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view-private.h"

#include <math.h>

#include "draw/sgm-view.h"
#include "map/sgm-map-walk.h"
#include "map/sgm-tile-source.h"

#define CLUSTER_MAX_ZOOM 17
#define PAN_STEP 80
/* A press that moves further than this before it is let go was a pan. */
#define CLICK_SLOP 5

/* Lists what stands under a badge. */
static void
list_cluster (SgmMapView        *self,
              const SgmEventHit *hit)
{
  g_autoptr (GArray) events = sgm_event_layer_dup_events (sgm_map_canvas_get_events (self->canvas), hit);
  double x, y;

  sgm_map_canvas_project (self->canvas, hit->longitude, hit->latitude, &x, &y);
  sgm_map_view_emit_events_clicked (self, events, x, y);
}

/* A badge opens: by zooming in, or where its events stand in one place or it
 * is near enough already, as a list. */
static void
click_cluster (SgmMapView        *self,
               const SgmEventHit *hit)
{
  double longitude, latitude, zoom;

  sgm_map_canvas_get_view (self->canvas, &longitude, &latitude, &zoom);
  if (zoom < CLUSTER_MAX_ZOOM && hit->apart <= CLUSTER_MAX_ZOOM + 1)
    sgm_map_canvas_go_to (self->canvas, hit->longitude, hit->latitude,
                          CLAMP (hit->apart + 0.5, zoom + 1, CLUSTER_MAX_ZOOM));
  else
    list_cluster (self, hit);
}

/* With Ctrl, areas are added to the selection or taken out of it, also under
 * an event's sign. */
void
sgm_map_view_click_at (SgmMapView *self,
                       double      x,
                       double      y,
                       gboolean    adds)
{
  const SgmArea *area = sgm_map_view_find_area_at (self, x, y);
  SgmEventHit hit;

  self->press_on_area = FALSE;
  if (adds)
    {
      if (area != NULL)
        sgm_map_view_toggle_area (self, area->id);
      return;
    }
  if (sgm_event_layer_find_at (sgm_map_canvas_get_events (self->canvas), x, y, &hit))
    {
      if (hit.n_events > 1)
        click_cluster (self, &hit);
      else
        sgm_map_view_click_event (self, hit.event);
      return;
    }

  self->press_on_area = area != NULL;
  sgm_map_view_click_area (self, area != NULL ? area->id : 0);
}

/* The menu is about what is under the pointer, so that is selected first; of a
 * badge, which is several things, the list is shown. */
static void
ask_menu_at (SgmMapView *self,
             double      x,
             double      y)
{
  const SgmArea *area = sgm_map_view_find_area_at (self, x, y);
  SgmEventHit hit;

  if (sgm_event_layer_find_at (sgm_map_canvas_get_events (self->canvas), x, y, &hit))
    {
      if (hit.n_events > 1)
        {
          list_cluster (self, &hit);
          return;
        }
      sgm_map_view_click_event (self, hit.event);
    }
  else if (area != NULL && !sgm_selection_contains (self->selection, area->id))
    sgm_map_view_click_area (self, area->id);
  sgm_map_view_ask_menu (self, x, y);
}

static void
on_pressed (SgmMapView      *self,
            int              n_press,
            double           x,
            double           y,
            GtkGestureClick *gesture)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  sgm_map_canvas_stop (self->canvas);
  self->press_x = x;
  self->press_y = y;
  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    ask_menu_at (self, x, y);
}

static void
on_released (SgmMapView      *self,
             int              n_press,
             double           x,
             double           y,
             GtkGestureClick *gesture)
{
  GdkModifierType state;

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY
      || hypot (x - self->press_x, y - self->press_y) > CLICK_SLOP)
    return;

  state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  if (self->tool != SGM_MAP_TOOL_NONE)
    sgm_map_view_draw_click (self, n_press, x, y);
  else if (n_press == 1 || (state & GDK_CONTROL_MASK) != 0)
    sgm_map_view_click_at (self, x, y, (state & GDK_CONTROL_MASK) != 0);
  else if (n_press == 2 && self->press_on_area && self->area != 0)
    sgm_map_view_show_area (self, self->area);
}

static void
on_motion (SgmMapView               *self,
           double                    x,
           double                    y,
           GtkEventControllerMotion *controller)
{
  /* GTK tells of the pointer again whenever something else has changed. */
  if (self->pointer_rests && x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_rests = FALSE;
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
  sgm_map_view_update_hover (self);
  sgm_map_view_draw_motion (self, x, y);
}

static void
on_leave (SgmMapView               *self,
          GtkEventControllerMotion *controller)
{
  self->pointer_inside = FALSE;
  sgm_map_view_update_hover (self);
}

/* The pointer may rest on the map while keys are used: what they select is to
 * be told, not what lies under it, until it moves again. */
static void
select_by_key (SgmMapView    *self,
               const SgmArea *area,
               double         min_zoom)
{
  const double *middle = sgm_geometry_get_label_point (area->geometry);

  self->pointer_rests = TRUE;
  self->pointer_inside = FALSE;
  sgm_map_view_update_hover (self);
  sgm_map_canvas_reveal (self->canvas, middle[0], middle[1], min_zoom);
  sgm_map_view_click_area (self, area->id);
}

static gboolean
on_arrow (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  SgmMapView *self = SGM_MAP_VIEW (widget);
  const SgmArea *from = sgm_map_view_find_area (self, self->area);
  const SgmArea *to;
  int east, south;
  gboolean pan;

  g_variant_get (args, "(iib)", &east, &south, &pan);
  if (pan || from == NULL || self->tool != SGM_MAP_TOOL_NONE)
    {
      sgm_map_canvas_pan_by (self->canvas, east * PAN_STEP, south * PAN_STEP);
      return TRUE;
    }

  to = sgm_map_walk (self->areas, from, east, south);
  if (to == NULL)
    {
      gtk_widget_error_bell (widget);
      return TRUE;
    }
  select_by_key (self, to, 0);
  return TRUE;
}

/* The zoom at which areas of a level can be clicked, no nearer than need be. */
static double
get_level_zoom (SgmMapView *self,
                SgmLevel    level)
{
  double longitude, latitude, zoom;

  sgm_map_canvas_get_view (self->canvas, &longitude, &latitude, &zoom);
  while (zoom < SGM_MAP_MAX_ZOOM && sgm_view_get_level (zoom) < level)
    zoom += 0.2;
  return zoom;
}

/* Down from an area is what lies in its middle, or from nothing the street in
 * the middle of the map. */
static const SgmArea *
find_below (SgmMapView    *self,
            const SgmArea *area)
{
  double longitude, latitude, zoom;
  const SgmArea *below = NULL;

  sgm_map_canvas_get_view (self->canvas, &longitude, &latitude, &zoom);
  if (area == NULL)
    {
      below = sgm_area_set_find_at (self->areas, SGM_LEVEL_STREET, longitude, latitude);
      area = sgm_area_set_get (self->areas, 0);
    }
  else if (area->level < SGM_LEVEL_UNIT)
    {
      const double *middle = sgm_geometry_get_label_point (area->geometry);

      below = sgm_area_set_find_at (self->areas, area->level + 1, middle[0], middle[1]);
    }
  if (below == NULL && area->n_children > 0)
    below = sgm_area_set_get (self->areas, area->first_child);
  return below;
}

static gboolean
on_level (GtkWidget *widget,
          GVariant  *args,
          gpointer   data)
{
  SgmMapView *self = SGM_MAP_VIEW (widget);
  const SgmArea *area = sgm_map_view_find_area (self, self->area);
  const SgmArea *to = NULL;
  gboolean down;

  g_variant_get (args, "(b)", &down);
  if (self->areas == NULL || sgm_area_set_get_n_areas (self->areas) == 0)
    return FALSE;
  if (down)
    to = find_below (self, area);
  else if (area != NULL && area->level > SGM_LEVEL_STREET)
    to = sgm_area_set_get (self->areas, area->parent);
  if (to == NULL)
    gtk_widget_error_bell (widget);
  else
    select_by_key (self, to, down ? get_level_zoom (self, to->level) : 0);
  return TRUE;
}

static gboolean
on_end_drawing (GtkWidget *widget,
                GVariant  *args,
                gpointer   data)
{
  return sgm_map_view_draw_end (SGM_MAP_VIEW (widget));
}

static gboolean
on_take_back (GtkWidget *widget,
              GVariant  *args,
              gpointer   data)
{
  return sgm_map_view_draw_back (SGM_MAP_VIEW (widget));
}

/* One step back, or from several areas to one of them. Where one is selected,
 * the key is left to others, who know what goes with it. */
static gboolean
on_escape (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  SgmMapView *self = SGM_MAP_VIEW (widget);
  const SgmArea *area = sgm_map_view_find_area (self, self->area);

  if (sgm_map_view_cancel (self))
    return TRUE;
  if (sgm_selection_get_n (self->selection) <= 1)
    return FALSE;
  if (self->event != 0)
    {
      sgm_map_view_select_event (self, 0);
      sgm_map_view_click_area (self, self->area);
    }
  else if (area->parent != SGM_AREA_NONE && area->level > SGM_LEVEL_STREET)
    sgm_map_view_click_area (self, sgm_area_set_get (self->areas, area->parent)->id);
  else
    sgm_map_view_click_area (self, 0);
  return TRUE;
}

static gboolean
on_menu_key (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  SgmMapView *self = SGM_MAP_VIEW (widget);
  double x = gtk_widget_get_width (widget) / 2.0;
  double y = gtk_widget_get_height (widget) / 2.0;
  const SgmArea *area = sgm_map_view_find_area (self, self->area);

  if (area != NULL)
    {
      const double *middle = sgm_geometry_get_label_point (area->geometry);

      sgm_map_canvas_project (self->canvas, middle[0], middle[1], &x, &y);
    }
  x = CLAMP (x, 0, gtk_widget_get_width (widget));
  y = CLAMP (y, 0, gtk_widget_get_height (widget));
  sgm_map_view_ask_menu (self, x, y);
  return TRUE;
}

static void
on_zoom_in (GtkWidget  *widget,
            const char *action,
            GVariant   *parameter)
{
  sgm_map_view_zoom_by (SGM_MAP_VIEW (widget), 1);
}

static void
on_zoom_out (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  sgm_map_view_zoom_by (SGM_MAP_VIEW (widget), -1);
}

static void
on_show_all (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  sgm_map_view_show_all (SGM_MAP_VIEW (widget));
}

static void
on_tool_off (GtkWidget  *widget,
             const char *action,
             GVariant   *parameter)
{
  sgm_map_view_set_tool (SGM_MAP_VIEW (widget), SGM_MAP_TOOL_NONE);
}

static void
add_arrow (GtkWidgetClass *widget_class,
           guint           key,
           guint           keypad_key,
           int             east,
           int             south)
{
  gtk_widget_class_add_binding (widget_class, key, 0, on_arrow, "(iib)", east, south, FALSE);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, on_arrow, "(iib)",
                                east, south, FALSE);
  gtk_widget_class_add_binding (widget_class, key, GDK_SHIFT_MASK, on_arrow, "(iib)",
                                east, south, TRUE);
}

/* With an area selected, arrow keys go on to its neighbours, otherwise and
 * with Shift they move the map. */
void
sgm_map_view_install_keys (GtkWidgetClass *widget_class)
{
  static const guint in_keys[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  static const guint out_keys[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, on_zoom_in);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, on_zoom_out);
  gtk_widget_class_install_action (widget_class, "map.show-all", NULL, on_show_all);

  gtk_widget_class_install_action (widget_class, "map.tool-off", NULL, on_tool_off);
  gtk_widget_class_install_property_action (widget_class, "map.tool", "tool");

  for (guint i = 0; i < G_N_ELEMENTS (in_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, in_keys[i], 0, "map.zoom-in", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (out_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, out_keys[i], 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "map.show-all", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Home, 0, "map.show-all", NULL);

  add_arrow (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_arrow (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_arrow (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_arrow (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Up, 0, on_level, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Page_Up, 0, on_level, "(b)", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Page_Down, 0, on_level, "(b)", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Page_Down, 0, on_level, "(b)", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_end_drawing, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, on_end_drawing, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_BackSpace, 0, on_take_back, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, on_menu_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, on_menu_key, NULL);
}

void
sgm_map_view_add_controllers (SgmMapView *self)
{
  GtkWidget *map = sgm_map_canvas_get_map (self->canvas);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (map, motion);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (click));
}

