/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-event-picker.h"

#include "choice-fixture.h"
#include "domain/sgm-tables.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *picker;
  gint64 chosen;
} Opened;

static void
on_choose (GSimpleAction *action,
           GVariant      *event,
           gpointer       data)
{
  *(gint64 *) data = g_variant_get_int64 (event);
}

static void
open_picker (ChoiceFixture *f,
             Opened        *opened)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) choose = g_simple_action_new ("choose-event", G_VARIANT_TYPE_INT64);

  opened->chosen = 0;
  opened->window = gtk_window_new ();
  g_signal_connect (choose, "activate", G_CALLBACK (on_choose), &opened->chosen);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (choose));
  gtk_widget_insert_action_group (opened->window, "win", G_ACTION_GROUP (actions));
  gtk_widget_set_size_request (box, 600, 500);
  gtk_window_set_child (GTK_WINDOW (opened->window), box);
  gtk_window_present (GTK_WINDOW (opened->window));
  opened->picker = sgm_event_picker_new (f->district);
  gtk_widget_set_parent (opened->picker, box);
}

static void
close_picker (Opened *opened)
{
  gtk_widget_unparent (opened->picker);
  gtk_window_destroy (GTK_WINDOW (opened->window));
}

static void
show (Opened *opened,
      gint64  first,
      gint64  second,
      gint64  chosen)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (gint64));

  g_array_append_val (events, first);
  g_array_append_val (events, second);
  sgm_event_picker_show (SGM_EVENT_PICKER (opened->picker), events, chosen,
                         &(GdkRectangle) { 290, 240, 20, 20 });
  while (!gtk_widget_get_mapped (opened->picker))
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *widget,
      GType      type,
      guint     *skip)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type) && (*skip)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, skip);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_row (Opened *opened,
         guint   index)
{
  return find (opened->picker, GTK_TYPE_LIST_BOX_ROW, &index);
}

static gboolean
says (GtkWidget  *widget,
      const char *text)
{
  GtkWidget *label;

  for (guint i = 0;; i++)
    {
      guint skip = i;

      label = find (widget, GTK_TYPE_LABEL, &skip);
      if (label == NULL)
        return FALSE;
      if (g_str_equal (gtk_label_get_text (GTK_LABEL (label)), text))
        return TRUE;
    }
}

/* The row that has the focus is the event that is chosen, or the first one,
 * and activating it chooses. */
static void
test_choose (ChoiceFixture *f,
             gconstpointer  data)
{
  gint64 first = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  gint64 second = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "b");
  Opened opened;

  open_picker (f, &opened);
  show (&opened, first, second, 0);
  g_assert_true (says (opened.picker, "2 open events here"));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (opened.window)) == get_row (&opened, 0));
  gtk_popover_popdown (GTK_POPOVER (opened.picker));
  show (&opened, first, second, second);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (opened.window)) == get_row (&opened, 1));
  g_assert_null (get_row (&opened, 2));
  g_assert_cmpint (opened.chosen, ==, 0);

  gtk_widget_activate (get_row (&opened, 1));
  g_assert_cmpint (opened.chosen, ==, second);
  g_assert_false (gtk_widget_get_visible (opened.picker));
  close_picker (&opened);
}

/* What happens to the events meanwhile is told, and no row moves. */
static void
test_follows (ChoiceFixture *f,
              gconstpointer  data)
{
  gint64 first = choice_fixture_report (f, SMALL_MATTER_URGENT, "a");
  gint64 second = choice_fixture_report (f, SMALL_MATTER_ORDINARY, "b");
  Opened opened;
  GtkWidget *row;

  open_picker (f, &opened);
  show (&opened, first, second, 0);
  row = get_row (&opened, 0);
  g_assert_false (says (row, sgm_stage_get_name (SGM_STAGE_DISPATCHED)));
  choice_fixture_assign (f, first, SMALL_WORKER_A);
  g_assert_true (says (row, sgm_stage_get_name (SGM_STAGE_DISPATCHED)));
  g_assert_true (get_row (&opened, 0) == row);
  close_picker (&opened);
}

#define ADD(name) \
  g_test_add ("/event-picker/" #name, ChoiceFixture, NULL, choice_fixture_set_up, test_##name, \
              choice_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_test_message ("There is no display");
      return 77;
    }
  adw_init ();
  ADD (choose);
  ADD (follows);
  return g_test_run ();
}
