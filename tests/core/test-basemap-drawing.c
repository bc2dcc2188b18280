/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-lines.h"
#include "basemap/sgm-basemap-names.h"
#include "basemap/sgm-basemap-tile.h"
#include "basemap/sgm-ground-pack.h"
#include "draw/sgm-png.h"
#include "geo/sgm-mercator.h"
#include "sample/sgm-town-ground.h"

#define SEED 440704

/* The sample's ground has everything that a base map may show. */
static SgmGround *
make_town (void)
{
  g_autoptr (GError) error = NULL;
  SgmGround *ground = sgm_town_ground_new (SEED, NULL, &error);

  g_assert_no_error (error);
  return ground;
}

/* A ground of things that tests add. */
static void
add (SgmGround      *ground,
     SgmGroundKind   kind,
     SgmGroundShape  shape,
     const char     *name,
     const char     *name_en,
     const double   *points,
     guint           n)
{
  SgmGroundFeature feature = { .kind = kind, .shape = shape, .name = name, .name_en = name_en };

  feature.points = (double *) points;
  feature.n_points = n;
  sgm_ground_add (ground, &feature);
}

/* Where a zoom's pixel lies in the world; tests draw around a tile in it. */
#define X0 (106700.0 / 131072)
#define Y0 (57170.0 / 131072)
#define PIXEL (1.0 / (256.0 * 131072))

static SgmGround *
make_crossing (void)
{
  SgmGround *ground = sgm_ground_new ();
  const double land[] = { X0 - 1e-3, Y0 - 1e-3, X0 + 1e-3, Y0 - 1e-3, X0 + 1e-3, Y0 + 1e-3, X0 - 1e-3, Y0 + 1e-3, X0 - 1e-3, Y0 - 1e-3 };
  double road[2 * 60];
  const double other[] = { X0 + 200 * PIXEL, Y0 - 2000 * PIXEL, X0 + 200 * PIXEL, Y0 + 2000 * PIXEL };
  const double river[] = { X0 - 2000 * PIXEL, Y0 + 500 * PIXEL, X0 + 2000 * PIXEL, Y0 + 900 * PIXEL };

  for (guint i = 0; i < 60; i++)
    {
      road[2 * i] = X0 + (i * 40.0 - 1200) * PIXEL;
      road[2 * i + 1] = Y0 + 100 * sin (i / 6.0) * PIXEL;
    }
  add (ground, SGM_GROUND_DISTRICT, SGM_GROUND_SHAPE_POLYGON, NULL, NULL, land, 5);
  add (ground, SGM_GROUND_PRIMARY, SGM_GROUND_SHAPE_LINE, "迎宾大道", "Yingbin Avenue", road, 60);
  add (ground, SGM_GROUND_TERTIARY, SGM_GROUND_SHAPE_LINE, "文昌路", NULL, other, 2);
  add (ground, SGM_GROUND_RIVER, SGM_GROUND_SHAPE_LINE, "礼乐河", NULL, river, 2);
  sgm_ground_seal (ground);
  return ground;
}

static cairo_surface_t *
draw_tile (const SgmGround       *ground,
           const SgmBasemapNames *names,
           guint                  zoom,
           guint                  x,
           guint                  y,
           SgmBasemapShade        shade)
{
  SgmBasemapTile tile = { zoom, x, y, 256, shade };
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();
  g_autoptr (GBytes) png = sgm_basemap_tile_make (&tile, ground, style, names);

  return sgm_png_decode (png);
}

static guint32
get_pixel (cairo_surface_t *surface,
           int              x,
           int              y)
{
  const guint8 *data = cairo_image_surface_get_data (surface);

  return ((const guint32 *) (const void *) (data + y * cairo_image_surface_get_stride (surface)))[x] & 0xffffff;
}

static int
get_difference (guint32 a,
                guint32 b)
{
  int difference = 0;

  for (int shift = 0; shift <= 16; shift += 8)
    difference += ABS ((int) (a >> shift & 0xff) - (int) (b >> shift & 0xff));
  return difference;
}

static SgmBasemapNames *
place (const SgmGround    *ground,
       SgmBasemapLanguage  language,
       guint               zoom)
{
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();
  g_autoptr (GPtrArray) lines = sgm_basemap_lines_join (ground);

  return sgm_basemap_names_new (ground, lines, style, language, zoom);
}

/* A picture of the world that is twice as large shows the same as the tiles
 * beside one another: nothing is cut at their edges, no name either. */
static void
test_seams (void)
{
  g_autoptr (SgmGround) ground = make_crossing ();
  g_autoptr (SgmBasemapNames) names = place (ground, SGM_BASEMAP_BOTH, 17);
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();
  guint n_across = 0;

  for (guint i = 0; i < sgm_basemap_names_get_n (names); i++)
    {
      const SgmBasemapName *name = sgm_basemap_names_get (names, i);

      n_across += floor (name->box.min_x / 256) != floor (name->box.max_x / 256);
    }
  g_assert_cmpuint (n_across, >, 0);

  for (guint x = 106697; x <= 106702; x++)
    for (guint y = 57168; y <= 57171; y++)
      {
        cairo_surface_t *one = draw_tile (ground, names, 17, x, y, SGM_BASEMAP_LIGHT);
        cairo_surface_t *east = draw_tile (ground, names, 17, x + 1, y, SGM_BASEMAP_LIGHT);
        cairo_surface_t *whole = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 512, 256);
        cairo_t *cr = cairo_create (whole);
        SgmBox box = { x * 256.0, y * 256.0, (x + 2) * 256.0, (y + 1) * 256.0 };

        /* The same with the names drawn across the edge at once. */
        cairo_surface_t *bare = draw_tile (ground, NULL, 17, x, y, SGM_BASEMAP_LIGHT);
        cairo_surface_t *bare_east = draw_tile (ground, NULL, 17, x + 1, y, SGM_BASEMAP_LIGHT);

        cairo_set_source_surface (cr, bare, 0, 0);
        cairo_paint (cr);
        cairo_set_source_surface (cr, bare_east, 256, 0);
        cairo_paint (cr);
        cairo_translate (cr, -(x * 256.0), -(y * 256.0));
        sgm_basemap_names_draw (names, style, SGM_BASEMAP_LIGHT, cr, &box);
        cairo_destroy (cr);
        cairo_surface_flush (whole);
        for (int row = 0; row < 256; row++)
          {
            for (int column = 0; column < 512; column++)
              g_assert_cmpint (get_difference (get_pixel (column < 256 ? one : east, column % 256, row),
                                               get_pixel (whole, column, row)), <=, 6);
            /* What is drawn goes on: where it does not change along the edge
             * it does not change across it. */
            if (row > 0 && row < 255 && get_pixel (one, 254, row) == get_pixel (one, 255, row)
                && get_pixel (east, 0, row) == get_pixel (east, 1, row)
                && get_pixel (one, 255, row - 1) == get_pixel (one, 255, row)
                && get_pixel (one, 255, row + 1) == get_pixel (one, 255, row))
              g_assert_cmpint (get_difference (get_pixel (one, 255, row), get_pixel (east, 0, row)), <=, 6);
          }
        cairo_surface_destroy (one);
        cairo_surface_destroy (east);
        cairo_surface_destroy (bare);
        cairo_surface_destroy (bare_east);
        cairo_surface_destroy (whole);
      }
}

static const char *
get_text (const SgmBasemapNames *names,
          const SgmBasemapName  *name,
          GString               *text)
{
  g_string_truncate (text, 0);
  for (guint i = name->first; i < name->end; i++)
    g_string_append (text, sgm_basemap_names_get_piece (names, i)->text);
  return text->str;
}

static gboolean
has_name (const SgmBasemapNames *names,
          const char            *wanted)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < sgm_basemap_names_get_n (names); i++)
    {
      const char *name = get_text (names, sgm_basemap_names_get (names, i), text);
      g_autofree char *reversed = g_utf8_strreverse (name, -1);

      if (g_str_equal (name, wanted) || g_str_equal (reversed, wanted))
        return TRUE;
    }
  return FALSE;
}

static void
test_languages (void)
{
  g_autoptr (SgmGround) ground = make_crossing ();
  g_autoptr (SgmBasemapNames) chinese = place (ground, SGM_BASEMAP_CHINESE, 16);
  g_autoptr (SgmBasemapNames) english = place (ground, SGM_BASEMAP_ENGLISH, 16);
  g_autoptr (SgmBasemapNames) both = place (ground, SGM_BASEMAP_BOTH, 16);

  g_assert_true (has_name (chinese, "迎宾大道"));
  g_assert_true (has_name (chinese, "文昌路"));
  g_assert_true (has_name (english, "Yingbin Avenue") || has_name (english, "YingbinAvenue"));
  g_assert_true (has_name (english, "文昌路"));
  g_assert_true (has_name (both, "迎宾大道  Yingbin Avenue") || has_name (both, "迎宾大道YingbinAvenue"));
}

/* Names do not touch; letters on a steep road are upright and read
 * downwards, and no letter stands on its head. */
static void
test_names (void)
{
  g_autoptr (SgmGround) plan = make_town ();
  g_autoptr (SgmGround) crossing = make_crossing ();
  g_autoptr (SgmBasemapNames) few = place (plan, SGM_BASEMAP_BOTH, 12);
  g_autoptr (SgmBasemapNames) names = place (plan, SGM_BASEMAP_BOTH, 15);
  g_autoptr (SgmBasemapNames) steep = place (crossing, SGM_BASEMAP_BOTH, 17);
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean found = FALSE;

  g_assert_cmpuint (sgm_basemap_names_get_n (few), >, 0);
  g_assert_cmpuint (sgm_basemap_names_get_n (names), >, sgm_basemap_names_get_n (few));
  for (guint i = 0; i < sgm_basemap_names_get_n (names); i++)
    {
      const SgmBasemapName *a = sgm_basemap_names_get (names, i);

      for (guint piece = a->first; piece < a->end; piece++)
        {
          const SgmBasemapPiece *one = sgm_basemap_names_get_piece (names, piece);

          g_assert_cmpfloat (fabs (one->angle), <=, G_PI / 2 + 0.7);
          for (guint j = 0; j < sgm_basemap_names_get_n (names); j++)
            {
              const SgmBasemapName *b = sgm_basemap_names_get (names, j);

              for (guint k = b->first; j != i && k < b->end; k++)
                {
                  const SgmBasemapPiece *other = sgm_basemap_names_get_piece (names, k);

                  g_assert_cmpfloat (hypot (one->x - other->x, one->y - other->y), >, one->size);
                }
            }
        }
    }
  for (guint i = 0; i < sgm_basemap_names_get_n (steep); i++)
    {
      const SgmBasemapName *name = sgm_basemap_names_get (steep, i);

      if (!g_str_equal (get_text (steep, name, text), "文昌路"))
        continue;
      found = TRUE;
      g_assert_cmpuint (name->end - name->first, ==, 3);
      for (guint piece = name->first; piece < name->end; piece++)
        g_assert_cmpfloat_with_epsilon (sgm_basemap_names_get_piece (steep, piece)->angle, 0, 0.01);
      g_assert_cmpfloat (sgm_basemap_names_get_piece (steep, name->first)->y, <,
                         sgm_basemap_names_get_piece (steep, name->first + 1)->y);
    }
  g_assert_true (found);
}

/* A road in pieces, one of which runs the other way, is one for its name. */
static void
test_join (void)
{
  g_autoptr (SgmGround) ground = sgm_ground_new ();
  g_autoptr (GPtrArray) lines = NULL;
  const double first[] = { 0.5, 0.5, 0.51, 0.5 };
  const double second[] = { 0.52, 0.501, 0.51, 0.5 };
  const double third[] = { 0.52, 0.501, 0.53, 0.5, NAN, NAN, 0.6, 0.6, 0.61, 0.6 };
  const double side[] = { 0.51, 0.5, 0.51, 0.52 };

  add (ground, SGM_GROUND_STREET, SGM_GROUND_SHAPE_LINE, "福泉街", NULL, first, 2);
  add (ground, SGM_GROUND_STREET, SGM_GROUND_SHAPE_LINE, "福泉街", NULL, second, 2);
  add (ground, SGM_GROUND_STREET, SGM_GROUND_SHAPE_LINE, "福泉街", NULL, third, 5);
  add (ground, SGM_GROUND_STREET, SGM_GROUND_SHAPE_LINE, "福泉街", NULL, side, 2);
  sgm_ground_seal (ground);
  lines = sgm_basemap_lines_join (ground);
  g_assert_cmpuint (lines->len, ==, 3);
  g_assert_cmpuint (((SgmBasemapLine *) g_ptr_array_index (lines, 0))->points->len, ==, 4);
  g_assert_cmpfloat_with_epsilon (((SgmBasemapLine *) g_ptr_array_index (lines, 0))->length, 0.03, 1e-3);
}

/* A bridge lies over the water and the road below it, a tunnel shines through,
 * what lies over something else leaves no hole in it. */
static void
test_levels (void)
{
  g_autoptr (SgmGround) ground = sgm_ground_new ();
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();
  const double a[] = { X0 - 100 * PIXEL, Y0 - 100 * PIXEL, X0 + 400 * PIXEL, Y0 - 100 * PIXEL, X0 + 400 * PIXEL, Y0 + 400 * PIXEL, X0 - 100 * PIXEL, Y0 + 400 * PIXEL, X0 - 100 * PIXEL, Y0 - 100 * PIXEL };
  const double below[] = { X0 - 100 * PIXEL, Y0 + 128 * PIXEL, X0 + 400 * PIXEL, Y0 + 128 * PIXEL };
  const double above[] = { X0 + 128 * PIXEL, Y0 - 100 * PIXEL, X0 + 128 * PIXEL, Y0 + 400 * PIXEL };
  const double beneath[] = { X0 + 60 * PIXEL, Y0 - 100 * PIXEL, X0 + 60 * PIXEL, Y0 + 400 * PIXEL };
  SgmGroundFeature bridge = { .kind = SGM_GROUND_STREET, .shape = SGM_GROUND_SHAPE_LINE, .level = 1, .n_points = 2 };
  SgmGroundFeature tunnel = { .kind = SGM_GROUND_PRIMARY, .shape = SGM_GROUND_SHAPE_LINE, .level = -1, .n_points = 2 };
  cairo_surface_t *tile;
  cairo_surface_t *dark;

  bridge.points = (double *) above;
  tunnel.points = (double *) beneath;
  add (ground, SGM_GROUND_WATER, SGM_GROUND_SHAPE_POLYGON, NULL, NULL, a, 5);
  add (ground, SGM_GROUND_WATER, SGM_GROUND_SHAPE_POLYGON, NULL, NULL, a, 5);
  add (ground, SGM_GROUND_PRIMARY, SGM_GROUND_SHAPE_LINE, NULL, NULL, below, 2);
  sgm_ground_add (ground, &bridge);
  sgm_ground_add (ground, &tunnel);
  sgm_ground_seal (ground);

  tile = draw_tile (ground, NULL, 17, 106700, 57170, SGM_BASEMAP_LIGHT);
  g_assert_cmphex (get_pixel (tile, 10, 10), ==, sgm_basemap_style_get_look (style, SGM_GROUND_WATER)->fill[0]);
  /* The narrower street is on top of the wider road: its edge is seen there. */
  g_assert_cmphex (get_pixel (tile, 128, 128), ==, sgm_basemap_style_get_look (style, SGM_GROUND_STREET)->fill[0]);
  g_assert_cmpint (get_difference (get_pixel (tile, 122, 128),
                                   sgm_basemap_style_get_look (style, SGM_GROUND_STREET)->casing[0]), <, 60);
  g_assert_cmpint (get_difference (get_pixel (tile, 122, 128),
                                   sgm_basemap_style_get_look (style, SGM_GROUND_PRIMARY)->fill[0]), >, 30);
  /* Half the road and half the water. */
  g_assert_cmphex (get_pixel (tile, 60, 200), !=, sgm_basemap_style_get_look (style, SGM_GROUND_WATER)->fill[0]);
  g_assert_cmphex (get_pixel (tile, 60, 200), !=, sgm_basemap_style_get_look (style, SGM_GROUND_PRIMARY)->fill[0]);

  dark = draw_tile (ground, NULL, 17, 106700, 57170, SGM_BASEMAP_DARK);
  g_assert_cmphex (get_pixel (dark, 10, 10), ==, sgm_basemap_style_get_look (style, SGM_GROUND_WATER)->fill[1]);
  cairo_surface_destroy (tile);
  cairo_surface_destroy (dark);
}

/* What is kept in a file comes out of it as it was, and damage is noticed. */
static void
test_pack (void)
{
  g_autoptr (SgmGround) plan = make_town ();
  g_autoptr (GBytes) packed = sgm_ground_pack (plan);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGround) other = sgm_ground_unpack (packed, &error);
  gsize size;
  const guint8 *data = g_bytes_get_data (packed, &size);

  g_assert_no_error (error);
  g_assert_cmpuint (sgm_ground_get_n_features (other), ==, sgm_ground_get_n_features (plan));
  for (guint i = 0; i < sgm_ground_get_n_features (plan); i++)
    {
      const SgmGroundFeature *a = sgm_ground_get_feature (plan, i);
      const SgmGroundFeature *b = sgm_ground_get_feature (other, i);

      g_assert_cmpint (a->kind, ==, b->kind);
      g_assert_cmpint (a->level, ==, b->level);
      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpuint (a->n_points, ==, b->n_points);
      for (guint j = 0; j < 2 * a->n_points; j++)
        if (isnan (a->points[j]))
          g_assert_true (isnan (b->points[j]));
        else
          g_assert_cmpfloat_with_epsilon (a->points[j], b->points[j], 1e-9);
    }
  for (gsize cut = 0; cut < size; cut += size / 40 + 1)
    {
      g_autoptr (GBytes) part = g_bytes_new (data, cut);
      g_autoptr (SgmGround) none = sgm_ground_unpack (part, &error);

      g_assert_null (none);
      g_assert_error (error, SGM_ERROR, SGM_ERROR_BAD_TILES);
      g_clear_error (&error);
    }
}

static void
test_bad_styles (void)
{
  static const char *const texts[] = {
    "", "{", "[]", "{}", "{\"format\": 2}", "\xff\xfe", "{\"format\": 1, \"looks\": []}",
    "{\"format\": 1, \"looks\": {\"sea\": {}}}",
    "{\"format\": 1, \"looks\": {\"water\": {\"light\": {\"fill\": \"blue\"}}}}",
    "{\"format\": 1, \"looks\": {\"water\": {\"from\": 99}}}",
    "{\"format\": 1, \"looks\": {\"street\": {\"width\": {\"12\": -1}}}}",
    "{\"format\": 1, \"rules\": [{\"kind\": \"sea\"}]}",
    "{\"format\": 1, \"rules\": [{\"kind\": \"water\", \"if\": {\"a\": 1}}]}",
    "{\"format\": 1, \"columns\": {\"name\": \"name\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new_from_text (texts[i], -1, &error);

      g_assert_null (style);
      g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
    }
}

static const char *
look_up (const char *column,
         gpointer    data)
{
  return g_hash_table_lookup (data, column);
}

/* What OpenStreetMap, its Shapefiles and plain layers call things. */
static void
test_rules (void)
{
  static const struct
  {
    const char *layer;
    SgmGroundShape shape;
    const char *column;
    const char *value;
    int kind;
  } things[] = {
    { "lines", SGM_GROUND_SHAPE_LINE, "highway", "primary", SGM_GROUND_PRIMARY },
    { "lines", SGM_GROUND_SHAPE_LINE, "highway", "motorway_link", SGM_GROUND_MOTORWAY },
    { "lines", SGM_GROUND_SHAPE_LINE, "highway", "proposed", -1 },
    { "multipolygons", SGM_GROUND_SHAPE_POLYGON, "natural", "water", SGM_GROUND_WATER },
    { "multipolygons", SGM_GROUND_SHAPE_POLYGON, "building", "yes", SGM_GROUND_BUILDING },
    { "multipolygons", SGM_GROUND_SHAPE_POLYGON, "highway", "primary", -1 },
    { "points", SGM_GROUND_SHAPE_POINT, "place", "village", SGM_GROUND_QUARTER },
    { "gis_osm_roads_free_1", SGM_GROUND_SHAPE_LINE, "fclass", "residential", SGM_GROUND_STREET },
    { "gis_osm_landuse_a_free_1", SGM_GROUND_SHAPE_POLYGON, "fclass", "residential", SGM_GROUND_RESIDENTIAL },
    { "水系面", SGM_GROUND_SHAPE_POLYGON, NULL, NULL, SGM_GROUND_WATER },
    { "水系线", SGM_GROUND_SHAPE_LINE, NULL, NULL, SGM_GROUND_RIVER },
    { "Roads_2024", SGM_GROUND_SHAPE_LINE, NULL, NULL, SGM_GROUND_STREET },
    { "nonsense", SGM_GROUND_SHAPE_LINE, NULL, NULL, -1 },
  };
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();

  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    {
      g_autoptr (GHashTable) columns = g_hash_table_new (g_str_hash, g_str_equal);

      if (things[i].column != NULL)
        g_hash_table_insert (columns, (gpointer) things[i].column, (gpointer) things[i].value);
      g_assert_cmpint (sgm_basemap_style_choose (style, things[i].layer, things[i].shape, look_up, columns), ==,
                       things[i].kind);
    }
}

/* The same district makes the same tile, in whatever thread. */
static void
test_deterministic (void)
{
  g_autoptr (SgmGround) one = make_town ();
  g_autoptr (SgmGround) other = make_town ();
  g_autoptr (SgmBasemapStyle) style = sgm_basemap_style_new ();
  g_autoptr (SgmBasemapNames) names = place (one, SGM_BASEMAP_BOTH, 13);
  g_autoptr (SgmBasemapNames) other_names = place (other, SGM_BASEMAP_BOTH, 13);
  SgmBasemapTile tile = {
    13, sgm_mercator_x (113.12) * 8192, sgm_mercator_y (22.55) * 8192, 512, SGM_BASEMAP_DARK,
  };
  g_autoptr (GBytes) a = sgm_basemap_tile_make (&tile, one, style, names);
  g_autoptr (GBytes) b = sgm_basemap_tile_make (&tile, other, style, other_names);

  g_assert_true (g_bytes_equal (a, b));
  g_assert_cmpuint (g_bytes_get_size (a), >, 2000);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/basemap-drawing/names", test_names);
  g_test_add_func ("/basemap-drawing/languages", test_languages);
  g_test_add_func ("/basemap-drawing/join", test_join);
  g_test_add_func ("/basemap-drawing/seams", test_seams);
  g_test_add_func ("/basemap-drawing/levels", test_levels);
  g_test_add_func ("/basemap-drawing/pack", test_pack);
  g_test_add_func ("/basemap-drawing/bad-styles", test_bad_styles);
  g_test_add_func ("/basemap-drawing/rules", test_rules);
  g_test_add_func ("/basemap-drawing/deterministic", test_deterministic);

  return g_test_run ();
}
