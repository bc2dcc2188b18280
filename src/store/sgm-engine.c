/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-engine.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <linux/magic.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "store/sgm-backup-folder.h"
#include "store/sgm-journal.h"
#include "store/sgm-load.h"
#include "store/sgm-lock.h"
#include "store/sgm-memo.h"
#include "store/sgm-migration.h"
#include "store/sgm-personal.h"
#include "store/sgm-rows.h"

/* How long other processes of this program may take with their changes. */
#define LOCK_MILLISECONDS 5000

/* Changes are made real together no longer than this, so that other processes
 * come to write. */
#define TRANSACTION_MICROSECONDS (50 * 1000)

/* A write-ahead log larger than this goes into the file after a change. */
#define CHECKPOINT_PAGES 2000

struct _SgmEngine
{
  SgmDatabase *database;
  SgmLock *lock; /* NULL where only read */
  gint64 data_version;
  int log_pages;
  int held_pages; /* of these, those that another program's reading holds back */
  SgmMemo *memo;                 /* what was looked at in the transaction */
  gint64 next_ids[SGM_N_TABLES]; /* within one transaction, 0 = not asked yet */
};

static gboolean
check_file_system (const char  *path,
                   GError     **error)
{
  static const long network[] = { NFS_SUPER_MAGIC, SMB_SUPER_MAGIC, CIFS_SUPER_MAGIC, SMB2_SUPER_MAGIC,
                                  AFS_SUPER_MAGIC, CEPH_SUPER_MAGIC, CODA_SUPER_MAGIC, V9FS_MAGIC };
  struct statfs about;

  if (statfs (path, &about) != 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (network); i++)
    if ((guint32) about.f_type == (guint32) network[i])
      {
        g_set_error (error, SGM_ERROR, SGM_ERROR_NETWORK_FILE,
                     _("The folder %s is on a network file system."), path);
        return FALSE;
      }
  return TRUE;
}

static gboolean
fail_read_only (const char  *path,
                GError     **error)
{
  g_set_error (error, SGM_ERROR, SGM_ERROR_READ_ONLY, _("The file %s cannot be written."), path);
  return FALSE;
}

/* Whether a file begins like a text. A district does so only where the power
 * went while its first page was written; then its log is there, and heals it. */
static gboolean
is_text (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree guint8 *start = g_malloc (256);
  FILE *file = g_file_test (log, G_FILE_TEST_EXISTS) ? NULL : g_fopen (path, "rbe");
  gsize length;

  if (file == NULL)
    return FALSE;
  length = fread (start, 1, 256, file);
  fclose (file);
  for (gsize i = 0; i < length; i++)
    if (start[i] < ' ' && start[i] != '\n' && start[i] != '\r' && start[i] != '\t')
      return FALSE;
  return length > 0 && !(length >= 15 && memcmp (start, "SQLite format 3", 15) == 0);
}

/* Where there are backups, there was a district: it is missed, and nothing new
 * may take its place unasked. */
static gboolean
check_not_missed (const char  *path,
                  GError     **error)
{
  g_autoptr (GPtrArray) backups = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return TRUE;
  backups = sgm_backup_folder_list (path);
  if (backups->len == 0)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("The file %s is missing, but there are backups of it."), path);
  return FALSE;
}

/* SQLite takes a file of zero bytes for an empty database; for a district
 * that was there yesterday it is a damaged one. */
static gboolean
check_file (const char  *path,
            gboolean     writable,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  GStatBuf about;

  if (g_stat (path, &about) != 0)
    {
      g_set_error (error, SGM_ERROR, errno == ENOENT || errno == ENOTDIR ? SGM_ERROR_NO_DATABASE : SGM_ERROR_IO,
                   _("The file %s cannot be opened: %s."), path, g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (about.st_mode))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_FOREIGN, _("%s is not a file."), path);
      return FALSE;
    }
  if (about.st_size == 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("The file %s is empty."), path);
      return FALSE;
    }
  if (is_text (path))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_FOREIGN, _("The file %s holds no district."), path);
      return FALSE;
    }
  if (writable && (g_access (path, W_OK) != 0 || g_access (folder, W_OK) != 0))
    return fail_read_only (path, error);
  return TRUE;
}

/* The file is for its owner alone, as it names people. */
static gboolean
make_new_file (const char  *path,
               GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int code = SGM_ERROR_READ_ONLY;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, SGM_ERROR, errno == ENOSPC ? SGM_ERROR_NO_SPACE : SGM_ERROR_READ_ONLY,
                   _("The folder %s cannot be made: %s."), folder, g_strerror (errno));
      return FALSE;
    }
  fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0)
    return g_close (fd, NULL);

  if (errno == EEXIST)
    code = SGM_ERROR_EXISTS;
  else if (errno == ENOSPC || errno == EDQUOT)
    code = SGM_ERROR_NO_SPACE;
  g_set_error (error, SGM_ERROR, code, _("The file %s cannot be made: %s."), path, g_strerror (errno));
  return FALSE;
}

static int
note_log (void       *data,
          sqlite3    *handle,
          const char *schema,
          int         pages)
{
  SgmEngine *self = data;

  self->log_pages = pages;
  return SQLITE_OK;
}

/* Moves the log into the file, as far as no reader needs it. The lock file is
 * held, so nobody is waited for. It may fail for good reasons and is tried
 * again later; nothing is lost meanwhile, only the log is longer. */
static void
checkpoint (SgmEngine *self,
            int        mode)
{
  int in_log = 0;
  int moved = 0;

  sgm_database_set_patient (self->database, FALSE);
  if (sqlite3_wal_checkpoint_v2 (sgm_database_get_handle (self->database), NULL, mode, &in_log, &moved) == SQLITE_OK)
    {
      self->log_pages = 0;
      self->held_pages = in_log - moved;
    }
  sgm_database_set_patient (self->database, TRUE);
}

/* Whoever writes to a file that was moved away, or that another one has taken
 * the place of, writes where nobody looks. */
static gboolean
check_in_place (SgmEngine  *self,
                GError    **error)
{
  sqlite3 *handle = sgm_database_get_handle (self->database);
  int moved = 0;

  if (sqlite3_file_control (handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved) != SQLITE_OK || !moved)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_IO, _("The file %s was moved or replaced while it was open."),
               sqlite3_db_filename (handle, "main"));
  return FALSE;
}

static gboolean
prepare (SgmEngine   *self,
         const char  *path,
         gboolean     create,
         gboolean     writable,
         GError     **error)
{
  gint64 version;
  gboolean done;

  if (!sgm_migration_check (self->database, path, &version, error))
    return FALSE;
  if (!writable && version > 0 && version < SGM_MIGRATION_NEWEST)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_READ_ONLY,
                   _("The file %s was made by an older version. Open it once in the window, which brings it up to date."),
                   path);
      return FALSE;
    }
  if (!writable)
    return TRUE;
  if (version == 0 && !create)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_FOREIGN, _("The file %s holds no district."), path);
      return FALSE;
    }
  if (sqlite3_db_readonly (sgm_database_get_handle (self->database), "main") == 1)
    return fail_read_only (path, error);
  self->lock = sgm_lock_new (path, error);
  if (self->lock == NULL || !sgm_lock_take (self->lock, LOCK_MILLISECONDS, error))
    return FALSE;
  done = check_in_place (self, error)
         && sgm_database_exec (self->database, "PRAGMA journal_mode = WAL", error)
         && sgm_migration_check (self->database, path, &version, error)
         && sgm_migration_run (self->database, version, error);
  sgm_lock_give (self->lock);
  sqlite3_wal_hook (sgm_database_get_handle (self->database), note_log, self);
  return done;
}

/**
 * sgm_engine_open:
 * @path: path of the file
 * @create: whether a new district shall be made; refused where there is a file
 * @writable: whether changes shall be possible
 *
 * Returns: (transfer full): the engine, or %NULL with an error that says which
 *   of the ways to fail it was
 */
SgmEngine *
sgm_engine_open (const char  *path,
                 gboolean     create,
                 gboolean     writable,
                 GError     **error)
{
  g_autoptr (SgmEngine) self = g_new0 (SgmEngine, 1);
  g_autofree char *folder = g_path_get_dirname (path);

  if (!check_not_missed (path, error))
    return NULL;
  if (!(create ? make_new_file (path, error) : check_file (path, writable, error)))
    return NULL;
  if (check_file_system (folder, error))
    self->database = sgm_database_open (path, writable, error);
  if (self->database != NULL)
    self->memo = sgm_memo_new (self->database);
  if (self->database == NULL || !prepare (self, path, create, writable, error))
    {
      if (create)
        g_unlink (path);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * sgm_engine_close:
 * @self: (transfer full): an engine
 *
 * Puts the log into the file where nobody else is busy with it, and closes.
 */
void
sgm_engine_close (SgmEngine *self)
{
  sgm_engine_tidy (self);
  g_clear_pointer (&self->memo, sgm_memo_free);
  g_clear_pointer (&self->database, sgm_database_close);
  g_clear_pointer (&self->lock, sgm_lock_free);
  g_free (self);
}

SgmDatabase *
sgm_engine_get_database (SgmEngine *self)
{
  return self->database;
}

static SgmRecord *
look_up_record (gpointer         data,
                const SgmTable  *table,
                gint64           id,
                GError         **error)
{
  SgmEngine *self = data;

  return sgm_memo_covers (table) ? sgm_memo_get (self->memo, table, id, error)
                                 : sgm_rows_get (self->database, table, id, error);
}

static GPtrArray *
look_up_records (gpointer         data,
                 const SgmTable  *table,
                 guint            column,
                 const SgmValue  *value,
                 guint            limit,
                 GError         **error)
{
  SgmEngine *self = data;

  return sgm_memo_covers (table) ? sgm_memo_find (self->memo, table, column, value, error)
                                 : sgm_rows_find (self->database, table, column, value, limit, error);
}

static gint64
give_id (gpointer         data,
         const SgmTable  *table,
         GError         **error)
{
  SgmEngine *self = data;
  gint64 *next = &self->next_ids[sgm_table_get_index (table)];

  if (*next == 0)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT max(id) FROM sgm_%s", table->name);

      if (!sgm_database_get_int (self->database, sql, next, error))
        return 0;
    }
  return ++*next;
}

static SgmPatch *
look_up_patch (gpointer   data,
               gint64     seq,
               GError   **error)
{
  SgmEngine *self = data;
  g_autoptr (GPtrArray) entries = sgm_journal_read (self->database, seq - 1, 1, error);

  if (entries == NULL || entries->len == 0 || ((SgmEntry *) entries->pdata[0])->seq != seq)
    return NULL;
  return sgm_patch_ref (((SgmEntry *) entries->pdata[0])->patch);
}

static SgmEntry *
make_entry (SgmEngine  *self,
            SgmChange  *change,
            GError    **error)
{
  SgmLookup lookup = { look_up_record, look_up_records, give_id, look_up_patch, self, g_get_user_name () };
  g_autoptr (SgmEntry) entry = sgm_entry_new ();
  gint64 last;

  if (!sgm_journal_get_head (self->database, NULL, &last, NULL, error))
    return NULL;
  /* A clock that was set back must not put an entry before its predecessor. */
  entry->at = MAX (g_get_real_time () / 1000, last);
  /* The made-up district has a made-up past. */
  if (sgm_change_get_kind (change) == SGM_CHANGE_IMPORT_SAMPLE && sgm_change_get_until (change) > 0)
    entry->at = CLAMP (sgm_change_get_until (change), last, entry->at);
  entry->who = g_strdup (sgm_change_get_who (change));
  entry->origin = g_strdup (sgm_change_get_origin (change));
  entry->kind = sgm_change_get_kind (change);
  entry->why = g_strdup (sgm_change_get_why (change));
  entry->patch = sgm_decide (change, entry->at, &lookup, error);
  return entry->patch != NULL ? g_steal_pointer (&entry) : NULL;
}

static gboolean
write_entry (SgmEngine  *self,
             SgmEntry   *entry,
             GError    **error)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);

      if (sgm_memo_covers (op->table))
        sgm_memo_forget (self->memo, op->table);
      if (!sgm_rows_apply (self->database, op, error)
          || (sgm_patch_op_erases (op) && !sgm_personal_erase (self->database, op->table, op->id, error)))
        return FALSE;
    }
  return sgm_journal_append (self->database, entry, error);
}

static SgmEntry *
decide_and_write (SgmEngine  *self,
                  SgmChange  *change,
                  gboolean   *unclean,
                  GError    **error)
{
  g_autoptr (SgmEntry) entry = make_entry (self, change, error);

  if (entry == NULL)
    return NULL;
  *unclean = !write_entry (self, entry, error);
  return *unclean ? NULL : g_steal_pointer (&entry);
}

/* Whether a transaction in which nothing was refused while it was being
 * written is on the disk now. It is ended in any case. */
static gboolean
end_transaction (SgmEngine  *self,
                 gboolean    keep,
                 GError    **error)
{
  if (keep && sgm_database_exec (self->database, "COMMIT", error))
    return TRUE;
  /* A full disk may have ended the transaction already. */
  sgm_database_roll_back (self->database);
  return FALSE;
}

static void
submission_fail (SgmSubmission *submission,
                 const GError  *error)
{
  g_clear_pointer (&submission->entry, sgm_entry_unref);
  if (submission->error == NULL)
    submission->error = g_error_copy (error);
}

/* What another process or a transaction that was taken back may have changed
 * is not known any more. */
static void
look_anew (SgmEngine *self)
{
  memset (self->next_ids, 0, sizeof self->next_ids);
  sgm_memo_forget (self->memo, NULL);
}

/* Makes one change real in a transaction of its own. */
static void
submit_alone (SgmEngine     *self,
              SgmSubmission *submission)
{
  GError *error = NULL;
  gboolean unclean = FALSE;

  look_anew (self);
  if (sgm_database_exec (self->database, "BEGIN IMMEDIATE", &error))
    {
      submission->entry = decide_and_write (self, submission->change, &unclean, &error);
      if (end_transaction (self, submission->entry != NULL, submission->entry != NULL ? &error : NULL))
        return;
    }
  submission_fail (submission, error);
  g_error_free (error);
}

/* Whether a failure, such as a full disk's, has ended the transaction. */
static gboolean
has_ended (SgmEngine *self)
{
  return sqlite3_get_autocommit (sgm_database_get_handle (self->database)) != 0;
}

/* Makes changes real in one transaction, until the time for one is over. What
 * the rules refuse has written nothing. Where one fails in the middle of its
 * writing, all of it is taken back, and *redo says so. */
static guint
submit_in_one (SgmEngine     *self,
               SgmSubmission *submissions,
               guint          n,
               gboolean      *redo)
{
  gint64 end = g_get_monotonic_time () + TRANSACTION_MICROSECONDS;
  g_autoptr (GError) error = NULL;
  gboolean began;
  guint done = 0;

  look_anew (self);
  *redo = FALSE;
  began = sgm_database_exec (self->database, "BEGIN IMMEDIATE", &error);
  if (began)
    do
      {
        submissions[done].entry = decide_and_write (self, submissions[done].change, redo, &submissions[done].error);
        *redo = *redo || has_ended (self);
        done++;
      }
    while (done < n && !*redo && g_get_monotonic_time () < end);
  if (began && end_transaction (self, !*redo, &error))
    return done;

  for (guint i = 0; i < (began ? done : n); i++)
    {
      if (*redo)
        {
          g_clear_pointer (&submissions[i].entry, sgm_entry_unref);
          g_clear_error (&submissions[i].error);
        }
      else
        submission_fail (&submissions[i], error);
    }
  return began ? done : n;
}

/* The lock file is held. Returns: how many were done */
static guint
submit_locked (SgmEngine     *self,
               SgmSubmission *submissions,
               guint          n)
{
  gboolean redo = FALSE;
  guint done = n > 1 ? submit_in_one (self, submissions, n, &redo) : 1;

  if (n > 1 && !redo)
    return done;
  for (guint i = 0; i < done; i++)
    submit_alone (self, &submissions[i]);
  return done;
}

/**
 * sgm_engine_submit_together:
 * @self: an engine
 * @submissions: (array length=n): changes; each gets its entry or its error
 * @n: how many, at least one
 *
 * Decides changes one after another and makes them real together, in one
 * transaction under the lock file: nobody else's change can come between, and
 * the disk is waited for once. One that is refused does not hinder the others.
 * A transaction that lasts long ends before all are done, so that others can
 * write, too.
 *
 * Returns: how many are done, at least one; the rest is to be submitted again
 */
guint
sgm_engine_submit_together (SgmEngine     *self,
                            SgmSubmission *submissions,
                            guint          n)
{
  g_autoptr (GError) error = NULL;
  guint done = n;

  if (self->lock == NULL)
    g_set_error_literal (&error, SGM_ERROR, SGM_ERROR_READ_ONLY, _("The district was opened to read only."));
  else if (sgm_lock_take (self->lock, LOCK_MILLISECONDS, &error))
    {
      if (check_in_place (self, &error))
        done = submit_locked (self, submissions, n);
      if (self->log_pages > CHECKPOINT_PAGES)
        checkpoint (self, SQLITE_CHECKPOINT_PASSIVE);
      sgm_lock_give (self->lock);
    }
  for (guint i = 0; error != NULL && i < n; i++)
    submission_fail (&submissions[i], error);
  return done;
}

/**
 * sgm_engine_submit:
 * @self: an engine
 * @change: a change
 *
 * Returns: (transfer full): the journal's entry, which is on the disk; or
 *   %NULL, and nothing was written
 */
SgmEntry *
sgm_engine_submit (SgmEngine  *self,
                   SgmChange  *change,
                   GError    **error)
{
  SgmSubmission submission = { change, NULL, NULL };

  sgm_engine_submit_together (self, &submission, 1);
  if (submission.error != NULL)
    g_propagate_error (error, submission.error);
  return submission.entry;
}

/**
 * sgm_engine_get_held_pages:
 *
 * Returns: how many pages of the log could not be put into the file lately, as
 *   somebody keeps reading what was there before
 */
guint
sgm_engine_get_held_pages (SgmEngine *self)
{
  return (guint) MAX (self->held_pages, 0);
}

/**
 * sgm_engine_tidy:
 * @self: an engine
 *
 * Moves the whole log into the file and empties it, so that nothing that was
 * erased is left in it, unless others are busy.
 */
void
sgm_engine_tidy (SgmEngine *self)
{
  if (self->lock == NULL || !sgm_lock_take (self->lock, 0, NULL))
    return;
  checkpoint (self, SQLITE_CHECKPOINT_TRUNCATE);
  sgm_lock_give (self->lock);
}

/**
 * sgm_engine_load:
 *
 * Returns: (transfer full): the live district, read in one transaction
 */
SgmSnapshot *
sgm_engine_load (SgmEngine  *self,
                 GError    **error)
{
  SgmSnapshot *snapshot;

  if (!sgm_database_exec (self->database, "BEGIN", error))
    return NULL;
  snapshot = sgm_load_snapshot (self->database, FALSE, error);
  sgm_database_roll_back (self->database);
  return snapshot;
}

/**
 * sgm_engine_read_table:
 * @self: an engine
 * @table: a table
 *
 * Returns: (transfer full) (element-type SgmRecord): all its records by id;
 *   areas as they are by the editions
 */
GPtrArray *
sgm_engine_read_table (SgmEngine       *self,
                       const SgmTable  *table,
                       GError         **error)
{
  GPtrArray *records;

  if (table != &sgm_table_area)
    return sgm_rows_select (self->database, table, "ORDER BY id", 0, error);
  if (!sgm_database_exec (self->database, "BEGIN", error))
    return NULL;
  records = sgm_load_areas (self->database, error);
  sgm_database_roll_back (self->database);
  return records;
}

/**
 * sgm_engine_load_all:
 * @self: an engine
 * @entries: (out) (transfer full) (element-type SgmEntry): the whole journal
 *
 * Reads everything there is, of one moment.
 *
 * Returns: (transfer full): all records of all tables, as the last of @entries
 *   left them
 */
SgmSnapshot *
sgm_engine_load_all (SgmEngine   *self,
                     GPtrArray  **entries,
                     GError     **error)
{
  g_autoptr (SgmSnapshot) snapshot = NULL;

  if (!sgm_database_exec (self->database, "BEGIN", error))
    return NULL;
  snapshot = sgm_load_snapshot (self->database, TRUE, error);
  if (snapshot != NULL)
    {
      *entries = sgm_journal_read (self->database, 0, G_MAXINT32, error);
      if (*entries == NULL)
        g_clear_pointer (&snapshot, sgm_snapshot_unref);
    }
  sgm_database_roll_back (self->database);
  return g_steal_pointer (&snapshot);
}

/**
 * sgm_engine_audit:
 *
 * Returns: (transfer full): what a look at the whole journal and all records
 *   has found, in one transaction; %NULL where they cannot be read
 */
SgmAudit *
sgm_engine_audit (SgmEngine  *self,
                  GError    **error)
{
  SgmAudit *audit;

  if (!sgm_database_exec (self->database, "BEGIN", error))
    return NULL;
  audit = sgm_audit_run (self->database, error);
  sgm_database_roll_back (self->database);
  return audit;
}

/**
 * sgm_engine_has_news:
 * @self: an engine
 * @news: (out): whether another connection has changed the file since the last
 *   call
 *
 * Cheap enough to be asked several times a second.
 */
gboolean
sgm_engine_has_news (SgmEngine  *self,
                     gboolean   *news,
                     GError    **error)
{
  gint64 version;

  if (!sgm_database_get_int (self->database, "PRAGMA data_version", &version, error))
    return FALSE;
  *news = version != self->data_version;
  self->data_version = version;
  return TRUE;
}
