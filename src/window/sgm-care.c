/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-care.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "store/sgm-backup-folder.h"
#include "store/sgm-backup.h"
#include "store/sgm-photo-folder.h"
#include "store/sgm-store.h"
#include "window/sgm-guest.h"
#include "base/sgm-progress-relay.h"

void
sgm_care_copy_free (SgmCareCopy *copy)
{
  g_clear_pointer (&copy->head, sgm_head_free);
  g_free (copy);
}

void
sgm_care_check_free (SgmCareCheck *check)
{
  g_clear_pointer (&check->audit, sgm_audit_free);
  g_clear_pointer (&check->photos, sgm_photo_check_free);
  g_free (check);
}

static gint64
get_size (const char *database,
          const char *ending)
{
  g_autofree char *path = g_strconcat (database, ending, NULL);
  GStatBuf about;

  return g_stat (path, &about) == 0 ? about.st_size : 0;
}

static void
look (GTask        *task,
      gpointer      source,
      gpointer      database,
      GCancellable *cancellable)
{
  SgmCareView *view = g_new0 (SgmCareView, 1);
  g_autoptr (GPtrArray) backups = sgm_backup_folder_list (database);

  view->size = get_size (database, "") + get_size (database, "-wal");
  view->n_backups = backups->len;
  if (backups->len > 0)
    view->backed_up_at = ((SgmBackupFile *) backups->pdata[0])->at;
  g_task_return_pointer (task, view, g_free);
}

/**
 * sgm_care_look_async:
 * @database: path of a district
 *
 * Looks how large the file is and which backups there are.
 */
void
sgm_care_look_async (const char          *database,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_care_look_async);
  g_task_set_task_data (task, g_strdup (database), g_free);
  g_task_run_in_thread (task, look);
}

/**
 * sgm_care_look_finish:
 * @view: (out caller-allocates): what there is
 */
gboolean
sgm_care_look_finish (GAsyncResult  *result,
                      SgmCareView   *view,
                      GError       **error)
{
  g_autofree SgmCareView *found = g_task_propagate_pointer (G_TASK (result), error);

  if (found == NULL)
    return FALSE;
  *view = *found;
  return TRUE;
}

typedef struct
{
  char *database;
  char *target;
  SgmProgress progress;
  gpointer progress_data;
} Copying;

static void
copying_free (gpointer data)
{
  Copying *copying = data;

  g_free (copying->database);
  g_free (copying->target);
  g_free (copying);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  Copying *copying = g_task_get_task_data (data);

  sgm_progress_relay_tell (data, copying->progress, copying->progress_data, fraction, what);
}

static gboolean
hand_over (const char    *from,
           const char    *to,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) reason = NULL;

  if (g_file_copy (source, target, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable, NULL, NULL,
                   &reason))
    return TRUE;
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error (error, SGM_ERROR,
                 g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? SGM_ERROR_NO_SPACE : SGM_ERROR_IO,
                 _("The file %s cannot be copied: %s"), to, reason->message);
  return FALSE;
}

/* The document portal shows one file alone, in which SQLite cannot work and
 * beside which nothing can be put: the copy is made in the program's own folder
 * and then handed over. */
static SgmHead *
copy_through_portal (GTask         *task,
                     Copying       *copying,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "smart-grid-map", NULL);
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (id, ".sgm", NULL);
  g_autofree char *own = g_build_filename (folder, name, NULL);
  g_autofree char *own_head = g_strconcat (own, ".head", NULL);
  g_autoptr (SgmHead) head = NULL;
  gboolean done;

  g_mkdir_with_parents (folder, 0700);
  done = sgm_backup_write (copying->database, own, SGM_BACKUP_NONE, on_progress, task, cancellable, &head, error)
         && hand_over (own, copying->target, cancellable, error);
  g_unlink (own);
  g_unlink (own_head);
  return done ? g_steal_pointer (&head) : NULL;
}

static gboolean
has_photos (const char *database)
{
  g_autofree char *folder = sgm_photo_folder_dup_path (database);

  return g_file_test (folder, G_FILE_TEST_IS_DIR);
}

static void
copy (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  Copying *copying = task_data;
  g_autoptr (SgmCareCopy) copied = g_new0 (SgmCareCopy, 1);
  GError *error = NULL;

  if (sgm_guest_is_guest (copying->target))
    {
      copied->head = copy_through_portal (task, copying, cancellable, &error);
      copied->without_photos = has_photos (copying->database);
    }
  else if (sgm_backup_write (copying->database, copying->target, SGM_BACKUP_REPLACE, on_progress, task, cancellable,
                             &copied->head, &error))
    sgm_photo_folder_copy (copying->database, copying->target, on_progress, task, cancellable, &copied->n_photos,
                           &copied->n_lost, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&copied), (GDestroyNotify) sgm_care_copy_free);
}

/**
 * sgm_care_copy_async:
 * @database: path of a district
 * @target: path of the copy; a file that is there is replaced once the copy is
 *   whole
 * @progress: called in the main thread
 *
 * Copies the district as it is now, while people work, with the photos beside
 * it, and checks the copy.
 */
void
sgm_care_copy_async (const char          *database,
                     const char          *target,
                     SgmProgress          progress,
                     gpointer             progress_data,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Copying *copying = g_new0 (Copying, 1);

  copying->database = g_strdup (database);
  copying->target = g_strdup (target);
  copying->progress = progress;
  copying->progress_data = progress_data;
  g_task_set_source_tag (task, sgm_care_copy_async);
  g_task_set_task_data (task, copying, copying_free);
  g_task_run_in_thread (task, copy);
}

/**
 * sgm_care_copy_finish:
 *
 * Returns: (transfer full): what the copy has
 */
SgmCareCopy *
sgm_care_copy_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
check (GTask        *task,
       gpointer      source,
       gpointer      database,
       GCancellable *cancellable)
{
  GError *error = NULL;
  g_autoptr (SgmCareCheck) found = g_new0 (SgmCareCheck, 1);
  g_autoptr (SgmStore) store = sgm_store_open (database, SGM_STORE_READ, &error);

  if (store != NULL)
    found->audit = sgm_store_audit (store, cancellable, &error);
  if (found->audit != NULL)
    found->photos = sgm_photo_check_run (store, cancellable, &error);
  if (found->photos != NULL)
    g_task_return_pointer (task, g_steal_pointer (&found), (GDestroyNotify) sgm_care_check_free);
  else
    g_task_return_error (task, error);
}

/**
 * sgm_care_check_async:
 * @database: path of a district
 *
 * Reads the whole file, walks its journal and compares every record with what
 * comes out of it, on a connection of its own, and reads every photo.
 */
void
sgm_care_check_async (const char          *database,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_care_check_async);
  g_task_set_task_data (task, g_strdup (database), g_free);
  g_task_run_in_thread (task, check);
}

/**
 * sgm_care_check_finish:
 *
 * Returns: (transfer full): what was found, %NULL where the file cannot be read
 */
SgmCareCheck *
sgm_care_check_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
