/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench.h"

#include <math.h>
#include <stdlib.h>

#include "domain/sgm-tables.h"
#include "draw/sgm-paint.h"
#include "draw/sgm-shapes.h"
#include "draw/sgm-view.h"
#include "geo/sgm-mercator.h"

/* Measures how long it takes from an entry of the journal, a new event, to the
 * map's new colours, for each theme: bench-themes SCALE DATABASE */

#define WIDTH 1920
#define HEIGHT 1080
#define ZOOM 14.75
#define TIMES 15
#define FIRST_ID (G_GINT64_CONSTANT (1) << 40)

typedef struct
{
  SgmStore *store;
  SgmDistrict *district;
  SgmTheme *theme;
  SgmRaster *raster;
  guint32 *pixels;
  gint64 next_id;
} Bench;

/* A new event in one unit after the other, far from each other. */
static SgmEntry *
make_entry (Bench *b)
{
  SgmAreaSet *areas = sgm_district_get_areas (b->district);
  SgmEntry *entry = sgm_entry_new ();
  g_autoptr (SgmRecord) event = sgm_record_new (&sgm_table_event, b->next_id++);
  SgmPatchBuilder *builder = sgm_patch_builder_new ();
  const SgmArea *unit;
  guint first, end;

  sgm_area_set_get_level (areas, SGM_LEVEL_UNIT, &first, &end);
  unit = sgm_area_set_get (areas, first + (guint) (b->next_id * 7919 % (end - first)));
  sgm_record_set_int (event, SGM_EVENT_UNIT, unit->id);
  sgm_record_set_int (event, SGM_EVENT_GRID, sgm_area_set_get (areas, unit->parent)->id);
  sgm_record_set_int (event, SGM_EVENT_STAGE, SGM_STAGE_REPORTED);
  sgm_record_set_int (event, SGM_EVENT_URGENCY, SGM_URGENCY_ORDINARY);
  sgm_record_set_int (event, SGM_EVENT_REPORTED_AT, g_get_real_time () / 1000);
  sgm_patch_builder_insert (builder, event);
  entry->seq = sgm_district_get_seq (b->district) + 1;
  entry->patch = sgm_patch_builder_end (builder);
  return entry;
}

static void
run_event (gpointer data)
{
  Bench *b = data;
  g_autoptr (SgmEntry) entry = make_entry (b);
  g_autoptr (SgmTheme) last = b->theme;
  g_autoptr (SgmPaints) paints = NULL;

  g_signal_emit_by_name (b->store, "entry", entry);
  g_assert_cmpint (sgm_district_get_seq (b->district), ==, entry->seq);
  b->theme = sgm_theme_update (last, b->district);
  paints = sgm_paints_new (b->theme, sgm_area_set_get_n_areas (sgm_district_get_areas (b->district)), FALSE);
  sgm_raster_paint (b->raster, paints, 1, b->pixels, WIDTH);
}

static void
run_choice (gpointer data)
{
  Bench *b = data;

  sgm_theme_unref (sgm_theme_new (sgm_theme_get_kind (b->theme), b->district));
}

static SgmRaster *
make_raster (SgmAreaSet *areas)
{
  g_autoptr (SgmShapes) shapes = sgm_shapes_new (areas);
  const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  double pixels = 256 * exp2 (ZOOM);
  SgmRasterFrame frame = {
    sgm_mercator_x ((box->min_x + box->max_x) / 2) - WIDTH / 2 / pixels,
    sgm_mercator_y ((box->min_y + box->max_y) / 2) - HEIGHT / 2 / pixels,
    ZOOM, 1, WIDTH, HEIGHT, sgm_view_get_level (ZOOM),
  };

  return sgm_raster_new (shapes, &frame, NULL);
}

static void
load (Bench      *b,
      const char *database)
{
  g_autoptr (SgmSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;

  /* Files of a former version are kept for the next time, and brought to this one. */
  b->store = sgm_store_open (database, SGM_STORE_OPEN, &error);
  if (b->store != NULL)
    snapshot = sgm_store_load (b->store, &error);
  if (snapshot != NULL)
    b->district = sgm_district_new (b->store, snapshot, &error);
  if (b->district == NULL)
    g_error ("%s: %s", database, error->message);
}

static void
measure (Bench *b,
         guint  scale)
{
  double worst_event = 0;
  double worst_choice = 0;

  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      double event, choice;

      b->theme = sgm_theme_new (i, b->district);
      event = bench_measure (run_event, b, TIMES);
      choice = bench_measure (run_choice, b, TIMES);
      bench_report ("an event arrives", scale, sgm_theme_kind_get_id (i), event, "ms");
      worst_event = MAX (worst_event, event);
      worst_choice = MAX (worst_choice, choice);
      g_clear_pointer (&b->theme, sgm_theme_unref);
    }
  bench_report ("an event arrives", scale, "worst", worst_event, "ms");
  bench_report ("theme chosen", scale, "worst", worst_choice, "ms");
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .next_id = FIRST_ID };

  if (argc != 3)
    {
      g_printerr ("usage: bench-themes SCALE DATABASE\n");
      return 2;
    }
  load (&bench, argv[2]);
  bench.raster = make_raster (sgm_district_get_areas (bench.district));
  bench.pixels = g_new (guint32, WIDTH * HEIGHT);
  measure (&bench, (guint) atoi (argv[1]));

  g_free (bench.pixels);
  sgm_raster_unref (bench.raster);
  sgm_store_close (bench.store);
  g_object_unref (bench.district);
  g_object_unref (bench.store);
  return 0;
}
