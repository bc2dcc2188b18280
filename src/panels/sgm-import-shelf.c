/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-shelf.h"

/**
 * sgm_import_shelf_new:
 *
 * Returns: (transfer full) (nullable): a shelf without rows
 */
SgmImportShelf *
sgm_import_shelf_new (GError **error)
{
  SgmStaging *staging = sgm_staging_new (error);
  SgmImportShelf *shelf;

  if (staging == NULL)
    return NULL;
  shelf = g_atomic_rc_box_new0 (SgmImportShelf);
  shelf->staging = staging;
  g_mutex_init (&shelf->lock);
  return shelf;
}

static void
shelf_clear (gpointer data)
{
  SgmImportShelf *shelf = data;

  sgm_staging_free (shelf->staging);
  g_mutex_clear (&shelf->lock);
}

SgmImportShelf *
sgm_import_shelf_ref (SgmImportShelf *shelf)
{
  return g_atomic_rc_box_acquire (shelf);
}

void
sgm_import_shelf_unref (SgmImportShelf *shelf)
{
  g_atomic_rc_box_release_full (shelf, shelf_clear);
}

/* The ground of a row --------------------------------------------------------- */

typedef struct
{
  SgmImportShelf *shelf;
  gint64 row;
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  sgm_import_shelf_unref (search->shelf);
  g_free (search);
}

static gboolean
take_geometry (const SgmStagingRow *row,
               gpointer             data)
{
  SgmGeometry **geometry = data;

  if (row->wkb != NULL)
    *geometry = sgm_geometry_new_from_wkb (row->wkb, NULL);
  return FALSE;
}

static void
search_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Search *search = data;
  SgmGeometry *geometry = NULL;

  g_mutex_lock (&search->shelf->lock);
  sgm_staging_get (search->shelf->staging, search->row, take_geometry, &geometry, NULL);
  g_mutex_unlock (&search->shelf->lock);
  g_task_return_pointer (task, geometry, (GDestroyNotify) sgm_geometry_unref);
}

/**
 * sgm_import_shelf_find_async:
 * @row: id of a row
 * @cancellable: (nullable): ends the search without a result
 *
 * Looks for the polygons of a row.
 */
void
sgm_import_shelf_find_async (SgmImportShelf      *shelf,
                             gint64               row,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  Search *search = g_new0 (Search, 1);

  search->shelf = sgm_import_shelf_ref (shelf);
  search->row = row;
  g_task_set_source_tag (task, sgm_import_shelf_find_async);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_in_thread);
}

/**
 * sgm_import_shelf_find_finish:
 *
 * Returns: (transfer full) (nullable): the polygons
 */
SgmGeometry *
sgm_import_shelf_find_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
