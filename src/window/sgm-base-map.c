/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-base-map.h"

#include <libsecret/secret.h>

#include "tiles/sgm-tile-preset.h"
#include "window/sgm-secrets.h"

#define LAYERS_KEY "base-map-layers"
#define CACHE_KEY "tile-cache-megabytes"
#define REST_MS 150
/* Opening the district comes first. */
#define DRAW_AFTER_SECONDS 3
#define MEGABYTE ((gint64) 1024 * 1024)

struct _SgmBaseMap
{
  GObject parent_instance;
  GSettings *settings;
  SgmMbtiles *district;
  SgmMapDrawer *drawer; /* NULL without a map of the district */
  SgmTileCache *cache;
  SgmTileStack *stack;
  GHashTable *keys;  /* name → key, as far as they are known */
  GHashTable *asked; /* set of names that the secret service was asked for */
  GCancellable *cancellable;
  guint rest_id;
};

enum
{
  PROP_0,
  PROP_STACK,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmBaseMap, sgm_base_map, G_TYPE_OBJECT)

/* Keys --------------------------------------------------------------------- */

typedef struct
{
  SgmBaseMap *self;
  char *name;
} Lookup;

static void
on_key (GObject      *object,
        GAsyncResult *result,
        gpointer      data)
{
  Lookup *lookup = data;
  g_autoptr (GError) error = NULL;
  char *key = sgm_secrets_lookup_finish (result, &error);

  /* Without a secret service there is no key until the user gives one. */
  if (key != NULL && lookup->self->stack != NULL
      && !g_hash_table_contains (lookup->self->keys, lookup->name))
    sgm_base_map_set_key (lookup->self, lookup->name, key);
  secret_password_free (key);
  g_object_unref (lookup->self);
  g_free (lookup->name);
  g_free (lookup);
}

static void
find_key (SgmBaseMap *self,
          const char *name)
{
  const char *key = g_hash_table_lookup (self->keys, name);
  Lookup *lookup;

  if (key != NULL)
    {
      sgm_tile_stack_set_key (self->stack, name, key);
      return;
    }
  if (!g_hash_table_add (self->asked, g_strdup (name)))
    return;
  lookup = g_new0 (Lookup, 1);
  lookup->self = g_object_ref (self);
  lookup->name = g_strdup (name);
  sgm_secrets_lookup_async (name, self->cancellable, on_key, lookup);
}

/* Layers ------------------------------------------------------------------- */

static void
rebuild (SgmBaseMap *self)
{
  g_autoptr (GPtrArray) specs = sgm_base_map_dup_specs (self);
  SgmTileStack *former = self->stack;

  self->stack = sgm_tile_stack_new (specs, self->district, self->cache, former);
  g_clear_object (&former);
  for (guint i = 0; i < specs->len; i++)
    {
      g_autofree char *name = sgm_tile_spec_dup_key_name (g_ptr_array_index (specs, i));

      if (name != NULL)
        find_key (self, name);
    }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STACK]);
}

static gboolean
on_rest (gpointer data)
{
  SgmBaseMap *self = data;

  self->rest_id = 0;
  rebuild (self);
  return G_SOURCE_REMOVE;
}

static void
on_layers_changed (SgmBaseMap *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, on_rest, self);
}

/* Making the file smaller waits for the disk. */
typedef struct
{
  SgmTileCache *cache;
  gint64 limit;
} Limiting;

static void
limiting_free (Limiting *limiting)
{
  sgm_tile_cache_unref (limiting->cache);
  g_free (limiting);
}

static void
set_limit (GTask        *task,
           gpointer      source,
           gpointer      task_data,
           GCancellable *cancellable)
{
  Limiting *limiting = task_data;

  sgm_tile_cache_set_limit (limiting->cache, limiting->limit);
  g_task_return_boolean (task, TRUE);
}

static void
on_limit_changed (SgmBaseMap *self)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);
  Limiting *limiting = g_new0 (Limiting, 1);

  limiting->cache = sgm_tile_cache_ref (self->cache);
  limiting->limit = g_settings_get_int (self->settings, CACHE_KEY) * MEGABYTE;
  g_task_set_source_tag (task, on_limit_changed);
  g_task_set_task_data (task, limiting, (GDestroyNotify) limiting_free);
  g_task_run_in_thread (task, set_limit);
}

/* The object --------------------------------------------------------------- */

static void
sgm_base_map_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (prop_id)
    {
    case PROP_STACK:
      g_value_set_object (value, SGM_BASE_MAP (object)->stack);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_base_map_dispose (GObject *object)
{
  SgmBaseMap *self = SGM_BASE_MAP (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->rest_id, g_source_remove);
  if (self->drawer != NULL)
    sgm_map_drawer_stop (self->drawer);
  g_clear_object (&self->drawer);
  g_clear_object (&self->stack);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (sgm_base_map_parent_class)->dispose (object);
}

static void
sgm_base_map_finalize (GObject *object)
{
  SgmBaseMap *self = SGM_BASE_MAP (object);

  g_clear_pointer (&self->district, sgm_mbtiles_unref);
  g_clear_pointer (&self->cache, sgm_tile_cache_unref);
  g_hash_table_unref (self->keys);
  g_hash_table_unref (self->asked);
  g_object_unref (self->cancellable);
  G_OBJECT_CLASS (sgm_base_map_parent_class)->finalize (object);
}

static void
sgm_base_map_class_init (SgmBaseMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sgm_base_map_get_property;
  object_class->dispose = sgm_base_map_dispose;
  object_class->finalize = sgm_base_map_finalize;

  /**
   * SgmBaseMap:stack:
   *
   * The layers as they can be drawn.
   */
  properties[PROP_STACK] =
    g_param_spec_object ("stack", NULL, NULL, SGM_TYPE_TILE_STACK,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_base_map_init (SgmBaseMap *self)
{
  self->keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->asked = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();
}

static void
on_drawn (SgmBaseMap *self)
{
  sgm_tile_stack_changed (self->stack);
}

static void
draw_rest (SgmBaseMap *self)
{
  self->drawer = sgm_map_drawer_new (self->district);
  g_signal_connect_object (self->drawer, "drawn", G_CALLBACK (on_drawn), self, G_CONNECT_SWAPPED);
  sgm_map_drawer_start (self->drawer, DRAW_AFTER_SECONDS);
}

/**
 * sgm_base_map_new:
 * @settings: what the program remembers
 * @district: (nullable): the base map that belongs to the district
 *
 * Returns: (transfer full): the base map
 */
SgmBaseMap *
sgm_base_map_new (GSettings  *settings,
                  SgmMbtiles *district)
{
  SgmBaseMap *self = g_object_new (SGM_TYPE_BASE_MAP, NULL);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "smart-grid-map",
                                            "tiles.cache", NULL);

  self->settings = g_object_ref (settings);
  self->district = district != NULL ? sgm_mbtiles_ref (district) : NULL;
  self->cache = sgm_tile_cache_new (path, g_settings_get_int (settings, CACHE_KEY) * MEGABYTE);
  g_signal_connect_object (settings, "changed::" LAYERS_KEY, G_CALLBACK (on_layers_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" CACHE_KEY, G_CALLBACK (on_limit_changed), self,
                           G_CONNECT_SWAPPED);
  rebuild (self);
  if (district != NULL)
    draw_rest (self);
  return self;
}

/**
 * sgm_base_map_get_stack:
 *
 * Returns: (transfer none): the layers as they can be drawn
 */
SgmTileStack *
sgm_base_map_get_stack (SgmBaseMap *self)
{
  return self->stack;
}

/**
 * sgm_base_map_get_cache:
 *
 * Returns: (transfer none): where tiles from servers are kept
 */
SgmTileCache *
sgm_base_map_get_cache (SgmBaseMap *self)
{
  return self->cache;
}

/**
 * sgm_base_map_get_drawer:
 *
 * Returns: (transfer none) (nullable): who draws what is missing of the map
 *   that belongs to the district, %NULL where there is no such map
 */
SgmMapDrawer *
sgm_base_map_get_drawer (SgmBaseMap *self)
{
  return self->drawer;
}

/**
 * sgm_base_map_has_district:
 *
 * Returns: whether the map that belongs to the district is among the layers
 */
gboolean
sgm_base_map_has_district (SgmBaseMap *self)
{
  g_autoptr (GPtrArray) specs = sgm_base_map_dup_specs (self);

  for (guint i = 0; i < specs->len; i++)
    if (((SgmTileSpec *) g_ptr_array_index (specs, i))->kind == SGM_TILE_KIND_DISTRICT)
      return TRUE;
  return FALSE;
}

/**
 * sgm_base_map_dup_specs:
 *
 * Returns: (transfer full) (element-type SgmTileSpec): the layers as the
 *   settings describe them, the lowest first; where the user has not chosen
 *   any, those that the administrator wants
 */
GPtrArray *
sgm_base_map_dup_specs (SgmBaseMap *self)
{
  g_autoptr (GVariant) chosen = g_settings_get_user_value (self->settings, LAYERS_KEY);
  g_autoptr (GVariant) variant = g_settings_get_value (self->settings, LAYERS_KEY);
  GPtrArray *preset = chosen == NULL ? sgm_tile_preset_dup_specs () : NULL;

  if (preset != NULL)
    return preset;
  return sgm_tile_specs_from_variant (variant);
}

/**
 * sgm_base_map_set_specs:
 * @self: a base map
 * @specs: (element-type SgmTileSpec): the layers, the lowest first
 *
 * Changes the settings.
 */
void
sgm_base_map_set_specs (SgmBaseMap *self,
                        GPtrArray  *specs)
{
  g_settings_set_value (self->settings, LAYERS_KEY, sgm_tile_specs_to_variant (specs));
}

/**
 * sgm_base_map_set_key:
 * @self: a base map
 * @key_name: as sgm_tile_spec_dup_key_name() gives
 * @key: (nullable): the user's key
 *
 * Uses a key from now on, until the program ends.
 */
void
sgm_base_map_set_key (SgmBaseMap *self,
                      const char *key_name,
                      const char *key)
{
  if (key != NULL && key[0] != '\0')
    g_hash_table_replace (self->keys, g_strdup (key_name), g_strdup (key));
  else
    g_hash_table_remove (self->keys, key_name);
  sgm_tile_stack_set_key (self->stack, key_name, key);
}
