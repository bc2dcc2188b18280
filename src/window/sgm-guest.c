/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-guest.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"

/* A program in a sandbox sees a file that a person has chosen through the
 * document portal: alone, without the log and the lock that belong to a
 * district, and on older systems SQLite cannot open it at all. Such a guest is
 * taken in: copied into the program's own folder. The file itself stays as it
 * is. */

#define MAX_NAMES 1000

/**
 * sgm_guest_is_guest:
 * @path: path of a file
 *
 * Returns: whether the document portal shows the file
 */
gboolean
sgm_guest_is_guest (const char *path)
{
  g_autofree char *portal = g_build_filename (g_get_user_runtime_dir (), "doc", "", NULL);

  return g_str_has_prefix (path, portal) || g_str_has_prefix (path, "/run/flatpak/doc/");
}

/* Reserves a name that nobody has: “jianghai.sgm”, else “jianghai-2.sgm” … */
static char *
dup_free_name (const char  *path,
               const char  *folder,
               GError     **error)
{
  g_autofree char *name = g_path_get_basename (path);
  char *dot = strrchr (name, '.');
  g_autofree char *ending = g_strdup (dot != NULL && dot != name ? dot : "");
  int saved;

  name[strlen (name) - strlen (ending)] = '\0';
  for (int i = 1; i <= MAX_NAMES; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%d", i) : g_strdup ("");
      g_autofree char *candidate = g_strconcat (folder, "/", name, number, ending, NULL);
      int file = g_open (candidate, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

      saved = errno;
      if (file >= 0)
        {
          g_close (file, NULL);
          return g_steal_pointer (&candidate);
        }
      if (saved != EEXIST)
        break;
    }
  g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("No file can be made in the folder %s: %s."), folder,
               g_strerror (saved));
  return NULL;
}

/**
 * sgm_guest_take_in:
 * @path: path of a file
 * @folder: where the copy shall be
 *
 * Copies the file; may take long.
 *
 * Returns: (transfer full): path of the copy
 */
char *
sgm_guest_take_in (const char    *path,
                   const char    *folder,
                   GCancellable  *cancellable,
                   GError       **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (path);
  g_autoptr (GFile) to = NULL;
  g_autoptr (GError) reason = NULL;
  g_autofree char *copy = NULL;

  g_mkdir_with_parents (folder, 0700);
  copy = dup_free_name (path, folder, error);
  if (copy == NULL)
    return NULL;

  to = g_file_new_for_path (copy);
  if (g_file_copy (from, to, G_FILE_COPY_OVERWRITE | G_FILE_COPY_TARGET_DEFAULT_PERMS, cancellable,
                   NULL, NULL, &reason))
    return g_steal_pointer (&copy);

  g_unlink (copy);
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    g_set_error (error, SGM_ERROR,
                 g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE) ? SGM_ERROR_NO_SPACE : SGM_ERROR_IO,
                 _("The file %s cannot be copied: %s"), path, reason->message);
  return NULL;
}

static void
take_in (GTask        *task,
         gpointer      source,
         gpointer      path,
         GCancellable *cancellable)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "smart-grid-map", NULL);
  GError *error = NULL;
  char *copy = sgm_guest_take_in (path, folder, cancellable, &error);

  if (copy != NULL)
    g_task_return_pointer (task, copy, g_free);
  else
    g_task_return_error (task, error);
}

/**
 * sgm_guest_take_in_async:
 * @path: path of a file
 *
 * Copies the file into the program's folder of the user's data, without
 * waiting for the disk.
 */
void
sgm_guest_take_in_async (const char          *path,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_guest_take_in_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, take_in);
}

/**
 * sgm_guest_take_in_finish:
 *
 * Returns: (transfer full): path of the copy
 */
char *
sgm_guest_take_in_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
