/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-replace.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "store/sgm-lock.h"

#define PATIENCE_MILLISECONDS 5000

/* Where SQLite's connections lock a file that they have open. */
#define SQLITE_LOCKS 0x40000000
#define SQLITE_LOCKS_SIZE 512

/**
 * sgm_replace_sync_folder:
 * @path: path of a file that was made, renamed or removed
 *
 * Brings the change of names to the disk, where the file system can.
 */
void
sgm_replace_sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/**
 * sgm_replace_move:
 *
 * Renames a file, replacing another of that name.
 */
gboolean
sgm_replace_move (const char  *from,
                  const char  *to,
                  GError     **error)
{
  int saved;

  if (g_rename (from, to) == 0)
    return TRUE;

  saved = errno;
  g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The file %s cannot be renamed: %s."), from,
               g_strerror (saved));
  return FALSE;
}

/**
 * sgm_replace_remove:
 * @path: path of a database
 *
 * Removes it with what lies beside it.
 */
void
sgm_replace_remove (const char *path)
{
  static const char *const endings[] = { "", "-wal", "-shm", "-journal", ".lock" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);

      g_unlink (name);
    }
}

/* Every connection that has looked into a file in WAL mode keeps a lock on it
 * until it is closed. */
static gboolean
check_not_open (const char  *path,
                GError     **error)
{
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = SQLITE_LOCKS,
                          .l_len = SQLITE_LOCKS_SIZE };
  int fd = g_open (path, O_RDWR | O_CLOEXEC, 0);
  gboolean held;

  if (fd < 0)
    return TRUE;
  held = fcntl (fd, F_OFD_GETLK, &region) == 0 && region.l_type != F_UNLCK;
  close (fd);
  if (held)
    g_set_error (error, SGM_ERROR, SGM_ERROR_BUSY, _("The file %s is open in another window or program."), path);
  return !held;
}

static char *
dup_aside (const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y%m%d-%H%M%S");
  char *aside = g_strdup_printf ("%s.%s.old", path, when);

  for (guint i = 2; g_file_test (aside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (aside);
      aside = g_strdup_printf ("%s.%s-%u.old", path, when, i);
    }
  return aside;
}

/* The file goes first: were the log to go first and the computer to stop then,
 * the file would be there without its last changes, and look whole. */
static gboolean
put_aside (const char  *path,
           const char  *aside,
           GError     **error)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *log_aside = g_strconcat (aside, "-wal", NULL);
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS) && !sgm_replace_move (path, aside, error))
    return FALSE;
  if (g_file_test (log, G_FILE_TEST_EXISTS) && !sgm_replace_move (log, log_aside, error))
    return FALSE;
  g_unlink (shared);
  return TRUE;
}

/* What its maker has left beside a new file. A log with something in it would
 * be lost. */
static gboolean
tidy_fresh (const char  *fresh,
            GError     **error)
{
  static const char *const endings[] = { "-wal", "-shm", ".lock" };
  g_autofree char *log = g_strconcat (fresh, "-wal", NULL);
  GStatBuf about;

  if (g_stat (log, &about) == 0 && about.st_size > 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_BUSY, _("The file %s is open in another window or program."), fresh);
      return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (fresh, endings[i], NULL);

      g_unlink (name);
    }
  return TRUE;
}

/**
 * sgm_replace_district:
 * @fresh: path of a complete district in the same folder, that nobody has open
 * @path: path of the district; this process must not have it open
 * @aside: (out) (optional) (transfer full) (nullable): where the former
 *   district is kept, %NULL where there was none
 *
 * Puts a new file in the place of a district, which is kept under another name
 * with its log. %SGM_ERROR_BUSY where somebody has it open.
 */
gboolean
sgm_replace_district (const char  *fresh,
                      const char  *path,
                      char       **aside,
                      GError     **error)
{
  gboolean exists = g_file_test (path, G_FILE_TEST_EXISTS);
  g_autofree char *kept = dup_aside (path);
  g_autoptr (SgmLock) lock = sgm_lock_new (path, error);
  gboolean done;

  if (lock == NULL || !sgm_lock_take (lock, PATIENCE_MILLISECONDS, error))
    return FALSE;

  done = tidy_fresh (fresh, error) && check_not_open (path, error) && put_aside (path, kept, error)
         && sgm_replace_move (fresh, path, error);
  sgm_replace_sync_folder (path);
  sgm_lock_give (lock);
  if (done && aside != NULL)
    *aside = exists ? g_steal_pointer (&kept) : NULL;
  return done;
}
