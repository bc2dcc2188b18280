/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-backup-folder.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "store/sgm-backup.h"
#include "store/sgm-lock.h"

#define DAY_MILLISECONDS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define FORMAT "%Y%m%d-%H%M%S"
#define FORMAT_LENGTH 15

void
sgm_backup_file_free (SgmBackupFile *file)
{
  g_free (file->path);
  g_free (file);
}

static char *
dup_folder (const char *database)
{
  g_autofree char *folder = g_path_get_dirname (database);

  return g_build_filename (folder, "backups", NULL);
}

/* What the names of a district's backups begin with. */
static char *
dup_stem (const char *database)
{
  g_autofree char *name = g_path_get_basename (database);

  if (g_str_has_suffix (name, ".sgm"))
    name[strlen (name) - strlen (".sgm")] = '\0';
  return g_strconcat (name, "-", NULL);
}

static GDateTime *
get_local (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);

  return g_date_time_to_timezone (utc, zone);
}

/**
 * sgm_backup_folder_dup_name:
 * @database: path of a district
 * @at: UTC milliseconds
 *
 * Returns: (transfer full): path of the backup that is made then; the time is
 *   that of Asia/Shanghai
 */
char *
sgm_backup_folder_dup_name (const char *database,
                            gint64      at)
{
  g_autofree char *folder = dup_folder (database);
  g_autofree char *stem = dup_stem (database);
  g_autoptr (GDateTime) local = get_local (at);
  g_autofree char *when = g_date_time_format (local, FORMAT);
  g_autofree char *name = g_strconcat (stem, when, ".sgm", NULL);

  return g_build_filename (folder, name, NULL);
}

/* Whether a name is one that sgm_backup_folder_dup_name() makes. */
static gboolean
parse_name (const char *name,
            const char *stem,
            gint64     *at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (!g_str_has_prefix (name, stem) || !g_str_has_suffix (name, ".sgm")
      || strlen (name) != strlen (stem) + FORMAT_LENGTH + strlen (".sgm"))
    return FALSE;
  text = g_strndup (name + strlen (stem), FORMAT_LENGTH);
  text[8] = 'T';
  time = g_date_time_new_from_iso8601 (text, zone);
  if (time == NULL)
    return FALSE;
  *at = g_date_time_to_unix (time) * 1000;
  return TRUE;
}

static int
compare_newest_first (gconstpointer a,
                      gconstpointer b)
{
  const SgmBackupFile *x = *(SgmBackupFile *const *) a;
  const SgmBackupFile *y = *(SgmBackupFile *const *) b;

  return (x->at < y->at) - (x->at > y->at);
}

/**
 * sgm_backup_folder_list:
 * @database: path of a district
 *
 * Returns: (transfer full) (element-type SgmBackupFile): its backups, the
 *   newest first; none where there is no folder
 */
GPtrArray *
sgm_backup_folder_list (const char *database)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_backup_file_free);
  g_autofree char *folder = dup_folder (database);
  g_autofree char *stem = dup_stem (database);
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    {
      gint64 at;

      if (parse_name (name, stem, &at))
        {
          SgmBackupFile *file = g_new0 (SgmBackupFile, 1);

          file->path = g_build_filename (folder, name, NULL);
          file->at = at;
          g_ptr_array_add (files, file);
        }
    }
  g_ptr_array_sort (files, compare_newest_first);
  return files;
}

/* A number for the day, and one for the week from Monday on. */
static void
get_periods (gint64  at,
             gint64 *day,
             gint64 *week)
{
  /* 1970-01-01 was a Thursday. */
  *day = (at + 8 * 3600 * 1000) / DAY_MILLISECONDS;
  *week = (*day + 3) / 7;
}

/**
 * sgm_backup_folder_choose_old:
 * @files: (element-type SgmBackupFile): backups, the newest first
 *
 * Returns: (transfer container) (element-type SgmBackupFile): those that need
 *   not be kept any longer; they are owned by @files
 */
GPtrArray *
sgm_backup_folder_choose_old (GPtrArray *files)
{
  GPtrArray *old = g_ptr_array_new ();
  gint64 last_day = G_MAXINT64;
  gint64 last_week = G_MAXINT64;
  guint n_days = 0;
  guint n_weeks = 0;

  for (guint i = 0; i < files->len; i++)
    {
      SgmBackupFile *file = files->pdata[i];
      gboolean keep = FALSE;
      gint64 day;
      gint64 week;

      get_periods (file->at, &day, &week);
      if (day < last_day)
        keep = ++n_days <= SGM_BACKUP_DAYS;
      if (week < last_week)
        keep = ++n_weeks <= SGM_BACKUP_WEEKS || keep;
      last_day = day;
      last_week = week;
      if (!keep)
        g_ptr_array_add (old, file);
    }
  return old;
}

/**
 * sgm_backup_folder_is_due:
 * @database: path of a district
 * @now: UTC milliseconds
 *
 * Returns: whether there is no backup of the last day. One from the future,
 *   after the clock was set back, does not count for ever.
 */
gboolean
sgm_backup_folder_is_due (const char *database,
                          gint64      now)
{
  g_autoptr (GPtrArray) files = sgm_backup_folder_list (database);

  for (guint i = 0; i < files->len; i++)
    if (ABS (now - ((SgmBackupFile *) files->pdata[i])->at) < DAY_MILLISECONDS)
      return FALSE;
  return TRUE;
}

static void
rotate (const char *database)
{
  g_autoptr (GPtrArray) files = sgm_backup_folder_list (database);
  g_autoptr (GPtrArray) old = sgm_backup_folder_choose_old (files);

  for (guint i = 0; i < old->len; i++)
    {
      const SgmBackupFile *file = old->pdata[i];
      g_autofree char *head = g_strconcat (file->path, ".head", NULL);

      g_unlink (file->path);
      g_unlink (head);
    }
}

static gboolean
make_folder (const char  *database,
             GError     **error)
{
  g_autofree char *folder = dup_folder (database);
  int saved;

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;
  saved = errno;
  g_set_error (error, SGM_ERROR, saved == ENOSPC ? SGM_ERROR_NO_SPACE : SGM_ERROR_READ_ONLY,
               _("The folder %s cannot be made: %s."), folder, g_strerror (saved));
  return FALSE;
}

/* What a program left behind that was ended in the middle of a backup. Nobody
 * writes such a file now, as the lock is held. */
static void
remove_partial (const char *database)
{
  g_autofree char *folder = dup_folder (database);
  g_autofree char *stem = dup_stem (database);
  g_autoptr (GDir) names = g_dir_open (folder, 0, NULL);
  const char *name;

  while (names != NULL && (name = g_dir_read_name (names)) != NULL)
    if (g_str_has_prefix (name, stem) && g_str_has_suffix (name, ".sgm.part"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

/**
 * sgm_backup_folder_keep:
 * @database: path of a district
 * @now: UTC milliseconds
 * @cancellable: (nullable): ends it in the middle
 *
 * Makes a backup where it is time for one and nobody else is making it.
 */
gboolean
sgm_backup_folder_keep (const char    *database,
                        gint64         now,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autofree char *folder = dup_folder (database);
  g_autofree char *stem = dup_stem (database);
  g_autofree char *name = g_build_filename (folder, stem, NULL);
  g_autoptr (SgmLock) lock = NULL;
  gboolean done = TRUE;

  if (!sgm_backup_folder_is_due (database, now))
    return TRUE;
  if (!make_folder (database, error))
    return FALSE;
  lock = sgm_lock_new (name, error);
  if (lock == NULL)
    return FALSE;
  if (!sgm_lock_take (lock, 0, NULL))
    return TRUE;
  if (sgm_backup_folder_is_due (database, now))
    {
      remove_partial (database);
      done = sgm_backup_folder_make (database, now, cancellable, error);
    }
  sgm_lock_give (lock);
  return done;
}

/**
 * sgm_backup_folder_make:
 * @database: path of a district
 * @now: UTC milliseconds
 * @cancellable: (nullable): ends it in the middle
 *
 * Makes a backup, and only where that is whole lets go of old ones.
 */
gboolean
sgm_backup_folder_make (const char    *database,
                        gint64         now,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autofree char *path = sgm_backup_folder_dup_name (database, now);

  if (!make_folder (database, error)
      || !sgm_backup_write (database, path, SGM_BACKUP_NONE, NULL, NULL, cancellable, NULL, error))
    return FALSE;
  rotate (database);
  return TRUE;
}
