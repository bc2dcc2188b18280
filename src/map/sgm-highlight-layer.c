/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-highlight-layer.h"

#include <math.h>

#include "map/sgm-projection.h"

#define HOVER_WIDTH 2.0
#define SELECTED_WIDTH 3.0
#define HALO_WIDTH 2.0
/* How far beyond the view a large area is drawn, so that a short pan does not
 * draw it again. */
#define REACH 256

typedef struct
{
  SgmGeometry *geometry;
  GskRenderNode *node;
  SgmView view;           /* that the node was made for */
  graphene_rect_t bounds; /* in that view's logical pixels */
} Mark;

struct _SgmHighlightLayer
{
  ShumateLayer parent_instance;
  Mark hovered;
  Mark selected;
  Mark marked;
  gboolean is_grave; /* what is marked */
};

typedef struct
{
  double line_width;
  GdkRGBA line;
  GdkRGBA fill;
  GdkRGBA halo;
} Style;

G_DEFINE_FINAL_TYPE (SgmHighlightLayer, sgm_highlight_layer, SHUMATE_TYPE_LAYER)

static gboolean
set_geometry (Mark        *mark,
              SgmGeometry *geometry)
{
  if (mark->geometry == geometry)
    return FALSE;
  if (geometry != NULL)
    sgm_geometry_ref (geometry);
  g_clear_pointer (&mark->geometry, sgm_geometry_unref);
  g_clear_pointer (&mark->node, gsk_render_node_unref);
  mark->geometry = geometry;
  return TRUE;
}

/* The part of an area's rectangle that is within @reach of the view. */
static gboolean
get_bounds (const SgmGeometry *geometry,
            const SgmView     *view,
            double             reach,
            graphene_rect_t   *bounds)
{
  const SgmBox *box = sgm_geometry_get_box (geometry);
  graphene_rect_t near = GRAPHENE_RECT_INIT (-reach, -reach, view->width + 2 * reach,
                                             view->height + 2 * reach);
  double left, top, right, bottom;

  sgm_view_project (view, box->min_x, box->max_y, &left, &top);
  sgm_view_project (view, box->max_x, box->min_y, &right, &bottom);
  left = floor (left - SELECTED_WIDTH - HALO_WIDTH);
  top = floor (top - SELECTED_WIDTH - HALO_WIDTH);
  right = ceil (right + SELECTED_WIDTH + HALO_WIDTH);
  bottom = ceil (bottom + SELECTED_WIDTH + HALO_WIDTH);
  *bounds = GRAPHENE_RECT_INIT (left, top, right - left, bottom - top);
  return graphene_rect_intersection (bounds, &near, bounds);
}

static void
add_ring (cairo_t       *cr,
          const SgmView *view,
          const double  *vertices,
          guint          n_vertices)
{
  double last_x = 0, last_y = 0;

  for (guint i = 0; i < n_vertices; i++)
    {
      double x, y;

      sgm_view_project (view, vertices[2 * i], vertices[2 * i + 1], &x, &y);
      /* Vertices nearer than half a pixel cannot be told apart. */
      if (i > 0 && i + 1 < n_vertices && fabs (x - last_x) < 0.5 && fabs (y - last_y) < 0.5)
        continue;
      if (i == 0)
        cairo_move_to (cr, x, y);
      else
        cairo_line_to (cr, x, y);
      last_x = x;
      last_y = y;
    }
  cairo_close_path (cr);
}

static void
draw (const SgmGeometry *geometry,
      const SgmView     *view,
      const Style       *style,
      cairo_t           *cr)
{
  for (guint i = 0; i < sgm_geometry_get_n_rings (geometry); i++)
    {
      guint n_vertices;
      const double *vertices = sgm_geometry_get_ring (geometry, i, &n_vertices);

      add_ring (cr, view, vertices, n_vertices);
    }
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  gdk_cairo_set_source_rgba (cr, &style->fill);
  cairo_fill_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &style->halo);
  cairo_set_line_width (cr, style->line_width + HALO_WIDTH);
  cairo_stroke_preserve (cr);
  gdk_cairo_set_source_rgba (cr, &style->line);
  cairo_set_line_width (cr, style->line_width);
  cairo_stroke (cr);
}

/* Whether the node, moved with the view, still has all that is to be seen. */
static gboolean
is_usable (const Mark            *mark,
           const SgmView         *view,
           const graphene_rect_t *needed,
           double                 dx,
           double                 dy)
{
  graphene_rect_t moved = mark->bounds;

  if (mark->node == NULL || mark->view.zoom != view->zoom || mark->view.scale != view->scale)
    return FALSE;
  graphene_rect_offset (&moved, dx, dy);
  graphene_rect_inset (&moved, -1, -1);
  return graphene_rect_contains_rect (&moved, needed);
}

static void
snapshot_mark (Mark          *mark,
               const SgmView *view,
               const Style   *style,
               GtkSnapshot   *snapshot)
{
  graphene_rect_t needed;
  double dx, dy;
  cairo_t *cr;

  if (mark->geometry == NULL || !get_bounds (mark->geometry, view, 0, &needed))
    return;

  sgm_projection_to_widget (view, mark->view.x, mark->view.y, &dx, &dy);
  dx -= mark->view.width / 2.0;
  dy -= mark->view.height / 2.0;
  if (!is_usable (mark, view, &needed, dx, dy))
    {
      g_clear_pointer (&mark->node, gsk_render_node_unref);
      mark->view = *view;
      get_bounds (mark->geometry, view, REACH, &mark->bounds);
      mark->node = gsk_cairo_node_new (&mark->bounds);
      cr = gsk_cairo_node_get_draw_context (mark->node);
      draw (mark->geometry, view, style, cr);
      cairo_destroy (cr);
      dx = dy = 0;
    }

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (round (dx * view->scale) / view->scale,
                                                          round (dy * view->scale) / view->scale));
  gtk_snapshot_append_node (snapshot, mark->node);
  gtk_snapshot_restore (snapshot);
}

/* What somebody has to look at. */
static void
get_mark_style (SgmHighlightLayer *self,
                Style             *style)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA line = { 0.8f, 0.4f, 0, 1 };
  GdkRGBA halo = { 1, 1, 1, 1 };

  gtk_style_context_lookup_color (context, self->is_grave ? "error_color" : "warning_color", &line);
  gtk_style_context_lookup_color (context, "view_bg_color", &halo);
  *style = (Style) { SELECTED_WIDTH, line, line, halo };
  style->fill.alpha = 0.18;
  style->halo.alpha = 0.8;
}

static void
get_style (SgmHighlightLayer *self,
           gboolean           selected,
           Style             *style)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA view_bg = { 1, 1, 1, 1 };

  gtk_style_context_get_color (context, &style->line);
  gtk_style_context_lookup_color (context, "view_bg_color", &view_bg);
  style->halo = view_bg;
  style->fill = (GdkRGBA) { 0 };
  if (!selected)
    {
      style->line_width = HOVER_WIDTH;
      style->line.alpha = 0.75;
      style->halo.alpha = 0.5;
      return;
    }
  gtk_style_context_lookup_color (context, "accent_color", &style->line);
  style->line_width = SELECTED_WIDTH;
  style->halo.alpha = 0.8;
  style->fill = style->line;
  style->fill.alpha = 0.14;
}

static void
sgm_highlight_layer_snapshot (GtkWidget   *widget,
                              GtkSnapshot *snapshot)
{
  SgmHighlightLayer *self = SGM_HIGHLIGHT_LAYER (widget);
  SgmView view;
  Style style;

  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  if (self->hovered.geometry != self->selected.geometry)
    {
      get_style (self, FALSE, &style);
      snapshot_mark (&self->hovered, &view, &style, snapshot);
    }
  get_style (self, TRUE, &style);
  snapshot_mark (&self->selected, &view, &style, snapshot);
  get_mark_style (self, &style);
  snapshot_mark (&self->marked, &view, &style, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
sgm_highlight_layer_css_changed (GtkWidget         *widget,
                                 GtkCssStyleChange *change)
{
  SgmHighlightLayer *self = SGM_HIGHLIGHT_LAYER (widget);

  GTK_WIDGET_CLASS (sgm_highlight_layer_parent_class)->css_changed (widget, change);
  g_clear_pointer (&self->hovered.node, gsk_render_node_unref);
  g_clear_pointer (&self->selected.node, gsk_render_node_unref);
  g_clear_pointer (&self->marked.node, gsk_render_node_unref);
  gtk_widget_queue_draw (widget);
}

static void
sgm_highlight_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sgm_highlight_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object,
                           G_CONNECT_SWAPPED);
}

static void
sgm_highlight_layer_dispose (GObject *object)
{
  SgmHighlightLayer *self = SGM_HIGHLIGHT_LAYER (object);

  set_geometry (&self->hovered, NULL);
  set_geometry (&self->selected, NULL);
  set_geometry (&self->marked, NULL);
  G_OBJECT_CLASS (sgm_highlight_layer_parent_class)->dispose (object);
}

static void
sgm_highlight_layer_class_init (SgmHighlightLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sgm_highlight_layer_constructed;
  object_class->dispose = sgm_highlight_layer_dispose;
  widget_class->snapshot = sgm_highlight_layer_snapshot;
  widget_class->css_changed = sgm_highlight_layer_css_changed;
}

static void
sgm_highlight_layer_init (SgmHighlightLayer *self)
{
}

/**
 * sgm_highlight_layer_new:
 * @viewport: what the map shows
 *
 * Returns: a layer that marks nothing
 */
SgmHighlightLayer *
sgm_highlight_layer_new (ShumateViewport *viewport)
{
  return g_object_new (SGM_TYPE_HIGHLIGHT_LAYER, "viewport", viewport, NULL);
}

/**
 * sgm_highlight_layer_set_hovered:
 * @self: a layer
 * @geometry: (nullable): the polygons under the pointer
 */
void
sgm_highlight_layer_set_hovered (SgmHighlightLayer *self,
                                 SgmGeometry       *geometry)
{
  g_return_if_fail (SGM_IS_HIGHLIGHT_LAYER (self));

  if (set_geometry (&self->hovered, geometry))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sgm_highlight_layer_set_selected:
 * @self: a layer
 * @geometry: (nullable): the selected polygons
 */
void
sgm_highlight_layer_set_selected (SgmHighlightLayer *self,
                                  SgmGeometry       *geometry)
{
  g_return_if_fail (SGM_IS_HIGHLIGHT_LAYER (self));

  if (set_geometry (&self->selected, geometry))
    gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sgm_highlight_layer_set_marked:
 * @self: a layer
 * @geometry: (nullable): polygons that somebody has to look at
 * @is_grave: whether something is wrong there, and not only to be looked at
 */
void
sgm_highlight_layer_set_marked (SgmHighlightLayer *self,
                                SgmGeometry       *geometry,
                                gboolean           is_grave)
{
  g_return_if_fail (SGM_IS_HIGHLIGHT_LAYER (self));

  if (self->is_grave != is_grave)
    g_clear_pointer (&self->marked.node, gsk_render_node_unref);
  self->is_grave = is_grave;
  set_geometry (&self->marked, geometry);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
