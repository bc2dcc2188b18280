/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-workers.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "feed/sgm-agenda.h"
#include "feed/sgm-phrases.h"
#include "feed/sgm-transport.h"

#define SECOND 1000
#define MINUTE (60 * SECOND)

/* How often a terminal is out of reach, and how often a worker gives an order
 * back or says that it is others' to do. */
#define LOST 0.03
#define RETURNED 0.04
#define DISPUTED 0.02

#define LOOK_AGAIN (2 * MINUTE) /* at an event that stands still */
#define TRY_AGAIN (10 * SECOND) /* where the store cannot write */

/* How long it takes to the next state. */
static const struct
{
  SgmTaskState state;
  SgmTaskState next;
  gint64 least; /* milliseconds */
  gint64 most;
} steps[] = {
  { SGM_TASK_STATE_SENT, SGM_TASK_STATE_DELIVERED, 1 * SECOND, 4 * SECOND },
  { SGM_TASK_STATE_DELIVERED, SGM_TASK_STATE_ACCEPTED, 15 * SECOND, 120 * SECOND },
  { SGM_TASK_STATE_ACCEPTED, SGM_TASK_STATE_ARRIVED, 2 * MINUTE, 7 * MINUTE },
  { SGM_TASK_STATE_ARRIVED, SGM_TASK_STATE_DONE, 2 * MINUTE, 9 * MINUTE },
};

struct _SgmWorkers
{
  GObject parent_instance;
  SgmDistrict *district;
  GRand *rand;
  SgmPhrases *phrases;
  SgmAgenda *agenda; /* of orders, by id */
  double pace;
  gboolean running;
};

static void transport_init (SgmTransportInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SgmWorkers, sgm_workers, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SGM_TYPE_TRANSPORT, transport_init))

static gint64
draw_time (SgmWorkers *self,
           gint64      least,
           gint64      most)
{
  return g_rand_double_range (self->rand, least, most) / self->pace;
}

/* The terminals ------------------------------------------------------------ */

static gboolean
answer (gpointer data)
{
  GTask *task = data;
  SgmWorkers *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;
  if (g_rand_double (self->rand) < LOST)
    g_task_return_new_error (task, SGM_ERROR, SGM_ERROR_IO, _("The terminal is out of reach."));
  else
    g_task_return_boolean (task, TRUE);
  return G_SOURCE_REMOVE;
}

static void
send_async (SgmTransport        *transport,
            const SgmDelivery   *delivery,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  SgmWorkers *self = SGM_WORKERS (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GSource) source = g_timeout_source_new (draw_time (self, 200, 1500));

  g_source_set_callback (source, answer, task, g_object_unref);
  g_source_attach (source, g_task_get_context (task));
}

static gboolean
send_finish (SgmTransport  *transport,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
transport_init (SgmTransportInterface *iface)
{
  iface->send_async = send_async;
  iface->send_finish = send_finish;
}

/* The work ----------------------------------------------------------------- */

/* An order by phone or on paper goes on once somebody has told the worker. */
static gboolean
has_order (SgmRecord *task)
{
  SgmTaskState state = sgm_record_get_int (task, SGM_TASK_STATE);

  return sgm_task_state_is_active (state)
         && state >= (sgm_record_get_int (task, SGM_TASK_CHANNEL) == SGM_CHANNEL_TERMINAL
                        ? SGM_TASK_STATE_SENT : SGM_TASK_STATE_DELIVERED);
}

static guint
find_step (SgmRecord *task)
{
  SgmTaskState state = sgm_record_get_int (task, SGM_TASK_STATE);
  guint i = 0;

  while (i < G_N_ELEMENTS (steps) - 1 && steps[i].state != state)
    i++;
  return i;
}

/* Who was at it before is somewhere on the way. */
static void
consider (SgmWorkers *self,
          SgmRecord  *task,
          gboolean    is_news)
{
  guint step = find_step (task);

  if (has_order (task))
    sgm_agenda_put (self->agenda, sgm_record_get_id (task), draw_time (self, is_news ? steps[step].least : 0, steps[step].most));
  else
    sgm_agenda_remove (self->agenda, sgm_record_get_id (task));
}

static void
consider_all (SgmWorkers *self)
{
  g_autoptr (GPtrArray) tasks = sgm_district_dup_records (self->district, &sgm_table_task);

  for (guint i = 0; i < tasks->len; i++)
    if (!sgm_agenda_has (self->agenda, sgm_record_get_id (tasks->pdata[i])))
      consider (self, tasks->pdata[i], FALSE);
}

static void
on_district_changed (SgmWorkers *self,
                     SgmEntry   *entry)
{
  if (!self->running)
    return;
  if (entry == NULL)
    consider_all (self);
  for (guint i = 0; entry != NULL && i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);
      SgmRecord *task = op->table == &sgm_table_task
                          ? sgm_district_get_record (self->district, op->table, op->id) : NULL;

      if (task != NULL)
        consider (self, task, TRUE);
    }
}

typedef struct
{
  SgmWorkers *workers;
  gint64 task;
} Attempt;

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autofree Attempt *attempt = data;
  g_autoptr (SgmWorkers) self = attempt->workers;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);

  if (entry != NULL || !self->running)
    return;
  if (g_error_matches (error, SGM_ERROR, SGM_ERROR_DENIED)
      || g_error_matches (error, SGM_ERROR, SGM_ERROR_READ_ONLY)
      || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CLOSED))
    sgm_workers_set_running (self, FALSE);
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_BUSY)
           || g_error_matches (error, SGM_ERROR, SGM_ERROR_NO_SPACE)
           || g_error_matches (error, SGM_ERROR, SGM_ERROR_IO))
    sgm_agenda_put (self->agenda, attempt->task, TRY_AGAIN);
}

static SgmChange *
new_change (SgmWorkers *self,
            SgmRecord  *task,
            SgmRecord  *event)
{
  guint step = find_step (task);
  double luck = g_rand_double (self->rand);
  SgmChange *change;

  if (steps[step].next == SGM_TASK_STATE_ACCEPTED && luck < RETURNED + DISPUTED)
    {
      change = sgm_change_new (luck < RETURNED ? SGM_CHANGE_RETURN : SGM_CHANGE_DISPUTE,
                               sgm_record_get_id (event), sgm_record_get_version (event));
      sgm_change_set_why (change, sgm_phrases_pick (self->phrases, self->rand,
                                                    luck < RETURNED ? "returned" : "disputed"));
      return change;
    }
  change = sgm_change_new (SGM_CHANGE_ADVANCE, sgm_record_get_id (task), sgm_record_get_version (task));
  sgm_change_set_number (change, steps[step].next);
  if (steps[step].next == SGM_TASK_STATE_DONE)
    sgm_change_set_why (change, sgm_phrases_pick (self->phrases, self->rand, "back"));
  return change;
}

static void
submit (SgmWorkers *self,
        SgmRecord  *task,
        SgmRecord  *event)
{
  g_autoptr (SgmChange) change = new_change (self, task, event);
  g_autofree char *source_id = g_strdup_printf ("simulated-%" PRId64 "-%u", sgm_record_get_id (task),
                                                steps[find_step (task)].next);
  Attempt *attempt = g_new (Attempt, 1);

  attempt->workers = g_object_ref (self);
  attempt->task = sgm_record_get_id (task);
  sgm_change_set_who (change, "simulator");
  sgm_change_set_origin (change, "simulator");
  sgm_change_set_source (change,
                         sgm_record_get_int (task, SGM_TASK_CHANNEL) == SGM_CHANNEL_TERMINAL
                           ? SGM_SOURCE_TERMINAL : SGM_SOURCE_DISPATCHER,
                         source_id);
  sgm_store_submit_async (sgm_district_get_store (self->district), change, NULL, on_submitted, attempt);
}

static void
on_due (gint64   id,
        gpointer data)
{
  SgmWorkers *self = data;
  SgmRecord *task = sgm_district_get_record (self->district, &sgm_table_task, id);
  SgmRecord *event = task != NULL ? sgm_district_get_record (self->district, &sgm_table_event,
                                                             sgm_record_get_int (task, SGM_TASK_EVENT)) : NULL;
  SgmStage stage = event != NULL ? sgm_record_get_int (event, SGM_EVENT_STAGE) : 0;

  if (task == NULL || !has_order (task))
    return;
  if (stage == SGM_STAGE_DISPATCHED || stage == SGM_STAGE_IN_PROGRESS)
    submit (self, task, event);
  else
    sgm_agenda_put (self->agenda, id, LOOK_AGAIN);
}

static void
sgm_workers_finalize (GObject *object)
{
  SgmWorkers *self = SGM_WORKERS (object);

  g_clear_pointer (&self->agenda, sgm_agenda_free);
  g_clear_pointer (&self->phrases, sgm_phrases_free);
  g_rand_free (self->rand);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_workers_parent_class)->finalize (object);
}

static void
sgm_workers_class_init (SgmWorkersClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_workers_finalize;
}

static void
sgm_workers_init (SgmWorkers *self)
{
  self->agenda = sgm_agenda_new (on_due, self);
  self->pace = 1;
}

/**
 * sgm_workers_new:
 * @district: the district in which they work
 * @seed: what chance begins with
 *
 * Returns: (transfer full): workers who do nothing yet
 */
SgmWorkers *
sgm_workers_new (SgmDistrict *district,
                 guint32      seed)
{
  SgmWorkers *self = g_object_new (SGM_TYPE_WORKERS, NULL);

  self->district = g_object_ref (district);
  self->rand = g_rand_new_with_seed (seed);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_district_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sgm_workers_set_running:
 * @running: whether they go on with their orders
 */
void
sgm_workers_set_running (SgmWorkers *self,
                         gboolean    running)
{
  g_return_if_fail (SGM_IS_WORKERS (self));

  if (running == self->running || (running && !sgm_district_is_sample (self->district)))
    return;
  if (running && self->phrases == NULL)
    self->phrases = sgm_phrases_new (NULL);
  if (running && self->phrases == NULL)
    return;
  self->running = running;
  if (running)
    consider_all (self);
  else
    sgm_agenda_clear (self->agenda);
}

/**
 * sgm_workers_set_pace:
 * @pace: how many times as fast as in life
 */
void
sgm_workers_set_pace (SgmWorkers *self,
                      double      pace)
{
  g_return_if_fail (SGM_IS_WORKERS (self));
  g_return_if_fail (pace > 0);

  self->pace = pace;
}
