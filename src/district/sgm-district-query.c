/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-district.h"

#include "district/sgm-district-private.h"
#include "district/sgm-event-item.h"

/**
 * sgm_district_get_store:
 *
 * Returns: (transfer none): the store to which changes are submitted
 */
SgmStore *
sgm_district_get_store (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  return self->store;
}

/**
 * sgm_district_get_seq:
 *
 * Returns: number of the last journal entry that is known here
 */
gint64
sgm_district_get_seq (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), 0);

  return self->picture->seq;
}

/**
 * sgm_district_get_changed_at:
 *
 * Returns: when the last entry was written, or when the district was loaded,
 *   whichever happened here last; UTC milliseconds
 */
gint64
sgm_district_get_changed_at (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), 0);

  return self->changed_at;
}

/**
 * sgm_district_get_live:
 *
 * Returns: the value of [property@District:live]
 */
gboolean
sgm_district_get_live (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), FALSE);

  return self->picture != NULL && !self->loading;
}

/**
 * sgm_district_is_sample:
 *
 * Returns: whether the database says that it is a made-up sample
 */
gboolean
sgm_district_is_sample (SgmDistrict *self)
{
  g_autoptr (GPtrArray) meta = sgm_district_dup_records (self, &sgm_table_meta);

  for (guint i = 0; i < meta->len; i++)
    {
      const char *key = sgm_record_get_text (g_ptr_array_index (meta, i), SGM_META_KEY);

      if (g_strcmp0 (key, "sample") == 0)
        return TRUE;
    }
  return FALSE;
}

/**
 * sgm_district_get_areas:
 *
 * Returns: (transfer none): the present areas; take a reference to draw from
 *   them in another thread
 */
SgmAreaSet *
sgm_district_get_areas (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  return self->picture->areas;
}

/**
 * sgm_district_get_tallies:
 *
 * Returns: (transfer none): what is counted for each of the present areas; good
 *   until the main loop runs again
 */
const SgmTallies *
sgm_district_get_tallies (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  sgm_tallies_advance (self->picture->tallies, g_get_real_time () / 1000);
  return self->picture->tallies;
}

/**
 * sgm_district_get_record:
 *
 * Returns: (transfer none) (nullable): the record of an id, %NULL where it
 *   does not exist or is too old to be kept in memory
 */
SgmRecord *
sgm_district_get_record (SgmDistrict    *self,
                         const SgmTable *table,
                         gint64          id)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  return sgm_records_get (self->picture->records, table, id);
}

/**
 * sgm_district_dup_records:
 *
 * Returns: (transfer full) (element-type SgmRecord): all records of @table
 *   that are in memory, by id
 */
GPtrArray *
sgm_district_dup_records (SgmDistrict    *self,
                          const SgmTable *table)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  return sgm_records_dup_all (self->picture->records, table);
}

/**
 * sgm_district_get_queue:
 *
 * Returns: (transfer none): the open events, a list of [class@EventItem] in
 *   the order of sgm_event_compare(); the same list as long as the district
 *   lives
 */
GListModel *
sgm_district_get_queue (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  return G_LIST_MODEL (self->queue);
}

static gboolean
lies_in (SgmDistrict   *self,
         const SgmArea *area,
         const SgmArea *outer)
{
  while (area != NULL && area != outer)
    area = area->parent != SGM_AREA_NONE
             ? sgm_area_set_get (self->picture->areas, area->parent) : NULL;
  return area != NULL;
}

/**
 * sgm_district_dup_open_events_in:
 * @area: an area of the present set
 *
 * Returns: (transfer full) (element-type SgmRecord): the open events of @area
 *   and of what lies within it, the most urgent first
 */
GPtrArray *
sgm_district_dup_open_events_in (SgmDistrict   *self,
                                 const SgmArea *area)
{
  GPtrArray *events = sgm_records_new_array ();
  guint n_items;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), events);

  n_items = g_list_model_get_n_items (G_LIST_MODEL (self->queue));
  if (sgm_district_count_open_events (self, area) == 0)
    n_items = 0;
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (G_LIST_MODEL (self->queue), i);
      SgmRecord *event = sgm_event_item_get_record (item);

      if (lies_in (self, sgm_picture_find_area (self->picture, event), area))
        g_ptr_array_add (events, sgm_record_ref (event));
    }
  return events;
}

/**
 * sgm_district_count_open_events:
 * @area: an area of the present set
 *
 * Returns: how many events are open in @area and in what lies within it
 */
guint
sgm_district_count_open_events (SgmDistrict   *self,
                                const SgmArea *area)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), 0);
  g_return_val_if_fail (area == sgm_area_set_get (self->picture->areas, area->index), 0);

  return sgm_tallies_get (self->picture->tallies, area, SGM_TALLY_OPEN);
}

/**
 * sgm_district_count_all_open_events:
 *
 * Returns: how many events are open, also those whose area is gone
 */
guint
sgm_district_count_all_open_events (SgmDistrict *self)
{
  g_return_val_if_fail (SGM_IS_DISTRICT (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->queue));
}

static int
compare_steps (gconstpointer a,
               gconstpointer b)
{
  gint64 seq_a = sgm_record_get_int (*(SgmRecord *const *) a, SGM_STEP_SEQ);
  gint64 seq_b = sgm_record_get_int (*(SgmRecord *const *) b, SGM_STEP_SEQ);

  return (seq_a > seq_b) - (seq_a < seq_b);
}

/**
 * sgm_district_dup_steps:
 * @event: id of an event in memory
 *
 * Returns: (transfer full) (element-type SgmRecord): the event's life so far,
 *   the first step first
 */
GPtrArray *
sgm_district_dup_steps (SgmDistrict *self,
                        gint64       event)
{
  GPtrArray *steps = sgm_records_new_array ();
  GPtrArray *related;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), steps);

  related = sgm_district_get_related (self, &sgm_table_step, SGM_STEP_EVENT, event);
  for (guint i = 0; related != NULL && i < related->len; i++)
    g_ptr_array_add (steps, sgm_record_ref (g_ptr_array_index (related, i)));
  g_ptr_array_sort (steps, compare_steps);
  return steps;
}

/**
 * sgm_district_get_active_task:
 * @event: id of an event
 *
 * Returns: (transfer none) (nullable): the order about the event that is
 *   neither done nor withdrawn
 */
SgmRecord *
sgm_district_get_active_task (SgmDistrict *self,
                              gint64       event)
{
  GPtrArray *tasks;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  tasks = sgm_district_get_related (self, &sgm_table_task, SGM_TASK_EVENT, event);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    if (sgm_district_task_is_active (g_ptr_array_index (tasks, i)))
      return g_ptr_array_index (tasks, i);
  return NULL;
}

/**
 * sgm_district_get_message:
 * @task: id of an order
 *
 * Returns: (transfer none) (nullable): the last message about the order that
 *   was put into the outbox
 */
SgmRecord *
sgm_district_get_message (SgmDistrict *self,
                          gint64       task)
{
  GPtrArray *messages;
  SgmRecord *last = NULL;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  messages = sgm_district_get_related (self, &sgm_table_outbox, SGM_OUTBOX_TASK, task);
  for (guint i = 0; messages != NULL && i < messages->len; i++)
    if (last == NULL || sgm_record_get_id (messages->pdata[i]) > sgm_record_get_id (last))
      last = messages->pdata[i];
  return last;
}

/**
 * sgm_district_get_parked:
 * @event: id of an event
 *
 * Returns: (transfer none) (nullable): a message about an order of the event
 *   that was given up
 */
SgmRecord *
sgm_district_get_parked (SgmDistrict *self,
                         gint64       event)
{
  GPtrArray *tasks;

  g_return_val_if_fail (SGM_IS_DISTRICT (self), NULL);

  tasks = sgm_district_get_related (self, &sgm_table_task, SGM_TASK_EVENT, event);
  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    {
      SgmRecord *message = sgm_district_get_message (self, sgm_record_get_id (tasks->pdata[i]));

      if (message != NULL && sgm_record_get_int (message, SGM_OUTBOX_STATE) == SGM_OUTBOX_STATE_PARKED)
        return message;
    }
  return NULL;
}
