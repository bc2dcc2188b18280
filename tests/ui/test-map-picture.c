/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-fixture.h"

#include <math.h>

#include "basemap/sgm-basemap-painter.h"
#include "draw/sgm-painter.h"
#include "geo/sgm-mercator.h"

/* The map in its window against the same drawn in one piece without one, as
 * reports have it: tiles, their places, colours and labels must all be right. */

/* What of the map is compared, so that nothing lies on it. */
#define PART 0.55

/* A pixel is right where one next to it is the same: text is laid upon whole
 * pixels in the window. */
#define TOLERANCE 40
#define MAX_WRONG 0.004
#define MIN_WRONG_ASIDE 0.05

/* The map's tiles lie on whole pixels, and so does this. */
static double
snap (double middle,
      int    size,
      double pixels)
{
  double corner = size / 2.0 - middle * pixels;

  return middle - (rint (corner) - corner) / pixels;
}

static cairo_surface_t *
draw_whole (MapFixture *f,
            double      aside)
{
  SgmDistrict *district = f->district;
  g_autoptr (SgmShapes) shapes = sgm_shapes_new (sgm_district_get_areas (district));
  SgmView view = { .width = gdk_texture_get_width (f->seen), .height = gdk_texture_get_height (f->seen), .scale = 1 };
  cairo_surface_t *areas, *whole;
  double longitude, latitude, pixels;
  cairo_t *cr;

  sgm_map_view_get_view (f->map, &longitude, &latitude, &view.zoom);
  pixels = 256 * exp2 (view.zoom);
  view.x = snap (sgm_mercator_x (longitude), view.width, pixels) + aside / pixels;
  view.y = snap (sgm_mercator_y (latitude), view.height, pixels);
  areas = sgm_painter_paint (shapes, sgm_map_view_get_theme (f->map), &view,
                             SGM_PAINTER_AREAS | SGM_PAINTER_LABELS, NULL);
  whole = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, view.width, view.height);
  cr = cairo_create (whole);
  sgm_basemap_set_ground (cr, FALSE);
  cairo_paint (cr);
  cairo_set_source_surface (cr, areas, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (areas);
  return whole;
}

static gboolean
is_near (guint32 a,
         guint32 b)
{
  return ABS ((int) (a >> 16 & 0xff) - (int) (b >> 16 & 0xff)) + ABS ((int) (a >> 8 & 0xff) - (int) (b >> 8 & 0xff))
           + ABS ((int) (a & 0xff) - (int) (b & 0xff)) <= TOLERANCE;
}

static gboolean
is_right (const guint32 *wanted,
          int            stride,
          guint32        pixel)
{
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (is_near (wanted[dy * stride + dx], pixel))
        return TRUE;
  return FALSE;
}

/* Returns: how much of the map differs from what is drawn in one piece, @aside
 * pixels away */
static double
get_wrong_part (MapFixture *f,
                double      aside)
{
  int width = gdk_texture_get_width (f->seen), height = gdk_texture_get_height (f->seen);
  g_autofree guint32 *seen = g_new (guint32, (gsize) width * height);
  cairo_surface_t *whole = draw_whole (f, aside);
  const guint32 *wanted = (const guint32 *) cairo_image_surface_get_data (whole);
  int stride = cairo_image_surface_get_stride (whole) / 4;
  int left = width * (1 - PART) / 2, top = height * (1 - PART) / 2;
  guint n = 0, n_wrong = 0;

  gdk_texture_download (f->seen, (guchar *) seen, width * 4);
  for (int y = top; y < height - top; y++)
    for (int x = left; x < width - left; x++, n++)
      n_wrong += !is_right (wanted + y * stride + x, stride, seen[y * width + x]);
  cairo_surface_destroy (whole);
  return (double) n_wrong / n;
}

static void
test_zooms (MapFixture    *f,
            gconstpointer  data)
{
  const double zooms[] = { 11.6, 12.6, 13.35, 14.8, 16.1 };

  sgm_map_view_set_theme_kind (f->map, sgm_theme_kind_find ("coverage"));
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      double wrong;

      sgm_map_view_set_view (f->map, MAP_FIXTURE_X, MAP_FIXTURE_Y, zooms[i]);
      map_fixture_settle (f, 300);
      map_fixture_rest (f);
      map_fixture_look (f);
      wrong = get_wrong_part (f, 0);
      g_test_message ("zoom %.2f: %.2f %% differ", zooms[i], 100 * wrong);
      if (wrong >= MAX_WRONG)
        map_fixture_save (f, "map-picture");
      g_assert_cmpfloat (wrong, <, MAX_WRONG);
      /* A picture that is wrong would be found out. */
      g_assert_cmpfloat (get_wrong_part (f, 12), >, MIN_WRONG_ASIDE);
    }
}

static GtkWidget *
find_card (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "map-tools"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_card (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
differs_in (GdkTexture            *one,
            GdkTexture            *other,
            const graphene_rect_t *place)
{
  int width = gdk_texture_get_width (one);
  g_autofree guint32 *a = g_new (guint32, width * gdk_texture_get_height (one));
  g_autofree guint32 *b = g_new (guint32, width * gdk_texture_get_height (one));

  gdk_texture_download (one, (guchar *) a, width * sizeof (guint32));
  gdk_texture_download (other, (guchar *) b, width * sizeof (guint32));
  for (int y = floor (place->origin.y); y < place->origin.y + place->size.height; y++)
    for (int x = floor (place->origin.x); x < place->origin.x + place->size.width; x++)
      if (a[y * width + x] != b[y * width + x])
        return TRUE;
  return FALSE;
}

/* Nothing is labelled under a card: where the tools' card grows, what was
 * labelled no longer is. */
static void
test_cards (MapFixture    *f,
            gconstpointer  data)
{
  GtkWidget *tools = find_card (GTK_WIDGET (f->map));
  g_autoptr (GdkTexture) before = NULL;
  graphene_rect_t place;

  g_assert_true (gtk_widget_compute_bounds (tools, GTK_WIDGET (f->map), &place));
  sgm_map_view_set_view (f->map, MAP_FIXTURE_X, MAP_FIXTURE_Y, 16.2);
  map_fixture_do (f, "mousemove 1200 750");
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-cards");
  before = g_object_ref (f->seen);

  gtk_widget_set_opacity (tools, 0);
  gtk_widget_set_size_request (tools, 500, -1);
  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-cards-large");
  place.origin.x -= 500 - place.size.width;
  place.size.width = 500 - place.size.width;
  g_assert_true (differs_in (before, f->seen, &place));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_test_message ("There is no display");
      return 77;
    }
  adw_init ();
  g_test_add ("/map-picture/zooms", MapFixture, NULL, map_fixture_set_up, test_zooms, map_fixture_tear_down);
  g_test_add ("/map-picture/cards", MapFixture, NULL, map_fixture_set_up, test_cards, map_fixture_tear_down);
  return g_test_run ();
}
