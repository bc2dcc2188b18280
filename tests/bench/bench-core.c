/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include "draw/sgm-paint.h"
#include "draw/sgm-tile-key.h"
#include "geo/sgm-mercator.h"

/* Measures what draws the map, without a display: bench-core SCALE DATABASE */

#define WIDTH 1920
#define HEIGHT 1080
#define TIMES 15
#define N_POINTS 100000

typedef struct
{
  guint scale;
  SgmAreaSet *areas;
  SgmShapes *shapes;
  SgmTheme *themes[2];
  SgmRasterFrame frame;
  SgmRaster *raster;
  guint32 *pixels;
  guint turn;
  double *points;
  guint n_found;
} Bench;

static void
get_middle (Bench  *b,
            double *x,
            double *y)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (b->areas, 0)->geometry);

  *x = sgm_mercator_x ((box->min_x + box->max_x) / 2);
  *y = sgm_mercator_y ((box->min_y + box->max_y) / 2);
}

/* The middle of the district on a whole screen. Where @style_zoom is not
 * @zoom, it is drawn as at that one, but no larger. */
static SgmRasterFrame
get_frame (Bench  *b,
           double  zoom,
           double  style_zoom)
{
  double pixels = 256 * exp2 (zoom);
  double x, y;

  get_middle (b, &x, &y);
  return (SgmRasterFrame) {
    x - WIDTH / 2 / pixels, y - HEIGHT / 2 / pixels, style_zoom, exp2 (zoom - style_zoom), WIDTH, HEIGHT,
    sgm_view_get_level (style_zoom),
  };
}

static void
run_raster (gpointer data)
{
  Bench *b = data;

  g_clear_pointer (&b->raster, sgm_raster_unref);
  b->raster = sgm_raster_new (b->shapes, &b->frame, NULL);
}

static void
run_paint (gpointer data)
{
  Bench *b = data;
  g_autoptr (SgmPaints) paints = NULL;

  paints = sgm_paints_new (b->themes[b->turn++ % 2], sgm_area_set_get_n_areas (b->areas), FALSE);
  sgm_raster_paint (b->raster, paints, 1, b->pixels, WIDTH);
}

/* One raster of the whole view, and then its colours. */
static void
measure_view (Bench      *b,
              const char *where,
              double      zoom,
              double      style_zoom)
{
  double raster, paint;

  b->frame = get_frame (b, zoom, style_zoom);
  raster = bench_measure (run_raster, b, TIMES);
  paint = bench_measure (run_paint, b, TIMES);
  bench_report ("raster", b->scale, where, raster, "ms");
  bench_report ("recolour", b->scale, where, paint, "ms");
  bench_report ("raster and colours", b->scale, where, raster + paint, "ms");
}

/* As the map's layer does it: all tiles that meet the view. */
static void
run_tiles (gpointer data)
{
  Bench *b = data;
  g_autoptr (GArray) keys = NULL;
  g_autoptr (SgmPaints) paints = NULL;
  SgmView view = { .zoom = b->frame.zoom, .width = WIDTH, .height = HEIGHT, .scale = 1 };

  get_middle (b, &view.x, &view.y);
  paints = sgm_paints_new (b->themes[0], sgm_area_set_get_n_areas (b->areas), FALSE);
  keys = sgm_tile_keys_cover (&view, sgm_tile_zoom (view.zoom), 0);
  for (guint i = 0; i < keys->len; i++)
    {
      SgmRasterFrame frame = sgm_tile_key_get_frame (&g_array_index (keys, SgmTileKey, i));
      g_autoptr (SgmRaster) raster = sgm_raster_new (b->shapes, &frame, NULL);

      sgm_raster_paint (raster, paints, 1, b->pixels, SGM_TILE_SIZE);
    }
}

static void
measure_tiles (Bench      *b,
               const char *where,
               double      zoom)
{
  b->frame.zoom = zoom;
  bench_report ("tiles and colours", b->scale, where, bench_measure (run_tiles, b, TIMES), "ms");
}

/* The outlines of all units at once; a view needs those that it shows. */
static void
run_shapes (gpointer data)
{
  Bench *b = data;
  SgmShapes *shapes = sgm_shapes_new (b->areas);
  guint area, end;

  sgm_area_set_get_level (b->areas, SGM_LEVEL_UNIT, &area, &end);
  while (area < end)
    {
      g_autoptr (SgmShapeBlock) block = sgm_shapes_get_block (shapes, SGM_LEVEL_UNIT, b->frame.zoom, area);

      area += block->n_areas;
    }
  sgm_shapes_unref (shapes);
}

static void
run_theme (gpointer data)
{
  Bench *b = data;

  sgm_theme_unref (bench_make_theme (b->areas, b->turn++));
}

static void
run_hit_test (gpointer data)
{
  Bench *b = data;

  b->n_found = 0;
  for (guint i = 0; i < N_POINTS; i++)
    b->n_found += sgm_area_set_find_at (b->areas, SGM_LEVEL_UNIT, b->points[2 * i], b->points[2 * i + 1]) != NULL;
}

static void
measure_hit_test (Bench *b)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (b->areas, 0)->geometry);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double ms;

  b->points = g_new (double, 2 * N_POINTS);
  for (guint i = 0; i < N_POINTS; i++)
    {
      b->points[2 * i] = g_rand_double_range (rand, box->min_x, box->max_x);
      b->points[2 * i + 1] = g_rand_double_range (rand, box->min_y, box->max_y);
    }
  ms = bench_measure (run_hit_test, b, 5);
  g_assert_cmpuint (b->n_found, >, N_POINTS / 4);
  bench_report ("hit test", b->scale, "units", ms * 1000 / N_POINTS, "us");
  g_free (b->points);
}

static SgmAreaSet *
load (guint       scale,
      const char *database)
{
  double begin = bench_cpu_ms (CLOCK_THREAD_CPUTIME_ID);
  SgmAreaSet *areas = bench_load_areas (database);

  bench_report ("areas from the file", scale, "all", bench_cpu_ms (CLOCK_THREAD_CPUTIME_ID) - begin, "ms");
  return areas;
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { 0 }, *b = &bench;

  if (argc != 3)
    {
      g_printerr ("usage: bench-core SCALE DATABASE\n");
      return 2;
    }
  b->scale = atoi (argv[1]);
  b->areas = load (b->scale, argv[2]);
  b->shapes = sgm_shapes_new (b->areas);
  b->pixels = g_new (guint32, WIDTH * HEIGHT);
  for (guint i = 0; i < 2; i++)
    b->themes[i] = bench_make_theme (b->areas, i);

  measure_view (b, "z12", 12, 12);
  measure_view (b, "z14", 14, 14);
  measure_view (b, "z14 units", 14, 14.75);
  measure_view (b, "z14.75", 14.75, 14.75);
  measure_view (b, "z16", 16, 16);
  measure_tiles (b, "z14", 14);
  measure_tiles (b, "z14.75", 14.75);
  measure_tiles (b, "z16", 16);
  b->frame.zoom = 14.75;
  bench_report ("outlines of a zoom", b->scale, "z14.75", bench_measure (run_shapes, b, 3), "ms");
  bench_report ("theme", b->scale, "all", bench_measure (run_theme, b, TIMES), "ms");
  measure_hit_test (b);

  g_clear_pointer (&b->raster, sgm_raster_unref);
  for (guint i = 0; i < 2; i++)
    sgm_theme_unref (b->themes[i]);
  g_free (b->pixels);
  sgm_shapes_unref (b->shapes);
  sgm_area_set_unref (b->areas);
  return 0;
}
