/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-export-dialog.h"

#include <string.h>

#include "choice-fixture.h"
#include "domain/sgm-tables.h"

/* The dialog on a real district: what is asked for in it lies in the folder
 * afterwards, and in the log. */

typedef struct
{
  ChoiceFixture base;
  GtkWidget *parent;
  GtkWidget *dialog;
  char *exported; /* the folder that it has told of */
} Fixture;

static void
on_exported (Fixture    *f,
             const char *folder)
{
  f->exported = g_strdup (folder);
  f->dialog = NULL;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  const gint64 unit = SMALL_UNIT_WEST;
  g_autoptr (SgmSelection) selection = sgm_selection_new (&unit, 1);

  choice_fixture_set_up (&f->base, data);
  f->parent = gtk_window_new ();
  f->dialog = sgm_export_dialog_new (GTK_WINDOW (f->parent), f->base.district, selection, NULL);
  sgm_export_dialog_set_folder (SGM_EXPORT_DIALOG (f->dialog), f->base.folder);
  g_signal_connect_swapped (f->dialog, "exported", G_CALLBACK (on_exported), f);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  if (f->dialog != NULL)
    gtk_window_destroy (GTK_WINDOW (f->dialog));
  gtk_window_destroy (GTK_WINDOW (f->parent));
  g_free (f->exported);
  choice_fixture_tear_down (&f->base, data);
}

static GtkWidget *
find_titled (GtkWidget  *widget,
             const char *title)
{
  if (ADW_IS_PREFERENCES_ROW (widget)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), title) == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_titled (child, title);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_row (Fixture    *f,
         const char *title)
{
  GtkWidget *row = find_titled (f->dialog, title);

  g_assert_nonnull (row);
  return row;
}

static void
await_export (Fixture *f)
{
  gtk_widget_activate_action (f->dialog, "export.start", NULL);
  while (f->exported == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (f->exported, ==, f->base.folder);
}

static GPtrArray *
read_log (Fixture *f)
{
  return sgm_store_read_table (f->base.store, &sgm_table_reading, NULL);
}

static void
test_selected (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *target = g_build_filename (f->base.folder, "西", "unit.csv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) log = NULL;

  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (f, "Areas")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_row (f, "Format")), 3);
  gtk_editable_set_text (GTK_EDITABLE (get_row (f, "Name")), "西");
  await_export (f);
  g_assert_true (g_file_get_contents (target, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "440704001015001001"));
  g_assert_null (strstr (text, "440704001015001002"));
  log = read_log (f);
  g_assert_cmpuint (log->len, ==, 1);
}

static void
test_personal (Fixture       *f,
               gconstpointer  data)
{
  GtkWidget *personal = get_row (f, "With Names and Phones");
  GtkWidget *why = get_row (f, "Reason");
  GtkWidget *toggle = adw_action_row_get_activatable_widget (ADW_ACTION_ROW (personal));
  g_autofree char *file = g_build_filename (f->base.folder, "名册.gpkg", NULL);
  g_autoptr (GPtrArray) log = NULL;

  gtk_editable_set_text (GTK_EDITABLE (get_row (f, "Name")), "名册");
  g_assert_false (gtk_widget_get_sensitive (why));
  gtk_switch_set_active (GTK_SWITCH (toggle), TRUE);
  g_assert_true (gtk_widget_get_sensitive (why));

  /* Nothing goes out without a reason. */
  gtk_widget_activate_action (f->dialog, "export.start", NULL);
  g_assert_false (g_file_test (file, G_FILE_TEST_EXISTS));
  gtk_editable_set_text (GTK_EDITABLE (why), "名册核对");
  await_export (f);
  g_assert_true (g_file_test (file, G_FILE_TEST_IS_REGULAR));
  log = read_log (f);
  g_assert_cmpuint (log->len, ==, 1);
  g_assert_cmpstr (sgm_record_get_text (log->pdata[0], SGM_READING_WHY), ==, "名册核对");
}

static void
test_formats (Fixture       *f,
              gconstpointer  data)
{
  AdwComboRow *format = ADW_COMBO_ROW (get_row (f, "Format"));
  AdwComboRow *coordinates = ADW_COMBO_ROW (get_row (f, "Coordinates"));

  adw_combo_row_set_selected (coordinates, 1);
  adw_combo_row_set_selected (format, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (coordinates), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (coordinates)));
  adw_combo_row_set_selected (format, 2);
  g_assert_true (gtk_widget_get_sensitive (GTK_WIDGET (coordinates)));
}

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
  g_test_add ("/export-dialog/selected", Fixture, NULL, set_up, test_selected, tear_down);
  g_test_add ("/export-dialog/personal", Fixture, NULL, set_up, test_personal, tear_down);
  g_test_add ("/export-dialog/formats", Fixture, NULL, set_up, test_formats, tear_down);
  return g_test_run ();
}
