/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-district.h"
#include "basemap/sgm-basemap-painter.h"
#include "basemap/sgm-basemap.h"
#include "geo/sgm-ground.h"
#include "geo/sgm-mercator.h"
#include "geo/sgm-polyline.h"
#include "patchwork.h"
#include "sample/sgm-town-ground.h"
#include "scratch.h"
#include "tiles/sgm-mbtiles.h"

#define SEED 440704

/* Where the town lies on the Xijiang. */
#define BANK 113.1838

static SgmAreaSet *areas;

/* The sample's ground has everything that a base map may show. */
static SgmGround *
make_town (void)
{
  g_autoptr (GError) error = NULL;
  SgmGround *ground = sgm_town_ground_new (SEED, NULL, &error);

  g_assert_no_error (error);
  return ground;
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.mbtiles", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
}

static guint
count_files (Fixture *f)
{
  g_autoptr (GDir) dir = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_path (void)
{
  static const char *const paths[][2] = {
    { "/a/district.sgm", "/a/district.mbtiles" },
    { "/a.b/district", "/a.b/district.mbtiles" },
    { "/a/.hidden", "/a/.hidden.mbtiles" },
    { "/a/江海.2026.db", "/a/江海.2026.mbtiles" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *path = sgm_basemap_dup_path (paths[i][0]);

      g_assert_cmpstr (path, ==, paths[i][1]);
    }
}

static void
test_polyline (void)
{
  static const SgmPoint corner[] = { { 0, 0 }, { 10, 0 }, { 10, 10 } };
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));
  g_autoptr (GArray) even = NULL;
  g_autoptr (GArray) smooth = NULL;
  g_autoptr (GArray) aside = NULL;

  g_array_append_vals (points, corner, 3);
  even = sgm_polyline_resample (points, 1);
  for (guint i = 0; i + 2 < even->len; i++)
    {
      SgmPoint a = g_array_index (even, SgmPoint, i);
      SgmPoint b = g_array_index (even, SgmPoint, i + 1);

      g_assert_cmpfloat_with_epsilon (hypot (a.x - b.x, a.y - b.y), 1, 1e-9);
    }

  smooth = sgm_polyline_average (even, 3);
  g_assert_cmpuint (smooth->len, ==, even->len);
  g_assert_cmpfloat (g_array_index (smooth, SgmPoint, 10).x, <, 9.5);
  g_assert_cmpfloat (g_array_index (smooth, SgmPoint, smooth->len - 1).y, ==, 10);

  aside = sgm_polyline_offset (points, 2);
  g_assert_cmpfloat_with_epsilon (g_array_index (aside, SgmPoint, 0).y, 2, 1e-9);
  g_assert_cmpfloat_with_epsilon (g_array_index (aside, SgmPoint, 2).x, 8, 1e-9);

  sgm_polyline_extend (points, 5);
  g_assert_cmpuint (points->len, ==, 5);
}

/* Of a district that is no sample the land is known. */
static void
test_land (void)
{
  g_autoptr (SgmGround) ground = sgm_basemap_district_new_ground (areas);
  const SgmGroundFeature *land = sgm_ground_get_feature (ground, 0);

  g_assert_cmpuint (sgm_ground_get_n_features (ground), ==, 1);
  g_assert_cmpint (land->kind, ==, SGM_GROUND_DISTRICT);
  g_assert_cmpfloat_with_epsilon (land->box.min_x, sgm_mercator_x (PATCHWORK_WEST), 1e-5);
  g_assert_cmpfloat_with_epsilon (land->box.max_y, sgm_mercator_y (PATCHWORK_SOUTH), 1e-5);
}

static void
count_progress (double      fraction,
                const char *what,
                gpointer    data)
{
  double *last = data;

  g_assert_cmpfloat (fraction, >, *last);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (what);
  *last = fraction;
}

/* The share of a colour, within a few steps, in a view of the map. */
static double
get_share (SgmMbtiles *tiles,
           double      longitude,
           double      zoom,
           guint32     color)
{
  SgmView view = { .width = 200, .height = 200, .scale = 1, .zoom = zoom };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 200, 200);
  cairo_t *cr = cairo_create (surface);
  const guint32 *pixels;
  guint n = 0;

  view.x = sgm_mercator_x (longitude);
  view.y = sgm_mercator_y ((PATCHWORK_SOUTH + PATCHWORK_NORTH) / 2);
  sgm_basemap_paint (tiles, cr, &view);
  cairo_destroy (cr);
  pixels = (const guint32 *) (void *) cairo_image_surface_get_data (surface);
  for (guint i = 0; i < 200 * 200; i++)
    {
      int difference = 0;

      for (int shift = 0; shift <= 16; shift += 8)
        difference += ABS ((int) (pixels[i] >> shift & 0xff) - (int) (color >> shift & 0xff));
      n += difference <= 12;
    }
  cairo_surface_destroy (surface);
  return n / (200.0 * 200.0);
}

static guint
count_tiles (const char *path,
             const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s", table);
  sqlite3 *db = NULL;
  sqlite3_stmt *statement = NULL;
  guint n;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &statement, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (statement), ==, SQLITE_ROW);
  n = sqlite3_column_int (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (db);
  return n;
}

static void
cancel_later (double      fraction,
              const char *what,
              gpointer    data)
{
  if (fraction > 0.2)
    g_cancellable_cancel (data);
}

static void
test_make (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtiles) tiles = NULL;
  g_autoptr (SgmMbtiles) begun = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SgmGround) town = make_town ();
  SgmBasemapOptions options = {
    .bounds = { BANK - 0.02, 22.545, BANK + 0.01, 22.555 }, .attribution = "test",
  };
  double last = 0;
  guint n_tiles;

  g_assert_true (sgm_basemap_begin (f->path, town, &options, count_progress, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1);
  g_assert_cmpuint (count_files (f), ==, 1);
  begun = sgm_mbtiles_open (f->path, &error);
  g_assert_no_error (error);
  g_assert_true (sgm_mbtiles_is_unfinished (begun));
  g_assert_true (sgm_mbtiles_has_dark (begun));

  /* Stopped, and gone on with from there while it is read. */
  last = 0;
  g_assert_false (sgm_basemap_continue (f->path, SGM_BASEMAP_ASIDE, cancel_later, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  n_tiles = count_tiles (f->path, "tiles");
  g_assert_cmpuint (count_files (f), ==, 1);
  g_assert_true (sgm_basemap_continue (f->path, SGM_BASEMAP_AT_ONCE, count_progress, &last, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat (last, ==, 1);
  g_assert_cmpuint (count_files (f), ==, 1);
  g_assert_cmpuint (count_tiles (f->path, "tiles"), >, n_tiles);
  g_assert_cmpuint (count_tiles (f->path, "tiles"), ==, count_tiles (f->path, "tiles_dark"));
  sgm_mbtiles_refresh (begun);
  g_assert_false (sgm_mbtiles_is_unfinished (begun));
  g_assert_true (sgm_basemap_continue (f->path, SGM_BASEMAP_AT_ONCE, NULL, NULL, NULL, &error));

  tiles = sgm_mbtiles_open (f->path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_mbtiles_get_min_zoom (tiles), ==, SGM_BASEMAP_MIN_ZOOM);
  g_assert_cmpuint (sgm_mbtiles_get_max_zoom (tiles), ==, SGM_BASEMAP_MAX_ZOOM);
  g_assert_nonnull (sgm_mbtiles_get_attribution (tiles));

  /* Fields with roads inland, the river in the east, and tiles wherever a
   * window may look. */
  g_assert_cmpfloat (get_share (tiles, BANK - 0.01, 13, 0xeff1e4), >, 0.15);
  g_assert_cmpfloat (get_share (tiles, BANK - 0.01, 15, 0xffffff), >, 0.004);
  g_assert_cmpfloat (get_share (tiles, BANK - 0.01, 14, 0xffffff), <, 0.3);
  g_assert_cmpfloat (get_share (tiles, BANK + 0.004, 14, 0xcfdde5), >, 0.3);
  g_assert_cmpfloat (get_share (tiles, BANK, 12, 0x000000), ==, 0);
  g_assert_cmpfloat (get_share (tiles, BANK, 17, 0x000000), ==, 0);
}

static void
cancel_soon (double      fraction,
             const char *what,
             gpointer    data)
{
  if (fraction > 0.02)
    g_cancellable_cancel (data);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_false (sgm_basemap_district_begin (f->path, areas, NULL, cancel_soon, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (f), ==, 0);
  g_clear_error (&error);

  g_assert_false (sgm_basemap_district_begin (f->path, areas, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (f), ==, 0);
}

/* What is written out is a style file that reads as what it is. */
static void
test_write_style (Fixture       *f,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "style.json", NULL);
  g_autoptr (SgmBasemapStyle) builtin = sgm_basemap_style_new ();
  g_autoptr (SgmBasemapStyle) style = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (sgm_basemap_style_write_default (path, &error));
  style = sgm_basemap_style_load (path, &error);
  g_assert_no_error (error);
  for (guint kind = 0; kind < SGM_GROUND_N_KINDS; kind++)
    g_assert_cmpmem (sgm_basemap_style_get_look (style, kind), sizeof (SgmBasemapLook),
                     sgm_basemap_style_get_look (builtin, kind), sizeof (SgmBasemapLook));
  g_assert_false (sgm_basemap_style_write_default (path, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_null (sgm_basemap_style_load (f->folder, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
}

static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->folder, "nowhere", "x.mbtiles", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (sgm_basemap_district_begin (path, areas, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
}

static void
test_empty (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (SgmAreaSet) none = sgm_area_set_new (records, NULL);
  g_autoptr (GError) error = NULL;

  if (none == NULL)
    return;
  g_assert_false (sgm_basemap_district_begin (f->path, none, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_assert_cmpuint (count_files (f), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/basemap/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  int result;

  g_test_init (&argc, &argv, NULL);
  areas = patchwork_new ();

  g_test_add_func ("/basemap/path", test_path);
  g_test_add_func ("/basemap/polyline", test_polyline);
  g_test_add_func ("/basemap/land", test_land);
  ADD ("make", test_make);
  ADD ("cancel", test_cancel);
  ADD ("no-folder", test_no_folder);
  ADD ("write-style", test_write_style);
  ADD ("empty", test_empty);

  result = g_test_run ();
  sgm_area_set_unref (areas);
  return result;
}
