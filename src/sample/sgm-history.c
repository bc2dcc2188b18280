/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-history.h"

#include "domain/sgm-tables.h"

#define HOUR G_GINT64_CONSTANT (3600000)

/* A record as it became at a moment. */
typedef struct
{
  gint64 at;
  guint order; /* of moments at the same time */
  SgmRecord *record;
} Moment;

static void
moment_clear (gpointer data)
{
  g_clear_pointer (&((Moment *) data)->record, sgm_record_unref);
}

static void
hour_free (gpointer data)
{
  SgmHour *hour = data;

  g_ptr_array_unref (hour->records);
  g_free (hour);
}

static int
compare_moments (gconstpointer a,
                 gconstpointer b)
{
  const Moment *left = a, *right = b;

  if (left->at != right->at)
    return left->at < right->at ? -1 : 1;
  return left->order < right->order ? -1 : left->order > right->order;
}

/* Takes the record. */
static void
add (GArray    *moments,
     gint64     at,
     SgmRecord *record)
{
  Moment moment = { at, moments->len, record };

  g_array_append_val (moments, moment);
}

/* The event as it was after a step of it that was not its last. */
static SgmRecord *
make_event_after (SgmRecord *event,
                  SgmRecord *step,
                  gint64     worker)
{
  SgmRecord *then = sgm_record_copy (event);
  SgmStage stage = sgm_record_get_int (step, SGM_STEP_STAGE);

  sgm_record_set_int (then, SGM_EVENT_STAGE, stage);
  if (stage < SGM_STAGE_CLOSED)
    sgm_record_set_null (then, SGM_EVENT_CLOSED_AT);
  if (stage >= SGM_STAGE_DISPATCHED && stage <= SGM_STAGE_EVALUATED && worker != 0)
    sgm_record_set_int (then, SGM_EVENT_ASSIGNEE, worker);
  else
    sgm_record_set_null (then, SGM_EVENT_ASSIGNEE);
  return then;
}

/* Returns: the index of the first step of another event */
static guint
add_event (GArray          *moments,
           SgmRecord       *event,
           SgmRecord       *task,
           const GPtrArray *steps,
           guint            first)
{
  gint64 id = sgm_record_get_id (event);
  gint64 worker = task != NULL ? sgm_record_get_int (task, SGM_TASK_PERSON) : 0;
  guint end = first;

  while (end < steps->len && sgm_record_get_int (steps->pdata[end], SGM_STEP_EVENT) == id)
    end++;
  for (guint i = first; i < end; i++)
    {
      SgmRecord *step = steps->pdata[i];
      gint64 at = sgm_record_get_int (step, SGM_STEP_AT);
      SgmRecord *then = i + 1 < end ? make_event_after (event, step, worker) : sgm_record_copy (event);

      sgm_record_set_version (then, i == first ? 1 : 2);
      add (moments, at, then);
      add (moments, at, sgm_record_ref (step));
    }
  return end;
}

static void
add_task (GArray    *moments,
          SgmRecord *task)
{
  gint64 assigned_at = sgm_record_get_int (task, SGM_TASK_ASSIGNED_AT);
  SgmRecord *ended;
  SgmRecord *given;

  if (sgm_record_is_null (task, SGM_TASK_ENDED_AT))
    {
      add (moments, assigned_at, sgm_record_ref (task));
      return;
    }
  given = sgm_record_copy (task);
  sgm_record_set_int (given, SGM_TASK_STATE, SGM_TASK_STATE_SENT);
  sgm_record_set_null (given, SGM_TASK_ENDED_AT);
  add (moments, assigned_at, given);
  ended = sgm_record_copy (task);
  sgm_record_set_version (ended, 2);
  add (moments, MAX (sgm_record_get_int (task, SGM_TASK_ENDED_AT), assigned_at), ended);
}

/* Events before what belongs to them. */
static int
compare_tables (gconstpointer a,
                gconstpointer b)
{
  guint left = sgm_table_get_index (sgm_record_get_table (*(SgmRecord *const *) a));
  guint right = sgm_table_get_index (sgm_record_get_table (*(SgmRecord *const *) b));

  return left < right ? -1 : left > right;
}

/* Of what became several things in the hour, the last counts. */
static SgmHour *
make_hour (const Moment *moments,
           guint         n)
{
  SgmHour *hour = g_new0 (SgmHour, 1);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  hour->at = moments[n - 1].at;
  hour->records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  for (guint i = 0; i < n; i++)
    {
      SgmRecord *record = moments[i].record;
      char *key = g_strdup_printf ("%s %" G_GINT64_FORMAT, sgm_record_get_table (record)->name,
                                   sgm_record_get_id (record));
      gpointer place;

      if (g_hash_table_lookup_extended (places, key, NULL, &place))
        {
          SgmRecord *before = hour->records->pdata[GPOINTER_TO_UINT (place)];
          SgmRecord *after = sgm_record_copy (record);

          sgm_record_set_version (after, sgm_record_get_version (before));
          hour->records->pdata[GPOINTER_TO_UINT (place)] = after;
          sgm_record_unref (before);
          g_free (key);
          continue;
        }
      g_hash_table_insert (places, key, GUINT_TO_POINTER (hour->records->len));
      g_ptr_array_add (hour->records, sgm_record_ref (record));
    }
  g_ptr_array_sort (hour->records, compare_tables);
  return hour;
}

/**
 * sgm_history_new:
 * @events: events with their steps and orders, each event's steps together
 *
 * Tells the events as they went: reported, filed, dispatched and so on, so
 * that the district can be seen as it was on any day.
 *
 * Returns: (transfer full) (element-type SgmHour): the hours in which
 *   something happened, in their order
 */
GPtrArray *
sgm_history_new (const SgmEvents *events)
{
  g_autoptr (GArray) moments = g_array_new (FALSE, FALSE, sizeof (Moment));
  g_autoptr (GHashTable) tasks = g_hash_table_new (NULL, NULL);
  GPtrArray *hours = g_ptr_array_new_with_free_func (hour_free);
  guint step = 0;

  g_array_set_clear_func (moments, moment_clear);
  for (guint i = 0; i < events->tasks->len; i++)
    g_hash_table_insert (tasks, GSIZE_TO_POINTER (sgm_record_get_int (events->tasks->pdata[i], SGM_TASK_EVENT)),
                         events->tasks->pdata[i]);
  for (guint i = 0; i < events->events->len; i++)
    {
      SgmRecord *event = events->events->pdata[i];

      step = add_event (moments, event,
                        g_hash_table_lookup (tasks, GSIZE_TO_POINTER (sgm_record_get_id (event))),
                        events->steps, step);
    }
  for (guint i = 0; i < events->tasks->len; i++)
    add_task (moments, events->tasks->pdata[i]);
  g_array_sort (moments, compare_moments);

  for (guint i = 0, end; i < moments->len; i = end)
    {
      const Moment *first = &g_array_index (moments, Moment, i);

      for (end = i + 1; end < moments->len; end++)
        if (g_array_index (moments, Moment, end).at / HOUR != first->at / HOUR)
          break;
      g_ptr_array_add (hours, make_hour (first, end - i));
    }
  return hours;
}
