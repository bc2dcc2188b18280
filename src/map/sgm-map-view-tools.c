/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view-private.h"

#include <math.h>

/* The points of a lasso are this far apart, and what is dragged less than this
 * was a click. */
#define LASSO_STEP 3
#define DRAG_SLOP 4

static gboolean
is_drawing (SgmMapView *self)
{
  return self->sketch != NULL && !self->sketch_ended && sgm_sketch_get_n_set (self->sketch) > 0;
}

static void
show_sketch (SgmMapView *self)
{
  g_autofree char *value = NULL;

  if (self->sketch != NULL)
    value = sgm_map_tool_dup_value (self->tool, self->sketch);
  sgm_sketch_layer_set_sketch (self->sketch_layer, self->sketch);
  gtk_label_set_text (self->hint_value, value != NULL ? value : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_value), value != NULL);
}

static void
set_shape (SgmMapView  *self,
           SgmGeometry *shape)
{
  if (self->shape == shape)
    return;
  g_clear_pointer (&self->shape, sgm_geometry_unref);
  self->shape = shape != NULL ? sgm_geometry_ref (shape) : NULL;
  sgm_map_view_ask_inside (self);
}

static void
drop_sketch (SgmMapView *self)
{
  sgm_sketch_layer_set_sketch (self->sketch_layer, NULL);
  g_clear_pointer (&self->sketch, sgm_sketch_free);
  self->sketch_ended = FALSE;
  set_shape (self, NULL);
  show_sketch (self);
}

static void
start_sketch (SgmMapView *self)
{
  drop_sketch (self);
  self->sketch = sgm_sketch_new (sgm_map_tool_get_form (self->tool));
}

static void
add_point (SgmMapView *self,
           double      x,
           double      y)
{
  double longitude, latitude;

  sgm_map_canvas_locate (self->canvas, x, y, &longitude, &latitude);
  sgm_sketch_add (self->sketch, longitude, latitude);
}

static void
move_end (SgmMapView *self,
          double      x,
          double      y)
{
  double longitude, latitude;

  sgm_map_canvas_locate (self->canvas, x, y, &longitude, &latitude);
  sgm_sketch_move (self->sketch, longitude, latitude);
}

/* What is drawn stays to be seen until something else is drawn or the tool is
 * put away. What is not whole yet goes on. */
static void
end_sketch (SgmMapView *self)
{
  g_autoptr (SgmGeometry) shape = NULL;

  sgm_sketch_end (self->sketch);
  if (!sgm_sketch_is_whole (self->sketch))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  self->sketch_ended = TRUE;
  show_sketch (self);
  if (sgm_map_tool_asks (self->tool))
    {
      shape = sgm_sketch_dup_shape (self->sketch);
      set_shape (self, shape);
    }
}

/* Tools that are clicked with ------------------------------------------------ */

/* A click of the main button while a tool is in hand. */
void
sgm_map_view_draw_click (SgmMapView *self,
                         int         n_press,
                         double      x,
                         double      y)
{
  if (sgm_map_tool_selects (self->tool))
    return;
  if (n_press > 1)
    {
      if (is_drawing (self))
        end_sketch (self);
      return;
    }
  if (self->sketch == NULL || self->sketch_ended)
    start_sketch (self);
  add_point (self, x, y);
  if (sgm_sketch_is_full (self->sketch))
    end_sketch (self);
  else
    show_sketch (self);
}

void
sgm_map_view_draw_motion (SgmMapView *self,
                          double      x,
                          double      y)
{
  if (!is_drawing (self) || sgm_map_tool_selects (self->tool))
    return;
  move_end (self, x, y);
  show_sketch (self);
}

/* Enter. Returns: whether there was something to be ended */
gboolean
sgm_map_view_draw_end (SgmMapView *self)
{
  if (!is_drawing (self))
    return FALSE;
  end_sketch (self);
  return TRUE;
}

/* Backspace. Returns: whether there was something to be taken back */
gboolean
sgm_map_view_draw_back (SgmMapView *self)
{
  if (!is_drawing (self))
    return FALSE;
  sgm_sketch_take_back (self->sketch);
  if (self->pointer_inside)
    move_end (self, self->pointer_x, self->pointer_y);
  show_sketch (self);
  return TRUE;
}

/* Tools that are dragged with ------------------------------------------------ */

static void
on_drag_begin (SgmMapView     *self,
               double          x,
               double          y,
               GtkGestureDrag *drag)
{
  if (!sgm_map_tool_selects (self->tool))
    {
      gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  sgm_map_canvas_stop (self->canvas);
  self->drag_x = x;
  self->drag_y = y;
  start_sketch (self);
  add_point (self, x, y);
}

static void
on_drag_update (SgmMapView     *self,
                double          dx,
                double          dy,
                GtkGestureDrag *drag)
{
  double start_x, start_y;

  if (!is_drawing (self) || !gtk_gesture_drag_get_start_point (drag, &start_x, &start_y))
    return;
  if (self->tool == SGM_MAP_TOOL_RECTANGLE)
    move_end (self, start_x + dx, start_y + dy);
  else if (hypot (start_x + dx - self->drag_x, start_y + dy - self->drag_y) >= LASSO_STEP)
    {
      self->drag_x = start_x + dx;
      self->drag_y = start_y + dy;
      add_point (self, self->drag_x, self->drag_y);
    }
  show_sketch (self);
}

static void
on_drag_end (SgmMapView     *self,
             double          dx,
             double          dy,
             GtkGestureDrag *drag)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (drag));
  gboolean adds = (state & GDK_CONTROL_MASK) != 0;
  g_autoptr (SgmGeometry) shape = NULL;
  double x, y;

  if (!is_drawing (self) || !gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  shape = sgm_sketch_dup_shape (self->sketch);
  drop_sketch (self);
  if (hypot (dx, dy) < DRAG_SLOP && (shape == NULL || self->tool == SGM_MAP_TOOL_RECTANGLE))
    sgm_map_view_click_at (self, x, y, adds);
  else if (shape != NULL)
    sgm_map_view_select_in (self, shape, adds);
}

/* The map can always be moved with the middle button, also where dragging
 * draws. */
static void
on_pan_begin (SgmMapView     *self,
              double          x,
              double          y,
              GtkGestureDrag *drag)
{
  gtk_gesture_set_state (GTK_GESTURE (drag), GTK_EVENT_SEQUENCE_CLAIMED);
  self->pan_x = 0;
  self->pan_y = 0;
}

static void
on_pan_update (SgmMapView     *self,
               double          dx,
               double          dy,
               GtkGestureDrag *drag)
{
  sgm_map_canvas_pan_by (self->canvas, self->pan_x - dx, self->pan_y - dy);
  self->pan_x = dx;
  self->pan_y = dy;
}

void
sgm_map_view_add_draw_controllers (SgmMapView *self)
{
  GtkWidget *map = sgm_map_canvas_get_map (self->canvas);
  GtkGesture *draw = gtk_gesture_drag_new ();
  GtkGesture *pan = gtk_gesture_drag_new ();

  /* Before libshumate, which moves the map. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (draw), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (draw, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (draw, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (draw, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (draw));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect_swapped (pan, "drag-begin", G_CALLBACK (on_pan_begin), self);
  g_signal_connect_swapped (pan, "drag-update", G_CALLBACK (on_pan_update), self);
  gtk_widget_add_controller (map, GTK_EVENT_CONTROLLER (pan));
}

/* Taking a tool and putting it away ------------------------------------------ */

/**
 * sgm_map_view_get_tool:
 *
 * Returns: the tool in hand
 */
SgmMapTool
sgm_map_view_get_tool (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), SGM_MAP_TOOL_NONE);
  return self->tool;
}

/**
 * sgm_map_view_set_tool:
 * @self: a map
 * @tool: a tool, %SGM_MAP_TOOL_NONE to put it away
 *
 * Takes another tool. What was drawn with the one before goes.
 */
void
sgm_map_view_set_tool (SgmMapView *self,
                       SgmMapTool  tool)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  if (self->tool == tool)
    return;
  drop_sketch (self);
  self->tool = tool;
  gtk_label_set_text (self->hint_text, sgm_map_tool_get_hint (tool));
  gtk_widget_set_visible (self->hint, tool != SGM_MAP_TOOL_NONE);
  gtk_widget_set_cursor_from_name (sgm_map_canvas_get_map (self->canvas),
                                   tool != SGM_MAP_TOOL_NONE ? "crosshair" : NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  sgm_map_view_update_hover (self);
  g_object_notify (G_OBJECT (self), "tool");
}

/**
 * sgm_map_view_cancel:
 * @self: a map
 *
 * One step back: from what is being drawn to the tool, from the tool to none,
 * from several selected areas to the one that was selected last.
 *
 * Returns: %FALSE where there was no such step
 */
gboolean
sgm_map_view_cancel (SgmMapView *self)
{
  g_return_val_if_fail (SGM_IS_MAP_VIEW (self), FALSE);

  if (is_drawing (self))
    drop_sketch (self);
  else if (self->tool != SGM_MAP_TOOL_NONE)
    sgm_map_view_set_tool (self, SGM_MAP_TOOL_NONE);
  else if (sgm_selection_get_n (self->selection) > 1)
    sgm_map_view_click_area (self, self->area);
  else
    return FALSE;
  return TRUE;
}
