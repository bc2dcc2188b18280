/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-audit.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "store/sgm-hash.h"
#include "store/sgm-personal.h"
#include "store/sgm-rows.h"

/* The journal is walked from its first entry to its head. Each entry's hash is
 * counted again and its patch applied to records in memory; in the end they
 * must be those of the tables, all of them and no others. */
typedef struct
{
  SgmDatabase *database;
  SgmAudit *audit;
  GHashTable *records[SGM_N_TABLES]; /* id to SgmRecord */
  GHashTable *erased;                /* names of values whose last content is not known */
  const SgmTable *table;             /* the one being compared */
} Replay;

static void
report (SgmAudit       *audit,
        SgmFaultKind    kind,
        gint64          seq,
        const SgmTable *table,
        gint64          id,
        const char     *column)
{
  SgmFault fault = { kind, seq, table, id, column };

  if (sgm_fault_is_entry (&fault))
    audit->n_entry_faults++;
  else
    audit->n_record_faults++;
  if (audit->faults->len < SGM_AUDIT_MAX_FAULTS)
    g_array_append_val (audit->faults, fault);
}

/* Replaying ---------------------------------------------------------------- */

static char *
name_value (const SgmPatchOp *op,
            guint             column)
{
  return g_strdup_printf ("%" PRId64 " %s %s", op->id, op->table->name, op->table->columns[column].name);
}

static void
collect_place (const SgmPatchPlace *place,
               gpointer             data)
{
  if (place->after)
    g_array_append_vals (data, place, 1);
}

/* A value that was erased may only be followed by its being taken away. */
static void
note_erased (Replay   *r,
             SgmPatch *patch,
             GArray   *places)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch) && g_hash_table_size (r->erased) > 0; i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);

      for (guint j = 0; j < op->n_changes; j++)
        if (op->table->columns[op->columns[j]].personal)
          {
            g_autofree char *name = name_value (op, op->columns[j]);

            g_hash_table_remove (r->erased, name);
          }
    }
  for (guint i = 0; i < places->len; i++)
    {
      SgmPatchPlace *place = &g_array_index (places, SgmPatchPlace, i);
      const SgmPatchOp *op = sgm_patch_get_op (patch, place->op);

      g_hash_table_add (r->erased, name_value (op, place->column));
    }
}

/* What does not apply shows as a difference of its record in the end. */
static void
apply (Replay           *r,
       const SgmPatchOp *op)
{
  GHashTable *records = r->records[sgm_table_get_index (op->table)];
  SgmRecord *record = g_hash_table_lookup (records, &op->id);
  g_autoptr (GError) error = NULL;
  SgmRecord *after = sgm_patch_op_apply (op, record, &error);

  if (after != NULL)
    g_hash_table_replace (records, g_memdup2 (&op->id, sizeof op->id), after);
  else if (error == NULL)
    g_hash_table_remove (records, &op->id);
}

/* Whether an entry's patch could be read and its personal values have the
 * digest that it says. */
static gboolean
replay_patch (Replay               *r,
              const SgmJournalRow  *row,
              gboolean             *sound,
              GError              **error)
{
  g_autoptr (SgmPatch) patch = NULL;
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (SgmPatchPlace));
  g_autoptr (GBytes) digest = NULL;
  g_autoptr (GError) local = NULL;

  *sound = FALSE;
  patch = sgm_patch_decode (row->patch, sgm_table_find, NULL);
  if (patch == NULL)
    return TRUE;
  if (row->personal_digest != NULL)
    {
      if (sgm_personal_read (r->database, row->seq, patch, collect_place, places, &digest, &local))
        *sound = g_bytes_equal (digest, row->personal_digest);
      else if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
    }
  else
    *sound = TRUE;
  note_erased (r, patch, places);
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    apply (r, sgm_patch_get_op (patch, i));
  return TRUE;
}

static gboolean
replay_row (Replay         *r,
            SgmJournalRow  *row,
            GBytes        **previous,
            GError        **error)
{
  g_autoptr (GBytes) hash = NULL;
  gboolean sound;

  if (row->patch == NULL || row->hash == NULL || row->who == NULL || row->origin == NULL || row->kind == NULL)
    {
      report (r->audit, SGM_FAULT_ENTRY_CHANGED, row->seq, NULL, 0, NULL);
      return TRUE;
    }
  hash = sgm_journal_row_hash (row, *previous);
  if (!replay_patch (r, row, &sound, error))
    return FALSE;
  if (!sound || !g_bytes_equal (hash, row->hash))
    report (r->audit, SGM_FAULT_ENTRY_CHANGED, row->seq, NULL, 0, NULL);
  g_bytes_unref (*previous);
  *previous = g_bytes_ref (row->hash);
  return TRUE;
}

static gboolean
replay_journal (Replay  *r,
                GError **error)
{
  g_autoptr (GBytes) previous = g_bytes_new_take (g_malloc0 (SGM_HASH_SIZE), SGM_HASH_SIZE);
  g_autoptr (GBytes) head = NULL;
  gint64 last;
  gint64 seq = 0;

  if (!sgm_journal_get_head (r->database, &last, NULL, &head, error))
    return FALSE;
  while (TRUE)
    {
      g_auto (SgmJournalRow) row = { 0 };

      if (!sgm_journal_next_row (r->database, seq, &row, error))
        return FALSE;
      if (row.seq == 0)
        break;
      if (row.seq != seq + 1)
        report (r->audit, SGM_FAULT_ENTRY_MISSING, seq + 1, NULL, 0, NULL);
      seq = row.seq;
      r->audit->n_entries++;
      if (!replay_row (r, &row, &previous, error))
        return FALSE;
    }
  if (seq < last)
    report (r->audit, SGM_FAULT_ENTRY_MISSING, seq + 1, NULL, 0, NULL);
  else if (seq != last || !g_bytes_equal (previous, head))
    report (r->audit, SGM_FAULT_HEAD, last, NULL, 0, NULL);
  return TRUE;
}

/* Entries and personal values that the walk does not come by. */
static gboolean
check_strays (Replay  *r,
              GError **error)
{
  gint64 before;
  gint64 stray;

  if (!sgm_database_get_int (r->database, "SELECT count(*) FROM sgm_journal WHERE seq < 1", &before, error)
      || !sgm_database_get_int (r->database,
                                "SELECT p.seq FROM sgm_personal p LEFT JOIN sgm_journal j USING (seq) "
                                "WHERE j.personal_digest IS NULL LIMIT 1", &stray, error))
    return FALSE;
  if (before > 0)
    report (r->audit, SGM_FAULT_HEAD, 0, NULL, 0, NULL);
  if (stray != 0)
    report (r->audit, SGM_FAULT_ENTRY_CHANGED, stray, NULL, 0, NULL);
  return TRUE;
}

/* Comparing ---------------------------------------------------------------- */

static void
compare_record (SgmRecord *found,
                gpointer   data)
{
  Replay *r = data;
  GHashTable *records = r->records[sgm_table_get_index (r->table)];
  gint64 id = sgm_record_get_id (found);
  SgmRecord *expected = g_hash_table_lookup (records, &id);

  r->audit->n_records++;
  if (expected == NULL)
    {
      report (r->audit, SGM_FAULT_ROW_SURPLUS, 0, r->table, id, NULL);
      return;
    }
  if (sgm_record_get_version (found) != sgm_record_get_version (expected))
    report (r->audit, SGM_FAULT_ROW_CHANGED, 0, r->table, id, "version");
  for (guint i = 0; i < r->table->n_columns; i++)
    if (!sgm_value_equal (sgm_record_get_value (found, i), sgm_record_get_value (expected, i)))
      report (r->audit, SGM_FAULT_ROW_CHANGED, 0, r->table, id, r->table->columns[i].name);
  g_hash_table_remove (records, &id);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  const gint64 *x = *(gint64 *const *) a;
  const gint64 *y = *(gint64 *const *) b;

  return (*x > *y) - (*x < *y);
}

static void
report_missing (Replay     *r,
                GHashTable *records)
{
  guint n;
  g_autofree gpointer *ids = g_hash_table_get_keys_as_array (records, &n);

  qsort (ids, n, sizeof *ids, compare_ids);
  for (guint i = 0; i < n; i++)
    report (r->audit, SGM_FAULT_ROW_MISSING, 0, r->table, *(gint64 *) ids[i], NULL);
}

/* Records read a value of a wrong type as null, so this is asked for. */
static gboolean
check_types (Replay  *r,
             GError **error)
{
  static const char *const names[] = {
    [SGM_TYPE_INT] = "integer", [SGM_TYPE_REAL] = "real", [SGM_TYPE_TEXT] = "text",
    [SGM_TYPE_BYTES] = "blob", [SGM_TYPE_GEOMETRY] = "blob",
  };

  for (guint i = 0; i < r->table->n_columns; i++)
    {
      const SgmColumn *column = &r->table->columns[i];
      g_autofree char *sql = g_strdup_printf ("SELECT id FROM sgm_%s WHERE typeof (%s) NOT IN ('null', '%s') LIMIT 1",
                                              r->table->name, column->name, names[column->type]);
      gint64 id;

      if (!sgm_database_get_int (r->database, sql, &id, error))
        return FALSE;
      if (id != 0)
        report (r->audit, SGM_FAULT_ROW_CHANGED, 0, r->table, id, column->name);
    }
  return TRUE;
}

static gboolean
compare_tables (Replay  *r,
                GError **error)
{
  for (guint i = 0; sgm_tables[i] != NULL; i++)
    {
      r->table = sgm_tables[i];
      if (!check_types (r, error) || !sgm_rows_each (r->database, r->table, compare_record, r, error))
        return FALSE;
      report_missing (r, r->records[i]);
      g_clear_pointer (&r->records[i], g_hash_table_unref);
    }
  return TRUE;
}

static void
report_erased (Replay *r)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, r->erased);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    {
      g_auto (GStrv) words = g_strsplit (name, " ", 3);
      const SgmTable *table = sgm_table_find (words[1]);

      for (guint i = 0; i < table->n_columns; i++)
        if (g_str_equal (table->columns[i].name, words[2]))
          report (r->audit, SGM_FAULT_VALUE_ERASED, 0, table, g_ascii_strtoll (words[0], NULL, 10),
                  table->columns[i].name);
    }
}

static gboolean
check_file (Replay  *r,
            GError **error)
{
  sqlite3_stmt *statement = sgm_database_prepare (r->database, "PRAGMA integrity_check (1)", error);
  gboolean row;

  if (statement == NULL || !sgm_database_step (r->database, statement, &row, error))
    return FALSE;
  if (row && g_strcmp0 ((const char *) sqlite3_column_text (statement, 0), "ok") != 0)
    report (r->audit, SGM_FAULT_FILE, 0, NULL, 0, NULL);
  sqlite3_reset (statement);
  return TRUE;
}

/* What others may use ------------------------------------------------------ */

/**
 * sgm_audit_run:
 * @database: a database in a read transaction
 *
 * Walks the journal's chain, replays it and compares every table with what
 * comes out.
 *
 * Returns: (transfer full): what was found; %NULL where it could not be read
 */
SgmAudit *
sgm_audit_run (SgmDatabase  *database,
               GError      **error)
{
  g_autoptr (SgmAudit) audit = g_new0 (SgmAudit, 1);
  Replay r = { database, audit };
  gboolean done;

  audit->faults = g_array_new (FALSE, FALSE, sizeof (SgmFault));
  r.erased = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < SGM_N_TABLES; i++)
    r.records[i] = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) sgm_record_unref);
  audit->head = sgm_journal_dup_head (database, error);
  done = audit->head != NULL && check_file (&r, error) && replay_journal (&r, error) && check_strays (&r, error)
         && compare_tables (&r, error);
  if (done)
    report_erased (&r);
  for (guint i = 0; i < SGM_N_TABLES; i++)
    g_clear_pointer (&r.records[i], g_hash_table_unref);
  g_hash_table_unref (r.erased);
  return done ? g_steal_pointer (&audit) : NULL;
}

void
sgm_audit_free (SgmAudit *audit)
{
  g_clear_pointer (&audit->faults, g_array_unref);
  g_clear_pointer (&audit->head, sgm_head_free);
  g_free (audit);
}

/**
 * sgm_audit_is_sound:
 *
 * Returns: whether nothing is wrong; otherwise %SGM_ERROR_CORRUPT with the
 *   first fault
 */
gboolean
sgm_audit_is_sound (const SgmAudit  *audit,
                    GError         **error)
{
  g_autofree char *text = NULL;

  if (audit->faults->len == 0)
    return TRUE;
  text = sgm_fault_to_text (&g_array_index (audit->faults, SgmFault, 0));
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT, text);
  return FALSE;
}

/**
 * sgm_fault_is_entry:
 *
 * Returns: whether the fault is one of the journal, not of the records
 */
gboolean
sgm_fault_is_entry (const SgmFault *fault)
{
  return fault->kind <= SGM_FAULT_HEAD;
}

/**
 * sgm_fault_to_text:
 *
 * Returns: (transfer full): a translated sentence, without any value
 */
char *
sgm_fault_to_text (const SgmFault *fault)
{
  switch (fault->kind)
    {
    case SGM_FAULT_ENTRY_CHANGED:
      return g_strdup_printf (_("Entry %" PRId64 " of the journal was changed."), fault->seq);
    case SGM_FAULT_ENTRY_MISSING:
      return g_strdup_printf (_("Entry %" PRId64 " of the journal is missing."), fault->seq);
    case SGM_FAULT_ROW_CHANGED:
      return g_strdup_printf (_("The record %s %" PRId64 " is not what the journal says: %s differs."),
                              fault->table->name, fault->id, fault->column);
    case SGM_FAULT_ROW_MISSING:
      return g_strdup_printf (_("The record %s %" PRId64 " is missing."), fault->table->name, fault->id);
    case SGM_FAULT_ROW_SURPLUS:
      return g_strdup_printf (_("The record %s %" PRId64 " is not from the journal."),
                              fault->table->name, fault->id);
    case SGM_FAULT_VALUE_ERASED:
      return g_strdup_printf (_("The %s of the record %s %" PRId64 " was erased, but no entry says so."),
                              fault->column, fault->table->name, fault->id);
    case SGM_FAULT_FILE:
      return g_strdup (_("The file is damaged: its pages do not fit together."));
    case SGM_FAULT_HEAD:
    default:
      return g_strdup (_("The journal does not end where its head says."));
    }
}
