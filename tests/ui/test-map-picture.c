/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map-fixture.h"

#include <math.h>

#include "basemap/sgm-basemap-painter.h"
#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"
#include "draw/sgm-painter.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-map-canvas.h"
#include "tiles/sgm-mbtiles-writer.h"

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

/* Panning ------------------------------------------------------------------- */

#define STRIPE_ZOOM 14
#define STRIPE_PAN 7
#define STRIPE_FRAMES 16

static cairo_status_t
append (void                *data,
        const unsigned char *bytes,
        unsigned int         n_bytes)
{
  g_byte_array_append (data, bytes, n_bytes);
  return CAIRO_STATUS_SUCCESS;
}

static GBytes *
make_stripe (gboolean green)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 256, 256);
  cairo_t *cr = cairo_create (surface);
  GByteArray *png = g_byte_array_new ();

  cairo_set_source_rgb (cr, green ? 0.2 : 1, green ? 1 : 0.2, green ? 0.2 : 1);
  cairo_paint (cr);
  cairo_destroy (cr);
  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, append, png), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return g_byte_array_free_to_bytes (png);
}

/* Columns of tiles that are green and magenta in turn. */
static SgmMbtiles *
make_stripes (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "stripes.mbtiles", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtilesWriter) writer = sgm_mbtiles_writer_new (path, &error);
  g_autoptr (GBytes) green = make_stripe (TRUE);
  g_autoptr (GBytes) magenta = make_stripe (FALSE);
  guint column = sgm_mercator_x (MAP_FIXTURE_X) * (1 << STRIPE_ZOOM);
  guint row = sgm_mercator_y (MAP_FIXTURE_Y) * (1 << STRIPE_ZOOM);
  SgmMbtiles *tiles;

  g_assert_no_error (error);
  sgm_mbtiles_writer_set_metadata (writer, "minzoom", "14");
  sgm_mbtiles_writer_set_metadata (writer, "maxzoom", "14");
  for (guint x = column - 8; x <= column + 8; x++)
    for (guint y = row - 8; y <= row + 8; y++)
      sgm_mbtiles_writer_add (writer, STRIPE_ZOOM, x, y, x % 2 == 0 ? green : magenta, &error);
  g_assert_no_error (error);
  sgm_mbtiles_writer_finish (writer, &error);
  g_assert_no_error (error);
  tiles = sgm_mbtiles_open (path, &error);
  g_assert_no_error (error);
  return tiles;
}

typedef struct
{
  MapFixture *f;
  guint n_stepped; /* frames whose view has been set */
  guint n_seen;    /* and that have been looked at */
} Pan;

static gboolean
step (GtkWidget     *widget,
      GdkFrameClock *clock,
      gpointer       data)
{
  Pan *pan = data;

  pan->n_stepped++;
  sgm_map_view_set_view (pan->f->map, MAP_FIXTURE_X + pan->n_stepped * STRIPE_PAN * 360.0 / (256 << STRIPE_ZOOM),
                         MAP_FIXTURE_Y, STRIPE_ZOOM);
  return G_SOURCE_CONTINUE;
}

/* What the frame has that has just been drawn; nothing else is drawn for it. */
static void
take_frame (MapFixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->map);
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  graphene_rect_t whole = GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  GskRenderNode *node;

  gdk_paintable_snapshot (paintable, GDK_SNAPSHOT (snapshot), whole.size.width, whole.size.height);
  node = gtk_snapshot_free_to_node (snapshot);
  g_clear_object (&f->seen);
  f->seen = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (f->window)), node, &whole);
  gsk_render_node_unref (node);
}

/* How green the base map is at a column, whatever lies on it in some rows: less
 * than 0 where it is magenta. */
static int
get_green (MapFixture *f,
           double      x)
{
  int sum = 0;

  for (int y = 60; y < gdk_texture_get_height (f->seen) - 60; y += 40)
    {
      guint8 rgb[3];

      map_fixture_get_pixel (f, x, y, rgb);
      sum += rgb[1] > rgb[0] + 20 ? 1 : rgb[0] > rgb[1] + 20 ? -1 : 0;
    }
  return sum;
}

static void
look (GdkFrameClock *clock,
      gpointer       data)
{
  Pan *pan = data;
  MapFixture *f = pan->f;
  double longitude, latitude, zoom, middle, edge;
  guint column;

  if (pan->n_stepped == pan->n_seen)
    return;
  pan->n_seen = pan->n_stepped;
  sgm_map_view_get_view (f->map, &longitude, &latitude, &zoom);
  take_frame (f);
  middle = sgm_mercator_x (longitude) * (256 << STRIPE_ZOOM);
  column = round (middle / 256);
  edge = gdk_texture_get_width (f->seen) / 2.0 + column * 256.0 - middle;
  g_assert_cmpint (get_green (f, edge - 3) * (column % 2 == 0 ? -1 : 1), >, 4);
  g_assert_cmpint (get_green (f, edge + 3) * (column % 2 == 0 ? 1 : -1), >, 4);
}

/* While the map is panned, every frame has the base map where the view is in
 * that very frame, as the layers of our own are. */
static void
test_pan (MapFixture    *f,
          gconstpointer  data)
{
  g_autoptr (SgmMbtiles) tiles = make_stripes (f->folder);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (f->map));
  Pan pan = { f };
  gulong looking;
  guint stepping;

  sgm_map_view_set_tiles (f->map, tiles);
  sgm_map_view_set_view (f->map, MAP_FIXTURE_X, MAP_FIXTURE_Y, STRIPE_ZOOM);
  map_fixture_settle (f, 500);
  map_fixture_rest (f);
  looking = g_signal_connect (clock, "after-paint", G_CALLBACK (look), &pan);
  stepping = gtk_widget_add_tick_callback (GTK_WIDGET (f->map), step, &pan, NULL);
  while (pan.n_seen < STRIPE_FRAMES)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_remove_tick_callback (GTK_WIDGET (f->map), stepping);
  g_signal_handler_disconnect (clock, looking);
  map_fixture_save (f, "map-pan");
}

/* Fading in ----------------------------------------------------------------- */

typedef struct
{
  MapFixture *f;
  double x, y;      /* of the sign */
  guint8 before[3]; /* what was there without it */
  GArray *seen;     /* of int: how different it was in each frame */
} Fade;

static void
look_at_sign (GdkFrameClock *clock,
              gpointer       data)
{
  Fade *fade = data;
  guint8 rgb[3];
  int difference = 0;

  take_frame (fade->f);
  map_fixture_get_pixel (fade->f, fade->x, fade->y, rgb);
  for (guint i = 0; i < 3; i++)
    difference += ABS (rgb[i] - fade->before[i]);
  g_array_append_val (fade->seen, difference);
}

/* Reports an event and looks at each frame until nothing more happens.
 * Returns: in how many frames its sign was to be seen, but not fully */
static guint
count_faded (MapFixture *f,
             double      longitude,
             double      latitude)
{
  const SgmArea *unit = sgm_area_set_find_at (sgm_district_get_areas (f->district), SGM_LEVEL_UNIT,
                                              longitude, latitude);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (f->map));
  Fade fade = { f };
  guint n = 0;
  gulong looking;
  int last;

  sgm_map_view_set_view (f->map, MAP_FIXTURE_X, MAP_FIXTURE_Y, 16);
  map_fixture_settle (f, 300);
  map_fixture_rest (f);
  map_fixture_look (f);
  map_fixture_project (f, longitude, latitude, &fade.x, &fade.y);
  fade.y -= 9; /* on its ring, which is full of time yet */
  map_fixture_get_pixel (f, fade.x, fade.y, fade.before);
  fade.seen = g_array_new (FALSE, FALSE, sizeof (int));
  looking = g_signal_connect (clock, "after-paint", G_CALLBACK (look_at_sign), &fade);
  map_fixture_report (f, unit->id, longitude, latitude);
  map_fixture_settle (f, 900);
  g_signal_handler_disconnect (clock, looking);

  g_assert_cmpuint (fade.seen->len, >, 0);
  last = g_array_index (fade.seen, int, fade.seen->len - 1);
  g_assert_cmpint (last, >, 60);
  for (guint i = 0; i < fade.seen->len; i++)
    {
      int difference = g_array_index (fade.seen, int, i);

      n += difference > 3 && difference < last - 12;
    }
  g_array_unref (fade.seen);
  return n;
}

/* A new event's sign comes little by little, but not where the desktop wants
 * nothing to move. */
static void
test_fade (MapFixture    *f,
           gconstpointer  data)
{
  GtkSettings *settings = gtk_widget_get_settings (GTK_WIDGET (f->map));

  sgm_map_view_set_theme_kind (f->map, sgm_theme_kind_find ("none"));
  g_object_set (settings, "gtk-enable-animations", TRUE, NULL);
  g_assert_cmpuint (count_faded (f, MAP_FIXTURE_X + 0.0007, MAP_FIXTURE_Y + 0.0004), >, 0);
  g_object_set (settings, "gtk-enable-animations", FALSE, NULL);
  g_assert_cmpuint (count_faded (f, MAP_FIXTURE_X - 0.0012, MAP_FIXTURE_Y - 0.0006), ==, 0);
  gtk_settings_reset_property (settings, "gtk-enable-animations");
}

/* Events that come, change and go --------------------------------------------- */

static SgmEventItem *
make_item (gint64 id,
           double longitude,
           gint   stage)
{
  g_autoptr (SgmRecord) record = sgm_record_new (&sgm_table_event, id);
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (longitude, 22.55);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (point);

  sgm_record_set_bytes (record, SGM_EVENT_GEOMETRY, wkb);
  sgm_record_set_int (record, SGM_EVENT_STAGE, stage);
  return sgm_event_item_new (record);
}

static void
put (GListStore *store,
     guint       position,
     guint       n_removed,
     gint64      id,
     double      longitude,
     gint        stage)
{
  g_autoptr (SgmEventItem) item = make_item (id, longitude, stage);

  g_list_store_splice (store, position, n_removed, (gpointer *) &item, 1);
}

static guint
count_signs (SgmEventLayer *layer)
{
  g_autoptr (GArray) boxes = sgm_event_layer_dup_boxes (layer);

  return boxes->len;
}

static void
count (SgmEventLayer *layer,
       guint         *n)
{
  (*n)++;
}

/* The layer follows its events, and says so only where signs come or go. */
static void
test_events_change (MapFixture    *f,
                    gconstpointer  data)
{
  g_autoptr (GListStore) store = g_list_store_new (SGM_TYPE_EVENT_ITEM);
  SgmMapCanvas *canvas = g_object_new (SGM_TYPE_MAP_CANVAS, NULL);
  SgmEventLayer *layer = sgm_map_canvas_get_events (canvas);
  GtkWidget *window = gtk_window_new ();
  guint n_changed = 0;
  SgmEventHit hit;

  gtk_widget_set_size_request (GTK_WIDGET (canvas), 600, 400);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (canvas));
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (GTK_WIDGET (layer)) < 600)
    g_main_context_iteration (NULL, TRUE);
  sgm_map_canvas_set_view (canvas, 113.12, 22.55, 14);
  put (store, 0, 0, 1, 113.12, SGM_STAGE_REPORTED);
  put (store, 1, 0, 2, 113.13, SGM_STAGE_REPORTED);
  put (store, 2, 0, 3, 114.00, SGM_STAGE_REPORTED); /* far out of sight */
  sgm_event_layer_set_events (layer, G_LIST_MODEL (store));
  g_assert_cmpuint (count_signs (layer), ==, 2);
  g_signal_connect (layer, "changed", G_CALLBACK (count), &n_changed);

  sgm_event_layer_update (layer);
  put (store, 0, 1, 1, 113.12, SGM_STAGE_DISPATCHED);
  sgm_event_layer_update (layer);
  g_assert_cmpuint (n_changed, ==, 0);

  put (store, 0, 0, 4, 113.11, SGM_STAGE_REPORTED);
  sgm_event_layer_update (layer);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpuint (count_signs (layer), ==, 3);

  /* One goes as another one comes. */
  put (store, 1, 1, 5, 113.115, SGM_STAGE_REPORTED);
  sgm_event_layer_update (layer);
  g_assert_cmpuint (n_changed, ==, 2);
  g_assert_cmpuint (count_signs (layer), ==, 3);
  g_assert_false (sgm_event_layer_find_at (layer, 300, 200, &hit));

  g_list_store_remove_all (store);
  sgm_event_layer_update (layer);
  g_assert_cmpuint (n_changed, ==, 3);
  g_assert_cmpuint (count_signs (layer), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Labels and counts ----------------------------------------------------------- */

static double
get_count (const SgmArea *area,
           gpointer       data)
{
  return area->level < SGM_LEVEL_UNIT ? *(double *) data : 1;
}

static SgmTheme *
make_theme (SgmAreaSet *areas,
            double      count)
{
  return sgm_theme_new_for_values (sgm_theme_kind_find ("events"), areas, get_count, &count);
}

/* Another count is shown, and where none is another no label is placed anew. */
static void
test_counts (MapFixture    *f,
             gconstpointer  data)
{
  SgmAreaSet *areas = sgm_district_get_areas (f->district);
  g_autoptr (SgmTheme) three = make_theme (areas, 3);
  g_autoptr (SgmTheme) still_three = make_theme (areas, 3);
  g_autoptr (SgmTheme) four = make_theme (areas, 4);
  SgmMapCanvas *canvas = g_object_new (SGM_TYPE_MAP_CANVAS, NULL);
  SgmLabelLayer *labels = sgm_map_canvas_get_labels (canvas);
  GtkWidget *window = gtk_window_new ();

  gtk_widget_set_size_request (GTK_WIDGET (canvas), 900, 600);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (canvas));
  sgm_map_canvas_set_areas (canvas, areas);
  sgm_map_canvas_set_theme (canvas, three);
  sgm_map_canvas_set_view (canvas, MAP_FIXTURE_X, MAP_FIXTURE_Y, 14);
  gtk_window_present (GTK_WINDOW (window));
  while (gtk_widget_get_width (GTK_WIDGET (labels)) < 900 || !sgm_map_canvas_is_fresh (canvas))
    g_main_context_iteration (NULL, TRUE);

  sgm_map_canvas_set_theme (canvas, still_three);
  g_assert_true (sgm_label_layer_is_fresh (labels));
  sgm_map_canvas_set_theme (canvas, four);
  g_assert_false (sgm_label_layer_is_fresh (labels));
  while (!sgm_label_layer_is_fresh (labels))
    g_main_context_iteration (NULL, TRUE);
  gtk_window_destroy (GTK_WINDOW (window));
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
  g_test_add ("/map-picture/pan", MapFixture, NULL, map_fixture_set_up, test_pan, map_fixture_tear_down);
  g_test_add ("/map-picture/fade", MapFixture, NULL, map_fixture_set_up, test_fade, map_fixture_tear_down);
  g_test_add ("/map-picture/events-change", MapFixture, NULL, map_fixture_set_up, test_events_change,
              map_fixture_tear_down);
  g_test_add ("/map-picture/counts", MapFixture, NULL, map_fixture_set_up, test_counts, map_fixture_tear_down);
  g_test_add ("/map-picture/cards", MapFixture, NULL, map_fixture_set_up, test_cards, map_fixture_tear_down);
  return g_test_run ();
}
