/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-views-button.h"

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"

/* The keys 1 to 9 show the first views. */
#define N_KEYS 9

struct _SgmViewsButton
{
  AdwBin parent_instance;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkListBox *list;
  GtkEditable *name;
  GtkWidget *save;
  SgmSavedViews *views;
};

G_DEFINE_FINAL_TYPE (SgmViewsButton, sgm_views_button, ADW_TYPE_BIN)

static GtkWidget *
new_remove_button (const char *name,
                   guint       index)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  /* Translators: %s is the name of a saved view */
  g_autofree char *label = g_strdup_printf (_("Forget the view “%s”"), name);

  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.remove-view");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", index);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small-button");
  return button;
}

static GtkWidget *
new_row (const SgmSavedView *view,
         guint               index)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  g_autofree char *digit = index < N_KEYS ? g_strdup_printf ("%u", index + 1) : g_strdup ("");
  GtkWidget *key = gtk_label_new (digit);
  GtkWidget *name = gtk_label_new (view->name);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_width_chars (GTK_LABEL (key), 2);
  gtk_widget_add_css_class (key, "dim-label");
  gtk_widget_add_css_class (key, "numeric");
  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 24);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_box_append (GTK_BOX (box), key);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), new_remove_button (view->name, index));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, view->name, -1);
  return row;
}

static void
fill (SgmViewsButton *self)
{
  GtkListBoxRow *row;
  SgmSavedView view;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; sgm_saved_views_get (self->views, i, &view); i++)
    gtk_list_box_append (self->list, new_row (&view, i));
}

static char *
dup_name (SgmViewsButton *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->name)));
}

static void
on_name_changed (SgmViewsButton *self)
{
  g_autofree char *name = dup_name (self);

  gtk_widget_set_sensitive (self->save, name[0] != '\0');
}

static void
on_save (SgmViewsButton *self)
{
  g_autofree char *name = dup_name (self);

  if (name[0] == '\0')
    return;
  gtk_popover_popdown (self->popover);
  gtk_editable_set_text (self->name, "");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.save-view", "s", name);
}

static void
on_shown (SgmViewsButton *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}

static void
on_row_activated (SgmViewsButton *self,
                  GtkListBoxRow  *row)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-view", "u",
                              (guint) gtk_list_box_row_get_index (row));
}

static void
sgm_views_button_dispose (GObject *object)
{
  SgmViewsButton *self = SGM_VIEWS_BUTTON (object);

  g_clear_object (&self->views);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_VIEWS_BUTTON);
  G_OBJECT_CLASS (sgm_views_button_parent_class)->dispose (object);
}

static void
sgm_views_button_class_init (SgmViewsButtonClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_views_button_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-views-button.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmViewsButton, button);
  gtk_widget_class_bind_template_child (widget_class, SgmViewsButton, popover);
  gtk_widget_class_bind_template_child (widget_class, SgmViewsButton, list);
  gtk_widget_class_bind_template_child (widget_class, SgmViewsButton, name);
  gtk_widget_class_bind_template_child (widget_class, SgmViewsButton, save);
  gtk_widget_class_bind_template_callback (widget_class, on_name_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
}

static void
sgm_views_button_init (SgmViewsButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * sgm_views_button_set_views:
 * @views: what to list
 */
void
sgm_views_button_set_views (SgmViewsButton *self,
                            SgmSavedViews  *views)
{
  g_return_if_fail (self->views == NULL);

  self->views = g_object_ref (views);
  g_signal_connect_object (views, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

void
sgm_views_button_popup (SgmViewsButton *self)
{
  gtk_menu_button_popup (self->button);
}
