/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-finding-list.h"

#include "panels/sgm-finding-item.h"

struct _SgmFindingList
{
  GObject parent_instance;
  GPtrArray *findings; /* of SgmImportFinding */
  guint first;
  guint n;
};

static void list_model_init (GListModelInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SgmFindingList, sgm_finding_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static GType
get_item_type (GListModel *model)
{
  return SGM_TYPE_FINDING_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return SGM_FINDING_LIST (model)->n;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SgmFindingList *self = SGM_FINDING_LIST (model);

  return position < self->n ? sgm_finding_item_new (self->findings, self->first + position) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static void
sgm_finding_list_finalize (GObject *object)
{
  g_ptr_array_unref (SGM_FINDING_LIST (object)->findings);
  G_OBJECT_CLASS (sgm_finding_list_parent_class)->finalize (object);
}

static void
sgm_finding_list_class_init (SgmFindingListClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_finding_list_finalize;
}

static void
sgm_finding_list_init (SgmFindingList *self)
{
}

/**
 * sgm_finding_list_new:
 * @findings: (element-type SgmImportFinding): those of a report
 * @first: the first one of the list
 * @n: how many it has
 */
SgmFindingList *
sgm_finding_list_new (GPtrArray *findings,
                      guint      first,
                      guint      n)
{
  SgmFindingList *self = g_object_new (SGM_TYPE_FINDING_LIST, NULL);

  self->findings = g_ptr_array_ref (findings);
  self->first = first;
  self->n = n;
  return self;
}
