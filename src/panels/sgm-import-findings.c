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

  GPtrArray *findings; /* of the report; NULL where there is none */
  GListStore *groups;  /* of SgmFindingItem */
  GtkSingleSelection *selection;
  GPtrArray *rows;     /* of SgmFindingRow: those that are bound */
};

enum
{
  SHOWN,
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
  g_signal_emit (self, signals[CHOSEN], 0);
}

static void
set_up_row (SgmImportFindings *self,
            GtkListItem       *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();
  GtkWidget *row = sgm_finding_row_new ();

  g_signal_connect_object (row, "toggled", G_CALLBACK (on_toggled), self, G_CONNECT_SWAPPED);
  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), row);
  gtk_list_item_set_child (item, expander);
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
  sgm_finding_row_set_item (SGM_FINDING_ROW (row), finding);
  g_ptr_array_add (self->rows, row);
}

static void
unbind_row (SgmImportFindings *self,
            GtkListItem       *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkWidget *row = gtk_tree_expander_get_child (expander);

  gtk_tree_expander_set_list_row (expander, NULL);
  sgm_finding_row_set_item (SGM_FINDING_ROW (row), NULL);
  g_ptr_array_remove_fast (self->rows, row);
}

static GListModel *
make_children (gpointer item,
               gpointer data)
{
  return sgm_finding_item_new_children (item);
}

static SgmFindingItem *
dup_selected (SgmImportFindings *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
on_selected (SgmImportFindings *self)
{
  g_autoptr (SgmFindingItem) item = dup_selected (self);

  if (item != NULL && !sgm_finding_item_is_group (item))
    g_signal_emit (self, signals[SHOWN], 0, sgm_finding_item_get_finding (item));
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
   * @finding: an SgmImportFinding
   *
   * A person wants to see where it is.
   */
  signals[SHOWN] = g_signal_new ("shown", SGM_TYPE_IMPORT_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * SgmImportFindings::chosen:
   *
   * Other repairs are chosen.
   */
  signals[CHOSEN] = g_signal_new ("chosen", SGM_TYPE_IMPORT_FINDINGS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-findings.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportFindings, stack);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFindings, list);
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

/* The kinds in the report's order: the worst first. A kind may be there with
 * two severities. */
static void
add_groups (SgmImportFindings     *self,
            const SgmImportReport *report)
{
  GPtrArray *findings = report->findings;

  for (guint first = 0, end; first < findings->len; first = end)
    {
      const SgmImportFinding *finding = findings->pdata[first];
      g_autoptr (SgmFindingItem) group = NULL;
      guint told = 0;

      for (end = first; end < findings->len; end++)
        {
          const SgmImportFinding *other = findings->pdata[end];

          if (other->kind != finding->kind || other->severity != finding->severity)
            break;
          told++;
        }
      group = sgm_finding_item_new_group (findings, first, told,
                                          told >= SGM_IMPORT_MAX_FINDINGS ? report->n_found[finding->kind] : told);
      g_list_store_append (self->groups, group);
    }
}

static void
expand_few (SgmImportFindings *self)
{
  GtkTreeListModel *tree = GTK_TREE_LIST_MODEL (gtk_single_selection_get_model (self->selection));

  for (guint i = g_list_model_get_n_items (G_LIST_MODEL (self->groups)); i > 0; i--)
    {
      g_autoptr (SgmFindingItem) group = g_list_model_get_item (G_LIST_MODEL (self->groups), i - 1);
      g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_child_row (tree, i - 1);

      if (sgm_finding_item_get_n_found (group) <= FEW)
        gtk_tree_list_row_set_expanded (row, TRUE);
    }
}

/**
 * sgm_import_findings_set_report:
 * @report: (nullable): what to list
 */
void
sgm_import_findings_set_report (SgmImportFindings     *self,
                                const SgmImportReport *report)
{
  if (report != NULL && self->findings == report->findings)
    return;
  g_list_store_remove_all (self->groups);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  if (report == NULL)
    return;
  self->findings = g_ptr_array_ref (report->findings);
  add_groups (self, report);
  expand_few (self);
  gtk_stack_set_visible_child_name (self->stack, self->findings->len > 0 ? "list" : "clean");
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

  for (guint i = 0; self->findings != NULL && i < self->findings->len; i++)
    {
      const SgmImportFinding *finding = self->findings->pdata[i];

      n += finding->chosen && finding->repair != SGM_IMPORT_REPAIR_NONE;
    }
  return n;
}
