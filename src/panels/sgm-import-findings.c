/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-findings.h"

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "panels/sgm-finding-item.h"
#include "panels/sgm-finding-row.h"

/* Few of a kind are seen at once. */
#define FEW 3

struct _SgmImportFindings
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkListView *list;
  AdwStatusPage *clean;

  GPtrArray *findings; /* of the report or the plan; NULL where there is none */
  GHashTable *choices; /* of the options that the plan was made with */
  GListStore *groups;  /* of SgmFindingItem */
  GtkSingleSelection *selection;
  GPtrArray *rows;     /* of SgmFindingRow: those that are bound */
};

enum
{
  SHOWN,
  TOGGLED,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmImportFindings, sgm_import_findings, ADW_TYPE_BIN)

static void
on_toggled (SgmImportFindings *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    sgm_finding_row_refresh (self->rows->pdata[i]);
  g_signal_emit (self, signals[TOGGLED], 0);
}

static void
on_chosen (SgmImportFindings *self,
           gint64             row,
           guint              choice)
{
  g_signal_emit (self, signals[CHOSEN], 0, row, choice);
}

static void
set_up_row (SgmImportFindings *self,
            GtkListItem       *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = sgm_finding_row_new ();

  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
}

/* What was said of the row that a finding is about. */
static SgmLedgerChoice
get_choice (SgmImportFindings *self,
            SgmFindingItem    *item)
{
  const SgmLedgerFinding *finding = sgm_finding_item_get_in_table (item);

  if (finding == NULL || self->choices == NULL)
    return SGM_LEDGER_LEAVE_OUT;
  return GPOINTER_TO_INT (g_hash_table_lookup (self->choices, &finding->row));
}

static void
bind_row (SgmImportFindings *self,
          GtkListItem       *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkTreeListRow *tree_row = gtk_list_item_get_item (item);
  g_autoptr (SgmFindingItem) finding = gtk_tree_list_row_get_item (tree_row);
  GtkWidget *row = gtk_tree_expander_get_child (expander);

  gtk_tree_expander_set_list_row (expander, tree_row);
  sgm_finding_row_set_item (SGM_FINDING_ROW (row), finding, get_choice (self, finding));
  g_ptr_array_add (self->rows, row);
}

static void
unbind_row (SgmImportFindings *self,
            GtkListItem       *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget *row = gtk_tree_expander_get_child (expander);

  gtk_tree_expander_set_list_row (expander, NULL);
  sgm_finding_row_set_item (SGM_FINDING_ROW (row), NULL, SGM_LEDGER_LEAVE_OUT);
  g_ptr_array_remove_fast (self->rows, row);
}

static GListModel *
make_children (gpointer item,
               gpointer data)
{
  return sgm_finding_item_is_group (item) ? g_object_ref (item) : NULL;
}

static void
on_selected (SgmImportFindings *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (SgmFindingItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (item != NULL && !sgm_finding_item_is_group (item))
    g_signal_emit (self, signals[SHOWN], 0, item);
}

/* Enter opens and closes a kind; a finding is shown again, as the map may have
 * been moved. */
static void
on_activate (SgmImportFindings *self,
             guint              position)
{
  GListModel *model = gtk_single_selection_get_model (self->selection);
  g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, position);

  if (row == NULL)
    return;
  if (gtk_tree_list_row_is_expandable (row))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    on_selected (self);
}

static void
sgm_import_findings_dispose (GObject *object)
{
  SgmImportFindings *self = SGM_IMPORT_FINDINGS (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->groups);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_FINDINGS);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (sgm_import_findings_parent_class)->dispose (object);
}

static void
sgm_import_findings_class_init (SgmImportFindingsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_findings_dispose;
  /**
   * SgmImportFindings::shown:
   * @item: a finding
   *
   * A person wants to see where it is.
   */
  signals[SHOWN] = g_signal_new ("shown", SGM_TYPE_IMPORT_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SGM_TYPE_FINDING_ITEM);
  /**
   * SgmImportFindings::toggled:
   *
   * Other repairs are chosen.
   */
  signals[TOGGLED] = g_signal_new ("toggled", SGM_TYPE_IMPORT_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  /**
   * SgmImportFindings::chosen:
   * @row: number of the table's row
   * @choice: an SgmLedgerChoice
   *
   * A person has said what becomes of a row that is unsure.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SGM_TYPE_IMPORT_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-findings.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportFindings, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFindings, list);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFindings, clean);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
sgm_import_findings_init (SgmImportFindings *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkTreeListModel *tree;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
  self->groups = g_list_store_new (SGM_TYPE_FINDING_ITEM);
  tree = gtk_tree_list_model_new (G_LIST_MODEL (g_object_ref (self->groups)), FALSE, FALSE, make_children, NULL,
                                  NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (tree));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (set_up_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (self->selection));
}

/* A kind of which somebody is asked is never folded. */
static void
expand_few (SgmImportFindings *self)
{
  GtkTreeListModel *tree = GTK_TREE_LIST_MODEL (gtk_single_selection_get_model (self->selection));

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i > 0; i--)
    {
      g_autoptr (SgmFindingItem) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i - 1);
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (tree, i - 1);
      const SgmLedgerFinding *in_table = sgm_finding_item_get_in_table (group);

      if (sgm_finding_item_get_n_found (group) <= FEW || (in_table != NULL && in_table->can_choose))
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

/* Returns: whether they are others than before */
static gboolean
take_findings (SgmImportFindings *self,
               GPtrArray         *findings)
{
  if (findings != NULL && self->findings == findings)
    return FALSE;
  g_list_store_remove_all (self->groups);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  self->findings = findings != NULL ? g_ptr_array_ref (findings) : NULL;
  return findings != NULL;
}

static void
show_findings (SgmImportFindings *self,
               const char        *when_clean)
{
  expand_few (self);
  adw_status_page_set_description (self->clean, when_clean);
  gtk_stack_set_visible_child_name (self->stack, self->findings->len > 0 ? "list" : "clean");
}

/**
 * sgm_import_findings_set_report:
 * @report: (nullable): what was found in areas
 */
void
sgm_import_findings_set_report (SgmImportFindings     *self,
                                const SgmImportReport *report)
{
  if (!take_findings (self, report != NULL ? report->findings : NULL))
    return;
  sgm_finding_item_add_report (self->groups, report);
  show_findings (self, _("Codes, borders and places fit together, and fit the district."));
}

/**
 * sgm_import_findings_set_ledger:
 * @ledger: a table; what was found in it, once that is known
 */
void
sgm_import_findings_set_ledger (SgmImportFindings     *self,
                                const SgmImportLedger *ledger)
{
  if (!take_findings (self, ledger->plan != NULL ? ledger->plan->findings : NULL))
    return;
  self->choices = g_hash_table_ref (ledger->options->choices);
  sgm_finding_item_add_plan (self->groups, ledger->plan);
  show_findings (self, _("All rows can be read, and fit the district."));
}

/**
 * sgm_import_findings_get_n_chosen:
 *
 * Returns: how many findings are to be repaired
 */
guint
sgm_import_findings_get_n_chosen (SgmImportFindings *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i++)
    {
      g_autoptr (SgmFindingItem) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i);

      n += sgm_finding_item_get_n_chosen (group);
    }
  return n;
}
