/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-faults.h"

#include "kit/sgm-bin.h"
#include "panels/sgm-fault-item.h"
#include "panels/sgm-fault-row.h"

/* Few of a kind are seen at once. */
#define FEW 3

struct _SgmImportFaults
{
  AdwBin parent_instance;
  GtkStack *stack;
  GtkListView *list;

  GPtrArray *findings;   /* of the plan; NULL where there is none */
  GHashTable *choices;   /* of the options that the plan was made with */
  GListStore *groups;    /* of SgmFaultItem */
  GtkSingleSelection *selection;
};

enum
{
  SHOWN,
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmImportFaults, sgm_import_faults, ADW_TYPE_BIN)

static void
on_chosen (SgmImportFaults *self,
           gint64           row,
           guint            choice)
{
  g_signal_emit (self, signals[CHOSEN], 0, row, choice);
}

static void
set_up_row (SgmImportFaults *self,
            GtkListItem     *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = sgm_fault_row_new ();

  g_signal_connect_object (row, "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
}

static void
bind_row (SgmImportFaults *self,
          GtkListItem     *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkTreeListRow *tree_row = gtk_list_item_get_item (item);
  g_autoptr (SgmFaultItem) fault = gtk_tree_list_row_get_item (tree_row);
  gint64 row = sgm_fault_item_get_finding (fault)->row;
  gpointer choice = self->choices != NULL ? g_hash_table_lookup (self->choices, &row) : NULL;

  gtk_tree_expander_set_list_row (expander, tree_row);
  sgm_fault_row_set_item (SGM_FAULT_ROW (gtk_tree_expander_get_child (expander)), fault, GPOINTER_TO_INT (choice));
}

static void
unbind_row (SgmImportFaults *self,
            GtkListItem     *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));

  gtk_tree_expander_set_list_row (expander, NULL);
  sgm_fault_row_set_item (SGM_FAULT_ROW (gtk_tree_expander_get_child (expander)), NULL, SGM_LEDGER_LEAVE_OUT);
}

static GListModel *
make_children (gpointer item,
               gpointer data)
{
  GListModel *children = sgm_fault_item_get_children (item);

  return children != NULL ? g_object_ref (children) : NULL;
}

static void
on_selected (SgmImportFaults *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);
  g_autoptr (SgmFaultItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  if (item != NULL && sgm_fault_item_get_children (item) == NULL)
    g_signal_emit (self, signals[SHOWN], 0, sgm_fault_item_get_finding (item));
}

/* Enter opens and closes a kind; a finding is shown again, as the map may have
 * been moved. */
static void
on_activate (SgmImportFaults *self,
             guint            position)
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
sgm_import_faults_dispose (GObject *object)
{
  SgmImportFaults *self = SGM_IMPORT_FAULTS (object);

  if (self->list != NULL)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->selection);
  g_clear_object (&self->groups);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_FAULTS);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  G_OBJECT_CLASS (sgm_import_faults_parent_class)->dispose (object);
}

static void
sgm_import_faults_class_init (SgmImportFaultsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_faults_dispose;
  /**
   * SgmImportFaults::shown:
   * @finding: an SgmLedgerFinding
   *
   * A person wants to see where it is.
   */
  signals[SHOWN] = g_signal_new ("shown", SGM_TYPE_IMPORT_FAULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * SgmImportFaults::chosen:
   * @row: number of the table's row
   * @choice: an SgmLedgerChoice
   *
   * A person has said what becomes of a row that is unsure.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SGM_TYPE_IMPORT_FAULTS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_UINT);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-faults.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportFaults, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFaults, list);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
sgm_import_faults_init (SgmImportFaults *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  GtkTreeListModel *tree;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->groups = g_list_store_new (SGM_TYPE_FAULT_ITEM);
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

static SgmFaultItem *
make_group (const SgmLedgerPlan *plan,
            SgmImportSeverity    severity,
            SgmLedgerFault       fault)
{
  SgmFaultItem *group = NULL;
  guint n_of_fault = 0;

  for (guint i = 0; i < plan->findings->len; i++)
    {
      const SgmLedgerFinding *finding = plan->findings->pdata[i];
      g_autoptr (SgmFaultItem) item = NULL;

      n_of_fault += finding->fault == fault;
      if (finding->fault != fault || finding->severity != severity)
        continue;
      if (group == NULL)
        group = sgm_fault_item_new (plan->findings, finding);
      item = sgm_fault_item_new (plan->findings, finding);
      sgm_fault_item_add (group, item);
    }
  /* Only a kind of one severity is ever too long to be told. */
  if (group != NULL && sgm_fault_item_get_n_found (group) == n_of_fault)
    sgm_fault_item_set_n_found (group, MAX (n_of_fault, plan->n_found[fault]));
  return group;
}

/* A kind of which somebody is asked is never folded. */
static void
expand_few (SgmImportFaults *self)
{
  GtkTreeListModel *tree = GTK_TREE_LIST_MODEL (gtk_single_selection_get_model (self->selection));

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i > 0; i--)
    {
      g_autoptr (SgmFaultItem) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i - 1);
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (tree, i - 1);

      if (sgm_fault_item_get_n_found (group) <= FEW || sgm_fault_item_get_finding (group)->can_choose)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

/**
 * sgm_import_faults_set_ledger:
 * @ledger: (nullable): a table; its plan is listed
 */
void
sgm_import_faults_set_ledger (SgmImportFaults       *self,
                              const SgmImportLedger *ledger)
{
  const SgmLedgerPlan *plan = ledger != NULL ? ledger->plan : NULL;

  if (plan != NULL && self->findings == plan->findings)
    return;
  g_list_store_remove_all (self->groups);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_hash_table_unref);
  if (plan == NULL)
    return;
  self->findings = g_ptr_array_ref (plan->findings);
  self->choices = g_hash_table_ref (ledger->options->choices);
  for (int severity = SGM_IMPORT_BLOCKS; severity >= SGM_IMPORT_NOTE; severity--)
    for (guint fault = 0; fault < SGM_N_LEDGER_FAULTS; fault++)
      {
        g_autoptr (SgmFaultItem) group = make_group (plan, severity, fault);

        if (group != NULL)
          g_list_store_append (self->groups, group);
      }
  expand_few (self);
  gtk_stack_set_visible_child_name (self->stack, self->findings->len > 0 ? "list" : "clean");
}
