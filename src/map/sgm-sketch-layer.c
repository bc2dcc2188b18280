/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-sketch-layer.h"

#include <math.h>

#include "map/sgm-projection.h"

#define LINE_WIDTH 2.0
#define HALO_WIDTH 2.0
#define POINT_RADIUS 3.5
#define MARGIN 8

struct _SgmSketchLayer
{
  ShumateLayer parent_instance;
  const SgmSketch *sketch; /* the map's */
};

G_DEFINE_FINAL_TYPE (SgmSketchLayer, sgm_sketch_layer, SHUMATE_TYPE_LAYER)

/* The corners of what is drawn, in pixels: of the shape where it has one, else
 * of the points. Returns whether they are to be closed. */
static gboolean
project_outline (const SgmSketch *sketch,
                 const SgmView   *view,
                 GArray          *outline)
{
  g_autoptr (SgmGeometry) shape = sgm_sketch_dup_shape (sketch);
  const double *points;
  guint n;

  if (shape != NULL)
    points = sgm_geometry_get_ring (shape, 0, &n);
  else
    points = sgm_sketch_get_points (sketch, &n);
  for (guint i = 0; i < n; i++)
    {
      double at[2];

      sgm_view_project (view, points[2 * i], points[2 * i + 1], &at[0], &at[1]);
      g_array_append_vals (outline, at, 2);
    }
  return shape != NULL;
}

static graphene_rect_t
get_bounds (const SgmView *view,
            GArray        *outline)
{
  graphene_rect_t all = GRAPHENE_RECT_INIT (-MARGIN, -MARGIN, view->width + 2 * MARGIN,
                                            view->height + 2 * MARGIN);
  double left = G_MAXDOUBLE, top = G_MAXDOUBLE;
  double right = -G_MAXDOUBLE, bottom = -G_MAXDOUBLE;
  graphene_rect_t bounds;

  for (guint i = 0; i < outline->len; i += 2)
    {
      double x = g_array_index (outline, double, i);
      double y = g_array_index (outline, double, i + 1);

      left = MIN (left, x);
      right = MAX (right, x);
      top = MIN (top, y);
      bottom = MAX (bottom, y);
    }
  bounds = GRAPHENE_RECT_INIT (floor (left - MARGIN), floor (top - MARGIN),
                               ceil (right - left + 2 * MARGIN), ceil (bottom - top + 2 * MARGIN));
  if (!graphene_rect_intersection (&bounds, &all, &bounds))
    return GRAPHENE_RECT_INIT (0, 0, 0, 0);
  return bounds;
}

/* A lasso has too many points to show each; what is drawn between two corners
 * or around a middle has a place for the hand to start from. */
static void
draw_points (const SgmSketch *sketch,
             const SgmView   *view,
             const GdkRGBA   *line,
             const GdkRGBA   *halo,
             cairo_t         *cr)
{
  guint n;
  const double *points = sgm_sketch_get_points (sketch, &n);

  if (sgm_sketch_get_form (sketch) == SGM_SKETCH_LASSO)
    return;
  for (guint i = 0; i < n; i++)
    {
      double x, y;

      sgm_view_project (view, points[2 * i], points[2 * i + 1], &x, &y);
      cairo_new_sub_path (cr);
      cairo_arc (cr, x, y, POINT_RADIUS, 0, 2 * G_PI);
    }
  gdk_cairo_set_source_rgba (cr, halo);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, line);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

static void
draw_outline (GArray        *outline,
              gboolean       closed,
              const GdkRGBA *line,
              const GdkRGBA *halo,
              cairo_t       *cr)
{
  GdkRGBA fill = *line;

  for (guint i = 0; i < outline->len; i += 2)
    cairo_line_to (cr, g_array_index (outline, double, i), g_array_index (outline, double, i + 1));
  if (closed)
    cairo_close_path (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  fill.alpha = 0.12;
  gdk_cairo_set_source_rgba (cr, &fill);
  if (closed)
    cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, halo);
  cairo_set_line_width (cr, LINE_WIDTH + HALO_WIDTH);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, line);
  cairo_set_line_width (cr, LINE_WIDTH);
  cairo_stroke (cr);
}

static void
sgm_sketch_layer_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  SgmSketchLayer *self = SGM_SKETCH_LAYER (widget);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  g_autoptr (GArray) outline = g_array_new (FALSE, FALSE, sizeof (double));
  GdkRGBA line = { 0, 0, 0, 1 };
  GdkRGBA halo = { 1, 1, 1, 1 };
  graphene_rect_t bounds;
  gboolean closed;
  SgmView view;
  cairo_t *cr;

  if (self->sketch == NULL)
    return;
  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &view);
  closed = project_outline (self->sketch, &view, outline);
  bounds = get_bounds (&view, outline);
  if (outline->len == 0 || bounds.size.width <= 0 || bounds.size.height <= 0)
    return;

  gtk_style_context_lookup_color (context, "accent_color", &line);
  gtk_style_context_lookup_color (context, "view_bg_color", &halo);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  draw_outline (outline, closed, &line, &halo, cr);
  draw_points (self->sketch, &view, &line, &halo, cr);
  cairo_destroy (cr);
  gtk_snapshot_pop (snapshot);
}

static void
sgm_sketch_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sgm_sketch_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object,
                           G_CONNECT_SWAPPED);
}

static void
sgm_sketch_layer_class_init (SgmSketchLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->constructed = sgm_sketch_layer_constructed;
  GTK_WIDGET_CLASS (klass)->snapshot = sgm_sketch_layer_snapshot;
}

static void
sgm_sketch_layer_init (SgmSketchLayer *self)
{
}

/**
 * sgm_sketch_layer_new:
 * @viewport: what the map shows
 *
 * Returns: a layer that shows nothing
 */
SgmSketchLayer *
sgm_sketch_layer_new (ShumateViewport *viewport)
{
  return g_object_new (SGM_TYPE_SKETCH_LAYER, "viewport", viewport, NULL);
}

/**
 * sgm_sketch_layer_set_sketch:
 * @self: a layer
 * @sketch: (nullable): what to show; it stays the caller's, who calls this
 *   again whenever it has changed and before it is freed
 */
void
sgm_sketch_layer_set_sketch (SgmSketchLayer  *self,
                             const SgmSketch *sketch)
{
  g_return_if_fail (SGM_IS_SKETCH_LAYER (self));
  self->sketch = sketch;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
