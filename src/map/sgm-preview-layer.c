/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-preview-layer.h"

#include <math.h>

#include "map/sgm-paintable.h"
#include "map/sgm-projection.h"

/* How far the picture reaches beyond the view, so that a short pan needs no
 * other one. */
#define REACH 192

/* The zoom has come to rest when it has not changed for so long. */
#define REST_MS 80

/* How strongly the lines cover what is below. */
#define OPACITY 0.9

struct _SgmPreviewLayer
{
  ShumateLayer parent_instance;
  SgmOutlines *outlines;

  SgmPaintable *picture;
  SgmView view; /* that the picture shows, with what is around it */
  GCancellable *job;
  double zoom;  /* of the last look at the viewport */
  guint rest_id;
};

typedef struct
{
  SgmOutlines *outlines;
  SgmView view;
  GdkRGBA color;
} Job;

G_DEFINE_FINAL_TYPE (SgmPreviewLayer, sgm_preview_layer, SHUMATE_TYPE_LAYER)

static void
job_free (gpointer data)
{
  Job *job = data;

  sgm_outlines_unref (job->outlines);
  g_free (job);
}

/* A mask's pixels in one colour, premultiplied. */
static cairo_surface_t *
paint (const SgmBorderMask *mask,
       int                  width,
       int                  height,
       const GdkRGBA       *color)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (surface);
  gsize stride = cairo_image_surface_get_stride (surface) / sizeof (guint32);
  const guint8 *strengths = sgm_border_mask_get (mask);
  guint32 table[256];

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    {
      double alpha = i * color->alpha;

      table[i] = (guint32) alpha << 24 | (guint32) (alpha * color->red) << 16
                 | (guint32) (alpha * color->green) << 8 | (guint32) (alpha * color->blue);
    }
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      pixels[y * stride + x] = table[strengths[(gsize) y * width + x]];
  cairo_surface_mark_dirty (surface);
  return surface;
}

static void
draw_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Job *job = data;
  int width = job->view.width * job->view.scale;
  int height = job->view.height * job->view.scale;
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (width, height);

  if (sgm_outlines_draw (job->outlines, &job->view, mask, cancellable))
    g_task_return_pointer (task, paint (mask, width, height, &job->color),
                           (GDestroyNotify) cairo_surface_destroy);
  else
    g_task_return_error_if_cancelled (task);
}

static void
on_drawn (GObject      *object,
          GAsyncResult *result,
          gpointer      data)
{
  SgmPreviewLayer *self = SGM_PREVIEW_LAYER (object);
  const Job *job = g_task_get_task_data (G_TASK (result));
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), NULL);

  if (surface == NULL)
    return;
  g_clear_object (&self->job);
  g_clear_object (&self->picture);
  self->view = job->view;
  self->picture = sgm_paintable_new (surface, job->view.width, job->view.height, FALSE,
                                     sgm_paintable_kind_for (GTK_WIDGET (self)));
  cairo_surface_destroy (surface);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cancel (SgmPreviewLayer *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
}

/* A colour that no theme and nothing that can be selected has. */
static void
get_color (SgmPreviewLayer *self,
           GdkRGBA         *color)
{
  GtkStyleContext *context = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA ground = { 1, 1, 1, 1 };
  gboolean dark;

  gtk_style_context_lookup_color (context, "view_bg_color", &ground);
  dark = ground.red + ground.green + ground.blue < 1.5;
  *color = dark ? (GdkRGBA) { 0.28f, 0.86f, 0.78f, OPACITY } : (GdkRGBA) { 0, 0.46f, 0.42f, OPACITY };
}

static void
start (SgmPreviewLayer *self,
       const SgmView   *view)
{
  g_autoptr (GTask) task = NULL;
  Job *job = g_new0 (Job, 1);

  job->outlines = sgm_outlines_ref (self->outlines);
  job->view = *view;
  job->view.width += 2 * REACH;
  job->view.height += 2 * REACH;
  get_color (self, &job->color);
  self->job = g_cancellable_new ();
  task = g_task_new (self, self->job, on_drawn, NULL);
  g_task_set_source_tag (task, start);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, draw_in_thread);
}

static graphene_rect_t
get_place (SgmPreviewLayer *self,
           const SgmView   *view)
{
  double ratio = exp2 (view->zoom - self->view.zoom);
  double x, y;

  sgm_projection_to_widget (view, self->view.x, self->view.y, &x, &y);
  x -= self->view.width * ratio / 2;
  y -= self->view.height * ratio / 2;
  if (ratio == 1)
    {
      x = round (x * view->scale) / view->scale;
      y = round (y * view->scale) / view->scale;
    }
  return GRAPHENE_RECT_INIT (x, y, self->view.width * ratio, self->view.height * ratio);
}

/* Whether the picture is just as it would be drawn anew. */
static gboolean
is_whole (SgmPreviewLayer *self,
          const SgmView   *view)
{
  graphene_rect_t place;

  if (self->picture == NULL || self->view.zoom != view->zoom || self->view.scale != view->scale)
    return FALSE;
  place = get_place (self, view);
  graphene_rect_inset (&place, -1, -1);
  return graphene_rect_contains_rect (&place, &GRAPHENE_RECT_INIT (0, 0, view->width, view->height));
}

static void
sgm_preview_layer_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  SgmPreviewLayer *self = SGM_PREVIEW_LAYER (widget);
  SgmView view;

  if (self->outlines == NULL)
    return;
  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &view);
  if (view.width <= 0 || view.height <= 0)
    return;
  if (self->rest_id == 0 && self->job == NULL && !is_whole (self, &view))
    start (self, &view);
  if (self->picture != NULL)
    {
      graphene_rect_t place = get_place (self, &view);

      gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
      gtk_snapshot_translate (snapshot, &place.origin);
      gdk_paintable_snapshot (GDK_PAINTABLE (self->picture), GDK_SNAPSHOT (snapshot),
                              place.size.width, place.size.height);
      gtk_snapshot_pop (snapshot);
    }
}

static gboolean
on_rest (gpointer data)
{
  SgmPreviewLayer *self = data;

  self->rest_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
on_viewport_notify (SgmPreviewLayer *self)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));

  if (self->outlines == NULL)
    return;
  if (zoom != self->zoom)
    {
      self->zoom = zoom;
      g_clear_handle_id (&self->rest_id, g_source_remove);
      self->rest_id = g_timeout_add (REST_MS, on_rest, self);
      cancel (self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sgm_preview_layer_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  SgmPreviewLayer *self = SGM_PREVIEW_LAYER (widget);

  GTK_WIDGET_CLASS (sgm_preview_layer_parent_class)->css_changed (widget, change);
  cancel (self);
  g_clear_object (&self->picture);
  gtk_widget_queue_draw (widget);
}

static void
sgm_preview_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sgm_preview_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (on_viewport_notify), object, G_CONNECT_SWAPPED);
}

static void
sgm_preview_layer_dispose (GObject *object)
{
  SgmPreviewLayer *self = SGM_PREVIEW_LAYER (object);

  cancel (self);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->outlines, sgm_outlines_unref);
  G_OBJECT_CLASS (sgm_preview_layer_parent_class)->dispose (object);
}

static void
sgm_preview_layer_class_init (SgmPreviewLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sgm_preview_layer_constructed;
  object_class->dispose = sgm_preview_layer_dispose;
  widget_class->snapshot = sgm_preview_layer_snapshot;
  widget_class->css_changed = sgm_preview_layer_css_changed;
}

static void
sgm_preview_layer_init (SgmPreviewLayer *self)
{
}

/**
 * sgm_preview_layer_new:
 * @viewport: what the map shows
 *
 * Returns: a layer that shows nothing
 */
SgmPreviewLayer *
sgm_preview_layer_new (ShumateViewport *viewport)
{
  return g_object_new (SGM_TYPE_PREVIEW_LAYER, "viewport", viewport, NULL);
}

/**
 * sgm_preview_layer_set_outlines:
 * @self: a layer
 * @outlines: (nullable): what to show
 */
void
sgm_preview_layer_set_outlines (SgmPreviewLayer *self,
                                SgmOutlines     *outlines)
{
  g_return_if_fail (SGM_IS_PREVIEW_LAYER (self));

  if (self->outlines == outlines)
    return;
  cancel (self);
  g_clear_object (&self->picture);
  g_clear_pointer (&self->outlines, sgm_outlines_unref);
  self->outlines = outlines != NULL ? sgm_outlines_ref (outlines) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sgm_preview_layer_is_fresh:
 *
 * Returns: whether nothing is shown that has to be drawn anew for this view
 */
gboolean
sgm_preview_layer_is_fresh (SgmPreviewLayer *self)
{
  SgmView view;

  g_return_val_if_fail (SGM_IS_PREVIEW_LAYER (self), TRUE);
  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), &view);
  return self->outlines == NULL || is_whole (self, &view);
}
