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

/* 版次: areas as one file or survey gave them. */
enum
{
  SGM_EDITION_NAME,
  SGM_EDITION_STATE,       /* SgmEditionState */
  SGM_EDITION_BASE,        /* the edition that was the latest real one, or 0 */
  SGM_EDITION_PREPARED_AT,
  SGM_EDITION_VALID_FROM,  /* null until it is real */
  SGM_EDITION_N_COLUMNS,
};

/* 区域边界: what an edition says of an area. */
enum
{
  SGM_BOUNDARY_EDITION,
  SGM_BOUNDARY_AREA,
  SGM_BOUNDARY_STATE,    /* SgmBoundaryState */
  SGM_BOUNDARY_NAME,     /* these three where it changes, else null */
  SGM_BOUNDARY_KIND,     /* SgmAreaKind */
  SGM_BOUNDARY_GEOMETRY, /* MULTIPOLYGON */
  SGM_BOUNDARY_N_COLUMNS,
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
  SGM_EVENT_PAUSED_AT,   /* since when the clock stands, or null */
  SGM_EVENT_PAUSED_FROM, /* SgmStage to go back to when it runs again */
  SGM_EVENT_SCORE,       /* 评价, 1 to 5 */
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
  SGM_STEP_KIND,       /* SgmChangeKind that made it, or null */
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

/* 值班: when a person is on duty by the roster. */
enum
{
  SGM_SHIFT_PERSON,
  SGM_SHIFT_AREA,      /* where, or null */
  SGM_SHIFT_STARTS_AT,
  SGM_SHIFT_ENDS_AT,
  SGM_SHIFT_N_COLUMNS,
};

/* 吹哨报到: a department is called to an event and checks in. */
enum
{
  SGM_CALL_EVENT,
  SGM_CALL_DEPARTMENT,
  SGM_CALL_CALLED_AT,
  SGM_CALL_DUE_AT,        /* by when it must check in */
  SGM_CALL_CHECKED_IN_AT,
  SGM_CALL_SCORE,         /* 1 to 5, given by the caller */
  SGM_CALL_ENDED_AT,
  SGM_CALL_N_COLUMNS,
};

/* 提级办理: an event is taken one level up. */
enum
{
  SGM_ESCALATION_EVENT,
  SGM_ESCALATION_LEVEL,    /* SgmLevel that deals with it now */
  SGM_ESCALATION_AT,
  SGM_ESCALATION_DUE_AT,   /* the stage clock */
  SGM_ESCALATION_REASON,
  SGM_ESCALATION_ENDED_AT, /* when it was given back */
  SGM_ESCALATION_ANSWER,
  SGM_ESCALATION_N_COLUMNS,
};

/* 三级联动: district, street and community act on one event together. */
enum
{
  SGM_JOINT_EVENT,
  SGM_JOINT_STARTED_AT,
  SGM_JOINT_REASON,
  SGM_JOINT_ENDED_AT,
  SGM_JOINT_RESULT,
  SGM_JOINT_N_COLUMNS,
};

/* 平急转换: an area is in emergency mode. */
enum
{
  SGM_MODE_AREA,
  SGM_MODE_KIND,       /* SgmModeKind */
  SGM_MODE_ACTIVE,     /* 1 until it is ended, then null */
  SGM_MODE_STARTED_AT,
  SGM_MODE_EXPIRES_AT,
  SGM_MODE_PERCENT,    /* of the ordinary time limits */
  SGM_MODE_ROSTER,     /* who is to be called */
  SGM_MODE_PRESET,     /* what the map shows */
  SGM_MODE_ENDED_AT,
  SGM_MODE_REPORT,     /* the closing report */
  SGM_MODE_N_COLUMNS,
};

/* A count at a place, such as how many of a ledger's households were visited. */
enum
{
  SGM_FACT_AREA,
  SGM_FACT_MEASURE,
  SGM_FACT_AT,
  SGM_FACT_VALUE,
  SGM_FACT_TOTAL,   /* of how many, or null */
  SGM_FACT_N_COLUMNS,
};

/* 设施: an enterprise, a device, a park, a contact point. */
enum
{
  SGM_PLACE_KIND,
  SGM_PLACE_NAME,
  SGM_PLACE_STATE,
  SGM_PLACE_AREA,     /* area id of its unit */
  SGM_PLACE_GEOMETRY, /* POINT */
  SGM_PLACE_N_COLUMNS,
};

/* 地址: what people say, and where that is. */
enum
{
  SGM_ADDRESS_TEXT,
  SGM_ADDRESS_AREA,
  SGM_ADDRESS_GEOMETRY, /* POINT */
  SGM_ADDRESS_N_COLUMNS,
};

/* 附件: a file of an event, such as a photo (照片), known by its content, which
 * lies in a folder beside the district. */
#define SGM_ATTACHMENT_MAX_BYTES (20 * 1024 * 1024)
#define SGM_ATTACHMENT_HASH_LENGTH 64
enum
{
  SGM_ATTACHMENT_EVENT,
  SGM_ATTACHMENT_HASH,  /* SHA-256 in hexadecimal digits */
  SGM_ATTACHMENT_MIME,
  SGM_ATTACHMENT_SIZE,  /* bytes */
  SGM_ATTACHMENT_AT,
  SGM_ATTACHMENT_N_COLUMNS,
};

/* 备注: what somebody wrote about an event or an area. */
enum
{
  SGM_NOTE_EVENT, /* or null */
  SGM_NOTE_AREA,  /* or null */
  SGM_NOTE_AT,
  SGM_NOTE_WHO,
  SGM_NOTE_TEXT, /* personal: anybody may be named in it */
  SGM_NOTE_N_COLUMNS,
};

/* Who may use the program, by the operating system's user name. */
enum
{
  SGM_USER_NAME,
  SGM_USER_ROLE, /* SgmUserRole */
  SGM_USER_AREA, /* what a street's user answers for */
  SGM_USER_N_COLUMNS,
};

/* What sources have said, so that nothing is taken in twice. */
enum
{
  SGM_INBOX_SOURCE,    /* SgmSource */
  SGM_INBOX_SOURCE_ID,
  SGM_INBOX_AT,
  SGM_INBOX_N_COLUMNS,
};

/* What is to reach a worker's terminal. */
enum
{
  SGM_OUTBOX_TASK,
  SGM_OUTBOX_MESSAGE,  /* SgmMessage */
  SGM_OUTBOX_PERSON,
  SGM_OUTBOX_STATE,    /* SgmOutboxState */
  SGM_OUTBOX_NEXT_AT,  /* not before */
  SGM_OUTBOX_TRIES,
  SGM_OUTBOX_REASON,   /* why the last try failed */
  SGM_OUTBOX_ENDED_AT,
  SGM_OUTBOX_N_COLUMNS,
};

/* A look at a personal value, and what for. */
enum
{
  SGM_READING_AT,
  SGM_READING_WHO,
  SGM_READING_PERSON,     /* whose, or null */
  SGM_READING_EVENT,      /* whose reporter, or null */
  SGM_READING_WHAT,       /* name of the column */
  SGM_READING_WHY,
  SGM_READING_EXPIRES_AT,
  SGM_READING_N_COLUMNS,
};

extern const SgmTable sgm_table_meta;
extern const SgmTable sgm_table_area;
extern const SgmTable sgm_table_edition;
extern const SgmTable sgm_table_boundary;
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
extern const SgmTable sgm_table_shift;
extern const SgmTable sgm_table_call;
extern const SgmTable sgm_table_escalation;
extern const SgmTable sgm_table_joint;
extern const SgmTable sgm_table_mode;
extern const SgmTable sgm_table_fact;
extern const SgmTable sgm_table_place;
extern const SgmTable sgm_table_address;
extern const SgmTable sgm_table_attachment;
extern const SgmTable sgm_table_note;
extern const SgmTable sgm_table_user;
extern const SgmTable sgm_table_inbox;
extern const SgmTable sgm_table_outbox;
extern const SgmTable sgm_table_reading;

/**
 * sgm_tables:
 *
 * Every table, in an order in which parents come before what refers to them.
 * Ends with %NULL.
 */
extern const SgmTable *const sgm_tables[];

const SgmTable *sgm_table_find     (const char     *name);
guint           sgm_table_get_index (const SgmTable *table);
gboolean        sgm_table_is_apart (const SgmTable *table);
const SgmTable *sgm_table_get_owner (const SgmTable *table,
                                     guint          *column);

#define SGM_N_TABLES 29

G_END_DECLS
