/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "exchange/sgm-import-apply.h"
#include "exchange/sgm-import-read.h"
#include "scratch.h"

#include <stdlib.h>

/* What an import costs, step by step:
 *   bench-import SCALE DISTRICT AREAS
 * AREAS is a file of the district's areas, a layer for each level. Its units are
 * read and checked beside the district, in processor time; then all of it goes
 * into a new district, while somebody else makes small changes to it, in the time
 * that people wait. */

#define PAUSE_OF_OTHERS (20 * 1000)
#define FIRST_YEAR 2100

typedef struct
{
  guint scale;
  SgmForeignFile *file;
  SgmImportPresent *present;
  SgmStaging *staging;
  SgmImportReport *report;
} Bench;

static void
stop_on (const GError *error)
{
  if (error == NULL)
    return;
  g_printerr ("%s\n", error->message);
  exit (1);
}

static void
load_layer (Bench      *bench,
            const char *layer,
            gboolean    tell)
{
  g_autoptr (SgmImportPlan) plan = sgm_import_plan_new ();
  g_autoptr (GError) error = NULL;
  double start = bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID), guessed;
  int number = sgm_foreign_file_find_layer (bench->file, layer);

  g_assert (number >= 0);
  sgm_import_plan_set_layer (plan, number);
  sgm_import_plan_guess (plan, bench->file, bench->present, NULL, &error);
  stop_on (error);
  guessed = bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  sgm_import_read (bench->file, plan, bench->staging, NULL, NULL, NULL, NULL, &error);
  stop_on (error);
  if (!tell)
    return;
  bench_report ("import", bench->scale, "guess", guessed - start, "ms");
  bench_report ("import", bench->scale, "read", bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - guessed, "ms");
}

static void
check (Bench *bench)
{
  g_autoptr (GError) error = NULL;

  bench->report = sgm_import_check (bench->staging, bench->present, NULL, NULL, NULL, NULL, &error);
  stop_on (error);
}

static void
bench_clear (Bench *bench)
{
  g_clear_pointer (&bench->staging, sgm_staging_free);
  g_clear_pointer (&bench->report, sgm_import_report_free);
  g_clear_pointer (&bench->present, sgm_import_present_free);
}

/* Beside the district that the units are of. */
static void
measure_checks (Bench      *bench,
                const char *district)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (district, SGM_STORE_READ, &error);
  double start;

  stop_on (error);
  bench->present = sgm_import_present_new (store, &error);
  stop_on (error);
  bench->staging = sgm_staging_new (&error);
  stop_on (error);
  load_layer (bench, "unit", TRUE);
  start = bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  check (bench);
  bench_report ("import", bench->scale, "check", bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - start, "ms");
  bench_clear (bench);
}

/* Others -------------------------------------------------------------------- */

typedef struct
{
  const char *path;
  int done; /* atomic */
  GArray *waits;
} Others;

static gpointer
be_others (gpointer data)
{
  Others *others = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (others->path, SGM_STORE_OPEN, &error);
  GDate date;

  stop_on (error);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, FIRST_YEAR);
  for (; !g_atomic_int_get (&others->done); g_date_add_days (&date, 1))
    {
      g_autoptr (SgmRecord) day = sgm_record_new (&sgm_table_calendar, 0);
      g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
      gint64 start = g_get_monotonic_time ();
      double wait;

      sgm_record_set_int (day, SGM_CALENDAR_DAY,
                          10000 * g_date_get_year (&date) + 100 * g_date_get_month (&date) + g_date_get_day (&date));
      sgm_record_set_int (day, SGM_CALENDAR_KIND, SGM_DAY_KIND_WORKING);
      sgm_change_add_record (change, day);
      sgm_store_submit (store, change, &error);
      stop_on (error);
      wait = (g_get_monotonic_time () - start) / 1000.0;
      g_array_append_val (others->waits, wait);
      g_usleep (PAUSE_OF_OTHERS);
    }
  return NULL;
}

static void
measure_apply (Bench *bench)
{
  static const char *const layers[] = { "district", "street", "community", "grid", "unit" };
  g_autofree char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "new.sgm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_CREATE, &error);
  g_autoptr (GArray) waits = g_array_new (FALSE, FALSE, sizeof (double));
  Others others = { path, FALSE, waits };
  SgmImportOptions options = SGM_IMPORT_OPTIONS_INIT;
  SgmImportResult result = { 0 };
  GThread *thread;
  gint64 start;

  stop_on (error);
  bench->present = sgm_import_present_new_empty ();
  bench->staging = sgm_staging_new (&error);
  stop_on (error);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    load_layer (bench, layers[i], FALSE);
  check (bench);
  thread = g_thread_new ("others", be_others, &others);
  start = g_get_monotonic_time ();
  sgm_import_apply (store, bench->staging, bench->report, &options, "bench", "bench", &result, NULL, NULL, NULL, &error);
  stop_on (error);
  bench_report ("import", bench->scale, "make real", (g_get_monotonic_time () - start) / 1000.0, "ms");
  g_atomic_int_set (&others.done, TRUE);
  g_thread_join (thread);
  bench_report ("others meanwhile", bench->scale, "median", bench_median (waits), "ms");
  bench_report ("others meanwhile", bench->scale, "longest", g_array_index (waits, double, waits->len - 1), "ms");
  bench_clear (bench);
  sgm_store_close (store);
  scratch_free (g_steal_pointer (&folder));
}

int
main (int    argc,
      char **argv)
{
  Bench bench = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert (argc == 4);
  bench.scale = atoi (argv[1]);
  bench.file = sgm_foreign_file_open (argv[3], NULL, &error);
  stop_on (error);
  measure_checks (&bench, argv[2]);
  measure_apply (&bench);
  sgm_foreign_file_unref (bench.file);
  return 0;
}
