/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>

#include "bench-cairo-layer.h"
#include "base/sgm-heap.h"
#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-mercator.h"
#include "map/sgm-map-canvas.h"
#include "store/sgm-store.h"
#include "tiles/sgm-mbtiles-provider.h"

/* Measures the map in a window: bench-map CASE SCALE DATABASE TILES.
 *
 * Each run has a window of its own, so that nothing is left from the one
 * before, and the runs to be compared take turns. */

#define WIDTH 1920
#define HEIGHT 1080
#define ROUNDS 3
#define PAN_ZOOM 14.75 /* units are filled and have borders */
#define PAN_FRAMES 150
#define PAN_PIXELS 12.0
#define MARK_FRAMES 100
#define ARRIVALS 30

/* Longer than it takes the map to see that it is at rest, and to tidy up. */
#define REST_MS 5000

/* Nothing has happened when less was used in QUIET_MS. */
#define QUIET_MS 60
#define QUIET_CPU_MS 1.5

typedef enum
{
  SHOW_BASE,   /* the base map alone */
  SHOW_LAYERS, /* and our layers */
  SHOW_PEER,   /* or a layer that draws the units with cairo */
  N_SHOWS,
} Show;

typedef struct
{
  guint scale;
  const char *database;
  SgmTileStack *tiles;
  SgmAreaSet *areas;
  SgmTheme *themes[2];
  GListModel *events;
  double longitude; /* of the district's middle */
  double latitude;

  GtkWidget *window;
  SgmMapCanvas *canvas;
} Bench;

typedef void (*Step) (Bench *b,
                      guint  frame);

/* The window ---------------------------------------------------------------- */

static gboolean
set_flag (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
pass (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, set_flag, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

/* Runs the main loop until all work is done. */
static void
settle (void)
{
  for (guint quiet = 0; quiet < 3;)
    {
      double used = -bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);

      pass (QUIET_MS);
      used += bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
      quiet = used < QUIET_CPU_MS ? quiet + 1 : 0;
    }
}

static void
look_at (Bench  *b,
         double  zoom)
{
  sgm_map_canvas_set_view (b->canvas, b->longitude, b->latitude, zoom);
}

/* Where a movement begins. A pan goes over ground that has not been seen. */
static void
look_at_start (Bench  *b,
               double  zoom)
{
  double half = PAN_PIXELS * PAN_FRAMES / 2 * 360 / (256 * exp2 (zoom));

  sgm_map_canvas_set_view (b->canvas, b->longitude - half, b->latitude, zoom);
}

static void
open_window (Bench  *b,
             Show    show,
             double  zoom)
{
  b->canvas = g_object_new (SGM_TYPE_MAP_CANVAS, NULL);
  sgm_map_canvas_set_stack (b->canvas, b->tiles);
  if (show == SHOW_LAYERS)
    {
      sgm_map_canvas_set_areas (b->canvas, b->areas);
      sgm_map_canvas_set_theme (b->canvas, b->themes[0]);
      sgm_event_layer_set_events (sgm_map_canvas_get_events (b->canvas), b->events);
    }
  else if (show == SHOW_PEER)
    {
      ShumateViewport *viewport = sgm_map_canvas_get_viewport (b->canvas);

      shumate_map_add_layer (SHUMATE_MAP (sgm_map_canvas_get_map (b->canvas)),
                             SHUMATE_LAYER (bench_cairo_layer_new (viewport, b->areas)));
    }
  look_at_start (b, zoom);
  b->window = adw_window_new ();
  gtk_widget_set_size_request (GTK_WIDGET (b->canvas), WIDTH, HEIGHT);
  gtk_window_set_decorated (GTK_WINDOW (b->window), FALSE);
  adw_window_set_content (ADW_WINDOW (b->window), GTK_WIDGET (b->canvas));
  gtk_window_present (GTK_WINDOW (b->window));
  settle ();
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (b->canvas)), ==, WIDTH);
  g_assert_cmpint (gtk_widget_get_height (GTK_WIDGET (b->canvas)), ==, HEIGHT);
}

static void
close_window (Bench *b)
{
  gtk_window_destroy (GTK_WINDOW (b->window));
  settle ();
}

/* Frames -------------------------------------------------------------------- */

typedef struct
{
  Bench *bench;
  Step step;
  guint frame;
  guint n_frames;
} Drive;

static gboolean
on_tick (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  Drive *drive = data;

  if (drive->frame == drive->n_frames)
    {
      drive->n_frames = 0;
      return G_SOURCE_REMOVE;
    }
  drive->step (drive->bench, drive->frame++);
  return G_SOURCE_CONTINUE;
}

/* Returns: what the process used for a frame, milliseconds */
static double
drive (Bench *b,
       Step   step,
       guint  n_frames)
{
  Drive drive = { b, step, 0, n_frames };
  double begin = bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);

  gtk_widget_add_tick_callback (GTK_WIDGET (b->canvas), on_tick, &drive, NULL);
  while (drive.n_frames > 0)
    g_main_context_iteration (NULL, TRUE);
  return (bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID) - begin) / n_frames;
}

static void
step_pan (Bench *b,
          guint  frame)
{
  sgm_map_canvas_pan_by (b->canvas, PAN_PIXELS, 0);
}

static void
step_zoom (Bench *b,
           guint  frame)
{
  look_at (b, 14 + 0.05 * frame);
}

static void
step_recolour (Bench *b,
               guint  frame)
{
  sgm_map_canvas_set_theme (b->canvas, b->themes[frame % 2]);
}

static const SgmArea *
find_on_the_way (Bench *b,
                 guint  frame)
{
  double longitude, latitude;

  sgm_map_canvas_locate (b->canvas, 300 + 10 * frame, 500, &longitude, &latitude);
  return sgm_area_set_find_at (b->areas, SGM_LEVEL_UNIT, longitude, latitude);
}

static void
step_hover (Bench *b,
            guint  frame)
{
  const SgmArea *area = find_on_the_way (b, frame);

  sgm_highlight_layer_set_hovered (sgm_map_canvas_get_highlight (b->canvas), area != NULL ? area->geometry : NULL);
}

static void
step_select (Bench *b,
             guint  frame)
{
  const SgmArea *area = find_on_the_way (b, frame);

  sgm_highlight_layer_set_selected (sgm_map_canvas_get_highlight (b->canvas), area != NULL ? area->geometry : NULL);
}

/* Cases --------------------------------------------------------------------- */

static const struct
{
  const char *what;
  Step step;
  double zoom;
  guint n_frames;
} movements[] = {
  { "pan", step_pan, PAN_ZOOM, PAN_FRAMES },
  { "zoom", step_zoom, 14, 40 },
};

static const char *const show_names[] = { "base map", "layers", "cairo layer" };

/* The plain layer takes seconds for a frame of many polygons. */
static guint
get_n_frames (Bench *b,
              guint  movement,
              Show   show)
{
  guint n_frames = movements[movement].n_frames;

  return show == SHOW_PEER ? MAX (2, n_frames / (4 * b->scale)) : n_frames;
}

static void
measure_movements (Bench *b)
{
  for (guint i = 0; i < G_N_ELEMENTS (movements); i++)
    {
      GArray *values[N_SHOWS];

      for (Show show = 0; show < N_SHOWS; show++)
        values[show] = g_array_new (FALSE, FALSE, sizeof (double));
      for (guint round = 0; round < ROUNDS; round++)
        for (Show show = 0; show < N_SHOWS; show++)
          {
            double value;

            if (show == SHOW_PEER && round > 0)
              continue;
            open_window (b, show, movements[i].zoom);
            value = drive (b, movements[i].step, get_n_frames (b, i, show));
            g_array_append_val (values[show], value);
            close_window (b);
          }
      for (Show show = 0; show < N_SHOWS; show++)
        {
          bench_report (movements[i].what, b->scale, show_names[show], bench_median (values[show]), "ms/frame");
          g_array_unref (values[show]);
        }
    }
}

static void
measure_marks (Bench *b)
{
  const struct { const char *what; Step step; } marks[] = {
    { "recoloured frame", step_recolour },
    { "hover", step_hover },
    { "selection", step_select },
  };

  open_window (b, SHOW_LAYERS, PAN_ZOOM);
  look_at (b, PAN_ZOOM);
  settle ();
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

      for (guint round = 0; round < ROUNDS; round++)
        {
          double value = drive (b, marks[i].step, MARK_FRAMES);

          g_array_append_val (values, value);
          settle ();
        }
      bench_report (marks[i].what, b->scale, "z14.75", bench_median (values), "ms/frame");
    }
  close_window (b);
}

static void
measure_crispness (Bench *b)
{
  const double zooms[] = { 15.2, 14.6, 16.0, 13.4, 14.8, 15.6, 12.8 };
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) used = g_array_new (FALSE, FALSE, sizeof (double));

  open_window (b, SHOW_LAYERS, 14);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      double time = -g_get_monotonic_time () / 1e3;
      double cpu = -bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);

      look_at (b, zooms[i]);
      while (!sgm_map_canvas_is_fresh (b->canvas))
        g_main_context_iteration (NULL, TRUE);
      time += g_get_monotonic_time () / 1e3;
      cpu += bench_cpu_ms (CLOCK_PROCESS_CPUTIME_ID);
      g_array_append_val (times, time);
      g_array_append_val (used, cpu);
      settle ();
    }
  bench_report ("crisp after a zoom", b->scale, "time", bench_median (times), "ms");
  bench_report ("crisp after a zoom", b->scale, "used", bench_median (used), "ms");
  close_window (b);
}

static SgmEventItem *
make_event (Bench *b,
            GRand *rand,
            guint  id)
{
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (b->areas, 0)->geometry);
  g_autoptr (SgmRecord) record = sgm_record_new (&sgm_table_event, id);
  g_autoptr (SgmGeometry) point = NULL;
  g_autoptr (GBytes) wkb = NULL;
  gint64 now = g_get_real_time () / 1000;

  point = sgm_geometry_new_point (g_rand_double_range (rand, box->min_x, box->max_x),
                                  g_rand_double_range (rand, box->min_y, box->max_y));
  wkb = sgm_geometry_to_wkb (point);
  sgm_record_set_bytes (record, SGM_EVENT_GEOMETRY, wkb);
  sgm_record_set_int (record, SGM_EVENT_STAGE, SGM_STAGE_REPORTED + id % 3);
  sgm_record_set_int (record, SGM_EVENT_URGENCY, id % 10 == 1 ? SGM_URGENCY_URGENT : SGM_URGENCY_ORDINARY);
  sgm_record_set_int (record, SGM_EVENT_REPORTED_AT, now - 3600 * 1000);
  sgm_record_set_int (record, SGM_EVENT_DUE_AT, now + g_rand_int_range (rand, -1000, 36000) * 1000);
  return sgm_event_item_new (record);
}

static GListModel *
make_events (Bench *b,
             guint  n)
{
  GListStore *store = g_list_store_new (SGM_TYPE_EVENT_ITEM);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, make_event (b, rand, i + 1));
  g_list_store_splice (store, 0, 0, items->pdata, items->len);
  return G_LIST_MODEL (store);
}

/* One more event in each frame, each fading in. */
static void
step_arrive (Bench *b,
             guint  frame)
{
  guint n = g_list_model_get_n_items (b->events);
  g_autoptr (GRand) rand = g_rand_new_with_seed (n);
  g_autoptr (SgmEventItem) item = make_event (b, rand, n + 1);

  g_list_store_append (G_LIST_STORE (b->events), item);
  sgm_event_layer_update (sgm_map_canvas_get_events (b->canvas));
}

static void
measure_events (Bench *b)
{
  const guint numbers[] = { 0, 16000, 160000 };
  const char *const names[] = { "0", "16000", "160000" };
  GListModel *events[G_N_ELEMENTS (numbers)];
  GArray *pans[G_N_ELEMENTS (numbers)];
  GArray *zooms[G_N_ELEMENTS (numbers)];
  GArray *arrivals[G_N_ELEMENTS (numbers)];

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      arrivals[i] = g_array_new (FALSE, FALSE, sizeof (double));
      events[i] = make_events (b, numbers[i]);
      pans[i] = g_array_new (FALSE, FALSE, sizeof (double));
      zooms[i] = g_array_new (FALSE, FALSE, sizeof (double));
    }
  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
      {
        double pan, zoom, arrival;

        b->events = events[i];
        open_window (b, SHOW_LAYERS, PAN_ZOOM);
        pan = drive (b, step_pan, PAN_FRAMES);
        settle ();
        zoom = drive (b, step_zoom, 40);
        settle ();
        arrival = drive (b, step_arrive, ARRIVALS);
        g_array_append_val (arrivals[i], arrival);
        g_array_append_val (pans[i], pan);
        g_array_append_val (zooms[i], zoom);
        close_window (b);
      }
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      bench_report ("events, pan", b->scale, names[i], bench_median (pans[i]), "ms/frame");
      bench_report ("events, zoom", b->scale, names[i], bench_median (zooms[i]), "ms/frame");
      bench_report ("events, one arrives", b->scale, names[i], bench_median (arrivals[i]), "ms/frame");
      g_object_unref (events[i]);
      g_array_unref (arrivals[i]);
      g_array_unref (pans[i]);
      g_array_unref (zooms[i]);
    }
  b->events = NULL;
}

static double
get_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  g_file_get_contents ("/proc/self/status", &status, NULL, NULL);
  line = strstr (status, "VmRSS:");
  return g_ascii_strtoull (line + strlen ("VmRSS:"), NULL, 10) / 1024.0;
}

/* After a tour of all zooms and some of the places, when the map has come to
 * rest and has given back what it does not need any more. */
static void
measure_memory (Bench *b,
                Show   show)
{
  open_window (b, show, 12);
  for (double zoom = 12; zoom < 16.5; zoom += 0.6)
    {
      look_at (b, zoom);
      settle ();
      drive (b, step_pan, 40);
      settle ();
    }
  pass (REST_MS);
  bench_report ("memory", b->scale, show_names[show], get_memory (), "MB");
  close_window (b);
}

static void
load_areas (Bench *b)
{
  const SgmBox *box;

  b->areas = bench_load_areas (b->database);
  for (guint i = 0; i < G_N_ELEMENTS (b->themes); i++)
    b->themes[i] = bench_make_theme (b->areas, i);
  box = sgm_geometry_get_box (sgm_area_set_get (b->areas, 0)->geometry);
  b->longitude = (box->min_x + box->max_x) / 2;
  b->latitude = (box->min_y + box->max_y) / 2;
}

/* So that the libraries are in memory that the program needs in any case. */
static void
open_and_close (const char *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (database, SGM_STORE_READ, &error);

  g_assert_no_error (error);
  sgm_store_close (store);
}

static SgmTileStack *
open_tiles (const char *path)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtiles) tiles = sgm_mbtiles_open (path, &error);
  SgmTileStack *stack = sgm_tile_stack_new (none, NULL, NULL, NULL);

  if (tiles == NULL)
    g_error ("%s", error->message);
  sgm_tile_stack_add (stack, sgm_mbtiles_provider_new (tiles), 1, SGM_DATUM_CGCS2000);
  return stack;
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .longitude = 113.12, .latitude = 22.55 }, *b = &bench;

  if (argc != 5)
    {
      g_printerr ("usage: bench-map CASE SCALE DATABASE TILES\n");
      return 2;
    }
  sgm_heap_set_up ();
  adw_init ();
  b->scale = atoi (argv[2]);
  b->database = argv[3];
  b->tiles = open_tiles (argv[4]);

  if (g_str_equal (argv[1], "memory-base"))
    {
      open_and_close (b->database);
      measure_memory (b, SHOW_BASE);
      return 0;
    }
  load_areas (b);
  if (g_str_equal (argv[1], "memory"))
    measure_memory (b, SHOW_LAYERS);
  else if (g_str_equal (argv[1], "movements"))
    measure_movements (b);
  else if (g_str_equal (argv[1], "marks"))
    measure_marks (b);
  else if (g_str_equal (argv[1], "crispness"))
    measure_crispness (b);
  else if (g_str_equal (argv[1], "events"))
    measure_events (b);
  else
    g_error ("There is no case %s", argv[1]);
  return 0;
}
