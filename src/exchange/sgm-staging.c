/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-staging.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "domain/sgm-code.h"
#include "geo/sgm-geometry.h"

#define PAGE_BYTES 4096

/* One transaction lasts as long as the staging: nothing of it outlives the
 * process anyway, and nothing is ever rolled back. A repair has the whole
 * state of its row after it. */
static const char schema[] =
  "PRAGMA journal_mode = OFF;"
  "PRAGMA synchronous = OFF;"
  "PRAGMA locking_mode = EXCLUSIVE;"
  "PRAGMA page_size = 4096;"
  "PRAGMA cache_size = -32768;"
  "BEGIN;"
  "CREATE TABLE row (id integer PRIMARY KEY, number integer NOT NULL, level integer NOT NULL,"
  " kind integer NOT NULL, code text, name text, parent text, fault text, wkb blob);"
  "CREATE TABLE repair (id integer PRIMARY KEY, row integer NOT NULL, batch integer NOT NULL,"
  " gone integer NOT NULL, code text, wkb blob, UNIQUE (row, batch));"
  "CREATE INDEX row_level ON row (level);";

#define STATE \
  " FROM row r LEFT JOIN repair p ON p.row = r.id" \
  " AND p.batch = (SELECT max(batch) FROM repair WHERE row = r.id)"
#define SELECT \
  "SELECT r.id, r.number, r.level, r.kind, CASE WHEN p.id IS NULL THEN r.code ELSE p.code END," \
  " r.name, r.parent, r.fault, CASE WHEN p.id IS NULL THEN r.wkb ELSE p.wkb END," \
  " p.id IS NOT NULL" STATE " WHERE coalesce(p.gone, 0) = 0"

typedef enum
{
  STATEMENT_ADD,
  STATEMENT_ALL,
  STATEMENT_LEVEL,
  STATEMENT_ONE,
  STATEMENT_COUNT,
  STATEMENT_COUNT_ALL,
  STATEMENT_COPY,
  STATEMENT_SET_WKB,
  STATEMENT_SET_CODE,
  STATEMENT_SET_GONE,
  STATEMENT_TAKE_BACK,
  N_STATEMENTS,
} Statement;

static const char *const statements[N_STATEMENTS] = {
  [STATEMENT_ADD] = "INSERT INTO row (number, level, kind, code, name, parent, fault, wkb)"
                    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
  [STATEMENT_ALL] = SELECT " ORDER BY r.id",
  [STATEMENT_LEVEL] = SELECT " AND r.level = ?1 ORDER BY r.id",
  [STATEMENT_ONE] = SELECT " AND r.id = ?1",
  [STATEMENT_COUNT] = "SELECT count(*)" STATE " WHERE coalesce(p.gone, 0) = 0 AND r.level = ?1",
  [STATEMENT_COUNT_ALL] = "SELECT count(*)" STATE " WHERE coalesce(p.gone, 0) = 0",
  [STATEMENT_COPY] = "INSERT OR IGNORE INTO repair (row, batch, gone, code, wkb)"
                     " SELECT r.id, ?2, 0, CASE WHEN p.id IS NULL THEN r.code ELSE p.code END,"
                     " CASE WHEN p.id IS NULL THEN r.wkb ELSE p.wkb END" STATE " WHERE r.id = ?1",
  [STATEMENT_SET_WKB] = "UPDATE repair SET wkb = ?3 WHERE row = ?1 AND batch = ?2",
  [STATEMENT_SET_CODE] = "UPDATE repair SET code = ?3 WHERE row = ?1 AND batch = ?2",
  [STATEMENT_SET_GONE] = "UPDATE repair SET gone = 1 WHERE row = ?1 AND batch = ?2",
  [STATEMENT_TAKE_BACK] = "DELETE FROM repair WHERE batch >= ?1",
};

struct _SgmStaging
{
  sqlite3 *db;
  sqlite3_stmt *statements[N_STATEMENTS];
  guint n_rows;
  guint batch;
  GHashTable *tried; /* repair → the batch in which it was tried */
};

static void
set_error_from_sqlite (SgmStaging  *staging,
                       int          result,
                       GError     **error)
{
  if ((result & 0xff) == SQLITE_FULL)
    g_set_error (error, SGM_ERROR, SGM_ERROR_NO_SPACE,
                 _("There is no room for the imported areas in the folder %s."), g_get_user_cache_dir ());
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_IO,
                 /* Translators: the reason */
                 _("The imported areas cannot be kept for checking: %s."),
                 staging->db != NULL ? sqlite3_errmsg (staging->db) : sqlite3_errstr (result));
}

static char *
make_file (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "smart-grid-map", "import", NULL);
  g_autofree char *path = g_build_filename (folder, "areas-XXXXXX", NULL);
  int fd = g_mkdir_with_parents (folder, 0700) == 0 ? g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600) : -1;

  if (fd < 0)
    {
      g_set_error (error, SGM_ERROR, errno == ENOSPC ? SGM_ERROR_NO_SPACE : SGM_ERROR_READ_ONLY,
                   _("The folder %s cannot be written: %s."), folder, g_strerror (errno));
      return NULL;
    }
  g_close (fd, NULL);
  return g_steal_pointer (&path);
}

/* The name of a staging lasts for the moment between making and opening it: what
 * lies here was left by a process that died then. Where another one is at
 * that very point, SQLite makes it the file anew. */
static void
remove_leftovers (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "smart-grid-map", "import", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL;
       name = g_dir_read_name (dir))
    if (g_str_has_prefix (name, "areas-"))
      {
        g_autofree char *path = g_build_filename (folder, name, NULL);

        g_unlink (path);
      }
}

/**
 * sgm_staging_new:
 *
 * Returns: (transfer full): an empty staging, or %NULL with
 *   %SGM_ERROR_NO_SPACE, %SGM_ERROR_READ_ONLY or %SGM_ERROR_IO
 */
SgmStaging *
sgm_staging_new (GError **error)
{
  g_autoptr (SgmStaging) staging = g_new0 (SgmStaging, 1);
  g_autofree char *limit = NULL;
  g_autofree char *path = NULL;
  int result;

  remove_leftovers ();
  path = make_file (error);
  if (path == NULL)
    return NULL;
  limit = g_strdup_printf ("PRAGMA max_page_count = %d;", (int) (SGM_STAGING_MAX_BYTES / PAGE_BYTES));
  result = sqlite3_open_v2 (path, &staging->db,
                            SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
  g_unlink (path);
  if (result == SQLITE_OK)
    result = sqlite3_exec (staging->db, schema, NULL, NULL, NULL);
  if (result == SQLITE_OK)
    result = sqlite3_exec (staging->db, limit, NULL, NULL, NULL);
  for (guint i = 0; i < N_STATEMENTS && result == SQLITE_OK; i++)
    result = sqlite3_prepare_v2 (staging->db, statements[i], -1, &staging->statements[i], NULL);
  if (result != SQLITE_OK)
    {
      set_error_from_sqlite (staging, result, error);
      return NULL;
    }
  return g_steal_pointer (&staging);
}

/**
 * sgm_staging_free:
 *
 * Frees the staging, and the disk of what was in it.
 */
void
sgm_staging_free (SgmStaging *staging)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    sqlite3_finalize (staging->statements[i]);
  sqlite3_close (staging->db);
  g_clear_pointer (&staging->tried, g_hash_table_unref);
  g_free (staging);
}

/* Runs a bound statement that returns no rows. */
static gboolean
run (SgmStaging  *staging,
     Statement    which,
     GError     **error)
{
  sqlite3_stmt *statement = staging->statements[which];
  int result = sqlite3_step (statement);

  if (result != SQLITE_DONE)
    set_error_from_sqlite (staging, result, error);
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  return result == SQLITE_DONE;
}

static void
bind_text (sqlite3_stmt *statement,
           int           index,
           const char   *text)
{
  if (text != NULL)
    sqlite3_bind_text (statement, index, text, -1, SQLITE_STATIC);
}

static void
bind_bytes (sqlite3_stmt *statement,
            int           index,
            GBytes       *bytes)
{
  gsize size;
  gconstpointer data;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  sqlite3_bind_blob64 (statement, index, data, size, SQLITE_STATIC);
}

/**
 * sgm_staging_add:
 * @row: an area; its id and whether it is repaired do not count. Where it has
 *   no level, that of its code counts
 *
 * Adds what was read. Not while rows are being visited.
 *
 * Returns: whether it was added; otherwise %SGM_ERROR_REFUSED (too many rows),
 *   %SGM_ERROR_NO_SPACE or %SGM_ERROR_IO
 */
gboolean
sgm_staging_add (SgmStaging           *staging,
                 const SgmStagingRow  *row,
                 GError              **error)
{
  sqlite3_stmt *statement = staging->statements[STATEMENT_ADD];

  if (staging->n_rows >= SGM_STAGING_MAX_ROWS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                   _("The file has more than %d rows."), SGM_STAGING_MAX_ROWS);
      return FALSE;
    }
  sqlite3_bind_int64 (statement, 1, row->number);
  sqlite3_bind_int (statement, 2, row->level != SGM_LEVEL_NONE ? row->level
                                                               : sgm_code_get_level (row->code));
  sqlite3_bind_int (statement, 3, row->kind);
  bind_text (statement, 4, row->code);
  bind_text (statement, 5, row->name);
  bind_text (statement, 6, row->parent);
  bind_text (statement, 7, row->fault);
  bind_bytes (statement, 8, row->wkb);
  if (!run (staging, STATEMENT_ADD, error))
    return FALSE;
  staging->n_rows++;
  return TRUE;
}

/**
 * sgm_staging_get_n_rows:
 *
 * Returns: how many rows were added, those included that a repair leaves out
 */
guint
sgm_staging_get_n_rows (SgmStaging *staging)
{
  return staging->n_rows;
}

/**
 * sgm_staging_count:
 * @level: a level, %SGM_LEVEL_NONE for all rows
 *
 * Returns: how many rows of that level there are
 */
guint
sgm_staging_count (SgmStaging *staging,
                   SgmLevel    level)
{
  sqlite3_stmt *statement = staging->statements[level == SGM_LEVEL_NONE ? STATEMENT_COUNT_ALL
                                                                      : STATEMENT_COUNT];
  guint n = 0;

  if (level != SGM_LEVEL_NONE)
    sqlite3_bind_int (statement, 1, level);
  if (sqlite3_step (statement) == SQLITE_ROW)
    n = sqlite3_column_int (statement, 0);
  sqlite3_reset (statement);
  return n;
}

/* Returns what the caller's function returns. */
static gboolean
visit (sqlite3_stmt   *statement,
       SgmStagingFunc  func,
       gpointer        data)
{
  g_autoptr (GBytes) wkb = NULL;
  SgmStagingRow row = {
    .id = sqlite3_column_int64 (statement, 0),
    .number = sqlite3_column_int64 (statement, 1),
    .level = sqlite3_column_int (statement, 2),
    .kind = sqlite3_column_int (statement, 3),
    .code = (const char *) sqlite3_column_text (statement, 4),
    .name = (const char *) sqlite3_column_text (statement, 5),
    .parent = (const char *) sqlite3_column_text (statement, 6),
    .fault = (const char *) sqlite3_column_text (statement, 7),
    .repaired = sqlite3_column_int (statement, 9),
  };

  if (sqlite3_column_type (statement, 8) != SQLITE_NULL)
    wkb = sgm_wkb_new (sqlite3_column_blob (statement, 8), sqlite3_column_bytes (statement, 8));
  row.wkb = wkb;
  return func (&row, data);
}

/**
 * sgm_staging_each:
 * @level: a level, %SGM_LEVEL_NONE for all rows
 * @func: called for each row in the order of the file; it may repair the row,
 *   but not visit others
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED
 *
 * Reads the rows again, with their repairs.
 *
 * Returns: whether all was well, also where @func ended it
 */
gboolean
sgm_staging_each (SgmStaging      *staging,
                  SgmLevel         level,
                  SgmStagingFunc   func,
                  gpointer         data,
                  GCancellable    *cancellable,
                  GError         **error)
{
  sqlite3_stmt *statement = staging->statements[level == SGM_LEVEL_NONE ? STATEMENT_ALL : STATEMENT_LEVEL];
  int result = SQLITE_ROW;
  gboolean good = TRUE;
  gboolean more = TRUE;

  if (level != SGM_LEVEL_NONE)
    sqlite3_bind_int (statement, 1, level);
  while (more && good && (result = sqlite3_step (statement)) == SQLITE_ROW)
    {
      more = visit (statement, func, data);
      good = !g_cancellable_set_error_if_cancelled (cancellable, error);
    }
  if (result != SQLITE_ROW && result != SQLITE_DONE)
    {
      set_error_from_sqlite (staging, result, error);
      good = FALSE;
    }
  sqlite3_reset (statement);
  return good;
}

/**
 * sgm_staging_get:
 * @id: a row
 * @func: called once
 *
 * Reads one row, with its repairs.
 *
 * Returns: whether there is such a row that was not left out; otherwise
 *   %SGM_ERROR_INVALID
 */
gboolean
sgm_staging_get (SgmStaging      *staging,
                 gint64           id,
                 SgmStagingFunc   func,
                 gpointer         data,
                 GError         **error)
{
  sqlite3_stmt *statement = staging->statements[STATEMENT_ONE];
  gboolean found;

  sqlite3_bind_int64 (statement, 1, id);
  found = sqlite3_step (statement) == SQLITE_ROW;
  if (found)
    visit (statement, func, data);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                 _("There is no row %" PRId64 "."), id);
  sqlite3_reset (statement);
  return found;
}

/**
 * sgm_staging_begin_repairs:
 *
 * Begins a batch: what is repaired from now on can be taken back together.
 *
 * Returns: the batch's number, for sgm_staging_take_back()
 */
guint
sgm_staging_begin_repairs (SgmStaging *staging)
{
  return ++staging->batch;
}

/**
 * sgm_staging_get_batch:
 *
 * Returns: the number of the last batch of repairs, 0 where there is none
 */
guint
sgm_staging_get_batch (SgmStaging *staging)
{
  return staging->batch;
}

/* Takes the row into the present batch and prepares a statement for it. */
static sqlite3_stmt *
begin_repair (SgmStaging  *staging,
              gint64       id,
              Statement    which,
              GError     **error)
{
  g_return_val_if_fail (staging->batch > 0, NULL);

  sqlite3_bind_int64 (staging->statements[STATEMENT_COPY], 1, id);
  sqlite3_bind_int (staging->statements[STATEMENT_COPY], 2, staging->batch);
  if (!run (staging, STATEMENT_COPY, error))
    return NULL;
  sqlite3_bind_int64 (staging->statements[which], 1, id);
  sqlite3_bind_int (staging->statements[which], 2, staging->batch);
  return staging->statements[which];
}

/**
 * sgm_staging_set_geometry:
 * @id: a row
 * @wkb: its geometry from now on, as in [struct@StagingRow]
 *
 * Repairs a geometry, in the present batch.
 *
 * Returns: whether it is done
 */
gboolean
sgm_staging_set_geometry (SgmStaging  *staging,
                          gint64       id,
                          GBytes      *wkb,
                          GError     **error)
{
  sqlite3_stmt *statement = begin_repair (staging, id, STATEMENT_SET_WKB, error);

  if (statement == NULL)
    return FALSE;
  bind_bytes (statement, 3, wkb);
  return run (staging, STATEMENT_SET_WKB, error);
}

/**
 * sgm_staging_set_code:
 * @id: a row
 * @code: its code from now on
 *
 * Repairs a code, in the present batch.
 *
 * Returns: whether it is done
 */
gboolean
sgm_staging_set_code (SgmStaging  *staging,
                      gint64       id,
                      const char  *code,
                      GError     **error)
{
  sqlite3_stmt *statement = begin_repair (staging, id, STATEMENT_SET_CODE, error);

  if (statement == NULL)
    return FALSE;
  bind_text (statement, 3, code);
  return run (staging, STATEMENT_SET_CODE, error);
}

/**
 * sgm_staging_leave_out:
 * @id: a row
 *
 * Leaves a row out of the import, in the present batch.
 *
 * Returns: whether it is done
 */
gboolean
sgm_staging_leave_out (SgmStaging  *staging,
                       gint64       id,
                       GError     **error)
{
  return begin_repair (staging, id, STATEMENT_SET_GONE, error) != NULL
         && run (staging, STATEMENT_SET_GONE, error);
}

/**
 * sgm_staging_note_tried:
 * @repair: what was repaired, as sgm_import_finding_dup_repair_key() has it
 *
 * Notes with the present batch that a repair was made; who takes the batch back
 * takes the note back, too.
 */
void
sgm_staging_note_tried (SgmStaging *staging,
                        const char *repair)
{
  if (staging->tried == NULL)
    staging->tried = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_hash_table_insert (staging->tried, g_strdup (repair), GUINT_TO_POINTER (staging->batch));
}

/**
 * sgm_staging_was_tried:
 * @repair: what is to be repaired
 *
 * Returns: whether the same was tried before
 */
gboolean
sgm_staging_was_tried (SgmStaging *staging,
                       const char *repair)
{
  return staging->tried != NULL && g_hash_table_contains (staging->tried, repair);
}

static gboolean
is_taken_back (gpointer repair,
               gpointer batch,
               gpointer first)
{
  return GPOINTER_TO_UINT (batch) >= GPOINTER_TO_UINT (first);
}

/**
 * sgm_staging_take_back:
 * @batch: a batch of repairs
 *
 * Takes back that batch and those after it: the rows are as they were before
 * it, byte for byte.
 *
 * Returns: whether it is done
 */
gboolean
sgm_staging_take_back (SgmStaging  *staging,
                       guint        batch,
                       GError     **error)
{
  g_return_val_if_fail (batch > 0 && batch <= staging->batch, FALSE);

  sqlite3_bind_int (staging->statements[STATEMENT_TAKE_BACK], 1, batch);
  if (!run (staging, STATEMENT_TAKE_BACK, error))
    return FALSE;
  staging->batch = batch - 1;
  if (staging->tried != NULL)
    g_hash_table_foreach_remove (staging->tried, is_taken_back, GUINT_TO_POINTER (batch));
  return TRUE;
}
