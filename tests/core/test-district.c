/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "district/sgm-district.h"
#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

/* The second grid, with a worker of its own, and what several tests add. */
enum
{
  NORTH_GRID = 20,
  NORTH_UNIT,
  NORTH_WORKER = 20,
};

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  SgmDistrict *district;
  guint n_changed;
  guint n_anew; /* of them without an entry */
} Fixture;

static void
keep_result (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static GAsyncResult *
wait_for_result (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static SgmDistrict *
open_district (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  SgmDistrict *district;

  sgm_district_open_async (store, NULL, keep_result, &result);
  district = sgm_district_open_finish (wait_for_result (&result), &error);
  g_assert_no_error (error);
  g_assert_true (sgm_district_get_live (district));
  return district;
}

static void
wait_for_seq (SgmDistrict *district,
              gint64       seq)
{
  while (sgm_district_get_seq (district) < seq || !sgm_district_get_live (district))
    g_main_context_iteration (NULL, TRUE);
}

static void
changed_cb (SgmDistrict *district,
            SgmEntry    *entry,
            Fixture     *f)
{
  f->n_changed++;
  f->n_anew += entry == NULL;
  if (entry != NULL)
    g_assert_cmpint (entry->seq, ==, sgm_district_get_seq (district));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  f->district = open_district (f->store);
  g_signal_connect (f->district, "changed", G_CALLBACK (changed_cb), f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  /* The store's last answer holds it until the loop has run. */
  sgm_store_close (f->store);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (f->district);
  g_assert_finalize_object (f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

/* Returns: the entry's number once the district has it */
static gint64
submit (Fixture   *f,
        SgmChange *change,
        GError   **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (SgmEntry) entry = NULL;

  sgm_store_submit_async (f->store, change, NULL, keep_result, &result);
  entry = sgm_store_submit_finish (f->store, wait_for_result (&result), error);
  if (entry == NULL)
    return 0;
  wait_for_seq (f->district, entry->seq);
  return entry->seq;
}

static void
report (Fixture *f,
        gint64   matter)
{
  wait_for_seq (f->district, small_district_report (f->store, matter, NULL));
}

static gint64
assign (Fixture  *f,
        gint64    event,
        gint64    version,
        gint64    person,
        GError  **error)
{
  g_autoptr (SgmChange) change = sgm_change_new_assign (event, version, person);

  return submit (f, change, error);
}

static void
import (Fixture   *f,
        GPtrArray *records)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmChange) change = sgm_change_new_import_sample (records);

  submit (f, change, &error);
  g_assert_no_error (error);
}

static SgmRecord *
add_record (GPtrArray      *records,
            const SgmTable *table,
            gint64          id)
{
  SgmRecord *record = sgm_record_new (table, id);

  g_ptr_array_add (records, record);
  return record;
}

static const SgmArea *
get_area (SgmDistrict *district,
          gint64       id)
{
  const SgmArea *area = sgm_area_set_find_id (sgm_district_get_areas (district), id);

  g_assert_nonnull (area);
  return area;
}

static guint
count_in (Fixture *f,
          gint64   area)
{
  return sgm_district_count_open_events (f->district, get_area (f->district, area));
}

static void
assert_records_equal (GPtrArray *a,
                      GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    {
      SgmRecord *record = a->pdata[i];
      SgmRecord *other = b->pdata[i];

      g_assert_cmpint (sgm_record_get_id (record), ==, sgm_record_get_id (other));
      g_assert_cmpint (sgm_record_get_version (record), ==, sgm_record_get_version (other));
      for (guint j = 0; j < sgm_record_get_table (record)->n_columns; j++)
        g_assert_true (sgm_value_equal (sgm_record_get_value (record, j),
                                        sgm_record_get_value (other, j)));
    }
}

/* That a district kept by entries is the one that is loaded now. */
static void
assert_true_to_file (SgmDistrict *kept,
                     const char  *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmDistrict) fresh = NULL;
  SgmAreaSet *areas = sgm_district_get_areas (kept);
  guint n_open = sgm_district_count_all_open_events (kept);

  g_assert_no_error (error);
  fresh = open_district (store);
  g_assert_cmpint (sgm_district_get_seq (kept), ==, sgm_district_get_seq (fresh));
  for (guint i = 0; i < SGM_N_TABLES; i++)
    {
      g_autoptr (GPtrArray) a = sgm_district_dup_records (kept, sgm_tables[i]);
      g_autoptr (GPtrArray) b = sgm_district_dup_records (fresh, sgm_tables[i]);

      assert_records_equal (a, b);
    }
  g_assert_cmpuint (sgm_area_set_get_n_areas (areas), ==,
                    sgm_area_set_get_n_areas (sgm_district_get_areas (fresh)));
  for (guint i = 0; i < sgm_area_set_get_n_areas (areas); i++)
    {
      gint64 id = sgm_area_set_get (areas, i)->id;

      g_assert_cmpuint (sgm_district_count_open_events (kept, get_area (kept, id)), ==,
                        sgm_district_count_open_events (fresh, get_area (fresh, id)));
    }
  g_assert_cmpuint (n_open, ==, sgm_district_count_all_open_events (fresh));
  for (guint i = 0; i < n_open; i++)
    {
      g_autoptr (SgmEventItem) a = g_list_model_get_item (sgm_district_get_queue (kept), i);
      g_autoptr (SgmEventItem) b = g_list_model_get_item (sgm_district_get_queue (fresh), i);

      g_assert_cmpint (sgm_record_get_id (sgm_event_item_get_record (a)), ==,
                       sgm_record_get_id (sgm_event_item_get_record (b)));
    }
}

static void
test_load (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GPtrArray) workers = NULL;
  g_autoptr (GPtrArray) leaders = NULL;

  g_assert_true (sgm_district_is_sample (f->district));
  g_assert_cmpint (sgm_district_get_seq (f->district), ==, 1);
  g_assert_cmpuint (sgm_area_set_get_n_areas (sgm_district_get_areas (f->district)), ==, 6);
  g_assert_cmpuint (sgm_district_count_all_open_events (f->district), ==, 0);
  g_assert_null (sgm_district_get_record (f->district, &sgm_table_event, 1));
  g_assert_null (sgm_district_get_active_task (f->district, 1));

  workers = sgm_district_dup_posts (f->district, get_area (f->district, SMALL_GRID), SGM_ROLE_WORKER);
  g_assert_cmpuint (workers->len, ==, 3);
  g_assert_cmpint (sgm_record_get_int (workers->pdata[2], SGM_POST_PERSON), ==, SMALL_PART_TIME);
  leaders = sgm_district_dup_posts (f->district, get_area (f->district, SMALL_UNIT_EAST),
                                    SGM_ROLE_UNIT_LEADER);
  g_assert_cmpuint (leaders->len, ==, 0);
}

static void
test_report (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) in_west = NULL;
  g_autoptr (GPtrArray) in_east = NULL;
  g_autoptr (GPtrArray) steps = NULL;

  report (f, SMALL_MATTER_ORDINARY);
  report (f, SMALL_MATTER_URGENT);
  g_assert_cmpuint (f->n_changed, ==, 2);
  g_assert_cmpuint (f->n_anew, ==, 0);
  g_assert_cmpuint (count_in (f, SMALL_UNIT_WEST), ==, 2);
  g_assert_cmpuint (count_in (f, SMALL_UNIT_EAST), ==, 0);
  g_assert_cmpuint (count_in (f, SMALL_GRID), ==, 2);
  g_assert_cmpuint (count_in (f, SMALL_DISTRICT), ==, 2);

  in_west = sgm_district_dup_open_events_in (f->district, get_area (f->district, SMALL_STREET));
  g_assert_cmpuint (in_west->len, ==, 2);
  g_assert_cmpint (sgm_record_get_id (in_west->pdata[0]), ==, 2);
  in_east = sgm_district_dup_open_events_in (f->district, get_area (f->district, SMALL_UNIT_EAST));
  g_assert_cmpuint (in_east->len, ==, 0);
  steps = sgm_district_dup_steps (f->district, 2);
  g_assert_cmpuint (steps->len, ==, 2);
  g_assert_cmpint (sgm_record_get_int (steps->pdata[1], SGM_STEP_STAGE), ==, SGM_STAGE_FILED);
  assert_true_to_file (f->district, f->path);
}

static void
test_assign_and_withdraw (Fixture       *f,
                          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEventItem) item = NULL;
  g_autoptr (SgmEventItem) again = NULL;
  g_autoptr (SgmChange) withdraw = NULL;
  SgmRecord *task;

  report (f, SMALL_MATTER_URGENT);
  item = g_list_model_get_item (sgm_district_get_queue (f->district), 0);
  assign (f, 1, 1, SMALL_WORKER_B, &error);
  g_assert_no_error (error);

  again = g_list_model_get_item (sgm_district_get_queue (f->district), 0);
  g_assert_true (item == again);
  g_assert_cmpint (sgm_record_get_int (sgm_event_item_get_record (item), SGM_EVENT_ASSIGNEE),
                   ==, SMALL_WORKER_B);
  g_assert_cmpuint (sgm_district_get_load (f->district, SMALL_WORKER_B), ==, 1);
  task = sgm_district_get_active_task (f->district, 1);
  g_assert_nonnull (task);
  g_assert_cmpuint (count_in (f, SMALL_GRID), ==, 1);
  assert_true_to_file (f->district, f->path);

  withdraw = sgm_change_new_withdraw (sgm_record_get_id (task), sgm_record_get_version (task));
  submit (f, withdraw, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_district_get_load (f->district, SMALL_WORKER_B), ==, 0);
  g_assert_null (sgm_district_get_active_task (f->district, 1));
  g_assert_true (sgm_record_is_null (sgm_event_item_get_record (item), SGM_EVENT_ASSIGNEE));
  assert_true_to_file (f->district, f->path);
}

/* Two dispatchers on one event: one wins, and both then see the same. */
static void
test_two (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmDistrict) other = NULL;
  g_autoptr (SgmChange) late = sgm_change_new_assign (1, 1, SMALL_WORKER_A);
  gint64 seq;

  g_assert_no_error (error);
  other = open_district (store);
  report (f, SMALL_MATTER_URGENT);
  seq = assign (f, 1, 1, SMALL_WORKER_B, &error);
  g_assert_no_error (error);

  g_assert_cmpint (sgm_store_submit (store, late, &error), ==, 0);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_CONFLICT);
  wait_for_seq (other, seq);
  g_assert_cmpuint (sgm_district_get_load (other, SMALL_WORKER_B), ==, 1);
  g_assert_cmpuint (sgm_district_get_load (other, SMALL_WORKER_A), ==, 0);
  assert_true_to_file (f->district, f->path);
  assert_true_to_file (other, f->path);
}

static void
add_north (GPtrArray *records)
{
  g_autoptr (GPtrArray) small = small_district_make_records ();
  SgmRecord *person = add_record (records, &sgm_table_person, NORTH_WORKER);
  SgmRecord *post;
  GBytes *square = NULL;

  for (guint i = 0; i < small->len; i++)
    if (sgm_record_get_table (small->pdata[i]) == &sgm_table_area)
      square = sgm_record_get_bytes (small->pdata[i], SGM_AREA_GEOMETRY);
  for (guint i = NORTH_GRID; i <= NORTH_UNIT; i++)
    {
      SgmRecord *area = add_record (records, &sgm_table_area, i);

      sgm_record_set_int (area, SGM_AREA_LEVEL, i == NORTH_GRID ? SGM_LEVEL_GRID : SGM_LEVEL_UNIT);
      sgm_record_set_text (area, SGM_AREA_CODE,
                           i == NORTH_GRID ? "440704001015002" : "440704001015002001");
      sgm_record_set_text (area, SGM_AREA_NAME, i == NORTH_GRID ? "第二网格" : "北");
      sgm_record_set_int (area, SGM_AREA_PARENT, i == NORTH_GRID ? SMALL_COMMUNITY : NORTH_GRID);
      sgm_record_set_bytes (area, SGM_AREA_GEOMETRY, square);
    }
  sgm_record_set_int (person, SGM_PERSON_KIND, SGM_PERSON_KIND_FULL_TIME);
  sgm_record_set_int (person, SGM_PERSON_DUTY, 1);
  sgm_record_set_text (person, SGM_PERSON_NAME, "戊");
  post = add_record (records, &sgm_table_post, NORTH_WORKER);
  sgm_record_set_int (post, SGM_POST_PERSON, NORTH_WORKER);
  sgm_record_set_int (post, SGM_POST_AREA, NORTH_GRID);
  sgm_record_set_int (post, SGM_POST_ROLE, SGM_ROLE_WORKER);
}

/* Areas that come in make another set, in which events are counted again. */
static void
test_areas_change (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmAreaSet) old = sgm_area_set_ref (sgm_district_get_areas (f->district));
  static const gint64 expected[] = { SMALL_WORKER_B, SMALL_WORKER_A, SMALL_PART_TIME, NORTH_WORKER };

  report (f, SMALL_MATTER_URGENT);
  report (f, SMALL_MATTER_URGENT);
  g_assert_true (sgm_district_get_areas (f->district) == old);
  add_north (records);
  import (f, records);
  g_assert_cmpuint (f->n_anew, ==, 0);
  g_assert_false (sgm_district_get_areas (f->district) == old);
  g_assert_cmpuint (count_in (f, NORTH_GRID), ==, 0);
  g_assert_cmpuint (count_in (f, SMALL_COMMUNITY), ==, 2);

  assign (f, 1, 1, SMALL_WORKER_A, &error);
  g_assert_no_error (error);
  candidates = sgm_district_dup_candidates (f->district, 2);
  g_assert_cmpuint (candidates->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < candidates->len; i++)
    {
      const SgmCandidate *candidate = candidates->pdata[i];

      g_assert_cmpint (sgm_record_get_id (candidate->person), ==, expected[i]);
    }
  g_assert_cmpint (((SgmCandidate *) candidates->pdata[3])->grid, ==, NORTH_GRID);
  assert_true_to_file (f->district, f->path);
}

static void
add_org (GPtrArray    *records,
         gint64        id,
         const gint64 *grids,
         guint         n_grids)
{
  SgmRecord *org = add_record (records, &sgm_table_org, id);

  sgm_record_set_int (org, SGM_ORG_LEVEL, SGM_ORG_LEVEL_GRID);
  sgm_record_set_text (org, SGM_ORG_NAME, "网格党支部");
  for (guint i = 0; i < n_grids; i++)
    {
      SgmRecord *org_area = add_record (records, &sgm_table_org_area, id * 10 + i);

      sgm_record_set_int (org_area, SGM_ORG_AREA_ORG, id);
      sgm_record_set_int (org_area, SGM_ORG_AREA_AREA, grids[i]);
    }
}

static SgmCoverage
get_coverage (Fixture *f,
              gint64   grid)
{
  return sgm_district_get_coverage (f->district, get_area (f->district, grid));
}

static void
test_coverage (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GPtrArray) north = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (GPtrArray) joint = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (GPtrArray) own = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (GPtrArray) past = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (GPtrArray) orgs = NULL;
  static const gint64 grids[] = { SMALL_GRID, NORTH_GRID };

  add_north (north);
  import (f, north);
  add_org (past, 3, grids, 1);
  sgm_record_set_int (past->pdata[1], SGM_ORG_AREA_VALID_TO, 1000);
  import (f, past);
  g_assert_cmpint (get_coverage (f, SMALL_GRID), ==, SGM_COVERAGE_NONE);
  add_org (joint, 1, grids, 2);
  import (f, joint);
  g_assert_cmpint (get_coverage (f, SMALL_GRID), ==, SGM_COVERAGE_JOINT);
  add_org (own, 2, grids, 1);
  import (f, own);
  g_assert_cmpint (get_coverage (f, SMALL_GRID), ==, SGM_COVERAGE_OWN);
  g_assert_cmpint (get_coverage (f, NORTH_GRID), ==, SGM_COVERAGE_JOINT);
  orgs = sgm_district_dup_orgs (f->district, get_area (f->district, SMALL_GRID));
  g_assert_cmpuint (orgs->len, ==, 2);
}

/* An entry that does not follow on what is known, or does not fit it, is not
 * applied in part; the district is loaded anew and goes on from there. */
static void
test_gap (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (SgmEntry) stray = sgm_entry_new ();
  g_autoptr (SgmRecord) before = NULL;
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (SgmRecord) meta = sgm_record_new (&sgm_table_meta, 99);
  SgmPatchBuilder *builder = sgm_patch_builder_new ();

  report (f, SMALL_MATTER_URGENT);
  before = sgm_record_copy (sgm_district_get_record (f->district, &sgm_table_event, 1));
  sgm_record_set_version (before, 7);
  after = sgm_record_copy (before);
  sgm_record_set_int (after, SGM_EVENT_STAGE, SGM_STAGE_CLOSED);
  sgm_patch_builder_insert (builder, meta);
  sgm_patch_builder_update (builder, before, after);
  stray->patch = sgm_patch_builder_end (builder);

  stray->seq = sgm_district_get_seq (f->district) + 1;
  g_signal_emit_by_name (f->store, "entry", stray);
  g_assert_false (sgm_district_get_live (f->district));
  g_assert_null (sgm_district_get_record (f->district, &sgm_table_meta, 99));
  g_assert_cmpuint (count_in (f, SMALL_GRID), ==, 1);
  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
  wait_for_seq (f->district, 3);
  g_assert_cmpuint (f->n_anew, >, 0);
  assert_true_to_file (f->district, f->path);
}

/* A large import is loaded rather than applied; the result is the same. */
static void
test_large (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (SgmEventItem) item = NULL;
  g_autoptr (SgmEventItem) again = NULL;

  report (f, SMALL_MATTER_URGENT);
  item = g_list_model_get_item (sgm_district_get_queue (f->district), 0);
  for (guint i = 0; i < 3000; i++)
    {
      SgmRecord *thing = add_record (records, &sgm_table_item, i + 1);

      sgm_record_set_int (thing, SGM_ITEM_NO, i + 1);
      sgm_record_set_text (thing, SGM_ITEM_CLASS, "物");
      sgm_record_set_text (thing, SGM_ITEM_NAME, "路灯");
    }
  import (f, records);
  g_assert_cmpuint (f->n_anew, ==, 1);
  again = g_list_model_get_item (sgm_district_get_queue (f->district), 0);
  g_assert_true (item == again);
  assert_true_to_file (f->district, f->path);
}

#define ADD(name, function) \
  g_test_add ("/district/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("load", test_load);
  ADD ("report", test_report);
  ADD ("assign-and-withdraw", test_assign_and_withdraw);
  ADD ("two", test_two);
  ADD ("areas-change", test_areas_change);
  ADD ("coverage", test_coverage);
  ADD ("gap", test_gap);
  ADD ("large", test_large);
  return g_test_run ();
}
