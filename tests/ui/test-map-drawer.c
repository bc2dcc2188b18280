/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "basemap/sgm-basemap.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-tile-maker.h"
#include "scratch.h"
#include "tiles/sgm-mbtiles-provider.h"
#include "window/sgm-map-drawer.h"

/* A map that is begun, and finished in the background while its tiles are
 * shown. */

#define LONGITUDE 113.12
#define LATITUDE 22.55
#define HALF 0.004

typedef struct
{
  char *folder;
  char *path;
  SgmMbtiles *tiles;
  SgmTileStack *stack;
} Fixture;

/* Water everywhere. */
static SgmGround *
make_ground (void)
{
  SgmGround *ground = sgm_ground_new ();
  double points[] = { 0.8, 0.4, 0.83, 0.4, 0.83, 0.46, 0.8, 0.46, 0.8, 0.4 };
  SgmGroundFeature water = { .kind = SGM_GROUND_WATER, .shape = SGM_GROUND_SHAPE_POLYGON, .n_points = 5, .points = points };

  sgm_ground_add (ground, &water);
  sgm_ground_seal (ground);
  return ground;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (SgmGround) ground = make_ground ();
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (SgmTileProvider) provider = NULL;
  g_autoptr (GError) error = NULL;
  SgmBasemapOptions options = {
    .bounds = { LONGITUDE - HALF, LATITUDE - HALF, LONGITUDE + HALF, LATITUDE + HALF },
  };

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "map.mbtiles", NULL);
  g_assert_true (sgm_basemap_begin (f->path, ground, &options, NULL, NULL, NULL, &error));
  f->tiles = sgm_mbtiles_open (f->path, &error);
  g_assert_no_error (error);
  f->stack = sgm_tile_stack_new (none, NULL, NULL, NULL);
  provider = sgm_mbtiles_provider_new (f->tiles);
  sgm_tile_stack_add (f->stack, provider, 1, SGM_DATUM_CGCS2000);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_object_unref (f->stack);
  sgm_mbtiles_unref (f->tiles);
  scratch_free (f->folder);
  g_free (f->path);
}

typedef struct
{
  guint32 pixel;
  gboolean last;
  gboolean complete;
} Outcome;

static void
on_made (cairo_surface_t *surface,
         gboolean         last,
         gboolean         complete,
         gpointer         data)
{
  Outcome *outcome = data;

  outcome->pixel = surface != NULL ? *(const guint32 *) (const void *) cairo_image_surface_get_data (surface) & 0xffffff : 0;
  outcome->last = last;
  outcome->complete = complete;
}

static Outcome
make_tile (Fixture  *f,
           guint     zoom,
           gboolean  dark)
{
  guint n = 1u << zoom;
  Outcome outcome = { 0 };
  SgmTileMaker *maker = sgm_tile_maker_start (f->stack, zoom, sgm_mercator_x (LONGITUDE) * n,
                                              sgm_mercator_y (LATITUDE) * n, dark, on_made, &outcome);

  while (!outcome.last)
    g_main_context_iteration (NULL, TRUE);
  sgm_tile_maker_stop (maker);
  return outcome;
}

static void
wait_until_done (SgmMapDrawer *drawer)
{
  while (sgm_map_drawer_is_drawing (drawer))
    g_main_context_iteration (NULL, TRUE);
}

/* A dark tile is shown as it was drawn. */
static void
test_dark (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();
  const SgmBasemapLook *look = sgm_basemap_style_get_look (style, SGM_GROUND_WATER);
  Outcome light = make_tile (f, 12, FALSE);
  Outcome dark = make_tile (f, 12, TRUE);

  g_assert_true (light.complete && dark.complete);
  g_assert_cmphex (light.pixel, ==, look->fill[SGM_BASEMAP_LIGHT]);
  g_assert_cmphex (dark.pixel, ==, look->fill[SGM_BASEMAP_DARK]);
}

static void
test_rest (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (SgmMapDrawer) drawer = sgm_map_drawer_new (f->tiles);
  Outcome early = make_tile (f, 17, FALSE);
  Outcome late;

  /* Enlarged from above, and to be asked for again. */
  g_assert_cmphex (early.pixel, !=, 0);
  g_assert_false (early.complete);
  g_assert_cmpfloat (sgm_map_drawer_get_fraction (drawer), <, 1);

  sgm_map_drawer_start (drawer, 0);
  g_assert_true (sgm_map_drawer_is_drawing (drawer));
  wait_until_done (drawer);
  g_assert_null (sgm_map_drawer_get_notice (drawer));
  g_assert_cmpfloat (sgm_map_drawer_get_fraction (drawer), ==, 1);
  late = make_tile (f, 17, FALSE);
  g_assert_true (late.complete);
  g_assert_cmphex (late.pixel, ==, early.pixel);
  g_assert_false (sgm_mbtiles_is_unfinished (f->tiles));
}

static void
on_drawing (SgmMapDrawer *drawer,
            GParamSpec   *pspec,
            guint        *n_changes)
{
  (*n_changes)++;
}

/* Stopped at once, another one may go on; while one is at it, others wait. */
static void
test_stop (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (SgmMapDrawer) drawer = sgm_map_drawer_new (f->tiles);
  g_autoptr (SgmMapDrawer) other = sgm_map_drawer_new (f->tiles);
  guint n_changes = 0;

  g_signal_connect (drawer, "notify::drawing", G_CALLBACK (on_drawing), &n_changes);
  sgm_map_drawer_start (drawer, 0);
  while (n_changes < 2)
    g_main_context_iteration (NULL, TRUE);
  sgm_map_drawer_stop (drawer);
  g_assert_false (sgm_map_drawer_is_drawing (drawer));
  g_assert_cmpuint (n_changes, ==, 3);

  sgm_map_drawer_start (other, 0);
  wait_until_done (other);
  g_assert_cmpfloat (sgm_map_drawer_get_fraction (other), ==, 1);
}

/* What cannot be written to stays as it is, and says why. */
static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (SgmMapDrawer) drawer = sgm_map_drawer_new (f->tiles);

  g_assert_true (g_file_set_contents (f->path, "no map", -1, NULL));
  sgm_map_drawer_start (drawer, 0);
  wait_until_done (drawer);
  g_assert_nonnull (sgm_map_drawer_get_notice (drawer));
  g_assert_cmpfloat (sgm_map_drawer_get_fraction (drawer), <, 1);
}

#define ADD(name, function) \
  g_test_add ("/map-drawer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("dark", test_dark);
  ADD ("rest", test_rest);
  ADD ("stop", test_stop);
  ADD ("damaged", test_damaged);
  return g_test_run ();
}
