/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-label-layer.h"

#include <math.h>

#include "draw/sgm-labels.h"
#include "map/sgm-paintable.h"
#include "map/sgm-projection.h"

/* The view has come to rest when it has not moved for so long. */
#define REST_MS 100

/* A label's picture and where its middle is on the map. */
typedef struct
{
  cairo_surface_t *surface; /* until it has become a picture */
  SgmPaintable *picture;
  double x; /* Web Mercator, 0 to 1 */
  double y;
  double width; /* logical pixels */
  double height;
  guint area;       /* index of the area that it names */
  gboolean counted; /* by the theme that it was placed with */
  guint count;
} Sprite;

struct _SgmLabelLayer
{
  ShumateLayer parent_instance;

  SgmEventLayer *events;
  GPtrArray *covers; /* GtkWidget, borrowed; they leave when they are destroyed */
  SgmAreaSet *areas;
  SgmTheme *theme;
  gboolean dark;
  GPtrArray *sprites;
  GCancellable *job;
  guint rest_id;
};

G_DEFINE_FINAL_TYPE (SgmLabelLayer, sgm_label_layer, SHUMATE_TYPE_LAYER)

static void
sprite_free (Sprite *sprite)
{
  g_clear_pointer (&sprite->surface, cairo_surface_destroy);
  g_clear_object (&sprite->picture);
  g_free (sprite);
}

typedef struct
{
  SgmAreaSet *areas;
  SgmTheme *theme;
  SgmView view;
  SgmLabelRoom room;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  sgm_area_set_unref (job->areas);
  g_clear_pointer (&job->theme, sgm_theme_unref);
  g_array_unref (job->room.signs);
  g_array_unref (job->room.covers);
  g_free (job);
}

static Sprite *
draw_sprite (const SgmLabel *label,
             const SgmTheme *theme,
             const SgmView  *view)
{
  Sprite *sprite = g_new0 (Sprite, 1);
  double world = sgm_projection_world (view->zoom);
  /* The middle of the box, on a whole pixel as the view rests now. */
  double left = rint ((label->x - SGM_LABEL_HALO) * view->scale) / view->scale;
  double top = rint ((label->y - SGM_LABEL_HALO) * view->scale) / view->scale;
  cairo_t *cr;

  sprite->area = label->area;
  sprite->counted = theme != NULL && sgm_theme_get_count (theme, label->area, &sprite->count);
  sprite->width = ceil (label->width + 2 * SGM_LABEL_HALO + 1);
  sprite->height = ceil (label->height + 2 * SGM_LABEL_HALO + 1);
  sprite->x = view->x + (left + sprite->width / 2 - view->width / 2.0) / world;
  sprite->y = view->y + (top + sprite->height / 2 - view->height / 2.0) / world;
  sprite->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sprite->width * view->scale,
                                                sprite->height * view->scale);
  cr = cairo_create (sprite->surface);
  cairo_scale (cr, view->scale, view->scale);
  cairo_translate (cr, -left, -top);
  sgm_label_draw (label, cr, view->dark);
  cairo_destroy (cr);
  return sprite;
}

static void
place_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  Job *job = data;
  g_autoptr (GPtrArray) labels = sgm_labels_place (job->areas, job->theme, &job->view, &job->room, cancellable);
  g_autoptr (GPtrArray) sprites = g_ptr_array_new_with_free_func ((GDestroyNotify) sprite_free);

  for (guint i = 0; labels != NULL && i < labels->len; i++)
    g_ptr_array_add (sprites, draw_sprite (labels->pdata[i], job->theme, &job->view));
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&sprites), (GDestroyNotify) g_ptr_array_unref);
}

static void
on_placed (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  SgmLabelLayer *self = SGM_LABEL_LAYER (object);
  GPtrArray *sprites = g_task_propagate_pointer (G_TASK (result), NULL);
  SgmPaintableKind kind;

  if (sprites == NULL)
    return;
  g_clear_object (&self->job);
  kind = sgm_paintable_kind_for (GTK_WIDGET (self));
  for (guint i = 0; i < sprites->len; i++)
    {
      Sprite *sprite = sprites->pdata[i];

      sprite->picture = sgm_paintable_new (sprite->surface, sprite->width, sprite->height, FALSE, kind);
      g_clear_pointer (&sprite->surface, cairo_surface_destroy);
    }
  g_clear_pointer (&self->sprites, g_ptr_array_unref);
  self->sprites = sprites;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
cancel (SgmLabelLayer *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->job != NULL)
    g_cancellable_cancel (self->job);
  g_clear_object (&self->job);
}

/* The cards in a widget, which hide what is under them. */
static void
add_cards (SgmLabelLayer *self,
           GtkWidget     *widget,
           GArray        *boxes)
{
  graphene_rect_t bounds;

  if (!gtk_widget_get_mapped (widget))
    return;
  if (gtk_widget_has_css_class (widget, "map-card") || SHUMATE_IS_SCALE (widget))
    {
      if (gtk_widget_compute_bounds (widget, GTK_WIDGET (self), &bounds))
        g_array_append_val (boxes, ((SgmBox) { bounds.origin.x, bounds.origin.y,
                                               bounds.origin.x + bounds.size.width,
                                               bounds.origin.y + bounds.size.height }));
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_cards (self, child, boxes);
}

static GArray *
find_covers (SgmLabelLayer *self)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (SgmBox));

  for (guint i = 0; i < self->covers->len; i++)
    add_cards (self, g_ptr_array_index (self->covers, i), boxes);
  return boxes;
}

static gboolean
on_rest (gpointer data)
{
  SgmLabelLayer *self = data;
  g_autoptr (GTask) task = NULL;
  Job *job;

  self->rest_id = 0;
  if (self->areas == NULL || gtk_widget_get_width (GTK_WIDGET (self)) <= 0)
    return G_SOURCE_REMOVE;

  cancel (self);
  self->job = g_cancellable_new ();
  task = g_task_new (self, self->job, on_placed, NULL);
  job = g_new0 (Job, 1);
  job->areas = sgm_area_set_ref (self->areas);
  job->theme = self->theme != NULL ? sgm_theme_ref (self->theme) : NULL;
  job->room.signs = sgm_event_layer_dup_boxes (self->events);
  job->room.covers = find_covers (self);
  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self), &job->view);
  job->view.dark = self->dark;
  g_task_set_source_tag (task, on_rest);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, place_in_thread);
  return G_SOURCE_REMOVE;
}

static void
place_later (SgmLabelLayer *self)
{
  cancel (self);
  self->rest_id = g_timeout_add (REST_MS, on_rest, self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Where the view rests, labels that no longer fit stay until there are others. */
static void
place_anew (SgmLabelLayer *self)
{
  if (self->rest_id == 0)
    self->rest_id = g_timeout_add (REST_MS, on_rest, self);
}

static void
sgm_label_layer_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  SgmLabelLayer *self = SGM_LABEL_LAYER (widget);
  SgmView view;

  if (self->sprites == NULL)
    return;
  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)), widget, &view);
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  for (guint i = 0; i < self->sprites->len; i++)
    {
      const Sprite *sprite = self->sprites->pdata[i];
      double x, y;

      sgm_projection_to_widget (&view, sprite->x, sprite->y, &x, &y);
      x = round ((x - sprite->width / 2) * view.scale) / view.scale;
      y = round ((y - sprite->height / 2) * view.scale) / view.scale;
      if (x > view.width || y > view.height || x + sprite->width < 0 || y + sprite->height < 0)
        continue;
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
      gdk_paintable_snapshot (GDK_PAINTABLE (sprite->picture), GDK_SNAPSHOT (snapshot),
                              sprite->width, sprite->height);
      gtk_snapshot_restore (snapshot);
    }
  gtk_snapshot_pop (snapshot);
}

static void
sgm_label_layer_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  place_later (SGM_LABEL_LAYER (widget));
}

static void
sgm_label_layer_constructed (GObject *object)
{
  SgmLabelLayer *self = SGM_LABEL_LAYER (object);

  G_OBJECT_CLASS (sgm_label_layer_parent_class)->constructed (object);
  g_signal_connect_object (shumate_layer_get_viewport (SHUMATE_LAYER (self)), "notify",
                           G_CALLBACK (place_later), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::scale-factor", G_CALLBACK (place_later), self, G_CONNECT_SWAPPED);
}

static void
on_cover_gone (gpointer  data,
               GObject  *cover)
{
  g_ptr_array_remove (SGM_LABEL_LAYER (data)->covers, cover);
}

static void
sgm_label_layer_dispose (GObject *object)
{
  SgmLabelLayer *self = SGM_LABEL_LAYER (object);

  cancel (self);
  g_clear_pointer (&self->sprites, g_ptr_array_unref);
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  g_clear_object (&self->events);
  for (guint i = 0; i < self->covers->len; i++)
    g_object_weak_unref (g_ptr_array_index (self->covers, i), on_cover_gone, self);
  g_ptr_array_set_size (self->covers, 0);
  G_OBJECT_CLASS (sgm_label_layer_parent_class)->dispose (object);
}

static void
sgm_label_layer_finalize (GObject *object)
{
  g_ptr_array_unref (SGM_LABEL_LAYER (object)->covers);
  G_OBJECT_CLASS (sgm_label_layer_parent_class)->finalize (object);
}

static void
sgm_label_layer_class_init (SgmLabelLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sgm_label_layer_constructed;
  object_class->dispose = sgm_label_layer_dispose;
  object_class->finalize = sgm_label_layer_finalize;
  widget_class->size_allocate = sgm_label_layer_size_allocate;
  widget_class->snapshot = sgm_label_layer_snapshot;
}

static void
sgm_label_layer_init (SgmLabelLayer *self)
{
  self->covers = g_ptr_array_new ();
}

/**
 * sgm_label_layer_new:
 * @viewport: what the map shows
 * @events: the layer whose signs labels keep clear of
 *
 * Returns: a layer without areas
 */
SgmLabelLayer *
sgm_label_layer_new (ShumateViewport *viewport,
                     SgmEventLayer   *events)
{
  SgmLabelLayer *self = g_object_new (SGM_TYPE_LABEL_LAYER, "viewport", viewport, NULL);

  self->events = g_object_ref (events);
  g_signal_connect_object (events, "changed", G_CALLBACK (place_anew), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sgm_label_layer_set_areas:
 * @self: a layer
 * @areas: (nullable): the areas to name. The theme, which counts in them, goes:
 *   call sgm_label_layer_set_theme() next.
 */
void
sgm_label_layer_set_areas (SgmLabelLayer *self,
                           SgmAreaSet    *areas)
{
  g_return_if_fail (SGM_IS_LABEL_LAYER (self));

  if (self->areas == areas)
    return;
  g_clear_pointer (&self->areas, sgm_area_set_unref);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  g_clear_pointer (&self->sprites, g_ptr_array_unref);
  self->areas = areas != NULL ? sgm_area_set_ref (areas) : NULL;
  place_later (self);
}

/* Whether the labels that are shown would look otherwise with a theme. */
static gboolean
looks_other (SgmLabelLayer  *self,
             const SgmTheme *theme)
{
  if (self->theme == NULL || self->sprites == NULL || self->job != NULL
      || sgm_theme_get_kind (self->theme) != sgm_theme_get_kind (theme))
    return TRUE;
  for (guint i = 0; i < self->sprites->len; i++)
    {
      const Sprite *sprite = self->sprites->pdata[i];
      guint count = 0;
      gboolean counted = sgm_theme_get_count (theme, sprite->area, &count);

      if (counted != sprite->counted || count != sprite->count)
        return TRUE;
    }
  return FALSE;
}

/**
 * sgm_label_layer_set_theme:
 * @self: a layer
 * @theme: a theme of its areas, whose counts are shown
 *
 * Labels that would look the same stay.
 */
void
sgm_label_layer_set_theme (SgmLabelLayer *self,
                           SgmTheme      *theme)
{
  g_return_if_fail (SGM_IS_LABEL_LAYER (self));

  if (self->theme == theme)
    return;
  if (looks_other (self, theme))
    place_anew (self);
  sgm_theme_ref (theme);
  g_clear_pointer (&self->theme, sgm_theme_unref);
  self->theme = theme;
}

/**
 * sgm_label_layer_add_cover:
 * @self: a layer
 * @cover: a widget that lies on the map, or holds some that do
 *
 * Keeps labels clear of the cards in a widget, which are of the style class
 * `map-card`. Looks again when a property of the widget changes.
 */
void
sgm_label_layer_add_cover (SgmLabelLayer *self,
                           GtkWidget     *cover)
{
  g_return_if_fail (SGM_IS_LABEL_LAYER (self));

  g_ptr_array_add (self->covers, cover);
  g_object_weak_ref (G_OBJECT (cover), on_cover_gone, self);
  g_signal_connect_object (cover, "notify", G_CALLBACK (place_anew), self, G_CONNECT_SWAPPED);
  place_anew (self);
}

/**
 * sgm_label_layer_set_dark:
 * @self: a layer
 * @dark: whether it is seen on a dark map
 */
void
sgm_label_layer_set_dark (SgmLabelLayer *self,
                          gboolean       dark)
{
  g_return_if_fail (SGM_IS_LABEL_LAYER (self));

  if (self->dark == dark)
    return;
  self->dark = dark;
  place_later (self);
}

/**
 * sgm_label_layer_is_fresh:
 *
 * Returns: whether the labels have been placed for just this view
 */
gboolean
sgm_label_layer_is_fresh (SgmLabelLayer *self)
{
  return self->job == NULL && self->rest_id == 0;
}
