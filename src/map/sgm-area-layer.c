/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-area-layer.h"

#include <math.h>

#include "draw/sgm-painter.h"
#include "map/sgm-paintable.h"
#include "map/sgm-projection.h"

#define REST_MS 70
/* How far a picture reaches beyond the view on each side, as a part of it,
 * and how little of that may be left when the view rests. */
#define MARGIN 0.2
#define MARGIN_LEFT 0.06
/* A picture scaled more than this is worth a new one while still moving. */
#define ZOOM_APART 1.0
#define OVERVIEW_WIDTH 1280
#define OVERVIEW_HEIGHT 1024

typedef struct
{
  SgmPaintable *picture;
  SgmView view;
  guint generation;
} Painted;

typedef struct
{
  SgmShapes *shapes;
  SgmTheme *theme;
  SgmView view;
  SgmPainterParts parts;
  guint generation;
  gboolean overview;
} Job;

struct _SgmAreaLayer
{
  ShumateLayer parent_instance;

  SgmAreaSet *areas;
  SgmShapes *shapes;
  SgmTheme *theme;
  gboolean dark;
  guint generation; /* of areas, theme and darkness */
  SgmPaintableKind kind;

  Painted view;
  Painted overview;
  GCancellable *view_job;
  GCancellable *overview_job;
  guint rest_id;
};

G_DEFINE_FINAL_TYPE (SgmAreaLayer, sgm_area_layer, SHUMATE_TYPE_LAYER)

static void
job_free (Job *job)
{
  sgm_shapes_unref (job->shapes);
  sgm_theme_unref (job->theme);
  g_free (job);
}

static void
painted_clear (Painted *painted)
{
  g_clear_object (&painted->picture);
}

static void
cancel (GCancellable **job)
{
  if (*job != NULL)
    g_cancellable_cancel (*job);
  g_clear_object (job);
}

static void
get_view (SgmAreaLayer *self,
          SgmView      *view)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  sgm_projection_get_view (viewport, GTK_WIDGET (self), view);
  view->dark = self->dark;
}

/* Where a picture lies in a view, in logical pixels. */
static graphene_rect_t
place (const Painted *painted,
       const SgmView *view)
{
  double ratio = exp2 (view->zoom - painted->view.zoom);
  double width = painted->view.width * ratio;
  double height = painted->view.height * ratio;
  double x, y;

  sgm_projection_to_widget (view, painted->view.x, painted->view.y, &x, &y);
  x -= width / 2;
  y -= height / 2;
  if (fabs (ratio - 1) < 1e-9)
    {
      /* Device pixel on device pixel, or else everything would be blurred. */
      x = round (x * view->scale) / view->scale;
      y = round (y * view->scale) / view->scale;
    }
  return GRAPHENE_RECT_INIT (x, y, width, height);
}

static gboolean
covers (const Painted *painted,
        const SgmView *view,
        double         margin)
{
  graphene_rect_t at;

  if (painted->picture == NULL)
    return FALSE;
  at = place (painted, view);
  return at.origin.x <= -margin * view->width && at.origin.y <= -margin * view->height
         && at.origin.x + at.size.width >= (1 + margin) * view->width
         && at.origin.y + at.size.height >= (1 + margin) * view->height;
}

static gboolean
is_current (SgmAreaLayer  *self,
            const SgmView *view)
{
  return self->view.picture != NULL && self->view.generation == self->generation
         && self->view.view.zoom == view->zoom && self->view.view.scale == view->scale
         && covers (&self->view, view, MARGIN_LEFT);
}

static void
paint_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;
  cairo_surface_t *surface;

  if (g_task_return_error_if_cancelled (task))
    return;
  surface = sgm_painter_paint (job->shapes, job->theme, &job->view, job->parts, cancellable);
  if (g_cancellable_is_cancelled (cancellable) || surface == NULL)
    {
      g_clear_pointer (&surface, cairo_surface_destroy);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "No picture");
      return;
    }
  cairo_surface_set_device_scale (surface, 1, 1);
  g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

static void paint_overview (SgmAreaLayer *self);
static void paint_view     (SgmAreaLayer *self);

static void
on_painted (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  Painted *target = job->overview ? &self->overview : &self->view;
  GCancellable **running = job->overview ? &self->overview_job : &self->view_job;
  gboolean newest = *running == g_task_get_cancellable (G_TASK (result));
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), NULL);

  if (newest)
    g_clear_object (running);
  if (surface == NULL)
    return;

  if (newest)
    {
      painted_clear (target);
      target->picture = sgm_paintable_new (surface, job->view.width, job->view.height,
                                           FALSE, self->kind);
      target->view = job->view;
      target->generation = job->generation;
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
  cairo_surface_destroy (surface);

  if (!newest || job->overview)
    return;
  if (job->generation != self->generation)
    {
      paint_view (self);
      return;
    }
  if (self->overview.picture == NULL || self->overview.generation != self->generation)
    paint_overview (self);
}

static GCancellable *
start (SgmAreaLayer    *self,
       const SgmView   *view,
       SgmPainterParts  parts,
       gboolean         overview)
{
  GCancellable *cancellable = g_cancellable_new ();
  g_autoptr (GTask) task = g_task_new (self, cancellable, on_painted, NULL);
  Job *job = g_new0 (Job, 1);

  job->shapes = sgm_shapes_ref (self->shapes);
  job->theme = sgm_theme_ref (self->theme);
  job->view = *view;
  job->parts = parts;
  job->generation = self->generation;
  job->overview = overview;
  g_task_set_source_tag (task, start);
  g_task_set_return_on_cancel (task, FALSE);
  /* Ahead of the base map's tiles, since this is what people look for. */
  g_task_set_priority (task, overview ? G_PRIORITY_LOW : G_PRIORITY_HIGH);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, paint_in_thread);
  return cancellable;
}

static void
paint_view (SgmAreaLayer *self)
{
  SgmView view;

  get_view (self, &view);
  if (self->areas == NULL || self->theme == NULL || view.width <= 0 || view.height <= 0)
    return;

  cancel (&self->view_job);
  view.width += 2 * (int) ceil (view.width * MARGIN);
  view.height += 2 * (int) ceil (view.height * MARGIN);
  self->view_job = start (self, &view, SGM_PAINTER_AREAS | SGM_PAINTER_LABELS, FALSE);
}

static void
paint_overview (SgmAreaLayer *self)
{
  SgmView view = {
    .width = OVERVIEW_WIDTH,
    .height = OVERVIEW_HEIGHT,
    .scale = 1,
    .dark = self->dark,
  };

  if (sgm_area_set_get_n_areas (self->areas) == 0)
    return;
  cancel (&self->overview_job);
  sgm_view_fit (&view, sgm_geometry_get_box (sgm_area_set_get (self->areas, 0)->geometry), 8);
  self->overview_job = start (self, &view, SGM_PAINTER_AREAS, TRUE);
}

static gboolean
on_rest (gpointer data)
{
  SgmAreaLayer *self = data;
  SgmView view;

  self->rest_id = 0;
  get_view (self, &view);
  if (!is_current (self, &view))
    paint_view (self);
  return G_SOURCE_REMOVE;
}

static void
moved (SgmAreaLayer *self)
{
  SgmView view;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, on_rest, self);

  /* In a long movement the eye should find something better than the
   * overview before the view rests. */
  get_view (self, &view);
  if (self->view_job == NULL
      && (!covers (&self->view, &view, 0)
          || fabs (view.zoom - self->view.view.zoom) > ZOOM_APART))
    paint_view (self);
}

static void
invalidate (SgmAreaLayer *self)
{
  self->generation++;
  cancel (&self->overview_job);
  /* What is being painted is let finish, or else nothing would ever be seen
   * of changes that come faster than they can be painted. */
  if (self->view_job == NULL)
    paint_view (self);
}

static void
sgm_area_layer_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  moved (SGM_AREA_LAYER (widget));
}

static void
snapshot_picture (const Painted *painted,
                  const SgmView *view,
                  GtkSnapshot   *snapshot)
{
  graphene_rect_t at = place (painted, view);

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &at.origin);
  gdk_paintable_snapshot (GDK_PAINTABLE (painted->picture), GDK_SNAPSHOT (snapshot),
                          at.size.width, at.size.height);
  gtk_snapshot_restore (snapshot);
}

/* Both are translucent, so the overview is only drawn outside of @hole. */
static void
snapshot_overview (const Painted         *painted,
                   const SgmView         *view,
                   const graphene_rect_t *hole,
                   GtkSnapshot           *snapshot)
{
  float left = CLAMP (hole->origin.x, 0, view->width);
  float right = CLAMP (hole->origin.x + hole->size.width, 0, view->width);
  float top = CLAMP (hole->origin.y, 0, view->height);
  float bottom = CLAMP (hole->origin.y + hole->size.height, 0, view->height);
  const graphene_rect_t strips[] = {
    GRAPHENE_RECT_INIT (0, 0, view->width, top),
    GRAPHENE_RECT_INIT (0, bottom, view->width, view->height - bottom),
    GRAPHENE_RECT_INIT (0, top, left, bottom - top),
    GRAPHENE_RECT_INIT (right, top, view->width - right, bottom - top),
  };

  for (guint i = 0; i < G_N_ELEMENTS (strips); i++)
    {
      if (strips[i].size.width < 0.5 || strips[i].size.height < 0.5)
        continue;
      gtk_snapshot_push_clip (snapshot, &strips[i]);
      snapshot_picture (painted, view, snapshot);
      gtk_snapshot_pop (snapshot);
    }
}

static void
sgm_area_layer_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (widget);
  graphene_rect_t hole = GRAPHENE_RECT_INIT (0, 0, 0, 0);
  SgmView view;

  get_view (self, &view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  if (self->view.picture != NULL)
    hole = place (&self->view, &view);
  if (self->overview.picture != NULL)
    snapshot_overview (&self->overview, &view, &hole, snapshot);
  if (self->view.picture != NULL)
    snapshot_picture (&self->view, &view, snapshot);
  gtk_snapshot_pop (snapshot);
}

static void
sgm_area_layer_realize (GtkWidget *widget)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (widget);

  GTK_WIDGET_CLASS (sgm_area_layer_parent_class)->realize (widget);
  self->kind = sgm_paintable_kind_for (widget);
}

static void
sgm_area_layer_constructed (GObject *object)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  G_OBJECT_CLASS (sgm_area_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify::longitude", G_CALLBACK (moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::latitude", G_CALLBACK (moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (moved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (moved), NULL);
}

static void
sgm_area_layer_dispose (GObject *object)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (object);

  cancel (&self->view_job);
  cancel (&self->overview_job);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  painted_clear (&self->view);
  painted_clear (&self->overview);
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->shapes, sgm_shapes_unref);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  G_OBJECT_CLASS (sgm_area_layer_parent_class)->dispose (object);
}

static void
sgm_area_layer_class_init (SgmAreaLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sgm_area_layer_constructed;
  object_class->dispose = sgm_area_layer_dispose;
  widget_class->size_allocate = sgm_area_layer_size_allocate;
  widget_class->snapshot = sgm_area_layer_snapshot;
  widget_class->realize = sgm_area_layer_realize;
}

static void
sgm_area_layer_init (SgmAreaLayer *self)
{
}

/**
 * sgm_area_layer_new:
 * @viewport: what the map shows
 *
 * Returns: a layer without areas
 */
SgmAreaLayer *
sgm_area_layer_new (ShumateViewport *viewport)
{
  return g_object_new (SGM_TYPE_AREA_LAYER, "viewport", viewport, NULL);
}

/**
 * sgm_area_layer_set_areas:
 * @self: a layer
 * @areas: (nullable): the areas to show. The theme, which counts on them, goes:
 *   call sgm_area_layer_set_theme() next. What was painted stays until then.
 */
void
sgm_area_layer_set_areas (SgmAreaLayer *self,
                          SgmAreaSet   *areas)
{
  g_return_if_fail (SGM_IS_AREA_LAYER (self));

  if (self->areas == areas)
    return;
  cancel (&self->view_job);
  cancel (&self->overview_job);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->shapes, sgm_shapes_unref);
  self->areas = areas != NULL ? sgm_area_set_ref (areas) : NULL;
  self->shapes = areas != NULL ? sgm_shapes_new (areas) : NULL;
  if (areas == NULL)
    {
      painted_clear (&self->view);
      painted_clear (&self->overview);
      gtk_widget_queue_draw (GTK_WIDGET (self));
    }
}

/**
 * sgm_area_layer_set_theme:
 * @self: a layer
 * @theme: a theme of its areas
 */
void
sgm_area_layer_set_theme (SgmAreaLayer *self,
                          SgmTheme     *theme)
{
  g_return_if_fail (SGM_IS_AREA_LAYER (self));

  if (self->theme == theme)
    return;
  sgm_theme_ref (theme);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  self->theme = theme;
  invalidate (self);
}

/**
 * sgm_area_layer_set_dark:
 * @self: a layer
 * @dark: whether it is seen on a dark map
 */
void
sgm_area_layer_set_dark (SgmAreaLayer *self,
                         gboolean      dark)
{
  g_return_if_fail (SGM_IS_AREA_LAYER (self));

  if (self->dark == dark)
    return;
  self->dark = dark;
  cancel (&self->view_job);
  invalidate (self);
}

/**
 * sgm_area_layer_is_fresh:
 *
 * Returns: whether what is seen was painted for just this view and state
 */
gboolean
sgm_area_layer_is_fresh (SgmAreaLayer *self)
{
  SgmView view;

  get_view (self, &view);
  return self->view_job == NULL && is_current (self, &view);
}
