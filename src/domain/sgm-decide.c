/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decide.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-decision.h"

/* The rules. Each kind of change has one function that looks at what is now
 * and says what becomes of it; nothing else in the program knows them. */

#define DISPATCH SGM_MAY_DISPATCH
#define STREET (SGM_MAY_DISPATCH | SGM_MAY_STREET)
#define ANYBODY (SGM_MAY_DISPATCH | SGM_MAY_STREET | SGM_MAY_LEAD)

/* A looked-at value is shown this long at the most. */
#define MAX_READING_MILLISECONDS (15 * 60 * 1000)

static const struct
{
  SgmRule rule;
  guint roles;             /* who may, beside the administrator */
  const SgmTable *subject; /* what the subject is */
} rules[] = {
  [SGM_CHANGE_IMPORT_SAMPLE] = { sgm_decide_import_sample, 0, NULL },
  [SGM_CHANGE_REPORT_EVENT] = { sgm_decide_report, STREET, NULL },
  [SGM_CHANGE_ASSIGN] = { sgm_decide_assign, STREET, &sgm_table_event },
  [SGM_CHANGE_WITHDRAW] = { sgm_decide_withdraw, STREET, &sgm_table_task },
  [SGM_CHANGE_UNDO] = { sgm_decide_undo, DISPATCH, NULL },
  /* Each table has its own rights. */
  [SGM_CHANGE_SAVE] = { sgm_decide_save, ANYBODY, NULL },
  [SGM_CHANGE_REMOVE] = { sgm_decide_remove, ANYBODY, NULL },
  [SGM_CHANGE_REFUSE] = { sgm_decide_move, STREET, &sgm_table_event },
  [SGM_CHANGE_RETURN] = { sgm_decide_move, STREET, &sgm_table_event },
  [SGM_CHANGE_DISPUTE] = { sgm_decide_move, STREET, &sgm_table_event },
  [SGM_CHANGE_SUSPEND] = { sgm_decide_suspend, STREET, &sgm_table_event },
  [SGM_CHANGE_RESUME] = { sgm_decide_resume, STREET, &sgm_table_event },
  [SGM_CHANGE_EXTEND] = { sgm_decide_extend, DISPATCH, &sgm_table_event },
  [SGM_CHANGE_VOID] = { sgm_decide_move, DISPATCH, &sgm_table_event },
  [SGM_CHANGE_REWORK] = { sgm_decide_move, STREET, &sgm_table_event },
  [SGM_CHANGE_CLOSE] = { sgm_decide_move, STREET, &sgm_table_event },
  [SGM_CHANGE_EVALUATE] = { sgm_decide_evaluate, STREET, &sgm_table_event },
  [SGM_CHANGE_ADVANCE] = { sgm_decide_advance, STREET, &sgm_table_task },
  [SGM_CHANGE_WHISTLE] = { sgm_decide_whistle, STREET, &sgm_table_event },
  [SGM_CHANGE_CHECK_IN] = { sgm_decide_check_in, STREET, &sgm_table_call },
  [SGM_CHANGE_SCORE_CALL] = { sgm_decide_score_call, STREET, &sgm_table_call },
  [SGM_CHANGE_ESCALATE] = { sgm_decide_escalate, STREET, &sgm_table_event },
  [SGM_CHANGE_HAND_BACK] = { sgm_decide_hand_back, STREET, &sgm_table_escalation },
  [SGM_CHANGE_JOIN] = { sgm_decide_join, DISPATCH, &sgm_table_event },
  [SGM_CHANGE_END_JOINT] = { sgm_decide_end_joint, DISPATCH, &sgm_table_joint },
  [SGM_CHANGE_START_MODE] = { sgm_decide_start_mode, DISPATCH, NULL },
  [SGM_CHANGE_END_MODE] = { sgm_decide_end_mode, DISPATCH, NULL },
  [SGM_CHANGE_SENT] = { sgm_decide_sent, ANYBODY, NULL },
  [SGM_CHANGE_NOT_SENT] = { sgm_decide_not_sent, ANYBODY, NULL },
  [SGM_CHANGE_RESEND] = { sgm_decide_resend, STREET, &sgm_table_outbox },
  [SGM_CHANGE_REVEAL] = { sgm_decide_reveal, STREET, NULL },
  [SGM_CHANGE_ERASE_REPORTERS] = { sgm_decide_erase_reporters, DISPATCH, NULL },
  [SGM_CHANGE_FILE] = { sgm_decide_move, STREET, &sgm_table_event },
  [SGM_CHANGE_PREPARE_EDITION] = { sgm_decide_prepare_edition, 0, NULL },
  [SGM_CHANGE_ADD_BOUNDARIES] = { sgm_decide_add_boundaries, 0, NULL },
  [SGM_CHANGE_ACTIVATE_EDITION] = { sgm_decide_activate_edition, 0, NULL },
  [SGM_CHANGE_DROP_EDITION] = { sgm_decide_drop_edition, 0, NULL },
  [SGM_CHANGE_EXPORT] = { sgm_decide_export, ANYBODY, NULL },
  /* Many at once, and for ever: more than to look at one for a while. */
  [SGM_CHANGE_EXPORT_PERSONAL] = { sgm_decide_export, 0, NULL },
};
G_STATIC_ASSERT (G_N_ELEMENTS (rules) == SGM_N_CHANGE_KINDS);

/* Whether a name is that of a column with personal values. */
static gboolean
is_personal (const SgmTable *table,
             const char     *name)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (table->columns[i].personal && g_strcmp0 (table->columns[i].name, name) == 0)
      return TRUE;
  return FALSE;
}

/* The reading that a change asks for, where it says whose value it is. */
static SgmRecord *
need_reading (SgmDecision  *d,
              GError      **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);
  SgmRecord *reading = records != NULL && records->len == 1 ? records->pdata[0] : NULL;
  g_autoptr (SgmRecord) owner = NULL;
  const SgmTable *table;
  gboolean of_person;

  if (reading == NULL || sgm_record_get_table (reading) != &sgm_table_reading)
    table = NULL;
  else
    table = sgm_record_is_null (reading, SGM_READING_EVENT) ? &sgm_table_person : &sgm_table_event;
  if (table == NULL || !is_personal (table, sgm_record_get_text (reading, SGM_READING_WHAT))
      || sgm_record_is_null (reading, SGM_READING_EVENT) == sgm_record_is_null (reading, SGM_READING_PERSON))
    {
      sgm_refuse (error, SGM_ERROR_INVALID, _("Say what is to be looked at."));
      return NULL;
    }
  of_person = table == &sgm_table_person;
  owner = sgm_decision_need (d, table, sgm_record_get_int (reading, of_person ? SGM_READING_PERSON : SGM_READING_EVENT),
                             of_person ? _("There is no such person.") : _("There is no such event."), error);
  return owner != NULL ? sgm_record_copy (reading) : NULL;
}

gboolean
sgm_decide_export (SgmDecision  *d,
                   GError      **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);
  const char *why = sgm_change_get_why (d->change);
  g_autoptr (SgmRecord) reading = NULL;

  if (sgm_change_get_kind (d->change) == SGM_CHANGE_EXPORT_PERSONAL && !sgm_decision_need_why (d, error))
    return FALSE;
  if (records == NULL || records->len != 1 || sgm_record_get_table (records->pdata[0]) != &sgm_table_reading
      || sgm_record_get_text (records->pdata[0], SGM_READING_WHAT) == NULL)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("Say what is to be exported."));
  reading = sgm_record_copy (records->pdata[0]);
  sgm_record_set_int (reading, SGM_READING_AT, d->now);
  sgm_record_set_text (reading, SGM_READING_WHO, sgm_change_get_who (d->change));
  sgm_record_set_text (reading, SGM_READING_WHY, why != NULL ? why : "");
  sgm_record_set_null (reading, SGM_READING_PERSON);
  sgm_record_set_null (reading, SGM_READING_EVENT);
  sgm_record_set_null (reading, SGM_READING_EXPIRES_AT);
  return sgm_decision_insert (d, reading, error);
}

gboolean
sgm_decide_reveal (SgmDecision  *d,
                   GError      **error)
{
  g_autoptr (SgmRecord) reading = need_reading (d, error);
  gint64 expires_at;

  if (reading == NULL || !sgm_decision_need_why (d, error))
    return FALSE;
  expires_at = sgm_record_get_int (reading, SGM_READING_EXPIRES_AT);
  sgm_record_set_int (reading, SGM_READING_AT, d->now);
  sgm_record_set_text (reading, SGM_READING_WHO, sgm_change_get_who (d->change));
  sgm_record_set_text (reading, SGM_READING_WHY, sgm_change_get_why (d->change));
  sgm_record_set_int (reading, SGM_READING_EXPIRES_AT,
                      CLAMP (expires_at, d->now, d->now + MAX_READING_MILLISECONDS));
  return sgm_decision_insert (d, reading, error);
}

static gboolean
check_not_in (SgmDecision     *d,
              const SgmTable  *table,
              guint            source,
              guint            source_id,
              GError         **error)
{
  g_autoptr (GPtrArray) same = sgm_decision_find_text (d, table, source_id, sgm_change_get_source_id (d->change), error);

  if (same == NULL)
    return FALSE;
  for (guint i = 0; i < same->len; i++)
    if (sgm_record_get_int (same->pdata[i], source) == sgm_change_get_source (d->change))
      return sgm_refuse (error, SGM_ERROR_REPEATED, _("This was reported before."));
  return TRUE;
}

/* A source may say the same thing twice; it is taken in once. What was reported
 * to the first version of the program is not in the inbox. */
static gboolean
check_not_taken_in (SgmDecision  *d,
                    GError      **error)
{
  if (sgm_change_get_source_id (d->change) == NULL)
    return TRUE;
  return check_not_in (d, &sgm_table_inbox, SGM_INBOX_SOURCE, SGM_INBOX_SOURCE_ID, error)
         && (sgm_change_get_kind (d->change) != SGM_CHANGE_REPORT_EVENT
             || check_not_in (d, &sgm_table_event, SGM_EVENT_SOURCE, SGM_EVENT_SOURCE_ID, error));
}

static gboolean
take_in (SgmDecision  *d,
         GError      **error)
{
  const char *source_id = sgm_change_get_source_id (d->change);
  g_autoptr (SgmRecord) message = NULL;

  if (source_id == NULL)
    return TRUE;
  message = sgm_decision_new_record (d, &sgm_table_inbox, error);
  if (message == NULL)
    return FALSE;
  sgm_record_set_int (message, SGM_INBOX_SOURCE, sgm_change_get_source (d->change));
  sgm_record_set_text (message, SGM_INBOX_SOURCE_ID, source_id);
  sgm_record_set_int (message, SGM_INBOX_AT, d->now);
  sgm_patch_builder_insert (d->patch, message);
  return TRUE;
}

/**
 * sgm_decide_may:
 * @kind: a kind of change
 * @role: a user's role, 0 for none
 *
 * For whoever wants to know what to offer; sgm_decide() itself asks.
 *
 * Returns: whether users of this role may make such a change, at least one that
 *   concerns their own area
 */
gboolean
sgm_decide_may (SgmChangeKind kind,
                SgmUserRole   role)
{
  g_return_val_if_fail (kind < SGM_N_CHANGE_KINDS, FALSE);

  return role == SGM_USER_ROLE_ADMINISTRATOR || (role != 0 && (rules[kind].roles & (1u << role)) != 0);
}

/**
 * sgm_decide:
 * @change: what somebody wants
 * @now: the store's clock, UTC milliseconds
 * @lookup: how to see what is
 *
 * Applies the rules. Does no I/O of its own, has no clock and changes
 * nothing; the same change on the same records always gives the same patch.
 *
 * Returns: (transfer full): what becomes of the change, or %NULL with
 *   %SGM_ERROR_REFUSED where a rule forbids it, %SGM_ERROR_CONFLICT where a
 *   record is not in the expected version any more, %SGM_ERROR_INVALID where
 *   the change is malformed, %SGM_ERROR_DENIED where the user has no right,
 *   %SGM_ERROR_REPEATED where its source has said it before, or an error of
 *   @lookup
 */
SgmPatch *
sgm_decide (const SgmChange  *change,
            gint64            now,
            const SgmLookup  *lookup,
            GError          **error)
{
  g_autoptr (SgmPatchBuilder) patch = sgm_patch_builder_new ();
  SgmDecision d = { change, now, lookup, patch, NULL };
  guint kind = sgm_change_get_kind (change);

  if (kind >= SGM_N_CHANGE_KINDS || rules[kind].rule == NULL)
    {
      sgm_refuse (error, SGM_ERROR_INVALID, _("This kind of change is unknown."));
      return NULL;
    }
  if (!sgm_decision_check_rights (&d, rules[kind].roles, rules[kind].subject, error)
      || !check_not_taken_in (&d, error) || !rules[kind].rule (&d, error) || !take_in (&d, error))
    return NULL;
  return sgm_patch_builder_end (g_steal_pointer (&patch));
}
