/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-database.h"

#include <errno.h>
#include <unistd.h>

#include <spatialite.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"

/* How long another program may hold the file before a change fails. */
#define BUSY_MILLISECONDS 2000

/* How many steps of SQLite's machine lie between two looks at whether somebody
 * has cancelled: well under a millisecond. */
#define STEPS_BETWEEN_LOOKS 1000

struct _SgmDatabase
{
  char *path;
  sqlite3 *handle;
  void *spatialite;
  GHashTable *statements; /* SQL to sqlite3_stmt */
  GHashTable *keys;       /* SgmStatementKey to some of them */
};

/* A full disk is told in several ways; a quota is one of them. SQLite keeps
 * the system's reason for a step but not for sqlite3_exec(), where errno has
 * it still: both are called with errno zero. */
static gboolean
is_out_of_space (SgmDatabase *self)
{
  int kept = errno;
  int reason = self->handle != NULL ? sqlite3_system_errno (self->handle) : 0;

  if (reason == 0)
    reason = kept;
  return reason == ENOSPC || reason == EDQUOT || reason == EFBIG;
}

static int
error_code_for (SgmDatabase *self,
                int          result)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
      return SGM_ERROR_BUSY;
    case SQLITE_FULL:
      return SGM_ERROR_NO_SPACE;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return SGM_ERROR_CORRUPT;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return SGM_ERROR_READ_ONLY;
    case SQLITE_CONSTRAINT:
      return SGM_ERROR_CONFLICT;
    case SQLITE_IOERR:
      return is_out_of_space (self) ? SGM_ERROR_NO_SPACE : SGM_ERROR_IO;
    default:
      return SGM_ERROR_IO;
    }
}

/**
 * sgm_database_fail:
 * @self: a database
 * @result: what SQLite returned
 * @error: (out): set to a sentence for it
 */
void
sgm_database_fail (SgmDatabase  *self,
                   int           result,
                   GError      **error)
{
  int code = error_code_for (self, result);
  const char *reason = self->handle != NULL ? sqlite3_errmsg (self->handle) : sqlite3_errstr (result);

  if ((result & 0xff) == SQLITE_INTERRUPT)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("The work was cancelled."));
      return;
    }
  switch (code)
    {
    case SGM_ERROR_BUSY:
      g_set_error (error, SGM_ERROR, code, _("The file %s is held by another program."), self->path);
      break;
    case SGM_ERROR_NO_SPACE:
      g_set_error (error, SGM_ERROR, code, _("There is no room left on the disk of %s."), self->path);
      break;
    case SGM_ERROR_CORRUPT:
      g_set_error (error, SGM_ERROR, code, _("The file %s is damaged or not a database (%s)."), self->path, reason);
      break;
    case SGM_ERROR_READ_ONLY:
      g_set_error (error, SGM_ERROR, code, _("The file %s cannot be written."), self->path);
      break;
    case SGM_ERROR_CONFLICT:
      g_set_error (error, SGM_ERROR, code, _("The change does not fit what is in the district (%s)."), reason);
      break;
    default:
      g_set_error (error, SGM_ERROR, code, _("The file %s cannot be used (%s)."), self->path, reason);
      break;
    }
}

/**
 * sgm_database_set_patient:
 * @self: a database
 * @patient: whether to wait for other programs that hold the file, as it is at
 *   first
 */
void
sgm_database_set_patient (SgmDatabase *self,
                          gboolean     patient)
{
  sqlite3_busy_timeout (self->handle, patient ? BUSY_MILLISECONDS : 0);
}

/* Checkpoints happen only under the lock file, so SQLite may do none by
 * itself, neither while running nor on closing. What is erased is overwritten,
 * as it may name people. */
static gboolean
set_up (SgmDatabase  *self,
        GError      **error)
{
  sqlite3_extended_result_codes (self->handle, 1);
  sgm_database_set_patient (self, TRUE);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 1, NULL);
  sqlite3_wal_autocheckpoint (self->handle, 0);
  return sgm_database_exec (self,
                            "PRAGMA mmap_size = 0;"
                            "PRAGMA synchronous = FULL;"
                            "PRAGMA foreign_keys = ON;"
                            "PRAGMA secure_delete = ON;"
                            "PRAGMA cache_size = -16384;",
                            error);
}

static guint
key_hash (gconstpointer data)
{
  const SgmStatementKey *key = data;

  return g_direct_hash (key->table) ^ (key->kind * 31) ^ (guint) (key->columns ^ key->columns >> 32) * 2654435761u;
}

static gboolean
key_equal (gconstpointer a,
           gconstpointer b)
{
  const SgmStatementKey *x = a;
  const SgmStatementKey *y = b;

  return x->table == y->table && x->columns == y->columns && x->kind == y->kind;
}

static void
finalize_statement (gpointer statement)
{
  sqlite3_finalize (statement);
}

/* A file with a log is read through an index beside both, which SQLite makes
 * where it is missing. In a folder that cannot be written, such as a disc's or
 * somebody else's, it need not be: without a log and an index nobody has the
 * file open, and it is read as one that does not change.
 *
 * Returns: (transfer full): what SQLite is to open, %NULL where the log cannot
 *   be read */
static char *
dup_name_for_reading (const char  *path,
                      GError     **error)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *folder = g_path_get_dirname (whole);
  g_autofree char *log = g_strconcat (whole, "-wal", NULL);
  g_autofree char *index = g_strconcat (whole, "-shm", NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, error);
  GStatBuf about;

  if (uri == NULL || g_access (folder, W_OK) == 0 || g_access (index, F_OK) == 0)
    return g_steal_pointer (&uri);
  if (g_stat (log, &about) == 0 && about.st_size > 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_READ_ONLY,
                   _("The newest changes of %s are in the log beside it, which cannot be read in a folder that cannot be written. Copy the file and its log (-wal) to another folder."),
                   path);
      return NULL;
    }
  return g_strconcat (uri, "?immutable=1", NULL);
}

/**
 * sgm_database_open:
 * @path: path of a file that exists
 * @writable: whether it shall be written
 *
 * Does not look at what is in the file. One that is only read may lie in a
 * folder that cannot be written.
 *
 * Returns: (transfer full): the connection
 */
SgmDatabase *
sgm_database_open (const char  *path,
                   gboolean     writable,
                   GError     **error)
{
  g_autoptr (SgmDatabase) self = g_new0 (SgmDatabase, 1);
  int flags = writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
  g_autofree char *name = writable ? g_strdup (path) : dup_name_for_reading (path, error);
  int result;

  if (name == NULL)
    return NULL;
  self->path = g_strdup (path);
  self->statements = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                            finalize_statement);
  self->keys = g_hash_table_new_full (key_hash, key_equal, g_free, NULL);
  result = sqlite3_open_v2 (name, &self->handle, flags | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      sgm_database_fail (self, result, error);
      return NULL;
    }
  self->spatialite = spatialite_alloc_connection ();
  spatialite_init_ex (self->handle, self->spatialite, 0);
  if (!set_up (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
sgm_database_close (SgmDatabase *self)
{
  g_clear_pointer (&self->keys, g_hash_table_unref);
  g_clear_pointer (&self->statements, g_hash_table_unref);
  sqlite3_close (self->handle);
  if (self->spatialite != NULL)
    spatialite_cleanup_ex (self->spatialite);
  g_free (self->path);
  g_free (self);
}

sqlite3 *
sgm_database_get_handle (SgmDatabase *self)
{
  return self->handle;
}

static int
is_cancelled (void *cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

/**
 * sgm_database_set_cancellable:
 * @self: a database
 * @cancellable: (nullable): ends what the database does from now on, in the
 *   middle of a query too, with %G_IO_ERROR_CANCELLED; it must live until
 *   another one is set
 */
void
sgm_database_set_cancellable (SgmDatabase  *self,
                              GCancellable *cancellable)
{
  sqlite3_progress_handler (self->handle, STEPS_BETWEEN_LOOKS, cancellable != NULL ? is_cancelled : NULL,
                            cancellable);
}

/**
 * sgm_database_exec:
 * @self: a database
 * @sql: constant statements without parameters
 *
 * Runs statements whose rows nobody wants.
 */
gboolean
sgm_database_exec (SgmDatabase  *self,
                   const char   *sql,
                   GError      **error)
{
  int result;

  errno = 0;
  result = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);
  if (result != SQLITE_OK)
    sgm_database_fail (self, result, error);
  return result == SQLITE_OK;
}

/**
 * sgm_database_roll_back:
 * @self: a database
 *
 * Ends the transaction, if there is one, even where the work was cancelled.
 */
void
sgm_database_roll_back (SgmDatabase *self)
{
  sgm_database_set_cancellable (self, NULL);
  if (!sqlite3_get_autocommit (self->handle))
    sqlite3_exec (self->handle, "ROLLBACK", NULL, NULL, NULL);
}

static sqlite3_stmt *
make_ready (sqlite3_stmt *statement)
{
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return statement;
}

/**
 * sgm_database_recall:
 * @self: a database
 * @key: what a statement is known by
 *
 * Returns: (transfer none) (nullable): the statement that was remembered, as
 *   from sgm_database_prepare(); %NULL where there was none yet
 */
sqlite3_stmt *
sgm_database_recall (SgmDatabase           *self,
                     const SgmStatementKey *key)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->keys, key);

  return statement != NULL ? make_ready (statement) : NULL;
}

/**
 * sgm_database_remember:
 * @self: a database
 * @key: what a statement shall be known by
 * @statement: (nullable): what sgm_database_prepare() gave
 *
 * Returns: @statement
 */
sqlite3_stmt *
sgm_database_remember (SgmDatabase           *self,
                       const SgmStatementKey *key,
                       sqlite3_stmt          *statement)
{
  if (statement != NULL)
    g_hash_table_insert (self->keys, g_memdup2 (key, sizeof *key), statement);
  return statement;
}

/**
 * sgm_database_prepare:
 * @self: a database
 * @sql: one statement; the same text gives the same prepared statement again
 *
 * Returns: (transfer none) (nullable): the statement, reset and without
 *   values. It is the database's; do not use the same text twice at a time.
 */
sqlite3_stmt *
sgm_database_prepare (SgmDatabase  *self,
                      const char   *sql,
                      GError      **error)
{
  sqlite3_stmt *statement = g_hash_table_lookup (self->statements, sql);
  int result;

  if (statement != NULL)
    return make_ready (statement);
  result = sqlite3_prepare_v3 (self->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL);
  if (result != SQLITE_OK)
    {
      sgm_database_fail (self, result, error);
      return NULL;
    }
  g_hash_table_insert (self->statements, g_strdup (sql), statement);
  return statement;
}

static int
bind_value (sqlite3_stmt   *statement,
            int             index,
            const SgmValue *value)
{
  gsize size;
  const void *data;

  switch (value->type)
    {
    case SGM_TYPE_INT:
      return sqlite3_bind_int64 (statement, index, value->i);
    case SGM_TYPE_REAL:
      return sqlite3_bind_double (statement, index, value->r);
    case SGM_TYPE_TEXT:
      return sqlite3_bind_text (statement, index, value->text, -1, SQLITE_STATIC);
    case SGM_TYPE_BYTES:
    case SGM_TYPE_GEOMETRY:
      data = g_bytes_get_data (value->bytes, &size);
      return sqlite3_bind_blob64 (statement, index, data, size, SQLITE_STATIC);
    case SGM_TYPE_NULL:
    default:
      return sqlite3_bind_null (statement, index);
    }
}

/**
 * sgm_database_bind:
 * @self: a database
 * @statement: a prepared statement
 * @index: number of the parameter, from 1
 * @value: its value, which must live until the statement was stepped
 */
gboolean
sgm_database_bind (SgmDatabase     *self,
                   sqlite3_stmt    *statement,
                   int              index,
                   const SgmValue  *value,
                   GError         **error)
{
  int result = bind_value (statement, index, value);

  if (result != SQLITE_OK)
    sgm_database_fail (self, result, error);
  return result == SQLITE_OK;
}

/**
 * sgm_database_step:
 * @self: a database
 * @statement: a prepared statement
 * @row: (out) (optional): whether there is a row to look at
 *
 * Goes to the next row. A statement that has no more, or has failed, is reset,
 * so that it does not keep a read transaction open.
 *
 * Returns: %FALSE where SQLite failed
 */
gboolean
sgm_database_step (SgmDatabase   *self,
                   sqlite3_stmt  *statement,
                   gboolean      *row,
                   GError       **error)
{
  int result;

  errno = 0;
  result = sqlite3_step (statement);
  if (result != SQLITE_ROW)
    {
      if (result != SQLITE_DONE)
        sgm_database_fail (self, result, error);
      sqlite3_reset (statement);
    }
  if (row != NULL)
    *row = result == SQLITE_ROW;
  return result == SQLITE_ROW || result == SQLITE_DONE;
}

/**
 * sgm_database_get_int:
 * @self: a database
 * @sql: a constant query of one number
 * @number: (out): the number; 0 where there is no row
 */
gboolean
sgm_database_get_int (SgmDatabase  *self,
                      const char   *sql,
                      gint64       *number,
                      GError      **error)
{
  sqlite3_stmt *statement = sgm_database_prepare (self, sql, error);
  gboolean row;

  if (statement == NULL || !sgm_database_step (self, statement, &row, error))
    return FALSE;
  *number = row ? sqlite3_column_int64 (statement, 0) : 0;
  sqlite3_reset (statement);
  return TRUE;
}
