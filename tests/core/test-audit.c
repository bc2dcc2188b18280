/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is changed in a district behind the program's back is found, and
 * told without the personal values. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-store.h"

#include <gio/gio.h>
#include <sqlite3.h>

typedef struct
{
  char *folder;
  char *path;
  char *tampered;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (SgmChange) change = sgm_change_new_assign (1, 1, SMALL_WORKER_A);

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->tampered = g_build_filename (f->folder, "tampered.sgm", NULL);
  store = small_district_open_new (f->path);
  small_district_report (store, SMALL_MATTER_URGENT, NULL);
  small_district_report (store, SMALL_MATTER_URGENT, NULL);
  sgm_store_submit (store, change, NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
  g_free (f->tampered);
}

static SgmAudit *
audit (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_READ, &error);
  SgmAudit *found = NULL;

  g_assert_no_error (error);
  found = sgm_store_audit (store, NULL, &error);
  g_assert_no_error (error);
  return found;
}

static SgmAudit *
audit_tampered (Fixture    *f,
                const char *sql)
{
  g_autoptr (GFile) from = g_file_new_for_path (f->path);
  g_autoptr (GFile) to = g_file_new_for_path (f->tampered);
  char *message = NULL;
  sqlite3 *handle;

  g_assert_true (g_file_copy (from, to, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, NULL));
  g_assert_cmpint (sqlite3_open (f->tampered, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &message);
  g_assert_cmpstr (message, ==, NULL);
  g_assert_cmpint (sqlite3_changes (handle), >, 0);
  sqlite3_close (handle);
  return audit (f->tampered);
}

static void
test_sound (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmAudit) found = audit (f->path);

  g_assert_cmpuint (found->faults->len, ==, 0);
  g_assert_cmpint (found->n_entries, ==, 4);
  g_assert_cmpint (found->n_records, >, 20);
  g_assert_cmpint (found->head->seq, ==, 4);
  g_assert_cmpuint (strlen (found->head->hash), ==, 64);
}

/* Rows of the tables, and what the first fault says of them. */
static const struct
{
  const char *sql;
  SgmFaultKind kind;
  const char *table;
  gint64 id;
  const char *column;
} tampers[] = {
  { "UPDATE sgm_person SET phone = '13900000000' WHERE id = 2", SGM_FAULT_ROW_CHANGED, "person", 2, "phone" },
  { "UPDATE sgm_person SET duty = 0 WHERE id = 3", SGM_FAULT_ROW_CHANGED, "person", 3, "duty" },
  { "UPDATE sgm_person SET skills = 7 WHERE id = 3", SGM_FAULT_ROW_CHANGED, "person", 3, "skills" },
  { "UPDATE sgm_person SET skills = x'00' WHERE id = 3", SGM_FAULT_ROW_CHANGED, "person", 3, "skills" },
  { "UPDATE sgm_matter SET version = 2 WHERE id = 1", SGM_FAULT_ROW_CHANGED, "matter", 1, "version" },
  { "DELETE FROM sgm_task WHERE id = 1", SGM_FAULT_ROW_MISSING, "task", 1, NULL },
  { "INSERT INTO sgm_task SELECT 9, version, event, person, channel, state, assigned_at, held_until, ended_at "
    "FROM sgm_task", SGM_FAULT_ROW_SURPLUS, "task", 9, NULL },
  { "UPDATE sgm_step SET at = at + 1 WHERE id = 2", SGM_FAULT_ROW_CHANGED, "step", 2, "at" },
};

static void
test_rows (Fixture       *f,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (tampers); i++)
    {
      g_autoptr (SgmAudit) found = audit_tampered (f, tampers[i].sql);
      g_autofree char *text = NULL;
      const SgmFault *fault;

      g_test_message ("%s", tampers[i].sql);
      g_assert_cmpuint (found->n_entry_faults, ==, 0);
      g_assert_cmpuint (found->n_record_faults, >=, 1);
      fault = &g_array_index (found->faults, SgmFault, 0);
      g_assert_cmpint (fault->kind, ==, tampers[i].kind);
      g_assert_cmpstr (fault->table->name, ==, tampers[i].table);
      g_assert_cmpint (fault->id, ==, tampers[i].id);
      g_assert_cmpstr (fault->column, ==, tampers[i].column);
      text = sgm_fault_to_text (fault);
      g_assert_nonnull (strstr (text, tampers[i].table));
      g_assert_null (strstr (text, "1390"));
      g_assert_null (strstr (text, "1000000"));
    }
}

/* A geometry that moved by a hair's breadth. */
static void
test_geometry (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (SgmAudit) found = NULL;
  const SgmFault *fault;

  found = audit_tampered (f, "DROP TRIGGER ggu_sgm_event_geometry; "
                             "UPDATE sgm_event SET geometry = CAST (replace (geometry, x'40', x'41') AS BLOB) "
                             "WHERE id = 2");
  g_assert_cmpuint (found->n_record_faults, ==, 1);
  fault = &g_array_index (found->faults, SgmFault, 0);
  g_assert_cmpstr (fault->column, ==, "geometry");
  g_assert_cmpint (fault->id, ==, 2);
}

/* Entries, and the number that the first fault has. */
static const struct
{
  const char *sql;
  SgmFaultKind kind;
  gint64 seq;
} entry_tampers[] = {
  { "UPDATE sgm_journal SET who = 'nobody' WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "UPDATE sgm_journal SET at = at - 1 WHERE seq = 3", SGM_FAULT_ENTRY_CHANGED, 3 },
  { "UPDATE sgm_journal SET kind = 'undo' WHERE seq = 3", SGM_FAULT_ENTRY_CHANGED, 3 },
  { "UPDATE sgm_journal SET why = 'so' WHERE seq = 4", SGM_FAULT_ENTRY_CHANGED, 4 },
  { "UPDATE sgm_journal SET patch = zeroblob(8) WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "UPDATE sgm_journal SET hash = zeroblob(32) WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "UPDATE sgm_journal SET personal_digest = NULL WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "DELETE FROM sgm_journal WHERE seq = 2", SGM_FAULT_ENTRY_MISSING, 2 },
  { "DELETE FROM sgm_journal WHERE seq = 4", SGM_FAULT_ENTRY_MISSING, 4 },
  { "UPDATE sgm_journal_head SET hash = zeroblob(32)", SGM_FAULT_HEAD, 4 },
  { "UPDATE sgm_personal SET value = 'other' WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "UPDATE sgm_personal SET record = 7 WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "UPDATE sgm_personal SET digest = zeroblob(32), salt = NULL, value = NULL WHERE seq = 2",
    SGM_FAULT_ENTRY_CHANGED, 2 },
  { "DELETE FROM sgm_personal WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 2 },
  { "INSERT INTO sgm_personal SELECT 4, op, position, after, record_table, record, salt, value, digest "
    "FROM sgm_personal WHERE seq = 2", SGM_FAULT_ENTRY_CHANGED, 4 },
};

static void
test_entries (Fixture       *f,
              gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (entry_tampers); i++)
    {
      g_autoptr (SgmAudit) found = audit_tampered (f, entry_tampers[i].sql);
      const SgmFault *fault = &g_array_index (found->faults, SgmFault, 0);

      g_test_message ("%s", entry_tampers[i].sql);
      g_assert_cmpuint (found->n_entry_faults, >=, 1);
      g_assert_cmpint (fault->kind, ==, entry_tampers[i].kind);
      g_assert_cmpint (fault->seq, ==, entry_tampers[i].seq);
    }
}

/* Who rewrites the whole chain is found by the head that somebody kept. */
static void
test_head (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmHead) head = sgm_store_dup_head (store, &error);
  g_autoptr (SgmHead) later = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (head->seq, ==, 4);
  g_assert_cmpuint (strspn (head->hash, "0123456789abcdef"), ==, 64);
  small_district_report (store, SMALL_MATTER_ORDINARY, NULL);
  later = sgm_store_dup_head (store, &error);
  g_assert_cmpint (later->seq, ==, 5);
  g_assert_cmpstr (later->hash, !=, head->hash);
}

/* Cancelling reaches the query that runs. */
static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  g_assert_null (sgm_store_audit (store, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_true (sgm_store_check_journal (store, NULL, &error));
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/audit/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("sound", test_sound);
  ADD ("rows", test_rows);
  ADD ("geometry", test_geometry);
  ADD ("entries", test_entries);
  ADD ("head", test_head);
  ADD ("cancel", test_cancel);
#undef ADD
  return g_test_run ();
}
