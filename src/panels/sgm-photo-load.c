/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-photo-load.h"

#include "photo/sgm-photo-image.h"
#include "store/sgm-photo-folder.h"

typedef struct
{
  char *database;
  char *hash;
  int max_side;
} Loading;

static void
loading_free (gpointer data)
{
  Loading *loading = data;

  g_free (loading->database);
  g_free (loading->hash);
  g_free (loading);
}

static void
load (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Loading *loading = data;
  GError *error = NULL;
  g_autoptr (GBytes) content = sgm_photo_folder_read (loading->database, loading->hash, &error);
  g_autoptr (SgmPhotoImage) image = NULL;

  if (content != NULL)
    image = sgm_photo_image_new (content, loading->hash, loading->max_side, cancellable, &error);
  if (image == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task,
                           gdk_memory_texture_new (image->width, image->height, GDK_MEMORY_R8G8B8, image->pixels,
                                                   image->stride),
                           g_object_unref);
}

/**
 * sgm_photo_load_async:
 * @database: path of a district
 * @hash: the SHA-256 of one of its photos
 * @max_side: how large it is wanted, pixels of the longer side
 *
 * Reads a photo and makes it ready to be shown, in a worker.
 */
void
sgm_photo_load_async (const char          *database,
                      const char          *hash,
                      int                  max_side,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Loading *loading = g_new0 (Loading, 1);

  loading->database = g_strdup (database);
  loading->hash = g_strdup (hash);
  loading->max_side = max_side;
  g_task_set_source_tag (task, sgm_photo_load_async);
  g_task_set_task_data (task, loading, loading_free);
  g_task_run_in_thread (task, load);
}

/**
 * sgm_photo_load_finish:
 *
 * Returns: (transfer full): the picture, %NULL where it is missing or not what
 *   it was
 */
GdkTexture *
sgm_photo_load_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
