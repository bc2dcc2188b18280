/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-store-private.h"

#include "store/sgm-rows.h"

/* What is read through the store, between its changes. */

static gpointer
load_in_thread (SgmStore  *self,
                SgmJob    *job,
                GError   **error)
{
  SgmSnapshot *snapshot = NULL;
  gboolean news;

  /* Who has loaded before still gets every entry. */
  if (!sgm_store_follow (self, error) || !sgm_engine_has_news (self->engine, &news, error))
    return NULL;
  snapshot = sgm_engine_load (self->engine, error);
  if (snapshot != NULL && self->followed < sgm_snapshot_get_seq (snapshot))
    {
      if (self->followed >= 0)
        sgm_store_follow (self, NULL);
      self->followed = sgm_snapshot_get_seq (snapshot);
    }
  return snapshot;
}

static SgmJob *
load_job (GCancellable *cancellable)
{
  SgmJob *job = sgm_job_new (load_in_thread, NULL, NULL, (GDestroyNotify) sgm_snapshot_unref);

  g_set_object (&job->cancellable, cancellable);
  return job;
}

/**
 * sgm_store_load:
 *
 * Blocks. From the first load on, entries are emitted.
 *
 * Returns: (transfer full): the live district
 */
SgmSnapshot *
sgm_store_load (SgmStore  *store,
                GError   **error)
{
  return sgm_store_run (store, load_job (NULL), error);
}

/**
 * sgm_store_load_async:
 *
 * Reads the live district. The entries after it are emitted, none twice and
 * none left out. Cancelling ends the query that runs.
 */
void
sgm_store_load_async (SgmStore            *store,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  sgm_store_run_later (store, load_job (cancellable), sgm_store_load_async, cancellable, callback, user_data);
}

SgmSnapshot *
sgm_store_load_finish (SgmStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
read_table_in_thread (SgmStore  *self,
                      SgmJob    *job,
                      GError   **error)
{
  return sgm_engine_read_table (self->engine, job->argument, error);
}

/**
 * sgm_store_read_table:
 * @store: a store
 * @table: a table
 *
 * Blocks; for tools, not for windows.
 *
 * Returns: (transfer full) (element-type SgmRecord): all its records by id;
 *   areas as they are by the editions
 */
GPtrArray *
sgm_store_read_table (SgmStore        *store,
                      const SgmTable  *table,
                      GError         **error)
{
  return sgm_store_run (store,
                       sgm_job_new (read_table_in_thread, (gpointer) table, NULL, (GDestroyNotify) g_ptr_array_unref),
                       error);
}

static gpointer
audit_in_thread (SgmStore  *self,
                 SgmJob    *job,
                 GError   **error)
{
  return sgm_engine_audit (self->engine, error);
}

/**
 * sgm_store_audit:
 * @store: a store
 * @cancellable: (nullable): ends it in the middle
 *
 * Walks the journal, replays it and compares every record with what comes
 * out. Blocks; for tools, not for windows.
 *
 * Returns: (transfer full): what was found, or %NULL where it could not be
 *   read
 */
SgmAudit *
sgm_store_audit (SgmStore      *store,
                 GCancellable  *cancellable,
                 GError       **error)
{
  SgmJob *job = sgm_job_new (audit_in_thread, NULL, NULL, (GDestroyNotify) sgm_audit_free);

  g_set_object (&job->cancellable, cancellable);
  return sgm_store_run (store, job, error);
}

/**
 * sgm_store_check_journal:
 * @store: a store
 * @n_entries: (out) (optional): how many entries the journal has
 *
 * Blocks; for tools, not for windows.
 *
 * Returns: whether the journal is whole and the records are what it says;
 *   %SGM_ERROR_CORRUPT where not
 */
gboolean
sgm_store_check_journal (SgmStore  *store,
                         gint64    *n_entries,
                         GError   **error)
{
  g_autoptr (SgmAudit) audit = sgm_store_audit (store, NULL, error);

  if (audit == NULL || !sgm_audit_is_sound (audit, error))
    return FALSE;
  if (n_entries != NULL)
    *n_entries = audit->n_entries;
  return TRUE;
}

static gpointer
head_in_thread (SgmStore  *self,
                SgmJob    *job,
                GError   **error)
{
  return sgm_journal_dup_head (sgm_engine_get_database (self->engine), error);
}

/**
 * sgm_store_dup_head:
 * @store: a store
 *
 * Blocks. What is printed and exported carries the head, as only a copy of it
 * elsewhere proves later that nobody has rewritten the journal.
 *
 * Returns: (transfer full): the end of the journal
 */
SgmHead *
sgm_store_dup_head (SgmStore  *store,
                    GError   **error)
{
  return sgm_store_run (store, sgm_job_new (head_in_thread, NULL, NULL, (GDestroyNotify) sgm_head_free), error);
}

/* A column of a table, and what it shall be. */
typedef struct
{
  const SgmTable *table;
  guint column;
  SgmValue value;
} Finding;

static void
finding_free (gpointer data)
{
  Finding *finding = data;

  sgm_value_clear (&finding->value);
  g_free (finding);
}

static gpointer
find_in_thread (SgmStore  *self,
                SgmJob    *job,
                GError   **error)
{
  Finding *finding = job->argument;

  return sgm_rows_find (sgm_engine_get_database (self->engine), finding->table, finding->column, &finding->value, 0,
                        error);
}

static SgmJob *
find_job (const SgmTable *table,
          guint           column,
          const SgmValue *value)
{
  Finding *finding = g_new0 (Finding, 1);

  finding->table = table;
  finding->column = column;
  sgm_value_copy (value, &finding->value);
  return sgm_job_new (find_in_thread, finding, finding_free, (GDestroyNotify) g_ptr_array_unref);
}

/**
 * sgm_store_find:
 * @store: a store
 * @table: a table
 * @column: one of its columns
 * @value: what the column shall be
 *
 * Blocks; for tools and workers, not for the main thread.
 *
 * Returns: (transfer full) (element-type SgmRecord): the records
 */
GPtrArray *
sgm_store_find (SgmStore        *store,
                const SgmTable  *table,
                guint            column,
                const SgmValue  *value,
                GError         **error)
{
  return sgm_store_run (store, find_job (table, column, value), error);
}

/**
 * sgm_store_find_async:
 * @store: a store
 * @table: a table
 * @column: one of its columns
 * @value: what the column shall be; copied
 *
 * Finds records that are no part of the live district.
 */
void
sgm_store_find_async (SgmStore            *store,
                      const SgmTable      *table,
                      guint                column,
                      const SgmValue      *value,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  SgmJob *job = find_job (table, column, value);

  g_set_object (&job->cancellable, cancellable);
  sgm_store_run_later (store, job, sgm_store_find_async, cancellable, callback, user_data);
}

/**
 * sgm_store_find_finish:
 *
 * Returns: (transfer full) (element-type SgmRecord): the records
 */
GPtrArray *
sgm_store_find_finish (SgmStore      *store,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
