/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "panels/sgm-legend.h"
#include "panels/sgm-theme-chooser.h"
#include "patchwork.h"

static SgmAreaSet *areas;

static double
get_index (const SgmArea *area,
           gpointer       data)
{
  return area->index % 13;
}

static SgmTheme *
make (const char *id)
{
  return sgm_theme_new_for_values ((guint) sgm_theme_kind_find (id), areas, get_index, NULL);
}

/* The texts of the labels that show in a widget, in their order. */
static void
add_texts (GtkWidget *widget,
           GString   *text)
{
  if (!gtk_widget_get_visible (widget))
    return;
  if (GTK_IS_LABEL (widget))
    g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_texts (child, text);
}

static void
assert_texts (gpointer    widget,
              const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  add_texts (widget, text);
  g_assert_cmpstr (text->str, ==, expected);
}

static void
count (guint *n)
{
  (*n)++;
}

static void
test_chooser (void)
{
  SgmThemeChooser *chooser = g_object_ref_sink (g_object_new (SGM_TYPE_THEME_CHOOSER, NULL));
  guint n = 0;

  g_signal_connect_swapped (chooser, "notify::kind", G_CALLBACK (count), &n);
  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      sgm_theme_chooser_set_kind (chooser, i);
      g_assert_cmpuint (sgm_theme_chooser_get_kind (chooser), ==, i);
      g_assert_cmpuint (n, ==, i);
    }
  sgm_theme_chooser_set_kind (chooser, sgm_theme_kinds_get_n () - 1);
  g_assert_cmpuint (n, ==, sgm_theme_kinds_get_n () - 1);
  g_assert_finalize_object (chooser);
}

/* The legend is that of the level that the map shows, and none where the theme
 * has no colours. */
static void
test_legend (void)
{
  SgmLegend *legend = g_object_ref_sink (g_object_new (SGM_TYPE_LEGEND, NULL));
  g_autoptr (SgmTheme) events = make ("events");
  g_autoptr (SgmTheme) none = make ("none");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (legend)));
  sgm_legend_set_theme (legend, events, SGM_LEVEL_STREET);
  assert_texts (legend, "Open events|Events that are not closed yet"
                        "|None|0|1 to 10|3|11 to 20|0|21 to 50|0|51 to 100|0|More than 100|0"
                        "|How many of 3 streets");
  sgm_legend_set_theme (legend, events, SGM_LEVEL_COMMUNITY);
  assert_texts (legend, "Open events|Events that are not closed yet"
                        "|None|2|1|2|2|1|3 to 5|5|6 to 10|10|More than 10|4"
                        "|How many of 24 villages and communities");
  sgm_legend_set_theme (legend, none, SGM_LEVEL_GRID);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (legend)));
  sgm_legend_set_theme (legend, NULL, SGM_LEVEL_GRID);
  g_assert_finalize_object (legend);
}

static void
test_fold (void)
{
  SgmLegend *legend = g_object_ref_sink (g_object_new (SGM_TYPE_LEGEND, NULL));
  g_autoptr (SgmTheme) coverage = make ("coverage");
  guint n = 0;

  sgm_legend_set_theme (legend, coverage, SGM_LEVEL_GRID);
  g_signal_connect_swapped (legend, "notify::unfolded", G_CALLBACK (count), &n);
  g_object_set (legend, "unfolded", FALSE, NULL);
  assert_texts (legend, "Party organizations");
  g_object_set (legend, "unfolded", TRUE, NULL);
  g_assert_cmpuint (n, ==, 2);
  g_assert_finalize_object (legend);
}

int
main (int   argc,
      char *argv[])
{
  int result;

  if (!gtk_init_check ())
    return 77;
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  areas = patchwork_new ();
  g_test_add_func ("/themes/chooser", test_chooser);
  g_test_add_func ("/themes/legend", test_legend);
  g_test_add_func ("/themes/fold", test_fold);
  result = g_test_run ();
  sgm_area_set_unref (areas);
  return result;
}
