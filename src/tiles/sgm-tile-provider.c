/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-provider.h"

#define MAX_ZOOM 24

typedef struct
{
  guint min_zoom;
  guint max_zoom;
  gboolean has_dark;
  char *attribution;
  SgmTileState state;
  char *notice;
} SgmTileProviderPrivate;

enum
{
  PROP_0,
  PROP_STATE,
  PROP_ATTRIBUTION,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];
static guint changed_signal;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SgmTileProvider, sgm_tile_provider, G_TYPE_OBJECT)

static SgmTileProviderPrivate *
get_private (SgmTileProvider *self)
{
  return sgm_tile_provider_get_instance_private (self);
}

static void
sgm_tile_provider_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  SgmTileProviderPrivate *priv = get_private (SGM_TILE_PROVIDER (object));

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_uint (value, priv->state);
      break;
    case PROP_ATTRIBUTION:
      g_value_set_string (value, priv->attribution);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
sgm_tile_provider_finalize (GObject *object)
{
  SgmTileProviderPrivate *priv = get_private (SGM_TILE_PROVIDER (object));

  g_free (priv->attribution);
  g_free (priv->notice);
  G_OBJECT_CLASS (sgm_tile_provider_parent_class)->finalize (object);
}

static void
sgm_tile_provider_class_init (SgmTileProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = sgm_tile_provider_get_property;
  object_class->finalize = sgm_tile_provider_finalize;

  /**
   * SgmTileProvider:state:
   *
   * How it is, an #SgmTileState.
   */
  properties[PROP_STATE] =
    g_param_spec_uint ("state", NULL, NULL, 0, SGM_TILE_STATE_BROKEN, 0, flags);
  /**
   * SgmTileProvider:attribution:
   *
   * Whom the map is owed to; may contain HTML.
   */
  properties[PROP_ATTRIBUTION] =
    g_param_spec_string ("attribution", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SgmTileProvider::changed:
   *
   * What could not be had before, or is another now, should be asked for.
   */
  changed_signal = g_signal_new ("changed", SGM_TYPE_TILE_PROVIDER, G_SIGNAL_RUN_LAST, 0,
                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_tile_provider_init (SgmTileProvider *self)
{
  get_private (self)->max_zoom = MAX_ZOOM;
}

/* Whether there can be such a tile; if not, that is said at once. */
static gboolean
check_place (SgmTileProvider     *self,
             guint                zoom,
             guint                x,
             guint                y,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  SgmTileProviderPrivate *priv = get_private (self);
  g_autoptr (GTask) task = NULL;

  if (zoom >= priv->min_zoom && zoom <= priv->max_zoom && x >> zoom == 0 && y >> zoom == 0)
    return TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, sgm_tile_provider_read_async);
  g_task_return_pointer (task, NULL, NULL);
  return FALSE;
}

/**
 * sgm_tile_provider_read_async:
 * @self: a provider
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @cancellable: (nullable): to give up
 * @callback: called in the thread that owns the provider
 * @user_data: for @callback
 *
 * Begins to read a tile. Tiles that lie outside the world or the provider's
 * zooms are not there.
 */
void
sgm_tile_provider_read_async (SgmTileProvider     *self,
                              guint                zoom,
                              guint                x,
                              guint                y,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_return_if_fail (SGM_IS_TILE_PROVIDER (self));

  if (check_place (self, zoom, x, y, cancellable, callback, user_data))
    SGM_TILE_PROVIDER_GET_CLASS (self)->read_async (self, zoom, x, y, cancellable, callback, user_data);
}

/**
 * sgm_tile_provider_read_dark_async:
 * @self: a provider that has dark tiles
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @cancellable: (nullable): to give up
 * @callback: called in the thread that owns the provider
 * @user_data: for @callback
 *
 * Begins to read a tile that is made for a dark window, like
 * sgm_tile_provider_read_async().
 */
void
sgm_tile_provider_read_dark_async (SgmTileProvider     *self,
                                   guint                zoom,
                                   guint                x,
                                   guint                y,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  g_return_if_fail (SGM_IS_TILE_PROVIDER (self) && sgm_tile_provider_has_dark (self));

  if (check_place (self, zoom, x, y, cancellable, callback, user_data))
    SGM_TILE_PROVIDER_GET_CLASS (self)->read_dark_async (self, zoom, x, y, cancellable, callback, user_data);
}

/**
 * sgm_tile_provider_has_dark:
 *
 * Returns: whether it has tiles of its own for a dark window; a file that is
 *   not open yet seems to have none
 */
gboolean
sgm_tile_provider_has_dark (SgmTileProvider *self)
{
  return get_private (self)->has_dark;
}

/**
 * sgm_tile_provider_read_finish:
 * @self: a provider
 * @result: what the callback was given
 *
 * Returns: (transfer full) (nullable): the picture; %NULL without an error
 *   where there is no such tile, with one where it cannot be had now
 */
GBytes *
sgm_tile_provider_read_finish (SgmTileProvider  *self,
                               GAsyncResult     *result,
                               GError          **error)
{
  g_return_val_if_fail (SGM_IS_TILE_PROVIDER (self), NULL);

  if (g_async_result_is_tagged (result, sgm_tile_provider_read_async))
    return g_task_propagate_pointer (G_TASK (result), error);
  return SGM_TILE_PROVIDER_GET_CLASS (self)->read_finish (self, result, error);
}

/**
 * sgm_tile_provider_get_min_zoom:
 *
 * Returns: the lowest zoom level of which there may be tiles
 */
guint
sgm_tile_provider_get_min_zoom (SgmTileProvider *self)
{
  return get_private (self)->min_zoom;
}

/**
 * sgm_tile_provider_get_max_zoom:
 *
 * Returns: the highest zoom level of which there may be tiles
 */
guint
sgm_tile_provider_get_max_zoom (SgmTileProvider *self)
{
  return get_private (self)->max_zoom;
}

/**
 * sgm_tile_provider_get_attribution:
 *
 * Returns: (nullable): whom the map is owed to; may contain HTML
 */
const char *
sgm_tile_provider_get_attribution (SgmTileProvider *self)
{
  return get_private (self)->attribution;
}

/**
 * sgm_tile_provider_get_state:
 *
 * Returns: how the provider is
 */
SgmTileState
sgm_tile_provider_get_state (SgmTileProvider *self)
{
  return get_private (self)->state;
}

/**
 * sgm_tile_provider_get_notice:
 *
 * Returns: (nullable): a translated sentence about what is wrong, %NULL where
 *   nothing is
 */
const char *
sgm_tile_provider_get_notice (SgmTileProvider *self)
{
  return get_private (self)->notice;
}

/**
 * sgm_tile_provider_set_zooms:
 * @self: a provider
 * @min_zoom: the lowest level
 * @max_zoom: the highest level, at most 24
 */
void
sgm_tile_provider_set_zooms (SgmTileProvider *self,
                             guint            min_zoom,
                             guint            max_zoom)
{
  SgmTileProviderPrivate *priv = get_private (self);

  priv->min_zoom = min_zoom;
  priv->max_zoom = MIN (max_zoom, MAX_ZOOM);
}

void
sgm_tile_provider_set_dark (SgmTileProvider *self,
                            gboolean         has_dark)
{
  get_private (self)->has_dark = has_dark;
}

void
sgm_tile_provider_set_attribution (SgmTileProvider *self,
                                   const char      *attribution)
{
  SgmTileProviderPrivate *priv = get_private (self);

  if (g_strcmp0 (priv->attribution, attribution) == 0)
    return;
  g_free (priv->attribution);
  priv->attribution = g_strdup (attribution);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ATTRIBUTION]);
}

/**
 * sgm_tile_provider_set_state:
 * @self: a provider
 * @state: how it is
 * @notice: (nullable): a translated sentence, %NULL where all is well
 */
void
sgm_tile_provider_set_state (SgmTileProvider *self,
                             SgmTileState     state,
                             const char      *notice)
{
  SgmTileProviderPrivate *priv = get_private (self);

  if (priv->state == state && g_strcmp0 (priv->notice, notice) == 0)
    return;
  g_free (priv->notice);
  priv->notice = g_strdup (notice);
  priv->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/**
 * sgm_tile_provider_changed:
 *
 * Tells whoever shows tiles to ask again for those that could not be had.
 */
void
sgm_tile_provider_changed (SgmTileProvider *self)
{
  g_signal_emit (self, changed_signal, 0);
}
