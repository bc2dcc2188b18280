/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-queue.h"

#include "district/sgm-event-item.h"
#include "domain/sgm-tables.h"

/* Sorted at all times; the order is total (no two events compare equal), so a
 * record is found by searching for it. */
struct _SgmQueue
{
  GObject parent_instance;

  GSequence *items; /* of SgmEventItem */
};

static GType
sgm_queue_get_item_type (GListModel *model)
{
  return SGM_TYPE_EVENT_ITEM;
}

static guint
sgm_queue_get_n_items (GListModel *model)
{
  return g_sequence_get_length (SGM_QUEUE (model)->items);
}

static gpointer
sgm_queue_get_item (GListModel *model,
                    guint       position)
{
  GSequenceIter *iter;

  if (position >= sgm_queue_get_n_items (model))
    return NULL;
  iter = g_sequence_get_iter_at_pos (SGM_QUEUE (model)->items, position);
  return g_object_ref (g_sequence_get (iter));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = sgm_queue_get_item_type;
  iface->get_n_items = sgm_queue_get_n_items;
  iface->get_item = sgm_queue_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SgmQueue, sgm_queue, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
sgm_queue_finalize (GObject *object)
{
  g_sequence_free (SGM_QUEUE (object)->items);
  G_OBJECT_CLASS (sgm_queue_parent_class)->finalize (object);
}

static void
sgm_queue_class_init (SgmQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sgm_queue_finalize;
}

static void
sgm_queue_init (SgmQueue *self)
{
  self->items = g_sequence_new (g_object_unref);
}

SgmQueue *
sgm_queue_new (void)
{
  return g_object_new (SGM_TYPE_QUEUE, NULL);
}

static int
compare_items (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  return sgm_event_compare (sgm_event_item_get_record ((SgmEventItem *) a),
                            sgm_event_item_get_record ((SgmEventItem *) b));
}

static GSequenceIter *
find (SgmQueue  *self,
      SgmRecord *record)
{
  g_autoptr (SgmEventItem) probe = sgm_event_item_new (record);

  return g_sequence_lookup (self->items, probe, compare_items, NULL);
}

static void
insert (SgmQueue  *self,
        SgmRecord *record)
{
  GSequenceIter *iter = g_sequence_insert_sorted (self->items, sgm_event_item_new (record),
                                                  compare_items, NULL);

  g_list_model_items_changed (G_LIST_MODEL (self), g_sequence_iter_get_position (iter), 0, 1);
}

static void
delete (SgmQueue      *self,
        GSequenceIter *iter)
{
  guint position = g_sequence_iter_get_position (iter);

  g_sequence_remove (iter);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
}

/* A move is told as one change of the span that it crosses: a list then finds
 * the moved item again and keeps its selection. */
static void
change (SgmQueue      *self,
        GSequenceIter *iter,
        SgmRecord     *record)
{
  int from = g_sequence_iter_get_position (iter);
  int to;

  sgm_event_item_set_record (g_sequence_get (iter), record);
  g_sequence_sort_changed (iter, compare_items, NULL);
  to = g_sequence_iter_get_position (iter);
  if (from != to)
    {
      guint span = ABS (to - from) + 1;

      g_list_model_items_changed (G_LIST_MODEL (self), MIN (from, to), span, span);
    }
}

static gboolean
is_open (SgmRecord *record)
{
  return record != NULL && sgm_stage_is_open (sgm_record_get_int (record, SGM_EVENT_STAGE));
}

/**
 * sgm_queue_update:
 * @before: (nullable): an event as it was
 * @after: (nullable): the same event as it is
 *
 * Takes an event in, moves it, tells its item, or lets it go once it is
 * closed.
 */
void
sgm_queue_update (SgmQueue  *self,
                  SgmRecord *before,
                  SgmRecord *after)
{
  GSequenceIter *iter = is_open (before) ? find (self, before) : NULL;

  if (iter == NULL && is_open (after))
    insert (self, after);
  else if (iter != NULL && is_open (after))
    change (self, iter, after);
  else if (iter != NULL)
    delete (self, iter);
}
