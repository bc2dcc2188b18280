/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The numbers of these enumerations are written into databases and journals:
 * add at the end, never renumber. */

/**
 * SgmLevel:
 *
 * 层级, from the largest area to the smallest.
 */
typedef enum
{
  SGM_LEVEL_NONE = 0,
  SGM_LEVEL_DISTRICT = 1,  /* 区 */
  SGM_LEVEL_STREET = 2,    /* 街道 */
  SGM_LEVEL_COMMUNITY = 3, /* 村 or 社区 */
  SGM_LEVEL_GRID = 4,      /* 网格 */
  SGM_LEVEL_UNIT = 5,      /* 最小单元 */
} SgmLevel;

typedef enum
{
  SGM_AREA_KIND_NONE = 0,
  SGM_AREA_KIND_COMMUNITY = 1, /* 社区 */
  SGM_AREA_KIND_VILLAGE = 2,   /* 村 */
} SgmAreaKind;

typedef enum
{
  SGM_PERSON_KIND_FULL_TIME = 1,       /* 专职网格员 */
  SGM_PERSON_KIND_PART_TIME = 2,       /* 兼职网格员 */
  SGM_PERSON_KIND_UNIT_LEADER = 3,     /* 最小单元长 */
  SGM_PERSON_KIND_RESIDENT_LEADER = 4, /* 驻网格领导 */
  SGM_PERSON_KIND_PROFESSIONAL = 5,    /* 专业网格员 */
  SGM_PERSON_KIND_OFFICIAL = 6,        /* answers for a street or community */
} SgmPersonKind;

typedef enum
{
  SGM_ROLE_WORKER = 1,          /* 网格员, full- or part-time, of a grid */
  SGM_ROLE_UNIT_LEADER = 2,     /* 最小单元长, of a unit */
  SGM_ROLE_RESIDENT_LEADER = 3, /* 驻网格领导, of a grid */
  SGM_ROLE_RESPONSIBLE = 4,     /* 负责人, of any level */
} SgmRole;

typedef enum
{
  SGM_CHANNEL_TERMINAL = 1, /* 智慧网格信息服务仪 */
  SGM_CHANNEL_PHONE = 2,    /* 电话 */
  SGM_CHANNEL_PRINT = 3,    /* 纸质派单 */
} SgmChannel;

typedef enum
{
  SGM_ORG_LEVEL_STREET = 1,    /* 街道党工委 */
  SGM_ORG_LEVEL_COMMUNITY = 2, /* 村(社区)党组织 */
  SGM_ORG_LEVEL_GRID = 3,      /* 网格党组织 */
} SgmOrgLevel;

typedef enum
{
  SGM_URGENCY_URGENT = 1,   /* 紧急 */
  SGM_URGENCY_ORDINARY = 2, /* 一般 */
  SGM_URGENCY_PLANNED = 3,  /* 计划 */
} SgmUrgency;

/**
 * SgmClock:
 *
 * How a time limit is counted: round the clock, in working hours (8–12 and
 * 14–18), in working days of eight working hours, or in days of the calendar.
 */
typedef enum
{
  SGM_CLOCK_URGENT_HOURS = 1,  /* 紧急工作时 */
  SGM_CLOCK_WORKING_HOURS = 2, /* 工作时 */
  SGM_CLOCK_WORKING_DAYS = 3,  /* 工作日 */
  SGM_CLOCK_NATURAL_DAYS = 4,  /* 自然日 */
} SgmClock;

typedef enum
{
  SGM_DAY_KIND_HOLIDAY = 1, /* 放假 */
  SGM_DAY_KIND_WORKING = 2, /* 调休上班 */
} SgmDayKind;

typedef enum
{
  SGM_SOURCE_TERMINAL = 1,     /* 网格员上报 */
  SGM_SOURCE_YUESHENGSHI = 2,  /* 粤省事 */
  SGM_SOURCE_YUEPINGAN = 3,    /* 粤平安 */
  SGM_SOURCE_HOTLINE = 4,      /* 12345 */
  SGM_SOURCE_DEVICE = 5,       /* 智能设备 */
  SGM_SOURCE_DISPATCHER = 6,   /* 指挥中心 */
} SgmSource;

/**
 * SgmStage:
 *
 * Where an event is in its life: the seven standard steps, then the side
 * states.
 */
typedef enum
{
  SGM_STAGE_REPORTED = 1,      /* 信息收集 */
  SGM_STAGE_FILED = 2,         /* 案卷建立 */
  SGM_STAGE_DISPATCHED = 3,    /* 任务派遣 */
  SGM_STAGE_IN_PROGRESS = 4,   /* 任务处理 */
  SGM_STAGE_REPORTED_BACK = 5, /* 处理反馈 */
  SGM_STAGE_CLOSED = 6,        /* 核实结案 */
  SGM_STAGE_EVALUATED = 7,     /* 综合评价 */
  SGM_STAGE_REFUSED = 8,       /* 不予受理 */
  SGM_STAGE_RETURNED = 9,      /* 退回 */
  SGM_STAGE_REWORK = 10,       /* 返工 */
  SGM_STAGE_SUSPENDED = 11,    /* 挂账 */
  SGM_STAGE_VOID = 12,         /* 作废 */
  SGM_STAGE_DISPUTED = 13,     /* 推诿 */
} SgmStage;

/* One more than the highest number of a stage. */
#define SGM_N_STAGES 14

typedef enum
{
  SGM_TASK_STATE_QUEUED = 1,    /* 待发送 */
  SGM_TASK_STATE_SENT = 2,      /* 已发送 */
  SGM_TASK_STATE_DELIVERED = 3, /* 已送达 */
  SGM_TASK_STATE_ACCEPTED = 4,  /* 已接单 */
  SGM_TASK_STATE_ARRIVED = 5,   /* 已到场 */
  SGM_TASK_STATE_DONE = 6,      /* 已完成 */
  SGM_TASK_STATE_WITHDRAWN = 7, /* 已撤回 */
  SGM_TASK_STATE_RETURNED = 8,  /* 已退回 */
} SgmTaskState;

/* What goes out to a worker's terminal. */
typedef enum
{
  SGM_MESSAGE_ORDER = 1,  /* 派单 */
  SGM_MESSAGE_RECALL = 2, /* 撤回通知 */
} SgmMessage;

/**
 * SgmOutboxState:
 * @SGM_OUTBOX_STATE_WAITING: to be sent, again perhaps
 * @SGM_OUTBOX_STATE_SENT: acknowledged
 * @SGM_OUTBOX_STATE_PARKED: given up until a person sends it again
 * @SGM_OUTBOX_STATE_CANCELLED: not needed any more, never sent
 *
 * How far a message has come.
 */
typedef enum
{
  SGM_OUTBOX_STATE_WAITING = 1,
  SGM_OUTBOX_STATE_SENT = 2,
  SGM_OUTBOX_STATE_PARKED = 3,
  SGM_OUTBOX_STATE_CANCELLED = 4,
} SgmOutboxState;

/* Why an area is in emergency mode (平急转换). */
typedef enum
{
  SGM_MODE_KIND_TYPHOON = 1, /* 台风 */
  SGM_MODE_KIND_FLOOD = 2,   /* 洪涝 */
  SGM_MODE_KIND_OTHER = 3,   /* 其他突发事件 */
} SgmModeKind;

/* How far an edition of areas (版次) has come. */
typedef enum
{
  SGM_EDITION_STATE_PREPARED = 1, /* nobody sees it */
  SGM_EDITION_STATE_REAL = 2,
} SgmEditionState;

/**
 * SgmBoundaryState:
 * @SGM_BOUNDARY_STATE_BEGINS: the area is there from this edition on, as its
 *   own record says
 * @SGM_BOUNDARY_STATE_CHANGES: it is as the boundary's record says
 * @SGM_BOUNDARY_STATE_ENDS: it is no longer there
 *
 * What an edition says of an area.
 */
typedef enum
{
  SGM_BOUNDARY_STATE_BEGINS = 1,
  SGM_BOUNDARY_STATE_CHANGES = 2,
  SGM_BOUNDARY_STATE_ENDS = 3,
} SgmBoundaryState;

/**
 * SgmUserRole:
 * @SGM_USER_ROLE_DISPATCHER: deals with events of the whole district
 * @SGM_USER_ROLE_STREET: deals with events of one area, mostly a street
 * @SGM_USER_ROLE_LEADER: looks, escalates nothing and changes nothing
 * @SGM_USER_ROLE_ADMINISTRATOR: keeps areas, people, lists and roles too
 *
 * What a user of the program may do.
 */
typedef enum
{
  SGM_USER_ROLE_DISPATCHER = 1,
  SGM_USER_ROLE_STREET = 2,
  SGM_USER_ROLE_LEADER = 3,
  SGM_USER_ROLE_ADMINISTRATOR = 4,
} SgmUserRole;

const char *sgm_level_get_name         (SgmLevel      level);
guint       sgm_level_get_published    (SgmLevel      level);
const char *sgm_person_kind_get_name   (SgmPersonKind kind);
const char *sgm_role_get_name          (SgmRole       role);
const char *sgm_channel_get_name       (SgmChannel    channel);
const char *sgm_urgency_get_name       (SgmUrgency    urgency);
const char *sgm_source_get_name        (SgmSource     source);
const char *sgm_stage_get_name         (SgmStage      stage);
const char *sgm_task_state_get_name    (SgmTaskState  state);
const char *sgm_message_get_name       (SgmMessage    message);
const char *sgm_outbox_state_get_name  (SgmOutboxState state);
const char *sgm_mode_kind_get_name     (SgmModeKind   kind);
const char *sgm_user_role_get_name     (SgmUserRole   role);

gboolean    sgm_stage_is_open          (SgmStage      stage);
gboolean    sgm_stage_can_assign       (SgmStage      stage);
gboolean    sgm_task_state_is_active   (SgmTaskState  state);

/* How many areas, people and so on the district has published. */
#define SGM_PUBLISHED_STREETS 3
#define SGM_PUBLISHED_COMMUNITIES 63
#define SGM_PUBLISHED_GRIDS 190
#define SGM_PUBLISHED_UNITS 2590
#define SGM_PUBLISHED_FULL_TIME 383
#define SGM_PUBLISHED_PART_TIME 2259
#define SGM_PUBLISHED_RESIDENT_LEADERS 18
#define SGM_PUBLISHED_GRID_ORGS 168
#define SGM_PUBLISHED_MATTERS 65
#define SGM_PUBLISHED_ITEMS 43
#define SGM_PUBLISHED_DUTY_CATEGORIES 7
#define SGM_PUBLISHED_DUTIES 19
#define SGM_PUBLISHED_EVENTS 16000

G_END_DECLS
