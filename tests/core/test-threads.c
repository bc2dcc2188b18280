/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-paint.h"

#include <math.h>

#include "draw/sgm-tile-key.h"
#include "geo/sgm-mercator.h"
#include "patchwork.h"

/* What the map's workers share, used from several threads at once. Built with
 * ThreadSanitizer this shows races; without it, that the threads draw the same
 * as one alone. */

#define N_THREADS 4
#define N_ROUNDS 3
#define MIN_ZOOM 11
#define MAX_ZOOM 17
#define TILES 3 /* on a side, in the middle of the district */

typedef struct
{
  SgmAreaSet *areas;
  SgmShapes *shapes;
  SgmTheme *theme;
  GMutex mutex; /* for paints, as the main thread and workers hand them over */
  SgmPaints *paints;
  GHashTable *sums; /* zoom, row and column → what one thread alone has drawn */
} Shared;

typedef struct
{
  Shared *shared;
  guint seed;
} Worker;

static double
get_value (const SgmArea *area,
           gpointer       data)
{
  return area->index % 7;
}

static SgmPaints *
ref_paints (Shared *shared)
{
  SgmPaints *paints;

  g_mutex_lock (&shared->mutex);
  paints = sgm_paints_ref (shared->paints);
  g_mutex_unlock (&shared->mutex);
  return paints;
}

static void
renew_paints (Shared *shared)
{
  SgmPaints *paints = sgm_paints_new (shared->theme, sgm_area_set_get_n_areas (shared->areas), FALSE);

  g_mutex_lock (&shared->mutex);
  sgm_paints_unref (shared->paints);
  shared->paints = paints;
  g_mutex_unlock (&shared->mutex);
}

static SgmTileKey
get_key (guint zoom,
         guint number)
{
  double tiles = 256 * exp2 (zoom) / SGM_TILE_SIZE;
  double x = sgm_mercator_x ((PATCHWORK_WEST + PATCHWORK_EAST) / 2);
  double y = sgm_mercator_y ((PATCHWORK_SOUTH + PATCHWORK_NORTH) / 2);

  return (SgmTileKey) {
    .zoom = sgm_tile_zoom (zoom), .scale = 1,
    .x = (int) (x * tiles) - TILES / 2 + (int) (number % TILES),
    .y = (int) (y * tiles) - TILES / 2 + (int) (number / TILES),
  };
}

static guint
draw (Shared *shared,
      guint   zoom,
      guint   number)
{
  SgmTileKey key = get_key (zoom, number);
  SgmRasterFrame frame = sgm_tile_key_get_frame (&key);
  g_autoptr (SgmRaster) raster = sgm_raster_new (shared->shapes, &frame, NULL);
  g_autoptr (SgmPaints) paints = ref_paints (shared);
  g_autofree guint32 *pixels = g_new (guint32, SGM_TILE_SIZE * SGM_TILE_SIZE);
  guint sum = 0;

  sgm_raster_paint (raster, paints, 1, pixels, SGM_TILE_SIZE);
  for (guint i = 0; i < SGM_TILE_SIZE * SGM_TILE_SIZE; i++)
    sum = sum * 31 + pixels[i];
  return sum;
}

static gpointer
get_tile (guint zoom,
          guint number)
{
  return GUINT_TO_POINTER (zoom * TILES * TILES + number + 1);
}

static void
hit (Shared *shared,
     GRand  *random)
{
  double margin = 0.02; /* the rim is wavy */
  double x = g_rand_double_range (random, PATCHWORK_WEST + margin, PATCHWORK_EAST - margin);
  double y = g_rand_double_range (random, PATCHWORK_SOUTH + margin, PATCHWORK_NORTH - margin);

  g_assert_nonnull (sgm_area_set_find_at (shared->areas, SGM_LEVEL_UNIT, x, y));
}

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  Shared *shared = worker->shared;
  g_autoptr (GRand) random = g_rand_new_with_seed (worker->seed);

  for (guint i = 0; i < N_ROUNDS * TILES * TILES * (MAX_ZOOM - MIN_ZOOM + 1); i++)
    {
      guint zoom = g_rand_int_range (random, MIN_ZOOM, MAX_ZOOM + 1);
      guint number = g_rand_int_range (random, 0, TILES * TILES);

      g_assert_cmpuint (draw (shared, zoom, number), ==,
                        GPOINTER_TO_UINT (g_hash_table_lookup (shared->sums, get_tile (zoom, number))));
      hit (shared, random);
      if (i % 5 == 0)
        renew_paints (shared);
    }
  return NULL;
}

static void
test_drawing (void)
{
  Shared shared = { .areas = patchwork_new () };
  GThread *threads[N_THREADS];
  Worker workers[N_THREADS];

  g_mutex_init (&shared.mutex);
  shared.shapes = sgm_shapes_new (shared.areas);
  shared.theme = sgm_theme_new_for_values (0, shared.areas, get_value, NULL);
  shared.paints = sgm_paints_new (shared.theme, sgm_area_set_get_n_areas (shared.areas), FALSE);
  shared.sums = g_hash_table_new (NULL, NULL);
  for (guint zoom = MIN_ZOOM; zoom <= MAX_ZOOM; zoom++)
    for (guint number = 0; number < TILES * TILES; number++)
      g_hash_table_insert (shared.sums, get_tile (zoom, number), GUINT_TO_POINTER (draw (&shared, zoom, number)));

  /* The outlines are to be made anew, by whoever comes first. */
  sgm_shapes_unref (shared.shapes);
  shared.shapes = sgm_shapes_new (shared.areas);
  for (guint i = 0; i < N_THREADS; i++)
    {
      workers[i] = (Worker) { &shared, i };
      threads[i] = g_thread_new ("worker", work, &workers[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    g_thread_join (threads[i]);

  sgm_paints_unref (shared.paints);
  sgm_theme_unref (shared.theme);
  sgm_shapes_unref (shared.shapes);
  sgm_area_set_unref (shared.areas);
  g_hash_table_unref (shared.sums);
  g_mutex_clear (&shared.mutex);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threads/drawing", test_drawing);
  return g_test_run ();
}
