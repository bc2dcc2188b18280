/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-source.h"

#include "map/sgm-tile-maker.h"

/* libshumate has no way to say that a source's tiles have changed. So the
 * source remembers the tiles that it filled and that are still in use, and
 * fills them again where they are: the map never goes blank. The source's id
 * changes with each such time, since it is a key of libshumate's own cache. */

struct _SgmTileSource
{
  ShumateMapSource parent_instance;
  SgmTileStack *stack;
  gboolean dark;
  SgmPaintableKind kind;
  guint generation;
  GHashTable *in_use; /* ShumateTile → Use, watched by weak references */
};

/* What is known of a tile in use. */
typedef struct
{
  SgmTileSource *source;
  ShumateTile *tile;
  SgmTileMaker *maker;  /* NULL where nothing more comes */
  GTask *caller;        /* libshumate's question, until it has an answer */
  GSource *cancelled;
  gboolean incomplete;  /* some layer could not be read */
  gboolean again;       /* by now it may be */
} Use;

enum
{
  PROP_0,
  PROP_DARK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmTileSource, sgm_tile_source, SHUMATE_TYPE_MAP_SOURCE)

static void load (Use *use);

static void
stop (Use *use)
{
  g_clear_pointer (&use->maker, sgm_tile_maker_stop);
  if (use->cancelled != NULL)
    g_source_destroy (use->cancelled);
  g_clear_pointer (&use->cancelled, g_source_unref);
}

static void
use_free (gpointer data)
{
  Use *use = data;

  stop (use);
  if (use->caller != NULL)
    g_task_return_new_error (use->caller, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                             "The tile is not in use any more");
  g_clear_object (&use->caller);
  g_free (use);
}

static void
forget_tile (gpointer  data,
             GObject  *tile)
{
  g_hash_table_remove (SGM_TILE_SOURCE (data)->in_use, tile);
}

static Use *
get_use (SgmTileSource *self,
         ShumateTile   *tile)
{
  Use *use = g_hash_table_lookup (self->in_use, tile);

  if (use != NULL)
    return use;
  use = g_new0 (Use, 1);
  use->source = self;
  use->tile = tile;
  g_hash_table_insert (self->in_use, tile, use);
  g_object_weak_ref (G_OBJECT (tile), forget_tile, self);
  return use;
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
answer (Use *use)
{
  g_autoptr (GTask) caller = g_steal_pointer (&use->caller);

  if (use->cancelled != NULL)
    g_source_destroy (use->cancelled);
  g_clear_pointer (&use->cancelled, g_source_unref);
  if (caller != NULL)
    g_task_return_boolean (caller, TRUE);
}

static void
on_made (cairo_surface_t *surface,
         gboolean         last,
         gboolean         complete,
         gpointer         data)
{
  Use *use = data;
  gboolean again = last && !complete && use->again;

  show (use->source, use->tile, surface);
  if (last)
    {
      g_clear_pointer (&use->maker, sgm_tile_maker_stop);
      use->incomplete = !complete;
    }
  if (again)
    load (use);
  answer (use);
}

static void
load (Use *use)
{
  SgmTileSource *self = use->source;

  use->again = FALSE;
  g_clear_pointer (&use->maker, sgm_tile_maker_stop);
  use->maker = sgm_tile_maker_start (self->stack, shumate_tile_get_zoom_level (use->tile),
                                     shumate_tile_get_x (use->tile),
                                     shumate_tile_get_y (use->tile), self->dark, on_made, use);
}

/* The tile has gone out of view before it was there. */
static gboolean
on_cancelled (GCancellable *cancellable,
              gpointer      data)
{
  Use *use = data;
  g_autoptr (GTask) caller = g_steal_pointer (&use->caller);

  stop (use);
  g_task_return_error_if_cancelled (caller);
  return G_SOURCE_REMOVE;
}

static void
sgm_tile_source_fill_tile_async (ShumateMapSource    *source,
                                 ShumateTile         *tile,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  SgmTileSource *self = SGM_TILE_SOURCE (source);
  Use *use = get_use (self, tile);

  stop (use);
  answer (use);
  use->caller = g_task_new (source, cancellable, callback, user_data);
  g_task_set_source_tag (use->caller, sgm_tile_source_fill_tile_async);
  if (cancellable != NULL)
    {
      use->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (use->cancelled, G_SOURCE_FUNC (on_cancelled), use, NULL);
      g_source_attach (use->cancelled, NULL);
    }
  shumate_tile_set_state (tile, SHUMATE_STATE_LOADING);
  load (use);
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
  gpointer use;

  self->generation++;
  id = g_strdup_printf ("sgm-%u", self->generation);
  shumate_map_source_set_id (SHUMATE_MAP_SOURCE (self), id);
  g_hash_table_iter_init (&iter, self->in_use);
  while (g_hash_table_iter_next (&iter, NULL, &use))
    load (use);
}

/* What could not be had may be had now. */
static void
on_stack_changed (SgmTileSource *self)
{
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init (&iter, self->in_use);
  while (g_hash_table_iter_next (&iter, NULL, &data))
    {
      Use *use = data;

      if (use->maker != NULL)
        use->again = TRUE;
      else if (use->incomplete)
        load (use);
    }
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
  g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_object (&self->stack);
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

static SgmTileStack *
make_empty_stack (void)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();

  return sgm_tile_stack_new (none, NULL, NULL, NULL);
}

static void
sgm_tile_source_init (SgmTileSource *self)
{
  ShumateMapSource *source = SHUMATE_MAP_SOURCE (self);

  self->in_use = g_hash_table_new_full (NULL, NULL, NULL, use_free);
  self->stack = make_empty_stack ();
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
 * sgm_tile_source_set_stack:
 * @self: a source
 * @stack: (nullable): the layers to show; %NULL shows none
 */
void
sgm_tile_source_set_stack (SgmTileSource *self,
                           SgmTileStack  *stack)
{
  g_return_if_fail (SGM_IS_TILE_SOURCE (self));

  if (self->stack == stack)
    return;
  g_signal_handlers_disconnect_by_data (self->stack, self);
  g_clear_object (&self->stack);
  self->stack = stack != NULL ? g_object_ref (stack) : make_empty_stack ();
  g_signal_connect_swapped (self->stack, "changed", G_CALLBACK (on_stack_changed), self);
  reload (self);
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
