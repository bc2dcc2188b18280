/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-terms.h"

#include <glib/gi18n-lib.h>

static const char *const level_names[] = {
  [SGM_LEVEL_DISTRICT] = N_("District"),
  [SGM_LEVEL_STREET] = N_("Street"),
  [SGM_LEVEL_COMMUNITY] = N_("Community"),
  [SGM_LEVEL_GRID] = N_("Grid"),
  [SGM_LEVEL_UNIT] = N_("Minimal unit"),
};

static const char *const person_kind_names[] = {
  [SGM_PERSON_KIND_FULL_TIME] = N_("Full-time grid worker"),
  [SGM_PERSON_KIND_PART_TIME] = N_("Part-time grid worker"),
  [SGM_PERSON_KIND_UNIT_LEADER] = N_("Unit leader"),
  [SGM_PERSON_KIND_RESIDENT_LEADER] = N_("Resident leader"),
  [SGM_PERSON_KIND_PROFESSIONAL] = N_("Professional grid worker"),
  [SGM_PERSON_KIND_OFFICIAL] = N_("Official"),
};

static const char *const role_names[] = {
  [SGM_ROLE_WORKER] = N_("Grid worker"),
  [SGM_ROLE_UNIT_LEADER] = N_("Unit leader"),
  [SGM_ROLE_RESIDENT_LEADER] = N_("Resident leader"),
  [SGM_ROLE_RESPONSIBLE] = N_("Responsible person"),
};

static const char *const channel_names[] = {
  [SGM_CHANNEL_TERMINAL] = N_("Terminal"),
  [SGM_CHANNEL_PHONE] = N_("Phone"),
  [SGM_CHANNEL_PRINT] = N_("Paper"),
};

static const char *const urgency_names[] = {
  [SGM_URGENCY_URGENT] = N_("Urgent"),
  [SGM_URGENCY_ORDINARY] = N_("Ordinary"),
  [SGM_URGENCY_PLANNED] = N_("Planned"),
};

static const char *const source_names[] = {
  [SGM_SOURCE_TERMINAL] = N_("Grid worker"),
  [SGM_SOURCE_YUESHENGSHI] = N_("Yueshengshi"),
  [SGM_SOURCE_YUEPINGAN] = N_("Provincial platform"),
  [SGM_SOURCE_HOTLINE] = N_("12345 hotline"),
  [SGM_SOURCE_DEVICE] = N_("Device"),
  [SGM_SOURCE_DISPATCHER] = N_("Dispatch centre"),
};

static const char *const stage_names[] = {
  [SGM_STAGE_REPORTED] = N_("Reported"),
  [SGM_STAGE_FILED] = N_("Filed"),
  [SGM_STAGE_DISPATCHED] = N_("Dispatched"),
  [SGM_STAGE_IN_PROGRESS] = N_("In progress"),
  [SGM_STAGE_REPORTED_BACK] = N_("Reported back"),
  [SGM_STAGE_CLOSED] = N_("Verified and closed"),
  [SGM_STAGE_EVALUATED] = N_("Evaluated"),
  [SGM_STAGE_REFUSED] = N_("Refused"),
  [SGM_STAGE_RETURNED] = N_("Returned"),
  [SGM_STAGE_REWORK] = N_("Rework"),
  [SGM_STAGE_SUSPENDED] = N_("Suspended"),
  [SGM_STAGE_VOID] = N_("Void"),
  [SGM_STAGE_DISPUTED] = N_("Disputed"),
};
G_STATIC_ASSERT (G_N_ELEMENTS (stage_names) == SGM_N_STAGES);

static const char *const task_state_names[] = {
  [SGM_TASK_STATE_QUEUED] = N_("Waiting to be sent"),
  [SGM_TASK_STATE_SENT] = N_("Sent"),
  [SGM_TASK_STATE_DELIVERED] = N_("Delivered"),
  [SGM_TASK_STATE_ACCEPTED] = N_("Accepted"),
  [SGM_TASK_STATE_ARRIVED] = N_("Arrived"),
  [SGM_TASK_STATE_DONE] = N_("Done"),
  [SGM_TASK_STATE_WITHDRAWN] = N_("Withdrawn"),
  [SGM_TASK_STATE_RETURNED] = N_("Sent back"),
};

static const char *const message_names[] = {
  [SGM_MESSAGE_ORDER] = N_("Order"),
  [SGM_MESSAGE_RECALL] = N_("Recall"),
};

static const char *const outbox_state_names[] = {
  [SGM_OUTBOX_STATE_WAITING] = N_("waits to be sent"),
  [SGM_OUTBOX_STATE_SENT] = N_("acknowledged"),
  [SGM_OUTBOX_STATE_PARKED] = N_("could not be sent"),
  [SGM_OUTBOX_STATE_CANCELLED] = N_("cancelled"),
};

static const char *const mode_kind_names[] = {
  [SGM_MODE_KIND_TYPHOON] = N_("Typhoon"),
  [SGM_MODE_KIND_FLOOD] = N_("Flood"),
  [SGM_MODE_KIND_OTHER] = N_("Other emergency"),
};

static const char *const user_role_names[] = {
  [SGM_USER_ROLE_DISPATCHER] = N_("Dispatcher"),
  [SGM_USER_ROLE_STREET] = N_("Street"),
  [SGM_USER_ROLE_LEADER] = N_("Leader"),
  [SGM_USER_ROLE_ADMINISTRATOR] = N_("Administrator"),
};

/* The numbers come out of a database, so that any may occur. */
static const char *
lookup (const char *const *names,
        guint              n_names,
        guint              number)
{
  if (number >= n_names || names[number] == NULL)
    return _("Unknown");

  return _(names[number]);
}

/**
 * sgm_level_get_name:
 *
 * Returns: the level's translated name
 */
const char *
sgm_level_get_name (SgmLevel level)
{
  return lookup (level_names, G_N_ELEMENTS (level_names), level);
}

/**
 * sgm_level_get_published:
 *
 * Returns: how many areas of the level Jianghai District has published, 0 for
 *   %SGM_LEVEL_NONE
 */
guint
sgm_level_get_published (SgmLevel level)
{
  static const guint published[] = {
    [SGM_LEVEL_DISTRICT] = 1,
    [SGM_LEVEL_STREET] = SGM_PUBLISHED_STREETS,
    [SGM_LEVEL_COMMUNITY] = SGM_PUBLISHED_COMMUNITIES,
    [SGM_LEVEL_GRID] = SGM_PUBLISHED_GRIDS,
    [SGM_LEVEL_UNIT] = SGM_PUBLISHED_UNITS,
  };

  return level < G_N_ELEMENTS (published) ? published[level] : 0;
}

/**
 * sgm_person_kind_get_name:
 *
 * Returns: what a person of the kind is called, translated
 */
const char *
sgm_person_kind_get_name (SgmPersonKind kind)
{
  return lookup (person_kind_names, G_N_ELEMENTS (person_kind_names), kind);
}

/**
 * sgm_role_get_name:
 *
 * Returns: the role's translated name
 */
const char *
sgm_role_get_name (SgmRole role)
{
  return lookup (role_names, G_N_ELEMENTS (role_names), role);
}

/**
 * sgm_channel_get_name:
 *
 * Returns: the translated name of the way by which an order reaches a person
 */
const char *
sgm_channel_get_name (SgmChannel channel)
{
  return lookup (channel_names, G_N_ELEMENTS (channel_names), channel);
}

/**
 * sgm_urgency_get_name:
 *
 * Returns: the urgency's translated name
 */
const char *
sgm_urgency_get_name (SgmUrgency urgency)
{
  return lookup (urgency_names, G_N_ELEMENTS (urgency_names), urgency);
}

/**
 * sgm_source_get_name:
 *
 * Returns: the translated name of where an event was reported
 */
const char *
sgm_source_get_name (SgmSource source)
{
  return lookup (source_names, G_N_ELEMENTS (source_names), source);
}

/**
 * sgm_stage_get_name:
 *
 * Returns: the stage's translated name
 */
const char *
sgm_stage_get_name (SgmStage stage)
{
  return lookup (stage_names, G_N_ELEMENTS (stage_names), stage);
}

/**
 * sgm_task_state_get_name:
 *
 * Returns: the translated name of how far an order has come
 */
const char *
sgm_task_state_get_name (SgmTaskState state)
{
  return lookup (task_state_names, G_N_ELEMENTS (task_state_names), state);
}

/**
 * sgm_message_get_name:
 *
 * Returns: the translated name of what goes out to a terminal
 */
const char *
sgm_message_get_name (SgmMessage message)
{
  return lookup (message_names, G_N_ELEMENTS (message_names), message);
}

/**
 * sgm_outbox_state_get_name:
 *
 * Returns: the translated name of how far a message has come
 */
const char *
sgm_outbox_state_get_name (SgmOutboxState state)
{
  return lookup (outbox_state_names, G_N_ELEMENTS (outbox_state_names), state);
}

/**
 * sgm_mode_kind_get_name:
 *
 * Returns: the translated name of what an area is in emergency mode for
 */
const char *
sgm_mode_kind_get_name (SgmModeKind kind)
{
  return lookup (mode_kind_names, G_N_ELEMENTS (mode_kind_names), kind);
}

/**
 * sgm_user_role_get_name:
 *
 * Returns: the role's translated name
 */
const char *
sgm_user_role_get_name (SgmUserRole role)
{
  return lookup (user_role_names, G_N_ELEMENTS (user_role_names), role);
}

/**
 * sgm_stage_is_open:
 * @stage: a stage, of whatever number
 *
 * Returns: whether an event at @stage still asks for something to be done:
 *   it is neither closed, evaluated, refused nor void
 */
gboolean
sgm_stage_is_open (SgmStage stage)
{
  switch (stage)
    {
    case SGM_STAGE_REPORTED:
    case SGM_STAGE_FILED:
    case SGM_STAGE_DISPATCHED:
    case SGM_STAGE_IN_PROGRESS:
    case SGM_STAGE_REPORTED_BACK:
    case SGM_STAGE_RETURNED:
    case SGM_STAGE_REWORK:
    case SGM_STAGE_SUSPENDED:
    case SGM_STAGE_DISPUTED:
      return TRUE;
    case SGM_STAGE_CLOSED:
    case SGM_STAGE_EVALUATED:
    case SGM_STAGE_REFUSED:
    case SGM_STAGE_VOID:
    default:
      return FALSE;
    }
}

/**
 * sgm_stage_can_assign:
 * @stage: a stage, of whatever number
 *
 * An event that was reported back waits for its verification, and one that is
 * suspended (挂账) has to be taken up again first: neither takes a worker.
 *
 * Returns: whether an event at @stage may be assigned to a worker
 */
gboolean
sgm_stage_can_assign (SgmStage stage)
{
  return sgm_stage_is_open (stage)
         && stage != SGM_STAGE_REPORTED_BACK
         && stage != SGM_STAGE_SUSPENDED;
}

/**
 * sgm_task_state_is_active:
 * @state: a state, of whatever number
 *
 * Returns: whether an order in @state still binds its person: it is neither
 *   done, withdrawn nor sent back
 */
gboolean
sgm_task_state_is_active (SgmTaskState state)
{
  return state >= SGM_TASK_STATE_QUEUED && state < SGM_TASK_STATE_DONE;
}
