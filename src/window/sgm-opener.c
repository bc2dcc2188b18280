/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-opener.h"

#include "basemap/sgm-basemap.h"

/* Opens in three steps: the store, the live district, the base map. Only the
 * first two can fail as a whole. */

typedef struct
{
  SgmOpened *opened;
  char *tiles;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_clear_pointer (&opening->opened, sgm_opened_free);
  g_free (opening->tiles);
  g_free (opening);
}

static void
open_tiles (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Opening *opening = task_data;
  SgmOpened *opened = opening->opened;

  opened->tiles = sgm_mbtiles_open (opening->tiles, &opened->tiles_error);
  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&opening->opened), (GDestroyNotify) sgm_opened_free);
}

static void
on_district_opened (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GTask) task = data;
  Opening *opening = g_task_get_task_data (task);
  GError *error = NULL;

  opening->opened->district = sgm_district_open_finish (result, &error);
  if (opening->opened->district == NULL)
    g_task_return_error (task, error);
  else
    g_task_run_in_thread (task, open_tiles);
}

static void
on_store_opened (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GTask) task = data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (SgmStore) store = NULL;
  GError *error = NULL;

  store = sgm_store_open_finish (result, &error);
  if (store == NULL)
    g_task_return_error (task, error);
  else
    sgm_district_open_async (store, cancellable, on_district_opened, g_steal_pointer (&task));
}

void
sgm_opened_free (SgmOpened *opened)
{
  g_clear_object (&opened->district);
  g_clear_pointer (&opened->tiles, sgm_mbtiles_unref);
  g_clear_error (&opened->tiles_error);
  g_free (opened);
}

/**
 * sgm_opener_open_async:
 * @database: path of the district's database
 * @tiles: (nullable): path of the base map, %NULL for the one that belongs to
 *   the database
 *
 * Opens a district without waiting for the disk.
 */
void
sgm_opener_open_async (const char          *database,
                       const char          *tiles,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->opened = g_new0 (SgmOpened, 1);
  opening->tiles = tiles != NULL ? g_strdup (tiles) : sgm_basemap_dup_path (database);
  g_task_set_source_tag (task, sgm_opener_open_async);
  g_task_set_task_data (task, opening, opening_free);
  sgm_store_open_async (database, SGM_STORE_OPEN, cancellable, on_store_opened, task);
}

/**
 * sgm_opener_open_finish:
 *
 * Returns: (transfer full): the district and its base map, or %NULL with the
 *   reason
 */
SgmOpened *
sgm_opener_open_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
