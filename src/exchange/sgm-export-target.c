/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export-target.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"

#define PROJECT_ENDING ".qgs"

struct _SgmExportTarget
{
  char *path;
  char *parent;
  char *name;
  char *partial; /* the folder in which it is made */
  gboolean folder;
  gboolean replace;
};

static gboolean
fail (const char  *path,
      int          reason,
      GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (reason == ENOSPC || reason == EDQUOT)
    g_set_error_literal (error, SGM_ERROR, SGM_ERROR_NO_SPACE, _("There is no room left for the export."));
  else if (reason == EACCES || reason == EPERM || reason == EROFS)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, _("“%s” cannot be written: you have no right to."), name);
  else if (reason == EEXIST || reason == ENOTEMPTY)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, _("“%s” would be overwritten."), name);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("“%s” cannot be written: %s."), name, g_strerror (reason));
  return FALSE;
}

/* Only what an export has made is taken away for another one. */
static gboolean
check_replaceable (SgmExportTarget  *target,
                   const char       *path,
                   GError          **error)
{
  g_autofree char *note = g_build_filename (path, SGM_EXPORT_NOTE_NAME, NULL);
  g_autofree char *name = g_filename_display_name (path);
  GStatBuf about;

  if (g_lstat (path, &about) != 0)
    return TRUE;
  if (!target->replace)
    return fail (path, EEXIST, error);
  if (target->folder ? S_ISDIR (about.st_mode) && g_file_test (note, G_FILE_TEST_IS_REGULAR) : S_ISREG (about.st_mode))
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("“%s” is no export and is not replaced. Choose another name."), name);
  return FALSE;
}

/**
 * sgm_export_target_new:
 * @path: path of the file or the folder
 * @folder: which of them it is
 * @replace: whether an export that is there is replaced
 *
 * Returns: (transfer full): the target, with a folder in which to make it
 */
SgmExportTarget *
sgm_export_target_new (const char  *path,
                       gboolean     folder,
                       gboolean     replace,
                       GError     **error)
{
  g_autoptr (SgmExportTarget) target = g_new0 (SgmExportTarget, 1);
  g_autofree char *project = NULL;

  target->path = g_canonicalize_filename (path, NULL);
  target->parent = g_path_get_dirname (target->path);
  target->name = g_path_get_basename (target->path);
  target->folder = folder;
  target->replace = replace;
  if (!g_file_test (target->parent, G_FILE_TEST_IS_DIR))
    {
      g_autofree char *name = g_filename_display_name (target->parent);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no folder “%s”."), name);
      return NULL;
    }
  project = folder ? NULL : sgm_export_target_dup_project (target);
  if (!check_replaceable (target, target->path, error)
      || (project != NULL && !check_replaceable (target, project, error)))
    return NULL;

  target->partial = g_strdup_printf ("%s/.%s.XXXXXX", target->parent, target->name);
  if (g_mkdtemp (target->partial) == NULL)
    {
      int reason = errno;

      g_clear_pointer (&target->partial, g_free);
      fail (target->path, reason, error);
      return NULL;
    }
  return g_steal_pointer (&target);
}

static void
remove_tree (const char *path)
{
  GDir *folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);

  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  g_clear_pointer (&folder, g_dir_close);
  g_remove (path);
}

void
sgm_export_target_free (SgmExportTarget *target)
{
  if (target->partial != NULL)
    remove_tree (target->partial);
  g_free (target->partial);
  g_free (target->path);
  g_free (target->parent);
  g_free (target->name);
  g_free (target);
}

/**
 * sgm_export_target_get_folder:
 *
 * Returns: path of the folder in which to make the export; a file has its own
 *   name there
 */
const char *
sgm_export_target_get_folder (SgmExportTarget *target)
{
  return target->partial;
}

const char *
sgm_export_target_get_name (SgmExportTarget *target)
{
  return target->name;
}

/**
 * sgm_export_target_dup_project:
 *
 * Returns: (transfer full): path of the project that lies beside the file, or
 *   in the folder
 */
char *
sgm_export_target_dup_project (SgmExportTarget *target)
{
  const char *dot = strrchr (target->name, '.');
  g_autofree char *stem = g_strndup (target->name, dot != NULL && !target->folder ? (gsize) (dot - target->name)
                                                                                  : strlen (target->name));
  g_autofree char *name = g_strconcat (stem, PROJECT_ENDING, NULL);

  return g_build_filename (target->folder ? target->path : target->parent, name, NULL);
}

/* On the disk ---------------------------------------------------------------- */

static gboolean
sync_path (const char  *path,
           int          flags,
           GError     **error)
{
  int fd = g_open (path, O_RDONLY | O_CLOEXEC | flags, 0);
  gboolean done = fd >= 0 && fsync (fd) == 0;
  int reason = errno;

  if (fd >= 0)
    close (fd);
  /* Some file systems have nothing to sync for a folder. */
  return done || (flags & O_DIRECTORY) != 0 || fail (path, reason, error);
}

static gboolean
sync_files (SgmExportTarget  *target,
            gboolean          secret,
            GError          **error)
{
  g_autoptr (GDir) folder = g_dir_open (target->partial, 0, NULL);
  gboolean done = folder != NULL || fail (target->path, ENOENT, error);

  for (const char *name; done && (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = g_build_filename (target->partial, name, NULL);

      if (secret)
        g_chmod (path, 0600);
      done = sync_path (path, 0, error);
    }
  return done && sync_path (target->partial, O_DIRECTORY, error);
}

/* Gives what is at @from the name @to. What was there before is at @from then,
 * so that the same again takes it back, where the file system can do that. */
static gboolean
swap (SgmExportTarget  *target,
      const char       *from,
      const char       *to,
      GError          **error)
{
  gboolean exists = g_file_test (to, G_FILE_TEST_EXISTS);

  if (renameat2 (AT_FDCWD, from, AT_FDCWD, to, target->replace && exists ? RENAME_EXCHANGE : RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno == EEXIST || (errno != EINVAL && errno != ENOSYS))
    return fail (to, errno, error);

  /* A file system without such ways of renaming. */
  if (exists && !target->replace)
    return fail (to, EEXIST, error);
  if (exists && target->folder)
    {
      g_autofree char *aside = g_strconcat (from, ".old", NULL);

      if (g_rename (to, aside) != 0)
        return fail (to, errno, error);
      if (g_rename (from, to) == 0)
        {
          remove_tree (aside);
          return TRUE;
        }
      g_rename (aside, to);
      return fail (to, errno, error);
    }
  return g_rename (from, to) == 0 || fail (to, errno, error);
}

/* The project goes last: a file without it is whole, not the other way round. */
static gboolean
put_files (SgmExportTarget  *target,
           GError          **error)
{
  g_autofree char *project = sgm_export_target_dup_project (target);
  g_autofree char *project_name = g_path_get_basename (project);
  g_autofree char *made = g_build_filename (target->partial, target->name, NULL);
  g_autofree char *made_project = g_build_filename (target->partial, project_name, NULL);
  gboolean existed = g_file_test (target->path, G_FILE_TEST_EXISTS);

  if (!swap (target, made, target->path, error))
    return FALSE;
  if (!g_file_test (made_project, G_FILE_TEST_EXISTS) || swap (target, made_project, project, error))
    return TRUE;
  if (existed)
    swap (target, made, target->path, NULL);
  else
    g_unlink (target->path);
  return FALSE;
}

/**
 * sgm_export_target_commit:
 * @secret: whether nobody else on this computer shall read it
 *
 * Brings the export to the disk and to its place.
 */
gboolean
sgm_export_target_commit (SgmExportTarget  *target,
                          gboolean          secret,
                          GError          **error)
{
  if (!sync_files (target, secret, error))
    return FALSE;
  if (!target->folder)
    {
      if (!put_files (target, error))
        return FALSE;
    }
  else
    {
      if (!secret)
        g_chmod (target->partial, 0755);
      if (!swap (target, target->partial, target->path, error))
        return FALSE;
    }
  return sync_path (target->parent, O_DIRECTORY, error);
}
