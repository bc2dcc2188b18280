/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>

#include "domain/sgm-tables.h"
#include "draw/sgm-view.h"
#include "map-fixture.h"
#include "tiles/sgm-mbtiles-writer.h"

/* A place in the middle of a unit of the patchwork, and which areas it is
 * in. */
#define X 113.1213
#define Y 22.5521
/* Another place in the same grid, free of labels and signs. */
#define IN_X 113.1272
#define IN_Y 22.5545

typedef struct
{
  gint64 area;
  gint64 event;
  gint64 events[4];
  guint n_events;
  guint n;
  double x, y;
} Heard;

static const SgmArea *
area_at (MapFixture *f,
         SgmLevel    level,
         double      longitude,
         double      latitude)
{
  const SgmArea *area = sgm_area_set_find_at (sgm_district_get_areas (f->district), level,
                                              longitude, latitude);

  g_assert_nonnull (area);
  return area;
}

static SgmLevel
get_level (MapFixture *f)
{
  guint level;

  g_object_get (f->map, "level", &level, NULL);
  return level;
}

static gint64
get_hovered (MapFixture *f)
{
  gint64 hovered;

  g_object_get (f->map, "hovered", &hovered, NULL);
  return hovered;
}

static void
on_area_clicked (SgmMapView *map,
                 gint64      area,
                 Heard      *heard)
{
  g_assert_cmpint (sgm_map_view_get_area (map), ==, area);
  heard->area = area;
  heard->n++;
}

static void
on_event_clicked (SgmMapView *map,
                  gint64      event,
                  Heard      *heard)
{
  g_assert_cmpint (sgm_map_view_get_event (map), ==, event);
  heard->event = event;
  heard->n++;
}

static void
on_events_clicked (SgmMapView *map,
                   GArray     *events,
                   double      x,
                   double      y,
                   Heard      *heard)
{
  heard->n_events = MIN (events->len, G_N_ELEMENTS (heard->events));
  memcpy (heard->events, events->data, heard->n_events * sizeof (gint64));
  heard->x = x;
  heard->y = y;
  heard->n++;
}

static void
on_context_menu (SgmMapView *map,
                 double      x,
                 double      y,
                 Heard      *heard)
{
  heard->x = x;
  heard->y = y;
}

static void
listen (MapFixture *f,
        Heard      *heard)
{
  *heard = (Heard) { 0 };
  g_signal_connect (f->map, "area-clicked", G_CALLBACK (on_area_clicked), heard);
  g_signal_connect (f->map, "event-clicked", G_CALLBACK (on_event_clicked), heard);
  g_signal_connect (f->map, "events-clicked", G_CALLBACK (on_events_clicked), heard);
  g_signal_connect (f->map, "context-menu", G_CALLBACK (on_context_menu), heard);
}

static int
difference (const guint8 a[3],
            const guint8 b[3])
{
  return abs (a[0] - b[0]) + abs (a[1] - b[1]) + abs (a[2] - b[2]);
}

static void
get_pixel_at (MapFixture *f,
              double      longitude,
              double      latitude,
              guint8      rgb[3])
{
  double x, y;

  map_fixture_project (f, longitude, latitude, &x, &y);
  map_fixture_get_pixel (f, x, y, rgb);
}

/* Points with the pointer, or does more at a place. */
static void
point (MapFixture *f,
       double      longitude,
       double      latitude,
       const char *then)
{
  g_autofree char *commands = NULL;
  double x, y;

  map_fixture_project (f, longitude, latitude, &x, &y);
  map_fixture_to_screen (f, &x, &y);
  commands = g_strdup_printf ("mousemove %d %d %s", (int) round (x), (int) round (y), then);
  map_fixture_do (f, commands);
}

/* At first the whole district is in view. */
static void
test_fits (MapFixture    *f,
           gconstpointer  data)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (sgm_district_get_areas (f->district), 0)->geometry);
  double left, top, right, bottom;

  map_fixture_project (f, box->min_x, box->max_y, &left, &top);
  map_fixture_project (f, box->max_x, box->min_y, &right, &bottom);
  g_assert_cmpfloat (left, >=, 0);
  g_assert_cmpfloat (top, >=, 0);
  g_assert_cmpfloat (right, <=, gtk_widget_get_width (GTK_WIDGET (f->map)));
  g_assert_cmpfloat (bottom, <=, gtk_widget_get_height (GTK_WIDGET (f->map)));
  g_assert_cmpfloat (MAX ((right - left) / gtk_widget_get_width (GTK_WIDGET (f->map)),
                          (bottom - top) / gtk_widget_get_height (GTK_WIDGET (f->map))), >, 0.85);
}

static void
test_fills (MapFixture    *f,
            gconstpointer  data)
{
  guint8 before[3], after[3], elsewhere[3], border[3];

  map_fixture_look (f);
  get_pixel_at (f, IN_X, IN_Y, before);
  get_pixel_at (f, 113.12, 22.60, border);
  g_assert_cmpint (difference (before, border), >, 60);

  map_fixture_report (f, area_at (f, SGM_LEVEL_UNIT, X, Y)->id, X, Y);
  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  get_pixel_at (f, IN_X, IN_Y, after);
  get_pixel_at (f, 113.0785, 22.5345, elsewhere);
  g_assert_cmpint (difference (before, after), >, 12);
  g_assert_cmpint (difference (before, elsewhere), <, 6);
}

static gboolean
is_hovering (MapFixture *f)
{
  return get_hovered (f) != 0;
}

static gboolean
is_not_hovering (MapFixture *f)
{
  return get_hovered (f) == 0;
}

static void
test_hovers (MapFixture    *f,
             gconstpointer  data)
{
  const SgmArea *area = area_at (f, get_level (f), X, Y);
  const double *ring;
  guint8 before[3], after[3];
  guint n;

  ring = sgm_geometry_get_ring (area->geometry, 0, &n);
  map_fixture_look (f);
  get_pixel_at (f, ring[20], ring[21], before);
  point (f, X, Y, "");
  map_fixture_await (f, is_hovering);
  g_assert_cmpint (get_hovered (f), ==, area->id);
  map_fixture_look (f);
  map_fixture_save (f, "map-hovers");
  get_pixel_at (f, ring[20], ring[21], after);
  g_assert_cmpint (difference (before, after), >, 30);

  map_fixture_do (f, "mousemove 1200 750");
  map_fixture_await (f, is_not_hovering);
  map_fixture_look (f);
  get_pixel_at (f, ring[20], ring[21], after);
  g_assert_cmpint (difference (before, after), <, 6);
}

/* What lies along the lower edge does not keep the map from the pointer. */
static void
test_strip (MapFixture    *f,
            gconstpointer  data)
{
  const SgmArea *area;
  double longitude, latitude, x, y;

  sgm_map_view_set_view (f->map, X, Y, 14);
  sgm_map_view_select_area (f->map, area_at (f, get_level (f), X, Y)->id);
  map_fixture_rest (f);
  longitude = X;
  latitude = Y - 0.0262;
  map_fixture_project (f, longitude, latitude, &x, &y);
  g_assert_cmpfloat (y, >, gtk_widget_get_height (GTK_WIDGET (f->map)) - 40);
  area = area_at (f, get_level (f), longitude, latitude);
  point (f, longitude, latitude, "");
  map_fixture_await (f, is_hovering);
  g_assert_cmpint (get_hovered (f), ==, area->id);
}

static Heard heard;

static gboolean
has_heard (MapFixture *f)
{
  return heard.n > 0;
}

static void
test_clicks (MapFixture    *f,
             gconstpointer  data)
{
  const SgmArea *area = area_at (f, get_level (f), X, Y);
  guint8 before[3], after[3];

  listen (f, &heard);
  map_fixture_look (f);
  get_pixel_at (f, IN_X, IN_Y, before);
  point (f, X, Y, "click 1");
  map_fixture_await (f, has_heard);
  map_fixture_settle (f, 50);
  g_assert_cmpint (heard.n, ==, 1);
  g_assert_cmpint (heard.area, ==, area->id);
  map_fixture_look (f);
  map_fixture_save (f, "map-clicks");
  get_pixel_at (f, IN_X, IN_Y, after);
  g_assert_cmpint (difference (before, after), >, 15);
  g_assert_cmpint (after[2] - before[2], >, after[0] - before[0]);

  /* The place is told to those who cannot see the map. */
  sgm_map_view_select_area (f->map, 0);
  g_assert_cmpint (sgm_map_view_get_area (f->map), ==, 0);
  g_assert_cmpint (heard.n, ==, 1);
}

static void
test_drags (MapFixture    *f,
            gconstpointer  data)
{
  double longitude, latitude, zoom, x, y, moved_x, moved_y;

  listen (f, &heard);
  sgm_map_view_set_view (f->map, X, Y, 13);
  map_fixture_rest (f);
  map_fixture_project (f, X, Y, &x, &y);
  point (f, X, Y, "mousedown 1");
  map_fixture_settle (f, 30);
  map_fixture_do (f, "mousemove_relative -- -30 20 mousemove_relative -- -30 20");
  /* Held still before it is let go, or else the map would glide on. */
  map_fixture_settle (f, 400);
  map_fixture_do (f, "mouseup 1");
  map_fixture_settle (f, 100);
  map_fixture_project (f, X, Y, &moved_x, &moved_y);
  g_assert_cmpfloat (fabs (moved_x - x + 60), <, 15);
  g_assert_cmpfloat (fabs (moved_y - y - 40), <, 15);
  g_assert_cmpint (heard.n, ==, 0);
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat (zoom, ==, 13);
}

static void
test_double_click (MapFixture    *f,
                   gconstpointer  data)
{
  const SgmArea *area = area_at (f, get_level (f), X, Y);
  const SgmBox *box = sgm_geometry_get_box (area->geometry);
  double longitude, latitude, zoom, fitted;
  double left, right, top, bottom;

  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  listen (f, &heard);
  point (f, X, Y, "click --repeat 2 --delay 60 1");
  map_fixture_await (f, has_heard);
  map_fixture_settle (f, 200);
  map_fixture_rest (f);
  sgm_map_view_get_view (f->map, &longitude, &latitude, &fitted);
  g_assert_cmpfloat (fitted, >, zoom + 1);
  map_fixture_project (f, box->min_x, box->max_y, &left, &top);
  map_fixture_project (f, box->max_x, box->min_y, &right, &bottom);
  g_assert_cmpfloat (left, >, 0);
  g_assert_cmpfloat (bottom, <, gtk_widget_get_height (GTK_WIDGET (f->map)));
  g_assert_cmpint (sgm_map_view_get_area (f->map), ==, area->id);
  g_assert_cmpint (get_level (f), ==, SGM_LEVEL_UNIT);
}

static void
press (MapFixture *f,
       const char *key)
{
  g_autofree char *commands = g_strdup_printf ("key %s", key);

  map_fixture_do (f, commands);
  map_fixture_settle (f, 80);
}

static void
test_keys (MapFixture    *f,
           gconstpointer  data)
{
  const SgmArea *unit = area_at (f, SGM_LEVEL_UNIT, X, Y);
  const SgmArea *next;
  SgmAreaSet *areas = sgm_district_get_areas (f->district);
  double longitude, latitude, zoom, whole;

  sgm_map_view_get_view (f->map, &longitude, &latitude, &whole);
  point (f, X, Y, "");
  press (f, "Right");
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat (longitude, >, MAP_FIXTURE_X + 0.005);
  g_assert_cmpfloat (zoom, ==, whole);

  press (f, "plus");
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, whole + 1, 1e-6);
  press (f, "minus");
  press (f, "Home");
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, whole, 1e-6);
  g_assert_cmpfloat_with_epsilon (longitude, MAP_FIXTURE_X, 0.001);

  sgm_map_view_set_view (f->map, X, Y, 16);
  sgm_map_view_select_area (f->map, unit->id);
  listen (f, &heard);
  press (f, "Right");
  next = sgm_area_set_find_id (areas, heard.area);
  g_assert_cmpint (next->level, ==, SGM_LEVEL_UNIT);
  g_assert_cmpfloat (sgm_geometry_get_label_point (next->geometry)[0], >, sgm_geometry_get_label_point (unit->geometry)[0]);
  press (f, "Left");
  g_assert_cmpint (heard.area, ==, unit->id);
  press (f, "Up");
  next = sgm_area_set_find_id (areas, heard.area);
  g_assert_cmpfloat (sgm_geometry_get_label_point (next->geometry)[1], >, sgm_geometry_get_label_point (unit->geometry)[1]);
  press (f, "Down");
  g_assert_cmpint (heard.area, ==, unit->id);
  g_assert_cmpint (heard.n, ==, 4);

  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  press (f, "shift+Down");
  g_assert_cmpint (heard.n, ==, 4);
  sgm_map_view_get_view (f->map, &longitude, &whole, &zoom);
  g_assert_cmpfloat (whole, <, latitude);

  /* What goes with the area, the map does not know: the window goes up. */
  press (f, "Escape");
  g_assert_cmpint (heard.n, ==, 4);
}

/* What is selected can be reached and read out without seeing the map. */
static void
test_focus (MapFixture    *f,
            gconstpointer  data)
{
  const SgmArea *area = area_at (f, SGM_LEVEL_GRID, X, Y);
  GtkWidget *focus = NULL;

  point (f, X, Y, "");
  sgm_map_view_select_area (f->map, area->id);
  gtk_widget_grab_focus (GTK_WIDGET (f->map));
  for (guint i = 0; i < 14 && !GTK_IS_LABEL (focus); i++)
    {
      press (f, "Tab");
      focus = gtk_window_get_focus (GTK_WINDOW (f->window));
    }
  g_assert_true (GTK_IS_LABEL (focus));
  g_assert_true (g_str_has_suffix (gtk_label_get_text (GTK_LABEL (focus)), area->name));
  gtk_test_accessible_assert_role (f->map, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_test_accessible_assert_property (f->map, GTK_ACCESSIBLE_PROPERTY_LABEL, "Map");
}

static void
test_event (MapFixture    *f,
            gconstpointer  data)
{
  const SgmArea *unit = area_at (f, SGM_LEVEL_UNIT, X, Y);
  double longitude, latitude, zoom;
  guint8 before[3], after[3];
  gint64 event;

  sgm_map_view_set_view (f->map, X, Y, 16);
  map_fixture_rest (f);
  map_fixture_do (f, "mousemove 1200 750");
  map_fixture_look (f);
  get_pixel_at (f, X, Y, before); /* in the sign's middle, inside its shape */
  event = map_fixture_report (f, unit->id, X, Y);
  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-event");
  get_pixel_at (f, X, Y, after);
  g_assert_cmpint (difference (before, after), >, 20);

  /* New data never moves the view. */
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat_with_epsilon (longitude, X, 1e-6);
  g_assert_cmpfloat (zoom, ==, 16);

  listen (f, &heard);
  point (f, X, Y, "click 1");
  map_fixture_await (f, has_heard);
  g_assert_cmpint (heard.event, ==, event);
  g_assert_cmpint (heard.area, ==, 0);
  g_assert_cmpint (sgm_map_view_get_area (f->map), ==, unit->id);

  /* An area that holds the event keeps it, another one does not. */
  sgm_map_view_select_area (f->map, area_at (f, SGM_LEVEL_GRID, X, Y)->id);
  g_assert_cmpint (sgm_map_view_get_event (f->map), ==, event);
  sgm_map_view_select_event (f->map, event);
  g_assert_cmpint (sgm_map_view_get_area (f->map), ==, area_at (f, SGM_LEVEL_GRID, X, Y)->id);
  sgm_map_view_select_area (f->map, area_at (f, SGM_LEVEL_GRID, 113.07, 22.51)->id);
  g_assert_cmpint (sgm_map_view_get_event (f->map), ==, 0);

  sgm_map_view_show_all (f->map);
  sgm_map_view_show_event (f->map, event);
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat (zoom, >=, 15);
  g_assert_cmpfloat_with_epsilon (longitude, X, 1e-5);
}

static void
test_cluster (MapFixture    *f,
              gconstpointer  data)
{
  const SgmArea *unit = area_at (f, SGM_LEVEL_UNIT, X, Y);
  double longitude, latitude, before, zoom;
  gint64 one, other;
  double x, y;

  /* Two in one place and one some way off. */
  one = map_fixture_report (f, unit->id, X, Y);
  other = map_fixture_report (f, unit->id, X, Y);
  map_fixture_report (f, unit->id, X + 0.0006, Y);
  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-cluster");
  listen (f, &heard);
  sgm_map_view_get_view (f->map, &longitude, &latitude, &before);
  point (f, X, Y, "click 1");
  map_fixture_settle (f, 200);
  map_fixture_rest (f);
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat (zoom, >, before + 0.9);
  g_assert_cmpint (heard.n, ==, 0);
  map_fixture_look (f);
  map_fixture_save (f, "map-cluster-open");

  /* Those in one place are there to choose from, and nothing is chosen yet. */
  point (f, X, Y, "click 1");
  map_fixture_await (f, has_heard);
  map_fixture_project (f, X, Y, &x, &y);
  g_assert_cmpuint (heard.n_events, ==, 2);
  g_assert_cmpint (MIN (heard.events[0], heard.events[1]), ==, MIN (one, other));
  g_assert_cmpint (MAX (heard.events[0], heard.events[1]), ==, MAX (one, other));
  g_assert_cmpfloat_with_epsilon (heard.x, x, 1);
  g_assert_cmpfloat_with_epsilon (heard.y, y, 1);
  g_assert_cmpint (sgm_map_view_get_event (f->map), ==, 0);

  /* The right button lists a badge from any distance, also of things apart. */
  sgm_map_view_set_view (f->map, X, Y, before);
  map_fixture_rest (f);
  heard = (Heard) { 0 };
  point (f, X, Y, "click 3");
  map_fixture_await (f, has_heard);
  g_assert_cmpuint (heard.n_events, ==, 3);
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  g_assert_cmpfloat (zoom, ==, before);
}

static void
test_menu (MapFixture    *f,
           gconstpointer  data)
{
  const SgmArea *area = area_at (f, get_level (f), X, Y);
  double x, y;

  listen (f, &heard);
  point (f, X, Y, "click 3");
  map_fixture_await (f, has_heard);
  map_fixture_project (f, X, Y, &x, &y);
  g_assert_cmpint (heard.area, ==, area->id);
  g_assert_cmpfloat_with_epsilon (heard.x, x, 2);
  g_assert_cmpfloat_with_epsilon (heard.y, y, 2);
}

static void
test_dark (MapFixture    *f,
           gconstpointer  data)
{
  guint8 light[3], dark[3];

  map_fixture_look (f);
  get_pixel_at (f, IN_X, IN_Y, light);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  map_fixture_settle (f, 50);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-dark");
  get_pixel_at (f, IN_X, IN_Y, dark);
  g_assert_cmpint (light[0], >, 180);
  g_assert_cmpint (dark[0], <, 80);
}

static void
test_theme (MapFixture    *f,
            gconstpointer  data)
{
  guint8 before[3], after[3];
  SgmTheme *theme = sgm_map_view_get_theme (f->map);
  gint coverage = sgm_theme_kind_find ("coverage");

  g_assert_nonnull (theme);
  g_assert_cmpint (coverage, >, 0);
  map_fixture_report (f, area_at (f, SGM_LEVEL_UNIT, X, Y)->id, X, Y);
  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  get_pixel_at (f, IN_X, IN_Y, before);

  sgm_map_view_set_theme_kind (f->map, coverage);
  g_assert_true (sgm_map_view_get_theme (f->map) != theme);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-theme");
  get_pixel_at (f, IN_X, IN_Y, after);
  g_assert_cmpint (difference (before, after), >, 6);
}

typedef struct
{
  gint64 changed;
  gint64 coloured;
} Frames;

static gint64
get_frame (MapFixture *f)
{
  return gdk_frame_clock_get_frame_counter (gtk_widget_get_frame_clock (GTK_WIDGET (f->map)));
}

static void
on_changed (SgmDistrict *district,
            SgmEntry    *entry,
            MapFixture  *f)
{
  Frames *frames = g_object_get_data (G_OBJECT (f->map), "frames");

  frames->changed = get_frame (f);
}

static void
on_coloured (SgmMapView *map,
             GParamSpec *pspec,
             MapFixture *f)
{
  Frames *frames = g_object_get_data (G_OBJECT (f->map), "frames");

  frames->coloured = get_frame (f);
}

static gboolean
draw_again (GtkWidget     *widget,
            GdkFrameClock *clock,
            gpointer       data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

/* A live value recolours within a frame, also while every frame is drawn, as
 * when the map is moved. */
static void
test_live (MapFixture    *f,
           gconstpointer  data)
{
  Frames frames = { 0 };
  guint8 before[3], after[3];
  guint ticks;

  map_fixture_rest (f);
  map_fixture_look (f);
  get_pixel_at (f, IN_X, IN_Y, before);
  g_object_set_data (G_OBJECT (f->map), "frames", &frames);
  g_signal_connect_after (f->district, "changed", G_CALLBACK (on_changed), f);
  g_signal_connect (f->map, "notify::theme", G_CALLBACK (on_coloured), f);
  ticks = gtk_widget_add_tick_callback (GTK_WIDGET (f->map), draw_again, NULL, NULL);

  /* From none to 1, 2 and 3: another class each time. */
  for (guint i = 0; i < 3; i++)
    {
      frames = (Frames) { 0 };
      map_fixture_report (f, area_at (f, SGM_LEVEL_UNIT, IN_X, IN_Y)->id, IN_X, IN_Y);
      while (frames.coloured == 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (frames.changed, >, 0);
      g_assert_cmpint (frames.coloured - frames.changed, <=, 1);
    }
  gtk_widget_remove_tick_callback (GTK_WIDGET (f->map), ticks);
  g_signal_handlers_disconnect_by_data (f->district, f);
  g_signal_handlers_disconnect_by_data (f->map, f);

  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  get_pixel_at (f, IN_X + 0.001, IN_Y, after);
  g_assert_cmpint (difference (before, after), >, 6);
}

static cairo_status_t
append (void                *data,
        const unsigned char *bytes,
        unsigned int         length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

/* One green tile of zoom 10 that has the whole district in it. */
static SgmMbtiles *
make_tiles (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "map.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtilesWriter) writer = sgm_mbtiles_writer_new (path, &error);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (GByteArray) png = g_byte_array_new ();
  g_autoptr (GBytes) image = NULL;
  SgmMbtiles *tiles;

  cairo_set_source_rgb (cr, 0.8, 1, 0.8);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, append, png);
  cairo_surface_destroy (surface);
  image = g_bytes_new (png->data, png->len);
  sgm_mbtiles_writer_set_metadata (writer, "minzoom", "10");
  sgm_mbtiles_writer_set_metadata (writer, "maxzoom", "10");
  sgm_mbtiles_writer_set_metadata (writer, "attribution", "sample base map");
  sgm_mbtiles_writer_add (writer, 10, 833, 446, image, &error);
  g_assert_no_error (error);
  sgm_mbtiles_writer_finish (writer, &error);
  g_assert_no_error (error);
  tiles = sgm_mbtiles_open (path, &error);
  g_assert_no_error (error);
  return tiles;
}

/* Zoomed in further than the base map goes, light and dark and taken away. */
static void
test_tiles (MapFixture    *f,
            gconstpointer  data)
{
  g_autoptr (SgmMbtiles) tiles = make_tiles (f->folder);
  guint8 seen[3];

  sgm_map_view_set_tiles (f->map, tiles);
  sgm_map_view_set_view (f->map, IN_X, IN_Y, 13.4);
  map_fixture_settle (f, 400);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-tiles");
  map_fixture_get_pixel (f, 240, 300, seen);
  g_assert_cmpint (seen[1] - seen[0], >, 40);
  g_assert_cmpint (seen[1], >, 240);

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_DARK);
  map_fixture_settle (f, 400);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_save (f, "map-tiles-dark");
  map_fixture_get_pixel (f, 240, 300, seen);
  g_assert_cmpint (seen[1] - seen[0], >, 10);
  g_assert_cmpint (seen[1], <, 110);

  sgm_map_view_set_tiles (f->map, NULL);
  map_fixture_settle (f, 400);
  map_fixture_look (f);
  map_fixture_get_pixel (f, 240, 300, seen);
  g_assert_cmpint (seen[1] - seen[0], <, 10);
}

#define add(name, function) \
  g_test_add ("/map/" name, MapFixture, NULL, map_fixture_set_up, function, map_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_test_message ("There is no display");
      return 77;
    }
  adw_init ();
  add ("fits", test_fits);
  add ("fills", test_fills);
  add ("hovers", test_hovers);
  add ("strip", test_strip);
  add ("clicks", test_clicks);
  add ("drags", test_drags);
  add ("double-click", test_double_click);
  add ("keys", test_keys);
  add ("focus", test_focus);
  add ("event", test_event);
  add ("cluster", test_cluster);
  add ("menu", test_menu);
  add ("dark", test_dark);
  add ("theme", test_theme);
  add ("live", test_live);
  add ("tiles", test_tiles);
  return g_test_run ();
}
