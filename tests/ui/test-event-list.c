/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-event-list.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_BOX (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static void
on_focus_map (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  gtk_root_set_focus (GTK_ROOT (data), NULL);
}

static SgmEventList *
new_list (void)
{
  static const GActionEntry entries[] = { { .name = "focus-map", .activate = on_focus_map } };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list = g_object_new (SGM_TYPE_EVENT_LIST, NULL);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), window);
  gtk_widget_insert_action_group (window, "win", G_ACTION_GROUP (actions));
  gtk_window_set_child (GTK_WINDOW (window), list);
  gtk_window_present (GTK_WINDOW (window));
  return SGM_EVENT_LIST (list);
}

static GtkListBoxRow *
get_row (SgmEventList *list,
         guint         index)
{
  return gtk_list_box_get_row_at_index (GTK_LIST_BOX (find_list (GTK_WIDGET (list))), index);
}

static void
show (SgmEventList  *list,
      ChoiceFixture *f,
      guint          n_events,
      const gint64  *events)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < n_events; i++)
    g_ptr_array_add (records, sgm_district_get_record (f->district, &sgm_table_event, events[i]));
  sgm_event_list_show (list, f->district, records, 0);
  for (guint i = 0; i < n_events; i++)
    g_assert_nonnull (get_row (list, i));
  g_assert_null (get_row (list, n_events));
}

/* An arrival above, a closing below and a change of the order leave the row
 * that has the focus alone, and the focus in it. */
static void
test_rows_stay (ChoiceFixture *f,
                gconstpointer  data)
{
  SgmEventList *list = new_list ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (list));
  gint64 a = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "a");
  gint64 b = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "b");
  gint64 c = choice_fixture_report (f, SMALL_MATTER_URGENT, "c");
  GtkListBoxRow *row;

  show (list, f, 2, (gint64[]) { a, b });
  row = get_row (list, 1);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (row)));

  show (list, f, 3, (gint64[]) { c, a, b });
  g_assert_true (get_row (list, 2) == row);
  show (list, f, 2, (gint64[]) { c, b });
  g_assert_true (get_row (list, 1) == row);
  show (list, f, 2, (gint64[]) { b, a });
  g_assert_true (get_row (list, 0) == row);
  g_assert_true (gtk_root_get_focus (root) == GTK_WIDGET (row));

  show (list, f, 1, (gint64[]) { a });
  g_assert_false (get_row (list, 0) == row);
  g_assert_null (gtk_root_get_focus (root));
  show (list, f, 0, NULL);
  gtk_window_destroy (GTK_WINDOW (root));
}

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
  g_test_add ("/event-list/rows-stay", ChoiceFixture, NULL, choice_fixture_set_up, test_rows_stay,
              choice_fixture_tear_down);
  return g_test_run ();
}
