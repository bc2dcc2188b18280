/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-finding-row.h"

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"

struct _SgmFindingRow
{
  AdwBin parent_instance;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *count;
  GtkCheckButton *check;
  GtkDropDown *choices;
  SgmFindingItem *item;
  gboolean is_filling;
};

enum
{
  TOGGLED,
  CHOSEN,
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
on_selected (SgmFindingRow *self)
{
  guint choice = gtk_drop_down_get_selected (self->choices);

  if (self->is_filling || self->item == NULL || choice > SGM_LEDGER_NEW)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, sgm_finding_item_get_in_table (self->item)->row, choice);
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
  /**
   * SgmFindingRow::chosen:
   * @row: number of the table's row
   * @choice: an SgmLedgerChoice
   *
   * A person has said what becomes of a row that is unsure.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SGM_TYPE_FINDING_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-finding-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, title);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, count);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, check);
  gtk_widget_class_bind_template_child (widget_class, SgmFindingRow, choices);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
}

static void
sgm_finding_row_init (SgmFindingRow *self)
{
  /* In the order of SgmLedgerChoice. */
  const char *const names[] = { _("Leave the row out"), _("The same person"), _("Another person"), NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (names);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_model (self->choices, G_LIST_MODEL (model));
  /* Its button has the focus. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->choices))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who it is"), -1);
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

static void
show_severity (SgmFindingRow *self)
{
  SgmImportSeverity severity = sgm_finding_item_get_severity (self->item);
  g_autofree char *count = g_strdup_printf ("%'u", sgm_finding_item_get_n_found (self->item));

  gtk_label_set_text (self->count, count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), sgm_import_severity_get_name (severity));
  gtk_image_set_from_icon_name (self->icon, signs[severity].icon);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), signs[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), signs[severity].css_class);
}

static void
show_texts (SgmFindingRow *self,
            gboolean       is_group)
{
  g_autofree char *title = sgm_finding_item_dup_title (self->item);
  g_autofree char *subtitle = sgm_finding_item_dup_subtitle (self->item);
  /* Translators: the name of a check box; %s is a fault or a kind of faults */
  g_autofree char *name = g_strdup_printf (_("Repair: %s"), title);

  gtk_label_set_text (self->title, title);
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), is_group ? "caption" : "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), is_group ? "heading" : "caption");
  gtk_label_set_text (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
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
 * @choice: what was said of its row, where something can be said
 */
void
sgm_finding_row_set_item (SgmFindingRow   *self,
                          SgmFindingItem  *item,
                          SgmLedgerChoice  choice)
{
  const SgmLedgerFinding *in_table;
  gboolean is_group;

  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  in_table = sgm_finding_item_get_in_table (item);
  is_group = sgm_finding_item_is_group (item);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), !is_group && in_table != NULL && in_table->can_choose);
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->choices, choice);
  self->is_filling = FALSE;
  if (is_group)
    show_severity (self);
  show_texts (self, is_group);
  sgm_finding_row_refresh (self);
}
