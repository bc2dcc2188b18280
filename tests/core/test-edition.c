/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "district/sgm-district.h"
#include "district/sgm-timeline.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"
#include "scratch.h"
#include "small-district.h"

/* Areas come in beside those that are there, become real at once and can be
 * taken back, while everybody else works on. */

#define CODE_OF_NEW "440704001015001003"

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  SgmDistrict *district;
  GPtrArray *before; /* the areas */
} Fixture;

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for_seq (Fixture *f,
              gint64   seq)
{
  while (sgm_district_get_seq (f->district) < seq || !sgm_district_get_live (f->district))
    g_main_context_iteration (NULL, TRUE);
}

static GPtrArray *
read_areas (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *areas = sgm_store_read_table (f->store, &sgm_table_area, &error);

  g_assert_no_error (error);
  return areas;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  f->before = read_areas (f);
  sgm_district_open_async (f->store, NULL, keep_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
}

/* The audit holds after everything that was done here. */
static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmAudit) audit = sgm_store_audit (f->store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (audit->faults->len, ==, 0);
  sgm_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->district);
  g_assert_finalize_object (f->store);
  g_ptr_array_unref (f->before);
  scratch_free (f->folder);
  g_free (f->path);
}

static SgmEntry *
submit (Fixture   *f,
        SgmChange *change)
{
  g_autoptr (GError) error = NULL;
  SgmEntry *entry = sgm_store_submit_entry (f->store, change, &error);

  g_assert_no_error (error);
  wait_for_seq (f, entry->seq);
  return entry;
}

static gint64
must (Fixture   *f,
      SgmChange *change)
{
  g_autoptr (SgmEntry) entry = submit (f, change);

  return entry->seq;
}

static void
must_not (Fixture   *f,
          SgmChange *change,
          SgmError   code)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (sgm_store_submit (f->store, change, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, (int) code);
}

static gint64
prepare (Fixture *f)
{
  g_autoptr (SgmChange) change = sgm_change_new_prepare_edition ("surveyed.gpkg");
  g_autoptr (SgmEntry) entry = submit (f, change);

  g_assert_cmpuint (sgm_patch_get_n_ops (entry->patch), ==, 1);
  return sgm_patch_get_op (entry->patch, 0)->id;
}

static GBytes *
make_square (double west,
             double east)
{
  const double ring[] = { west, 22.55, east, 22.55, east, 22.56, west, 22.56, west, 22.55 };
  const guint end[] = { 5 };
  const guint polygon_end[] = { 1 };
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (ring, end, 1, polygon_end, 1);

  return sgm_geometry_to_wkb (geometry);
}

static void
add_area (GPtrArray  *records,
          const char *code,
          SgmLevel    level,
          const char *name)
{
  g_autoptr (GBytes) wkb = make_square (113.107, 113.11);
  SgmRecord *area = sgm_record_new (&sgm_table_area, 0);

  sgm_record_set_int (area, SGM_AREA_LEVEL, level);
  sgm_record_set_text (area, SGM_AREA_CODE, code);
  sgm_record_set_text (area, SGM_AREA_NAME, name);
  sgm_record_set_bytes (area, SGM_AREA_GEOMETRY, wkb);
  g_ptr_array_add (records, area);
}

static void
add_boundary (GPtrArray        *records,
              gint64            area,
              SgmBoundaryState  state,
              const char       *name)
{
  g_autoptr (GBytes) wkb = make_square (113.1, 113.107);
  SgmRecord *boundary = sgm_record_new (&sgm_table_boundary, 0);

  sgm_record_set_int (boundary, SGM_BOUNDARY_AREA, area);
  sgm_record_set_int (boundary, SGM_BOUNDARY_STATE, state);
  if (state == SGM_BOUNDARY_STATE_CHANGES)
    {
      sgm_record_set_text (boundary, SGM_BOUNDARY_NAME, name);
      sgm_record_set_bytes (boundary, SGM_BOUNDARY_GEOMETRY, wkb);
    }
  g_ptr_array_add (records, boundary);
}

/* The western unit grows and gets another name, the eastern one ends, a new
 * one begins. */
static SgmChange *
make_additions (gint64 edition)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);

  add_boundary (records, SMALL_UNIT_WEST, SGM_BOUNDARY_STATE_CHANGES, "Wide");
  add_boundary (records, SMALL_UNIT_EAST, SGM_BOUNDARY_STATE_ENDS, NULL);
  add_area (records, CODE_OF_NEW, SGM_LEVEL_UNIT, "New");
  return sgm_change_new_add_boundaries (edition, records);
}

static gint64
prepare_all (Fixture *f)
{
  gint64 edition = prepare (f);
  g_autoptr (SgmChange) change = make_additions (edition);

  must (f, change);
  return edition;
}

static gint64
activate (Fixture *f,
          gint64   edition)
{
  g_autoptr (SgmChange) change = sgm_change_new_activate_edition (edition);

  return must (f, change);
}

static gint64
undo (Fixture *f,
      gint64   seq)
{
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_UNDO, seq, 0);

  return must (f, change);
}

static void
assert_areas_equal (GPtrArray *left,
                    GPtrArray *right)
{
  g_assert_cmpuint (left->len, ==, right->len);
  for (guint i = 0; i < left->len; i++)
    {
      g_assert_cmpint (sgm_record_get_id (left->pdata[i]), ==, sgm_record_get_id (right->pdata[i]));
      for (guint j = 0; j < sgm_table_area.n_columns; j++)
        g_assert_true (sgm_value_equal (sgm_record_get_value (left->pdata[i], j),
                                        sgm_record_get_value (right->pdata[i], j)));
    }
}

static void
assert_former (Fixture *f)
{
  g_autoptr (GPtrArray) now = read_areas (f);
  SgmAreaSet *areas = sgm_district_get_areas (f->district);

  assert_areas_equal (now, f->before);
  g_assert_cmpuint (sgm_area_set_get_n_areas (areas), ==, f->before->len);
  g_assert_null (sgm_area_set_find_code (areas, CODE_OF_NEW));
  g_assert_nonnull (sgm_area_set_find_id (areas, SMALL_UNIT_EAST));
}

static void
assert_new (Fixture *f)
{
  SgmAreaSet *areas = sgm_district_get_areas (f->district);
  const SgmArea *west = sgm_area_set_find_id (areas, SMALL_UNIT_WEST);
  const SgmArea *new = sgm_area_set_find_code (areas, CODE_OF_NEW);

  g_assert_cmpstr (west->name, ==, "Wide");
  g_assert_true (sgm_geometry_contains (west->geometry, 113.1069, 22.555));
  g_assert_null (sgm_area_set_find_id (areas, SMALL_UNIT_EAST));
  g_assert_cmpstr (new->name, ==, "New");
  g_assert_cmpint (sgm_area_set_get (areas, new->parent)->id, ==, SMALL_GRID);
}

/* What other programs see of the units, by name. */
static char *
list_units (Fixture *f)
{
  sqlite3 *database = NULL;
  sqlite3_stmt *statement = NULL;
  GString *names = g_string_new (NULL);

  g_assert_cmpint (sqlite3_open_v2 (f->path, &database, SQLITE_OPEN_READONLY, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (database, "SELECT name FROM unit ORDER BY code", -1, &statement, NULL), ==, SQLITE_OK);
  while (sqlite3_step (statement) == SQLITE_ROW)
    g_string_append_printf (names, "%s ", sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);
  sqlite3_close (database);
  return g_string_free (names, FALSE);
}

static gint64
report_in (Fixture *f,
           gint64   unit,
           GError **error)
{
  SgmReport report = { SGM_SOURCE_TERMINAL, NULL, SMALL_MATTER_ORDINARY, NULL, unit, 113.108, 22.555, NULL };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);

  return sgm_store_submit (f->store, change, error);
}

static void
test_real_and_back (Fixture       *f,
                    gconstpointer  data)
{
  g_autofree char *units_before = list_units (f);
  g_autofree char *units_now = NULL;
  g_autofree char *units_after = NULL;
  gint64 edition = prepare_all (f);
  gint64 seq;

  assert_former (f);
  seq = activate (f, edition);
  assert_new (f);
  units_now = list_units (f);
  g_assert_cmpstr (units_now, ==, "Wide New ");
  seq = undo (f, seq);
  assert_former (f);
  units_after = list_units (f);
  g_assert_cmpstr (units_after, ==, units_before);
  undo (f, seq);
  assert_new (f);
}

/* Events lie in the areas of the day; the others keep theirs. */
static void
test_events (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 old = report_in (f, SMALL_UNIT_EAST, &error);
  const SgmArea *new;
  gint64 seq;

  g_assert_no_error (error);
  g_assert_cmpint (old, >, 0);
  seq = activate (f, prepare_all (f));
  g_assert_cmpint (report_in (f, SMALL_UNIT_EAST, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
  g_clear_error (&error);
  new = sgm_area_set_find_code (sgm_district_get_areas (f->district), CODE_OF_NEW);
  wait_for_seq (f, report_in (f, new->id, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_district_count_all_open_events (f->district), ==, 2);
  undo (f, seq);
  g_assert_cmpuint (sgm_district_count_all_open_events (f->district), ==, 2);
}

static void
test_past (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 edition = prepare_all (f);
  gint64 before = g_get_real_time () / 1000;
  g_autoptr (SgmTimeline) timeline = NULL;
  g_autoptr (SgmSnapshot) then = NULL;
  g_autoptr (SgmSnapshot) now = NULL;

  while (g_get_real_time () / 1000 <= before)
    g_thread_yield ();
  activate (f, edition);
  timeline = sgm_timeline_open (f->path, &error);
  g_assert_no_error (error);
  then = sgm_timeline_show (timeline, before, &error);
  g_assert_no_error (error);
  assert_areas_equal (sgm_snapshot_get_records (then, &sgm_table_area), f->before);
  now = sgm_timeline_show (timeline, G_MAXINT64, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_snapshot_get_records (now, &sgm_table_area)->len, ==, f->before->len + 1);
}

/* What was prepared in vain leaves nothing behind. */
static void
test_drop (Fixture       *f,
           gconstpointer  data)
{
  gint64 edition = prepare_all (f);
  g_autoptr (SgmChange) drop = sgm_change_new_drop_edition (edition);
  g_autoptr (GPtrArray) boundaries = NULL;
  g_autoptr (GPtrArray) editions = NULL;

  must (f, drop);
  must (f, drop);
  must_not (f, drop, SGM_ERROR_REFUSED);
  boundaries = sgm_store_read_table (f->store, &sgm_table_boundary, NULL);
  editions = sgm_store_read_table (f->store, &sgm_table_edition, NULL);
  g_assert_cmpuint (boundaries->len, ==, 0);
  g_assert_cmpuint (editions->len, ==, 0);
  assert_former (f);
}

/* Somebody else's areas became real first. */
static void
test_overtaken (Fixture       *f,
                gconstpointer  data)
{
  gint64 first = prepare_all (f);
  gint64 second = prepare (f);
  g_autoptr (SgmChange) additions = sgm_change_new_activate_edition (second);
  gint64 third, seq;
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (SgmChange) undo_first = NULL;

  seq = activate (f, first);
  must_not (f, additions, SGM_ERROR_CONFLICT);
  assert_new (f);

  third = prepare (f);
  activate (f, third);
  undo_first = sgm_change_new (SGM_CHANGE_UNDO, seq, 0);
  must_not (f, undo_first, SGM_ERROR_REFUSED);
  change = sgm_change_new_drop_edition (first);
  must_not (f, change, SGM_ERROR_REFUSED);
}

/* A correction by hand counts, and goes with the edition. */
static void
test_correction (Fixture       *f,
                 gconstpointer  data)
{
  gint64 seq = activate (f, prepare_all (f));
  g_autoptr (SgmRecord) area = sgm_record_copy (sgm_district_get_record (f->district, &sgm_table_area, SMALL_UNIT_WEST));
  g_autoptr (SgmChange) save = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (GPtrArray) areas = NULL;

  sgm_record_set_text (area, SGM_AREA_NAME, "Wider");
  sgm_change_add_record (save, area);
  must (f, save);
  g_assert_cmpstr (sgm_area_set_find_id (sgm_district_get_areas (f->district), SMALL_UNIT_WEST)->name, ==, "Wider");
  areas = read_areas (f);
  g_assert_cmpstr (sgm_record_get_text (areas->pdata[SMALL_UNIT_WEST - 1], SGM_AREA_NAME), ==, "Wider");
  g_assert_cmpint (seq, >, 0);
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  static const struct
  {
    const char *code;
    SgmLevel level;
    SgmError error;
  } wrong[] = {
    { "44070400101500100X", SGM_LEVEL_UNIT, SGM_ERROR_INVALID },
    { "440704001015001", SGM_LEVEL_UNIT, SGM_ERROR_INVALID },
    { "440704001015001001", SGM_LEVEL_UNIT, SGM_ERROR_REFUSED }, /* is there */
    { "440704001015009001", SGM_LEVEL_UNIT, SGM_ERROR_REFUSED }, /* in no grid */
  };
  gint64 edition = prepare_all (f);
  g_autoptr (SgmChange) again = make_additions (edition);

  must_not (f, again, SGM_ERROR_REFUSED);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
      g_autoptr (SgmChange) change = NULL;

      add_area (records, wrong[i].code, wrong[i].level, "Wrong");
      change = sgm_change_new_add_boundaries (edition, records);
      must_not (f, change, wrong[i].error);
    }
  {
    g_autoptr (SgmChange) nothing = sgm_change_new (SGM_CHANGE_ADD_BOUNDARIES, edition, 0);
    g_autoptr (SgmChange) unnamed = sgm_change_new_prepare_edition ("");

    must_not (f, nothing, SGM_ERROR_INVALID);
    must_not (f, unnamed, SGM_ERROR_INVALID);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/edition/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("real-and-back", test_real_and_back);
  ADD ("events", test_events);
  ADD ("past", test_past);
  ADD ("drop", test_drop);
  ADD ("overtaken", test_overtaken);
  ADD ("correction", test_correction);
  ADD ("refused", test_refused);
#undef ADD
  return g_test_run ();
}
