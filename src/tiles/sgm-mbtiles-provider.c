/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-mbtiles-provider.h"

#include "base/sgm-error.h"

struct _SgmMbtilesProvider
{
  SgmTileProvider parent_instance;
  char *path;

  GMutex mutex; /* over what follows */
  SgmMbtiles *tiles;
  GError *fault; /* why the file could not be opened */

  gboolean known; /* what the file says of itself has been taken over */
};

typedef struct
{
  guint zoom;
  guint x;
  guint y;
  gboolean dark;
} Place;

G_DEFINE_FINAL_TYPE (SgmMbtilesProvider, sgm_mbtiles_provider, SGM_TYPE_TILE_PROVIDER)

/* Opens the file once; later calls get the same answer. */
static SgmMbtiles *
open_tiles (SgmMbtilesProvider  *self,
            GError             **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (self->tiles == NULL && self->fault == NULL)
    self->tiles = sgm_mbtiles_open (self->path, &self->fault);
  if (self->tiles == NULL)
    g_propagate_error (error, g_error_copy (self->fault));
  return self->tiles;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Place *place = task_data;
  GError *error = NULL;
  SgmMbtiles *tiles;
  GBytes *image = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  tiles = open_tiles (source, &error);
  if (tiles != NULL && place->dark)
    image = sgm_mbtiles_read_dark (tiles, place->zoom, place->x, place->y, &error);
  else if (tiles != NULL)
    image = sgm_mbtiles_read (tiles, place->zoom, place->x, place->y, &error);
  if (image == NULL && error == NULL && sgm_mbtiles_is_unfinished (tiles))
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_PENDING, "The tile has yet to be drawn");
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, image, (GDestroyNotify) g_bytes_unref);
}

static void
take_over (SgmMbtilesProvider *self)
{
  SgmTileProvider *provider = SGM_TILE_PROVIDER (self);

  self->known = TRUE;
  sgm_tile_provider_set_zooms (provider, sgm_mbtiles_get_min_zoom (self->tiles),
                               sgm_mbtiles_get_max_zoom (self->tiles));
  sgm_tile_provider_set_dark (provider, sgm_mbtiles_has_dark (self->tiles));
  sgm_tile_provider_set_attribution (provider, sgm_mbtiles_get_attribution (self->tiles));
}

static void
read_place (SgmTileProvider     *provider,
            const Place         *place,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);

  g_task_set_source_tag (task, read_place);
  g_task_set_task_data (task, g_memdup2 (place, sizeof *place), g_free);
  g_task_run_in_thread (task, read_in_thread);
}

static void
sgm_mbtiles_provider_read_async (SgmTileProvider     *provider,
                                 guint                zoom,
                                 guint                x,
                                 guint                y,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  read_place (provider, &(Place) { zoom, x, y, FALSE }, cancellable, callback, user_data);
}

static void
sgm_mbtiles_provider_read_dark_async (SgmTileProvider     *provider,
                                      guint                zoom,
                                      guint                x,
                                      guint                y,
                                      GCancellable        *cancellable,
                                      GAsyncReadyCallback  callback,
                                      gpointer             user_data)
{
  read_place (provider, &(Place) { zoom, x, y, TRUE }, cancellable, callback, user_data);
}

static GBytes *
sgm_mbtiles_provider_read_finish (SgmTileProvider  *provider,
                                  GAsyncResult     *result,
                                  GError          **error)
{
  SgmMbtilesProvider *self = SGM_MBTILES_PROVIDER (provider);
  GError *fault = NULL;
  GBytes *image = g_task_propagate_pointer (G_TASK (result), &fault);

  if (fault != NULL && fault->domain == SGM_ERROR)
    sgm_tile_provider_set_state (provider, SGM_TILE_STATE_BROKEN, fault->message);
  else if (self->tiles != NULL && !self->known)
    take_over (self);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return image;
}

static void
sgm_mbtiles_provider_finalize (GObject *object)
{
  SgmMbtilesProvider *self = SGM_MBTILES_PROVIDER (object);

  g_clear_pointer (&self->tiles, sgm_mbtiles_unref);
  g_clear_error (&self->fault);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  G_OBJECT_CLASS (sgm_mbtiles_provider_parent_class)->finalize (object);
}

static void
sgm_mbtiles_provider_class_init (SgmMbtilesProviderClass *klass)
{
  SgmTileProviderClass *provider_class = SGM_TILE_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sgm_mbtiles_provider_finalize;
  provider_class->read_async = sgm_mbtiles_provider_read_async;
  provider_class->read_dark_async = sgm_mbtiles_provider_read_dark_async;
  provider_class->read_finish = sgm_mbtiles_provider_read_finish;
}

static void
sgm_mbtiles_provider_init (SgmMbtilesProvider *self)
{
  g_mutex_init (&self->mutex);
}

/**
 * sgm_mbtiles_provider_new:
 * @tiles: a file that is open
 *
 * Returns: (transfer full): a provider of its tiles
 */
SgmTileProvider *
sgm_mbtiles_provider_new (SgmMbtiles *tiles)
{
  SgmMbtilesProvider *self = g_object_new (SGM_TYPE_MBTILES_PROVIDER, NULL);

  self->tiles = sgm_mbtiles_ref (tiles);
  take_over (self);
  return SGM_TILE_PROVIDER (self);
}

/**
 * sgm_mbtiles_provider_new_for_path:
 * @path: name of a file
 *
 * Returns: (transfer full): a provider of its tiles; where it cannot be opened
 *   the first read says so, and the provider's state
 */
SgmTileProvider *
sgm_mbtiles_provider_new_for_path (const char *path)
{
  SgmMbtilesProvider *self = g_object_new (SGM_TYPE_MBTILES_PROVIDER, NULL);

  self->path = g_strdup (path);
  return SGM_TILE_PROVIDER (self);
}
