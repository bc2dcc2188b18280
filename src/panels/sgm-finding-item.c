/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-finding-item.h"

#include "panels/sgm-finding-list.h"

struct _SgmFindingItem
{
  GObject parent_instance;
  GPtrArray *findings; /* of SgmImportFinding */
  guint first;
  guint n;
  guint n_found; /* also those that are not told */
  gboolean is_group;
};

G_DEFINE_FINAL_TYPE (SgmFindingItem, sgm_finding_item, G_TYPE_OBJECT)

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

/**
 * sgm_finding_item_new:
 * @findings: (element-type SgmImportFinding): those of a report
 * @index: which of them
 */
SgmFindingItem *
sgm_finding_item_new (GPtrArray *findings,
                      guint      index)
{
  SgmFindingItem *self = g_object_new (SGM_TYPE_FINDING_ITEM, NULL);

  g_return_val_if_fail (index < findings->len, NULL);
  self->findings = g_ptr_array_ref (findings);
  self->first = index;
  self->n = self->n_found = 1;
  return self;
}

/**
 * sgm_finding_item_new_group:
 * @findings: (element-type SgmImportFinding): those of a report
 * @first: the first of the group
 * @n: how many follow one another, at least one
 * @n_found: how many there are, also those that the report does not tell
 */
SgmFindingItem *
sgm_finding_item_new_group (GPtrArray *findings,
                            guint      first,
                            guint      n,
                            guint      n_found)
{
  SgmFindingItem *self = sgm_finding_item_new (findings, first);

  self->n = n;
  self->n_found = MAX (n, n_found);
  self->is_group = TRUE;
  return self;
}

gboolean
sgm_finding_item_is_group (SgmFindingItem *self)
{
  return self->is_group;
}

/**
 * sgm_finding_item_get_finding:
 *
 * Returns: the finding, or the first one of the group
 */
const SgmImportFinding *
sgm_finding_item_get_finding (SgmFindingItem *self)
{
  return self->findings->pdata[self->first];
}

guint
sgm_finding_item_get_n_found (SgmFindingItem *self)
{
  return self->n_found;
}

static guint
count (SgmFindingItem *self,
       gboolean        only_chosen)
{
  guint n = 0;

  for (guint i = self->first; i < self->first + self->n; i++)
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
  for (guint i = self->first; i < self->first + self->n; i++)
    {
      SgmImportFinding *finding = self->findings->pdata[i];

      finding->chosen = chosen && finding->repair != SGM_IMPORT_REPAIR_NONE;
    }
}

/**
 * sgm_finding_item_new_children:
 *
 * Returns: (transfer full) (nullable): the findings of a group
 */
GListModel *
sgm_finding_item_new_children (SgmFindingItem *self)
{
  if (!self->is_group)
    return NULL;
  return G_LIST_MODEL (sgm_finding_list_new (self->findings, self->first, self->n));
}
