/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-canvas.h"

#include <adwaita.h>
#include <math.h>
#include <string.h>

#include "base/sgm-heap.h"
#include "basemap/sgm-basemap-painter.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-projection.h"
#include "map/sgm-tile-source.h"

#define GO_TO_MS 350
/* How near to the edge of the view something may be and still count as
 * seen, as a part of the view. */
#define EDGE 0.12

/* When the map has not moved for so long, what it does not need any more goes. */
#define TIDY_MS 2000

#define SMALL_WIDTH 640
#define SMALL_HEIGHT 480

struct _SgmMapCanvas
{
  GtkWidget parent_instance;

  ShumateMap *map;
  ShumateMapLayer *base;
  SgmAreaLayer *areas;
  SgmLabelLayer *labels;
  SgmHighlightLayer *highlight;
  SgmEventLayer *events;
  SgmTileSource *source;
  GdkRGBA ground; /* where there are no tiles */

  /* Asked for before there was a size. */
  gboolean must_fit;
  SgmBox box;
  double margin;
  double max_zoom;
  double min_zoom; /* where the areas are still more than a dot */

  /* Where an animation is going, so that a second key press goes on from
   * there and not from halfway. */
  double goal_zoom;
  gint64 goal_until;

  gint64 moved_at; /* monotonic microseconds */
  guint tidy_id;
};

enum
{
  MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmMapCanvas, sgm_map_canvas, GTK_TYPE_WIDGET)

static gboolean
on_tidy (gpointer data)
{
  SgmMapCanvas *self = data;

  if (g_get_monotonic_time () < self->moved_at + TIDY_MS * G_TIME_SPAN_MILLISECOND)
    return G_SOURCE_CONTINUE;
  sgm_heap_tidy ();
  self->tidy_id = 0;
  return G_SOURCE_REMOVE;
}

static void
on_viewport_notify (SgmMapCanvas    *self,
                    GParamSpec      *pspec,
                    ShumateViewport *viewport)
{
  /* The layers draw a picture painted with north up. */
  if (shumate_viewport_get_rotation (viewport) != 0)
    {
      shumate_viewport_set_rotation (viewport, 0);
      return;
    }
  /* libshumate redraws it only from an idle, so that it would lag behind the
   * other layers. */
  gtk_widget_queue_draw (GTK_WIDGET (self->base));
  self->moved_at = g_get_monotonic_time ();
  if (self->tidy_id == 0)
    self->tidy_id = g_timeout_add (TIDY_MS, on_tidy, self);
  g_signal_emit (self, signals[MOVED], 0);
}

static void
get_ground (gboolean  dark,
            GdkRGBA  *color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 1, 1);
  cairo_t *cr = cairo_create (surface);
  guint32 pixel;

  sgm_basemap_set_ground (cr, dark);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  memcpy (&pixel, cairo_image_surface_get_data (surface), sizeof pixel);
  cairo_surface_destroy (surface);
  *color = (GdkRGBA) { (pixel >> 16 & 0xff) / 255.0f, (pixel >> 8 & 0xff) / 255.0f,
                       (pixel & 0xff) / 255.0f, 1 };
}

static void
on_dark_notify (SgmMapCanvas    *self,
                GParamSpec      *pspec,
                AdwStyleManager *manager)
{
  gboolean dark = adw_style_manager_get_dark (manager);

  get_ground (dark, &self->ground);
  sgm_tile_source_set_dark (self->source, dark);
  sgm_area_layer_set_dark (self->areas, dark);
  sgm_label_layer_set_dark (self->labels, dark);
  sgm_event_layer_set_dark (self->events, dark);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_viewport (SgmMapCanvas *self,
              double        longitude,
              double        latitude,
              double        zoom)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  g_object_freeze_notify (G_OBJECT (viewport));
  shumate_viewport_set_zoom_level (viewport, zoom);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), latitude, longitude);
  g_object_thaw_notify (G_OBJECT (viewport));
}

static void
get_fit (SgmMapCanvas *self,
         int           width,
         int           height,
         double       *longitude,
         double       *latitude,
         double       *zoom)
{
  SgmView view = { .width = width, .height = height, .scale = 1 };

  sgm_view_fit (&view, &self->box, self->margin);
  *longitude = sgm_mercator_longitude (view.x);
  *latitude = sgm_mercator_latitude (view.y);
  *zoom = CLAMP (view.zoom, self->min_zoom, self->max_zoom);
}

static void
sgm_map_canvas_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  *minimum = 0;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 640 : 480;
}

static void
sgm_map_canvas_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  SgmMapCanvas *self = SGM_MAP_CANVAS (widget);

  /* Before the map is allocated, so that its first frame is right. */
  if (self->must_fit && width > 1 && height > 1)
    {
      double longitude, latitude, zoom;

      self->must_fit = FALSE;
      get_fit (self, width, height, &longitude, &latitude, &zoom);
      set_viewport (self, longitude, latitude, zoom);
    }
  gtk_widget_allocate (GTK_WIDGET (self->map), width, height, baseline, NULL);
}

static void
sgm_map_canvas_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  SgmMapCanvas *self = SGM_MAP_CANVAS (widget);

  gtk_snapshot_append_color (snapshot, &self->ground,
                             &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget),
                                                  gtk_widget_get_height (widget)));
  GTK_WIDGET_CLASS (sgm_map_canvas_parent_class)->snapshot (widget, snapshot);
}

static void
sgm_map_canvas_realize (GtkWidget *widget)
{
  SgmMapCanvas *self = SGM_MAP_CANVAS (widget);

  GTK_WIDGET_CLASS (sgm_map_canvas_parent_class)->realize (widget);
  sgm_tile_source_set_kind (self->source, sgm_paintable_kind_for (widget));
}

static void
sgm_map_canvas_dispose (GObject *object)
{
  SgmMapCanvas *self = SGM_MAP_CANVAS (object);

  g_clear_handle_id (&self->tidy_id, g_source_remove);
  if (self->map != NULL)
    {
      g_signal_handlers_disconnect_by_data (shumate_map_get_viewport (self->map), self);
      gtk_widget_unparent (GTK_WIDGET (self->map));
      self->map = NULL;
    }
  g_clear_object (&self->source);
  G_OBJECT_CLASS (sgm_map_canvas_parent_class)->dispose (object);
}

static void
sgm_map_canvas_class_init (SgmMapCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sgm_map_canvas_dispose;
  widget_class->measure = sgm_map_canvas_measure;
  widget_class->size_allocate = sgm_map_canvas_size_allocate;
  widget_class->snapshot = sgm_map_canvas_snapshot;
  widget_class->realize = sgm_map_canvas_realize;

  /**
   * SgmMapCanvas::moved:
   *
   * The view has changed.
   */
  signals[MOVED] = g_signal_new ("moved", SGM_TYPE_MAP_CANVAS, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "mapcanvas");
}

static void
sgm_map_canvas_init (SgmMapCanvas *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  ShumateViewport *viewport;

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->map = shumate_map_new ();
  gtk_widget_set_parent (GTK_WIDGET (self->map), GTK_WIDGET (self));
  shumate_map_set_zoom_on_double_click (self->map, FALSE);

  self->source = sgm_tile_source_new ();
  self->min_zoom = SGM_MAP_MIN_ZOOM;
  viewport = shumate_map_get_viewport (self->map);
  shumate_viewport_set_reference_map_source (viewport, SHUMATE_MAP_SOURCE (self->source));
  self->base = shumate_map_layer_new (SHUMATE_MAP_SOURCE (self->source), viewport);
  self->areas = sgm_area_layer_new (viewport);
  self->highlight = sgm_highlight_layer_new (viewport);
  self->events = sgm_event_layer_new (viewport);
  self->labels = sgm_label_layer_new (viewport, self->events);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->base));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->areas));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->highlight));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->labels));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->events));

  g_signal_connect_swapped (viewport, "notify", G_CALLBACK (on_viewport_notify), self);
  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (on_dark_notify), self,
                           G_CONNECT_SWAPPED);
  on_dark_notify (self, NULL, manager);
}

/**
 * sgm_map_canvas_get_map:
 *
 * Returns: (transfer none): the widget that controllers are to be put on,
 *   since libshumate's layers take no events
 */
GtkWidget *
sgm_map_canvas_get_map (SgmMapCanvas *self)
{
  return GTK_WIDGET (self->map);
}

ShumateViewport *
sgm_map_canvas_get_viewport (SgmMapCanvas *self)
{
  return shumate_map_get_viewport (self->map);
}

/* No further away than where all of them take up half of a small map. */
static void
limit_zoom (SgmMapCanvas *self,
            const SgmBox *box)
{
  SgmView view = { .width = SMALL_WIDTH / 2, .height = SMALL_HEIGHT / 2, .scale = 1 };

  sgm_view_fit (&view, box, 0);
  self->min_zoom = CLAMP (floor (view.zoom), SGM_MAP_MIN_ZOOM, SGM_MAP_MAX_ZOOM);
  shumate_viewport_set_min_zoom_level (shumate_map_get_viewport (self->map), (guint) self->min_zoom);
}

/**
 * sgm_map_canvas_set_areas:
 * @self: a canvas
 * @areas: (nullable): the areas to show; sgm_map_canvas_set_theme() comes next
 */
void
sgm_map_canvas_set_areas (SgmMapCanvas *self,
                          SgmAreaSet   *areas)
{
  sgm_area_layer_set_areas (self->areas, areas);
  sgm_label_layer_set_areas (self->labels, areas);
  if (areas != NULL && sgm_area_set_get_n_areas (areas) > 0)
    limit_zoom (self, sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry));
}

/**
 * sgm_map_canvas_get_min_zoom:
 *
 * Returns: the furthest zoom level
 */
double
sgm_map_canvas_get_min_zoom (SgmMapCanvas *self)
{
  return self->min_zoom;
}

/**
 * sgm_map_canvas_set_theme:
 * @self: a canvas
 * @theme: a theme of its areas
 */
void
sgm_map_canvas_set_theme (SgmMapCanvas *self,
                          SgmTheme     *theme)
{
  sgm_area_layer_set_theme (self->areas, theme);
  sgm_label_layer_set_theme (self->labels, theme);
}

/**
 * sgm_map_canvas_is_fresh:
 *
 * Returns: whether areas and labels have been drawn for just this view
 */
gboolean
sgm_map_canvas_is_fresh (SgmMapCanvas *self)
{
  return sgm_area_layer_is_fresh (self->areas) && sgm_label_layer_is_fresh (self->labels);
}

SgmLabelLayer *
sgm_map_canvas_get_labels (SgmMapCanvas *self)
{
  return self->labels;
}

SgmHighlightLayer *
sgm_map_canvas_get_highlight (SgmMapCanvas *self)
{
  return self->highlight;
}

SgmAreaLayer *
sgm_map_canvas_get_areas (SgmMapCanvas *self)
{
  return self->areas;
}

SgmEventLayer *
sgm_map_canvas_get_events (SgmMapCanvas *self)
{
  return self->events;
}

/**
 * sgm_map_canvas_set_stack:
 * @self: a canvas
 * @stack: (nullable): the layers of the base map
 */
void
sgm_map_canvas_set_stack (SgmMapCanvas *self,
                          SgmTileStack *stack)
{
  sgm_tile_source_set_stack (self->source, stack);
}

static gboolean
has_size (SgmMapCanvas *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) > 1
         && gtk_widget_get_height (GTK_WIDGET (self)) > 1;
}

static double
get_goal_zoom (SgmMapCanvas *self)
{
  if (g_get_monotonic_time () < self->goal_until)
    return self->goal_zoom;
  return shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));
}

/**
 * sgm_map_canvas_get_view:
 * @self: a canvas
 * @longitude: (out): of the middle, in degrees
 * @latitude: (out): the same
 * @zoom: (out): zoom level
 */
void
sgm_map_canvas_get_view (SgmMapCanvas *self,
                         double       *longitude,
                         double       *latitude,
                         double       *zoom)
{
  ShumateViewport *viewport = shumate_map_get_viewport (self->map);

  *longitude = shumate_location_get_longitude (SHUMATE_LOCATION (viewport));
  *latitude = shumate_location_get_latitude (SHUMATE_LOCATION (viewport));
  *zoom = shumate_viewport_get_zoom_level (viewport);
}

/**
 * sgm_map_canvas_set_view:
 * @self: a canvas
 * @longitude: of the middle, in degrees
 * @latitude: the same
 * @zoom: zoom level; kept within the map's limits
 *
 * Shows a place at once.
 */
void
sgm_map_canvas_set_view (SgmMapCanvas *self,
                         double        longitude,
                         double        latitude,
                         double        zoom)
{
  sgm_map_canvas_stop (self);
  self->must_fit = FALSE;
  set_viewport (self, longitude, latitude, CLAMP (zoom, self->min_zoom, SGM_MAP_MAX_ZOOM));
}

/**
 * sgm_map_canvas_stop:
 * @self: a canvas
 *
 * Ends a movement where it is, as when somebody takes hold of the map.
 */
void
sgm_map_canvas_stop (SgmMapCanvas *self)
{
  self->goal_until = 0;
  shumate_map_stop_go_to (self->map);
}

/**
 * sgm_map_canvas_go_to:
 * @self: a canvas
 * @longitude: of the middle, in degrees
 * @latitude: the same
 * @zoom: zoom level; kept within the map's limits
 *
 * Moves to a place, so that one sees where it lies.
 */
void
sgm_map_canvas_go_to (SgmMapCanvas *self,
                      double        longitude,
                      double        latitude,
                      double        zoom)
{
  gboolean animate = FALSE;

  zoom = CLAMP (zoom, self->min_zoom, SGM_MAP_MAX_ZOOM);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)),
                "gtk-enable-animations", &animate, NULL);
  sgm_map_canvas_stop (self);
  self->must_fit = FALSE;
  if (!animate || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      set_viewport (self, longitude, latitude, zoom);
      return;
    }
  self->goal_zoom = zoom;
  self->goal_until = g_get_monotonic_time () + GO_TO_MS * G_TIME_SPAN_MILLISECOND;
  shumate_map_go_to_full_with_duration (self->map, latitude, longitude, zoom, GO_TO_MS);
}

/**
 * sgm_map_canvas_fit:
 * @self: a canvas
 * @box: what is to be seen, in degrees
 * @margin: logical pixels to leave free on each side
 * @max_zoom: zoom level not to be exceeded
 *
 * Moves so that the box is as large as it can be; at once where the canvas
 * has not been seen yet.
 */
void
sgm_map_canvas_fit (SgmMapCanvas *self,
                    const SgmBox *box,
                    double        margin,
                    double        max_zoom)
{
  double longitude, latitude, zoom;

  g_return_if_fail (box->min_x <= box->max_x && box->min_y <= box->max_y);

  self->box = *box;
  self->margin = margin;
  self->max_zoom = max_zoom;
  if (!has_size (self))
    {
      self->must_fit = TRUE;
      return;
    }
  get_fit (self, gtk_widget_get_width (GTK_WIDGET (self)),
           gtk_widget_get_height (GTK_WIDGET (self)), &longitude, &latitude, &zoom);
  sgm_map_canvas_go_to (self, longitude, latitude, zoom);
}

/**
 * sgm_map_canvas_zoom_by:
 * @self: a canvas
 * @levels: how far in, or out where negative
 *
 * Zooms about the middle.
 */
void
sgm_map_canvas_zoom_by (SgmMapCanvas *self,
                        double        levels)
{
  double longitude, latitude, zoom;

  sgm_map_canvas_get_view (self, &longitude, &latitude, &zoom);
  sgm_map_canvas_go_to (self, longitude, latitude, get_goal_zoom (self) + levels);
}

/**
 * sgm_map_canvas_pan_by:
 * @self: a canvas
 * @dx: logical pixels to look further to the right
 * @dy: and down
 */
void
sgm_map_canvas_pan_by (SgmMapCanvas *self,
                       double        dx,
                       double        dy)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_map_get_viewport (self->map));
  double longitude, latitude;

  sgm_map_canvas_locate (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2.0 + dx,
                         gtk_widget_get_height (GTK_WIDGET (self)) / 2.0 + dy,
                         &longitude, &latitude);
  sgm_map_canvas_set_view (self, longitude, latitude, zoom);
}

/**
 * sgm_map_canvas_reveal:
 * @self: a canvas
 * @longitude: of a place, in degrees
 * @latitude: the same
 * @min_zoom: zoom level from which the place can be made out
 *
 * Moves to a place, but only where it is not well in view already.
 */
void
sgm_map_canvas_reveal (SgmMapCanvas *self,
                       double        longitude,
                       double        latitude,
                       double        min_zoom)
{
  double zoom = get_goal_zoom (self);
  double x, y;
  SgmView view;

  sgm_projection_get_view (shumate_map_get_viewport (self->map), GTK_WIDGET (self), &view);
  sgm_view_project (&view, longitude, latitude, &x, &y);
  if (zoom >= min_zoom
      && x >= view.width * EDGE && x <= view.width * (1 - EDGE)
      && y >= view.height * EDGE && y <= view.height * (1 - EDGE))
    return;
  sgm_map_canvas_go_to (self, longitude, latitude, MAX (zoom, min_zoom));
}

/**
 * sgm_map_canvas_locate:
 * @self: a canvas
 * @x: logical pixels from the left
 * @y: from the top
 * @longitude: (out): of the place there, in degrees
 * @latitude: (out): the same
 */
void
sgm_map_canvas_locate (SgmMapCanvas *self,
                       double        x,
                       double        y,
                       double       *longitude,
                       double       *latitude)
{
  SgmView view;

  sgm_projection_get_view (shumate_map_get_viewport (self->map), GTK_WIDGET (self), &view);
  sgm_view_unproject (&view, x, y, longitude, latitude);
}

/**
 * sgm_map_canvas_project:
 * @self: a canvas
 * @longitude: of a place, in degrees
 * @latitude: the same
 * @x: (out): where it is, in logical pixels from the left
 * @y: (out): from the top
 */
void
sgm_map_canvas_project (SgmMapCanvas *self,
                        double        longitude,
                        double        latitude,
                        double       *x,
                        double       *y)
{
  SgmView view;

  sgm_projection_get_view (shumate_map_get_viewport (self->map), GTK_WIDGET (self), &view);
  sgm_view_project (&view, longitude, latitude, x, y);
}
