/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

/* The life of an event after it was reported, but for the orders. */

#define IN(stage) (1u << SGM_STAGE_##stage)
#define ANY_OPEN \
  (IN (REPORTED) | IN (FILED) | IN (DISPATCHED) | IN (IN_PROGRESS) | IN (REPORTED_BACK) | IN (RETURNED) \
   | IN (REWORK) | IN (SUSPENDED) | IN (DISPUTED))

/* The steps that do no more than come from one stage to another. */
static const struct
{
  SgmChangeKind kind;
  guint from;            /* stages as bits */
  SgmStage to;
  gboolean needs_why;
  SgmTaskState tasks;    /* what orders under way become, 0 where there are none */
} moves[] = {
  { SGM_CHANGE_FILE, IN (REPORTED), SGM_STAGE_FILED, FALSE, 0 },
  { SGM_CHANGE_REFUSE, IN (REPORTED) | IN (FILED), SGM_STAGE_REFUSED, TRUE, 0 },
  { SGM_CHANGE_RETURN, IN (DISPATCHED) | IN (IN_PROGRESS), SGM_STAGE_RETURNED, TRUE, SGM_TASK_STATE_RETURNED },
  { SGM_CHANGE_DISPUTE, IN (DISPATCHED) | IN (IN_PROGRESS), SGM_STAGE_DISPUTED, TRUE, SGM_TASK_STATE_RETURNED },
  { SGM_CHANGE_VOID, ANY_OPEN, SGM_STAGE_VOID, TRUE, SGM_TASK_STATE_WITHDRAWN },
  { SGM_CHANGE_REWORK, IN (REPORTED_BACK), SGM_STAGE_REWORK, TRUE, 0 },
  { SGM_CHANGE_CLOSE, IN (REPORTED_BACK), SGM_STAGE_CLOSED, FALSE, 0 },
};

/* The event, where it is in one of the stages. */
static SgmRecord *
need_event_in (SgmDecision  *d,
               guint         stages,
               GError      **error)
{
  g_autoptr (SgmRecord) event = sgm_decision_need_event (d, error);
  SgmStage stage;

  if (event == NULL)
    return NULL;
  stage = sgm_record_get_int (event, SGM_EVENT_STAGE);
  if ((guint) stage >= SGM_N_STAGES || (stages & (1u << stage)) == 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                   _("This cannot be done with an event that is “%s”."), sgm_stage_get_name (stage));
      return NULL;
    }
  return g_steal_pointer (&event);
}

static gboolean
finish (SgmDecision  *d,
        SgmRecord    *event,
        SgmRecord    *after,
        GError      **error)
{
  sgm_patch_builder_update (d->patch, event, after);
  return sgm_decision_add_next_step (d, sgm_record_get_id (event), sgm_record_get_int (after, SGM_EVENT_STAGE),
                                     sgm_record_get_int (event, SGM_EVENT_ASSIGNEE),
                                     sgm_change_get_why (d->change), error);
}

gboolean
sgm_decide_move (SgmDecision  *d,
                 GError      **error)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;
  guint i = 0;

  while (moves[i].kind != sgm_change_get_kind (d->change))
    g_assert (++i < G_N_ELEMENTS (moves));
  if (moves[i].needs_why && !sgm_decision_need_why (d, error))
    return FALSE;
  event = need_event_in (d, moves[i].from, error);
  if (event == NULL)
    return FALSE;

  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, moves[i].to);
  if (moves[i].to == SGM_STAGE_CLOSED)
    sgm_record_set_int (after, SGM_EVENT_CLOSED_AT, d->now);
  else
    sgm_record_set_null (after, SGM_EVENT_ASSIGNEE);
  sgm_record_set_null (after, SGM_EVENT_PAUSED_AT);
  sgm_record_set_null (after, SGM_EVENT_PAUSED_FROM);
  if (moves[i].tasks != 0
      && !sgm_decision_end_tasks (d, sgm_record_get_id (event), moves[i].tasks, error))
    return FALSE;
  return finish (d, event, after, error);
}

gboolean
sgm_decide_suspend (SgmDecision  *d,
                    GError      **error)
{
  const guint from = ANY_OPEN & ~(IN (SUSPENDED) | IN (REPORTED_BACK));
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (!sgm_decision_need_why (d, error))
    return FALSE;
  event = need_event_in (d, from, error);
  if (event == NULL)
    return FALSE;

  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, SGM_STAGE_SUSPENDED);
  sgm_record_set_int (after, SGM_EVENT_PAUSED_AT, d->now);
  sgm_record_set_int (after, SGM_EVENT_PAUSED_FROM, sgm_record_get_int (event, SGM_EVENT_STAGE));
  return finish (d, event, after, error);
}

/* The clock goes on where it stood. */
static gboolean
restart_clock (SgmDecision  *d,
               SgmRecord    *event,
               SgmRecord    *after,
               GError      **error)
{
  g_autoptr (SgmRecord) matter = NULL;
  g_autoptr (SgmCalendar) calendar = NULL;
  SgmClock clock = SGM_CLOCK_NATURAL_DAYS;

  if (sgm_record_is_null (event, SGM_EVENT_DUE_AT) || sgm_record_is_null (event, SGM_EVENT_PAUSED_AT))
    return TRUE;
  if (!sgm_record_is_null (event, SGM_EVENT_MATTER))
    {
      matter = sgm_decision_need (d, &sgm_table_matter, sgm_record_get_int (event, SGM_EVENT_MATTER),
                                  _("The event is not one of the admitted matters."), error);
      if (matter == NULL)
        return FALSE;
      clock = sgm_record_get_int (matter, SGM_MATTER_CLOCK);
    }
  calendar = sgm_decision_make_calendar (d, error);
  if (calendar == NULL)
    return FALSE;
  sgm_record_set_int (after, SGM_EVENT_DUE_AT,
                      sgm_clock_resume (clock, sgm_record_get_int (event, SGM_EVENT_DUE_AT),
                                        sgm_record_get_int (event, SGM_EVENT_PAUSED_AT), d->now, calendar));
  return TRUE;
}

gboolean
sgm_decide_resume (SgmDecision  *d,
                   GError      **error)
{
  g_autoptr (SgmRecord) event = need_event_in (d, IN (SUSPENDED), error);
  g_autoptr (SgmRecord) after = NULL;
  SgmStage stage = SGM_STAGE_FILED;

  if (event == NULL)
    return FALSE;

  /* Events that came in suspended do not say where they were before. */
  if (!sgm_record_is_null (event, SGM_EVENT_PAUSED_FROM))
    stage = sgm_record_get_int (event, SGM_EVENT_PAUSED_FROM);
  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, stage);
  sgm_record_set_null (after, SGM_EVENT_PAUSED_AT);
  sgm_record_set_null (after, SGM_EVENT_PAUSED_FROM);
  return restart_clock (d, event, after, error) && finish (d, event, after, error);
}

gboolean
sgm_decide_extend (SgmDecision  *d,
                   GError      **error)
{
  gint64 until = sgm_change_get_until (d->change);
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (!sgm_decision_need_why (d, error) || !sgm_decision_check_until (d, error))
    return FALSE;
  event = need_event_in (d, ANY_OPEN & ~IN (SUSPENDED), error);
  if (event == NULL)
    return FALSE;
  if (!sgm_record_is_null (event, SGM_EVENT_DUE_AT) && until <= sgm_record_get_int (event, SGM_EVENT_DUE_AT))
    return sgm_refuse (error, SGM_ERROR_INVALID, _("An extension ends after the time limit that there is."));

  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_DUE_AT, until);
  return finish (d, event, after, error);
}

gboolean
sgm_decide_evaluate (SgmDecision  *d,
                     GError      **error)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (!sgm_decision_check_score (d, error))
    return FALSE;
  event = need_event_in (d, IN (CLOSED), error);
  if (event == NULL)
    return FALSE;

  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, SGM_STAGE_EVALUATED);
  sgm_record_set_int (after, SGM_EVENT_SCORE, sgm_change_get_number (d->change));
  return finish (d, event, after, error);
}

gboolean
sgm_decide_erase_reporters (SgmDecision  *d,
                            GError      **error)
{
  GPtrArray *events = sgm_change_get_records (d->change);

  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      g_autoptr (SgmRecord) event = NULL;

      event = sgm_decision_need (d, &sgm_table_event, sgm_record_get_id (events->pdata[i]),
                                 _("There is no such event."), error);
      if (event == NULL)
        return FALSE;
      if (sgm_stage_is_open (sgm_record_get_int (event, SGM_EVENT_STAGE)))
        return sgm_refuse (error, SGM_ERROR_REFUSED, _("The reporter of an open event is still needed."));
      if (!sgm_record_is_null (event, SGM_EVENT_REPORTER))
        sgm_patch_builder_erase (d->patch, event);
    }
  return TRUE;
}
