/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "domain/sgm-tables.h"
#include "feed/sgm-scenario.h"
#include "feed/sgm-simulator.h"
#include "scratch.h"
#include "small-district.h"

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  SgmDistrict *district;
} Fixture;

static SgmDistrict *
load (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (store, &error);
  SgmDistrict *district;

  g_assert_no_error (error);
  district = sgm_district_new (store, snapshot, &error);
  g_assert_no_error (error);
  return district;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  f->district = load (f->store);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->district);
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static void
wait_for_events (SgmDistrict *district,
                 guint        n)
{
  while (sgm_district_count_all_open_events (district) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_events (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SgmSimulator) simulator = sgm_simulator_new (f->district, 7);
  g_autoptr (GPtrArray) events = NULL;

  sgm_simulator_set_interval (simulator, 1);
  g_assert_false (sgm_simulator_get_running (simulator));
  sgm_simulator_set_running (simulator, TRUE);
  g_assert_true (sgm_simulator_get_running (simulator));
  wait_for_events (f->district, 20);
  sgm_simulator_set_running (simulator, FALSE);

  events = sgm_district_dup_records (f->district, &sgm_table_event);
  for (guint i = 0; i < events->len; i++)
    {
      SgmRecord *event = events->pdata[i];
      const SgmArea *unit = sgm_area_set_find_id (sgm_district_get_areas (f->district),
                                                  sgm_record_get_int (event, SGM_EVENT_UNIT));
      g_autoptr (SgmGeometry) place =
        sgm_geometry_new_from_wkb (sgm_record_get_bytes (event, SGM_EVENT_GEOMETRY), NULL);
      const SgmBox *at = sgm_geometry_get_box (place);

      g_assert_true (sgm_geometry_contains (unit->geometry, at->min_x, at->min_y));
      g_assert_cmpuint (g_utf8_strlen (sgm_record_get_text (event, SGM_EVENT_TITLE), -1), >, 4);
    }
}

/* After a stop comes nothing but what was handed to the store before. */
static void
test_stop (Fixture       *f,
           gconstpointer  data)
{
  SgmSimulator *simulator = sgm_simulator_new (f->district, 7);
  guint n;

  sgm_simulator_set_interval (simulator, 1);
  sgm_simulator_set_running (simulator, TRUE);
  wait_for_events (f->district, 1);
  sgm_simulator_set_running (simulator, FALSE);
  g_assert_false (sgm_simulator_get_running (simulator));
  n = sgm_district_count_all_open_events (f->district);

  /* The store has answered this, so it has answered all that came before. */
  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (sgm_district_count_all_open_events (f->district), <=, n + 2);

  sgm_simulator_set_running (simulator, TRUE);
  wait_for_events (f->district, n + 3);
  g_object_run_dispose (G_OBJECT (simulator));
  g_object_unref (simulator);
}

static void
test_same_seed (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (SgmScenario) a = sgm_scenario_new (f->district, 7, NULL);
  g_autoptr (SgmScenario) b = sgm_scenario_new (f->district, 7, NULL);
  g_autoptr (SgmScenario) c = sgm_scenario_new (f->district, 8, NULL);
  guint n_same = 0;

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (SgmChange) from_a = sgm_scenario_make (a);
      g_autoptr (SgmChange) from_b = sgm_scenario_make (b);
      g_autoptr (SgmChange) from_c = sgm_scenario_make (c);
      const SgmReport *report = sgm_change_get_report (from_a);
      const SgmReport *same = sgm_change_get_report (from_b);

      g_assert_cmpstr (report->title, ==, same->title);
      g_assert_cmpstr (report->reporter, ==, same->reporter);
      g_assert_cmpint (report->unit, ==, same->unit);
      g_assert_cmpint (report->matter, ==, same->matter);
      g_assert_cmpint (report->source, ==, same->source);
      g_assert_cmpfloat (report->longitude, ==, same->longitude);
      n_same += report->longitude == sgm_change_get_report (from_c)->longitude;
    }
  g_assert_cmpuint (n_same, ==, 0);
}

/* Made-up events do not come into a district that is not a sample. */
static void
test_no_sample (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "empty.sgm", NULL);
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_CREATE, &error);
  g_autoptr (SgmDistrict) district = NULL;
  g_autoptr (SgmSimulator) simulator = NULL;

  g_assert_no_error (error);
  district = load (store);
  simulator = sgm_simulator_new (district, 7);
  sgm_simulator_set_running (simulator, TRUE);
  g_assert_false (sgm_simulator_get_running (simulator));
}

/* Where nothing can ever be written, it switches itself off, silently. */
static void
test_read_only (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_READ, &error);
  g_autoptr (SgmDistrict) district = NULL;
  g_autoptr (SgmSimulator) simulator = NULL;

  g_assert_no_error (error);
  district = load (store);
  simulator = sgm_simulator_new (district, 7);
  sgm_simulator_set_interval (simulator, 1);
  sgm_simulator_set_running (simulator, TRUE);
  while (sgm_simulator_get_running (simulator))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (sgm_district_count_all_open_events (district), ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/simulator/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("events", test_events);
  ADD ("stop", test_stop);
  ADD ("same-seed", test_same_seed);
  ADD ("no-sample", test_no_sample);
  ADD ("read-only", test_read_only);
  return g_test_run ();
}
