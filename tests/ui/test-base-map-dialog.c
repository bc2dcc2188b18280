/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-base-map-dialog.h"

/* The dialog on settings in memory: what is done in it is what the settings
 * say afterwards. */

typedef struct
{
  GSettings *settings;
  SgmBaseMap *base_map;
  GtkWidget *parent;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->settings = g_settings_new ("io.github.smartgridmap.SmartGridMap");
  g_settings_reset (f->settings, "base-map-layers");
  f->base_map = sgm_base_map_new (f->settings, NULL);
  f->parent = gtk_window_new ();
  f->dialog = sgm_base_map_dialog_new (GTK_WINDOW (f->parent), f->settings, f->base_map);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  gtk_window_destroy (GTK_WINDOW (f->parent));
  g_object_unref (f->base_map);
  g_settings_reset (f->settings, "base-map-layers");
  g_object_unref (f->settings);
}

/* The first widget of a type below one, in the order of the screen; of several
 * the one whose place is n. */
static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type,
             guint     *n)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static GtkWidget *
get_widget (Fixture *f,
            GType    type,
            guint    n)
{
  GtkWidget *found = find_widget (f->dialog, type, &n);

  g_assert_nonnull (found);
  return found;
}

static SgmTileSpec *
get_spec (Fixture   *f,
          GPtrArray *specs,
          guint      index)
{
  g_assert_cmpuint (index, <, specs->len);
  return specs->pdata[index];
}

static void
add (Fixture     *f,
     SgmTileKind  kind)
{
  gtk_widget_activate_action (f->dialog, "layers.add", "i", (gint32) kind);
}

static void
click (Fixture    *f,
       const char *icon)
{
  for (guint i = 0; ; i++)
    {
      GtkWidget *button = get_widget (f, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), icon) == 0)
        {
          g_signal_emit_by_name (button, "clicked");
          return;
        }
    }
}

static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) specs = NULL;

  add (f, SGM_TILE_KIND_TIANDITU_MAP);
  specs = sgm_base_map_dup_specs (f->base_map);
  g_assert_cmpuint (specs->len, ==, 2);
  g_assert_cmpint (get_spec (f, specs, 1)->kind, ==, SGM_TILE_KIND_TIANDITU_MAP);

  /* The highest is the first row. */
  click (f, "go-down-symbolic");
  g_ptr_array_unref (specs);
  specs = sgm_base_map_dup_specs (f->base_map);
  g_assert_cmpint (get_spec (f, specs, 0)->kind, ==, SGM_TILE_KIND_TIANDITU_MAP);
  click (f, "user-trash-symbolic");
  g_ptr_array_unref (specs);
  specs = sgm_base_map_dup_specs (f->base_map);
  g_assert_cmpuint (specs->len, ==, 1);
  g_assert_cmpint (get_spec (f, specs, 0)->kind, ==, SGM_TILE_KIND_TIANDITU_MAP);
}

static void
test_server (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) specs = NULL;
  GtkWidget *address;

  /* A server without an address, or with one that cannot be, is none. */
  add (f, SGM_TILE_KIND_XYZ);
  address = get_widget (f, ADW_TYPE_ENTRY_ROW, 0);
  gtk_editable_set_text (GTK_EDITABLE (address), "http://127.0.0.1:9/{z}/{x}");
  g_signal_emit_by_name (address, "apply");
  g_assert_true (gtk_widget_has_css_class (address, "error"));
  specs = sgm_base_map_dup_specs (f->base_map);
  g_assert_cmpuint (specs->len, ==, 1);

  gtk_editable_set_text (GTK_EDITABLE (address), "http://127.0.0.1:9/{z}/{x}/{y}.png");
  g_signal_emit_by_name (address, "apply");
  g_assert_false (gtk_widget_has_css_class (address, "error"));
  gtk_range_set_value (GTK_RANGE (get_widget (f, GTK_TYPE_SCALE, 0)), 40);
  adw_combo_row_set_selected (ADW_COMBO_ROW (get_widget (f, ADW_TYPE_COMBO_ROW, 0)), SGM_DATUM_GCJ02);
  g_ptr_array_unref (specs);
  specs = sgm_base_map_dup_specs (f->base_map);
  g_assert_cmpuint (specs->len, ==, 2);
  g_assert_cmpstr (get_spec (f, specs, 1)->location, ==, "http://127.0.0.1:9/{z}/{x}/{y}.png");
  g_assert_cmpfloat_with_epsilon (get_spec (f, specs, 1)->opacity, 0.4, 1e-9);
  g_assert_cmpint (get_spec (f, specs, 1)->datum, ==, SGM_DATUM_GCJ02);
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
  g_test_add ("/base-map-dialog/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/base-map-dialog/server", Fixture, NULL, set_up, test_server, tear_down);
  return g_test_run ();
}
