/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-timeline.h"

#include "district/sgm-records.h"
#include "domain/sgm-terms.h"
#include "store/sgm-engine.h"

struct _SgmTimeline
{
  SgmRecords *records;
  GPtrArray *entries; /* the whole journal, in its order */
  guint n_made;       /* how many of them @records has */
};

/**
 * sgm_timeline_open:
 * @path: path of a district's database
 *
 * Reads everything, which takes a second or two for a year of work. Blocks;
 * in a program with a window use sgm_timeline_open_async().
 *
 * Returns: (transfer full): the timeline, which stands at the present
 */
SgmTimeline *
sgm_timeline_open (const char  *path,
                   GError     **error)
{
  g_autoptr (SgmEngine) engine = sgm_engine_open (path, FALSE, FALSE, error);
  g_autoptr (SgmSnapshot) everything = NULL;
  GPtrArray *entries = NULL;
  SgmTimeline *timeline;

  if (engine == NULL)
    return NULL;
  everything = sgm_engine_load_all (engine, &entries, error);
  if (everything == NULL)
    return NULL;
  timeline = g_new0 (SgmTimeline, 1);
  timeline->records = sgm_records_new_from (everything);
  timeline->entries = entries;
  timeline->n_made = entries->len;
  return timeline;
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  GError *error = NULL;
  SgmTimeline *timeline = sgm_timeline_open (data, &error);

  if (timeline != NULL)
    g_task_return_pointer (task, timeline, (GDestroyNotify) sgm_timeline_free);
  else
    g_task_return_error (task, error);
}

void
sgm_timeline_open_async (const char          *path,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_timeline_open_async);
  g_task_set_task_data (task, g_strdup (path), g_free);
  g_task_run_in_thread (task, open_in_thread);
}

SgmTimeline *
sgm_timeline_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
sgm_timeline_free (SgmTimeline *timeline)
{
  sgm_records_free (timeline->records);
  g_ptr_array_unref (timeline->entries);
  g_free (timeline);
}

/**
 * sgm_timeline_append:
 * @timeline: a timeline
 * @entry: (transfer none): what has happened since; one that is known already
 *   is passed over
 */
void
sgm_timeline_append (SgmTimeline *timeline,
                     SgmEntry    *entry)
{
  if (entry->seq == timeline->entries->len + 1)
    g_ptr_array_add (timeline->entries, sgm_entry_ref (entry));
}

guint
sgm_timeline_get_n_entries (SgmTimeline *timeline)
{
  return timeline->entries->len;
}

/**
 * sgm_timeline_get_entry:
 *
 * Returns: (transfer none): an entry of the journal, the oldest at 0
 */
SgmEntry *
sgm_timeline_get_entry (SgmTimeline *timeline,
                        guint        index)
{
  return timeline->entries->pdata[index];
}

static gboolean
step (SgmTimeline       *timeline,
      const SgmPatchOp  *op,
      gboolean           back,
      GError           **error)
{
  SgmRecord *now = sgm_records_get (timeline->records, op->table, op->id);
  g_autoptr (SgmRecord) before = now != NULL ? sgm_record_ref (now) : NULL;
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (GError) local = NULL;

  after = back ? sgm_patch_op_revert (op, before, &local) : sgm_patch_op_apply (op, before, &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  sgm_records_replace (timeline->records, before, after);
  return TRUE;
}

static gboolean
take_back (SgmTimeline  *timeline,
           SgmPatch     *patch,
           GError      **error)
{
  for (guint i = sgm_patch_get_n_ops (patch); i-- > 0;)
    if (!step (timeline, sgm_patch_get_op (patch, i), TRUE, error))
      return FALSE;
  return TRUE;
}

static gboolean
make_again (SgmTimeline  *timeline,
            SgmPatch     *patch,
            GError      **error)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    if (!step (timeline, sgm_patch_get_op (patch, i), FALSE, error))
      return FALSE;
  return TRUE;
}

static gboolean
go_to (SgmTimeline  *timeline,
       gint64        at,
       GError      **error)
{
  while (timeline->n_made > 0)
    {
      SgmEntry *last = timeline->entries->pdata[timeline->n_made - 1];

      if (last->at <= at)
        break;
      if (!take_back (timeline, last->patch, error))
        return FALSE;
      timeline->n_made--;
    }
  while (timeline->n_made < timeline->entries->len)
    {
      SgmEntry *next = timeline->entries->pdata[timeline->n_made];

      if (next->at > at)
        break;
      if (!make_again (timeline, next->patch, error))
        return FALSE;
      timeline->n_made++;
    }
  return TRUE;
}

static gboolean
is_live_event (SgmRecord *event,
               gint64     at)
{
  return sgm_stage_is_open (sgm_record_get_int (event, SGM_EVENT_STAGE))
         || sgm_record_get_int (event, SGM_EVENT_REPORTED_AT) >= at - SGM_RECENT_MILLISECONDS;
}

/* The records of a table that were live then; what belongs to an event was
 * live with it. */
static GPtrArray *
pick_live (SgmTimeline     *timeline,
           const SgmTable  *table,
           SgmRecords      *picked,
           gint64           at)
{
  GPtrArray *all;
  const SgmTable *owner;
  guint column, n = 0;

  if (sgm_table_is_apart (table) && table != &sgm_table_boundary)
    return sgm_records_new_array ();
  all = sgm_records_dup_all (timeline->records, table);
  owner = sgm_table_get_owner (table, &column);
  for (guint i = 0; i < all->len; i++)
    {
      SgmRecord *record = all->pdata[i];
      gboolean live = table == &sgm_table_event ? is_live_event (record, at)
                      : owner == NULL || sgm_records_get (picked, owner, sgm_record_get_int (record, column)) != NULL;

      if (!live)
        continue;
      /* Changing places keeps the array's references right. */
      all->pdata[i] = all->pdata[n];
      all->pdata[n++] = record;
      sgm_records_replace (picked, NULL, record);
    }
  g_ptr_array_set_size (all, n);
  return all;
}

/**
 * sgm_timeline_show:
 * @timeline: a timeline
 * @at: a moment, UTC milliseconds; before the first entry there is nothing,
 *   and the future is the present
 *
 * Goes to a moment, backwards or forwards. Where it fails the timeline is of
 * no use any more.
 *
 * Returns: (transfer full): the district as it was known to be then, with the
 *   events that were open or recent; %NULL with %SGM_ERROR_CONFLICT where the
 *   records are not what the journal says
 */
SgmSnapshot *
sgm_timeline_show (SgmTimeline  *timeline,
                   gint64        at,
                   GError      **error)
{
  g_autoptr (SgmRecords) picked = NULL;
  SgmSnapshot *snapshot;

  at = MIN (at, g_get_real_time () / 1000);
  if (!go_to (timeline, at, error))
    return NULL;
  picked = sgm_records_new ();
  snapshot = sgm_snapshot_new (timeline->n_made);
  sgm_snapshot_set_at (snapshot, at);
  for (guint i = 0; sgm_tables[i] != NULL; i++)
    sgm_snapshot_take (snapshot, sgm_tables[i], pick_live (timeline, sgm_tables[i], picked, at));
  sgm_snapshot_lay_editions (snapshot);
  return snapshot;
}
