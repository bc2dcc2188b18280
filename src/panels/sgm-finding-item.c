/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-finding-item.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n.h>

#include "kit/sgm-size-text.h"

struct _SgmFindingItem
{
  GObject parent_instance;
  GPtrArray *findings; /* of SgmImportFinding, or of SgmLedgerFinding */
  gboolean in_table;
  guint first;
  guint n;
  guint n_found; /* also those that are not told */
  gboolean is_group;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SgmFindingItem, sgm_finding_item, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static SgmFindingItem *
item_new (GPtrArray *findings,
          gboolean   in_table,
          guint      first)
{
  SgmFindingItem *self = g_object_new (SGM_TYPE_FINDING_ITEM, NULL);

  self->findings = g_ptr_array_ref (findings);
  self->in_table = in_table;
  self->first = first;
  self->n = self->n_found = 1;
  return self;
}

/* The list of a group's findings --------------------------------------------- */

static GType
get_item_type (GListModel *model)
{
  return SGM_TYPE_FINDING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  SgmFindingItem *self = SGM_FINDING_ITEM (model);

  return self->is_group ? self->n : 0;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SgmFindingItem *self = SGM_FINDING_ITEM (model);

  return position < get_n_items (model) ? item_new (self->findings, self->in_table, self->first + position) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
sgm_finding_item_finalize (GObject *object)
{
  g_ptr_array_unref (SGM_FINDING_ITEM (object)->findings);
  G_OBJECT_CLASS (sgm_finding_item_parent_class)->finalize (object);
}

static void
sgm_finding_item_class_init (SgmFindingItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_finding_item_finalize;
}

static void
sgm_finding_item_init (SgmFindingItem *self)
{
}

/* Groups ---------------------------------------------------------------------- */

static guint
get_kind (GPtrArray *findings,
          gboolean   in_table,
          guint      number)
{
  gconstpointer finding = findings->pdata[number];

  return in_table ? (guint) ((const SgmLedgerFinding *) finding)->fault
                  : (guint) ((const SgmImportFinding *) finding)->kind;
}

static SgmImportSeverity
get_severity (GPtrArray *findings,
              gboolean   in_table,
              guint      number)
{
  gconstpointer finding = findings->pdata[number];

  return in_table ? ((const SgmLedgerFinding *) finding)->severity : ((const SgmImportFinding *) finding)->severity;
}

/* A kind may be there with two severities. Only one that has a single one is
 * ever too long to be told. */
static void
add_groups (GListStore  *groups,
            GPtrArray   *findings,
            gboolean     in_table,
            const guint *n_found)
{
  guint n_told[MAX ((int) SGM_N_IMPORT_KINDS, (int) SGM_N_LEDGER_FAULTS)] = { 0 };

  for (guint i = 0; i < findings->len; i++)
    n_told[get_kind (findings, in_table, i)]++;
  for (guint first = 0, end; first < findings->len; first = end)
    {
      g_autoptr (SgmFindingItem) group = item_new (findings, in_table, first);
      guint kind = get_kind (findings, in_table, first);

      for (end = first + 1; end < findings->len; end++)
        if (get_kind (findings, in_table, end) != kind
            || get_severity (findings, in_table, end) != get_severity (findings, in_table, first))
          break;
      group->is_group = TRUE;
      group->n = end - first;
      group->n_found = group->n == n_told[kind] ? MAX (group->n, n_found[kind]) : group->n;
      g_list_store_append (groups, group);
    }
}

/**
 * sgm_finding_item_add_report:
 * @groups: (element-type SgmFindingItem): gets an item for each kind and
 *   severity, in the report's order
 * @report: what was found in areas
 */
void
sgm_finding_item_add_report (GListStore            *groups,
                             const SgmImportReport *report)
{
  add_groups (groups, report->findings, FALSE, report->n_found);
}

/**
 * sgm_finding_item_add_plan:
 * @groups: (element-type SgmFindingItem): gets an item for each kind and
 *   severity, in the plan's order
 * @plan: what was found in a table
 */
void
sgm_finding_item_add_plan (GListStore          *groups,
                           const SgmLedgerPlan *plan)
{
  add_groups (groups, plan->findings, TRUE, plan->n_found);
}

/* What it says ------------------------------------------------------------------ */

gboolean
sgm_finding_item_is_group (SgmFindingItem *self)
{
  return self->is_group;
}

/**
 * sgm_finding_item_get_in_areas:
 *
 * Returns: (nullable): the finding, or the first one of the group; %NULL where
 *   it is one in a table
 */
const SgmImportFinding *
sgm_finding_item_get_in_areas (SgmFindingItem *self)
{
  return self->in_table ? NULL : self->findings->pdata[self->first];
}

/**
 * sgm_finding_item_get_in_table:
 *
 * Returns: (nullable): the finding, or the first one of the group; %NULL where
 *   it is one in areas
 */
const SgmLedgerFinding *
sgm_finding_item_get_in_table (SgmFindingItem *self)
{
  return self->in_table ? self->findings->pdata[self->first] : NULL;
}

SgmImportSeverity
sgm_finding_item_get_severity (SgmFindingItem *self)
{
  return get_severity (self->findings, self->in_table, self->first);
}

/**
 * sgm_finding_item_dup_title:
 *
 * Returns: (transfer full): the name of the kind, or what was found
 */
char *
sgm_finding_item_dup_title (SgmFindingItem *self)
{
  const SgmImportFinding *in_areas = sgm_finding_item_get_in_areas (self);
  const SgmLedgerFinding *in_table = sgm_finding_item_get_in_table (self);
  g_autofree char *row = NULL;

  if (in_areas != NULL)
    return g_strdup (self->is_group ? sgm_import_kind_get_name (in_areas->kind) : in_areas->sentence);
  if (self->is_group)
    return g_strdup (sgm_ledger_fault_get_name (in_table->fault));
  if (in_table->row == 0)
    return g_strdup (in_table->sentence);
  row = g_strdup_printf ("%" PRId64, in_table->row);
  /* Translators: %s is the number of a row of a table, then a sentence about it */
  return g_strdup_printf (_("Row %s: %s"), row, in_table->sentence);
}

static char *
dup_repair (const SgmImportFinding *finding)
{
  g_autofree char *size = !isnan (finding->size) ? sgm_size_text_dup_area (finding->size) : NULL;
  const char *repair = finding->repair != SGM_IMPORT_REPAIR_NONE ? sgm_import_repair_get_name (finding->repair)
                                                                 : NULL;

  if (size != NULL && repair != NULL)
    return g_strdup_printf ("%s · %s", size, repair);
  return g_strdup (size != NULL ? size : repair);
}

/**
 * sgm_finding_item_dup_subtitle:
 *
 * Returns: (transfer full) (nullable): how large it is and what is proposed; of
 *   a group whether it prevents the import
 */
char *
sgm_finding_item_dup_subtitle (SgmFindingItem *self)
{
  SgmImportSeverity severity = sgm_finding_item_get_severity (self);

  if (self->is_group)
    return g_strdup (severity == SGM_IMPORT_BLOCKS ? sgm_import_severity_get_name (severity) : NULL);
  if (self->in_table)
    return g_strdup (sgm_finding_item_get_in_table (self)->proposal);
  return dup_repair (sgm_finding_item_get_in_areas (self));
}

guint
sgm_finding_item_get_n_found (SgmFindingItem *self)
{
  return self->n_found;
}

/* Repairs ------------------------------------------------------------------------ */

static guint
count (SgmFindingItem *self,
       gboolean        only_chosen)
{
  guint n = 0;

  for (guint i = self->first; !self->in_table && i < self->first + self->n; i++)
    {
      const SgmImportFinding *finding = self->findings->pdata[i];

      n += finding->repair != SGM_IMPORT_REPAIR_NONE && (finding->chosen || !only_chosen);
    }
  return n;
}

/**
 * sgm_finding_item_get_n_repairable:
 *
 * Returns: for how many a repair is proposed
 */
guint
sgm_finding_item_get_n_repairable (SgmFindingItem *self)
{
  return count (self, FALSE);
}

/**
 * sgm_finding_item_get_n_chosen:
 *
 * Returns: how many are to be repaired
 */
guint
sgm_finding_item_get_n_chosen (SgmFindingItem *self)
{
  return count (self, TRUE);
}

/**
 * sgm_finding_item_choose:
 * @chosen: whether what can be repaired of it is to be repaired
 */
void
sgm_finding_item_choose (SgmFindingItem *self,
                         gboolean        chosen)
{
  for (guint i = self->first; !self->in_table && i < self->first + self->n; i++)
    {
      SgmImportFinding *finding = self->findings->pdata[i];

      finding->chosen = chosen && finding->repair != SGM_IMPORT_REPAIR_NONE;
    }
}
