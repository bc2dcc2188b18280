/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-breadcrumb.h"

#include <glib/gi18n.h>

typedef struct
{
  GtkWidget *separator;
  GtkWidget *button;
  GtkLabel *label;
} Step;

struct _SgmBreadcrumb
{
  AdwBin parent_instance;
  Step steps[SGM_LEVEL_UNIT];
  SgmChoice *choice;
};

G_DEFINE_FINAL_TYPE (SgmBreadcrumb, sgm_breadcrumb, ADW_TYPE_BIN)

static void
sgm_breadcrumb_dispose (GObject *object)
{
  g_clear_object (&SGM_BREADCRUMB (object)->choice);
  G_OBJECT_CLASS (sgm_breadcrumb_parent_class)->dispose (object);
}

static void
sgm_breadcrumb_class_init (SgmBreadcrumbClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_breadcrumb_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (class), GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
sgm_breadcrumb_init (SgmBreadcrumb *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (self->steps); i++)
    {
      Step *step = &self->steps[i];

      step->separator = gtk_label_new ("›");
      gtk_widget_add_css_class (step->separator, "dim-label");
      step->label = GTK_LABEL (gtk_label_new (NULL));
      gtk_label_set_ellipsize (step->label, PANGO_ELLIPSIZE_MIDDLE);
      step->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (step->button), GTK_WIDGET (step->label));
      gtk_widget_add_css_class (step->button, "flat");
      gtk_widget_add_css_class (step->button, "crumb");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (step->button), "x", G_GINT64_CONSTANT (0));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (step->button), "win.show-area");
      if (i > 0)
        gtk_box_append (GTK_BOX (box), step->separator);
      gtk_box_append (GTK_BOX (box), step->button);
    }
  g_object_ref_sink (self->steps[0].separator);
  g_object_unref (self->steps[0].separator);
  self->steps[0].separator = NULL;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Chosen area"), -1);
  adw_bin_set_child (ADW_BIN (self), box);
}

static void
refresh (SgmBreadcrumb *self)
{
  SgmAreaSet *areas = sgm_district_get_areas (sgm_choice_get_district (self->choice));
  const SgmArea *chosen = sgm_choice_get_area (self->choice);

  for (guint i = 0; i < G_N_ELEMENTS (self->steps); i++)
    {
      Step *step = &self->steps[i];
      SgmLevel level = i + 1;
      const SgmArea *area = level > chosen->level ? NULL
        : sgm_area_set_get_ancestor (areas, chosen, level);

      gtk_widget_set_visible (step->button, area != NULL);
      if (step->separator != NULL)
        gtk_widget_set_visible (step->separator, area != NULL);
      if (area == NULL)
        continue;
      gtk_label_set_text (step->label, area->name);
      gtk_accessible_update_property (GTK_ACCESSIBLE (step->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      area->name, -1);
      gtk_widget_set_tooltip_text (step->button, area->code);
      gtk_actionable_set_action_target (GTK_ACTIONABLE (step->button), "x", area->id);
      if (area == chosen)
        gtk_widget_add_css_class (step->button, "heading");
      else
        gtk_widget_remove_css_class (step->button, "heading");
    }
}

/**
 * sgm_breadcrumb_set_choice:
 * @choice: what is chosen
 */
void
sgm_breadcrumb_set_choice (SgmBreadcrumb *self,
                           SgmChoice     *choice)
{
  g_return_if_fail (self->choice == NULL);

  self->choice = g_object_ref (choice);
  g_signal_connect_object (choice, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}
