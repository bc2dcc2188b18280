/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-backup.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "store/sgm-audit.h"
#include "store/sgm-migration.h"
#include "store/sgm-replace.h"

/* So much is copied at once, and so much lies at the most between two writes
 * to the disk: a writer's own waiting for the disk stays short. */
#define PAGES_AT_ONCE 256
#define SYNC_BYTES (8 * 1024 * 1024)

#define HEAD_GROUP "head"

/* The source is read in one transaction, so that the copy is of one moment and
 * does not begin anew with every change of others; in WAL mode nobody waits
 * for a reader. The target has another name until it is complete and on the
 * disk. The lock on it keeps two copies to one place apart. */
typedef struct
{
  SgmDatabase *source;
  const char *target;
  char *partial;
  int fd;
  sqlite3 *copy;
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  SgmHead *head;
} Backup;

static gboolean
fail_target (Backup      *b,
             int          reason,
             GError     **error)
{
  if (reason == ENOSPC || reason == EDQUOT || reason == EFBIG)
    g_set_error (error, SGM_ERROR, SGM_ERROR_NO_SPACE, _("There is no room left on the disk of %s."), b->target);
  else if (reason == EACCES || reason == EPERM || reason == EROFS)
    g_set_error (error, SGM_ERROR, SGM_ERROR_READ_ONLY, _("The file %s cannot be written."), b->target);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The file %s cannot be written: %s."), b->target,
                 g_strerror (reason));
  return FALSE;
}

/* The source ---------------------------------------------------------------- */

static SgmDatabase *
open_district (const char  *path,
               GError     **error)
{
  g_autoptr (SgmDatabase) database = NULL;
  gint64 version;

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_NO_DATABASE, _("There is no file %s."), path);
      return NULL;
    }
  database = sgm_database_open (path, FALSE, error);
  if (database == NULL || !sgm_migration_check (database, path, &version, error))
    return NULL;
  if (version == 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_FOREIGN, _("The file %s holds no district."), path);
      return NULL;
    }
  return g_steal_pointer (&database);
}

static gboolean
is_same_file (const char *a,
              const char *b)
{
  GStatBuf about_a;
  GStatBuf about_b;

  return g_stat (a, &about_a) == 0 && g_stat (b, &about_b) == 0 && about_a.st_dev == about_b.st_dev
         && about_a.st_ino == about_b.st_ino;
}

static gboolean
check_target (const char      *source,
              const char      *target,
              SgmBackupFlags   flags,
              GError         **error)
{
  if (is_same_file (source, target))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("The file %s cannot be copied onto itself."), source);
      return FALSE;
    }
  if ((flags & SGM_BACKUP_REPLACE) == 0 && g_file_test (target, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_EXISTS, _("The file %s exists already."), target);
      return FALSE;
    }
  return TRUE;
}

/* The target ---------------------------------------------------------------- */

static gboolean
check_room (Backup  *b,
            GError **error)
{
  struct statvfs about;
  gint64 pages;
  gint64 size;

  if (!sgm_database_get_int (b->source, "PRAGMA page_count", &pages, error)
      || !sgm_database_get_int (b->source, "PRAGMA page_size", &size, error))
    return FALSE;
  if (fstatvfs (b->fd, &about) == 0 && (guint64) about.f_bavail * about.f_frsize < (guint64) (pages * size))
    return fail_target (b, ENOSPC, error);
  return TRUE;
}

/* Whether the locked file is still the one that has the name: whoever held the
 * lock before may just have finished it. */
static gboolean
lock_partial (Backup *b)
{
  struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = 0, .l_len = 1 };
  struct stat named;
  struct stat opened;

  return fcntl (b->fd, F_OFD_SETLK, &region) == 0 && fstat (b->fd, &opened) == 0
         && stat (b->partial, &named) == 0 && named.st_ino == opened.st_ino;
}

/* The file is for its owner alone, as it names people. */
static gboolean
open_partial (Backup  *b,
              GError **error)
{
  b->fd = g_open (b->partial, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (b->fd < 0)
    return fail_target (b, errno, error);
  if (!lock_partial (b))
    {
      close (b->fd);
      b->fd = -1;
      g_set_error (error, SGM_ERROR, SGM_ERROR_BUSY, _("Another program is just writing the file %s."), b->target);
      return FALSE;
    }
  if (ftruncate (b->fd, 0) != 0)
    return fail_target (b, errno, error);
  return TRUE;
}

/* Nobody else knows the file, so SQLite need not lock it, which some file
 * systems cannot, and need not be able to take back. */
static gboolean
open_copy (Backup  *b,
           GError **error)
{
  errno = 0;
  if (sqlite3_open_v2 (b->partial, &b->copy, SQLITE_OPEN_READWRITE, "unix-none") == SQLITE_OK
      && sqlite3_exec (b->copy, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  return fail_target (b, errno != 0 ? errno : EIO, error);
}

/* Copying ------------------------------------------------------------------- */

static gboolean
tell (Backup  *b,
      double   fraction,
      GError **error)
{
  if (b->progress != NULL)
    b->progress (fraction, _("Copying the district"), b->progress_data);
  return !g_cancellable_set_error_if_cancelled (b->cancellable, error);
}

/* Says whose fault it was: a page that cannot be read is the source's. SQLite
 * does not always keep the system's reason, so it is called with errno zero. */
static gboolean
fail_step (Backup  *b,
           int      result,
           GError **error)
{
  int kept = errno;
  int reason = sqlite3_system_errno (b->copy);

  if (reason == 0)
    reason = kept;
  if ((result & 0xff) == SQLITE_FULL)
    return fail_target (b, ENOSPC, error);
  if ((result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB)
    {
      sgm_database_fail (b->source, result, error);
      return FALSE;
    }
  return fail_target (b, reason != 0 ? reason : EIO, error);
}

static gboolean
copy_pages (Backup          *b,
            sqlite3_backup  *backup,
            int             *result,
            GError         **error)
{
  gint64 page_size;
  gint64 unsynced = 0;

  if (!sgm_database_get_int (b->source, "PRAGMA page_size", &page_size, error))
    return FALSE;
  do
    {
      int total;

      errno = 0;
      *result = sqlite3_backup_step (backup, PAGES_AT_ONCE);
      if (*result != SQLITE_OK && *result != SQLITE_DONE)
        return fail_step (b, *result, error);
      unsynced += PAGES_AT_ONCE * page_size;
      if (unsynced >= SYNC_BYTES && fdatasync (b->fd) != 0)
        return fail_target (b, errno, error);
      unsynced %= SYNC_BYTES;
      total = sqlite3_backup_pagecount (backup);
      if (!tell (b, total > 0 ? 0.9 * (total - sqlite3_backup_remaining (backup)) / total : 0.9, error))
        return FALSE;
    }
  while (*result != SQLITE_DONE);
  return TRUE;
}

static gboolean
copy (Backup  *b,
      GError **error)
{
  sqlite3_backup *backup = sqlite3_backup_init (b->copy, "main", sgm_database_get_handle (b->source), "main");
  int result = SQLITE_ERROR;
  gboolean done;

  if (backup == NULL)
    return fail_step (b, sqlite3_errcode (b->copy), error);
  done = copy_pages (b, backup, &result, error);
  errno = 0;
  result = sqlite3_backup_finish (backup);
  if (done && result != SQLITE_OK)
    done = fail_step (b, result, error);
  sqlite3_close (g_steal_pointer (&b->copy));
  return done;
}

/* The copy has no log and shall not ask for one: the two bytes of the header
 * that say so are those of a plain file. */
static gboolean
make_plain (Backup  *b,
            GError **error)
{
  static const guint8 plain[] = { 1, 1 };

  if (pwrite (b->fd, plain, sizeof plain, 18) == sizeof plain && fsync (b->fd) == 0)
    return TRUE;
  return fail_target (b, errno, error);
}

static gboolean
check_pages (SgmDatabase  *database,
             const char   *path,
             GError      **error)
{
  sqlite3_stmt *statement = sgm_database_prepare (database, "PRAGMA quick_check (1)", error);
  gboolean row;
  gboolean ok;

  if (statement == NULL || !sgm_database_step (database, statement, &row, error))
    return FALSE;
  ok = row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") == 0;
  if (!ok)
    g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("The file %s is damaged or not a database (%s)."), path,
                 row ? (const char *) sqlite3_column_text (statement, 0) : "?");
  sqlite3_reset (statement);
  return ok;
}

/* What was written is read again before it gets its name. */
static gboolean
check_copy (Backup  *b,
            GError **error)
{
  g_autoptr (SgmDatabase) again = open_district (b->partial, error);
  g_autoptr (SgmHead) head = NULL;

  if (again == NULL)
    return FALSE;
  sgm_database_set_cancellable (again, b->cancellable);
  if (!check_pages (again, b->partial, error))
    return FALSE;
  head = sgm_journal_dup_head (again, error);
  if (head == NULL)
    return FALSE;
  if (head->seq != b->head->seq || !g_str_equal (head->hash, b->head->hash))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("The copy %s is not what was copied."), b->target);
      return FALSE;
    }
  return TRUE;
}

/* The text beside it ---------------------------------------------------------- */

static gboolean
write_head (Backup  *b,
            GError **error)
{
  g_autofree char *path = g_strconcat (b->target, ".head", NULL);
  g_autoptr (GKeyFile) text = g_key_file_new ();
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *when = g_date_time_format_iso8601 (now);

  g_key_file_set_int64 (text, HEAD_GROUP, "seq", b->head->seq);
  g_key_file_set_string (text, HEAD_GROUP, "hash", b->head->hash);
  g_key_file_set_int64 (text, HEAD_GROUP, "at", b->head->at);
  g_key_file_set_string (text, HEAD_GROUP, "copied", when);
  g_key_file_set_string (text, HEAD_GROUP, "program", "Smart Grid Map " SGM_VERSION);
  if (g_key_file_save_to_file (text, path, NULL))
    return TRUE;
  return fail_target (b, errno, error);
}

/* A copy whose text is lost is as good as before, only not proven. */
static gboolean
check_head (const char     *path,
            const SgmHead  *head,
            GError        **error)
{
  g_autofree char *name = g_strconcat (path, ".head", NULL);
  g_autoptr (GKeyFile) text = g_key_file_new ();
  g_autofree char *hash = NULL;

  if (!g_key_file_load_from_file (text, name, G_KEY_FILE_NONE, NULL))
    return TRUE;
  hash = g_key_file_get_string (text, HEAD_GROUP, "hash", NULL);
  if (g_strcmp0 (hash, head->hash) == 0 && g_key_file_get_int64 (text, HEAD_GROUP, "seq", NULL) == head->seq)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT,
               _("The file %s is not the one that %s was written for."), path, name);
  return FALSE;
}

/* What others may use ------------------------------------------------------- */

static gboolean
write_partial (Backup  *b,
               GError **error)
{
  sgm_database_set_cancellable (b->source, b->cancellable);
  if (!sgm_database_exec (b->source, "BEGIN", error))
    return FALSE;
  b->head = sgm_journal_dup_head (b->source, error);
  return b->head != NULL && open_partial (b, error) && check_room (b, error) && open_copy (b, error)
         && tell (b, 0, error) && copy (b, error) && make_plain (b, error) && tell (b, 0.95, error)
         && check_copy (b, error) && tell (b, 1, error);
}

/**
 * sgm_backup_write:
 * @source: path of a district, which may be open and be written to
 * @target: path of the copy
 * @flags: whether it may replace a file
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): ends it in the middle
 * @head: (out) (optional) (transfer full): the end of the journal in the copy
 *
 * Copies a district as it is at one moment, and reads the copy again. Blocks
 * its own thread, but nobody who writes to the district. Where it fails or is
 * cancelled, nothing is left at @target and what was there before stays.
 */
gboolean
sgm_backup_write (const char      *source,
                  const char      *target,
                  SgmBackupFlags   flags,
                  SgmProgress      progress,
                  gpointer         data,
                  GCancellable    *cancellable,
                  SgmHead        **head,
                  GError         **error)
{
  Backup b = { NULL, target, NULL, -1, NULL, progress, data, cancellable, NULL };
  gboolean done = FALSE;

  if (!check_target (source, target, flags, error))
    return FALSE;
  b.source = open_district (source, error);
  if (b.source == NULL)
    return FALSE;
  b.partial = g_strconcat (target, ".part", NULL);
  done = write_partial (&b, error);
  sgm_database_roll_back (b.source);
  g_clear_pointer (&b.copy, sqlite3_close);
  if (done)
    done = sgm_replace_move (b.partial, target, error);
  else if (b.fd >= 0)
    g_unlink (b.partial);
  if (b.fd >= 0)
    close (b.fd);
  if (done)
    {
      done = write_head (&b, error);
      sgm_replace_sync_folder (target);
    }
  if (done && head != NULL)
    *head = g_steal_pointer (&b.head);
  g_clear_pointer (&b.head, sgm_head_free);
  sgm_database_close (b.source);
  g_free (b.partial);
  return done;
}

/**
 * sgm_backup_check_pages:
 * @path: path of a copy, or of a district that is open
 * @cancellable: (nullable): ends it in the middle
 *
 * Reads all pages of a file and looks whether they fit together. Faster than
 * sgm_backup_check(), and says nothing of what is written on them.
 *
 * Returns: %FALSE with %SGM_ERROR_CORRUPT where the file is damaged
 */
gboolean
sgm_backup_check_pages (const char    *path,
                        GCancellable  *cancellable,
                        GError       **error)
{
  g_autoptr (SgmDatabase) database = open_district (path, error);

  if (database == NULL)
    return FALSE;
  sgm_database_set_cancellable (database, cancellable);
  return check_pages (database, path, error);
}

/**
 * sgm_backup_check:
 * @path: path of a copy, or of any district
 * @cancellable: (nullable): ends it in the middle
 *
 * Looks whether a copy is whole: its pages, its journal, every record, and the
 * text beside it.
 *
 * Returns: (transfer full): the end of its journal; %NULL where it is not
 *   whole or not a district's
 */
SgmHead *
sgm_backup_check (const char    *path,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr (SgmDatabase) database = open_district (path, error);
  g_autoptr (SgmAudit) audit = NULL;

  if (database == NULL)
    return NULL;
  sgm_database_set_cancellable (database, cancellable);
  if (!check_pages (database, path, error) || !sgm_database_exec (database, "BEGIN", error))
    return NULL;
  audit = sgm_audit_run (database, error);
  sgm_database_roll_back (database);
  if (audit == NULL || !sgm_audit_is_sound (audit, error) || !check_head (path, audit->head, error))
    return NULL;
  return g_steal_pointer (&audit->head);
}

/**
 * sgm_backup_restore:
 * @backup: path of a copy
 * @path: path of the district; this process must not have it open
 * @progress: (nullable): told how far it is
 * @cancellable: (nullable): ends it in the middle
 * @aside: (out) (optional) (transfer full) (nullable): where the present
 *   district is kept, %NULL where there was none
 * @head: (out) (optional) (transfer full): the end of the restored journal
 *
 * Puts a copy in the place of the district, after checking all of it. The
 * present file is kept beside it and the copy is left as it is.
 * %SGM_ERROR_BUSY where somebody has the district open.
 */
gboolean
sgm_backup_restore (const char    *backup,
                    const char    *path,
                    SgmProgress    progress,
                    gpointer       data,
                    GCancellable  *cancellable,
                    char         **aside,
                    SgmHead      **head,
                    GError       **error)
{
  g_autofree char *fresh = g_strconcat (path, ".new", NULL);
  g_autofree char *fresh_head = g_strconcat (fresh, ".head", NULL);
  g_autoptr (SgmHead) checked = sgm_backup_check (backup, cancellable, error);
  gboolean done;

  if (checked == NULL)
    return FALSE;
  done = sgm_backup_write (backup, fresh, SGM_BACKUP_REPLACE, progress, data, cancellable, NULL, error);
  g_unlink (fresh_head);
  if (!done)
    return FALSE;
  if (!sgm_replace_district (fresh, path, aside, error))
    {
      g_unlink (fresh);
      return FALSE;
    }
  if (head != NULL)
    *head = g_steal_pointer (&checked);
  return TRUE;
}
