/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

/* Orders: given, taken back, told of by terminals, and sent. */

/* How long an order waits before it is sent, so that most slips can be taken
 * back without a recall. */
#define HOLD_MILLISECONDS 5000

#define NO_SUCH_MESSAGE _("There is no such message.")

/* Puts a message into the outbox. */
gboolean
sgm_decision_send (SgmDecision  *d,
                   gint64        task,
                   SgmMessage    message,
                   gint64        person,
                   gint64        not_before,
                   GError      **error)
{
  g_autoptr (SgmRecord) record = sgm_decision_new_record (d, &sgm_table_outbox, error);

  if (record == NULL)
    return FALSE;
  sgm_record_set_int (record, SGM_OUTBOX_TASK, task);
  sgm_record_set_int (record, SGM_OUTBOX_MESSAGE, message);
  sgm_record_set_int (record, SGM_OUTBOX_PERSON, person);
  sgm_record_set_int (record, SGM_OUTBOX_STATE, SGM_OUTBOX_STATE_WAITING);
  sgm_record_set_int (record, SGM_OUTBOX_NEXT_AT, not_before);
  sgm_record_set_int (record, SGM_OUTBOX_TRIES, 0);
  sgm_patch_builder_insert (d->patch, record);
  return TRUE;
}

/* What was not sent yet never will be; whoever may have it already is told
 * that it does not hold any more. */
gboolean
sgm_decision_call_back (SgmDecision  *d,
                        SgmRecord    *task,
                        GError      **error)
{
  gint64 id = sgm_record_get_id (task);
  g_autoptr (GPtrArray) messages = sgm_decision_find (d, &sgm_table_outbox, SGM_OUTBOX_TASK, id, error);
  gboolean recall = FALSE;

  if (messages == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      SgmRecord *message = messages->pdata[i];
      SgmOutboxState state = sgm_record_get_int (message, SGM_OUTBOX_STATE);
      g_autoptr (SgmRecord) after = NULL;

      /* A try that was not acknowledged may have arrived all the same. */
      recall = recall || state == SGM_OUTBOX_STATE_SENT || sgm_record_get_int (message, SGM_OUTBOX_TRIES) > 0;
      if (state != SGM_OUTBOX_STATE_WAITING && state != SGM_OUTBOX_STATE_PARKED)
        continue;
      after = sgm_record_copy (message);
      sgm_record_set_int (after, SGM_OUTBOX_STATE, SGM_OUTBOX_STATE_CANCELLED);
      sgm_record_set_int (after, SGM_OUTBOX_ENDED_AT, d->now);
      sgm_patch_builder_update (d->patch, message, after);
    }
  return !recall
         || sgm_decision_send (d, id, SGM_MESSAGE_RECALL, sgm_record_get_int (task, SGM_TASK_PERSON), d->now, error);
}

static void
end_task (SgmDecision  *d,
          SgmRecord    *task,
          SgmTaskState  state)
{
  g_autoptr (SgmRecord) ended = sgm_record_copy (task);

  sgm_record_set_int (ended, SGM_TASK_STATE, state);
  sgm_record_set_int (ended, SGM_TASK_ENDED_AT, d->now);
  sgm_patch_builder_update (d->patch, task, ended);
}

/* Whoever goes on with an order or gives it back has it: by the terminal, whose
 * acknowledgement is still on its way then, or by word of mouth. */
static gboolean
end_message (SgmDecision  *d,
             gint64        task,
             GError      **error)
{
  g_autoptr (GPtrArray) messages = sgm_decision_find (d, &sgm_table_outbox, SGM_OUTBOX_TASK, task, error);
  gboolean by_terminal = sgm_change_get_source (d->change) == SGM_SOURCE_TERMINAL;

  if (messages == NULL)
    return FALSE;
  for (guint i = 0; i < messages->len; i++)
    {
      SgmOutboxState state = sgm_record_get_int (messages->pdata[i], SGM_OUTBOX_STATE);
      g_autoptr (SgmRecord) after = NULL;

      if (state != SGM_OUTBOX_STATE_WAITING && state != SGM_OUTBOX_STATE_PARKED)
        continue;
      after = sgm_record_copy (messages->pdata[i]);
      sgm_record_set_int (after, SGM_OUTBOX_STATE, by_terminal ? SGM_OUTBOX_STATE_SENT : SGM_OUTBOX_STATE_CANCELLED);
      sgm_record_set_int (after, SGM_OUTBOX_ENDED_AT, d->now);
      sgm_patch_builder_update (d->patch, messages->pdata[i], after);
    }
  return TRUE;
}

/* Ends the orders of an event that bind somebody still. A worker who sends an
 * order back knows it; everybody else has to be told. */
gboolean
sgm_decision_end_tasks (SgmDecision   *d,
                        gint64         event,
                        SgmTaskState   state,
                        GError       **error)
{
  g_autoptr (GPtrArray) tasks = sgm_decision_find (d, &sgm_table_task, SGM_TASK_EVENT, event, error);

  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    {
      if (!sgm_task_state_is_active (sgm_record_get_int (tasks->pdata[i], SGM_TASK_STATE)))
        continue;
      end_task (d, tasks->pdata[i], state);
      if (state == SGM_TASK_STATE_WITHDRAWN ? !sgm_decision_call_back (d, tasks->pdata[i], error)
                                            : !end_message (d, sgm_record_get_id (tasks->pdata[i]), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
check_no_active_task (SgmDecision  *d,
                      gint64        event,
                      GError      **error)
{
  g_autoptr (GPtrArray) tasks = sgm_decision_find (d, &sgm_table_task, SGM_TASK_EVENT, event, error);

  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    if (sgm_task_state_is_active (sgm_record_get_int (tasks->pdata[i], SGM_TASK_STATE)))
      {
        gint64 id = sgm_record_get_int (tasks->pdata[i], SGM_TASK_PERSON);
        g_autoptr (SgmRecord) person = d->lookup->get (d->lookup->data, &sgm_table_person, id, NULL);
        const char *name = person != NULL ? sgm_record_get_text (person, SGM_PERSON_NAME) : NULL;

        g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                     _("%s has the order already. Withdraw it before giving it to somebody else."),
                     name != NULL ? name : "?");
        return FALSE;
      }
  return TRUE;
}

static SgmRecord *
need_worker (SgmDecision  *d,
             GError      **error)
{
  g_autoptr (SgmRecord) person = sgm_decision_need (d, &sgm_table_person, sgm_change_get_person (d->change),
                                                    _("There is no such worker."), error);
  SgmPersonKind kind;

  if (person == NULL)
    return NULL;
  kind = sgm_record_get_int (person, SGM_PERSON_KIND);
  if (kind == SGM_PERSON_KIND_RESIDENT_LEADER || kind == SGM_PERSON_KIND_OFFICIAL)
    {
      sgm_refuse (error, SGM_ERROR_REFUSED, _("Orders go to workers, not to leaders."));
      return NULL;
    }
  return g_steal_pointer (&person);
}

static gboolean
add_task (SgmDecision  *d,
          gint64        event,
          SgmRecord    *person,
          GError      **error)
{
  g_autoptr (SgmRecord) task = sgm_decision_new_record (d, &sgm_table_task, error);
  SgmChannel channel = sgm_record_get_int (person, SGM_PERSON_CHANNEL);
  gint64 held_until = d->now + HOLD_MILLISECONDS;

  if (task == NULL)
    return FALSE;
  sgm_record_set_int (task, SGM_TASK_EVENT, event);
  sgm_record_set_int (task, SGM_TASK_PERSON, sgm_record_get_id (person));
  sgm_record_set_int (task, SGM_TASK_CHANNEL, channel);
  sgm_record_set_int (task, SGM_TASK_STATE, SGM_TASK_STATE_QUEUED);
  sgm_record_set_int (task, SGM_TASK_ASSIGNED_AT, d->now);
  sgm_record_set_int (task, SGM_TASK_HELD_UNTIL, held_until);
  sgm_patch_builder_insert (d->patch, task);
  /* By phone and on paper it is a person who tells. */
  return channel != SGM_CHANNEL_TERMINAL
         || sgm_decision_send (d, sgm_record_get_id (task), SGM_MESSAGE_ORDER, sgm_record_get_id (person),
                               held_until, error);
}

gboolean
sgm_decide_assign (SgmDecision  *d,
                   GError      **error)
{
  gint64 id = sgm_change_get_subject (d->change);
  g_autoptr (SgmRecord) event = sgm_decision_need_event (d, error);
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (SgmRecord) person = NULL;

  if (event == NULL || !check_no_active_task (d, id, error))
    return FALSE;
  if (!sgm_stage_can_assign (sgm_record_get_int (event, SGM_EVENT_STAGE)))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                   _("An event that is “%s” cannot be given to anybody."),
                   sgm_stage_get_name (sgm_record_get_int (event, SGM_EVENT_STAGE)));
      return FALSE;
    }
  person = need_worker (d, error);
  if (person == NULL || !add_task (d, id, person, error))
    return FALSE;

  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, SGM_STAGE_DISPATCHED);
  sgm_record_set_int (after, SGM_EVENT_ASSIGNEE, sgm_record_get_id (person));
  sgm_patch_builder_update (d->patch, event, after);
  return sgm_decision_add_next_step (d, id, SGM_STAGE_DISPATCHED, sgm_record_get_id (person),
                                     sgm_change_get_why (d->change), error);
}

/* The order that the change is about, where it binds somebody still. */
static SgmRecord *
need_active_task (SgmDecision  *d,
                  GError      **error)
{
  g_autoptr (SgmRecord) task = NULL;
  SgmTaskState state;

  task = sgm_decision_need (d, &sgm_table_task, sgm_change_get_subject (d->change),
                            _("There is no such order."), error);
  if (task == NULL)
    return NULL;
  state = sgm_record_get_int (task, SGM_TASK_STATE);
  if (sgm_record_get_version (task) == sgm_change_get_expected (d->change) && sgm_task_state_is_active (state))
    return g_steal_pointer (&task);

  if (sgm_record_get_version (task) != sgm_change_get_expected (d->change))
    g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                 _("The order has changed in the meantime: it is now “%s”."), sgm_task_state_get_name (state));
  else if (sgm_change_get_kind (d->change) == SGM_CHANGE_WITHDRAW)
    g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                 _("An order that is “%s” cannot be withdrawn."), sgm_task_state_get_name (state));
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                 _("An order that is “%s” does not go on."), sgm_task_state_get_name (state));
  return NULL;
}

gboolean
sgm_decide_withdraw (SgmDecision  *d,
                     GError      **error)
{
  g_autoptr (SgmRecord) task = need_active_task (d, error);
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;
  gboolean suspended;

  if (task == NULL)
    return FALSE;
  event = sgm_decision_need (d, &sgm_table_event, sgm_record_get_int (task, SGM_TASK_EVENT),
                             _("There is no such event."), error);
  if (event == NULL)
    return FALSE;

  end_task (d, task, SGM_TASK_STATE_WITHDRAWN);
  /* What is suspended stays so, and its clock goes on standing. */
  suspended = sgm_record_get_int (event, SGM_EVENT_STAGE) == SGM_STAGE_SUSPENDED;
  after = sgm_record_copy (event);
  sgm_record_set_int (after, suspended ? SGM_EVENT_PAUSED_FROM : SGM_EVENT_STAGE, SGM_STAGE_FILED);
  sgm_record_set_null (after, SGM_EVENT_ASSIGNEE);
  sgm_patch_builder_update (d->patch, event, after);
  return sgm_decision_call_back (d, task, error)
         && sgm_decision_add_next_step (d, sgm_record_get_id (event), sgm_record_get_int (after, SGM_EVENT_STAGE),
                                        sgm_record_get_int (task, SGM_TASK_PERSON),
                                        sgm_change_get_why (d->change), error);
}

/* Which stage of the event a state of its order stands for, 0 where it says
 * nothing about it. */
static SgmStage
stage_of (SgmTaskState state)
{
  switch (state)
    {
    case SGM_TASK_STATE_ACCEPTED:
    case SGM_TASK_STATE_ARRIVED:
      return SGM_STAGE_IN_PROGRESS;
    case SGM_TASK_STATE_DONE:
      return SGM_STAGE_REPORTED_BACK;
    case SGM_TASK_STATE_QUEUED:
    case SGM_TASK_STATE_SENT:
    case SGM_TASK_STATE_DELIVERED:
    case SGM_TASK_STATE_WITHDRAWN:
    case SGM_TASK_STATE_RETURNED:
    default:
      return 0;
    }
}

static gboolean
advance_event (SgmDecision   *d,
               SgmRecord     *task,
               SgmTaskState   state,
               GError       **error)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;
  SgmStage stage, reached = stage_of (state);

  event = sgm_decision_need (d, &sgm_table_event, sgm_record_get_int (task, SGM_TASK_EVENT),
                             _("There is no such event."), error);
  if (event == NULL)
    return FALSE;
  stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  if (stage != SGM_STAGE_DISPATCHED && stage != SGM_STAGE_IN_PROGRESS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                   _("This cannot be done with an event that is “%s”."), sgm_stage_get_name (stage));
      return FALSE;
    }
  if (reached != 0 && reached != stage)
    {
      after = sgm_record_copy (event);
      sgm_record_set_int (after, SGM_EVENT_STAGE, reached);
      sgm_patch_builder_update (d->patch, event, after);
    }
  return sgm_decision_add_next_step (d, sgm_record_get_id (event), reached != 0 ? reached : stage,
                                     sgm_record_get_int (task, SGM_TASK_PERSON),
                                     sgm_change_get_why (d->change), error);
}

gboolean
sgm_decide_advance (SgmDecision  *d,
                    GError      **error)
{
  SgmTaskState state = sgm_change_get_number (d->change);
  g_autoptr (SgmRecord) task = need_active_task (d, error);
  g_autoptr (SgmRecord) after = NULL;

  if (task == NULL)
    return FALSE;
  if (state <= (SgmTaskState) sgm_record_get_int (task, SGM_TASK_STATE) || state > SGM_TASK_STATE_DONE)
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("An order only goes on, not back."));

  after = sgm_record_copy (task);
  sgm_record_set_int (after, SGM_TASK_STATE, state);
  if (state == SGM_TASK_STATE_DONE)
    sgm_record_set_int (after, SGM_TASK_ENDED_AT, d->now);
  sgm_patch_builder_update (d->patch, task, after);
  return (state < SGM_TASK_STATE_DELIVERED || end_message (d, sgm_record_get_id (task), error))
         && advance_event (d, task, state, error);
}

/* The outbox --------------------------------------------------------------- */

/* A message in one of the states, which are bits. */
static SgmRecord *
need_message (SgmDecision  *d,
              guint         states,
              const char   *refusal,
              GError      **error)
{
  g_autoptr (SgmRecord) message = sgm_decision_need_subject (d, &sgm_table_outbox, NO_SUCH_MESSAGE, error);

  if (message == NULL)
    return NULL;
  if ((states & (1u << sgm_record_get_int (message, SGM_OUTBOX_STATE))) == 0)
    {
      sgm_refuse (error, SGM_ERROR_REFUSED, refusal);
      return NULL;
    }
  return g_steal_pointer (&message);
}

/* A message that was tried. It may have been cancelled while it was under
 * way. */
static SgmRecord *
need_tried_message (SgmDecision  *d,
                    GError      **error)
{
  return need_message (d, 1u << SGM_OUTBOX_STATE_WAITING | 1u << SGM_OUTBOX_STATE_CANCELLED,
                       _("The message is not waiting to be sent."), error);
}

/* When the order was taken back, nobody knew yet that the terminal may have
 * it. */
static gboolean
recall_late (SgmDecision  *d,
             SgmRecord    *message,
             SgmRecord    *task,
             GError      **error)
{
  if (sgm_record_get_int (message, SGM_OUTBOX_STATE) != SGM_OUTBOX_STATE_CANCELLED
      || sgm_record_get_int (message, SGM_OUTBOX_MESSAGE) != SGM_MESSAGE_ORDER
      || sgm_record_get_int (message, SGM_OUTBOX_TRIES) > 0
      || sgm_record_get_int (task, SGM_TASK_STATE) != SGM_TASK_STATE_WITHDRAWN)
    return TRUE;
  return sgm_decision_send (d, sgm_record_get_id (task), SGM_MESSAGE_RECALL,
                            sgm_record_get_int (task, SGM_TASK_PERSON), d->now, error);
}

static SgmRecord *
need_task_of (SgmDecision  *d,
              SgmRecord    *message,
              GError      **error)
{
  return sgm_decision_need (d, &sgm_table_task, sgm_record_get_int (message, SGM_OUTBOX_TASK),
                            _("There is no such order."), error);
}

gboolean
sgm_decide_sent (SgmDecision  *d,
                 GError      **error)
{
  g_autoptr (SgmRecord) message = need_tried_message (d, error);
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (SgmRecord) task = NULL;
  g_autoptr (SgmRecord) sent = NULL;

  if (message == NULL)
    return FALSE;
  task = need_task_of (d, message, error);
  if (task == NULL)
    return FALSE;
  after = sgm_record_copy (message);
  sgm_record_set_int (after, SGM_OUTBOX_STATE, SGM_OUTBOX_STATE_SENT);
  sgm_record_set_int (after, SGM_OUTBOX_TRIES, sgm_record_get_int (message, SGM_OUTBOX_TRIES) + 1);
  sgm_record_set_int (after, SGM_OUTBOX_ENDED_AT, d->now);
  sgm_record_set_null (after, SGM_OUTBOX_REASON);
  sgm_patch_builder_update (d->patch, message, after);

  if (sgm_record_get_int (message, SGM_OUTBOX_MESSAGE) == SGM_MESSAGE_ORDER
      && sgm_record_get_int (task, SGM_TASK_STATE) == SGM_TASK_STATE_QUEUED)
    {
      sent = sgm_record_copy (task);
      sgm_record_set_int (sent, SGM_TASK_STATE, SGM_TASK_STATE_SENT);
      sgm_patch_builder_update (d->patch, task, sent);
    }
  return recall_late (d, message, task, error);
}

gboolean
sgm_decide_not_sent (SgmDecision  *d,
                     GError      **error)
{
  gint64 until = sgm_change_get_until (d->change);
  g_autoptr (SgmRecord) message = need_tried_message (d, error);
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (SgmRecord) task = NULL;

  if (message == NULL || !sgm_decision_need_why (d, error))
    return FALSE;
  task = need_task_of (d, message, error);
  if (task == NULL)
    return FALSE;
  after = sgm_record_copy (message);
  sgm_record_set_int (after, SGM_OUTBOX_TRIES, sgm_record_get_int (message, SGM_OUTBOX_TRIES) + 1);
  sgm_record_set_text (after, SGM_OUTBOX_REASON, sgm_change_get_why (d->change));
  if (until != 0)
    sgm_record_set_int (after, SGM_OUTBOX_NEXT_AT, until);
  else if (sgm_record_get_int (message, SGM_OUTBOX_STATE) == SGM_OUTBOX_STATE_WAITING)
    sgm_record_set_int (after, SGM_OUTBOX_STATE, SGM_OUTBOX_STATE_PARKED);
  sgm_patch_builder_update (d->patch, message, after);
  return recall_late (d, message, task, error);
}

gboolean
sgm_decide_resend (SgmDecision  *d,
                   GError      **error)
{
  g_autoptr (SgmRecord) message = need_message (d, 1u << SGM_OUTBOX_STATE_PARKED,
                                                _("Only a message that was given up is sent again."), error);
  g_autoptr (SgmRecord) after = NULL;

  if (message == NULL)
    return FALSE;
  after = sgm_record_copy (message);
  sgm_record_set_int (after, SGM_OUTBOX_STATE, SGM_OUTBOX_STATE_WAITING);
  sgm_record_set_int (after, SGM_OUTBOX_NEXT_AT, d->now);
  sgm_patch_builder_update (d->patch, message, after);
  return TRUE;
}
