/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-fault-item.h"

struct _SgmFaultItem
{
  GObject parent_instance;
  GPtrArray *findings; /* of SgmLedgerFinding */
  const SgmLedgerFinding *finding;
  GListStore *children; /* of SgmFaultItem; NULL for one finding */
  guint n_found;        /* also those that are not told */
};

G_DEFINE_FINAL_TYPE (SgmFaultItem, sgm_fault_item, G_TYPE_OBJECT)

static void
sgm_fault_item_finalize (GObject *object)
{
  SgmFaultItem *self = SGM_FAULT_ITEM (object);

  g_clear_object (&self->children);
  g_ptr_array_unref (self->findings);
  G_OBJECT_CLASS (sgm_fault_item_parent_class)->finalize (object);
}

static void
sgm_fault_item_class_init (SgmFaultItemClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_fault_item_finalize;
}

static void
sgm_fault_item_init (SgmFaultItem *self)
{
  self->n_found = 1;
}

/**
 * sgm_fault_item_new:
 * @findings: (element-type SgmLedgerFinding): those of a plan
 * @finding: one of them
 *
 * Returns: (transfer full): an item for it
 */
SgmFaultItem *
sgm_fault_item_new (GPtrArray              *findings,
                    const SgmLedgerFinding *finding)
{
  SgmFaultItem *self = g_object_new (SGM_TYPE_FAULT_ITEM, NULL);

  self->findings = g_ptr_array_ref (findings);
  self->finding = finding;
  return self;
}

/**
 * sgm_fault_item_add:
 * @child: one of the same kind and severity
 *
 * Makes it stand for a group, with one more in it.
 */
void
sgm_fault_item_add (SgmFaultItem *self,
                    SgmFaultItem *child)
{
  if (self->children == NULL)
    self->children = g_list_store_new (SGM_TYPE_FAULT_ITEM);
  g_list_store_append (self->children, child);
  self->n_found = g_list_model_get_n_items (G_LIST_MODEL (self->children));
}

/**
 * sgm_fault_item_set_n_found:
 * @n_found: how many there are, also those that the plan does not tell
 */
void
sgm_fault_item_set_n_found (SgmFaultItem *self,
                            guint         n_found)
{
  self->n_found = n_found;
}

guint
sgm_fault_item_get_n_found (SgmFaultItem *self)
{
  return self->n_found;
}

/**
 * sgm_fault_item_get_finding:
 *
 * Returns: (transfer none): the finding, or the first one of the group
 */
const SgmLedgerFinding *
sgm_fault_item_get_finding (SgmFaultItem *self)
{
  return self->finding;
}

/**
 * sgm_fault_item_get_children:
 *
 * Returns: (transfer none) (nullable): the findings of a group
 */
GListModel *
sgm_fault_item_get_children (SgmFaultItem *self)
{
  return G_LIST_MODEL (self->children);
}
