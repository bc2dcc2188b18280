/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-area-layer.h"

#include <math.h>

#include "map/sgm-area-tiles.h"
#include "map/sgm-projection.h"

/* The zoom has come to rest when it has not changed for so long. */
#define REST_MS 80

/* Rasters kept; about 50 tiles at the published number of areas. */
#define BYTE_LIMIT (8 * 1024 * 1024)

#define OVERVIEW_WIDTH 512
#define OVERVIEW_HEIGHT 512

#define NO_ZOOM (-1)

/* The whole district in one picture. */
typedef struct
{
  SgmView view;
  SgmRaster *raster;
  SgmPaintable *picture;
  SgmPaints *paints; /* what the picture was painted with */
} Overview;

struct _SgmAreaLayer
{
  ShumateLayer parent_instance;

  SgmAreaSet *areas;
  SgmShapes *shapes;
  SgmTheme *theme;
  SgmPaints *paints;
  gboolean dark;

  SgmAreaTiles *tiles;
  Overview overview;
  GCancellable *overview_job;
  double zoom;      /* of the last look at the viewport */
  guint rest_id;    /* while the zoom moves */
  int covered_zoom; /* the last at which tiles covered the view */
};

G_DEFINE_FINAL_TYPE (SgmAreaLayer, sgm_area_layer, SHUMATE_TYPE_LAYER)

static void
get_view (SgmAreaLayer *self,
          SgmView      *view)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  sgm_projection_get_view (viewport, GTK_WIDGET (self), view);
  view->dark = self->dark;
}

static int
get_target_zoom (SgmAreaLayer  *self,
                 const SgmView *view)
{
  return self->rest_id != 0 ? sgm_tile_zoom (rint (view->zoom)) : sgm_tile_zoom (view->zoom);
}

/* The overview -------------------------------------------------------------- */

static void
overview_clear (Overview *overview)
{
  g_clear_pointer (&overview->raster, sgm_raster_unref);
  g_clear_object (&overview->picture);
  g_clear_pointer (&overview->paints, sgm_paints_unref);
}

typedef struct
{
  SgmShapes *shapes;
  SgmView view;
} OverviewJob;

static void
overview_job_free (gpointer data)
{
  OverviewJob *job = data;

  sgm_shapes_unref (job->shapes);
  g_free (job);
}

static void
draw_overview_in_thread (GTask        *task,
                         gpointer      source,
                         gpointer      data,
                         GCancellable *cancellable)
{
  OverviewJob *job = data;
  double pixels = sgm_projection_world (job->view.zoom);
  SgmRasterFrame frame = {
    job->view.x - job->view.width / 2.0 / pixels, job->view.y - job->view.height / 2.0 / pixels,
    job->view.zoom, 1, job->view.width, job->view.height, sgm_view_get_level (job->view.zoom),
  };
  SgmRaster *raster = sgm_raster_new (job->shapes, &frame, cancellable);

  if (raster != NULL)
    g_task_return_pointer (task, raster, (GDestroyNotify) sgm_raster_unref);
  else
    g_task_return_error_if_cancelled (task);
}

static void
on_overview_drawn (GObject      *object,
                   GAsyncResult *result,
                   gpointer      data)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (object);
  OverviewJob *job = g_task_get_task_data (G_TASK (result));
  SgmRaster *raster = g_task_propagate_pointer (G_TASK (result), NULL);

  if (raster == NULL)
    return;
  g_clear_object (&self->overview_job);
  overview_clear (&self->overview);
  self->overview.view = job->view;
  self->overview.raster = raster;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_overview (SgmAreaLayer *self)
{
  g_autoptr (GTask) task = NULL;
  OverviewJob *job;

  if (sgm_area_set_get_n_areas (self->areas) == 0)
    return;
  self->overview_job = g_cancellable_new ();
  task = g_task_new (self, self->overview_job, on_overview_drawn, NULL);
  job = g_new0 (OverviewJob, 1);
  job->shapes = sgm_shapes_ref (self->shapes);
  job->view = (SgmView) { .width = OVERVIEW_WIDTH, .height = OVERVIEW_HEIGHT, .scale = 1 };
  sgm_view_fit (&job->view, sgm_geometry_get_box (sgm_area_set_get (self->areas, 0)->geometry), 8);
  g_task_set_source_tag (task, draw_overview);
  g_task_set_task_data (task, job, overview_job_free);
  g_task_run_in_thread (task, draw_overview_in_thread);
}

static SgmPaintable *
get_overview_picture (SgmAreaLayer *self)
{
  Overview *overview = &self->overview;
  cairo_surface_t *surface;

  if (overview->raster == NULL || self->paints == NULL || overview->paints == self->paints)
    return overview->picture;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, OVERVIEW_WIDTH, OVERVIEW_HEIGHT);
  sgm_raster_paint (overview->raster, self->paints, 1, (guint32 *) cairo_image_surface_get_data (surface),
                    cairo_image_surface_get_stride (surface) / sizeof (guint32));
  cairo_surface_mark_dirty (surface);
  g_clear_object (&overview->picture);
  g_clear_pointer (&overview->paints, sgm_paints_unref);
  overview->picture = sgm_paintable_new (surface, OVERVIEW_WIDTH, OVERVIEW_HEIGHT, FALSE,
                                         sgm_paintable_kind_for (GTK_WIDGET (self)));
  overview->paints = sgm_paints_ref (self->paints);
  cairo_surface_destroy (surface);
  return overview->picture;
}

static graphene_rect_t
get_overview_place (SgmAreaLayer  *self,
                    const SgmView *view)
{
  const SgmView *own = &self->overview.view;
  double ratio = exp2 (view->zoom - own->zoom);
  double x, y;

  sgm_projection_to_widget (view, own->x, own->y, &x, &y);
  return GRAPHENE_RECT_INIT (x - own->width * ratio / 2, y - own->height * ratio / 2,
                             own->width * ratio, own->height * ratio);
}

/* Drawing ------------------------------------------------------------------- */

/* What a snapshot goes through; all places in device pixels. */
typedef struct
{
  SgmAreaLayer *self;
  GtkSnapshot *snapshot;
  SgmView view;
  GArray *last; /* the tiles of the last zoom that covered the view, or NULL */
} Drawing;

static graphene_rect_t
to_logical (const cairo_rectangle_int_t *place,
            int                          scale)
{
  return GRAPHENE_RECT_INIT (place->x / (float) scale, place->y / (float) scale,
                             place->width / (float) scale, place->height / (float) scale);
}

static gboolean
intersect (const cairo_rectangle_int_t *a,
           const cairo_rectangle_int_t *b,
           cairo_rectangle_int_t       *both)
{
  GdkRectangle one = { a->x, a->y, a->width, a->height };
  GdkRectangle other = { b->x, b->y, b->width, b->height };
  GdkRectangle result;
  gboolean any = gdk_rectangle_intersect (&one, &other, &result);

  *both = (cairo_rectangle_int_t) { result.x, result.y, result.width, result.height };
  return any;
}

static void
draw_picture (Drawing               *drawing,
              SgmPaintable          *picture,
              const graphene_rect_t *place)
{
  gtk_snapshot_save (drawing->snapshot);
  gtk_snapshot_translate (drawing->snapshot, &place->origin);
  gdk_paintable_snapshot (GDK_PAINTABLE (picture), GDK_SNAPSHOT (drawing->snapshot),
                          place->size.width, place->size.height);
  gtk_snapshot_restore (drawing->snapshot);
}

/* All are translucent: what stands in for a missing tile is cut to its place. */
static void
draw_clipped (Drawing                     *drawing,
              SgmPaintable                *picture,
              const graphene_rect_t       *place,
              const cairo_rectangle_int_t *clip)
{
  graphene_rect_t bounds = to_logical (clip, drawing->view.scale);

  gtk_snapshot_push_clip (drawing->snapshot, &bounds);
  draw_picture (drawing, picture, place);
  gtk_snapshot_pop (drawing->snapshot);
}

static void
draw_overview_in (Drawing                     *drawing,
                  const cairo_rectangle_int_t *clip)
{
  SgmPaintable *picture = get_overview_picture (drawing->self);
  graphene_rect_t place;

  if (picture == NULL)
    return;
  place = get_overview_place (drawing->self, &drawing->view);
  draw_clipped (drawing, picture, &place, clip);
}

static void
draw_stand_in (Drawing                     *drawing,
               const cairo_rectangle_int_t *missing)
{
  if (drawing->last == NULL)
    {
      draw_overview_in (drawing, missing);
      return;
    }
  for (guint i = 0; i < drawing->last->len; i++)
    {
      const SgmTileKey *key = &g_array_index (drawing->last, SgmTileKey, i);
      cairo_rectangle_int_t place, clip;
      graphene_rect_t logical;
      SgmPaintable *picture;

      sgm_tile_key_get_place (key, &drawing->view, &place);
      if (!intersect (&place, missing, &clip))
        continue;
      picture = sgm_area_tiles_get (drawing->self->tiles, key);
      logical = to_logical (&place, drawing->view.scale);
      if (picture != NULL)
        draw_clipped (drawing, picture, &logical, &clip);
      else
        draw_overview_in (drawing, &clip);
    }
}

/* Returns: whether no tile is missing */
static gboolean
draw_tiles (Drawing *drawing,
            GArray  *keys)
{
  gboolean covered = TRUE;

  for (guint i = 0; i < keys->len; i++)
    {
      const SgmTileKey *key = &g_array_index (keys, SgmTileKey, i);
      SgmPaintable *picture = sgm_area_tiles_get (drawing->self->tiles, key);
      cairo_rectangle_int_t place;
      graphene_rect_t logical;

      sgm_tile_key_get_place (key, &drawing->view, &place);
      logical = to_logical (&place, drawing->view.scale);
      if (picture != NULL)
        draw_picture (drawing, picture, &logical);
      else
        draw_stand_in (drawing, &place);
      covered = covered && picture != NULL;
    }
  return covered;
}

/* What is seen first; at rest also what a short pan would bring. */
static void
want (SgmAreaLayer  *self,
      const SgmView *view,
      int            zoom,
      GArray        *keys)
{
  g_autoptr (GArray) wanted = NULL;
  g_autoptr (GArray) around = NULL;

  if (self->rest_id != 0)
    {
      sgm_area_tiles_want (self->tiles, keys, keys->len);
      return;
    }
  wanted = g_array_copy (keys);
  around = sgm_tile_keys_cover (view, zoom, 1);
  for (guint i = 0; i < around->len; i++)
    {
      const SgmTileKey *key = &g_array_index (around, SgmTileKey, i);
      cairo_rectangle_int_t place;

      sgm_tile_key_get_place (key, view, &place);
      if (place.x + place.width <= 0 || place.x >= view->width * view->scale
          || place.y + place.height <= 0 || place.y >= view->height * view->scale)
        g_array_append_val (wanted, *key);
    }
  sgm_area_tiles_want (self->tiles, wanted, keys->len);
}

static void
sgm_area_layer_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (widget);
  g_autoptr (GArray) keys = NULL;
  g_autoptr (GArray) last = NULL;
  Drawing drawing = { self, snapshot };
  int zoom;

  get_view (self, &drawing.view);
  if (self->paints == NULL || drawing.view.width <= 0 || drawing.view.height <= 0)
    return;

  zoom = get_target_zoom (self, &drawing.view);
  keys = sgm_tile_keys_cover (&drawing.view, zoom, 0);
  if (self->covered_zoom != NO_ZOOM && self->covered_zoom != zoom)
    last = sgm_tile_keys_cover (&drawing.view, self->covered_zoom, 0);
  drawing.last = last;

  want (self, &drawing.view, zoom, keys);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, drawing.view.width, drawing.view.height));
  if (draw_tiles (&drawing, keys))
    self->covered_zoom = zoom;
  gtk_snapshot_pop (snapshot);
}

/* The widget ---------------------------------------------------------------- */

static gboolean
on_rest (gpointer data)
{
  SgmAreaLayer *self = data;

  self->rest_id = 0;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_REMOVE;
}

static void
on_viewport_notify (SgmAreaLayer *self)
{
  double zoom = shumate_viewport_get_zoom_level (shumate_layer_get_viewport (SHUMATE_LAYER (self)));

  if (zoom != self->zoom)
    {
      self->zoom = zoom;
      g_clear_handle_id (&self->rest_id, g_source_remove);
      self->rest_id = g_timeout_add (REST_MS, on_rest, self);
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
update_paints (SgmAreaLayer *self)
{
  if (self->theme == NULL)
    return;
  g_clear_pointer (&self->paints, sgm_paints_unref);
  self->paints = sgm_paints_new (self->theme, sgm_area_set_get_n_areas (self->areas), self->dark);
  sgm_area_tiles_set_paints (self->tiles, self->paints);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
sgm_area_layer_realize (GtkWidget *widget)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (widget);

  GTK_WIDGET_CLASS (sgm_area_layer_parent_class)->realize (widget);
  sgm_area_tiles_set_kind (self->tiles, sgm_paintable_kind_for (widget));
}

static void
sgm_area_layer_constructed (GObject *object)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  G_OBJECT_CLASS (sgm_area_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (on_viewport_notify), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->tiles, "ready", G_CALLBACK (gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

static void
clear (SgmAreaLayer *self)
{
  if (self->overview_job != NULL)
    g_cancellable_cancel (self->overview_job);
  g_clear_object (&self->overview_job);
  overview_clear (&self->overview);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  g_clear_pointer (&self->paints, sgm_paints_unref);
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->shapes, sgm_shapes_unref);
  self->covered_zoom = NO_ZOOM;
}

static void
sgm_area_layer_dispose (GObject *object)
{
  SgmAreaLayer *self = SGM_AREA_LAYER (object);

  g_clear_handle_id (&self->rest_id, g_source_remove);
  clear (self);
  if (self->tiles != NULL)
    sgm_area_tiles_set_shapes (self->tiles, NULL);
  g_clear_object (&self->tiles);
  G_OBJECT_CLASS (sgm_area_layer_parent_class)->dispose (object);
}

static void
sgm_area_layer_class_init (SgmAreaLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sgm_area_layer_constructed;
  object_class->dispose = sgm_area_layer_dispose;
  widget_class->snapshot = sgm_area_layer_snapshot;
  widget_class->realize = sgm_area_layer_realize;
}

static void
sgm_area_layer_init (SgmAreaLayer *self)
{
  self->tiles = sgm_area_tiles_new (BYTE_LIMIT);
  self->covered_zoom = NO_ZOOM;
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
 *   call sgm_area_layer_set_theme() next.
 */
void
sgm_area_layer_set_areas (SgmAreaLayer *self,
                          SgmAreaSet   *areas)
{
  g_return_if_fail (SGM_IS_AREA_LAYER (self));

  if (self->areas == areas)
    return;
  clear (self);
  if (areas != NULL)
    {
      self->areas = sgm_area_set_ref (areas);
      self->shapes = sgm_shapes_new (areas);
      draw_overview (self);
    }
  sgm_area_tiles_set_shapes (self->tiles, self->shapes);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sgm_area_layer_set_theme:
 * @self: a layer
 * @theme: a theme of its areas
 *
 * Colours the areas anew, in the next frame.
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
  update_paints (self);
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
  update_paints (self);
}

/**
 * sgm_area_layer_is_fresh:
 *
 * Returns: whether what the view shows has been drawn for just its zoom
 */
gboolean
sgm_area_layer_is_fresh (SgmAreaLayer *self)
{
  g_autoptr (GArray) keys = NULL;
  SgmView view;

  get_view (self, &view);
  if (self->paints == NULL || self->rest_id != 0)
    return FALSE;
  keys = sgm_tile_keys_cover (&view, get_target_zoom (self, &view), 0);
  for (guint i = 0; i < keys->len; i++)
    if (!sgm_area_tiles_has (self->tiles, &g_array_index (keys, SgmTileKey, i)))
      return FALSE;
  return TRUE;
}
