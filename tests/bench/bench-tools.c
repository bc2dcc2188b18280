/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "bench.h"
#include "district/sgm-area-kin.h"
#include "geo/sgm-measure.h"
#include "geo/sgm-probe.h"

/* Measures what the map's tools ask, without a display: bench-tools SCALE
 * DATABASE. Finding and merging is work of a worker; what a selection costs
 * the main thread is told as such. */

#define TIMES 5
#define N_CORNERS 200

typedef struct
{
  guint scale;
  SgmAreaSet *areas;
  SgmGeometry *shape;
  SgmSelection *selection;
  SgmSelection *few;
  guint n_found;
} Bench;

static void
run_find_in (gpointer data)
{
  Bench *b = data;
  g_autoptr (SgmSelection) found = sgm_area_kin_find_in (b->areas, SGM_LEVEL_UNIT, b->shape, NULL);

  b->n_found = sgm_selection_get_n (found);
  g_clear_pointer (&b->selection, sgm_selection_unref);
  b->selection = g_steal_pointer (&found);
}

static void
run_neighbours (gpointer data)
{
  Bench *b = data;
  g_autoptr (SgmSelection) found = sgm_area_kin_find (b->areas, SGM_KINSHIP_NEIGHBOURS, b->few, NULL);

  b->n_found = sgm_selection_get_n (found);
}

/* What is known of a selection before anything is drawn: its cover, its size
 * and its outline. */
static void
run_sum (gpointer data)
{
  Bench *b = data;
  g_autoptr (GArray) cover = sgm_selection_dup_cover (b->selection, b->areas);
  g_autofree const SgmGeometry **parts = g_new (const SgmGeometry *, cover->len);
  g_autoptr (SgmGeometry) outline = NULL;
  double size = 0;

  for (guint i = 0; i < cover->len; i++)
    {
      parts[i] = sgm_area_set_get (b->areas, g_array_index (cover, guint, i))->geometry;
      size += sgm_measure_area (parts[i]);
    }
  outline = sgm_probe_merge (parts, cover->len);
  g_assert_cmpfloat_with_epsilon (sgm_measure_area (outline), size, 1e-4 * size);
}

static void
run_select (gpointer data)
{
  Bench *b = data;
  g_autoptr (GArray) areas = sgm_selection_dup_areas (b->selection, b->areas);
  g_autoptr (SgmSelection) all = sgm_selection_unite (b->selection, b->few);

  b->n_found = areas->len;
}

/* A round shape over a part of the district. */
static void
measure_shape (Bench      *b,
               const char *where,
               double      part)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (b->areas, 0)->geometry);
  double v[2 * N_CORNERS];

  for (guint i = 0; i < N_CORNERS; i++)
    {
      double angle = 2 * G_PI * i / N_CORNERS;

      v[2 * i] = (box->min_x + box->max_x) / 2 + part * (box->max_x - box->min_x) * cos (angle);
      v[2 * i + 1] = (box->min_y + box->max_y) / 2 + part * (box->max_y - box->min_y) * sin (angle);
    }
  b->shape = sgm_measure_new_polygon (v, N_CORNERS);
  bench_report ("units in a loop", b->scale, where, bench_measure (run_find_in, b, TIMES), "ms");
  bench_report ("units in a loop, how many", b->scale, where, b->n_found, "");
  bench_report ("sum and outline", b->scale, where, bench_measure (run_sum, b, TIMES), "ms");
  bench_report ("select, main thread", b->scale, where, bench_measure (run_select, b, TIMES), "ms");
  g_clear_pointer (&b->shape, sgm_geometry_unref);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 }, *b = &bench;
  gint64 ids[100];
  guint first, end;

  if (argc != 3)
    {
      g_printerr ("usage: bench-tools SCALE DATABASE\n");
      return 2;
    }
  b->scale = atoi (argv[1]);
  b->areas = bench_load_areas (argv[2]);
  sgm_area_set_get_level (b->areas, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    ids[i] = sgm_area_set_get (b->areas, first + (guint64) i * (end - first) / G_N_ELEMENTS (ids))->id;
  b->few = sgm_selection_new (ids, G_N_ELEMENTS (ids));

  measure_shape (b, "a tenth", 0.18);
  measure_shape (b, "a half", 0.4);
  measure_shape (b, "all", 1);
  bench_report ("neighbours of 100 units", b->scale, "all over", bench_measure (run_neighbours, b, TIMES), "ms");

  sgm_selection_unref (b->few);
  sgm_selection_unref (b->selection);
  sgm_area_set_unref (b->areas);
  return 0;
}
