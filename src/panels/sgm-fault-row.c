/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-fault-row.h"

#include <glib/gi18n.h>

struct _SgmFaultRow
{
  AdwBin parent_instance;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *count;
  GtkDropDown *choices;
  SgmFaultItem *item;
  gboolean is_filling;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmFaultRow, sgm_fault_row, ADW_TYPE_BIN)

static void
on_selected (SgmFaultRow *self)
{
  guint choice = gtk_drop_down_get_selected (self->choices);

  if (self->is_filling || self->item == NULL || choice > SGM_LEDGER_NEW)
    return;
  g_signal_emit (self, signals[CHOSEN], 0, sgm_fault_item_get_finding (self->item)->row, choice);
}

static void
sgm_fault_row_dispose (GObject *object)
{
  SgmFaultRow *self = SGM_FAULT_ROW (object);

  g_clear_object (&self->item);
  G_OBJECT_CLASS (sgm_fault_row_parent_class)->dispose (object);
}

static void
sgm_fault_row_class_init (SgmFaultRowClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_fault_row_dispose;
  /**
   * SgmFaultRow::chosen:
   * @row: number of the table's row
   * @choice: an SgmLedgerChoice
   *
   * A person has said what becomes of a row that is unsure.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SGM_TYPE_FAULT_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
}

static GtkLabel *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), 16);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static void
make_choices (SgmFaultRow *self)
{
  /* In the order of SgmLedgerChoice. */
  const char *const names[] = { _("Leave the row out"), _("The same person"), _("Another person"), NULL };

  self->choices = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (names));
  gtk_widget_set_halign (GTK_WIDGET (self->choices), GTK_ALIGN_START);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->choices), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Who it is"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_first_child (GTK_WIDGET (self->choices))),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Who it is"), -1);
  g_signal_connect_object (self->choices, "notify::selected", G_CALLBACK (on_selected), self, G_CONNECT_SWAPPED);
}

static void
sgm_fault_row_init (SgmFaultRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->icon = GTK_IMAGE (gtk_image_new ());
  self->title = make_label ("heading");
  self->subtitle = make_label ("caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->subtitle), "dim-label");
  self->count = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->count), "numeric");
  make_choices (self);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->subtitle));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->choices));
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (line), texts);
  gtk_box_append (GTK_BOX (line), GTK_WIDGET (self->count));
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  adw_bin_set_child (ADW_BIN (self), line);
}

GtkWidget *
sgm_fault_row_new (void)
{
  return g_object_new (SGM_TYPE_FAULT_ROW, NULL);
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
set_subtitle (SgmFaultRow *self,
              const char  *text)
{
  gtk_label_set_text (self->subtitle, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), text != NULL);
}

static void
fill_group (SgmFaultRow            *self,
            const SgmLedgerFinding *finding)
{
  const char *severity = sgm_import_severity_get_name (finding->severity);
  g_autofree char *count = g_strdup_printf ("%'u", sgm_fault_item_get_n_found (self->item));

  gtk_label_set_text (self->title, sgm_ledger_fault_get_name (finding->fault));
  set_subtitle (self, finding->severity == SGM_IMPORT_BLOCKS ? severity : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->icon), severity);
  gtk_label_set_text (self->count, count);
  gtk_image_set_from_icon_name (self->icon, signs[finding->severity].icon);
  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self->icon), signs[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self->icon), signs[finding->severity].css_class);
}

static void
fill_finding (SgmFaultRow            *self,
              const SgmLedgerFinding *finding)
{
  g_autofree char *row = NULL;
  g_autofree char *text = NULL;

  if (finding->row > 0)
    /* Translators: %s is the number of a row of a table, %s a sentence about it */
    {
      row = g_strdup_printf ("%" G_GINT64_FORMAT, finding->row);
      text = g_strdup_printf (_("Row %s: %s"), row, finding->sentence);
    }
  gtk_label_set_text (self->title, text != NULL ? text : finding->sentence);
  set_subtitle (self, finding->proposal);
}

/**
 * sgm_fault_row_set_item:
 * @item: (nullable): what to show
 * @choice: what was said of its row, where something can be said
 */
void
sgm_fault_row_set_item (SgmFaultRow     *self,
                        SgmFaultItem    *item,
                        SgmLedgerChoice  choice)
{
  const SgmLedgerFinding *finding;
  gboolean is_group;

  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  finding = sgm_fault_item_get_finding (item);
  is_group = sgm_fault_item_get_children (item) != NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->icon), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->count), is_group);
  gtk_widget_set_visible (GTK_WIDGET (self->choices), !is_group && finding->can_choose);
  gtk_widget_remove_css_class (GTK_WIDGET (self->title), is_group ? "caption" : "heading");
  gtk_widget_add_css_class (GTK_WIDGET (self->title), is_group ? "heading" : "caption");
  self->is_filling = TRUE;
  gtk_drop_down_set_selected (self->choices, choice);
  self->is_filling = FALSE;
  if (is_group)
    fill_group (self, finding);
  else
    fill_finding (self, finding);
}
