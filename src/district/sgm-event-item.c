/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-event-item.h"

#include "domain/sgm-tables.h"

struct _SgmEventItem
{
  GObject parent_instance;

  SgmRecord *record;
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmEventItem, sgm_event_item, G_TYPE_OBJECT)

static void
sgm_event_item_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SgmEventItem *self = SGM_EVENT_ITEM (object);

  switch (property_id)
    {
    case PROP_RECORD:
      g_value_set_pointer (value, self->record);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_event_item_finalize (GObject *object)
{
  SgmEventItem *self = SGM_EVENT_ITEM (object);

  sgm_record_unref (self->record);
  G_OBJECT_CLASS (sgm_event_item_parent_class)->finalize (object);
}

static void
sgm_event_item_class_init (SgmEventItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sgm_event_item_get_property;
  object_class->finalize = sgm_event_item_finalize;

  /**
   * SgmEventItem:record:
   *
   * The event as it is now, a borrowed #SgmRecord.
   */
  properties[PROP_RECORD] =
    g_param_spec_pointer ("record", NULL, NULL,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_event_item_init (SgmEventItem *self)
{
}

/**
 * sgm_event_item_new:
 * @record: (transfer none): an event
 *
 * Returns: (transfer full): a row for it
 */
SgmEventItem *
sgm_event_item_new (SgmRecord *record)
{
  SgmEventItem *self = g_object_new (SGM_TYPE_EVENT_ITEM, NULL);

  self->record = sgm_record_ref (record);
  return self;
}

/**
 * sgm_event_item_get_record:
 *
 * Returns: (transfer none): the event as it is now
 */
SgmRecord *
sgm_event_item_get_record (SgmEventItem *self)
{
  g_return_val_if_fail (SGM_IS_EVENT_ITEM (self), NULL);

  return self->record;
}

/**
 * sgm_event_item_set_record:
 * @self: a row
 * @record: (transfer none): the same event, changed
 *
 * Notifies [property@EventItem:record].
 */
void
sgm_event_item_set_record (SgmEventItem *self,
                           SgmRecord    *record)
{
  g_return_if_fail (SGM_IS_EVENT_ITEM (self));
  g_return_if_fail (sgm_record_get_id (record) == sgm_record_get_id (self->record));

  if (record == self->record)
    return;
  sgm_record_unref (self->record);
  self->record = sgm_record_ref (record);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_RECORD]);
}

static gint64
get_due (SgmRecord *record)
{
  return sgm_record_is_null (record, SGM_EVENT_DUE_AT)
           ? G_MAXINT64 : sgm_record_get_int (record, SGM_EVENT_DUE_AT);
}

/**
 * sgm_event_compare:
 * @a: an event
 * @b: another
 *
 * The order in which events want attention: urgent ones first, then what is
 * due first. It follows from the records alone, so that no list reorders
 * merely because time goes by.
 *
 * Returns: less than 0 where @a comes before @b; 0 only for the same event
 */
int
sgm_event_compare (SgmRecord *a,
                   SgmRecord *b)
{
  gint64 urgency_a = sgm_record_get_int (a, SGM_EVENT_URGENCY);
  gint64 urgency_b = sgm_record_get_int (b, SGM_EVENT_URGENCY);
  gint64 due_a = get_due (a);
  gint64 due_b = get_due (b);
  gint64 id_a = sgm_record_get_id (a);
  gint64 id_b = sgm_record_get_id (b);

  if (urgency_a != urgency_b)
    return urgency_a < urgency_b ? -1 : 1;
  if (due_a != due_b)
    return due_a < due_b ? -1 : 1;
  return (id_a > id_b) - (id_a < id_b);
}
