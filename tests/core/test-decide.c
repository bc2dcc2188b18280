/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decide-world.h"

/* Every stage × action. The columns are the stages 1 to 13; a letter is the
 * stage that is reached, a dot a refusal. */
static const struct
{
  SgmChangeKind kind;
  const char *reached;
} actions[] = {
  /* stages:             RFDPBCERTWSVI: reported, filed, dispatched, in progress, reported
   * back, closed, evaluated, refused (X), returned, rework, suspended, void, disputed */
  { SGM_CHANGE_FILE,     "F............" },
  { SGM_CHANGE_REFUSE,   "XX..........." },
  { SGM_CHANGE_ASSIGN,   "DDDD....DD..D" },
  { SGM_CHANGE_RETURN,   "..TT........." },
  { SGM_CHANGE_DISPUTE,  "..II........." },
  { SGM_CHANGE_SUSPEND,  "SSSS....SS..S" },
  { SGM_CHANGE_RESUME,   "..........F.." },
  { SGM_CHANGE_EXTEND,   "RFDPB...TW..I" },
  { SGM_CHANGE_VOID,     "VVVVV...VVV.V" },
  { SGM_CHANGE_REWORK,   "....W........" },
  { SGM_CHANGE_CLOSE,    "....C........" },
  { SGM_CHANGE_EVALUATE, ".....E......." },
  { SGM_CHANGE_WHISTLE,  "RFDPB...TWS.I" },
  { SGM_CHANGE_ESCALATE, "RFDPB...TWS.I" },
  { SGM_CHANGE_JOIN,     "RFDPB...TWS.I" },
};

#define LETTERS "RFDPBCEXTWSVI"

static void
test_every_step (World         *w,
                 gconstpointer  data)
{
  G_STATIC_ASSERT (sizeof LETTERS - 1 == SGM_N_STAGES - 1);

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    for (int stage = 1; stage < SGM_N_STAGES; stage++)
      {
        gint64 id = world_report (w, NULL);
        g_autoptr (SgmRecord) event = sgm_record_copy (world_look (w, &sgm_table_event, id));
        g_autoptr (SgmChange) change = NULL;
        char reached = actions[i].reached[stage - 1];

        sgm_record_set_int (event, SGM_EVENT_STAGE, stage);
        world_put (w, event);
        change = actions[i].kind == SGM_CHANGE_ASSIGN ? sgm_change_new_assign (id, 1, SMALL_WORKER_A)
                                                      : world_change_of (w, actions[i].kind, &sgm_table_event, id);
        g_test_message ("%s at %s", sgm_change_kind_get_name (actions[i].kind), sgm_stage_get_name (stage));
        if (reached == '.')
          {
            world_must_not (w, change, SGM_ERROR_REFUSED);
            continue;
          }
        world_must (w, change);
        g_assert_cmpint (LETTERS[world_get_stage (w, id) - 1], ==, reached);
      }
}

/* The same for orders: every state × every state told. */
static void
test_every_state (World         *w,
                  gconstpointer  data)
{
  for (int state = 1; state <= SGM_TASK_STATE_RETURNED; state++)
    for (int told = 0; told <= SGM_TASK_STATE_RETURNED + 1; told++)
      {
        gint64 event = world_report (w, NULL);
        gint64 id = world_assign (w, event, SMALL_WORKER_A);
        g_autoptr (SgmRecord) task = sgm_record_copy (world_look (w, &sgm_table_task, id));
        g_autoptr (SgmChange) change = NULL;

        sgm_record_set_int (task, SGM_TASK_STATE, state);
        world_put (w, task);
        change = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, id);
        sgm_change_set_number (change, told);
        if (state >= SGM_TASK_STATE_DONE || told <= state || told > SGM_TASK_STATE_DONE)
          {
            world_must_not (w, change, SGM_ERROR_REFUSED);
            continue;
          }
        world_must (w, change);
        g_assert_cmpint (world_get_int (w, &sgm_table_task, id, SGM_TASK_STATE), ==, told);
        g_assert_cmpint (world_get_stage (w, event), ==,
                               told == SGM_TASK_STATE_DONE ? SGM_STAGE_REPORTED_BACK
                               : told >= SGM_TASK_STATE_ACCEPTED ? SGM_STAGE_IN_PROGRESS : SGM_STAGE_DISPATCHED);
        g_assert_cmpint (sgm_record_is_null (world_look (w, &sgm_table_task, id), SGM_TASK_ENDED_AT), ==,
                               told != SGM_TASK_STATE_DONE);
      }
}

/* Whatever binds somebody still can be taken back, and nothing else. */
static void
test_every_withdrawal (World         *w,
                       gconstpointer  data)
{
  for (int state = 1; state <= SGM_TASK_STATE_RETURNED; state++)
    {
      gint64 event = world_report (w, NULL);
      gint64 id = world_assign (w, event, SMALL_WORKER_A);
      g_autoptr (SgmRecord) task = sgm_record_copy (world_look (w, &sgm_table_task, id));

      sgm_record_set_int (task, SGM_TASK_STATE, state);
      world_put (w, task);
      if (state >= SGM_TASK_STATE_DONE)
        {
          world_act_in_vain (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, id, SGM_ERROR_REFUSED);
          continue;
        }
      world_act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, id);
      g_assert_cmpint (world_get_int (w, &sgm_table_task, id, SGM_TASK_STATE), ==, SGM_TASK_STATE_WITHDRAWN);
      g_assert_cmpint (world_get_stage (w, event), ==, SGM_STAGE_FILED);
      g_assert_true (sgm_record_is_null (world_look (w, &sgm_table_event, event), SGM_EVENT_ASSIGNEE));
    }
}

/* Reasons, scores and times that are asked for. */
static void
test_what_is_asked_for (World         *w,
                        gconstpointer  data)
{
  static const SgmChangeKind reasons[] = { SGM_CHANGE_REFUSE, SGM_CHANGE_RETURN, SGM_CHANGE_DISPUTE, SGM_CHANGE_SUSPEND,
                                           SGM_CHANGE_EXTEND, SGM_CHANGE_VOID, SGM_CHANGE_REWORK, SGM_CHANGE_ESCALATE,
                                           SGM_CHANGE_JOIN };
  static const SgmChangeKind times[] = { SGM_CHANGE_EXTEND, SGM_CHANGE_ESCALATE, SGM_CHANGE_WHISTLE };
  gint64 id = world_report (w, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (SgmChange) change = world_change_of (w, reasons[i], &sgm_table_event, id);

      sgm_change_set_why (change, "");
      world_must_not (w, change, SGM_ERROR_INVALID);
    }
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (SgmChange) change = world_change_of (w, times[i], &sgm_table_event, id);

      sgm_change_set_until (change, w->now);
      world_must_not (w, change, SGM_ERROR_INVALID);
    }
  for (int score = 0; score <= 6; score += 6)
    {
      g_autoptr (SgmChange) change = world_change_of (w, SGM_CHANGE_EVALUATE, &sgm_table_event, id);

      sgm_change_set_number (change, score);
      world_must_not (w, change, SGM_ERROR_INVALID);
    }
}

static void
test_conflict (World         *w,
               gconstpointer  data)
{
  static const SgmChangeKind kinds[] = { SGM_CHANGE_FILE, SGM_CHANGE_REFUSE, SGM_CHANGE_SUSPEND, SGM_CHANGE_VOID,
                                         SGM_CHANGE_EXTEND, SGM_CHANGE_WHISTLE, SGM_CHANGE_ESCALATE, SGM_CHANGE_JOIN };
  gint64 id = world_report (w, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (SgmChange) late = world_change_of (w, kinds[i], &sgm_table_event, id);
      g_autoptr (SgmRecord) event = sgm_record_copy (world_look (w, &sgm_table_event, id));

      sgm_record_set_version (event, sgm_record_get_version (event) + 1);
      world_put (w, event);
      world_must_not (w, late, SGM_ERROR_CONFLICT);
    }
}

/* A whole life: returned, given to another, back, rework, done, closed, scored. */
static void
test_life (World         *w,
           gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 first = world_assign (w, event, SMALL_WORKER_A);
  gint64 second, third;

  world_act (w, SGM_CHANGE_RETURN, &sgm_table_event, event);
  g_assert_cmpint (world_get_int (w, &sgm_table_task, first, SGM_TASK_STATE), ==, SGM_TASK_STATE_RETURNED);
  g_assert_true (sgm_record_is_null (world_look (w, &sgm_table_event, event), SGM_EVENT_ASSIGNEE));
  second = world_assign (w, event, SMALL_WORKER_B);
  for (int state = SGM_TASK_STATE_ACCEPTED; state <= SGM_TASK_STATE_DONE; state++)
    {
      g_autoptr (SgmChange) change = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, second);

      sgm_change_set_number (change, state);
      world_must (w, change);
    }
  world_act (w, SGM_CHANGE_REWORK, &sgm_table_event, event);
  third = world_assign (w, event, SMALL_PART_TIME);
  {
    g_autoptr (SgmChange) change = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, third);

    sgm_change_set_number (change, SGM_TASK_STATE_DONE);
    world_must (w, change);
  }
  world_act (w, SGM_CHANGE_CLOSE, &sgm_table_event, event);
  g_assert_cmpint (world_get_int (w, &sgm_table_event, event, SGM_EVENT_CLOSED_AT), ==, NOW);
  world_act (w, SGM_CHANGE_EVALUATE, &sgm_table_event, event);
  g_assert_cmpint (world_get_int (w, &sgm_table_event, event, SGM_EVENT_SCORE), ==, 4);
}

/* While an event is suspended its clock stands. */
static void
test_pause (World         *w,
            gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 due = world_get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT);

  w->now += HOUR;
  world_act (w, SGM_CHANGE_SUSPEND, &sgm_table_event, event);
  w->now += 7 * HOUR;
  world_act (w, SGM_CHANGE_RESUME, &sgm_table_event, event);
  g_assert_cmpint (world_get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT), ==, due + 7 * HOUR);
  g_assert_cmpint (world_get_stage (w, event), ==, SGM_STAGE_FILED);
  g_assert_true (sgm_record_is_null (world_look (w, &sgm_table_event, event), SGM_EVENT_PAUSED_AT));
}

/* Taking its order back does not set the clock of a suspended event going. */
static void
test_pause_withdrawn (World         *w,
                      gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 due = world_get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT);
  gint64 task = world_assign (w, event, SMALL_WORKER_A);

  world_act (w, SGM_CHANGE_SUSPEND, &sgm_table_event, event);
  w->now += HOUR;
  world_act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
  g_assert_cmpint (world_get_stage (w, event), ==, SGM_STAGE_SUSPENDED);
  g_assert_true (sgm_record_is_null (world_look (w, &sgm_table_event, event), SGM_EVENT_ASSIGNEE));
  w->now += HOUR;
  world_act (w, SGM_CHANGE_RESUME, &sgm_table_event, event);
  g_assert_cmpint (world_get_stage (w, event), ==, SGM_STAGE_FILED);
  g_assert_cmpint (world_get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT), ==, due + 2 * HOUR);
  world_assign (w, event, SMALL_WORKER_B);
}

static guint
count_messages (World          *w,
                SgmMessage      message,
                SgmOutboxState  state)
{
  GHashTableIter iter;
  gpointer record;
  guint n = 0;

  g_hash_table_iter_init (&iter, w->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    n += sgm_record_get_table (record) == &sgm_table_outbox
         && sgm_record_get_int (record, SGM_OUTBOX_MESSAGE) == (gint64) message
         && sgm_record_get_int (record, SGM_OUTBOX_STATE) == (gint64) state;
  return n;
}

/* The message that the last change has put into the outbox. */
static gint64
get_new_message (World *w)
{
  SgmPatch *patch = w->patches->pdata[w->patches->len - 1];

  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    if (sgm_patch_get_op (patch, i)->table == &sgm_table_outbox && sgm_patch_get_op (patch, i)->kind == SGM_PATCH_INSERT)
      return sgm_patch_get_op (patch, i)->id;
  return 0;
}

/* An order taken back at once is never sent; one that was sent is recalled. */
static void
test_outbox (World         *w,
             gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 task = world_assign (w, event, SMALL_WORKER_A);
  gint64 message = get_new_message (w);

  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_NEXT_AT), ==, w->now + 5000);
  world_act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_ORDER, SGM_OUTBOX_STATE_CANCELLED), ==, 1);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, 0);

  task = world_assign (w, event, SMALL_WORKER_B);
  message = get_new_message (w);
  world_act (w, SGM_CHANGE_NOT_SENT, &sgm_table_outbox, message);
  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_TRIES), ==, 1);
  {
    g_autoptr (SgmChange) last = world_change_of (w, SGM_CHANGE_NOT_SENT, &sgm_table_outbox, message);

    sgm_change_set_until (last, 0);
    world_must (w, last);
  }
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_ORDER, SGM_OUTBOX_STATE_PARKED), ==, 1);
  world_act_in_vain (w, SGM_CHANGE_SENT, &sgm_table_outbox, message, SGM_ERROR_REFUSED);
  world_act (w, SGM_CHANGE_RESEND, &sgm_table_outbox, message);
  world_act (w, SGM_CHANGE_SENT, &sgm_table_outbox, message);
  world_act_in_vain (w, SGM_CHANGE_SENT, &sgm_table_outbox, message, SGM_ERROR_REFUSED);
  g_assert_cmpint (world_get_int (w, &sgm_table_task, task, SGM_TASK_STATE), ==, SGM_TASK_STATE_SENT);
  world_act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, 1);

  /* By phone it is a person who tells. */
  world_assign (w, event, SMALL_PART_TIME);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_ORDER, SGM_OUTBOX_STATE_WAITING), ==, 0);
}

/* Taken back while it is on its way: the terminal may have it. */
static void
test_late_recall (World         *w,
                  gconstpointer  data)
{
  static const SgmChangeKind outcomes[] = { SGM_CHANGE_SENT, SGM_CHANGE_NOT_SENT };

  for (guint i = 0; i < G_N_ELEMENTS (outcomes); i++)
    {
      gint64 event = world_report (w, NULL);
      gint64 task = world_assign (w, event, SMALL_WORKER_A);
      gint64 message = get_new_message (w);

      world_act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
      g_assert_cmpint (get_new_message (w), ==, 0);
      world_act (w, outcomes[i], &sgm_table_outbox, message);
      g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, i + 1);
      g_assert_cmpint (world_get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==,
                             outcomes[i] == SGM_CHANGE_SENT ? SGM_OUTBOX_STATE_SENT : SGM_OUTBOX_STATE_CANCELLED);
      g_assert_cmpint (world_get_int (w, &sgm_table_task, task, SGM_TASK_STATE), ==, SGM_TASK_STATE_WITHDRAWN);
    }
}

/* Whoever goes on with an order, or gives it back, has it. */
static void
test_message_overtaken (World         *w,
                        gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 task = world_assign (w, event, SMALL_WORKER_A);
  gint64 message = get_new_message (w);
  g_autoptr (SgmChange) by_phone = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  g_autoptr (SgmChange) by_terminal = NULL;

  sgm_change_set_number (by_phone, SGM_TASK_STATE_DELIVERED);
  world_must (w, by_phone);
  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_CANCELLED);

  task = world_assign (w, world_report (w, NULL), SMALL_WORKER_A);
  message = get_new_message (w);
  by_terminal = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  sgm_change_set_number (by_terminal, SGM_TASK_STATE_ACCEPTED);
  sgm_change_set_source (by_terminal, SGM_SOURCE_TERMINAL, "t-2");
  world_must (w, by_terminal);
  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_SENT);

  event = world_report (w, NULL);
  world_assign (w, event, SMALL_WORKER_A);
  message = get_new_message (w);
  world_act (w, SGM_CHANGE_RETURN, &sgm_table_event, event);
  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_CANCELLED);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, 0);
}

static void
test_inbox (World         *w,
            gconstpointer  data)
{
  SgmReport what = { SGM_SOURCE_HOTLINE, "12345-7", SMALL_MATTER_URGENT, NULL, SMALL_UNIT_EAST, SMALL_X, SMALL_Y, NULL };
  g_autoptr (SgmChange) again = sgm_change_new_report_event (&what);
  g_autoptr (SgmChange) other = sgm_change_new_report_event (&what);
  gint64 event = world_report (w, "12345-7");
  gint64 task = world_assign (w, event, SMALL_WORKER_A);
  g_autoptr (SgmChange) told = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  g_autoptr (SgmChange) told_again = NULL;

  world_must_not (w, again, SGM_ERROR_REPEATED);
  sgm_change_set_source (other, SGM_SOURCE_DEVICE, "12345-7");
  world_must (w, other);

  sgm_change_set_source (told, SGM_SOURCE_TERMINAL, "t-1");
  world_must (w, told);
  told_again = world_change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  sgm_change_set_source (told_again, SGM_SOURCE_TERMINAL, "t-1");
  sgm_change_set_number (told_again, SGM_TASK_STATE_DONE);
  world_must_not (w, told_again, SGM_ERROR_REPEATED);
}

static void
test_together (World         *w,
               gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 call, joint;

  world_act (w, SGM_CHANGE_WHISTLE, &sgm_table_event, event);
  world_act_in_vain (w, SGM_CHANGE_WHISTLE, &sgm_table_event, event, SGM_ERROR_REFUSED);
  call = sgm_record_get_id (world_find_only (w, &sgm_table_call));
  world_act_in_vain (w, SGM_CHANGE_SCORE_CALL, &sgm_table_call, call, SGM_ERROR_REFUSED);
  world_act (w, SGM_CHANGE_CHECK_IN, &sgm_table_call, call);
  world_act_in_vain (w, SGM_CHANGE_CHECK_IN, &sgm_table_call, call, SGM_ERROR_REFUSED);
  world_act (w, SGM_CHANGE_SCORE_CALL, &sgm_table_call, call);
  world_act_in_vain (w, SGM_CHANGE_SCORE_CALL, &sgm_table_call, call, SGM_ERROR_REFUSED);

  world_act (w, SGM_CHANGE_JOIN, &sgm_table_event, event);
  world_act_in_vain (w, SGM_CHANGE_JOIN, &sgm_table_event, event, SGM_ERROR_REFUSED);
  joint = sgm_record_get_id (world_find_only (w, &sgm_table_joint));
  world_act (w, SGM_CHANGE_END_JOINT, &sgm_table_joint, joint);
  world_act_in_vain (w, SGM_CHANGE_END_JOINT, &sgm_table_joint, joint, SGM_ERROR_REFUSED);
}

/* Grid → community → street → district, and no further. */
static void
test_escalation (World         *w,
                 gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  gint64 due = world_get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT);
  gint64 last;

  world_act (w, SGM_CHANGE_ESCALATE, &sgm_table_event, event);
  last = sgm_record_get_id (world_find_only (w, &sgm_table_escalation));
  g_assert_cmpint (world_get_int (w, &sgm_table_escalation, last, SGM_ESCALATION_LEVEL), ==, SGM_LEVEL_COMMUNITY);
  world_act (w, SGM_CHANGE_HAND_BACK, &sgm_table_escalation, last);
  world_act_in_vain (w, SGM_CHANGE_HAND_BACK, &sgm_table_escalation, last, SGM_ERROR_REFUSED);
  for (int level = SGM_LEVEL_COMMUNITY; level >= SGM_LEVEL_DISTRICT; level--)
    world_act (w, SGM_CHANGE_ESCALATE, &sgm_table_event, event);
  world_act_in_vain (w, SGM_CHANGE_ESCALATE, &sgm_table_event, event, SGM_ERROR_REFUSED);
  g_assert_cmpint (world_get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT), ==, due);
}

static SgmChange *
mode_change (World  *w,
             gint64  area,
             gint64  percent,
             gint64  hours)
{
  g_autoptr (SgmRecord) mode = sgm_record_new (&sgm_table_mode, 0);
  SgmChange *change = sgm_change_new (SGM_CHANGE_START_MODE, 0, 0);

  sgm_record_set_int (mode, SGM_MODE_AREA, area);
  sgm_record_set_int (mode, SGM_MODE_KIND, SGM_MODE_KIND_TYPHOON);
  sgm_record_set_int (mode, SGM_MODE_EXPIRES_AT, w->now + hours * HOUR);
  sgm_record_set_int (mode, SGM_MODE_PERCENT, percent);
  sgm_change_add_record (change, mode);
  sgm_change_set_why (change, "台风");
  return change;
}

/* In an emergency the time limits are shorter, there and until it expires. */
static void
test_mode (World         *w,
           gconstpointer  data)
{
  g_autoptr (SgmChange) start = mode_change (w, SMALL_STREET, 50, 24);
  g_autoptr (SgmChange) again = mode_change (w, SMALL_STREET, 50, 24);
  g_autoptr (SgmChange) too_long = mode_change (w, SMALL_GRID, 50, 24 * 32);
  g_autoptr (SgmChange) too_much = mode_change (w, SMALL_GRID, 101, 24);
  g_autoptr (SgmChange) nowhere = mode_change (w, 999, 50, 24);
  gint64 mode;

  world_must (w, start);
  world_must_not (w, again, SGM_ERROR_REFUSED);
  world_must_not (w, too_long, SGM_ERROR_INVALID);
  world_must_not (w, too_much, SGM_ERROR_INVALID);
  world_must_not (w, nowhere, SGM_ERROR_REFUSED);
  mode = sgm_record_get_id (world_find_only (w, &sgm_table_mode));

  g_assert_cmpint (world_get_int (w, &sgm_table_event, world_report (w, NULL), SGM_EVENT_DUE_AT), ==, w->now + HOUR);
  w->now += 24 * HOUR;
  g_assert_cmpint (world_get_int (w, &sgm_table_event, world_report (w, NULL), SGM_EVENT_DUE_AT), ==, w->now + 2 * HOUR);
  w->now -= HOUR;
  world_act (w, SGM_CHANGE_END_MODE, &sgm_table_mode, mode);
  world_act_in_vain (w, SGM_CHANGE_END_MODE, &sgm_table_mode, mode, SGM_ERROR_REFUSED);
  g_assert_cmpint (world_get_int (w, &sgm_table_event, world_report (w, NULL), SGM_EVENT_DUE_AT), ==, w->now + 2 * HOUR);
}

/* An entry is taken back whole, as long as nothing was built upon it. */
static void
test_undo (World         *w,
           gconstpointer  data)
{
  gint64 event = world_report (w, NULL);
  guint before = g_hash_table_size (w->records);
  gint64 seq;

  world_assign (w, event, SMALL_WORKER_A);
  seq = w->patches->len;
  world_act (w, SGM_CHANGE_UNDO, &sgm_table_event, seq);
  g_assert_cmpuint (g_hash_table_size (w->records), ==, before);
  g_assert_cmpint (world_get_stage (w, event), ==, SGM_STAGE_FILED);
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, seq, SGM_ERROR_REFUSED);

  /* Taken back once more, it is done again. */
  world_act (w, SGM_CHANGE_UNDO, &sgm_table_event, seq + 1);
  g_assert_cmpint (world_get_stage (w, event), ==, SGM_STAGE_DISPATCHED);

  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, 1, SGM_ERROR_CONFLICT);
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, 99, SGM_ERROR_REFUSED);
  world_report (w, "kept");
  world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len, SGM_ERROR_REFUSED);
}

static void
assert_message (World          *w,
                gint64          id,
                SgmMessage      message,
                SgmOutboxState  state)
{
  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, id, SGM_OUTBOX_MESSAGE), ==, message);
  g_assert_cmpint (world_get_int (w, &sgm_table_outbox, id, SGM_OUTBOX_STATE), ==, state);
}

/* What may have gone out is not forgotten: whoever was told that an order does
 * not hold any more is told again that it does. */
static void
test_undo_messages (World         *w,
                    gconstpointer  data)
{
  static const SgmChangeKind tries[] = { SGM_CHANGE_SENT, SGM_CHANGE_NOT_SENT };

  for (guint i = 0; i < G_N_ELEMENTS (tries); i++)
    {
      gint64 task = world_assign (w, world_report (w, NULL), SMALL_WORKER_A);
      gint64 order = get_new_message (w);
      gint64 assigned = w->patches->len;
      gint64 recall, again;

      w->now += HOUR;
      world_act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, assigned, SGM_ERROR_REFUSED);
      world_act (w, tries[i], &sgm_table_outbox, order);
      world_act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
      recall = get_new_message (w);
      assert_message (w, recall, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING);

      world_act (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len);
      assert_message (w, recall, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_CANCELLED);
      again = get_new_message (w);
      if (tries[i] == SGM_CHANGE_NOT_SENT)
        g_assert_cmpint (again, ==, 0);
      assert_message (w, again != 0 ? again : order, SGM_MESSAGE_ORDER, SGM_OUTBOX_STATE_WAITING);
      g_assert_true (sgm_task_state_is_active (world_get_int (w, &sgm_table_task, task, SGM_TASK_STATE)));
      world_act (w, SGM_CHANGE_SENT, &sgm_table_outbox, recall);
      assert_message (w, recall, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_SENT);
    }
}

static void
test_unknown (World         *w,
              gconstpointer  data)
{
  g_autoptr (SgmChange) none = sgm_change_new (0, 1, 1);
  g_autoptr (SgmChange) later = sgm_change_new (SGM_N_CHANGE_KINDS, 1, 1);

  world_must_not (w, none, SGM_ERROR_INVALID);
  world_must_not (w, later, SGM_ERROR_INVALID);
  for (guint kind = 1; kind < SGM_N_CHANGE_KINDS; kind++)
    g_assert_cmpint (sgm_change_kind_from_name (sgm_change_kind_get_name (kind)), ==, kind);
}

/* Every kind on nothing at all: a refusal, never a crash. */
static void
test_empty_changes (World         *w,
                    gconstpointer  data)
{
  for (guint kind = 1; kind < SGM_N_CHANGE_KINDS; kind++)
    {
      g_autoptr (SgmChange) change = sgm_change_new (kind, 12345, 1);
      int code;

      /* An import of nothing is nothing, and so is forgetting nobody. */
      g_assert_cmpint (world_try (w, change, &code), ==,
                             kind == SGM_CHANGE_IMPORT_SAMPLE || kind == SGM_CHANGE_ERASE_REPORTERS);
    }
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    void (*test) (World *, gconstpointer);
  } tests[] = {
    { "/decide/every-step", test_every_step },
    { "/decide/every-state", test_every_state },
    { "/decide/every-withdrawal", test_every_withdrawal },
    { "/decide/what-is-asked-for", test_what_is_asked_for },
    { "/decide/conflict", test_conflict },
    { "/decide/life", test_life },
    { "/decide/pause", test_pause },
    { "/decide/pause-withdrawn", test_pause_withdrawn },
    { "/decide/outbox", test_outbox },
    { "/decide/late-recall", test_late_recall },
    { "/decide/message-overtaken", test_message_overtaken },
    { "/decide/inbox", test_inbox },
    { "/decide/together", test_together },
    { "/decide/escalation", test_escalation },
    { "/decide/mode", test_mode },
    { "/decide/undo", test_undo },
    { "/decide/undo-messages", test_undo_messages },
    { "/decide/unknown", test_unknown },
    { "/decide/empty-changes", test_empty_changes },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, World, NULL, world_set_up, tests[i].test, world_tear_down);
  return g_test_run ();
}
