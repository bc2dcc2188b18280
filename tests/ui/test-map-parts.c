/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "geo/sgm-mercator.h"
#include "map/sgm-event-clusters.h"
#include "map/sgm-map-walk.h"
#include "map/sgm-tile-image.h"
#include "map/sgm-tile-read.h"
#include "patchwork.h"
#include "scratch.h"
#include "tiles/sgm-mbtiles-provider.h"
#include "tiles/sgm-mbtiles-writer.h"

/* The parts of the map that need no display. */

static guint
cluster_of (GArray *clusters,
            guint   i)
{
  return g_array_index (clusters, SgmEventCluster, i).n_points;
}

static void
test_clusters (void)
{
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (SgmEventCluster));
  SgmEventPoint points[] = {
    { 0.50, 0.50 }, { 0.50, 0.50 }, { 0.505, 0.50 }, { 0.515, 0.50 }, { 0.7, 0.2 }, { 0.4999, 0.5001 },
  };

  sgm_event_clusters_find (points, G_N_ELEMENTS (points), 0.01, clusters);
  g_assert_cmpuint (clusters->len, ==, 3);
  g_assert_cmpuint (cluster_of (clusters, 0), ==, 4);
  g_assert_cmpuint (cluster_of (clusters, 1), ==, 1);
  g_assert_cmpuint (cluster_of (clusters, 2), ==, 1);
  g_assert_cmpuint (points[5].cluster, ==, 0);
  g_assert_cmpuint (points[3].cluster, ==, 1);
  g_assert_cmpfloat_with_epsilon (g_array_index (clusters, SgmEventCluster, 0).extent, 0.005, 1e-9);

  sgm_event_clusters_find (points, G_N_ELEMENTS (points), 0.001, clusters);
  g_assert_cmpuint (clusters->len, ==, 4);
  sgm_event_clusters_find (points, 0, 0.001, clusters);
  g_assert_cmpuint (clusters->len, ==, 0);
}

/* Against the definition, on points of all kinds. */
static void
test_many_clusters (void)
{
  enum { N = 2000 };
  const double distance = 0.02;
  g_autoptr (GArray) clusters = g_array_new (FALSE, FALSE, sizeof (SgmEventCluster));
  g_autofree SgmEventPoint *points = g_new0 (SgmEventPoint, N);
  guint total = 0;

  for (guint i = 0; i < N; i++)
    {
      points[i].x = g_test_rand_double_range (0.3, 0.8);
      points[i].y = g_test_rand_double_range (0.3, 0.8);
    }
  sgm_event_clusters_find (points, N, distance, clusters);

  for (guint i = 0; i < clusters->len; i++)
    {
      const SgmEventCluster *a = &g_array_index (clusters, SgmEventCluster, i);

      total += a->n_points;
      g_assert_cmpuint (points[a->first].cluster, ==, i);
      for (guint j = 0; j < i; j++)
        {
          const SgmEventCluster *b = &g_array_index (clusters, SgmEventCluster, j);

          g_assert_cmpfloat (hypot (points[a->first].x - points[b->first].x,
                                    points[a->first].y - points[b->first].y), >=, distance);
        }
    }
  g_assert_cmpuint (total, ==, N);
  for (guint i = 0; i < N; i++)
    {
      guint first = g_array_index (clusters, SgmEventCluster, points[i].cluster).first;

      g_assert_cmpfloat (hypot (points[first].x - points[i].x, points[first].y - points[i].y),
                         <, distance);
    }
}

/* What an arrow key finds with the index is what a look at all areas finds. */
static void
test_walk_against_all (void)
{
  g_autoptr (SgmAreaSet) areas = patchwork_new ();

  for (guint turn = 0; turn < 200; turn++)
    {
      guint n = g_test_rand_int_range (1, sgm_area_set_get_n_areas (areas));
      const SgmArea *from = sgm_area_set_get (areas, n);
      const double *start = sgm_geometry_get_label_point (from->geometry);
      int east = turn % 4 == 0 ? 1 : turn % 4 == 1 ? -1 : 0;
      int south = turn % 4 == 2 ? 1 : turn % 4 == 3 ? -1 : 0;
      const SgmArea *best = NULL;
      double least = G_MAXDOUBLE;
      guint first, end;

      sgm_area_set_get_level (areas, from->level, &first, &end);
      for (guint i = first; i < end; i++)
        {
          const SgmArea *area = sgm_area_set_get (areas, i);
          const double *middle = sgm_geometry_get_label_point (area->geometry);
          double dx = sgm_mercator_x (middle[0]) - sgm_mercator_x (start[0]);
          double dy = sgm_mercator_y (middle[1]) - sgm_mercator_y (start[1]);
          double ahead = dx * east + dy * south;
          double aside = fabs (dx * south) + fabs (dy * east);

          if (area == from || ahead <= 0 || aside > ahead || ahead + 2 * aside >= least)
            continue;
          least = ahead + 2 * aside;
          best = area;
        }
      g_assert_true (sgm_map_walk (areas, from, east, south) == best);
    }
}

static void
test_walk (void)
{
  g_autoptr (SgmAreaSet) areas = patchwork_new ();
  const SgmArea *start = sgm_area_set_find_at (areas, SGM_LEVEL_UNIT, 113.07, 22.54);
  const SgmArea *area = start;
  guint n = 0;

  /* All the way to the eastern edge and no further. */
  for (const SgmArea *next = area; next != NULL; next = sgm_map_walk (areas, area, 1, 0))
    {
      area = next;
      g_assert_cmpint (area->level, ==, SGM_LEVEL_UNIT);
      g_assert_cmpuint (n++, <=, 48);
    }
  g_assert_cmpuint (n, >, 40);
  g_assert_cmpfloat (sgm_geometry_get_label_point (area->geometry)[0], >, 113.175);
  g_assert_cmpfloat_with_epsilon (sgm_geometry_get_label_point (area->geometry)[1], sgm_geometry_get_label_point (start->geometry)[1], 0.01);

  area = sgm_area_set_get (areas, 0);
  g_assert_null (sgm_map_walk (areas, area, 0, 1));
}

static cairo_surface_t *
make_image (int    width,
            int    height,
            double r,
            double g,
            double b)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);
  cairo_t *cr = cairo_create (surface);

  cairo_set_source_rgb (cr, r, g, b);
  cairo_paint (cr);
  /* The north-western quarter is white. */
  cairo_rectangle (cr, 0, 0, width / 2, height / 2);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_status_t
append (void                *data,
        const unsigned char *bytes,
        unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_png (int    width,
          int    height,
          double r,
          double g,
          double b)
{
  cairo_surface_t *surface = make_image (width, height, r, g, b);
  GByteArray *png = g_byte_array_new ();

  cairo_surface_write_to_png_stream (surface, append, png);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  guint32 pixel;

  memcpy (&pixel, data + y * cairo_image_surface_get_stride (surface) + 4 * x, 4);
  return pixel;
}

static void
test_decode (void)
{
  g_autoptr (GBytes) good = make_png (256, 256, 0, 0, 1);
  g_autoptr (GBytes) huge = make_png (2049, 16, 0, 0, 1);
  g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, g_bytes_get_size (good) / 2);
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GBytes) text = g_bytes_new_static ("<svg xmlns='http://www.w3.org/2000/svg'/>", 41);
  g_autoptr (GBytes) jpeg = g_bytes_new_static ("\xff\xd8\xff\xe0" "nonsense", 12);
  cairo_surface_t *surface = sgm_tile_image_decode (good);

  g_assert_nonnull (surface);
  g_assert_cmphex (get_pixel (surface, 200, 200), ==, 0xff0000ff);
  g_assert_cmphex (get_pixel (surface, 20, 20), ==, 0xffffffff);
  cairo_surface_destroy (surface);

  g_assert_null (sgm_tile_image_decode (huge));
  g_assert_null (sgm_tile_image_decode (cut));
  g_assert_null (sgm_tile_image_decode (empty));
  g_assert_null (sgm_tile_image_decode (text));
  g_assert_null (sgm_tile_image_decode (jpeg));
}

static SgmTileProvider *
make_tiles (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "map.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtilesWriter) writer = sgm_mbtiles_writer_new (path, &error);
  g_autoptr (GBytes) blue = make_png (256, 256, 0, 0, 1);
  g_autoptr (GBytes) red = make_png (256, 256, 1, 0, 0);
  g_autoptr (GBytes) broken = g_bytes_new_static ("\x89PNG\r\n\x1a\nbroken", 14);

  g_assert_no_error (error);
  sgm_mbtiles_writer_set_metadata (writer, "minzoom", "10");
  sgm_mbtiles_writer_set_metadata (writer, "maxzoom", "11");
  g_assert_true (sgm_mbtiles_writer_add (writer, 10, 833, 446, blue, &error));
  g_assert_true (sgm_mbtiles_writer_add (writer, 11, 1666, 892, red, &error));
  g_assert_true (sgm_mbtiles_writer_add (writer, 11, 1667, 892, broken, &error));
  g_assert_true (sgm_mbtiles_writer_finish (writer, &error));
  g_assert_no_error (error);
  return sgm_mbtiles_provider_new_for_path (path);
}

typedef struct
{
  gboolean done;
  gboolean is_dark;
  gboolean complete;
  cairo_surface_t *surface;
} Outcome;

static void
on_read (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Outcome *outcome = data;

  outcome->surface = sgm_tile_read_finish (result, &outcome->is_dark, &outcome->complete);
  outcome->done = TRUE;
}

static cairo_surface_t *
read_tile (SgmTileProvider *tiles,
           guint            zoom,
           guint            x,
           guint            y,
           gboolean         complete)
{
  Outcome outcome = { 0 };

  sgm_tile_read_async (tiles, zoom, x, y, FALSE, NULL, on_read, &outcome);
  while (!outcome.done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (outcome.complete, ==, complete);
  return outcome.surface;
}

static void
assert_tile (SgmTileProvider *tiles,
             guint            zoom,
             guint            x,
             guint            y,
             guint32          north_west,
             guint32          south_east)
{
  cairo_surface_t *surface = read_tile (tiles, zoom, x, y, TRUE);

  g_assert_nonnull (surface);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 256);
  g_assert_cmphex (get_pixel (surface, 20, 20), ==, north_west);
  g_assert_cmphex (get_pixel (surface, 236, 236), ==, south_east);
  cairo_surface_destroy (surface);
}

static void
test_load (void)
{
  g_autofree char *folder = scratch_new ();
  g_autoptr (SgmTileProvider) tiles = make_tiles (folder);
  g_autoptr (SgmTileProvider) absent = sgm_mbtiles_provider_new_for_path ("/nowhere.mbtiles");

  assert_tile (tiles, 10, 833, 446, 0xffffffff, 0xff0000ff);
  assert_tile (tiles, 11, 1666, 892, 0xffffffff, 0xffff0000);
  /* A broken and a missing one come from the level above. */
  assert_tile (tiles, 11, 1667, 892, 0xff0000ff, 0xff0000ff);
  assert_tile (tiles, 11, 1667, 893, 0xff0000ff, 0xff0000ff);
  assert_tile (tiles, 11, 1666, 893, 0xff0000ff, 0xff0000ff);
  /* Beyond the last level. */
  assert_tile (tiles, 12, 3332, 1784, 0xffffffff, 0xffffffff);
  assert_tile (tiles, 12, 3333, 1785, 0xffff0000, 0xffff0000);
  assert_tile (tiles, 14, 13328 + 3, 7136 + 3, 0xffffffff, 0xffffffff);
  assert_tile (tiles, 14, 13328 + 4, 7136 + 3, 0xffff0000, 0xffff0000);
  g_assert_null (read_tile (tiles, 9, 416, 223, TRUE));
  g_assert_null (read_tile (tiles, 12, 100, 100, TRUE));
  g_assert_null (read_tile (absent, 12, 100, 100, FALSE));
  scratch_free (g_steal_pointer (&folder));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map-parts/clusters", test_clusters);
  g_test_add_func ("/map-parts/many-clusters", test_many_clusters);
  g_test_add_func ("/map-parts/walk", test_walk);
  g_test_add_func ("/map-parts/walk-against-all", test_walk_against_all);
  g_test_add_func ("/map-parts/decode", test_decode);
  g_test_add_func ("/map-parts/load", test_load);
  return g_test_run ();
}
