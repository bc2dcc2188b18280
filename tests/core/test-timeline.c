/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-picture.h"
#include "district/sgm-timeline.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

#define N_CHANGES 60u

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  GPtrArray *snapshots; /* the district as it was loaded after each change */
  GArray *times;        /* when that was */
  GRand *rand;
} Fixture;

/* Every change gets a millisecond of its own. */
static void
pass_a_millisecond (void)
{
  gint64 now = g_get_real_time () / 1000;

  while (g_get_real_time () / 1000 <= now)
    g_thread_yield ();
}

static void
keep_present (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgmSnapshot *snapshot = sgm_store_load (f->store, &error);
  gint64 now = g_get_real_time () / 1000;

  g_assert_no_error (error);
  g_ptr_array_add (f->snapshots, snapshot);
  g_array_append_val (f->times, now);
}

/* Whatever can be done with the event now: some of it is refused, which is a
 * part of life too. */
static SgmChange *
make_change (Fixture   *f,
             SgmRecord *event)
{
  static const SgmChangeKind kinds[] = { SGM_CHANGE_SUSPEND, SGM_CHANGE_RESUME, SGM_CHANGE_RETURN, SGM_CHANGE_VOID,
                                         SGM_CHANGE_EXTEND, SGM_CHANGE_JOIN, SGM_CHANGE_UNDO };
  gint64 id = sgm_record_get_id (event), version = sgm_record_get_version (event);
  SgmChangeKind kind = kinds[g_rand_int_range (f->rand, 0, G_N_ELEMENTS (kinds))];
  SgmChange *change;

  if (g_rand_boolean (f->rand))
    return sgm_change_new_assign (id, version, g_rand_int_range (f->rand, SMALL_WORKER_A, SMALL_LEADER));
  change = sgm_change_new (kind, kind == SGM_CHANGE_UNDO ? (gint64) f->snapshots->len : id, version);
  sgm_change_set_why (change, "because");
  sgm_change_set_until (change, g_get_real_time () / 1000 + 48 * 3600 * 1000);
  return change;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  f->snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_snapshot_unref);
  f->times = g_array_new (FALSE, FALSE, sizeof (gint64));
  f->rand = g_rand_new_with_seed (20261123);
  keep_present (f);
  while (f->snapshots->len < N_CHANGES)
    {
      GPtrArray *events = sgm_snapshot_get_records (f->snapshots->pdata[f->snapshots->len - 1], &sgm_table_event);

      pass_a_millisecond ();
      if (events->len < 5 || g_rand_int_range (f->rand, 0, 4) == 0)
        small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
      else
        {
          g_autoptr (SgmChange) change =
            make_change (f, events->pdata[g_rand_int_range (f->rand, 0, (gint32) events->len)]);

          if (sgm_store_submit (f->store, change, NULL) == 0)
            continue;
        }
      keep_present (f);
    }
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_rand_free (f->rand);
  g_ptr_array_unref (f->snapshots);
  g_array_unref (f->times);
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static void
assert_same (SgmSnapshot *shown,
             SgmSnapshot *known)
{
  g_autoptr (SgmRecords) left = sgm_records_new_from (shown);
  g_autoptr (SgmRecords) right = sgm_records_new_from (known);

  g_assert_cmpint (sgm_snapshot_get_seq (shown), ==, sgm_snapshot_get_seq (known));
  for (guint i = 0; sgm_tables[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) a = sgm_records_dup_all (left, sgm_tables[i]);
      g_autoptr (GPtrArray) b = sgm_records_dup_all (right, sgm_tables[i]);

      g_assert_cmpuint (a->len, ==, b->len);
      for (guint j = 0; j < a->len; j++)
        {
          g_assert_cmpint (sgm_record_get_id (a->pdata[j]), ==, sgm_record_get_id (b->pdata[j]));
          g_assert_cmpint (sgm_record_get_version (a->pdata[j]), ==, sgm_record_get_version (b->pdata[j]));
          for (guint k = 0; k < sgm_tables[i]->n_columns; k++)
            g_assert_true (sgm_value_equal (sgm_record_get_value (a->pdata[j], k),
                                            sgm_record_get_value (b->pdata[j], k)));
        }
    }
}

/* Any moment, backwards, forwards and at random, is the one that was seen. */
static void
test_moments (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmTimeline) timeline = sgm_timeline_open (f->path, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sgm_timeline_get_n_entries (timeline), ==, N_CHANGES);
  for (guint i = 0; i < 4 * N_CHANGES; i++)
    {
      guint n = i < N_CHANGES ? N_CHANGES - 1 - i
                : i < 2 * N_CHANGES ? i - N_CHANGES : (guint) g_rand_int_range (f->rand, 0, (gint32) N_CHANGES);
      g_autoptr (SgmSnapshot) shown = sgm_timeline_show (timeline, g_array_index (f->times, gint64, n), &error);

      g_assert_no_error (error);
      assert_same (shown, f->snapshots->pdata[n]);
    }
}

/* Before the first entry there was nothing; the present goes on. */
static void
test_ends (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmTimeline) timeline = sgm_timeline_open (f->path, &error);
  g_autoptr (SgmSnapshot) before = NULL;
  g_autoptr (SgmSnapshot) now = NULL;
  g_autoptr (SgmSnapshot) later = NULL;
  g_autoptr (SgmTimeline) again = NULL;

  before = sgm_timeline_show (timeline, 1, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_snapshot_get_records (before, &sgm_table_area)->len, ==, 0);
  g_assert_cmpint (sgm_snapshot_get_at (before), ==, 1);

  pass_a_millisecond ();
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  keep_present (f);
  again = sgm_timeline_open (f->path, &error);
  sgm_timeline_append (timeline, sgm_timeline_get_entry (again, N_CHANGES));
  sgm_timeline_append (timeline, sgm_timeline_get_entry (again, 3));
  later = sgm_timeline_show (timeline, G_MAXINT64, &error);
  g_assert_no_error (error);
  assert_same (later, f->snapshots->pdata[N_CHANGES]);
}

/* A unit is redrawn: events of before keep the unit of their day, and the
 * past shows it as it was. */
static void
test_boundaries (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) areas = sgm_store_read_table (f->store, &sgm_table_area, &error);
  g_autoptr (SgmRecord) ended = NULL;
  g_autoptr (SgmRecord) next = sgm_record_new (&sgm_table_area, 0);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (SgmTimeline) timeline = NULL;
  g_autoptr (SgmSnapshot) past = NULL;
  g_autoptr (SgmSnapshot) present = NULL;
  g_autoptr (SgmPicture) then = NULL;
  g_autoptr (SgmPicture) now = NULL;
  gint64 day = g_get_real_time () / 1000;
  gint64 seen = g_array_index (f->times, gint64, N_CHANGES - 1);

  for (guint i = 0; i < areas->len; i++)
    if (sgm_record_get_id (areas->pdata[i]) == SMALL_UNIT_WEST)
      ended = sgm_record_copy (areas->pdata[i]);
  for (guint i = 0; i < SGM_AREA_N_COLUMNS; i++)
    sgm_record_set_value (next, i, sgm_record_get_value (ended, i));
  sgm_record_set_int (ended, SGM_AREA_VALID_TO, day);
  sgm_record_set_text (next, SGM_AREA_CODE, "440704001015001009");
  sgm_record_set_text (next, SGM_AREA_NAME, "新西里");
  sgm_record_set_int (next, SGM_AREA_VALID_FROM, day);
  sgm_change_add_record (change, ended);
  sgm_change_add_record (change, next);
  pass_a_millisecond ();
  g_assert_cmpint (sgm_store_submit (f->store, change, &error), >, 0);
  g_assert_no_error (error);

  timeline = sgm_timeline_open (f->path, &error);
  past = sgm_timeline_show (timeline, seen, &error);
  then = sgm_picture_new (past, &error);
  g_assert_no_error (error);
  present = sgm_timeline_show (timeline, G_MAXINT64, &error);
  now = sgm_picture_new (present, &error);
  g_assert_no_error (error);
  g_assert_nonnull (sgm_area_set_find_code (then->areas, "440704001015001001"));
  g_assert_null (sgm_area_set_find_code (then->areas, "440704001015001009"));
  g_assert_null (sgm_area_set_find_code (now->areas, "440704001015001001"));
  g_assert_nonnull (sgm_area_set_find_code (now->areas, "440704001015001009"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/timeline/moments", Fixture, NULL, set_up, test_moments, tear_down);
  g_test_add ("/timeline/ends", Fixture, NULL, set_up, test_ends, tear_down);
  g_test_add ("/timeline/boundaries", Fixture, NULL, set_up, test_boundaries, tear_down);
  return g_test_run ();
}
