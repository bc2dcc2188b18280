/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"

G_BEGIN_DECLS

/* The records of the district. Times are UTC milliseconds since 1970; dates
 * of validity are such times too and null where they are open. Ids are whole
 * numbers given by the store. Every table has its columns as an enumeration
 * in the order of its SgmTable. */

/* What is said about the database itself, such as "sample" or "district". */
enum
{
  SGM_META_KEY,
  SGM_META_VALUE,
  SGM_META_N_COLUMNS,
};

/* 区域: a district, street, village or community, grid or minimal unit. */
enum
{
  SGM_AREA_LEVEL,      /* SgmLevel */
  SGM_AREA_CODE,
  SGM_AREA_NAME,
  SGM_AREA_KIND,       /* SgmAreaKind */
  SGM_AREA_PARENT,     /* area id, null for the district */
  SGM_AREA_VALID_FROM,
  SGM_AREA_VALID_TO,
  SGM_AREA_GEOMETRY,   /* MULTIPOLYGON */
  SGM_AREA_N_COLUMNS,
};

/* 人员: somebody who works for the district. */
enum
{
  SGM_PERSON_KIND,     /* SgmPersonKind */
  SGM_PERSON_NAME,     /* personal */
  SGM_PERSON_PHONE,    /* personal */
  SGM_PERSON_CHANNEL,  /* SgmChannel: how an order reaches the person */
  SGM_PERSON_DUTY,     /* non-zero while on duty */
  SGM_PERSON_SKILLS,   /* words separated by spaces */
  SGM_PERSON_N_COLUMNS,
};

/* 岗位: a person's role in an area. */
enum
{
  SGM_POST_PERSON,
  SGM_POST_AREA,
  SGM_POST_ROLE,       /* SgmRole */
  SGM_POST_VALID_FROM,
  SGM_POST_VALID_TO,
  SGM_POST_N_COLUMNS,
};

/* 党组织: a party organization of one of the four levels. */
enum
{
  SGM_ORG_LEVEL,       /* SgmOrgLevel */
  SGM_ORG_NAME,
  SGM_ORG_SECRETARY,   /* personal: a name */
  SGM_ORG_MEMBERS,
  SGM_ORG_GROUPS,      /* 党小组 in buildings */
  SGM_ORG_HOUSEHOLDS,  /* 党员联系户 */
  SGM_ORG_N_COLUMNS,
};

/* Which grids an organization covers. */
enum
{
  SGM_ORG_AREA_ORG,
  SGM_ORG_AREA_AREA,
  SGM_ORG_AREA_VALID_FROM,
  SGM_ORG_AREA_VALID_TO,
  SGM_ORG_AREA_N_COLUMNS,
};

/* 准入事项: a matter that the grid admits. */
enum
{
  SGM_MATTER_NO,
  SGM_MATTER_NAME,
  SGM_MATTER_BATCH,
  SGM_MATTER_DEPARTMENT,
  SGM_MATTER_URGENCY,  /* SgmUrgency */
  SGM_MATTER_CLOCK,    /* SgmClock */
  SGM_MATTER_LIMIT,    /* in the clock's unit: hours or days */
  SGM_MATTER_BASIS,
  SGM_MATTER_VALID_FROM,
  SGM_MATTER_VALID_TO,
  SGM_MATTER_N_COLUMNS,
};

/* 基础信息: an item of the information ledger. */
enum
{
  SGM_ITEM_NO,
  SGM_ITEM_CLASS,      /* 人, 地, 事, 物 or 组织 */
  SGM_ITEM_NAME,
  SGM_ITEM_N_COLUMNS,
};

/* 职责: a duty of full-time grid workers. */
enum
{
  SGM_DUTY_NO,
  SGM_DUTY_CATEGORY,
  SGM_DUTY_NAME,
  SGM_DUTY_N_COLUMNS,
};

/* A day that differs from the plain week: a holiday or a make-up working day. */
enum
{
  SGM_CALENDAR_DAY,    /* yyyymmdd in Asia/Shanghai */
  SGM_CALENDAR_KIND,   /* SgmDayKind */
  SGM_CALENDAR_NAME,
  SGM_CALENDAR_N_COLUMNS,
};

/* 网格事件 */
enum
{
  SGM_EVENT_NO,          /* 案卷号 */
  SGM_EVENT_SOURCE,      /* SgmSource */
  SGM_EVENT_SOURCE_ID,   /* the source's own id, or null */
  SGM_EVENT_MATTER,
  SGM_EVENT_TITLE,
  SGM_EVENT_UNIT,        /* area ids of its day */
  SGM_EVENT_GRID,
  SGM_EVENT_STAGE,       /* SgmStage */
  SGM_EVENT_URGENCY,     /* SgmUrgency */
  SGM_EVENT_REPORTED_AT,
  SGM_EVENT_DUE_AT,
  SGM_EVENT_CLOSED_AT,
  SGM_EVENT_ASSIGNEE,    /* person id or null */
  SGM_EVENT_REPORTER,    /* personal */
  SGM_EVENT_GEOMETRY,    /* POINT */
  SGM_EVENT_N_COLUMNS,
};

/* One step in the life of an event. */
enum
{
  SGM_STEP_EVENT,
  SGM_STEP_SEQ,
  SGM_STEP_AT,
  SGM_STEP_WHO,
  SGM_STEP_STAGE,      /* SgmStage reached */
  SGM_STEP_PERSON,     /* person concerned, or null */
  SGM_STEP_NOTE,
  SGM_STEP_N_COLUMNS,
};

/* 任务: an order to one person about one event. */
enum
{
  SGM_TASK_EVENT,
  SGM_TASK_PERSON,
  SGM_TASK_CHANNEL,    /* SgmChannel */
  SGM_TASK_STATE,      /* SgmTaskState */
  SGM_TASK_ASSIGNED_AT,
  SGM_TASK_HELD_UNTIL,
  SGM_TASK_ENDED_AT,
  SGM_TASK_N_COLUMNS,
};

extern const SgmTable sgm_table_meta;
extern const SgmTable sgm_table_area;
extern const SgmTable sgm_table_person;
extern const SgmTable sgm_table_post;
extern const SgmTable sgm_table_org;
extern const SgmTable sgm_table_org_area;
extern const SgmTable sgm_table_matter;
extern const SgmTable sgm_table_item;
extern const SgmTable sgm_table_duty;
extern const SgmTable sgm_table_calendar;
extern const SgmTable sgm_table_event;
extern const SgmTable sgm_table_step;
extern const SgmTable sgm_table_task;

/**
 * sgm_tables:
 *
 * Every table, in an order in which parents come before what refers to them.
 * Ends with %NULL.
 */
extern const SgmTable *const sgm_tables[];

const SgmTable *sgm_table_find     (const char     *name);
guint           sgm_table_get_index (const SgmTable *table);

#define SGM_N_TABLES 13

G_END_DECLS
