/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <time.h>

#include "district/sgm-area-set.h"
#include "draw/sgm-theme.h"

/* What the benchmarks share. All times are processor time, so that other
 * programs on the machine disturb them little, and all figures are medians. */

typedef void (*BenchRun) (gpointer data);

double      bench_cpu_ms      (clockid_t   clock);
double      bench_median      (GArray     *values);
double      bench_measure     (BenchRun    run,
                               gpointer    data,
                               guint       times);
void        bench_report      (const char *what,
                               guint       scale,
                               const char *where,
                               double      value,
                               const char *unit);
SgmAreaSet *bench_load_areas  (const char *database);
SgmTheme   *bench_make_theme  (SgmAreaSet *areas,
                               guint       turn);
