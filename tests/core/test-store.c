/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "small-district.h"
#include "scratch.h"
#include "store/sgm-engine.h"
#include "store/sgm-store.h"

#include <sqlite3.h>

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static SgmRecord *
read_one (SgmStore       *store,
          const SgmTable *table,
          gint64          id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_store_read_table (store, table, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    if (sgm_record_get_id (records->pdata[i]) == id)
      return sgm_record_ref (records->pdata[i]);
  return NULL;
}

static gint64
assign (SgmStore  *store,
        gint64     event,
        gint64     version,
        gint64     person,
        GError   **error)
{
  g_autoptr (SgmChange) change = sgm_change_new_assign (event, version, person);

  return sgm_store_submit (store, change, error);
}

static gint64
withdraw (SgmStore  *store,
          gint64     task,
          gint64     version,
          GError   **error)
{
  g_autoptr (SgmChange) change = sgm_change_new_withdraw (task, version);

  return sgm_store_submit (store, change, error);
}

static void
test_import (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) made = small_district_make_records ();

  for (guint i = 0; i < made->len; i++)
    {
      SgmRecord *expected = made->pdata[i];
      g_autoptr (SgmRecord) got = read_one (f->store, sgm_record_get_table (expected),
                                            sgm_record_get_id (expected));

      g_assert_nonnull (got);
      for (guint j = 0; j < sgm_record_get_table (got)->n_columns; j++)
        g_assert_true (sgm_value_equal (sgm_record_get_value (got, j), sgm_record_get_value (expected, j)));
    }
}

static void
test_report (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmRecord) event = NULL;
  SgmReport report = { SGM_SOURCE_HOTLINE, "12345-1", SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST,
                       SMALL_X, SMALL_Y, NULL };
  g_autoptr (SgmChange) again = sgm_change_new_report_event (&report);

  g_assert_cmpint (small_district_report (f->store, SMALL_MATTER_URGENT, "12345-1"), ==, 2);
  event = read_one (f->store, &sgm_table_event, 1);
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_STAGE), ==, SGM_STAGE_FILED);
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_GRID), ==, SMALL_GRID);
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_DUE_AT), ==,
                   sgm_record_get_int (event, SGM_EVENT_REPORTED_AT) + 2 * 3600 * 1000);
  g_assert_cmpstr (sgm_record_get_text (event, SGM_EVENT_TITLE), ==, "内涝积水");
  g_assert_cmpstr (sgm_record_get_text (event, SGM_EVENT_REPORTER), ==, "报料人");

  g_assert_cmpint (sgm_store_submit (f->store, again, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REPEATED);
}

static void
test_assign_and_withdraw (Fixture       *f,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) task = NULL;

  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  g_assert_cmpint (assign (f->store, 1, 1, SMALL_WORKER_A, &error), ==, 3);
  g_assert_no_error (error);
  event = read_one (f->store, &sgm_table_event, 1);
  task = read_one (f->store, &sgm_table_task, 1);
  g_assert_cmpint (sgm_record_get_version (event), ==, 2);
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_ASSIGNEE), ==, SMALL_WORKER_A);
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_STAGE), ==, SGM_STAGE_DISPATCHED);
  g_assert_cmpint (sgm_record_get_int (task, SGM_TASK_STATE), ==, SGM_TASK_STATE_QUEUED);

  g_assert_cmpint (withdraw (f->store, 1, 1, &error), ==, 4);
  g_assert_no_error (error);
  g_clear_pointer (&event, sgm_record_unref);
  event = read_one (f->store, &sgm_table_event, 1);
  g_assert_true (sgm_record_is_null (event, SGM_EVENT_ASSIGNEE));
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_STAGE), ==, SGM_STAGE_FILED);

  g_assert_cmpint (assign (f->store, 1, 3, SMALL_WORKER_B, &error), ==, 5);
  g_assert_no_error (error);
  g_assert_cmpint (withdraw (f->store, 1, 2, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
}

static void
test_conflict (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) other = sgm_store_open (f->path, SGM_STORE_OPEN, &error);

  g_assert_no_error (error);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  g_assert_cmpint (assign (f->store, 1, 1, SMALL_WORKER_A, &error), >, 0);
  g_assert_cmpint (assign (other, 1, 1, SMALL_WORKER_B, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_CONFLICT);
  g_assert_nonnull (strstr (error->message, "甲"));
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  static const SgmReport reports[] = {
    { SGM_SOURCE_HOTLINE, NULL, 99, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL },
    { SGM_SOURCE_HOTLINE, NULL, SMALL_MATTER_URGENT, NULL, SMALL_GRID, SMALL_X, SMALL_Y, NULL },
    { SGM_SOURCE_HOTLINE, NULL, SMALL_MATTER_URGENT, NULL, 999, SMALL_X, SMALL_Y, NULL },
    { SGM_SOURCE_HOTLINE, NULL, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, 999, SMALL_Y, NULL },
    { SGM_SOURCE_HOTLINE, NULL, SMALL_MATTER_URGENT, "\xff", SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL },
    { 99, NULL, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL },
  };
  g_autoptr (GPtrArray) events = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SgmChange) change = sgm_change_new_report_event (&reports[i]);

      g_assert_cmpint (sgm_store_submit (f->store, change, &error), ==, 0);
      g_assert_true (g_error_matches (error, SGM_ERROR, SGM_ERROR_REFUSED)
                     || g_error_matches (error, SGM_ERROR, SGM_ERROR_INVALID));
    }
  events = sgm_store_read_table (f->store, &sgm_table_event, NULL);
  g_assert_cmpuint (events->len, ==, 0);

  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
  for (gint64 person = 98; person <= 99; person++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (assign (f->store, 1, 1, person == 98 ? SMALL_LEADER : person, &error), ==, 0);
      g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
    }
}

static void
collect (SgmStore  *store,
         SgmEntry  *entry,
         GArray    *seqs)
{
  g_array_append_val (seqs, entry->seq);
}

static void
wait_for (GArray *seqs,
          guint   n)
{
  while (seqs->len < n)
    g_main_context_iteration (NULL, TRUE);
}

/* Two processes on one file: each sees all entries, once, in order. */
static void
test_follow (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) other = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (GArray) here = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) there = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SgmSnapshot) a = sgm_store_load (f->store, &error);
  g_autoptr (SgmSnapshot) b = sgm_store_load (other, &error);

  g_assert_no_error (error);
  g_assert_cmpint (sgm_snapshot_get_seq (a), ==, 1);
  g_assert_cmpuint (sgm_snapshot_get_records (b, &sgm_table_area)->len, ==, 6);
  g_signal_connect (f->store, "entry", G_CALLBACK (collect), here);
  g_signal_connect (other, "entry", G_CALLBACK (collect), there);
  for (guint i = 0; i < 40; i++)
    small_district_report (i % 3 == 0 ? f->store : other, SMALL_MATTER_URGENT, NULL);
  wait_for (here, 40);
  wait_for (there, 40);
  for (guint i = 0; i < 40; i++)
    {
      g_assert_cmpint (g_array_index (here, gint64, i), ==, i + 2);
      g_assert_cmpint (g_array_index (there, gint64, i), ==, i + 2);
    }
}

/* Another process writes, at its own pace: each change is seen here within a
 * quarter of a second. */
#define N_SEEN 40
#define SEEN_MILLISECONDS 250

static void
on_seen (SgmStore *store,
         SgmEntry *entry,
         GArray   *delays)
{
  double delay = g_get_real_time () / 1000.0 - entry->at;

  g_array_append_val (delays, delay);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

static void
write_as_other (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_SEEN; i++)
    {
      small_district_report (store, SMALL_MATTER_URGENT, NULL);
      g_usleep (7000 + i % 10 * 5000);
    }
}

static void
test_other_process (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) other = NULL;
  g_autoptr (GArray) delays = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (f->store, &error);

  g_assert_no_error (error);
  g_signal_connect (f->store, "entry", G_CALLBACK (on_seen), delays);
  other = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, "/proc/self/exe", "--write", f->path, NULL);
  g_assert_no_error (error);
  while (delays->len < N_SEEN)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (g_subprocess_wait_check (other, NULL, &error));
  g_array_sort (delays, compare_doubles);
  g_test_message ("%u changes of another process were seen after: median %.0f ms, 95 %% within %.0f ms, longest %.0f ms",
                  delays->len, g_array_index (delays, double, N_SEEN / 2),
                  g_array_index (delays, double, N_SEEN * 95 / 100), g_array_index (delays, double, N_SEEN - 1));
  g_assert_cmpfloat (g_array_index (delays, double, N_SEEN / 2), <, SEEN_MILLISECONDS);
  if (g_test_perf ())
    g_assert_cmpfloat (g_array_index (delays, double, N_SEEN - 1), <, SEEN_MILLISECONDS);
}

static void
on_loaded (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load_finish (SGM_STORE (source), result, &error);
  gboolean *done = data;

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (snapshot);
  *done = TRUE;
}

/* Loading is cancelled before and while it runs; work goes on after it. */
static void
test_cancel_load (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  sgm_store_load_async (f->store, cancellable, on_loaded, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
}

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);
  GArray *seqs = data;

  g_assert_no_error (error);
  g_assert_cmpuint (seqs->len, ==, 1); /* the entry came first */
  g_array_append_val (seqs, entry->seq);
}

static void
test_async (Fixture       *f,
            gconstpointer  data)
{
  SgmReport report = { SGM_SOURCE_TERMINAL, NULL, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (f->store, NULL);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_signal_connect (f->store, "entry", G_CALLBACK (collect), seqs);
  sgm_store_submit_async (f->store, change, NULL, on_submitted, seqs);
  wait_for (seqs, 2);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

typedef struct
{
  guint n_done;
  guint n_refused;
  gint64 last;
} Row;

static void
on_row (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);
  Row *row = data;

  if (entry != NULL)
    g_assert_cmpint (entry->seq, ==, ++row->last);
  else
    {
      g_assert_true (g_error_matches (error, SGM_ERROR, SGM_ERROR_REPEATED)
                     || g_error_matches (error, SGM_ERROR, SGM_ERROR_CONFLICT));
      row->n_refused++;
    }
  row->n_done++;
}

/* Changes that wait in a row share a transaction. What the rules refuse, and
 * what fails while it is written, hinders no other. */
static void
test_row (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (f->store, NULL);
  g_autoptr (GArray) seqs = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) error = NULL;
  Row row = { 0, 0, 1 };
  gint64 n;

  execute (f->path, "CREATE TRIGGER bad BEFORE INSERT ON sgm_step WHEN (SELECT title FROM sgm_event WHERE id = new.event) "
                    "= 'bad' BEGIN SELECT RAISE (ABORT, 'bad'); END");
  g_signal_connect (f->store, "entry", G_CALLBACK (collect), seqs);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *id = g_strdup_printf ("row-%u", i - (i % 10 == 9));
      SgmReport report = { SGM_SOURCE_TERMINAL, id, SMALL_MATTER_URGENT, i % 50 == 25 ? "bad" : NULL, SMALL_UNIT_WEST,
                           SMALL_X, SMALL_Y, NULL };
      g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);

      sgm_store_submit_async (f->store, change, NULL, on_row, &row);
    }
  while (row.n_done < 200)
    g_main_context_iteration (NULL, TRUE);
  /* Those that were reported before, and those that cannot be written. */
  g_assert_cmpuint (row.n_refused, ==, 20 + 4);
  g_assert_cmpuint (seqs->len, ==, 200 - 24);
  for (guint i = 0; i < seqs->len; i++)
    g_assert_cmpint (g_array_index (seqs, gint64, i), ==, i + 2);
  sgm_store_check_journal (f->store, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1 + 200 - 24);
}

static SgmChange *
make_report (void)
{
  SgmReport report = { SGM_SOURCE_TERMINAL, NULL, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL };

  return sgm_change_new_report_event (&report);
}

/* Of changes made together, each sees what the ones before it have done to
 * the lists that rules look at. */
static void
test_lists_in_row (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SgmRecord) matter = read_one (f->store, &sgm_table_matter, SMALL_MATTER_URGENT);
  g_autoptr (SgmRecord) longer = sgm_record_copy (matter);
  g_autoptr (SgmEngine) engine = NULL;
  SgmSubmission submissions[] = { { make_report (), NULL, NULL },
                                  { sgm_change_new (SGM_CHANGE_SAVE, 0, 0), NULL, NULL },
                                  { make_report (), NULL, NULL } };

  sgm_record_set_int (longer, SGM_MATTER_LIMIT, 9);
  sgm_change_add_record (submissions[1].change, longer);
  engine = sgm_engine_open (f->path, FALSE, TRUE, &error);
  g_assert_no_error (error);
  for (guint done = 0; done < G_N_ELEMENTS (submissions);)
    done += sgm_engine_submit_together (engine, submissions + done, G_N_ELEMENTS (submissions) - done);
  events = sgm_store_read_table (f->store, &sgm_table_event, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpint (sgm_record_get_int (events->pdata[i], SGM_EVENT_DUE_AT), ==,
                     sgm_record_get_int (events->pdata[i], SGM_EVENT_REPORTED_AT) + (i == 0 ? 2 : 9) * 3600 * 1000);
  for (guint i = 0; i < G_N_ELEMENTS (submissions); i++)
    {
      g_assert_no_error (submissions[i].error);
      sgm_change_unref (submissions[i].change);
      sgm_entry_unref (submissions[i].entry);
    }
}

static void
on_cancelled (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = data;

  g_assert_null (sgm_store_submit_finish (SGM_STORE (source), result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  *done = TRUE;
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  SgmReport report = { SGM_SOURCE_TERMINAL, NULL, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) events = NULL;
  gboolean done = FALSE;

  g_cancellable_cancel (cancellable);
  sgm_store_submit_async (f->store, change, cancellable, on_cancelled, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  events = sgm_store_read_table (f->store, &sgm_table_event, NULL);
  g_assert_cmpuint (events->len, ==, 0);
}

static void
test_journal_chain (Fixture       *f,
                    gconstpointer  data)
{
  static const char *const tampers[] = {
    "UPDATE sgm_journal SET who = 'nobody' WHERE seq = 2",
    "UPDATE sgm_journal SET patch = zeroblob(8) WHERE seq = 2",
    "UPDATE sgm_journal SET personal_digest = NULL WHERE seq = 2",
    "DELETE FROM sgm_journal WHERE seq = 2",
    "DELETE FROM sgm_journal WHERE seq = 3",
    "INSERT INTO sgm_journal SELECT 9, at, who, origin, kind, why, patch, personal_digest, hash FROM sgm_journal WHERE seq = 3",
  };
  g_autoptr (GError) error = NULL;
  gint64 n;

  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  g_assert_true (sgm_store_check_journal (f->store, &n, &error));
  g_assert_cmpint (n, ==, 3);

  execute (f->path, "CREATE TABLE kept AS SELECT * FROM sgm_journal");
  for (guint i = 0; i < G_N_ELEMENTS (tampers); i++)
    {
      g_clear_error (&error);
      execute (f->path, tampers[i]);
      g_assert_false (sgm_store_check_journal (f->store, &n, &error));
      g_assert_error (error, SGM_ERROR, SGM_ERROR_CORRUPT);
      execute (f->path, "DELETE FROM sgm_journal; INSERT INTO sgm_journal SELECT * FROM kept");
    }
}

static void
test_reopen (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmRecord) event = NULL;

  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  g_assert_cmpint (assign (f->store, 1, 1, SMALL_PART_TIME, &error), >, 0);
  g_clear_object (&f->store);
  f->store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_assert_no_error (error);
  event = read_one (f->store, &sgm_table_event, 1);
  g_assert_cmpint (sgm_record_get_int (event, SGM_EVENT_ASSIGNEE), ==, SMALL_PART_TIME);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--write"))
    {
      write_as_other (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("import", test_import);
  ADD ("report", test_report);
  ADD ("assign-and-withdraw", test_assign_and_withdraw);
  ADD ("conflict", test_conflict);
  ADD ("refused", test_refused);
  ADD ("follow", test_follow);
  ADD ("other-process", test_other_process);
  ADD ("async", test_async);
  ADD ("cancel-load", test_cancel_load);
  ADD ("row", test_row);
  ADD ("lists-in-row", test_lists_in_row);
  ADD ("cancel", test_cancel);
  ADD ("journal-chain", test_journal_chain);
  ADD ("reopen", test_reopen);
#undef ADD
  return g_test_run ();
}
