/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-tables.h"

static const SgmColumn meta_columns[] = {
  [SGM_META_KEY] = { "key", SGM_TYPE_TEXT, FALSE },
  [SGM_META_VALUE] = { "value", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (meta_columns) == SGM_META_N_COLUMNS);

static const SgmColumn area_columns[] = {
  [SGM_AREA_LEVEL] = { "level", SGM_TYPE_INT, FALSE },
  [SGM_AREA_CODE] = { "code", SGM_TYPE_TEXT, FALSE },
  [SGM_AREA_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_AREA_KIND] = { "kind", SGM_TYPE_INT, FALSE },
  [SGM_AREA_PARENT] = { "parent", SGM_TYPE_INT, FALSE },
  [SGM_AREA_VALID_FROM] = { "valid_from", SGM_TYPE_INT, FALSE },
  [SGM_AREA_VALID_TO] = { "valid_to", SGM_TYPE_INT, FALSE },
  [SGM_AREA_GEOMETRY] = { "geometry", SGM_TYPE_GEOMETRY, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (area_columns) == SGM_AREA_N_COLUMNS);

static const SgmColumn edition_columns[] = {
  [SGM_EDITION_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_EDITION_STATE] = { "state", SGM_TYPE_INT, FALSE },
  [SGM_EDITION_BASE] = { "base", SGM_TYPE_INT, FALSE },
  [SGM_EDITION_PREPARED_AT] = { "prepared_at", SGM_TYPE_INT, FALSE },
  [SGM_EDITION_VALID_FROM] = { "valid_from", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (edition_columns) == SGM_EDITION_N_COLUMNS);

static const SgmColumn boundary_columns[] = {
  [SGM_BOUNDARY_EDITION] = { "edition", SGM_TYPE_INT, FALSE },
  [SGM_BOUNDARY_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_BOUNDARY_STATE] = { "state", SGM_TYPE_INT, FALSE },
  [SGM_BOUNDARY_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_BOUNDARY_KIND] = { "kind", SGM_TYPE_INT, FALSE },
  [SGM_BOUNDARY_GEOMETRY] = { "geometry", SGM_TYPE_GEOMETRY, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (boundary_columns) == SGM_BOUNDARY_N_COLUMNS);

static const SgmColumn person_columns[] = {
  [SGM_PERSON_KIND] = { "kind", SGM_TYPE_INT, FALSE },
  [SGM_PERSON_NAME] = { "name", SGM_TYPE_TEXT, TRUE },
  [SGM_PERSON_PHONE] = { "phone", SGM_TYPE_TEXT, TRUE },
  [SGM_PERSON_CHANNEL] = { "channel", SGM_TYPE_INT, FALSE },
  [SGM_PERSON_DUTY] = { "duty", SGM_TYPE_INT, FALSE },
  [SGM_PERSON_SKILLS] = { "skills", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (person_columns) == SGM_PERSON_N_COLUMNS);

static const SgmColumn post_columns[] = {
  [SGM_POST_PERSON] = { "person", SGM_TYPE_INT, FALSE },
  [SGM_POST_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_POST_ROLE] = { "role", SGM_TYPE_INT, FALSE },
  [SGM_POST_VALID_FROM] = { "valid_from", SGM_TYPE_INT, FALSE },
  [SGM_POST_VALID_TO] = { "valid_to", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (post_columns) == SGM_POST_N_COLUMNS);

static const SgmColumn org_columns[] = {
  [SGM_ORG_LEVEL] = { "level", SGM_TYPE_INT, FALSE },
  [SGM_ORG_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_ORG_SECRETARY] = { "secretary", SGM_TYPE_TEXT, TRUE },
  [SGM_ORG_MEMBERS] = { "members", SGM_TYPE_INT, FALSE },
  [SGM_ORG_GROUPS] = { "groups", SGM_TYPE_INT, FALSE },
  [SGM_ORG_HOUSEHOLDS] = { "households", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (org_columns) == SGM_ORG_N_COLUMNS);

static const SgmColumn org_area_columns[] = {
  [SGM_ORG_AREA_ORG] = { "org", SGM_TYPE_INT, FALSE },
  [SGM_ORG_AREA_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_ORG_AREA_VALID_FROM] = { "valid_from", SGM_TYPE_INT, FALSE },
  [SGM_ORG_AREA_VALID_TO] = { "valid_to", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (org_area_columns) == SGM_ORG_AREA_N_COLUMNS);

static const SgmColumn matter_columns[] = {
  [SGM_MATTER_NO] = { "no", SGM_TYPE_INT, FALSE },
  [SGM_MATTER_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_MATTER_BATCH] = { "batch", SGM_TYPE_INT, FALSE },
  [SGM_MATTER_DEPARTMENT] = { "department", SGM_TYPE_TEXT, FALSE },
  [SGM_MATTER_URGENCY] = { "urgency", SGM_TYPE_INT, FALSE },
  [SGM_MATTER_CLOCK] = { "clock", SGM_TYPE_INT, FALSE },
  [SGM_MATTER_LIMIT] = { "time_limit", SGM_TYPE_INT, FALSE },
  [SGM_MATTER_BASIS] = { "basis", SGM_TYPE_TEXT, FALSE },
  [SGM_MATTER_VALID_FROM] = { "valid_from", SGM_TYPE_INT, FALSE },
  [SGM_MATTER_VALID_TO] = { "valid_to", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (matter_columns) == SGM_MATTER_N_COLUMNS);

static const SgmColumn item_columns[] = {
  [SGM_ITEM_NO] = { "no", SGM_TYPE_INT, FALSE },
  [SGM_ITEM_CLASS] = { "class", SGM_TYPE_TEXT, FALSE },
  [SGM_ITEM_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (item_columns) == SGM_ITEM_N_COLUMNS);

static const SgmColumn duty_columns[] = {
  [SGM_DUTY_NO] = { "no", SGM_TYPE_INT, FALSE },
  [SGM_DUTY_CATEGORY] = { "category", SGM_TYPE_TEXT, FALSE },
  [SGM_DUTY_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (duty_columns) == SGM_DUTY_N_COLUMNS);

static const SgmColumn calendar_columns[] = {
  [SGM_CALENDAR_DAY] = { "day", SGM_TYPE_INT, FALSE },
  [SGM_CALENDAR_KIND] = { "kind", SGM_TYPE_INT, FALSE },
  [SGM_CALENDAR_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (calendar_columns) == SGM_CALENDAR_N_COLUMNS);

static const SgmColumn event_columns[] = {
  [SGM_EVENT_NO] = { "no", SGM_TYPE_TEXT, FALSE },
  [SGM_EVENT_SOURCE] = { "source", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_SOURCE_ID] = { "source_id", SGM_TYPE_TEXT, FALSE },
  [SGM_EVENT_MATTER] = { "matter", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_TITLE] = { "title", SGM_TYPE_TEXT, FALSE },
  [SGM_EVENT_UNIT] = { "unit", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_GRID] = { "grid", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_STAGE] = { "stage", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_URGENCY] = { "urgency", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_REPORTED_AT] = { "reported_at", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_DUE_AT] = { "due_at", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_CLOSED_AT] = { "closed_at", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_ASSIGNEE] = { "assignee", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_REPORTER] = { "reporter", SGM_TYPE_TEXT, TRUE },
  [SGM_EVENT_GEOMETRY] = { "geometry", SGM_TYPE_GEOMETRY, FALSE },
  [SGM_EVENT_PAUSED_AT] = { "paused_at", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_PAUSED_FROM] = { "paused_from", SGM_TYPE_INT, FALSE },
  [SGM_EVENT_SCORE] = { "score", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (event_columns) == SGM_EVENT_N_COLUMNS);

static const SgmColumn step_columns[] = {
  [SGM_STEP_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_STEP_SEQ] = { "seq", SGM_TYPE_INT, FALSE },
  [SGM_STEP_AT] = { "at", SGM_TYPE_INT, FALSE },
  [SGM_STEP_WHO] = { "who", SGM_TYPE_TEXT, FALSE },
  [SGM_STEP_STAGE] = { "stage", SGM_TYPE_INT, FALSE },
  [SGM_STEP_PERSON] = { "person", SGM_TYPE_INT, FALSE },
  [SGM_STEP_NOTE] = { "note", SGM_TYPE_TEXT, FALSE },
  [SGM_STEP_KIND] = { "kind", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (step_columns) == SGM_STEP_N_COLUMNS);

static const SgmColumn task_columns[] = {
  [SGM_TASK_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_TASK_PERSON] = { "person", SGM_TYPE_INT, FALSE },
  [SGM_TASK_CHANNEL] = { "channel", SGM_TYPE_INT, FALSE },
  [SGM_TASK_STATE] = { "state", SGM_TYPE_INT, FALSE },
  [SGM_TASK_ASSIGNED_AT] = { "assigned_at", SGM_TYPE_INT, FALSE },
  [SGM_TASK_HELD_UNTIL] = { "held_until", SGM_TYPE_INT, FALSE },
  [SGM_TASK_ENDED_AT] = { "ended_at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (task_columns) == SGM_TASK_N_COLUMNS);

static const SgmColumn shift_columns[] = {
  [SGM_SHIFT_PERSON] = { "person", SGM_TYPE_INT, FALSE },
  [SGM_SHIFT_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_SHIFT_STARTS_AT] = { "starts_at", SGM_TYPE_INT, FALSE },
  [SGM_SHIFT_ENDS_AT] = { "ends_at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (shift_columns) == SGM_SHIFT_N_COLUMNS);

static const SgmColumn call_columns[] = {
  [SGM_CALL_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_CALL_DEPARTMENT] = { "department", SGM_TYPE_TEXT, FALSE },
  [SGM_CALL_CALLED_AT] = { "called_at", SGM_TYPE_INT, FALSE },
  [SGM_CALL_DUE_AT] = { "due_at", SGM_TYPE_INT, FALSE },
  [SGM_CALL_CHECKED_IN_AT] = { "checked_in_at", SGM_TYPE_INT, FALSE },
  [SGM_CALL_SCORE] = { "score", SGM_TYPE_INT, FALSE },
  [SGM_CALL_ENDED_AT] = { "ended_at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (call_columns) == SGM_CALL_N_COLUMNS);

static const SgmColumn escalation_columns[] = {
  [SGM_ESCALATION_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_ESCALATION_LEVEL] = { "level", SGM_TYPE_INT, FALSE },
  [SGM_ESCALATION_AT] = { "at", SGM_TYPE_INT, FALSE },
  [SGM_ESCALATION_DUE_AT] = { "due_at", SGM_TYPE_INT, FALSE },
  [SGM_ESCALATION_REASON] = { "reason", SGM_TYPE_TEXT, FALSE },
  [SGM_ESCALATION_ENDED_AT] = { "ended_at", SGM_TYPE_INT, FALSE },
  [SGM_ESCALATION_ANSWER] = { "answer", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (escalation_columns) == SGM_ESCALATION_N_COLUMNS);

static const SgmColumn joint_columns[] = {
  [SGM_JOINT_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_JOINT_STARTED_AT] = { "started_at", SGM_TYPE_INT, FALSE },
  [SGM_JOINT_REASON] = { "reason", SGM_TYPE_TEXT, FALSE },
  [SGM_JOINT_ENDED_AT] = { "ended_at", SGM_TYPE_INT, FALSE },
  [SGM_JOINT_RESULT] = { "result", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (joint_columns) == SGM_JOINT_N_COLUMNS);

static const SgmColumn mode_columns[] = {
  [SGM_MODE_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_MODE_KIND] = { "kind", SGM_TYPE_INT, FALSE },
  [SGM_MODE_ACTIVE] = { "active", SGM_TYPE_INT, FALSE },
  [SGM_MODE_STARTED_AT] = { "started_at", SGM_TYPE_INT, FALSE },
  [SGM_MODE_EXPIRES_AT] = { "expires_at", SGM_TYPE_INT, FALSE },
  [SGM_MODE_PERCENT] = { "percent", SGM_TYPE_INT, FALSE },
  [SGM_MODE_ROSTER] = { "roster", SGM_TYPE_TEXT, FALSE },
  [SGM_MODE_PRESET] = { "preset", SGM_TYPE_TEXT, FALSE },
  [SGM_MODE_ENDED_AT] = { "ended_at", SGM_TYPE_INT, FALSE },
  [SGM_MODE_REPORT] = { "report", SGM_TYPE_TEXT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (mode_columns) == SGM_MODE_N_COLUMNS);

static const SgmColumn fact_columns[] = {
  [SGM_FACT_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_FACT_MEASURE] = { "measure", SGM_TYPE_TEXT, FALSE },
  [SGM_FACT_AT] = { "at", SGM_TYPE_INT, FALSE },
  [SGM_FACT_VALUE] = { "value", SGM_TYPE_REAL, FALSE },
  [SGM_FACT_TOTAL] = { "total", SGM_TYPE_REAL, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (fact_columns) == SGM_FACT_N_COLUMNS);

static const SgmColumn place_columns[] = {
  [SGM_PLACE_KIND] = { "kind", SGM_TYPE_TEXT, FALSE },
  [SGM_PLACE_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_PLACE_STATE] = { "state", SGM_TYPE_TEXT, FALSE },
  [SGM_PLACE_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_PLACE_GEOMETRY] = { "geometry", SGM_TYPE_GEOMETRY, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (place_columns) == SGM_PLACE_N_COLUMNS);

static const SgmColumn address_columns[] = {
  [SGM_ADDRESS_TEXT] = { "text", SGM_TYPE_TEXT, FALSE },
  [SGM_ADDRESS_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_ADDRESS_GEOMETRY] = { "geometry", SGM_TYPE_GEOMETRY, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (address_columns) == SGM_ADDRESS_N_COLUMNS);

static const SgmColumn attachment_columns[] = {
  [SGM_ATTACHMENT_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_ATTACHMENT_HASH] = { "hash", SGM_TYPE_TEXT, FALSE },
  [SGM_ATTACHMENT_MIME] = { "mime", SGM_TYPE_TEXT, FALSE },
  [SGM_ATTACHMENT_SIZE] = { "size", SGM_TYPE_INT, FALSE },
  [SGM_ATTACHMENT_AT] = { "at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (attachment_columns) == SGM_ATTACHMENT_N_COLUMNS);

static const SgmColumn note_columns[] = {
  [SGM_NOTE_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_NOTE_AREA] = { "area", SGM_TYPE_INT, FALSE },
  [SGM_NOTE_AT] = { "at", SGM_TYPE_INT, FALSE },
  [SGM_NOTE_WHO] = { "who", SGM_TYPE_TEXT, FALSE },
  [SGM_NOTE_TEXT] = { "text", SGM_TYPE_TEXT, TRUE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (note_columns) == SGM_NOTE_N_COLUMNS);

static const SgmColumn user_columns[] = {
  [SGM_USER_NAME] = { "name", SGM_TYPE_TEXT, FALSE },
  [SGM_USER_ROLE] = { "role", SGM_TYPE_INT, FALSE },
  [SGM_USER_AREA] = { "area", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (user_columns) == SGM_USER_N_COLUMNS);

static const SgmColumn inbox_columns[] = {
  [SGM_INBOX_SOURCE] = { "source", SGM_TYPE_INT, FALSE },
  [SGM_INBOX_SOURCE_ID] = { "source_id", SGM_TYPE_TEXT, FALSE },
  [SGM_INBOX_AT] = { "at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (inbox_columns) == SGM_INBOX_N_COLUMNS);

static const SgmColumn outbox_columns[] = {
  [SGM_OUTBOX_TASK] = { "task", SGM_TYPE_INT, FALSE },
  [SGM_OUTBOX_MESSAGE] = { "message", SGM_TYPE_INT, FALSE },
  [SGM_OUTBOX_PERSON] = { "person", SGM_TYPE_INT, FALSE },
  [SGM_OUTBOX_STATE] = { "state", SGM_TYPE_INT, FALSE },
  [SGM_OUTBOX_NEXT_AT] = { "next_at", SGM_TYPE_INT, FALSE },
  [SGM_OUTBOX_TRIES] = { "tries", SGM_TYPE_INT, FALSE },
  [SGM_OUTBOX_REASON] = { "reason", SGM_TYPE_TEXT, FALSE },
  [SGM_OUTBOX_ENDED_AT] = { "ended_at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (outbox_columns) == SGM_OUTBOX_N_COLUMNS);

static const SgmColumn reading_columns[] = {
  [SGM_READING_AT] = { "at", SGM_TYPE_INT, FALSE },
  [SGM_READING_WHO] = { "who", SGM_TYPE_TEXT, FALSE },
  [SGM_READING_PERSON] = { "person", SGM_TYPE_INT, FALSE },
  [SGM_READING_EVENT] = { "event", SGM_TYPE_INT, FALSE },
  [SGM_READING_WHAT] = { "what", SGM_TYPE_TEXT, FALSE },
  [SGM_READING_WHY] = { "why", SGM_TYPE_TEXT, FALSE },
  [SGM_READING_EXPIRES_AT] = { "expires_at", SGM_TYPE_INT, FALSE },
};
G_STATIC_ASSERT (G_N_ELEMENTS (reading_columns) == SGM_READING_N_COLUMNS);

const SgmTable sgm_table_meta = { "meta", meta_columns, G_N_ELEMENTS (meta_columns) };
const SgmTable sgm_table_area = { "area", area_columns, G_N_ELEMENTS (area_columns) };
const SgmTable sgm_table_edition = { "edition", edition_columns, G_N_ELEMENTS (edition_columns) };
const SgmTable sgm_table_boundary = { "boundary", boundary_columns, G_N_ELEMENTS (boundary_columns) };
const SgmTable sgm_table_person = { "person", person_columns, G_N_ELEMENTS (person_columns) };
const SgmTable sgm_table_post = { "post", post_columns, G_N_ELEMENTS (post_columns) };
const SgmTable sgm_table_org = { "org", org_columns, G_N_ELEMENTS (org_columns) };
const SgmTable sgm_table_org_area = { "org_area", org_area_columns, G_N_ELEMENTS (org_area_columns) };
const SgmTable sgm_table_matter = { "matter", matter_columns, G_N_ELEMENTS (matter_columns) };
const SgmTable sgm_table_item = { "item", item_columns, G_N_ELEMENTS (item_columns) };
const SgmTable sgm_table_duty = { "duty", duty_columns, G_N_ELEMENTS (duty_columns) };
const SgmTable sgm_table_calendar = { "calendar", calendar_columns, G_N_ELEMENTS (calendar_columns) };
const SgmTable sgm_table_event = { "event", event_columns, G_N_ELEMENTS (event_columns) };
const SgmTable sgm_table_step = { "step", step_columns, G_N_ELEMENTS (step_columns) };
const SgmTable sgm_table_task = { "task", task_columns, G_N_ELEMENTS (task_columns) };
const SgmTable sgm_table_shift = { "shift", shift_columns, G_N_ELEMENTS (shift_columns) };
const SgmTable sgm_table_call = { "call", call_columns, G_N_ELEMENTS (call_columns) };
const SgmTable sgm_table_escalation = { "escalation", escalation_columns, G_N_ELEMENTS (escalation_columns) };
const SgmTable sgm_table_joint = { "joint", joint_columns, G_N_ELEMENTS (joint_columns) };
const SgmTable sgm_table_mode = { "mode", mode_columns, G_N_ELEMENTS (mode_columns) };
const SgmTable sgm_table_fact = { "fact", fact_columns, G_N_ELEMENTS (fact_columns) };
const SgmTable sgm_table_place = { "place", place_columns, G_N_ELEMENTS (place_columns) };
const SgmTable sgm_table_address = { "address", address_columns, G_N_ELEMENTS (address_columns) };
const SgmTable sgm_table_attachment = { "attachment", attachment_columns, G_N_ELEMENTS (attachment_columns) };
const SgmTable sgm_table_note = { "note", note_columns, G_N_ELEMENTS (note_columns) };
const SgmTable sgm_table_user = { "user", user_columns, G_N_ELEMENTS (user_columns) };
const SgmTable sgm_table_inbox = { "inbox", inbox_columns, G_N_ELEMENTS (inbox_columns) };
const SgmTable sgm_table_outbox = { "outbox", outbox_columns, G_N_ELEMENTS (outbox_columns) };
const SgmTable sgm_table_reading = { "reading", reading_columns, G_N_ELEMENTS (reading_columns) };

const SgmTable *const sgm_tables[] = {
  &sgm_table_meta,
  &sgm_table_area,
  &sgm_table_edition,
  &sgm_table_boundary,
  &sgm_table_person,
  &sgm_table_post,
  &sgm_table_org,
  &sgm_table_org_area,
  &sgm_table_matter,
  &sgm_table_item,
  &sgm_table_duty,
  &sgm_table_calendar,
  &sgm_table_event,
  &sgm_table_step,
  &sgm_table_task,
  &sgm_table_shift,
  &sgm_table_call,
  &sgm_table_escalation,
  &sgm_table_joint,
  &sgm_table_mode,
  &sgm_table_fact,
  &sgm_table_place,
  &sgm_table_address,
  &sgm_table_attachment,
  &sgm_table_note,
  &sgm_table_user,
  &sgm_table_inbox,
  &sgm_table_outbox,
  &sgm_table_reading,
  NULL,
};
G_STATIC_ASSERT (G_N_ELEMENTS (sgm_tables) == SGM_N_TABLES + 1);

/**
 * sgm_table_find:
 * @name: a table's name
 *
 * Returns: (nullable): the table
 */
const SgmTable *
sgm_table_find (const char *name)
{
  for (guint i = 0; sgm_tables[i] != NULL; i++)
    if (g_str_equal (sgm_tables[i]->name, name))
      return sgm_tables[i];
  return NULL;
}

/**
 * sgm_table_get_index:
 * @table: one of the tables
 *
 * Returns: its place in sgm_tables, below %SGM_N_TABLES
 */
guint
sgm_table_get_index (const SgmTable *table)
{
  guint i = 0;

  while (sgm_tables[i] != table)
    g_assert (sgm_tables[++i] != NULL);
  return i;
}

/**
 * sgm_table_is_apart:
 * @table: one of the tables
 *
 * Returns: whether its records are no part of the live district, but are
 *   looked at one by one where somebody asks for them
 */
gboolean
sgm_table_is_apart (const SgmTable *table)
{
  return table == &sgm_table_inbox || table == &sgm_table_reading || table == &sgm_table_attachment
         || table == &sgm_table_note || table == &sgm_table_address || table == &sgm_table_boundary;
}

/**
 * sgm_table_get_owner:
 * @table: one of the tables
 * @column: (out): the column that names the owner
 *
 * Steps, orders and the like live and go with their event, a message with its
 * order.
 *
 * Returns: (nullable): the owner's table, %NULL where records of @table stand
 *   for themselves
 */
const SgmTable *
sgm_table_get_owner (const SgmTable *table,
                     guint          *column)
{
  static const struct
  {
    const SgmTable *table;
    guint column;
    const SgmTable *owner;
  } owners[] = {
    { &sgm_table_step, SGM_STEP_EVENT, &sgm_table_event },
    { &sgm_table_task, SGM_TASK_EVENT, &sgm_table_event },
    { &sgm_table_call, SGM_CALL_EVENT, &sgm_table_event },
    { &sgm_table_escalation, SGM_ESCALATION_EVENT, &sgm_table_event },
    { &sgm_table_joint, SGM_JOINT_EVENT, &sgm_table_event },
    { &sgm_table_outbox, SGM_OUTBOX_TASK, &sgm_table_task },
  };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    if (owners[i].table == table)
      {
        *column = owners[i].column;
        return owners[i].owner;
      }
  return NULL;
}
