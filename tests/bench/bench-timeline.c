/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bench.h"
#include "district/sgm-timeline.h"
#include "domain/sgm-tables.h"

/* Measures how long it takes to show the sample district at past moments:
 * bench-timeline DATABASE */

#define DAY (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define DAYS 540
#define TIMES 31

/* Returns: processor time in milliseconds */
static double
measure (SgmTimeline *timeline,
         gint64       at)
{
  g_autoptr (GError) error = NULL;
  double before = bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  g_autoptr (SgmSnapshot) snapshot = sgm_timeline_show (timeline, at, &error);

  if (snapshot == NULL)
    g_error ("%s", error->message);
  return bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - before;
}

static double
get_memory_mb (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "VmRSS:");
  return line != NULL ? strtod (line + strlen ("VmRSS:"), NULL) / 1024 : 0;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GArray) jumps = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) steps = g_array_new (FALSE, FALSE, sizeof (double));
  gint64 now = g_get_real_time () / 1000;
  double before, back, forth, longest = 0;
  SgmTimeline *timeline;

  if (argc != 2)
    return EXIT_FAILURE;
  before = bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
  timeline = sgm_timeline_open (argv[1], &error);
  if (timeline == NULL)
    g_error ("%s", error->message);
  bench_report ("timeline opened", 1, "core", bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - before, "ms");
  bench_report ("timeline entries", 1, "core", sgm_timeline_get_n_entries (timeline), "");
  bench_report ("timeline memory", 1, "core", get_memory_mb (), "MB");

  back = measure (timeline, now - DAYS * DAY);
  forth = measure (timeline, now);
  bench_report ("past, all the way back", 1, "core", back, "ms");
  bench_report ("past, all the way forth", 1, "core", forth, "ms");
  for (int i = 0; i < TIMES; i++)
    {
      gint64 at = now - g_rand_int_range (rand, 0, DAYS) * DAY;
      double jump = measure (timeline, at);
      double step = measure (timeline, at - DAY / 24);

      g_array_append_val (jumps, jump);
      g_array_append_val (steps, step);
      longest = MAX (longest, jump);
    }
  bench_report ("past, any moment", 1, "core", bench_median (jumps), "ms");
  bench_report ("past, any moment, longest", 1, "core", MAX (longest, MAX (back, forth)), "ms");
  bench_report ("past, an hour further", 1, "core", bench_median (steps), "ms");
  sgm_timeline_free (timeline);
  return EXIT_SUCCESS;
}
