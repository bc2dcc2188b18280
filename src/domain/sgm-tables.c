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

const SgmTable sgm_table_meta = { "meta", meta_columns, G_N_ELEMENTS (meta_columns) };
const SgmTable sgm_table_area = { "area", area_columns, G_N_ELEMENTS (area_columns) };
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

const SgmTable *const sgm_tables[] = {
  &sgm_table_meta,
  &sgm_table_area,
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
