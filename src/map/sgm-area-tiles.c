/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-area-tiles.h"

/* A picture that nobody asked for during this many rounds of
 * sgm_area_tiles_want() goes; its raster stays. */
#define PICTURE_ROUNDS 3

/* A tile whose raster has been drawn. */
typedef struct
{
  SgmTileKey key;
  SgmRaster *raster;
  SgmPaintable *picture; /* NULL until wanted */
  SgmPaints *paints;     /* what the picture was painted with */
  guint wanted;          /* the round in which it was last wanted */
  guint seen;            /* and that in which its picture was */
  GList link;            /* in the order of use, the latest first */
} Tile;

/* A tile that is being drawn. */
typedef struct
{
  SgmAreaTiles *tiles;
  SgmTileKey key;
  SgmShapes *shapes;
  GCancellable *cancellable;
  SgmRaster *raster;
} Job;

struct _SgmAreaTiles
{
  GObject parent_instance;

  SgmShapes *shapes;
  SgmPaints *paints;
  SgmPaintableKind kind;
  gsize byte_limit;
  gsize size;
  guint round;
  GHashTable *tiles; /* SgmTileKey to Tile */
  GQueue used;
  GHashTable *jobs;  /* SgmTileKey to Job, which the pool owns */
  GArray *wanted;    /* SgmTileKey, the most urgent first */
  guint n_needed;    /* how many of them are seen */
  GThreadPool *pool;
};

enum
{
  READY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmAreaTiles, sgm_area_tiles, G_TYPE_OBJECT)

static void start_jobs (SgmAreaTiles *self);

static void
tile_free (Tile *tile)
{
  sgm_raster_unref (tile->raster);
  g_clear_object (&tile->picture);
  g_clear_pointer (&tile->paints, sgm_paints_unref);
  g_free (tile);
}

static void
job_free (Job *job)
{
  g_object_unref (job->tiles);
  sgm_shapes_unref (job->shapes);
  g_object_unref (job->cancellable);
  g_clear_pointer (&job->raster, sgm_raster_unref);
  g_free (job);
}

/* In the main thread, as it takes a sixth of a millisecond and most tiles that
 * are drawn beforehand are never seen. What is blank takes no memory, and no
 * time in each frame. */
static void
paint (SgmAreaTiles *self,
       Tile         *tile)
{
  const cairo_rectangle_int_t *part = sgm_raster_get_extents (tile->raster);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (part->x, part->y, part->width, part->height);
  cairo_surface_t *surface = NULL;

  if (part->width > 0)
    {
      surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, part->width, part->height);
      sgm_raster_paint_part (tile->raster, self->paints, tile->key.scale, part,
                             (guint32 *) cairo_image_surface_get_data (surface),
                             cairo_image_surface_get_stride (surface) / sizeof (guint32));
      cairo_surface_mark_dirty (surface);
    }
  g_clear_object (&tile->picture);
  g_clear_pointer (&tile->paints, sgm_paints_unref);
  tile->picture = sgm_paintable_new_part (surface, &bounds, SGM_TILE_SIZE, SGM_TILE_SIZE, self->kind);
  tile->paints = sgm_paints_ref (self->paints);
  g_clear_pointer (&surface, cairo_surface_destroy);
}

static void
drop_tile (SgmAreaTiles *self,
           Tile         *tile)
{
  self->size -= sgm_raster_get_size (tile->raster);
  g_queue_unlink (&self->used, &tile->link);
  g_hash_table_remove (self->tiles, &tile->key);
}

/* What is wanted in this round stays, whatever the limit. */
static void
keep_to_limit (SgmAreaTiles *self)
{
  while (self->size > self->byte_limit)
    {
      Tile *oldest = g_queue_peek_tail (&self->used);

      if (oldest == NULL || oldest->wanted == self->round)
        return;
      drop_tile (self, oldest);
    }
}

static void
add_tile (SgmAreaTiles *self,
          Job          *job)
{
  Tile *tile = g_new0 (Tile, 1);

  tile->key = job->key;
  tile->raster = g_steal_pointer (&job->raster);
  tile->wanted = self->round;
  tile->link.data = tile;
  self->size += sgm_raster_get_size (tile->raster);
  g_queue_push_head_link (&self->used, &tile->link);
  g_hash_table_insert (self->tiles, &tile->key, tile);
  keep_to_limit (self);
}

static gboolean
finish_job (gpointer data)
{
  Job *job = data;
  SgmAreaTiles *self = job->tiles;
  gboolean done = job->raster != NULL && job->shapes == self->shapes;

  if (g_hash_table_lookup (self->jobs, &job->key) == job)
    g_hash_table_remove (self->jobs, &job->key);
  if (done && g_hash_table_lookup (self->tiles, &job->key) == NULL)
    add_tile (self, job);
  start_jobs (self);
  if (done)
    g_signal_emit (self, signals[READY], 0);
  return G_SOURCE_REMOVE;
}

static void
run_job (gpointer data,
         gpointer user_data)
{
  Job *job = data;
  SgmRasterFrame frame = sgm_tile_key_get_frame (&job->key);

  if (!g_cancellable_is_cancelled (job->cancellable))
    job->raster = sgm_raster_new (job->shapes, &frame, job->cancellable);
  g_idle_add_full (G_PRIORITY_DEFAULT, finish_job, job, (GDestroyNotify) job_free);
}

static void
start_job (SgmAreaTiles     *self,
           const SgmTileKey *key)
{
  Job *job = g_new0 (Job, 1);

  job->tiles = g_object_ref (self);
  job->key = *key;
  job->shapes = sgm_shapes_ref (self->shapes);
  job->cancellable = g_cancellable_new ();
  g_hash_table_insert (self->jobs, &job->key, job);
  g_thread_pool_push (self->pool, job, NULL);
}

/* No more jobs than threads are handed over, so that the next one to start is
 * always the one most wanted now. What is not seen is only drawn as long as
 * there is room for it, or else it would go and be drawn again without end. */
static void
start_jobs (SgmAreaTiles *self)
{
  guint n_threads = g_thread_pool_get_max_threads (self->pool);
  gsize size = 0;

  if (self->shapes == NULL || self->paints == NULL)
    return;
  for (guint i = 0; i < self->wanted->len && g_hash_table_size (self->jobs) < n_threads; i++)
    {
      const SgmTileKey *key = &g_array_index (self->wanted, SgmTileKey, i);
      Tile *tile = g_hash_table_lookup (self->tiles, key);

      if (tile != NULL)
        size += sgm_raster_get_size (tile->raster);
      else if (i >= self->n_needed && size >= self->byte_limit)
        return;
      else if (g_hash_table_lookup (self->jobs, key) == NULL)
        start_job (self, key);
    }
}

/* The tiles of this round are the last to go. */
static void
touch_wanted (SgmAreaTiles *self)
{
  for (guint i = self->wanted->len; i > 0; i--)
    {
      Tile *tile = g_hash_table_lookup (self->tiles, &g_array_index (self->wanted, SgmTileKey, i - 1));

      if (tile == NULL)
        continue;
      tile->wanted = self->round;
      g_queue_unlink (&self->used, &tile->link);
      g_queue_push_head_link (&self->used, &tile->link);
    }
}

static gboolean
is_wanted (SgmAreaTiles     *self,
           const SgmTileKey *key)
{
  for (guint i = 0; i < self->wanted->len; i++)
    if (sgm_tile_key_equal (&g_array_index (self->wanted, SgmTileKey, i), key))
      return TRUE;
  return FALSE;
}

/* Ends jobs that nobody wants any more; the pool hands them back unfinished. */
static void
cancel_jobs (SgmAreaTiles *self,
             gboolean      all)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->jobs);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Job *job = value;

      if (all || !is_wanted (self, &job->key))
        g_cancellable_cancel (job->cancellable);
      if (all)
        g_hash_table_iter_remove (&iter);
    }
}

static void
drop_old_pictures (SgmAreaTiles *self)
{
  for (GList *link = self->used.head; link != NULL; link = link->next)
    {
      Tile *tile = link->data;

      if (tile->picture == NULL || tile->seen + PICTURE_ROUNDS > self->round)
        continue;
      g_clear_object (&tile->picture);
      g_clear_pointer (&tile->paints, sgm_paints_unref);
    }
}

/**
 * sgm_area_tiles_new:
 * @byte_limit: how many bytes of rasters to keep; the pictures of what is seen
 *   come on top of that
 */
SgmAreaTiles *
sgm_area_tiles_new (gsize byte_limit)
{
  SgmAreaTiles *self = g_object_new (SGM_TYPE_AREA_TILES, NULL);

  self->byte_limit = byte_limit;
  return self;
}

/**
 * sgm_area_tiles_set_shapes:
 * @self: the tiles
 * @shapes: (nullable): the outlines to draw from now on; all tiles go
 */
void
sgm_area_tiles_set_shapes (SgmAreaTiles *self,
                           SgmShapes    *shapes)
{
  cancel_jobs (self, TRUE);
  while (!g_queue_is_empty (&self->used))
    drop_tile (self, g_queue_peek_tail (&self->used));
  g_array_set_size (self->wanted, 0);
  g_clear_pointer (&self->shapes, sgm_shapes_unref);
  self->shapes = shapes != NULL ? sgm_shapes_ref (shapes) : NULL;
  g_clear_pointer (&self->paints, sgm_paints_unref);
}

/**
 * sgm_area_tiles_set_paints:
 * @self: the tiles
 * @paints: how the areas of the shapes look from now on
 *
 * Costs nothing by itself: a tile is painted anew when it is next asked for.
 */
void
sgm_area_tiles_set_paints (SgmAreaTiles *self,
                           SgmPaints    *paints)
{
  sgm_paints_ref (paints);
  g_clear_pointer (&self->paints, sgm_paints_unref);
  self->paints = paints;
}

/**
 * sgm_area_tiles_set_kind:
 * @self: the tiles
 * @kind: what the renderer likes best
 */
void
sgm_area_tiles_set_kind (SgmAreaTiles     *self,
                         SgmPaintableKind  kind)
{
  self->kind = kind;
}

/**
 * sgm_area_tiles_want:
 * @self: the tiles
 * @keys: (element-type SgmTileKey): what is wanted now, the most urgent first
 * @n_needed: how many of them are seen; the others may be soon
 *
 * Begins a round: draws what is missing, and forgets what was wanted before.
 */
void
sgm_area_tiles_want (SgmAreaTiles *self,
                     GArray       *keys,
                     guint         n_needed)
{
  self->round++;
  g_array_set_size (self->wanted, 0);
  g_array_append_vals (self->wanted, keys->data, keys->len);
  self->n_needed = n_needed;
  touch_wanted (self);
  cancel_jobs (self, FALSE);
  start_jobs (self);
  drop_old_pictures (self);
}

/**
 * sgm_area_tiles_has:
 *
 * Returns: whether the tile has been drawn
 */
gboolean
sgm_area_tiles_has (SgmAreaTiles     *self,
                    const SgmTileKey *key)
{
  return g_hash_table_contains (self->tiles, key);
}

/**
 * sgm_area_tiles_get:
 * @self: the tiles
 * @key: a tile
 *
 * Returns: (transfer none) (nullable): its picture in the present colours, or
 *   %NULL where it has not been drawn yet
 */
SgmPaintable *
sgm_area_tiles_get (SgmAreaTiles     *self,
                    const SgmTileKey *key)
{
  Tile *tile = g_hash_table_lookup (self->tiles, key);

  if (tile == NULL)
    return NULL;

  tile->wanted = self->round;
  tile->seen = self->round;
  g_queue_unlink (&self->used, &tile->link);
  g_queue_push_head_link (&self->used, &tile->link);
  if (tile->paints != self->paints)
    paint (self, tile);
  return tile->picture;
}

/**
 * sgm_area_tiles_get_size:
 *
 * Returns: the bytes that the rasters take
 */
gsize
sgm_area_tiles_get_size (SgmAreaTiles *self)
{
  return self->size;
}

static void
sgm_area_tiles_finalize (GObject *object)
{
  SgmAreaTiles *self = SGM_AREA_TILES (object);

  g_clear_pointer (&self->tiles, g_hash_table_unref);
  g_clear_pointer (&self->jobs, g_hash_table_unref);
  g_clear_pointer (&self->wanted, g_array_unref);
  g_clear_pointer (&self->shapes, sgm_shapes_unref);
  g_clear_pointer (&self->paints, sgm_paints_unref);
  g_thread_pool_free (self->pool, TRUE, FALSE);
  G_OBJECT_CLASS (sgm_area_tiles_parent_class)->finalize (object);
}

static void
sgm_area_tiles_class_init (SgmAreaTilesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sgm_area_tiles_finalize;

  /**
   * SgmAreaTiles::ready:
   *
   * A tile has been drawn.
   */
  signals[READY] = g_signal_new ("ready", SGM_TYPE_AREA_TILES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 0);
}

static void
sgm_area_tiles_init (SgmAreaTiles *self)
{
  self->tiles = g_hash_table_new_full (sgm_tile_key_hash, sgm_tile_key_equal, NULL, (GDestroyNotify) tile_free);
  self->jobs = g_hash_table_new (sgm_tile_key_hash, sgm_tile_key_equal);
  self->wanted = g_array_new (FALSE, FALSE, sizeof (SgmTileKey));
  g_queue_init (&self->used);
  self->pool = g_thread_pool_new (run_job, NULL, MAX (1, (int) g_get_num_processors () - 1), FALSE, NULL);
}
