/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-choice.h"

#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

typedef struct
{
  char *folder;
  SgmStore *store;
  SgmDistrict *district;
  SgmChoice *choice;
} Fixture;

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *f = data;
  g_autoptr (GError) error = NULL;

  f->district = sgm_district_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  f->folder = scratch_new ();
  path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (path);
  sgm_district_open_async (f->store, NULL, on_opened, f);
  while (f->district == NULL)
    g_main_context_iteration (NULL, TRUE);
  f->choice = sgm_choice_new (f->district);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->choice);
  g_clear_object (&f->district);
  sgm_store_close (f->store);
  g_clear_object (&f->store);
  scratch_free (f->folder);
}

static void
await (Fixture *f,
       gint64   seq)
{
  while (sgm_district_get_seq (f->district) < seq)
    g_main_context_iteration (NULL, TRUE);
}

static gint64
report (Fixture    *f,
        gint64      matter,
        const char *source_id)
{
  GListModel *queue = sgm_district_get_queue (f->district);
  guint before = g_list_model_get_n_items (queue);

  await (f, small_district_report (f->store, matter, source_id));
  g_assert_cmpuint (g_list_model_get_n_items (queue), ==, before + 1);
  return before + 1; /* events are numbered from 1 */
}

static void
submit (Fixture   *f,
        SgmChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 seq = sgm_store_submit (f->store, change, &error);

  g_assert_no_error (error);
  await (f, seq);
}

static void
assign_to (Fixture *f,
           gint64   event,
           gint64   person)
{
  SgmRecord *record = sgm_district_get_record (f->district, &sgm_table_event, event);
  g_autoptr (SgmChange) change = sgm_change_new_assign (event, sgm_record_get_version (record), person);

  submit (f, change);
}

static void
count (SgmChoice *choice,
       guint     *n)
{
  (*n)++;
}

static void
test_starts_with_nothing_to_send (Fixture       *f,
                                  gconstpointer  data)
{
  report (f, SMALL_MATTER_URGENT, "a");

  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_DISTRICT);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  g_assert_false (sgm_choice_can_assign (f->choice));
  g_assert_null (sgm_choice_new_change (f->choice));
}

static void
test_area_brings_event_and_person (Fixture       *f,
                                   gconstpointer  data)
{
  gint64 urgent;
  g_autoptr (SgmChange) change = NULL;

  report (f, SMALL_MATTER_ORDINARY, "a");
  urgent = report (f, SMALL_MATTER_URGENT, "b");
  sgm_choice_choose_area (f->choice, SMALL_GRID);

  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_GRID);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, urgent);
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_WORKER_A);
  change = sgm_choice_new_change (f->choice);
  g_assert_cmpint (sgm_change_get_subject (change), ==, urgent);
  g_assert_cmpint (sgm_change_get_person (change), ==, SMALL_WORKER_A);
}

static void
test_events_with_an_order_come_last (Fixture       *f,
                                     gconstpointer  data)
{
  gint64 ordinary = report (f, SMALL_MATTER_ORDINARY, "a");
  gint64 urgent = report (f, SMALL_MATTER_URGENT, "b");

  assign_to (f, urgent, SMALL_WORKER_A);
  sgm_choice_choose_area (f->choice, SMALL_GRID);

  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, ordinary);
  /* The other worker has no order yet. */
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_WORKER_B);
}

static void
test_nothing_retargets (Fixture       *f,
                        gconstpointer  data)
{
  gint64 ordinary = report (f, SMALL_MATTER_ORDINARY, "a");
  guint n_changes = 0;

  sgm_choice_choose_area (f->choice, SMALL_GRID);
  g_signal_connect (f->choice, "changed", G_CALLBACK (count), &n_changes);
  report (f, SMALL_MATTER_URGENT, "b");

  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, ordinary);
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_WORKER_A);
  g_assert_true (sgm_choice_can_assign (f->choice));
}

static void
test_changed_event_is_stale (Fixture       *f,
                             gconstpointer  data)
{
  gint64 event = report (f, SMALL_MATTER_ORDINARY, "a");
  g_autoptr (SgmChange) withdraw = NULL;
  SgmRecord *task;

  sgm_choice_choose_area (f->choice, SMALL_GRID);
  assign_to (f, event, SMALL_WORKER_B);
  g_assert_true (sgm_choice_is_stale (f->choice));
  g_assert_false (sgm_choice_can_assign (f->choice));

  task = sgm_district_get_active_task (f->district, event);
  withdraw = sgm_change_new_withdraw (sgm_record_get_id (task), sgm_record_get_version (task));
  submit (f, withdraw);
  /* It waits again, but it is not the event that was looked at. */
  g_assert_false (sgm_choice_can_assign (f->choice));

  sgm_choice_look_again (f->choice);
  g_assert_false (sgm_choice_is_stale (f->choice));
  g_assert_true (sgm_choice_can_assign (f->choice));
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, event);
}

static void
test_up_and_away (Fixture       *f,
                  gconstpointer  data)
{
  gint64 event = report (f, SMALL_MATTER_ORDINARY, "a");

  sgm_choice_choose_event (f->choice, event);
  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_UNIT_WEST);
  sgm_choice_choose_person (f->choice, SMALL_PART_TIME);
  g_assert_true (sgm_choice_go_up (f->choice));
  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_GRID);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, event);
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_PART_TIME);

  sgm_choice_look_at_area (f->choice, SMALL_UNIT_EAST);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  sgm_choice_look_at_area (f->choice, SMALL_DISTRICT);
  g_assert_false (sgm_choice_go_up (f->choice));
}

static void
test_unknown_ids (Fixture       *f,
                  gconstpointer  data)
{
  sgm_choice_choose_area (f->choice, 4711);
  sgm_choice_choose_event (f->choice, 4711);
  sgm_choice_choose_person (f->choice, 4711);
  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_DISTRICT);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  g_assert_false (sgm_choice_can_assign (f->choice));
}

#define ADD(name) g_test_add ("/choice/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD (starts_with_nothing_to_send);
  ADD (area_brings_event_and_person);
  ADD (events_with_an_order_come_last);
  ADD (nothing_retargets);
  ADD (changed_event_is_stale);
  ADD (up_and_away);
  ADD (unknown_ids);
  return g_test_run ();
}
