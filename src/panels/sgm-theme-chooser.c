/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-theme-chooser.h"

#include <glib/gi18n.h>

#include "draw/sgm-theme-kind.h"

struct _SgmThemeChooser
{
  AdwBin parent_instance;
  GtkWidget *list;
};

enum
{
  PROP_0,
  PROP_KIND,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmThemeChooser, sgm_theme_chooser, ADW_TYPE_BIN)

static void
on_selected (SgmThemeChooser *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KIND]);
}

static GtkWidget *
add_line (GtkWidget  *box,
          const char *class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (class != NULL)
    {
      gtk_widget_add_css_class (label, class);
      gtk_widget_add_css_class (label, "dim-label");
    }
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
on_setup (GtkSignalListItemFactory *factory,
          GtkListItem              *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_hexpand (lines, TRUE);
  add_line (lines, NULL);
  add_line (lines, "caption");
  gtk_box_append (GTK_BOX (row), lines);
  gtk_box_append (GTK_BOX (row), gtk_image_new_from_icon_name ("object-select-symbolic"));
  gtk_list_item_set_child (item, row);
}

static void
update_mark (GtkListItem *item,
             GParamSpec  *pspec,
             GtkDropDown *list)
{
  GtkWidget *mark = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (mark, gtk_drop_down_get_selected (list) == gtk_list_item_get_position (item));
}

static void
on_bind (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         SgmThemeChooser          *self)
{
  GtkWidget *lines = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  guint kind = gtk_list_item_get_position (item);

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (lines)), sgm_theme_kind_get_title (kind));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (lines)), sgm_theme_kind_get_explanation (kind));
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (update_mark), item,
                           G_CONNECT_SWAPPED);
  update_mark (item, NULL, GTK_DROP_DOWN (self->list));
}

static void
on_unbind (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           SgmThemeChooser          *self)
{
  g_signal_handlers_disconnect_by_func (self->list, update_mark, item);
}

static void
sgm_theme_chooser_get_property (GObject    *object,
                                guint       property_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_KIND:
      g_value_set_uint (value, sgm_theme_chooser_get_kind (SGM_THEME_CHOOSER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_theme_chooser_set_property (GObject      *object,
                                guint         property_id,
                                const GValue *value,
                                GParamSpec   *pspec)
{
  switch (property_id)
    {
    case PROP_KIND:
      sgm_theme_chooser_set_kind (SGM_THEME_CHOOSER (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_theme_chooser_class_init (SgmThemeChooserClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = sgm_theme_chooser_get_property;
  object_class->set_property = sgm_theme_chooser_set_property;

  /**
   * SgmThemeChooser:kind:
   *
   * Number of the theme that is chosen.
   */
  properties[PROP_KIND] =
    g_param_spec_uint ("kind", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_theme_chooser_init (SgmThemeChooser *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GtkListItemFactory) rows = gtk_signal_list_item_factory_new ();

  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    gtk_string_list_append (titles, sgm_theme_kind_get_title (i));
  g_signal_connect (rows, "setup", G_CALLBACK (on_setup), NULL);
  g_signal_connect_object (rows, "bind", G_CALLBACK (on_bind), self, 0);
  g_signal_connect_object (rows, "unbind", G_CALLBACK (on_unbind), self, 0);

  self->list = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&titles)), NULL);
  gtk_drop_down_set_list_factory (GTK_DROP_DOWN (self->list), rows);
  gtk_widget_add_css_class (self->list, "flat");
  gtk_widget_set_tooltip_text (self->list, _("What the map’s colours show (T, Shift+T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Theme"), -1);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  adw_bin_set_child (ADW_BIN (self), self->list);
}

/**
 * sgm_theme_chooser_get_kind:
 *
 * Returns: the value of [property@ThemeChooser:kind]
 */
guint
sgm_theme_chooser_get_kind (SgmThemeChooser *self)
{
  g_return_val_if_fail (SGM_IS_THEME_CHOOSER (self), 0);

  return gtk_drop_down_get_selected (GTK_DROP_DOWN (self->list));
}

/**
 * sgm_theme_chooser_set_kind:
 * @kind: number of a theme
 */
void
sgm_theme_chooser_set_kind (SgmThemeChooser *self,
                            guint            kind)
{
  g_return_if_fail (SGM_IS_THEME_CHOOSER (self));
  g_return_if_fail (kind < sgm_theme_kinds_get_n ());

  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->list), kind);
}
