/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-tally.h"
#include "small-district.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define DAY (24 * 60 * MINUTE)

/* 2026-11-23 12:00 in Asia/Shanghai, and the midnight six days before. */
#define NOON G_GINT64_CONSTANT (1795406400000)
#define SINCE (NOON - 12 * 60 * MINUTE - 6 * DAY)

/* What the tests add to the small district. */
enum
{
  NORTH_GRID = 20,
  NORTH_UNIT,
};

typedef struct
{
  SgmRecords *records;
  SgmAreaSet *areas;
  SgmTallies *tallies;
} Fixture;

static SgmRecord *
copy_area (SgmRecord *record,
           gint64     id,
           gint64     parent,
           SgmLevel   level,
           const char *code)
{
  SgmRecord *copy = sgm_record_new (&sgm_table_area, id);

  sgm_record_set_int (copy, SGM_AREA_LEVEL, level);
  sgm_record_set_text (copy, SGM_AREA_CODE, code);
  sgm_record_set_text (copy, SGM_AREA_NAME, "北");
  sgm_record_set_int (copy, SGM_AREA_PARENT, parent);
  sgm_record_set_bytes (copy, SGM_AREA_GEOMETRY, sgm_record_get_bytes (record, SGM_AREA_GEOMETRY));
  return copy;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) made = small_district_make_records ();
  g_autoptr (GPtrArray) area_records = NULL;
  g_autoptr (GError) error = NULL;

  f->records = sgm_records_new ();
  for (guint i = 0; i < made->len; i++)
    sgm_records_replace (f->records, NULL, made->pdata[i]);
  for (guint i = NORTH_GRID; i <= NORTH_UNIT; i++)
    {
      SgmRecord *like = sgm_records_get (f->records, &sgm_table_area, SMALL_GRID);
      g_autoptr (SgmRecord) area = copy_area (like, i, i == NORTH_GRID ? SMALL_COMMUNITY : NORTH_GRID,
                                              i == NORTH_GRID ? SGM_LEVEL_GRID : SGM_LEVEL_UNIT,
                                              i == NORTH_GRID ? "440704001015002" : "440704001015002001");

      sgm_records_replace (f->records, NULL, area);
    }
  area_records = sgm_records_dup_all (f->records, &sgm_table_area);
  f->areas = sgm_area_set_new (area_records, &error);
  g_assert_no_error (error);
  f->tallies = sgm_tallies_new (f->records, f->areas, NOON);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_tallies_free (f->tallies);
  sgm_area_set_unref (f->areas);
  sgm_records_free (f->records);
}

/* As a journal entry does it. */
static void
replace (Fixture        *f,
         const SgmTable *table,
         gint64          id,
         SgmRecord      *after)
{
  SgmRecord *known = sgm_records_get (f->records, table, id);
  g_autoptr (SgmRecord) before = known != NULL ? sgm_record_ref (known) : NULL;

  if (before == NULL && after == NULL)
    return;
  sgm_records_replace (f->records, before, after);
  sgm_tallies_follow (f->tallies, before, after);
}

static void
put_event (Fixture  *f,
           gint64    id,
           gint64    unit,
           SgmStage  stage,
           gint64    reported_at,
           gint64    due_at,
           gint64    closed_at)
{
  g_autoptr (SgmRecord) event = sgm_record_new (&sgm_table_event, id);

  sgm_record_set_int (event, SGM_EVENT_UNIT, unit);
  sgm_record_set_int (event, SGM_EVENT_GRID, unit == NORTH_UNIT ? NORTH_GRID : SMALL_GRID);
  sgm_record_set_int (event, SGM_EVENT_STAGE, stage);
  sgm_record_set_int (event, SGM_EVENT_REPORTED_AT, reported_at);
  if (due_at != 0)
    sgm_record_set_int (event, SGM_EVENT_DUE_AT, due_at);
  if (closed_at != 0)
    sgm_record_set_int (event, SGM_EVENT_CLOSED_AT, closed_at);
  replace (f, &sgm_table_event, id, event);
}

static void
put_fact (Fixture *f,
          gint64   id,
          gint64   area,
          gint64   at)
{
  g_autoptr (SgmRecord) fact = sgm_record_new (&sgm_table_fact, id);

  sgm_record_set_int (fact, SGM_FACT_AREA, area);
  sgm_record_set_int (fact, SGM_FACT_AT, at);
  replace (f, &sgm_table_fact, id, fact);
}

static void
put_org (Fixture *f,
         gint64   id,
         gint64   grid,
         gint64   also)
{
  g_autoptr (SgmRecord) org = sgm_record_new (&sgm_table_org, id);
  const gint64 grids[] = { grid, also };

  sgm_record_set_int (org, SGM_ORG_LEVEL, SGM_ORG_LEVEL_GRID);
  replace (f, &sgm_table_org, id, org);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (SgmRecord) covers = sgm_record_new (&sgm_table_org_area, 2 * id + i);

      sgm_record_set_int (covers, SGM_ORG_AREA_ORG, id);
      sgm_record_set_int (covers, SGM_ORG_AREA_AREA, grids[i]);
      replace (f, &sgm_table_org_area, 2 * id + i, grids[i] != 0 ? covers : NULL);
    }
}

static void
put_duty (Fixture *f,
          gint64   person,
          gboolean duty)
{
  g_autoptr (SgmRecord) after = sgm_record_copy (sgm_records_get (f->records, &sgm_table_person, person));

  sgm_record_set_int (after, SGM_PERSON_DUTY, duty);
  replace (f, &sgm_table_person, person, after);
}

static guint
get (Fixture  *f,
     gint64    area,
     SgmTally  tally)
{
  return sgm_tallies_get (f->tallies, sgm_area_set_find_id (f->areas, area), tally);
}

static gint64
get_latest (Fixture *f,
            gint64   area)
{
  return sgm_tallies_get_latest (f->tallies, sgm_area_set_find_id (f->areas, area), SGM_NEWS_EVENT);
}

/* That counts that were kept are those that are counted now. */
static void
assert_true_to_records (Fixture *f)
{
  g_autoptr (SgmTallies) fresh = sgm_tallies_new (f->records, f->areas, sgm_tallies_get_now (f->tallies));

  for (guint i = 0; i < sgm_area_set_get_n_areas (f->areas); i++)
    {
      const SgmArea *area = sgm_area_set_get (f->areas, i);

      for (guint j = 0; j < SGM_N_TALLIES; j++)
        g_assert_cmpuint (sgm_tallies_get (f->tallies, area, j), ==, sgm_tallies_get (fresh, area, j));
      for (guint j = 0; j < SGM_N_NEWS; j++)
        g_assert_cmpint (sgm_tallies_get_latest (f->tallies, area, j), ==,
                         sgm_tallies_get_latest (fresh, area, j));
    }
}

static void
test_people (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SgmRecord) leads = sgm_record_new (&sgm_table_post, 77);

  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_WORKERS), ==, 3);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_ON_DUTY), ==, 3);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_SHORT), ==, 0);
  g_assert_cmpuint (get (f, NORTH_GRID, SGM_TALLY_SHORT), ==, 2);
  g_assert_cmpuint (get (f, SMALL_DISTRICT, SGM_TALLY_SHORT), ==, 2);
  g_assert_cmpuint (get (f, SMALL_DISTRICT, SGM_TALLY_GRIDS), ==, 2);
  g_assert_cmpuint (get (f, SMALL_UNIT_WEST, SGM_TALLY_WORKERS), ==, 0);
  g_assert_cmpuint (get (f, SMALL_COMMUNITY, SGM_TALLY_UNITS), ==, 3);
  g_assert_cmpuint (get (f, SMALL_COMMUNITY, SGM_TALLY_LED), ==, 0);

  put_duty (f, SMALL_WORKER_A, FALSE);
  put_duty (f, SMALL_PART_TIME, FALSE);
  g_assert_cmpuint (get (f, SMALL_STREET, SGM_TALLY_ON_DUTY), ==, 1);
  g_assert_cmpuint (get (f, SMALL_STREET, SGM_TALLY_SHORT), ==, 3);

  sgm_record_set_int (leads, SGM_POST_PERSON, SMALL_LEADER);
  sgm_record_set_int (leads, SGM_POST_AREA, NORTH_UNIT);
  sgm_record_set_int (leads, SGM_POST_ROLE, SGM_ROLE_UNIT_LEADER);
  replace (f, &sgm_table_post, 77, leads);
  g_assert_cmpuint (get (f, NORTH_UNIT, SGM_TALLY_LED), ==, 1);
  g_assert_cmpuint (get (f, NORTH_GRID, SGM_TALLY_LED), ==, 1);
  assert_true_to_records (f);
  replace (f, &sgm_table_post, 77, NULL);
  g_assert_cmpuint (get (f, SMALL_DISTRICT, SGM_TALLY_LED), ==, 0);
}

static void
test_coverage (Fixture       *f,
               gconstpointer  data)
{
  put_org (f, 1, SMALL_GRID, NORTH_GRID);
  g_assert_cmpuint (get (f, SMALL_DISTRICT, SGM_TALLY_JOINT), ==, 2);
  put_org (f, 2, SMALL_GRID, 0);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OWN), ==, 1);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_JOINT), ==, 0);
  g_assert_cmpuint (get (f, NORTH_GRID, SGM_TALLY_JOINT), ==, 1);
  assert_true_to_records (f);

  /* It leaves the one grid, and so the other has it alone. */
  put_org (f, 1, NORTH_GRID, 0);
  g_assert_cmpuint (get (f, NORTH_GRID, SGM_TALLY_OWN), ==, 1);
  g_assert_cmpuint (get (f, SMALL_DISTRICT, SGM_TALLY_OWN), ==, 2);
  assert_true_to_records (f);
}

/* Which events a rate counts: those that are closed, and those that should be. */
static void
test_in_time (Fixture       *f,
              gconstpointer  data)
{
  g_assert_cmpint (sgm_tallies_get_since (f->tallies), ==, SINCE);
  put_event (f, 1, SMALL_UNIT_WEST, SGM_STAGE_CLOSED, SINCE, SINCE + DAY, SINCE + DAY);
  put_event (f, 2, SMALL_UNIT_WEST, SGM_STAGE_EVALUATED, SINCE, SINCE + DAY, SINCE + DAY + 1);
  put_event (f, 3, SMALL_UNIT_WEST, SGM_STAGE_CLOSED, SINCE - 1, SINCE + DAY, SINCE + DAY);
  put_event (f, 4, SMALL_UNIT_WEST, SGM_STAGE_REFUSED, SINCE, 0, 0);
  put_event (f, 5, SMALL_UNIT_WEST, SGM_STAGE_VOID, SINCE, 0, 0);
  put_event (f, 6, SMALL_UNIT_EAST, SGM_STAGE_FILED, SINCE, NOON + MINUTE, 0);
  put_event (f, 7, SMALL_UNIT_EAST, SGM_STAGE_FILED, SINCE, NOON, 0);
  put_event (f, 8, SMALL_UNIT_EAST, SGM_STAGE_SUSPENDED, SINCE - DAY, NOON - DAY, 0);
  put_event (f, 9, SMALL_UNIT_EAST, SGM_STAGE_REPORTED, SINCE, 0, 0);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_RECENT), ==, 5);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_TO_CLOSE), ==, 3);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_IN_TIME), ==, 1);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OPEN), ==, 4);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OVERDUE), ==, 2);
  g_assert_cmpuint (get (f, SMALL_UNIT_WEST, SGM_TALLY_OPEN), ==, 0);
  assert_true_to_records (f);
}

/* Time goes by: events become overdue, and days end. */
static void
test_time (Fixture       *f,
           gconstpointer  data)
{
  put_event (f, 1, SMALL_UNIT_WEST, SGM_STAGE_FILED, NOON - MINUTE, NOON + 2 * MINUTE, 0);
  put_event (f, 2, SMALL_UNIT_EAST, SGM_STAGE_FILED, NOON - MINUTE, NOON + 2 * MINUTE, 0);
  put_event (f, 3, SMALL_UNIT_EAST, SGM_STAGE_CLOSED, SINCE + MINUTE, NOON, NOON);
  sgm_tallies_advance (f->tallies, NOON + 2 * MINUTE - 1);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OVERDUE), ==, 0);
  sgm_tallies_advance (f->tallies, NOON + 2 * MINUTE);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OVERDUE), ==, 2);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_TO_CLOSE), ==, 3);
  assert_true_to_records (f);

  /* The clock was set back: nothing is taken back. */
  sgm_tallies_advance (f->tallies, NOON);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OVERDUE), ==, 2);
  put_event (f, 1, SMALL_UNIT_WEST, SGM_STAGE_CLOSED, NOON - MINUTE, NOON + 2 * MINUTE, NOON + 3 * MINUTE);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_OVERDUE), ==, 1);
  assert_true_to_records (f);

  /* Past midnight the first of the days is over. */
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_RECENT), ==, 3);
  sgm_tallies_advance (f->tallies, NOON + DAY / 2);
  g_assert_cmpint (sgm_tallies_get_since (f->tallies), ==, SINCE + DAY);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_RECENT), ==, 2);
  assert_true_to_records (f);
}

/* A post that ends does so without an entry in the journal. */
static void
test_validity (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (SgmRecord) after = sgm_record_copy (sgm_records_get (f->records, &sgm_table_post, SMALL_WORKER_A));

  sgm_record_set_int (after, SGM_POST_VALID_TO, NOON + MINUTE);
  replace (f, &sgm_table_post, SMALL_WORKER_A, after);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_WORKERS), ==, 3);
  sgm_tallies_advance (f->tallies, NOON + MINUTE);
  g_assert_cmpuint (get (f, SMALL_GRID, SGM_TALLY_WORKERS), ==, 2);
  assert_true_to_records (f);
}

static void
test_latest (Fixture       *f,
             gconstpointer  data)
{
  g_assert_cmpint (get_latest (f, SMALL_DISTRICT), ==, 0);
  put_event (f, 1, SMALL_UNIT_WEST, SGM_STAGE_CLOSED, NOON - DAY, 0, NOON);
  put_event (f, 2, SMALL_UNIT_EAST, SGM_STAGE_FILED, NOON - MINUTE, 0, 0);
  put_event (f, 3, SMALL_UNIT_WEST, SGM_STAGE_FILED, NOON - 2 * DAY, 0, 0);
  g_assert_cmpint (get_latest (f, SMALL_UNIT_WEST), ==, NOON - DAY);
  g_assert_cmpint (get_latest (f, SMALL_DISTRICT), ==, NOON - MINUTE);
  g_assert_cmpint (get_latest (f, NORTH_UNIT), ==, 0);

  replace (f, &sgm_table_event, 2, NULL);
  g_assert_cmpint (get_latest (f, SMALL_UNIT_EAST), ==, 0);
  g_assert_cmpint (get_latest (f, SMALL_DISTRICT), ==, NOON - DAY);
  put_fact (f, 1, SMALL_UNIT_WEST, NOON - DAY);
  put_fact (f, 1, SMALL_UNIT_WEST, NOON - MINUTE);
  assert_true_to_records (f);
  put_event (f, 1, NORTH_UNIT, SGM_STAGE_CLOSED, NOON - DAY, 0, NOON);
  g_assert_cmpint (get_latest (f, SMALL_UNIT_WEST), ==, NOON - 2 * DAY);
  g_assert_cmpint (get_latest (f, NORTH_GRID), ==, NOON - DAY);
}

/* Whatever happens, in whatever order, the kept counts are the true ones. */
static void
test_random (Fixture       *f,
             gconstpointer  data)
{
  static const gint64 units[] = { SMALL_UNIT_WEST, SMALL_UNIT_EAST, NORTH_UNIT, 999 };
  static const gint64 grids[] = { SMALL_GRID, NORTH_GRID, 0 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (4);
  gint64 now = NOON;

  for (guint i = 0; i < 3000; i++)
    {
      gint64 id = g_rand_int_range (rand, 1, 40);
      gint64 reported = now - g_rand_int_range (rand, 0, 9 * 1440) * MINUTE;

      switch (g_rand_int_range (rand, 0, 8))
        {
        case 6:
          put_fact (f, id, units[g_rand_int_range (rand, 0, 4)], reported);
          break;
        case 7:
          replace (f, &sgm_table_fact, id, NULL);
          break;
        case 0:
          put_org (f, id % 4 + 1, grids[g_rand_int_range (rand, 0, 2)], grids[g_rand_int_range (rand, 0, 3)]);
          break;
        case 1:
          put_duty (f, id % SMALL_LEADER + 1, g_rand_boolean (rand));
          break;
        case 2:
          now += g_rand_int_range (rand, 0, 60) * MINUTE;
          sgm_tallies_advance (f->tallies, now);
          break;
        case 3:
          replace (f, &sgm_table_event, id, NULL);
          break;
        default:
          put_event (f, id, units[g_rand_int_range (rand, 0, 4)],
                     g_rand_int_range (rand, SGM_STAGE_REPORTED, SGM_STAGE_VOID + 1), reported,
                     g_rand_boolean (rand) ? reported + g_rand_int_range (rand, 0, 5 * 1440) * MINUTE : 0,
                     reported + g_rand_int_range (rand, 0, 5 * 1440) * MINUTE);
        }
      assert_true_to_records (f);
    }
  g_assert_cmpint (now, >, NOON + 3 * DAY);
}

#define ADD(name, function) \
  g_test_add ("/tally/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("people", test_people);
  ADD ("coverage", test_coverage);
  ADD ("in-time", test_in_time);
  ADD ("time", test_time);
  ADD ("validity", test_validity);
  ADD ("latest", test_latest);
  ADD ("random", test_random);
  return g_test_run ();
}
