/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include "domain/sgm-tables.h"
#include "store/sgm-store.h"

/**
 * bench_cpu_ms:
 * @clock: CLOCK_PROCESS_CPUTIME_ID or CLOCK_THREAD_CPUTIME_ID
 *
 * Returns: the processor time used up to now, milliseconds
 */
double
bench_cpu_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const double *left = a;
  const double *right = b;

  return (*left > *right) - (*left < *right);
}

/**
 * bench_median:
 * @values: (element-type double): is sorted
 */
double
bench_median (GArray *values)
{
  g_assert (values->len > 0);
  g_array_sort (values, compare);
  return g_array_index (values, double, values->len / 2);
}

/**
 * bench_measure:
 * @run: what to measure; it is run once before
 * @times: how often to measure it
 *
 * Returns: the median of this thread's processor time, milliseconds
 */
double
bench_measure (BenchRun run,
               gpointer data,
               guint    times)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

  run (data);
  for (guint i = 0; i < times; i++)
    {
      double value = -bench_cpu_ms (CLOCK_THREAD_CPUTIME_ID);

      run (data);
      value += bench_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
      g_array_append_val (values, value);
    }
  return bench_median (values);
}

/**
 * bench_report:
 * @what: what was measured
 * @scale: how many times the published number of units
 * @where: the zoom, or what else tells figures of the same kind apart
 *
 * Prints a figure as a line of JSON for run.py, which knows what to reach.
 */
void
bench_report (const char *what,
              guint       scale,
              const char *where,
              double      value,
              const char *unit)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (number, sizeof number, "%.6g", value);
  g_print ("{\"what\": \"%s\", \"scale\": %u, \"where\": \"%s\", \"value\": %s, \"unit\": \"%s\"}\n",
           what, scale, where, number, unit);
}

/**
 * bench_load_areas:
 * @database: a district's file
 *
 * Returns: (transfer full): its areas
 */
SgmAreaSet *
bench_load_areas (const char *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;
  SgmAreaSet *areas = NULL;
  SgmStore *store = sgm_store_open (database, SGM_STORE_READ, &error);

  if (store != NULL)
    records = sgm_store_read_table (store, &sgm_table_area, &error);
  if (records != NULL)
    areas = sgm_area_set_new (records, &error);
  if (areas == NULL)
    g_error ("%s: %s", database, error->message);
  sgm_store_close (store);
  g_object_unref (store);
  return areas;
}

static double
get_value (const SgmArea *area,
           gpointer       data)
{
  return (area->index * 7 + GPOINTER_TO_UINT (data)) % 9;
}

/**
 * bench_make_theme:
 * @turn: another number colours the areas otherwise
 *
 * Returns: (transfer full): a theme that gives neighbours different colours
 */
SgmTheme *
bench_make_theme (SgmAreaSet *areas,
                  guint       turn)
{
  return sgm_theme_new_for_values (0, areas, get_value, GUINT_TO_POINTER (turn));
}
