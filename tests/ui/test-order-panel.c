/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-order-panel.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"
#include "panels/sgm-inspector.h"

static GtkWidget *
new_panel (ChoiceFixture *f)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *panel = g_object_new (SGM_TYPE_ORDER_PANEL, NULL);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  static const char *const names[] = { "assign", "withdraw", "look-again" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (names[i], NULL);

      g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (action));
    }
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (window), panel);
  sgm_order_panel_set_choice (SGM_ORDER_PANEL (panel), f->choice);
  gtk_window_present (GTK_WINDOW (window));
  return panel;
}

/* What can be seen: pages that were turned over are not mapped. */
static GtkWidget *
find_text (GtkWidget  *widget,
           const char *pattern)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_child_visible (widget) && gtk_widget_get_visible (widget)
      && g_pattern_match_simple (pattern, gtk_label_get_text (GTK_LABEL (widget))))
    return widget;
  if (!gtk_widget_get_child_visible (widget))
    return NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_text (child, pattern);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
await_sensitive (GtkWidget *widget)
{
  while (!gtk_widget_is_sensitive (widget))
    g_main_context_iteration (NULL, TRUE);
}

/* While somebody reaches for “Assign”, a colleague gives the order. */
static void
test_colleague_is_faster (ChoiceFixture *f,
                          gconstpointer  data)
{
  gint64 event = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  GtkWidget *panel = new_panel (f);
  GtkWidget *button;

  sgm_choice_choose_area (f->choice, SMALL_GRID);
  button = find_text (panel, "Assign to ?*");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));

  choice_fixture_assign (f, event, SMALL_WORKER_B);
  g_assert_null (find_text (panel, "Assign to *"));
  g_assert_nonnull (find_text (panel, "?* gave it to ?* at ??:??."));
  button = find_text (panel, "Withdraw");
  g_assert_nonnull (button);
  g_assert_false (gtk_widget_is_sensitive (button));
  await_sensitive (button);

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (panel)));
}

/* What is found by one's own hand can be pressed at once. */
static void
test_other_event_is_ready (ChoiceFixture *f,
                           gconstpointer  data)
{
  gint64 urgent = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  gint64 ordinary = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "b");
  GtkWidget *panel = new_panel (f);
  GtkWidget *button;

  choice_fixture_assign (f, urgent, SMALL_WORKER_A);
  sgm_choice_choose_event (f->choice, ordinary);
  sgm_choice_choose_event (f->choice, urgent);
  button = find_text (panel, "Withdraw");
  g_assert_nonnull (button);
  g_assert_true (gtk_widget_is_sensitive (button));

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (panel)));
}

/* Says why there is nothing to assign, and says it truly. */
static void
test_nothing_to_assign (ChoiceFixture *f,
                        gconstpointer  data)
{
  GtkWidget *panel = new_panel (f);

  g_assert_nonnull (find_text (panel, "Click an area *"));
  sgm_choice_choose_area (f->choice, SMALL_GRID);
  g_assert_nonnull (find_text (panel, "There is no open event here."));
  choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  g_assert_nonnull (find_text (panel, "Choose an event above *"));

  gtk_window_destroy (GTK_WINDOW (gtk_widget_get_root (panel)));
}

/* Words that wrap do not make the pane wider where they have less height. */
static void
test_inspector_keeps_its_width (ChoiceFixture *f,
                                gconstpointer  data)
{
  GtkWidget *inspector = g_object_ref_sink (g_object_new (SGM_TYPE_INSPECTOR, NULL));
  g_autoptr (SgmPhoneBook) phones = sgm_phone_book_new (f->district);
  int width;
  int narrowest;

  choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  sgm_inspector_set_choice (SGM_INSPECTOR (inspector), f->choice, phones);
  sgm_choice_choose_area (f->choice, SMALL_GRID);
  choice_fixture_assign (f, sgm_choice_get_event (f->choice), SMALL_WORKER_B);
  gtk_widget_measure (inspector, GTK_ORIENTATION_HORIZONTAL, -1, &narrowest, NULL, NULL, NULL);
  for (int height = 400; height < 1000; height += 20)
    {
      gtk_widget_measure (inspector, GTK_ORIENTATION_HORIZONTAL, height, &width, NULL, NULL, NULL);
      g_assert_cmpint (width, ==, narrowest);
    }
  g_object_unref (inspector);
}

#define ADD(name) \
  g_test_add ("/order-panel/" #name, ChoiceFixture, NULL, choice_fixture_set_up, test_##name, \
              choice_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  adw_init ();
  ADD (colleague_is_faster);
  ADD (other_event_is_ready);
  ADD (nothing_to_assign);
  ADD (inspector_keeps_its_width);
  return g_test_run ();
}
