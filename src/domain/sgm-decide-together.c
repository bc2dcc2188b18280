/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

/* The three ways of working together: a whistle for departments (吹哨报到),
 * escalation (提级办理) and joint handling (三级联动). */

static SgmRecord *
need_open_event (SgmDecision  *d,
                 GError      **error)
{
  g_autoptr (SgmRecord) event = sgm_decision_need_event (d, error);

  if (event != NULL && !sgm_stage_is_open (sgm_record_get_int (event, SGM_EVENT_STAGE)))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("This cannot be done with an event that is “%s”."),
                   sgm_stage_get_name (sgm_record_get_int (event, SGM_EVENT_STAGE)));
      return NULL;
    }
  return g_steal_pointer (&event);
}

static gboolean
add_step_of (SgmDecision  *d,
             gint64        event_id,
             const char   *note,
             GError      **error)
{
  g_autoptr (SgmRecord) event = sgm_decision_need (d, &sgm_table_event, event_id, _("There is no such event."), error);

  return event != NULL
         && sgm_decision_add_next_step (d, event_id, sgm_record_get_int (event, SGM_EVENT_STAGE), 0, note, error);
}

/* What goes on with the event already, of one of the three ways: a record of
 * its table that has not ended. */
static gboolean
find_running (SgmDecision     *d,
              const SgmTable  *table,
              guint            event_column,
              guint            end_column,
              gint64           event,
              SgmRecord      **running,
              GError         **error)
{
  g_autoptr (GPtrArray) all = sgm_decision_find (d, table, event_column, event, error);

  *running = NULL;
  if (all == NULL)
    return FALSE;
  for (guint i = 0; i < all->len && *running == NULL; i++)
    if (sgm_record_is_null (all->pdata[i], end_column))
      *running = sgm_record_ref (all->pdata[i]);
  return TRUE;
}

gboolean
sgm_decide_whistle (SgmDecision  *d,
                    GError      **error)
{
  const char *department = sgm_change_get_text (d->change);
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (GPtrArray) calls = NULL;
  g_autoptr (SgmRecord) call = NULL;

  if (department == NULL || department[0] == '\0')
    return sgm_refuse (error, SGM_ERROR_INVALID, _("Say which department is called."));
  if (!sgm_decision_check_until (d, error))
    return FALSE;
  event = need_open_event (d, error);
  calls = event != NULL ? sgm_decision_find (d, &sgm_table_call, SGM_CALL_EVENT, sgm_record_get_id (event), error) : NULL;
  if (calls == NULL)
    return FALSE;
  for (guint i = 0; i < calls->len; i++)
    if (sgm_record_is_null (calls->pdata[i], SGM_CALL_ENDED_AT)
        && g_str_equal (department, sgm_record_get_text (calls->pdata[i], SGM_CALL_DEPARTMENT)))
      return sgm_refuse (error, SGM_ERROR_REFUSED, _("This department was called already."));

  call = sgm_decision_new_record (d, &sgm_table_call, error);
  if (call == NULL)
    return FALSE;
  sgm_record_set_int (call, SGM_CALL_EVENT, sgm_record_get_id (event));
  sgm_record_set_text (call, SGM_CALL_DEPARTMENT, department);
  sgm_record_set_int (call, SGM_CALL_CALLED_AT, d->now);
  sgm_record_set_int (call, SGM_CALL_DUE_AT, sgm_change_get_until (d->change));
  sgm_patch_builder_insert (d->patch, call);
  return add_step_of (d, sgm_record_get_id (event), department, error);
}

static SgmRecord *
need_call (SgmDecision  *d,
           gboolean      checked_in,
           GError      **error)
{
  g_autoptr (SgmRecord) call = sgm_decision_need_subject (d, &sgm_table_call, _("There is no such call."), error);

  if (call == NULL)
    return NULL;
  if (!sgm_record_is_null (call, SGM_CALL_ENDED_AT))
    {
      sgm_refuse (error, SGM_ERROR_REFUSED, _("This call has ended."));
      return NULL;
    }
  if (sgm_record_is_null (call, SGM_CALL_CHECKED_IN_AT) == checked_in)
    {
      sgm_refuse (error, SGM_ERROR_REFUSED,
                  checked_in ? _("The department has not checked in yet.") : _("The department has checked in already."));
      return NULL;
    }
  return g_steal_pointer (&call);
}

gboolean
sgm_decide_check_in (SgmDecision  *d,
                     GError      **error)
{
  g_autoptr (SgmRecord) call = need_call (d, FALSE, error);
  g_autoptr (SgmRecord) after = NULL;

  if (call == NULL)
    return FALSE;
  after = sgm_record_copy (call);
  sgm_record_set_int (after, SGM_CALL_CHECKED_IN_AT, d->now);
  sgm_patch_builder_update (d->patch, call, after);
  return add_step_of (d, sgm_record_get_int (call, SGM_CALL_EVENT),
                      sgm_record_get_text (call, SGM_CALL_DEPARTMENT), error);
}

gboolean
sgm_decide_score_call (SgmDecision  *d,
                       GError      **error)
{
  g_autoptr (SgmRecord) call = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (!sgm_decision_check_score (d, error))
    return FALSE;
  call = need_call (d, TRUE, error);
  if (call == NULL)
    return FALSE;
  after = sgm_record_copy (call);
  sgm_record_set_int (after, SGM_CALL_SCORE, sgm_change_get_number (d->change));
  sgm_record_set_int (after, SGM_CALL_ENDED_AT, d->now);
  sgm_patch_builder_update (d->patch, call, after);
  return add_step_of (d, sgm_record_get_int (call, SGM_CALL_EVENT),
                      sgm_record_get_text (call, SGM_CALL_DEPARTMENT), error);
}

/* One level above who has it now; the grid has it at first. The escalation
 * that is running ends with the next one. */
gboolean
sgm_decide_escalate (SgmDecision  *d,
                     GError      **error)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) running = NULL;
  g_autoptr (SgmRecord) next = NULL;
  SgmLevel level = SGM_LEVEL_GRID;

  if (!sgm_decision_need_why (d, error) || !sgm_decision_check_until (d, error))
    return FALSE;
  event = need_open_event (d, error);
  if (event == NULL
      || !find_running (d, &sgm_table_escalation, SGM_ESCALATION_EVENT, SGM_ESCALATION_ENDED_AT,
                        sgm_record_get_id (event), &running, error))
    return FALSE;
  if (running != NULL)
    {
      g_autoptr (SgmRecord) ended = sgm_record_copy (running);

      level = sgm_record_get_int (running, SGM_ESCALATION_LEVEL);
      if (level <= SGM_LEVEL_DISTRICT)
        return sgm_refuse (error, SGM_ERROR_REFUSED, _("The district has it already; there is no higher level."));
      sgm_record_set_int (ended, SGM_ESCALATION_ENDED_AT, d->now);
      sgm_patch_builder_update (d->patch, running, ended);
    }

  next = sgm_decision_new_record (d, &sgm_table_escalation, error);
  if (next == NULL)
    return FALSE;
  sgm_record_set_int (next, SGM_ESCALATION_EVENT, sgm_record_get_id (event));
  sgm_record_set_int (next, SGM_ESCALATION_LEVEL, level - 1);
  sgm_record_set_int (next, SGM_ESCALATION_AT, d->now);
  sgm_record_set_int (next, SGM_ESCALATION_DUE_AT, sgm_change_get_until (d->change));
  sgm_record_set_text (next, SGM_ESCALATION_REASON, sgm_change_get_why (d->change));
  sgm_patch_builder_insert (d->patch, next);
  return add_step_of (d, sgm_record_get_id (event), sgm_change_get_why (d->change), error);
}

gboolean
sgm_decide_hand_back (SgmDecision  *d,
                      GError      **error)
{
  g_autoptr (SgmRecord) escalation = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (!sgm_decision_need_why (d, error))
    return FALSE;
  escalation = sgm_decision_need_subject (d, &sgm_table_escalation, _("There is no such escalation."), error);
  if (escalation == NULL)
    return FALSE;
  if (!sgm_record_is_null (escalation, SGM_ESCALATION_ENDED_AT))
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("This escalation has ended."));
  after = sgm_record_copy (escalation);
  sgm_record_set_int (after, SGM_ESCALATION_ENDED_AT, d->now);
  sgm_record_set_text (after, SGM_ESCALATION_ANSWER, sgm_change_get_why (d->change));
  sgm_patch_builder_update (d->patch, escalation, after);
  return add_step_of (d, sgm_record_get_int (escalation, SGM_ESCALATION_EVENT), sgm_change_get_why (d->change), error);
}

gboolean
sgm_decide_join (SgmDecision  *d,
                 GError      **error)
{
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) running = NULL;
  g_autoptr (SgmRecord) joint = NULL;

  if (!sgm_decision_need_why (d, error))
    return FALSE;
  event = need_open_event (d, error);
  if (event == NULL
      || !find_running (d, &sgm_table_joint, SGM_JOINT_EVENT, SGM_JOINT_ENDED_AT,
                        sgm_record_get_id (event), &running, error))
    return FALSE;
  if (running != NULL)
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("The three levels act together on it already."));

  joint = sgm_decision_new_record (d, &sgm_table_joint, error);
  if (joint == NULL)
    return FALSE;
  sgm_record_set_int (joint, SGM_JOINT_EVENT, sgm_record_get_id (event));
  sgm_record_set_int (joint, SGM_JOINT_STARTED_AT, d->now);
  sgm_record_set_text (joint, SGM_JOINT_REASON, sgm_change_get_why (d->change));
  sgm_patch_builder_insert (d->patch, joint);
  return add_step_of (d, sgm_record_get_id (event), sgm_change_get_why (d->change), error);
}

gboolean
sgm_decide_end_joint (SgmDecision  *d,
                      GError      **error)
{
  const char *result = sgm_change_get_text (d->change);
  g_autoptr (SgmRecord) joint = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (result == NULL || result[0] == '\0')
    return sgm_refuse (error, SGM_ERROR_INVALID, _("Say what came of acting together."));
  joint = sgm_decision_need_subject (d, &sgm_table_joint, _("Nobody acts together on this."), error);
  if (joint == NULL)
    return FALSE;
  if (!sgm_record_is_null (joint, SGM_JOINT_ENDED_AT))
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("Acting together has ended."));
  after = sgm_record_copy (joint);
  sgm_record_set_int (after, SGM_JOINT_ENDED_AT, d->now);
  sgm_record_set_text (after, SGM_JOINT_RESULT, result);
  sgm_patch_builder_update (d->patch, joint, after);
  return add_step_of (d, sgm_record_get_int (joint, SGM_JOINT_EVENT), result, error);
}
