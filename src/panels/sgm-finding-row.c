/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-finding-row.h"

#include <math.h>

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "kit/sgm-size-text.h"

struct _SgmFindingRow
{
  AdwBin parent_instance;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *count;
  GtkCheckButton *check;
  SgmFindingItem *item;
  gboolean is_filling;
};

enum
{
  TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmFindingRow, sgm_finding_row, ADW_TYPE_BIN)

static void
on_toggled (SgmFindingRow *self)
{
  if (self->is_filling || self->item == NULL)
    return;
  sgm_finding_item_choose (self->item, gtk_check_button_get_active (self->check));
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
sgm_finding_row_dispose (GObject *object)
{
  SgmFindingRow *self = SGM_FINDING_ROW (object);

  g_clear_object (&self->item);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_FINDING_ROW);
  G_OBJECT_CLASS (sgm_finding_row_parent_class)->dispose (object);
}

static void
sgm_finding_row_class_init (SgmFindingRowClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_finding_row_dispose;
  /**
   * SgmFindingRow::toggled:
   *
   * A person has chosen a repair or let go of it.
   */
  signals[TOGGLED] = g_signal_new ("toggled", SGM_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, count);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, check);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
}

static void
sgm_finding_row_init (SgmFindingRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sgm_finding_row_new (void)
{
  return g_object_new (SGM_TYPE_FINDING_ROW, NULL);
}

static const struct
{
  const char *icon;
  const char *css_class;
} signs[] = {
  [SGM_IMPORT_NOTE] = { "dialog-information-symbolic", "dim-label" },
  [SGM_IMPORT_WARNS] = { "dialog-warning-symbolic", "warning" },
  [SGM_IMPORT_BLOCKS] = { "dialog-error-symbolic", "error" },
};

static char *
dup_subtitle (const SgmImportFinding *finding)
{
  g_autofree char *size = !isnan (finding->size) ? sgm_size_text_dup_area (finding->size) : NULL;
  const char *repair = finding->repair != SGM_IMPORT_REPAIR_NONE ? sgm_import_repair_get_name (finding->repair)
                                                                 : NULL;

  if (size != NULL && repair != NULL)
    return g_strdup_printf ("%s · %s", size, repair);
  return g_strdup (size != NULL ? size : repair);
}

static void
fill_group (SgmFindingRow          *self,
            const SgmImportFinding *finding)
{
  g_autofree char *count = g_strdup_printf ("%'u", sgm_finding_item_get_n_found (self->item));

  gtk_label_set_text (self->title, sgm_import_kind_get_name (finding->kind));
  gtk_label_set_text (self->subtitle, sgm_import_severity_get_name (finding->severity));
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), finding->severity == SGM_IMPORT_BLOCKS);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), sgm_import_severity_get_name (finding->severity));
  gtk_label_set_text (self->count, count);
  gtk_image_set_from_icon_name (self->icon, signs[finding->severity].icon);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), signs[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), signs[finding->severity].css_class);
}

static void
fill_finding (SgmFindingRow          *self,
              const SgmImportFinding *finding)
{
  g_autofree char *subtitle = dup_subtitle (finding);

  gtk_label_set_text (self->title, finding->sentence);
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
}

/**
 * sgm_finding_row_refresh:
 *
 * Shows what is chosen now.
 */
void
sgm_finding_row_refresh (SgmFindingRow *self)
{
  guint n_repairable;
  guint n_chosen;

  if (self->item == NULL)
    return;
  n_repairable = sgm_finding_item_get_n_repairable (self->item);
  n_chosen = sgm_finding_item_get_n_chosen (self->item);
  self->is_filling = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self->check), n_repairable > 0);
  gtk_check_button_set_active (self->check, n_repairable > 0 && n_chosen == n_repairable);
  gtk_check_button_set_inconsistent (self->check, n_chosen > 0 && n_chosen < n_repairable);
  self->is_filling = FALSE;
}

/**
 * sgm_finding_row_set_item:
 * @item: (nullable): what to show
 */
void
sgm_finding_row_set_item (SgmFindingRow  *self,
                          SgmFindingItem *item)
{
  const SgmImportFinding *finding;
  gboolean is_group;
  g_autofree char *name = NULL;

  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  finding = sgm_finding_item_get_finding (item);
  is_group = sgm_finding_item_is_group (item);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), TRUE);
  if (is_group)
    {
      gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
      gtk_widget_remove_css_class (GTK_WIDGET (self->title), "caption");
      fill_group (self, finding);
    }
  else
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->title), "heading");
      gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption");
      fill_finding (self, finding);
    }
  /* Translators: the name of a check box; %s is a fault or a kind of faults */
  name = g_strdup_printf (_("Repair: %s"), gtk_label_get_text (self->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  sgm_finding_row_refresh (self);
}
