/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-painter.h"
#include "basemap/sgm-map-image.h"
#include "draw/sgm-theme.h"
#include "geo/sgm-mercator.h"
#include "scratch.h"
#include "small-district.h"
#include "tiles/sgm-mbtiles-writer.h"

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  SgmDistrict *district;
} Fixture;

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *database = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "地图.png", NULL);
  database = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (database);
  small_district_report (f->store, SMALL_MATTER_URGENT, "one");
  sgm_district_open_async (f->store, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&f->district);
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static SgmMapImageOptions
make_options (const char *theme)
{
  return (SgmMapImageOptions) {
    .width = 640,
    .height = 400,
    .scale = 1,
    .theme_kind = sgm_theme_kind_find (theme),
    .now = G_GINT64_CONSTANT (1796000000000),
  };
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *) (data + y * cairo_image_surface_get_stride (surface)))[x] & 0xffffff;
}

static guint
count_different (cairo_surface_t *a,
                 cairo_surface_t *b)
{
  guint n = 0;

  for (int y = 0; y < cairo_image_surface_get_height (a); y++)
    for (int x = 0; x < cairo_image_surface_get_width (a); x++)
      n += get_pixel (a, x, y) != get_pixel (b, x, y);
  return n;
}

static const SgmThemeClass *
get_class (SgmTheme *theme,
           guint     area)
{
  return sgm_theme_get_class (theme, sgm_theme_get_area_class (theme, area));
}

/* What the district knows comes out in the themes' classes. */
static void
test_themes (Fixture       *f,
             gconstpointer  data)
{
  SgmAreaSet *areas = sgm_district_get_areas (f->district);
  guint grid = sgm_area_set_find_id (areas, SMALL_GRID)->index;
  guint west = sgm_area_set_find_id (areas, SMALL_UNIT_WEST)->index;
  guint east = sgm_area_set_find_id (areas, SMALL_UNIT_EAST)->index;
  g_autoptr (SgmTheme) events = sgm_theme_new (sgm_theme_kind_find ("events"), f->district);
  g_autoptr (SgmTheme) coverage = sgm_theme_new (sgm_theme_kind_find ("coverage"), f->district);
  g_autoptr (SgmTheme) none = sgm_theme_new (sgm_theme_kind_find ("none"), f->district);

  g_assert_cmpstr (get_class (events, grid)->label, ==, "1");
  g_assert_cmpuint (get_class (events, grid)->count, ==, 1);
  g_assert_cmpstr (get_class (events, west)->label, ==, "1");
  g_assert_cmpstr (get_class (events, east)->label, ==, "None");

  /* No organization has been recorded. */
  g_assert_cmpint (get_class (coverage, grid)->pattern, ==, SGM_PATTERN_MISSING);
  g_assert_cmpint (get_class (coverage, west)->pattern, ==, SGM_PATTERN_MISSING);

  g_assert_cmpuint (sgm_theme_get_n_classes (none), ==, 0);
  g_assert_null (sgm_theme_dup_note (none, SGM_LEVEL_GRID));
  g_assert_cmpuint (sgm_theme_get_area_class (none, grid), ==, SGM_THEME_NO_CLASS);
}

static void
test_render (Fixture       *f,
             gconstpointer  data)
{
  SgmMapImageOptions options = make_options ("events");
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;

  options.scale = 2;
  g_assert_true (sgm_map_image_render (f->path, f->district, &options, &error));
  g_assert_no_error (error);

  surface = cairo_image_surface_create_from_png (f->path);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 1280);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 800);
  cairo_surface_destroy (surface);
}

/* Themes and darkness show, and the same picture is drawn the same twice. */
static void
test_options (Fixture       *f,
              gconstpointer  data)
{
  SgmMapImageOptions events = make_options ("events");
  SgmMapImageOptions coverage = make_options ("coverage");
  SgmMapImageOptions dark = make_options ("events");
  cairo_surface_t *one;
  cairo_surface_t *again;
  cairo_surface_t *other;
  cairo_surface_t *night;

  dark.dark = TRUE;
  one = sgm_map_image_draw (f->district, &events, NULL);
  again = sgm_map_image_draw (f->district, &events, NULL);
  other = sgm_map_image_draw (f->district, &coverage, NULL);
  night = sgm_map_image_draw (f->district, &dark, NULL);
  g_assert_cmpuint (count_different (one, again), ==, 0);
  g_assert_cmpuint (count_different (one, other), >, 5000);
  g_assert_cmpuint (count_different (one, night), >, 640 * 400 * 0.9);
  g_assert_cmpuint (get_pixel (one, 630, 200) & 0xff, >, 0xd0);
  g_assert_cmpuint (get_pixel (night, 630, 200) & 0xff, <, 0x40);
  cairo_surface_destroy (one);
  cairo_surface_destroy (again);
  cairo_surface_destroy (other);
  cairo_surface_destroy (night);
}

/* Every theme is drawn, each with a legend of its own. */
static void
test_each_theme (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GPtrArray) drawn = g_ptr_array_new_with_free_func ((GDestroyNotify) cairo_surface_destroy);

  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      SgmMapImageOptions options = make_options (sgm_theme_kind_get_id (i));
      g_autoptr (GError) error = NULL;

      g_ptr_array_add (drawn, sgm_map_image_draw (f->district, &options, &error));
      g_assert_no_error (error);
      for (guint j = 0; j < i; j++)
        g_assert_cmpuint (count_different (drawn->pdata[i], drawn->pdata[j]), >, 500);
    }
}

static void
assert_invalid (Fixture                 *f,
                const SgmMapImageOptions *options)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (sgm_map_image_render (f->path, f->district, options, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_bad_options (Fixture       *f,
                  gconstpointer  data)
{
  SgmMapImageOptions options = make_options ("none");

  options.width = 0;
  assert_invalid (f, &options);
  options.width = G_MAXINT;
  assert_invalid (f, &options);
  options.width = 100;
  options.scale = G_MAXINT;
  assert_invalid (f, &options);
  options.scale = 1;
  options.area = "999";
  assert_invalid (f, &options);
}

static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  SgmMapImageOptions options = make_options ("none");
  g_autofree char *path = g_build_filename (f->folder, "nowhere", "map.png", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (sgm_map_image_render (path, f->district, &options, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
}

/* What is no file, such as a device, is not replaced by a picture. */
static void
test_no_file (Fixture       *f,
              gconstpointer  data)
{
  SgmMapImageOptions options = make_options ("none");
  g_autofree char *path = g_build_filename (f->folder, "pipe.png", NULL);
  g_autoptr (GError) error = NULL;
  GStatBuf about;

  g_assert_cmpint (mkfifo (path, 0600), ==, 0);
  g_assert_false (sgm_map_image_render (path, f->district, &options, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_assert_cmpint (g_stat (path, &about), ==, 0);
  g_assert_true (S_ISFIFO (about.st_mode));
}

static cairo_status_t
append_bytes (void                *closure,
              const unsigned char *data,
              unsigned int         length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* A base map whose one tile below the district is plain green; the tile beside
 * it claims to have 30,000 pixels a side. */
static SgmMbtiles *
make_tiles (Fixture *f,
            guint    zoom)
{
  g_autofree char *path = g_build_filename (f->folder, "green.mbtiles", NULL);
  g_autoptr (SgmMbtilesWriter) writer = sgm_mbtiles_writer_new (path, NULL);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GBytes) tile = NULL;
  g_autoptr (GBytes) noise = g_bytes_new_static ("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30", 24);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  guint x = sgm_mercator_x (SMALL_X) * (1u << zoom);
  guint y = sgm_mercator_y (SMALL_Y) * (1u << zoom);

  cairo_set_source_rgb (cr, 0, 0.5, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, append_bytes, png);
  cairo_surface_destroy (surface);
  tile = g_bytes_new (png->data, png->len);
  g_assert_true (sgm_mbtiles_writer_add (writer, zoom, x, y, tile, NULL));
  g_assert_true (sgm_mbtiles_writer_add (writer, zoom, x + 1, y, noise, NULL));
  g_assert_true (sgm_mbtiles_writer_finish (writer, NULL));
  return sgm_mbtiles_open (path, NULL);
}

static void
test_tiles (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmMbtiles) tiles = make_tiles (f, 12);
  SgmView view = { .width = 256, .height = 256, .scale = 1, .zoom = 12.3 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  double x = floor (sgm_mercator_x (SMALL_X) * 4096);
  guint n_green = 0;

  /* The middle of the view is on the tile's eastern edge. */
  view.x = (x + 1) / 4096;
  view.y = (floor (sgm_mercator_y (SMALL_Y) * 4096) + 0.5) / 4096;
  sgm_basemap_set_ground (cr, FALSE);
  cairo_paint (cr);
  sgm_basemap_paint (tiles, cr, &view);
  for (int row = 0; row < 256; row++)
    for (int column = 0; column < 256; column++)
      n_green += get_pixel (surface, column, row) == 0x008000;
  g_assert_cmpuint (n_green, ==, 128 * 256);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

/* On a dark map, water stays darker than the land and roads lighter than it,
 * and letters are lighter than all. */
static void
test_darken (void)
{
  static const guint32 colors[] = { 0xffcfdde5, 0xffeeece6, 0xffffffff, 0xff404040 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 4, 1);
  guint32 *pixels = (guint32 *) (void *) cairo_image_surface_get_data (surface);

  for (guint i = 0; i < 4; i++)
    pixels[i] = colors[i];
  cairo_surface_mark_dirty (surface);
  sgm_basemap_darken (surface);
  for (guint i = 1; i < 4; i++)
    g_assert_cmpuint (get_pixel (surface, i, 0) >> 8 & 0xff, >,
                      get_pixel (surface, i - 1, 0) >> 8 & 0xff);
  g_assert_cmpuint (get_pixel (surface, 1, 0) & 0xff, <, 0x40);
  g_assert_cmpuint (get_pixel (surface, 3, 0) & 0xff, >, 0x50);
  cairo_surface_destroy (surface);
}

#define ADD(name, function) \
  g_test_add ("/map-image/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("themes", test_themes);
  ADD ("render", test_render);
  ADD ("options", test_options);
  ADD ("each-theme", test_each_theme);
  ADD ("bad-options", test_bad_options);
  ADD ("no-folder", test_no_folder);
  ADD ("no-file", test_no_file);
  ADD ("tiles", test_tiles);
  g_test_add_func ("/map-image/darken", test_darken);

  return g_test_run ();
}
