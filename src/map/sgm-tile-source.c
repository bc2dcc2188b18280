/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-source.h"

#include "basemap/sgm-basemap-painter.h"
#include "map/sgm-tile-image.h"

/* libshumate has no way to say that a source's tiles have changed. So the
 * source remembers the tiles that it filled and that are still in use, and
 * fills them again where they are: the map never goes blank. The source's id
 * changes with each such time, since it is a key of libshumate's own cache. */

struct _SgmTileSource
{
  ShumateMapSource parent_instance;
  SgmMbtiles *tiles;
  gboolean dark;
  SgmPaintableKind kind;
  guint generation;
  GHashTable *in_use; /* set of ShumateTile, watched by weak references */
};

typedef struct
{
  SgmMbtiles *tiles;
  guint zoom;
  guint x;
  guint y;
  gboolean dark;
  guint generation;
  ShumateTile *tile;
  GTask *caller; /* NULL where a tile is filled again */
} Job;

enum
{
  PROP_0,
  PROP_DARK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmTileSource, sgm_tile_source, SHUMATE_TYPE_MAP_SOURCE)

static void load (SgmTileSource *self,
                  ShumateTile   *tile,
                  GTask         *caller);

static void
job_free (Job *job)
{
  g_clear_pointer (&job->tiles, sgm_mbtiles_unref);
  g_clear_object (&job->tile);
  g_clear_object (&job->caller);
  g_free (job);
}

static void
forget_tile (gpointer  data,
             GObject  *tile)
{
  g_hash_table_remove (SGM_TILE_SOURCE (data)->in_use, tile);
}

static void
remember_tile (SgmTileSource *self,
               ShumateTile   *tile)
{
  if (g_hash_table_add (self->in_use, tile))
    g_object_weak_ref (G_OBJECT (tile), forget_tile, self);
}

static void
decode (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;
  cairo_surface_t *surface = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  if (job->tiles != NULL)
    surface = sgm_tile_image_load (job->tiles, job->zoom, job->x, job->y);
  if (surface != NULL && job->dark)
    sgm_basemap_darken (surface);
  g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

static void
show (SgmTileSource   *self,
      ShumateTile     *tile,
      cairo_surface_t *surface)
{
  double size = shumate_tile_get_size (tile);
  g_autoptr (GdkPaintable) paintable = NULL;

  if (surface != NULL)
    paintable = GDK_PAINTABLE (sgm_paintable_new (surface, size, size, TRUE, self->kind));
  else
    paintable = gdk_paintable_new_empty (size, size);
  shumate_tile_set_fade_in (tile, FALSE);
  shumate_tile_set_paintable (tile, paintable);
  /* libshumate redraws when the state changes, so it must where a tile is
   * filled again. */
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADED);
  /* A missing tile is done as well: else tiles of other zooms stay for ever. */
  shumate_tile_set_state (tile, SHUMATE_STATE_DONE);
}

static void
on_decoded (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  SgmTileSource *self = SGM_TILE_SOURCE (object);
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), &error);

  if (error != NULL)
    {
      if (job->caller != NULL)
        g_task_return_error (job->caller, g_steal_pointer (&error));
      return;
    }

  if (job->generation != self->generation)
    {
      if (job->caller != NULL)
        load (self, job->tile, job->caller);
      g_clear_pointer (&surface, cairo_surface_destroy);
      return;
    }

  show (self, job->tile, surface);
  g_clear_pointer (&surface, cairo_surface_destroy);
  if (job->caller != NULL)
    {
      remember_tile (self, job->tile);
      g_task_return_boolean (job->caller, TRUE);
    }
}

static void
load (SgmTileSource *self,
      ShumateTile   *tile,
      GTask         *caller)
{
  GCancellable *cancellable = caller != NULL ? g_task_get_cancellable (caller) : NULL;
  g_autoptr (GTask) task = g_task_new (self, cancellable, on_decoded, NULL);
  Job *job = g_new0 (Job, 1);

  job->tiles = self->tiles != NULL ? sgm_mbtiles_ref (self->tiles) : NULL;
  job->zoom = shumate_tile_get_zoom_level (tile);
  job->x = shumate_tile_get_x (tile);
  job->y = shumate_tile_get_y (tile);
  job->dark = self->dark;
  job->generation = self->generation;
  job->tile = g_object_ref (tile);
  job->caller = caller != NULL ? g_object_ref (caller) : NULL;
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, decode);
}

static void
sgm_tile_source_fill_tile_async (ShumateMapSource    *source,
                                 ShumateTile         *tile,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_tile_source_fill_tile_async);
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  load (SGM_TILE_SOURCE (source), tile, task);
}

static gboolean
sgm_tile_source_fill_tile_finish (ShumateMapSource  *source,
                                  GAsyncResult      *result,
                                  GError           **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
reload (SgmTileSource *self)
{
  g_autofree char *id = NULL;
  GHashTableIter iter;
  gpointer tile;

  self->generation++;
  id = g_strdup_printf ("sgm-%u", self->generation);
  shumate_map_source_set_id (SHUMATE_MAP_SOURCE (self), id);
  g_hash_table_iter_init (&iter, self->in_use);
  while (g_hash_table_iter_next (&iter, &tile, NULL))
    load (self, tile, NULL);
}

static void
sgm_tile_source_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_DARK:
      g_value_set_boolean (value, SGM_TILE_SOURCE (object)->dark);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_tile_source_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  switch (prop_id)
    {
    case PROP_DARK:
      sgm_tile_source_set_dark (SGM_TILE_SOURCE (object), g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_tile_source_finalize (GObject *object)
{
  SgmTileSource *self = SGM_TILE_SOURCE (object);
  GHashTableIter iter;
  gpointer tile;

  g_hash_table_iter_init (&iter, self->in_use);
  while (g_hash_table_iter_next (&iter, &tile, NULL))
    g_object_weak_unref (tile, forget_tile, self);
  g_hash_table_unref (self->in_use);
  g_clear_pointer (&self->tiles, sgm_mbtiles_unref);
  G_OBJECT_CLASS (sgm_tile_source_parent_class)->finalize (object);
}

static void
sgm_tile_source_class_init (SgmTileSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateMapSourceClass *source_class = SHUMATE_MAP_SOURCE_CLASS (klass);

  object_class->get_property = sgm_tile_source_get_property;
  object_class->set_property = sgm_tile_source_set_property;
  object_class->finalize = sgm_tile_source_finalize;
  source_class->fill_tile_async = sgm_tile_source_fill_tile_async;
  source_class->fill_tile_finish = sgm_tile_source_fill_tile_finish;

  /**
   * SgmTileSource:dark:
   *
   * Whether the map is recoloured for a dark window.
   */
  properties[PROP_DARK] =
    g_param_spec_boolean ("dark", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_tile_source_init (SgmTileSource *self)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  self->in_use = g_hash_table_new (NULL, NULL);
  shumate_map_source_set_id (source, "sgm-0");
  shumate_map_source_set_tile_size (source, 256);
  shumate_map_source_set_min_zoom_level (source, SGM_MAP_MIN_ZOOM);
  shumate_map_source_set_max_zoom_level (source, SGM_MAP_MAX_ZOOM);
  shumate_map_source_set_projection (source, SHUMATE_MAP_PROJECTION_MERCATOR);
}

/**
 * sgm_tile_source_new:
 *
 * Returns: (transfer full): a source without a base map
 */
SgmTileSource *
sgm_tile_source_new (void)
{
  return g_object_new (SGM_TYPE_TILE_SOURCE, NULL);
}

/**
 * sgm_tile_source_set_tiles:
 * @self: a source
 * @tiles: (nullable): the base map to show; %NULL shows none
 */
void
sgm_tile_source_set_tiles (SgmTileSource *self,
                           SgmMbtiles    *tiles)
{
  g_return_if_fail (SGM_IS_TILE_SOURCE (self));

  if (self->tiles == tiles)
    return;
  g_clear_pointer (&self->tiles, sgm_mbtiles_unref);
  self->tiles = tiles != NULL ? sgm_mbtiles_ref (tiles) : NULL;
  reload (self);
}

/**
 * sgm_tile_source_get_tiles:
 *
 * Returns: (transfer none) (nullable): the base map that is shown
 */
SgmMbtiles *
sgm_tile_source_get_tiles (SgmTileSource *self)
{
  g_return_val_if_fail (SGM_IS_TILE_SOURCE (self), NULL);
  return self->tiles;
}

void
sgm_tile_source_set_dark (SgmTileSource *self,
                          gboolean       dark)
{
  g_return_if_fail (SGM_IS_TILE_SOURCE (self));

  dark = !!dark;
  if (self->dark == dark)
    return;
  self->dark = dark;
  reload (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DARK]);
}

/**
 * sgm_tile_source_set_kind:
 * @self: a source
 * @kind: what the renderer of the map's window likes
 */
void
sgm_tile_source_set_kind (SgmTileSource  *self,
                          SgmPaintableKind  kind)
{
  g_return_if_fail (SGM_IS_TILE_SOURCE (self));

  if (self->kind == kind)
    return;
  self->kind = kind;
  reload (self);
}
