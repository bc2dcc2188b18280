/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-fixture.h"

#include <math.h>
#include <string.h>

#include "domain/sgm-tables.h"
#include "draw/sgm-view.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-map-canvas.h"
#include "patchwork.h"
#include "scratch.h"

#define PATIENCE (20 * G_TIME_SPAN_SECOND)

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static SgmDistrict *
open_district (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SgmDistrict *district;

  sgm_district_open_async (store, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
  return district;
}

static SgmStore *
open_store (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autoptr (GPtrArray) records = patchwork_make_records ();
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SgmRecord *matter = sgm_record_new (&sgm_table_matter, 1);
  SgmStore *store;

  sgm_record_set_int (matter, SGM_MATTER_NO, 1);
  sgm_record_set_text (matter, SGM_MATTER_NAME, "内涝积水");
  sgm_record_set_int (matter, SGM_MATTER_URGENCY, SGM_URGENCY_URGENT);
  sgm_record_set_int (matter, SGM_MATTER_CLOCK, SGM_CLOCK_URGENT_HOURS);
  sgm_record_set_int (matter, SGM_MATTER_LIMIT, 2);
  g_ptr_array_add (records, matter);

  store = sgm_store_open (path, SGM_STORE_CREATE, &error);
  g_assert_no_error (error);
  change = sgm_change_new_import_sample (records);
  sgm_store_submit (store, change, &error);
  g_assert_no_error (error);
  return store;
}

static SgmMapCanvas *
find_canvas (GtkWidget *widget)
{
  if (SGM_IS_MAP_CANVAS (widget))
    return SGM_MAP_CANVAS (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      SgmMapCanvas *canvas = find_canvas (child);

      if (canvas != NULL)
        return canvas;
    }
  return NULL;
}

static void
load_style (void)
{
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/io/github/smartgridmap/SmartGridMap/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (),
                                              GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

void
map_fixture_set_up (MapFixture    *f,
                    gconstpointer  data)
{
  load_style ();
  f->folder = scratch_new ();
  f->store = open_store (f->folder);
  f->district = open_district (f->store);
  f->map = SGM_MAP_VIEW (sgm_map_view_new ());
  sgm_map_view_set_district (f->map, f->district);
  f->window = adw_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1000, 700);
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  adw_window_set_content (ADW_WINDOW (f->window), GTK_WIDGET (f->map));
  g_object_set (gtk_widget_get_settings (f->window), "gtk-enable-animations", FALSE, NULL);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      ADW_COLOR_SCHEME_FORCE_LIGHT);
  gtk_window_present (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (GTK_WIDGET (f->map));
  map_fixture_rest (f);
}

static gboolean
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

/* Runs the main loop for a while, for what must not happen. */
void
map_fixture_settle (MapFixture *f,
                    guint       ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, set_flag, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

void
map_fixture_tear_down (MapFixture    *f,
                       gconstpointer  data)
{
  SgmMapCanvas *canvas = find_canvas (f->window);

  g_object_add_weak_pointer (G_OBJECT (f->map), (gpointer *) &f->map);
  g_object_add_weak_pointer (G_OBJECT (canvas), (gpointer *) &canvas);
  g_clear_object (&f->seen);
  gtk_window_destroy (GTK_WINDOW (f->window));
  sgm_store_close (f->store);
  map_fixture_settle (f, 300);
  g_assert_null (f->map);
  g_assert_null (canvas);
  g_assert_finalize_object (f->district);
  g_assert_finalize_object (f->store);
  scratch_free (f->folder);
}

static gboolean
on_patience_ends (gpointer data)
{
  g_assert_not_reached ();
}

static gboolean
go_on (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until the test holds. */
void
map_fixture_await (MapFixture     *f,
                   MapFixtureTest  test)
{
  guint end = g_timeout_add (PATIENCE / 1000, on_patience_ends, NULL);
  /* The tests look at state that does not always wake the loop. */
  guint tick = g_timeout_add (10, go_on, NULL);

  while (!test (f))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
  g_source_remove (end);
}

static gboolean
is_at_rest (MapFixture *f)
{
  return gtk_widget_get_width (GTK_WIDGET (f->map)) > 100
         && sgm_map_canvas_is_fresh (find_canvas (f->window));
}

/* Runs the main loop until the map has painted what it shows. */
void
map_fixture_rest (MapFixture *f)
{
  map_fixture_await (f, is_at_rest);
}

/* Reports an event. Returns: its id */
gint64
map_fixture_report (MapFixture *f,
                    gint64      unit,
                    double      longitude,
                    double      latitude)
{
  SgmReport report = { SGM_SOURCE_HOTLINE, NULL, 1, "路口积水", unit, longitude, latitude, NULL };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);
  g_autoptr (GError) error = NULL;
  gint64 seq = sgm_store_submit (f->store, change, &error);

  g_assert_no_error (error);
  while (sgm_district_get_seq (f->district) < seq)
    g_main_context_iteration (NULL, TRUE);
  return g_list_model_get_n_items (sgm_district_get_queue (f->district));
}

static void
on_done (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* Moves the real pointer and presses real keys, as xdotool's commands say. */
void
map_fixture_do (MapFixture *f,
                const char *commands)
{
  g_autofree char *line = g_strdup_printf ("xdotool %s", commands);
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean done = FALSE;

  g_shell_parse_argv (line, NULL, &argv, &error);
  g_assert_no_error (error);
  process = g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, on_done, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);
}

/* Takes a picture of the map as it is drawn. */
void
map_fixture_look (MapFixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->map);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderer *renderer = gtk_native_get_renderer (GTK_NATIVE (f->window));
  GskRenderNode *node;

  /* The paintable shows the last frame, so there must be one more. */
  gtk_widget_queue_draw (widget);
  map_fixture_settle (f, 60);
  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), width, height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_clear_object (&f->seen);
  f->seen = gsk_renderer_render_texture (renderer, node,
                                         &GRAPHENE_RECT_INIT (0, 0, width, height));
  gsk_render_node_unref (node);
}

void
map_fixture_get_pixel (MapFixture *f,
                       double      x,
                       double      y,
                       guint8      rgb[3])
{
  int width = gdk_texture_get_width (f->seen);
  int height = gdk_texture_get_height (f->seen);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);
  guint32 pixel;

  g_assert_cmpint (x, >=, 0);
  g_assert_cmpint (x, <, width);
  g_assert_cmpint (y, >=, 0);
  g_assert_cmpint (y, <, height);
  gdk_texture_download (f->seen, (guchar *) pixels, width * 4);
  pixel = pixels[(gsize) y * width + (gsize) x];
  rgb[0] = pixel >> 16;
  rgb[1] = pixel >> 8;
  rgb[2] = pixel;
}

void
map_fixture_project (MapFixture *f,
                     double      longitude,
                     double      latitude,
                     double     *x,
                     double     *y)
{
  sgm_map_canvas_project (find_canvas (f->window), longitude, latitude, x, y);
}

/* From the map's coordinates to the screen's, for a window in its corner. */
void
map_fixture_to_screen (MapFixture *f,
                       double     *x,
                       double     *y)
{
  double dx, dy;

  gtk_widget_translate_coordinates (GTK_WIDGET (f->map), f->window, *x, *y, x, y);
  gtk_native_get_surface_transform (GTK_NATIVE (f->window), &dx, &dy);
  *x += dx;
  *y += dy;
}

/* Keeps what was seen, for a person to look at. */
void
map_fixture_save (MapFixture *f,
                  const char *name)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.png", g_test_get_dir (G_TEST_BUILT), name);

  g_assert_true (gdk_texture_save_to_png (f->seen, path));
}
