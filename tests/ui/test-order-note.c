/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-order-note.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"
#include "panels/sgm-outbox-bar.h"
#include "store/sgm-election.h"

/* What keeps an order from its worker is said where it is looked for. */

/* Without what is hidden. */
static GtkWidget *
find_text (GtkWidget  *widget,
           const char *pattern)
{
  if (!gtk_widget_get_visible (widget))
    return NULL;
  if (GTK_IS_LABEL (widget) && g_pattern_match_simple (pattern, gtk_label_get_text (GTK_LABEL (widget))))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, pattern);

      if (found != NULL)
        return found;
    }
  return NULL;
}

typedef struct
{
  SgmFeeds *feeds;
  GtkWidget *note;
  GtkWidget *bar;
} Shown;

static Shown
show (ChoiceFixture *f)
{
  Shown shown = { sgm_feeds_new (f->district, FALSE), g_object_new (SGM_TYPE_ORDER_NOTE, NULL),
                  g_object_new (SGM_TYPE_OUTBOX_BAR, NULL) };

  g_object_ref_sink (shown.note);
  g_object_ref_sink (shown.bar);
  sgm_order_note_set_choice (SGM_ORDER_NOTE (shown.note), f->choice);
  sgm_order_note_set_feeds (SGM_ORDER_NOTE (shown.note), shown.feeds);
  sgm_outbox_bar_set_feeds (SGM_OUTBOX_BAR (shown.bar), f->district, shown.feeds);
  return shown;
}

static void
shown_clear (Shown *shown)
{
  sgm_feeds_stop (shown->feeds);
  g_object_unref (shown->note);
  g_object_unref (shown->bar);
  g_object_unref (shown->feeds);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Shown, shown_clear)

static SgmRecord *
get_message (ChoiceFixture *f,
             gint64         event)
{
  SgmRecord *task = sgm_district_get_active_task (f->district, event);

  return sgm_district_get_message (f->district, sgm_record_get_id (task));
}

static void
fail (ChoiceFixture *f,
      gint64         event,
      gint64         until)
{
  SgmRecord *message = get_message (f, event);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_NOT_SENT, sgm_record_get_id (message),
                                                  sgm_record_get_version (message));

  sgm_change_set_why (change, "Out of reach.");
  sgm_change_set_until (change, until);
  choice_fixture_submit (f, change);
}

static void
test_gateway (ChoiceFixture *f,
              gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  g_auto (Shown) shown = show (f);

  g_assert_nonnull (find_text (shown.bar, "No terminal gateway is connected*"));
  sgm_choice_choose_event (f->choice, event);
  g_assert_null (find_text (shown.note, "*"));
  choice_fixture_assign (f, event, SMALL_WORKER_A);
  g_assert_nonnull (find_text (shown.note, "Not sent yet: no terminal gateway is connected."));
  g_assert_nonnull (find_text (shown.note, "Told by Phone"));
  g_assert_null (find_text (shown.note, "Send Again"));

  sgm_feeds_set_simulating (shown.feeds, TRUE);
  g_assert_null (find_text (shown.bar, "No terminal gateway is connected*"));
  g_assert_null (find_text (shown.note, "*"));
}

/* A process without a window, sgm serve, delivers just as well. */
static void
test_served (ChoiceFixture *f,
             gconstpointer  data)
{
  g_auto (Shown) shown = show (f);
  g_autoptr (SgmElection) server = sgm_election_new (sgm_store_get_path (f->store));

  g_assert_false (sgm_feeds_has_gateway (shown.feeds));
  sgm_election_stand (server);
  while (!sgm_feeds_has_gateway (shown.feeds))
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (sgm_election_get_elected (server));
  g_assert_null (find_text (shown.bar, "No terminal gateway is connected*"));

  sgm_election_withdraw (server);
  while (sgm_feeds_has_gateway (shown.feeds))
    g_main_context_iteration (NULL, TRUE);
  g_assert_nonnull (find_text (shown.bar, "No terminal gateway is connected*"));
}

static void
test_parked (ChoiceFixture *f,
             gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  g_auto (Shown) shown = show (f);
  g_autoptr (SgmChange) again = NULL;
  SgmRecord *message;

  choice_fixture_assign (f, event, SMALL_WORKER_A);
  sgm_choice_choose_event (f->choice, event);
  fail (f, event, g_get_real_time () / 1000 + 60000);
  g_assert_null (find_text (shown.bar, "1 message could not be sent"));
  fail (f, event, 0);
  g_assert_nonnull (find_text (shown.note, "Could not be sent: Out of reach."));
  g_assert_nonnull (find_text (shown.note, "Send Again"));
  g_assert_nonnull (find_text (shown.bar, "1 message could not be sent"));
  g_assert_nonnull (find_text (shown.bar, "Show"));

  message = get_message (f, event);
  again = sgm_change_new (SGM_CHANGE_RESEND, sgm_record_get_id (message), sgm_record_get_version (message));
  choice_fixture_submit (f, again);
  g_assert_null (find_text (shown.note, "Send Again"));
  g_assert_null (find_text (shown.bar, "1 message could not be sent"));
}

static void
test_phone (ChoiceFixture *f,
            gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  g_auto (Shown) shown = show (f);
  g_autoptr (SgmChange) told = NULL;
  SgmRecord *task;

  choice_fixture_assign (f, event, SMALL_PART_TIME);
  sgm_choice_choose_event (f->choice, event);
  g_assert_nonnull (find_text (shown.note, "*has no terminal*"));
  g_assert_nonnull (find_text (shown.note, "Told by Phone"));
  task = sgm_district_get_active_task (f->district, event);
  told = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task), sgm_record_get_version (task));
  sgm_change_set_number (told, SGM_TASK_STATE_DELIVERED);
  choice_fixture_submit (f, told);
  g_assert_null (find_text (shown.note, "*"));
}

/* Who gets orders on paper is handed one. */
static void
test_paper (ChoiceFixture *f,
            gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  g_auto (Shown) shown = show (f);
  SgmRecord *person = sgm_district_get_record (f->district, &sgm_table_person, SMALL_PART_TIME);
  g_autoptr (SgmRecord) on_paper = sgm_record_copy (person);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);

  choice_fixture_assign (f, event, SMALL_WORKER_A);
  sgm_choice_choose_event (f->choice, event);
  g_assert_null (find_text (shown.note, "Print…"));

  sgm_record_set_int (on_paper, SGM_PERSON_CHANNEL, SGM_CHANNEL_PRINT);
  sgm_change_add_record (change, on_paper);
  choice_fixture_submit (f, change);
  event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "b");
  choice_fixture_assign (f, event, SMALL_PART_TIME);
  sgm_choice_choose_event (f->choice, event);
  g_assert_nonnull (find_text (shown.note, "The worker gets the order on paper."));
  g_assert_nonnull (find_text (shown.note, "Print…"));
  g_assert_nonnull (find_text (shown.note, "Handed Over"));
  g_assert_null (find_text (shown.note, "Told by Phone"));
}

#define ADD(name, function) \
  g_test_add ("/order-note/" name, ChoiceFixture, NULL, choice_fixture_set_up, function, choice_fixture_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  ADD ("gateway", test_gateway);
  ADD ("served", test_served);
  ADD ("parked", test_parked);
  ADD ("phone", test_phone);
  ADD ("paper", test_paper);
  return g_test_run ();
}
