/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-event-layer.h"

#include <math.h>

#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-event-clusters.h"
#include "map/sgm-event-sprites.h"
#include "map/sgm-projection.h"

#define FADE_US (400 * G_TIME_SPAN_MILLISECOND)
#define TICK_SECONDS 30
#define HIT_RADIUS 15.0
/* Events nearer than this, in logical pixels, are one badge; from a street's
 * zoom on only where their signs would cover each other. */
#define FAR_DISTANCE 28.0
#define NEAR_DISTANCE 14.0
#define NEAR_ZOOM 15.5
#define ZOOM_STEPS 5

typedef struct
{
  gint64 id;
  SgmRecord *record;
  double x;
  double y;
  SgmUrgency urgency;
  gint64 reported_at;
  gint64 due_at;
  gint64 appeared; /* monotonic microseconds, 0 for long ago */
  guint round;     /* the round of load() in which it was last there */
} Entry;

/* How far the visible part of a sign or badge reaches from its middle. */
#define SIGN_HALF 13.0

struct _SgmEventLayer
{
  ShumateLayer parent_instance;

  GListModel *queue;
  GHashTable *known;      /* id → Entry, owned */
  GPtrArray *entries;     /* in the queue's order */
  SgmEventSprites *sprites;
  gboolean dark;
  gint64 selected;
  guint round;
  guint fade_id;
  guint tick_id;

  /* Made for one zoom, until the events change. */
  SgmEventPoint *points;
  GArray *clusters;
  double clustered_zoom;
};

static guint changed_signal;

G_DEFINE_FINAL_TYPE (SgmEventLayer, sgm_event_layer, SHUMATE_TYPE_LAYER)

static void
entry_free (Entry *entry)
{
  sgm_record_unref (entry->record);
  g_free (entry);
}

static void
get_view (SgmEventLayer *self,
          SgmView       *view)
{
  sgm_projection_get_view (shumate_layer_get_viewport (SHUMATE_LAYER (self)),
                           GTK_WIDGET (self), view);
}

/* Clusters are found for steps of the zoom, so that not every frame of a zoom
 * has others; further away than the view is, so that none stand too close. */
static double
get_cluster_zoom (double zoom)
{
  return floor (zoom * ZOOM_STEPS + 1e-6) / ZOOM_STEPS;
}

static double
get_distance (double zoom)
{
  return (zoom < NEAR_ZOOM ? FAR_DISTANCE : NEAR_DISTANCE) / sgm_projection_world (zoom);
}

static void
cluster (SgmEventLayer *self,
         double         view_zoom)
{
  double zoom = get_cluster_zoom (view_zoom);

  if (self->points != NULL && self->clustered_zoom == zoom)
    return;

  if (self->points == NULL)
    self->points = g_new0 (SgmEventPoint, MAX (1, self->entries->len));
  for (guint i = 0; i < self->entries->len; i++)
    {
      Entry *entry = g_ptr_array_index (self->entries, i);

      self->points[i].x = entry->x;
      self->points[i].y = entry->y;
    }
  sgm_event_clusters_find (self->points, self->entries->len, get_distance (zoom), self->clusters);
  self->clustered_zoom = zoom;
}

static void
get_times (const Entry *entry,
           gint64       now,
           double      *time_left,
           gboolean    *overdue)
{
  gint64 from = entry->reported_at;
  gint64 due = entry->due_at;

  *overdue = due != 0 && now > due;
  *time_left = due > from ? CLAMP ((double) (due - now) / (due - from), 0, 1) : 1;
}

static GdkPaintable *
get_sign (SgmEventLayer *self,
          const Entry   *entry,
          gint64         now)
{
  SgmEventSign sign = {
    .urgency = entry->urgency,
    .stage = sgm_record_get_int (entry->record, SGM_EVENT_STAGE),
  };

  get_times (entry, now, &sign.time_left, &sign.overdue);
  return sgm_event_sprites_get_sign (self->sprites, &sign);
}

typedef struct
{
  gboolean urgent;
  gboolean overdue;
  gboolean selected;
  double opacity;
} Standing;

/* What a cluster's badge says about those in it. */
static Standing *
get_standings (SgmEventLayer *self,
               gint64         now,
               gint64         frame)
{
  Standing *standings = g_new0 (Standing, MAX (1, self->clusters->len));

  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);
      Standing *standing = &standings[self->points[i].cluster];

      standing->overdue |= entry->due_at != 0 && now > entry->due_at;
      standing->urgent |= entry->urgency == SGM_URGENCY_URGENT;
      standing->selected |= entry->id == self->selected;
      standing->opacity = MAX (standing->opacity,
                               CLAMP ((frame - entry->appeared) / (double) FADE_US, 0.05, 1));
    }
  return standings;
}

static void
snapshot_sprite (GdkPaintable *sprite,
                 GtkSnapshot  *snapshot)
{
  gdk_paintable_snapshot (sprite, GDK_SNAPSHOT (snapshot), SGM_EVENT_SPRITE_SIZE,
                          SGM_EVENT_SPRITE_SIZE);
}

static void
snapshot_cluster (SgmEventLayer         *self,
                  const SgmEventCluster *found,
                  const Standing        *standing,
                  const SgmView         *view,
                  gint64                 now,
                  GtkSnapshot           *snapshot)
{
  const Entry *first = g_ptr_array_index (self->entries, found->first);
  double half = SGM_EVENT_SPRITE_SIZE / 2.0;
  double x, y;

  sgm_projection_to_widget (view, first->x, first->y, &x, &y);
  if (x < -half || y < -half || x > view->width + half || y > view->height + half)
    return;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT (round ((x - half) * view->scale) / view->scale,
                                                round ((y - half) * view->scale) / view->scale));
  if (standing->opacity < 1)
    gtk_snapshot_push_opacity (snapshot, standing->opacity);
  if (standing->selected)
    snapshot_sprite (sgm_event_sprites_get_ring (self->sprites), snapshot);
  if (found->n_points == 1)
    snapshot_sprite (get_sign (self, first, now), snapshot);
  else
    snapshot_sprite (sgm_event_sprites_get_badge (self->sprites, found->n_points,
                                                  standing->urgent, standing->overdue),
                     snapshot);
  if (standing->opacity < 1)
    gtk_snapshot_pop (snapshot);
  gtk_snapshot_restore (snapshot);
}

static void
set_look (SgmEventLayer *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  GdkRGBA accent;

  if (!gtk_style_context_lookup_color (context, "accent_color", &accent))
    gtk_style_context_get_color (context, &accent);
  sgm_event_sprites_set_look (self->sprites, sgm_paintable_kind_for (widget),
                              gtk_widget_get_scale_factor (widget), self->dark, &accent);
}

static void
sgm_event_layer_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  SgmEventLayer *self = SGM_EVENT_LAYER (widget);
  gint64 now = g_get_real_time () / 1000;
  g_autofree Standing *standings = NULL;
  SgmView view;

  get_view (self, &view);
  set_look (self);
  cluster (self, view.zoom);
  standings = get_standings (self, now, g_get_monotonic_time ());

  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, view.width, view.height));
  /* The most important ones come first, so they are drawn last. */
  for (guint i = self->clusters->len; i > 0; i--)
    snapshot_cluster (self, &g_array_index (self->clusters, SgmEventCluster, i - 1),
                      &standings[i - 1], &view, now, snapshot);
  gtk_snapshot_pop (snapshot);
}

static gboolean
on_fade_tick (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  SgmEventLayer *self = SGM_EVENT_LAYER (widget);
  gint64 now = g_get_monotonic_time ();
  gboolean fading = FALSE;

  for (guint i = 0; i < self->entries->len && !fading; i++)
    fading = ((Entry *) g_ptr_array_index (self->entries, i))->appeared > now - FADE_US;
  gtk_widget_queue_draw (widget);
  if (fading)
    return G_SOURCE_CONTINUE;
  self->fade_id = 0;
  return G_SOURCE_REMOVE;
}

static gboolean
on_time_passes (gpointer data)
{
  gtk_widget_queue_draw (data);
  return G_SOURCE_CONTINUE;
}

static void
sgm_event_layer_map (GtkWidget *widget)
{
  SgmEventLayer *self = SGM_EVENT_LAYER (widget);

  GTK_WIDGET_CLASS (sgm_event_layer_parent_class)->map (widget);
  self->tick_id = g_timeout_add_seconds (TICK_SECONDS, on_time_passes, self);
}

static void
sgm_event_layer_unmap (GtkWidget *widget)
{
  SgmEventLayer *self = SGM_EVENT_LAYER (widget);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  GTK_WIDGET_CLASS (sgm_event_layer_parent_class)->unmap (widget);
}

static void
sgm_event_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (sgm_event_layer_parent_class)->constructed (object);
  g_signal_connect_object (viewport, "notify", G_CALLBACK (gtk_widget_queue_draw), object,
                           G_CONNECT_SWAPPED);
}

static void
sgm_event_layer_dispose (GObject *object)
{
  SgmEventLayer *self = SGM_EVENT_LAYER (object);

  g_clear_object (&self->queue);
  g_clear_handle_id (&self->tick_id, g_source_remove);
  G_OBJECT_CLASS (sgm_event_layer_parent_class)->dispose (object);
}

static void
sgm_event_layer_finalize (GObject *object)
{
  SgmEventLayer *self = SGM_EVENT_LAYER (object);

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->known);
  g_array_unref (self->clusters);
  g_free (self->points);
  sgm_event_sprites_free (self->sprites);
  G_OBJECT_CLASS (sgm_event_layer_parent_class)->finalize (object);
}

static void
sgm_event_layer_class_init (SgmEventLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sgm_event_layer_constructed;
  object_class->dispose = sgm_event_layer_dispose;
  object_class->finalize = sgm_event_layer_finalize;
  widget_class->snapshot = sgm_event_layer_snapshot;
  widget_class->map = sgm_event_layer_map;
  widget_class->unmap = sgm_event_layer_unmap;

  /**
   * SgmEventLayer::changed:
   *
   * Signs have come or gone.
   */
  changed_signal = g_signal_new ("changed", SGM_TYPE_EVENT_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sgm_event_layer_init (SgmEventLayer *self)
{
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                       (GDestroyNotify) entry_free);
  self->entries = g_ptr_array_new ();
  self->clusters = g_array_new (FALSE, FALSE, sizeof (SgmEventCluster));
  self->sprites = sgm_event_sprites_new ();
}

/**
 * sgm_event_layer_new:
 * @viewport: what the map shows
 *
 * Returns: a layer without events
 */
SgmEventLayer *
sgm_event_layer_new (ShumateViewport *viewport)
{
  return g_object_new (SGM_TYPE_EVENT_LAYER, "viewport", viewport, NULL);
}

static Entry *
entry_new (SgmRecord *record,
           gint64     appeared)
{
  GBytes *wkb = sgm_record_get_bytes (record, SGM_EVENT_GEOMETRY);
  g_autoptr (SgmGeometry) point = wkb != NULL ? sgm_geometry_new_from_wkb (wkb, NULL) : NULL;
  Entry *entry;

  if (point == NULL)
    return NULL;
  entry = g_new0 (Entry, 1);
  entry->id = sgm_record_get_id (record);
  entry->record = sgm_record_ref (record);
  entry->x = sgm_mercator_x (sgm_geometry_get_box (point)->min_x);
  entry->y = sgm_mercator_y (sgm_geometry_get_box (point)->min_y);
  entry->urgency = sgm_record_get_int (record, SGM_EVENT_URGENCY);
  entry->reported_at = sgm_record_get_int (record, SGM_EVENT_REPORTED_AT);
  entry->due_at = sgm_record_get_int (record, SGM_EVENT_DUE_AT);
  entry->appeared = appeared;
  return entry;
}

/* Returns: (nullable): the entry of a record as it is now, known from now on */
static Entry *
take_entry (SgmEventLayer *self,
            SgmRecord     *record,
            gint64         appeared)
{
  gint64 id = sgm_record_get_id (record);
  Entry *entry = g_hash_table_lookup (self->known, &id);

  if (entry == NULL || entry->record != record)
    {
      entry = entry_new (record, entry != NULL ? entry->appeared : appeared);
      if (entry == NULL)
        return NULL;
      g_hash_table_replace (self->known, &entry->id, entry);
    }
  entry->round = self->round;
  return entry;
}

static gboolean
is_gone (gpointer id,
         gpointer entry,
         gpointer self)
{
  return ((Entry *) entry)->round != SGM_EVENT_LAYER (self)->round;
}

static void
load (SgmEventLayer *self,
      gint64         appeared)
{
  guint n = self->queue != NULL ? g_list_model_get_n_items (self->queue) : 0;
  guint n_before = self->entries->len;
  guint n_gone;

  self->round++;
  g_ptr_array_set_size (self->entries, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (self->queue, i);
      Entry *entry = take_entry (self, sgm_event_item_get_record (item), appeared);

      if (entry != NULL)
        g_ptr_array_add (self->entries, entry);
    }
  n_gone = g_hash_table_foreach_remove (self->known, is_gone, self);
  g_clear_pointer (&self->points, g_free);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (n_gone > 0 || self->entries->len != n_before)
    g_signal_emit (self, changed_signal, 0);
}

/**
 * sgm_event_layer_set_events:
 * @self: a layer
 * @queue: (nullable): a list of [class@EventItem], the most important first
 */
void
sgm_event_layer_set_events (SgmEventLayer *self,
                            GListModel    *queue)
{
  g_return_if_fail (SGM_IS_EVENT_LAYER (self));

  if (g_set_object (&self->queue, queue))
    load (self, 0);
}

/**
 * sgm_event_layer_update:
 * @self: a layer
 *
 * Looks through the events again; those that were not there fade in.
 */
void
sgm_event_layer_update (SgmEventLayer *self)
{
  gboolean animate = FALSE;

  g_return_if_fail (SGM_IS_EVENT_LAYER (self));

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)),
                "gtk-enable-animations", &animate, NULL);
  load (self, animate ? g_get_monotonic_time () : 0);
  if (animate && self->fade_id == 0)
    self->fade_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_fade_tick, NULL, NULL);
}

void
sgm_event_layer_set_dark (SgmEventLayer *self,
                          gboolean       dark)
{
  g_return_if_fail (SGM_IS_EVENT_LAYER (self));

  self->dark = dark;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sgm_event_layer_set_selected:
 * @self: a layer
 * @event: the event to mark, 0 for none
 */
void
sgm_event_layer_set_selected (SgmEventLayer *self,
                              gint64         event)
{
  g_return_if_fail (SGM_IS_EVENT_LAYER (self));

  self->selected = event;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * sgm_event_layer_find_at:
 * @self: a layer
 * @x: logical pixels from the left
 * @y: from the top
 * @hit: (out): what is there
 *
 * Returns: whether an event or a cluster is there
 */
gboolean
sgm_event_layer_find_at (SgmEventLayer *self,
                         double         x,
                         double         y,
                         SgmEventHit   *hit)
{
  SgmView view;

  g_return_val_if_fail (SGM_IS_EVENT_LAYER (self), FALSE);

  get_view (self, &view);
  cluster (self, view.zoom);
  for (guint i = 0; i < self->clusters->len; i++)
    {
      const SgmEventCluster *found = &g_array_index (self->clusters, SgmEventCluster, i);
      const Entry *first = g_ptr_array_index (self->entries, found->first);
      double at_x, at_y;

      sgm_projection_to_widget (&view, first->x, first->y, &at_x, &at_y);
      if (hypot (at_x - x, at_y - y) > HIT_RADIUS)
        continue;
      hit->event = first->id;
      hit->n_events = found->n_points;
      hit->longitude = sgm_mercator_longitude (first->x);
      hit->latitude = sgm_mercator_latitude (first->y);
      hit->apart = found->extent > 0 ? log2 (FAR_DISTANCE / 256 / found->extent) : G_MAXDOUBLE;
      return TRUE;
    }
  return FALSE;
}

/**
 * sgm_event_layer_dup_events:
 * @self: a layer
 * @hit: what has just been found
 *
 * Returns: (transfer full) (element-type gint64): the events that stand there,
 *   the most important first
 */
GArray *
sgm_event_layer_dup_events (SgmEventLayer     *self,
                            const SgmEventHit *hit)
{
  GArray *events = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint of = G_MAXUINT;

  g_return_val_if_fail (SGM_IS_EVENT_LAYER (self), events);

  /* The first of a cluster comes before the others. */
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *entry = g_ptr_array_index (self->entries, i);

      if (entry->id == hit->event)
        of = self->points[i].cluster;
      if (self->points[i].cluster == of)
        g_array_append_val (events, entry->id);
    }
  return events;
}

/**
 * sgm_event_layer_dup_boxes:
 *
 * Returns: (transfer full) (element-type SgmBox): where signs and badges are
 *   seen now, in the layer's logical pixels
 */
GArray *
sgm_event_layer_dup_boxes (SgmEventLayer *self)
{
  GArray *boxes = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  SgmView view;

  get_view (self, &view);
  cluster (self, view.zoom);
  for (guint i = 0; i < self->clusters->len; i++)
    {
      const SgmEventCluster *found = &g_array_index (self->clusters, SgmEventCluster, i);
      const Entry *first = g_ptr_array_index (self->entries, found->first);
      double half = SIGN_HALF;
      double x, y;

      sgm_projection_to_widget (&view, first->x, first->y, &x, &y);
      if (x > -half && y > -half && x < view.width + half && y < view.height + half)
        g_array_append_val (boxes, ((SgmBox) { x - half, y - half, x + half, y + half }));
    }
  return boxes;
}
