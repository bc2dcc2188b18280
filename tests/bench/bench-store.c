/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gstdio.h>
#include <spatialite.h>
#include <sqlite3.h>

#include "district/sgm-district.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"
#include "scratch.h"
#include "small-district.h"

/* Measures the store beside plain SQLite, which is given the same rows with
 * their geometry, in the same file's form, as safely:
 *   bench-store changes           single changes and batches
 *   bench-store beside            changes beside another process's flood of them
 *   bench-store open SCALE FILE   what a district's file costs
 * Times are those of a clock on the wall, as a disk is waited for. */

#define N_SINGLE 400
#define N_BATCHES 20
#define BATCH 1000
#define TIMES 5
#define N_ENTRIES 100
#define N_FLOODS 30

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1e3;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

static double
quantile (GArray *values,
          double  share)
{
  g_array_sort (values, compare);
  return g_array_index (values, double, MIN (values->len - 1, (guint) (values->len * share)));
}

static void
check (int           done,
       const GError *error)
{
  if (!done)
    g_error ("%s", error != NULL ? error->message : "failed");
}

/* The store ---------------------------------------------------------------- */

static SgmChange *
make_report (guint number)
{
  g_autofree char *id = g_strdup_printf ("bench-%u", number);
  SgmReport report = { SGM_SOURCE_HOTLINE, id, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST,
                       SMALL_X + number % 100 * 1e-5, SMALL_Y, NULL };

  return sgm_change_new_report_event (&report);
}

static double
submit_one (SgmStore *store,
            guint     number)
{
  g_autoptr (SgmChange) change = make_report (number);
  g_autoptr (GError) error = NULL;
  double value = -now_ms ();

  check (sgm_store_submit (store, change, &error) != 0, error);
  return value + now_ms ();
}

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);
  guint *left = data;

  check (entry != NULL, error);
  (*left)--;
}

static double
submit_batch (SgmStore *store,
              guint     first)
{
  g_autoptr (GPtrArray) changes = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_change_unref);
  guint left = BATCH;
  double value;

  for (guint i = 0; i < BATCH; i++)
    g_ptr_array_add (changes, make_report (first + i));
  value = -now_ms ();
  for (guint i = 0; i < BATCH; i++)
    sgm_store_submit_async (store, changes->pdata[i], NULL, on_submitted, &left);
  while (left > 0)
    g_main_context_iteration (NULL, TRUE);
  return value + now_ms ();
}

/* Plain SQLite ------------------------------------------------------------- */

typedef struct
{
  sqlite3 *handle;
  void *spatialite;
  sqlite3_stmt *event;
  sqlite3_stmt *step;
  sqlite3_stmt *inbox;
  gint64 n_events;
} Plain;

static void
exec (Plain      *plain,
      const char *sql)
{
  if (sqlite3_exec (plain->handle, sql, NULL, NULL, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (plain->handle));
}

static sqlite3_stmt *
prepare (Plain      *plain,
         const char *sql)
{
  sqlite3_stmt *statement;

  if (sqlite3_prepare_v2 (plain->handle, sql, -1, &statement, NULL) != SQLITE_OK)
    g_error ("%s", sqlite3_errmsg (plain->handle));
  return statement;
}

static void
plain_open (Plain      *plain,
            const char *path)
{
  check (sqlite3_open (path, &plain->handle) == SQLITE_OK, NULL);
  plain->spatialite = spatialite_alloc_connection ();
  spatialite_init_ex (plain->handle, plain->spatialite, 0);
  exec (plain, "PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 2000; PRAGMA foreign_keys = ON");
  plain->event = prepare (plain, "INSERT INTO sgm_event (id, version, no, source, source_id, matter, title, unit, grid, "
                                 "stage, urgency, reported_at, due_at, geometry) "
                                 "VALUES (?, 1, ?, 2, ?, 1, '内涝积水', 5, 4, 2, 1, ?, ?, GeomFromWKB (?, 4490))");
  plain->step = prepare (plain, "INSERT INTO sgm_step (id, version, event, seq, at, who, stage, kind) "
                                "VALUES (?, 1, ?, ?, ?, 'root', ?, 2)");
  plain->inbox = prepare (plain, "INSERT INTO sgm_inbox (id, version, source, source_id, at) VALUES (?, 1, 2, ?, ?)");
  plain->n_events = 0;
}

static void
plain_close (Plain *plain)
{
  sqlite3_finalize (plain->event);
  sqlite3_finalize (plain->step);
  sqlite3_finalize (plain->inbox);
  sqlite3_close (plain->handle);
  spatialite_cleanup_ex (plain->spatialite);
}

static void
run (Plain        *plain,
     sqlite3_stmt *statement)
{
  if (sqlite3_step (statement) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (plain->handle));
  sqlite3_reset (statement);
}

static void
plain_insert (Plain *plain)
{
  gint64 id = ++plain->n_events;
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *number = g_strdup_printf ("JH20261123-%06" G_GINT64_FORMAT, id);
  g_autofree char *source = g_strdup_printf ("bench-%" G_GINT64_FORMAT, id);
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (SMALL_X + id % 100 * 1e-5, SMALL_Y);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (point);

  sqlite3_bind_int64 (plain->event, 1, id);
  sqlite3_bind_text (plain->event, 2, number, -1, SQLITE_STATIC);
  sqlite3_bind_text (plain->event, 3, source, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (plain->event, 4, now);
  sqlite3_bind_int64 (plain->event, 5, now + 7200000);
  sqlite3_bind_blob (plain->event, 6, g_bytes_get_data (wkb, NULL), g_bytes_get_size (wkb), SQLITE_STATIC);
  run (plain, plain->event);
  for (int i = 1; i <= 2; i++)
    {
      sqlite3_bind_int64 (plain->step, 1, 2 * id + i - 2);
      sqlite3_bind_int64 (plain->step, 2, id);
      sqlite3_bind_int (plain->step, 3, i);
      sqlite3_bind_int64 (plain->step, 4, now);
      sqlite3_bind_int (plain->step, 5, i);
      run (plain, plain->step);
    }
  sqlite3_bind_int64 (plain->inbox, 1, id);
  sqlite3_bind_text (plain->inbox, 2, source, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (plain->inbox, 3, now);
  run (plain, plain->inbox);
}

static double
plain_commit (Plain *plain,
              guint  n)
{
  double value = -now_ms ();

  exec (plain, "BEGIN IMMEDIATE");
  for (guint i = 0; i < n; i++)
    plain_insert (plain);
  exec (plain, "COMMIT");
  return value + now_ms ();
}

/* Cases -------------------------------------------------------------------- */

static void
add (GArray *values,
     double  value)
{
  g_array_append_val (values, value);
}

/* The two in turns, so that what else goes on meets both. */
static void
measure_changes (void)
{
  char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autofree char *plain_path = g_build_filename (folder, "plain.sgm", NULL);
  g_autoptr (GArray) ours = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) theirs = g_array_new (FALSE, FALSE, sizeof (double));
  SgmStore *store = small_district_open_new (path);
  guint number = 0;
  Plain plain;

  g_object_unref (small_district_open_new (plain_path));
  plain_open (&plain, plain_path);
  for (guint i = 0; i < N_SINGLE; i++)
    {
      add (ours, submit_one (store, number++));
      add (theirs, plain_commit (&plain, 1));
    }
  bench_report ("single change", 1, "p50", quantile (ours, 0.5), "ms");
  bench_report ("single change", 1, "p99", quantile (ours, 0.99), "ms");
  bench_report ("bare commit", 1, "p50", quantile (theirs, 0.5), "ms");
  bench_report ("bare commit", 1, "p99", quantile (theirs, 0.99), "ms");
  g_array_set_size (ours, 0);
  g_array_set_size (theirs, 0);
  for (guint i = 0; i < N_BATCHES; i++, number += BATCH)
    {
      add (ours, submit_batch (store, number));
      add (theirs, plain_commit (&plain, BATCH));
    }
  bench_report ("batch of 1,000 events", 1, "store", BATCH / quantile (ours, 0.5) * 1e3, "events/s");
  bench_report ("batch of 1,000 events", 1, "bare rows", BATCH / quantile (theirs, 0.5) * 1e3, "events/s");
  plain_close (&plain);
  g_object_unref (store);
  scratch_free (folder);
}

static gint64
find_last (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = sgm_store_dup_head (store, &error);

  check (head != NULL, error);
  return head->seq;
}

static void
flood (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, &error);

  check (store != NULL, error);
  for (guint i = 0; i < N_FLOODS; i++)
    submit_batch (store, 1000000 + i * BATCH);
}

static GSubprocess *
start_flood (const char *path)
{
  g_autoptr (GError) error = NULL;
  GSubprocess *other = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, "/proc/self/exe", "flood", path,
                                         NULL);

  check (other != NULL, error);
  return other;
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (GError) error = NULL;

  check (g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error), error);
  *(gboolean *) data = TRUE;
}

/* A person's changes while another process makes as many as it can: what one
 * waits for is mostly the other's transaction. */
static void
measure_beside (void)
{
  char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  SgmStore *store = small_district_open_new (path);
  g_autoptr (GSubprocess) other = start_flood (path);
  gboolean ended = FALSE;

  g_subprocess_wait_check_async (other, NULL, on_ended, &ended);
  /* It has begun when its entries are there. */
  while (find_last (store) < BATCH)
    g_usleep (1000);
  while (!ended)
    {
      add (values, submit_one (store, values->len));
      g_main_context_iteration (NULL, FALSE);
    }
  bench_report ("change beside a flood", 1, "p50", quantile (values, 0.5), "ms");
  bench_report ("change beside a flood", 1, "longest", quantile (values, 1), "ms");
  g_object_unref (store);
  scratch_free (folder);
}

/* Without what SQLite holds, which is a cache. */
static double
heap_mb (void)
{
  struct mallinfo2 info = mallinfo2 ();

  return (info.uordblks + info.hblkhd - sqlite3_memory_used ()) / 1e6;
}

static gint64
find_id (SgmStore       *store,
         const SgmTable *table,
         guint           column,
         gint64          value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_store_read_table (store, table, &error);

  check (records != NULL, error);
  for (guint i = 0; i < records->len; i++)
    if (sgm_record_get_int (records->pdata[i], column) == value)
      return sgm_record_get_id (records->pdata[i]);
  g_error ("There is no such record.");
}

/* Entries that another desk has written, until the district here has them:
 * processor time of the main thread alone, which must not be kept. */
static double
measure_following (const char  *path,
                   SgmDistrict *district)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) other = sgm_store_open (path, SGM_STORE_OPEN, &error);
  gint64 target = sgm_district_get_seq (district) + N_ENTRIES;
  SgmReport report = { SGM_SOURCE_HOTLINE, NULL, 0, NULL, 0, SMALL_X, SMALL_Y, NULL };
  double value;

  check (other != NULL, error);
  report.unit = find_id (other, &sgm_table_area, SGM_AREA_LEVEL, SGM_LEVEL_UNIT);
  report.matter = find_id (other, &sgm_table_matter, SGM_MATTER_NO, 1);
  for (guint i = 0; i < N_ENTRIES; i++)
    {
      g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);

      check (sgm_store_submit (other, change, &error) != 0, error);
    }
  value = -bench_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
  while (sgm_district_get_seq (district) < target)
    g_main_context_iteration (NULL, TRUE);
  return value + bench_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr (GFile) source = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;

  check (g_file_copy (source, target, G_FILE_COPY_NONE, NULL, NULL, NULL, &error), error);
}

static SgmDistrict *
open_district (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmSnapshot) snapshot = NULL;
  SgmDistrict *district;

  check (store != NULL, error);
  snapshot = sgm_store_load (store, &error);
  check (snapshot != NULL, error);
  district = sgm_district_new (store, snapshot, &error);
  check (district != NULL, error);
  return district;
}

static void
measure_opening (guint       scale,
                 const char *path)
{
  g_autoptr (GArray) opening = g_array_new (FALSE, FALSE, sizeof (double));
  double memory = 0;

  for (guint i = 0; i < TIMES; i++)
    {
      double before = heap_mb ();
      double value = -now_ms ();
      SgmDistrict *district = open_district (path);

      add (opening, value + now_ms ());
      memory = MAX (memory, heap_mb () - before);
      g_object_unref (district);
    }
  bench_report ("opening", scale, "live district", quantile (opening, 0.5), "ms");
  bench_report ("memory", scale, "live district", memory, "MB");
}

static void
measure_file (guint       scale,
              const char *origin)
{
  char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GError) error = NULL;
  SgmDistrict *district;
  SgmAudit *audit;

  copy_file (origin, path);
  measure_opening (scale, path);
  district = open_district (path);
  for (guint i = 0; i < TIMES; i++)
    add (values, measure_following (path, district));
  bench_report ("100 entries", scale, "into the district", quantile (values, 0.5), "ms");
  g_array_set_size (values, 0);
  for (guint i = 0; i < 3; i++)
    {
      double value = -now_ms ();

      audit = sgm_store_audit (sgm_district_get_store (district), NULL, &error);
      check (audit != NULL && sgm_audit_is_sound (audit, &error), error);
      add (values, value + now_ms ());
      sgm_audit_free (audit);
    }
  bench_report ("verify", scale, "whole sample", quantile (values, 0.5) / 1e3, "s");
  g_object_unref (district);
  scratch_free (folder);
}

int
main (int    argc,
      char **argv)
{
  /* Only one arena is counted. */
  mallopt (M_ARENA_MAX, 1);
  if (argc == 2 && g_str_equal (argv[1], "changes"))
    measure_changes ();
  else if (argc == 2 && g_str_equal (argv[1], "beside"))
    measure_beside ();
  else if (argc == 3 && g_str_equal (argv[1], "flood"))
    flood (argv[2]);
  else if (argc == 4 && g_str_equal (argv[1], "open"))
    measure_file (atoi (argv[2]), argv[3]);
  else
    return EXIT_FAILURE;
  return EXIT_SUCCESS;
}
