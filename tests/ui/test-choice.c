/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice-fixture.h"

#include "domain/sgm-tables.h"

static void
count (SgmChoice *choice,
       guint     *n)
{
  (*n)++;
}

static void
test_starts_with_nothing_to_send (ChoiceFixture *f,
                                  gconstpointer  data)
{
  choice_fixture_report (f, SMALL_MATTER_URGENT, "a");

  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_DISTRICT);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  g_assert_false (sgm_choice_can_assign (f->choice));
  g_assert_null (sgm_choice_new_change (f->choice));
}

static void
test_area_brings_event_and_person (ChoiceFixture *f,
                                   gconstpointer  data)
{
  gint64 urgent;
  g_autoptr (SgmChange) change = NULL;

  choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  urgent = choice_fixture_report (f, SMALL_MATTER_URGENT, "b");
  sgm_choice_choose_area (f->choice, SMALL_GRID);

  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_GRID);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, urgent);
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_WORKER_A);
  change = sgm_choice_new_change (f->choice);
  g_assert_cmpint (sgm_change_get_subject (change), ==, urgent);
  g_assert_cmpint (sgm_change_get_person (change), ==, SMALL_WORKER_A);
}

static void
test_events_with_an_order_come_last (ChoiceFixture *f,
                                     gconstpointer  data)
{
  gint64 ordinary = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  gint64 urgent = choice_fixture_report (f, SMALL_MATTER_URGENT, "b");

  choice_fixture_assign (f, urgent, SMALL_WORKER_A);
  sgm_choice_choose_area (f->choice, SMALL_GRID);

  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, ordinary);
  /* The other worker has no order yet. */
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_WORKER_B);
}

static void
test_nothing_retargets (ChoiceFixture *f,
                        gconstpointer  data)
{
  gint64 ordinary = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  guint n_changes = 0;

  sgm_choice_choose_area (f->choice, SMALL_GRID);
  g_signal_connect (f->choice, "changed", G_CALLBACK (count), &n_changes);
  choice_fixture_report (f, SMALL_MATTER_URGENT, "b");

  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, ordinary);
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_WORKER_A);
  g_assert_true (sgm_choice_can_assign (f->choice));
}

static void
assert_news (ChoiceFixture *f,
             const char    *pattern)
{
  g_autofree char *news = sgm_choice_dup_news (f->choice);

  g_assert_nonnull (news);
  if (!g_pattern_match_simple (pattern, news))
    g_error ("“%s” is not like “%s”", news, pattern);
}

static void
test_changed_event_is_stale (ChoiceFixture *f,
                             gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  g_autoptr (SgmChange) withdraw = NULL;
  SgmRecord *task;

  sgm_choice_choose_area (f->choice, SMALL_GRID);
  g_assert_null (sgm_choice_dup_news (f->choice));
  choice_fixture_assign (f, event, SMALL_WORKER_B);
  g_assert_true (sgm_choice_is_stale (f->choice));
  g_assert_false (sgm_choice_can_assign (f->choice));
  assert_news (f, "* gave it to * at ??:??.");

  task = sgm_district_get_active_task (f->district, event);
  withdraw = sgm_change_new_withdraw (sgm_record_get_id (task), sgm_record_get_version (task));
  choice_fixture_submit (f, withdraw);
  assert_news (f, "* withdrew it from * at ??:??.");
  /* It waits again, but it is not the event that was looked at. */
  g_assert_false (sgm_choice_can_assign (f->choice));

  sgm_choice_look_again (f->choice);
  g_assert_false (sgm_choice_is_stale (f->choice));
  g_assert_true (sgm_choice_can_assign (f->choice));
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, event);
}

static void
test_up_and_away (ChoiceFixture *f,
                  gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");

  sgm_choice_choose_event (f->choice, event);
  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_UNIT_WEST);
  sgm_choice_choose_person (f->choice, SMALL_PART_TIME);
  g_assert_true (sgm_choice_go_up (f->choice));
  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_GRID);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, event);
  g_assert_cmpint (sgm_choice_get_person (f->choice), ==, SMALL_PART_TIME);

  sgm_choice_look_at_area (f->choice, SMALL_UNIT_EAST);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  /* Found by search, an area is as good as clicked. */
  sgm_choice_look_at_area (f->choice, SMALL_GRID);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, event);
  g_assert_true (sgm_choice_can_assign (f->choice));
  /* Nothing is to be sent while the window shows the whole district. */
  sgm_choice_look_at_area (f->choice, SMALL_DISTRICT);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  g_assert_false (sgm_choice_go_up (f->choice));
}

static void
test_unknown_ids (ChoiceFixture *f,
                  gconstpointer  data)
{
  sgm_choice_choose_area (f->choice, 4711);
  sgm_choice_choose_event (f->choice, 4711);
  sgm_choice_choose_person (f->choice, 4711);
  g_assert_cmpint (sgm_choice_get_area (f->choice)->id, ==, SMALL_DISTRICT);
  g_assert_cmpint (sgm_choice_get_event (f->choice), ==, 0);
  g_assert_false (sgm_choice_can_assign (f->choice));
}

#define ADD(name) g_test_add ("/choice/" #name, ChoiceFixture, NULL, choice_fixture_set_up, test_##name, choice_fixture_tear_down)

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
