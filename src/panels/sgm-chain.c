/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-chain.h"

#include <glib/gi18n.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-wording.h"

#define N_LEVELS SGM_LEVEL_UNIT

typedef struct
{
  GtkListBoxRow *row;
  GtkLabel *level;
  GtkLabel *name;
  GtkLabel *person;
  gint64 area;
} Link;

struct _SgmChain
{
  AdwBin parent_instance;
  GtkListBox *list;
  Link links[N_LEVELS];
};

G_DEFINE_FINAL_TYPE (SgmChain, sgm_chain, ADW_TYPE_BIN)

static void
on_row_activated (SgmChain      *self,
                  GtkListBoxRow *row)
{
  gint64 area = self->links[gtk_list_box_row_get_index (row)].area;

  if (area != 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-area", "x", area);
}

static GtkLabel *
new_label (const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_ellipsize (label, PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  return label;
}

static void
add_link (SgmChain *self,
          SgmLevel  level)
{
  Link *link = &self->links[level - 1];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  link->level = new_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (link->level), "dim-label");
  gtk_label_set_text (link->level, sgm_level_get_name (level));
  gtk_label_set_width_chars (link->level, 10);
  gtk_label_set_max_width_chars (link->level, 10);
  link->name = new_label ("chain-name");
  gtk_widget_set_hexpand (GTK_WIDGET (link->name), TRUE);
  link->person = new_label (NULL);
  gtk_label_set_ellipsize (link->person, PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (link->level));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (link->name));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (link->person));

  link->row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (link->row, box);
  gtk_list_box_append (self->list, GTK_WIDGET (link->row));
}

static void
sgm_chain_class_init (SgmChainClass *class)
{
}

static void
sgm_chain_init (SgmChain *self)
{
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "chain");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Chain of responsibility"), -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->list));
  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    add_link (self, level);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (on_row_activated), self,
                           G_CONNECT_SWAPPED);
}

static char *
dup_responsible (SgmDistrict   *district,
                 const SgmArea *area)
{
  SgmRole role = area->level == SGM_LEVEL_UNIT ? SGM_ROLE_UNIT_LEADER : SGM_ROLE_RESPONSIBLE;
  g_autoptr (GPtrArray) posts = sgm_district_dup_posts (district, area, role);

  if (posts->len == 0)
    return NULL;
  return sgm_wording_dup_person (district, sgm_record_get_int (g_ptr_array_index (posts, 0),
                                                               SGM_POST_PERSON));
}

static void
fill (Link          *link,
      SgmDistrict   *district,
      const SgmArea *area,
      gboolean       is_chosen)
{
  g_autofree char *person = area != NULL ? dup_responsible (district, area) : NULL;
  g_autofree char *accessible = NULL;

  link->area = area != NULL ? area->id : 0;
  gtk_widget_set_sensitive (GTK_WIDGET (link->row), area != NULL);
  gtk_label_set_text (link->name, area != NULL ? area->name : "—");
  gtk_widget_set_tooltip_text (GTK_WIDGET (link->name), area != NULL ? area->code : NULL);
  /* Translators: nobody answers for this area */
  gtk_label_set_text (link->person, person != NULL ? person : area != NULL ? _("none yet") : "");
  if (person == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (link->person), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (link->person), "dim-label");
  if (is_chosen)
    gtk_widget_add_css_class (GTK_WIDGET (link->row), "chosen");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (link->row), "chosen");

  accessible = g_strdup_printf ("%s: %s, %s", gtk_label_get_text (link->level),
                                gtk_label_get_text (link->name), gtk_label_get_text (link->person));
  gtk_accessible_update_property (GTK_ACCESSIBLE (link->row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  accessible, -1);
}

/**
 * sgm_chain_show:
 * @choice: whose area to show
 */
void
sgm_chain_show (SgmChain  *self,
                SgmChoice *choice)
{
  SgmDistrict *district = sgm_choice_get_district (choice);
  const SgmArea *chosen = sgm_choice_get_area (choice);

  for (SgmLevel level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      const SgmArea *area = level > chosen->level ? NULL
        : sgm_area_set_get_ancestor (sgm_district_get_areas (district), chosen, level);

      fill (&self->links[level - 1], district, area, level == chosen->level);
    }
}
