/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"
#include "small-district.h"

#include <string.h>

/* The rules by themselves: a world of records in a hash table, a clock that
 * the test sets, and patches applied to it. */

#define HOUR (G_GINT64_CONSTANT (3600) * 1000)
#define NOW G_GINT64_CONSTANT (1795406400000) /* 2026-11-23 12:00 in Shanghai */

typedef struct
{
  GHashTable *records; /* "table:id" → SgmRecord */
  GPtrArray *patches;  /* by the journal's number, from 1 on */
  gint64 now;
  const char *user;
} World;

static char *
key_of (const SgmTable *table,
        gint64          id)
{
  return g_strdup_printf ("%s:%" G_GINT64_FORMAT, table->name, id);
}

static SgmRecord *
look (World          *w,
      const SgmTable *table,
      gint64          id)
{
  g_autofree char *key = key_of (table, id);

  return g_hash_table_lookup (w->records, key);
}

static SgmRecord *
get (gpointer         data,
     const SgmTable  *table,
     gint64           id,
     GError         **error)
{
  SgmRecord *record = look (data, table, id);

  return record != NULL ? sgm_record_ref (record) : NULL;
}

static GPtrArray *
find (gpointer         data,
      const SgmTable  *table,
      guint            column,
      const SgmValue  *value,
      GError         **error)
{
  World *w = data;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, w->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sgm_record_get_table (record) == table && sgm_value_equal (sgm_record_get_value (record, column), value))
      g_ptr_array_add (found, sgm_record_ref (record));
  return found;
}

static gint64
next_id (gpointer         data,
         const SgmTable  *table,
         GError         **error)
{
  static gint64 last = 1000;

  return ++last;
}

static SgmPatch *
get_patch (gpointer   data,
           gint64     seq,
           GError   **error)
{
  World *w = data;

  return seq >= 1 && seq <= w->patches->len ? sgm_patch_ref (w->patches->pdata[seq - 1]) : NULL;
}

static void
put (World     *w,
     SgmRecord *record)
{
  g_hash_table_insert (w->records, key_of (sgm_record_get_table (record), sgm_record_get_id (record)),
                       sgm_record_ref (record));
}

static void
apply (World    *w,
       SgmPatch *patch)
{
  for (guint i = 0; i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);
      g_autofree char *key = key_of (op->table, op->id);
      g_autoptr (GError) error = NULL;
      g_autoptr (SgmRecord) after = sgm_patch_op_apply (op, g_hash_table_lookup (w->records, key), &error);

      g_assert_no_error (error);
      if (after != NULL)
        put (w, after);
      else
        g_hash_table_remove (w->records, key);
    }
  g_ptr_array_add (w->patches, sgm_patch_ref (patch));
}

/* Returns whether the change was allowed, and makes it. */
static gboolean
try (World      *w,
     SgmChange  *change,
     int        *code)
{
  SgmLookup lookup = { get, find, next_id, get_patch, w, w->user };
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmPatch) patch = sgm_decide (change, w->now, &lookup, &error);

  g_assert_true ((patch == NULL) == (error != NULL));
  *code = error != NULL ? error->code : -1;
  if (patch == NULL)
    {
      g_assert_true (error->domain == SGM_ERROR);
      g_assert_cmpuint (strlen (error->message), >, 10);
      return FALSE;
    }
  apply (w, patch);
  return TRUE;
}

static void
must (World     *w,
      SgmChange *change)
{
  int code;

  g_assert_true (try (w, change, &code));
}

static void
must_not (World     *w,
          SgmChange *change,
          SgmError   expected)
{
  int code;

  g_assert_false (try (w, change, &code));
  g_assert_cmpint (code, ==, expected);
}

static void
set_up (World         *w,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) records = small_district_make_records ();

  w->records = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sgm_record_unref);
  w->patches = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_patch_unref);
  w->now = NOW;
  w->user = NULL;
  for (guint i = 0; i < records->len; i++)
    put (w, records->pdata[i]);
}

static void
tear_down (World         *w,
           gconstpointer  data)
{
  g_hash_table_unref (w->records);
  g_ptr_array_unref (w->patches);
}

static SgmChange *
change_of (World          *w,
           SgmChangeKind   kind,
           const SgmTable *table,
           gint64          subject)
{
  SgmRecord *record = look (w, table, subject);
  SgmChange *change = sgm_change_new (kind, subject, record != NULL ? sgm_record_get_version (record) : 0);

  sgm_change_set_why (change, "because");
  sgm_change_set_text (change, "城管局");
  sgm_change_set_until (change, w->now + 48 * HOUR);
  sgm_change_set_number (change, 4);
  return change;
}

static void
act (World          *w,
     SgmChangeKind   kind,
     const SgmTable *table,
     gint64          subject)
{
  g_autoptr (SgmChange) change = change_of (w, kind, table, subject);

  must (w, change);
}

static void
act_in_vain (World          *w,
             SgmChangeKind   kind,
             const SgmTable *table,
             gint64          subject,
             SgmError        expected)
{
  g_autoptr (SgmChange) change = change_of (w, kind, table, subject);

  must_not (w, change, expected);
}

static SgmRecord *
find_only (World          *w,
           const SgmTable *table)
{
  GHashTableIter iter;
  gpointer record;
  SgmRecord *found = NULL;

  g_hash_table_iter_init (&iter, w->records);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    if (sgm_record_get_table (record) == table)
      {
        g_assert_null (found);
        found = record;
      }
  g_assert_nonnull (found);
  return found;
}

static gint64
report (World      *w,
        const char *source_id)
{
  SgmReport what = { SGM_SOURCE_HOTLINE, source_id, SMALL_MATTER_ORDINARY, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, "报料人" };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&what);

  must (w, change);
  for (guint i = 0; ; i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (w->patches->pdata[w->patches->len - 1], i);

      if (op->table == &sgm_table_event)
        return op->id;
    }
}

static gint64
get_int (World          *w,
         const SgmTable *table,
         gint64          id,
         guint           column)
{
  return sgm_record_get_int (look (w, table, id), column);
}

static SgmStage
get_stage (World  *w,
           gint64  event)
{
  return get_int (w, &sgm_table_event, event, SGM_EVENT_STAGE);
}

static gint64
assign (World  *w,
        gint64  event,
        gint64  person)
{
  g_autoptr (SgmChange) change =
    sgm_change_new_assign (event, sgm_record_get_version (look (w, &sgm_table_event, event)), person);

  must (w, change);
  for (guint i = 0; ; i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (w->patches->pdata[w->patches->len - 1], i);

      if (op->table == &sgm_table_task)
        return op->id;
    }
}

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
        gint64 id = report (w, NULL);
        g_autoptr (SgmRecord) event = sgm_record_copy (look (w, &sgm_table_event, id));
        g_autoptr (SgmChange) change = NULL;
        char reached = actions[i].reached[stage - 1];

        sgm_record_set_int (event, SGM_EVENT_STAGE, stage);
        put (w, event);
        change = actions[i].kind == SGM_CHANGE_ASSIGN ? sgm_change_new_assign (id, 1, SMALL_WORKER_A)
                                                      : change_of (w, actions[i].kind, &sgm_table_event, id);
        g_test_message ("%s at %s", sgm_change_kind_get_name (actions[i].kind), sgm_stage_get_name (stage));
        if (reached == '.')
          {
            must_not (w, change, SGM_ERROR_REFUSED);
            continue;
          }
        must (w, change);
        g_assert_cmpint (LETTERS[get_stage (w, id) - 1], ==, reached);
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
        gint64 event = report (w, NULL);
        gint64 id = assign (w, event, SMALL_WORKER_A);
        g_autoptr (SgmRecord) task = sgm_record_copy (look (w, &sgm_table_task, id));
        g_autoptr (SgmChange) change = NULL;

        sgm_record_set_int (task, SGM_TASK_STATE, state);
        put (w, task);
        change = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, id);
        sgm_change_set_number (change, told);
        if (state >= SGM_TASK_STATE_DONE || told <= state || told > SGM_TASK_STATE_DONE)
          {
            must_not (w, change, SGM_ERROR_REFUSED);
            continue;
          }
        must (w, change);
        g_assert_cmpint (get_int (w, &sgm_table_task, id, SGM_TASK_STATE), ==, told);
        g_assert_cmpint (get_stage (w, event), ==,
                         told == SGM_TASK_STATE_DONE ? SGM_STAGE_REPORTED_BACK
                         : told >= SGM_TASK_STATE_ACCEPTED ? SGM_STAGE_IN_PROGRESS : SGM_STAGE_DISPATCHED);
        g_assert_cmpint (sgm_record_is_null (look (w, &sgm_table_task, id), SGM_TASK_ENDED_AT), ==,
                         told != SGM_TASK_STATE_DONE);
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
  gint64 id = report (w, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      g_autoptr (SgmChange) change = change_of (w, reasons[i], &sgm_table_event, id);

      sgm_change_set_why (change, "");
      must_not (w, change, SGM_ERROR_INVALID);
    }
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autoptr (SgmChange) change = change_of (w, times[i], &sgm_table_event, id);

      sgm_change_set_until (change, w->now);
      must_not (w, change, SGM_ERROR_INVALID);
    }
  for (int score = 0; score <= 6; score += 6)
    {
      g_autoptr (SgmChange) change = change_of (w, SGM_CHANGE_EVALUATE, &sgm_table_event, id);

      sgm_change_set_number (change, score);
      must_not (w, change, SGM_ERROR_INVALID);
    }
}

static void
test_conflict (World         *w,
               gconstpointer  data)
{
  static const SgmChangeKind kinds[] = { SGM_CHANGE_FILE, SGM_CHANGE_REFUSE, SGM_CHANGE_SUSPEND, SGM_CHANGE_VOID,
                                         SGM_CHANGE_EXTEND, SGM_CHANGE_WHISTLE, SGM_CHANGE_ESCALATE, SGM_CHANGE_JOIN };
  gint64 id = report (w, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (SgmChange) late = change_of (w, kinds[i], &sgm_table_event, id);
      g_autoptr (SgmRecord) event = sgm_record_copy (look (w, &sgm_table_event, id));

      sgm_record_set_version (event, sgm_record_get_version (event) + 1);
      put (w, event);
      must_not (w, late, SGM_ERROR_CONFLICT);
    }
}

/* A whole life: returned, given to another, back, rework, done, closed, scored. */
static void
test_life (World         *w,
           gconstpointer  data)
{
  gint64 event = report (w, NULL);
  gint64 first = assign (w, event, SMALL_WORKER_A);
  gint64 second, third;

  act (w, SGM_CHANGE_RETURN, &sgm_table_event, event);
  g_assert_cmpint (get_int (w, &sgm_table_task, first, SGM_TASK_STATE), ==, SGM_TASK_STATE_RETURNED);
  g_assert_true (sgm_record_is_null (look (w, &sgm_table_event, event), SGM_EVENT_ASSIGNEE));
  second = assign (w, event, SMALL_WORKER_B);
  for (int state = SGM_TASK_STATE_ACCEPTED; state <= SGM_TASK_STATE_DONE; state++)
    {
      g_autoptr (SgmChange) change = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, second);

      sgm_change_set_number (change, state);
      must (w, change);
    }
  act (w, SGM_CHANGE_REWORK, &sgm_table_event, event);
  third = assign (w, event, SMALL_PART_TIME);
  {
    g_autoptr (SgmChange) change = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, third);

    sgm_change_set_number (change, SGM_TASK_STATE_DONE);
    must (w, change);
  }
  act (w, SGM_CHANGE_CLOSE, &sgm_table_event, event);
  g_assert_cmpint (get_int (w, &sgm_table_event, event, SGM_EVENT_CLOSED_AT), ==, NOW);
  act (w, SGM_CHANGE_EVALUATE, &sgm_table_event, event);
  g_assert_cmpint (get_int (w, &sgm_table_event, event, SGM_EVENT_SCORE), ==, 4);
}

/* While an event is suspended its clock stands. */
static void
test_pause (World         *w,
            gconstpointer  data)
{
  gint64 event = report (w, NULL);
  gint64 due = get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT);

  w->now += HOUR;
  act (w, SGM_CHANGE_SUSPEND, &sgm_table_event, event);
  w->now += 7 * HOUR;
  act (w, SGM_CHANGE_RESUME, &sgm_table_event, event);
  g_assert_cmpint (get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT), ==, due + 7 * HOUR);
  g_assert_cmpint (get_stage (w, event), ==, SGM_STAGE_FILED);
  g_assert_true (sgm_record_is_null (look (w, &sgm_table_event, event), SGM_EVENT_PAUSED_AT));
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
  gint64 event = report (w, NULL);
  gint64 task = assign (w, event, SMALL_WORKER_A);
  gint64 message = get_new_message (w);

  g_assert_cmpint (get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_NEXT_AT), ==, w->now + 5000);
  act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_ORDER, SGM_OUTBOX_STATE_CANCELLED), ==, 1);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, 0);

  task = assign (w, event, SMALL_WORKER_B);
  message = get_new_message (w);
  act (w, SGM_CHANGE_NOT_SENT, &sgm_table_outbox, message);
  g_assert_cmpint (get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_TRIES), ==, 1);
  {
    g_autoptr (SgmChange) last = change_of (w, SGM_CHANGE_NOT_SENT, &sgm_table_outbox, message);

    sgm_change_set_until (last, 0);
    must (w, last);
  }
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_ORDER, SGM_OUTBOX_STATE_PARKED), ==, 1);
  act_in_vain (w, SGM_CHANGE_SENT, &sgm_table_outbox, message, SGM_ERROR_REFUSED);
  act (w, SGM_CHANGE_RESEND, &sgm_table_outbox, message);
  act (w, SGM_CHANGE_SENT, &sgm_table_outbox, message);
  act_in_vain (w, SGM_CHANGE_SENT, &sgm_table_outbox, message, SGM_ERROR_REFUSED);
  g_assert_cmpint (get_int (w, &sgm_table_task, task, SGM_TASK_STATE), ==, SGM_TASK_STATE_SENT);
  act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, 1);

  /* By phone it is a person who tells. */
  assign (w, event, SMALL_PART_TIME);
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
      gint64 event = report (w, NULL);
      gint64 task = assign (w, event, SMALL_WORKER_A);
      gint64 message = get_new_message (w);

      act (w, SGM_CHANGE_WITHDRAW, &sgm_table_task, task);
      g_assert_cmpint (get_new_message (w), ==, 0);
      act (w, outcomes[i], &sgm_table_outbox, message);
      g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, i + 1);
      g_assert_cmpint (get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==,
                       outcomes[i] == SGM_CHANGE_SENT ? SGM_OUTBOX_STATE_SENT : SGM_OUTBOX_STATE_CANCELLED);
      g_assert_cmpint (get_int (w, &sgm_table_task, task, SGM_TASK_STATE), ==, SGM_TASK_STATE_WITHDRAWN);
    }
}

/* Whoever goes on with an order, or gives it back, has it. */
static void
test_message_overtaken (World         *w,
                        gconstpointer  data)
{
  gint64 event = report (w, NULL);
  gint64 task = assign (w, event, SMALL_WORKER_A);
  gint64 message = get_new_message (w);
  g_autoptr (SgmChange) by_phone = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  g_autoptr (SgmChange) by_terminal = NULL;

  sgm_change_set_number (by_phone, SGM_TASK_STATE_DELIVERED);
  must (w, by_phone);
  g_assert_cmpint (get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_CANCELLED);

  task = assign (w, report (w, NULL), SMALL_WORKER_A);
  message = get_new_message (w);
  by_terminal = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  sgm_change_set_number (by_terminal, SGM_TASK_STATE_ACCEPTED);
  sgm_change_set_source (by_terminal, SGM_SOURCE_TERMINAL, "t-2");
  must (w, by_terminal);
  g_assert_cmpint (get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_SENT);

  event = report (w, NULL);
  assign (w, event, SMALL_WORKER_A);
  message = get_new_message (w);
  act (w, SGM_CHANGE_RETURN, &sgm_table_event, event);
  g_assert_cmpint (get_int (w, &sgm_table_outbox, message, SGM_OUTBOX_STATE), ==, SGM_OUTBOX_STATE_CANCELLED);
  g_assert_cmpuint (count_messages (w, SGM_MESSAGE_RECALL, SGM_OUTBOX_STATE_WAITING), ==, 0);
}

static void
test_inbox (World         *w,
            gconstpointer  data)
{
  SgmReport what = { SGM_SOURCE_HOTLINE, "12345-7", SMALL_MATTER_URGENT, NULL, SMALL_UNIT_EAST, SMALL_X, SMALL_Y, NULL };
  g_autoptr (SgmChange) again = sgm_change_new_report_event (&what);
  g_autoptr (SgmChange) other = sgm_change_new_report_event (&what);
  gint64 event = report (w, "12345-7");
  gint64 task = assign (w, event, SMALL_WORKER_A);
  g_autoptr (SgmChange) told = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  g_autoptr (SgmChange) told_again = NULL;

  must_not (w, again, SGM_ERROR_REPEATED);
  sgm_change_set_source (other, SGM_SOURCE_DEVICE, "12345-7");
  must (w, other);

  sgm_change_set_source (told, SGM_SOURCE_TERMINAL, "t-1");
  must (w, told);
  told_again = change_of (w, SGM_CHANGE_ADVANCE, &sgm_table_task, task);
  sgm_change_set_source (told_again, SGM_SOURCE_TERMINAL, "t-1");
  sgm_change_set_number (told_again, SGM_TASK_STATE_DONE);
  must_not (w, told_again, SGM_ERROR_REPEATED);
}

static void
test_together (World         *w,
               gconstpointer  data)
{
  gint64 event = report (w, NULL);
  gint64 call, joint;

  act (w, SGM_CHANGE_WHISTLE, &sgm_table_event, event);
  act_in_vain (w, SGM_CHANGE_WHISTLE, &sgm_table_event, event, SGM_ERROR_REFUSED);
  call = sgm_record_get_id (find_only (w, &sgm_table_call));
  act_in_vain (w, SGM_CHANGE_SCORE_CALL, &sgm_table_call, call, SGM_ERROR_REFUSED);
  act (w, SGM_CHANGE_CHECK_IN, &sgm_table_call, call);
  act_in_vain (w, SGM_CHANGE_CHECK_IN, &sgm_table_call, call, SGM_ERROR_REFUSED);
  act (w, SGM_CHANGE_SCORE_CALL, &sgm_table_call, call);
  act_in_vain (w, SGM_CHANGE_SCORE_CALL, &sgm_table_call, call, SGM_ERROR_REFUSED);

  act (w, SGM_CHANGE_JOIN, &sgm_table_event, event);
  act_in_vain (w, SGM_CHANGE_JOIN, &sgm_table_event, event, SGM_ERROR_REFUSED);
  joint = sgm_record_get_id (find_only (w, &sgm_table_joint));
  act (w, SGM_CHANGE_END_JOINT, &sgm_table_joint, joint);
  act_in_vain (w, SGM_CHANGE_END_JOINT, &sgm_table_joint, joint, SGM_ERROR_REFUSED);
}

/* Grid → community → street → district, and no further. */
static void
test_escalation (World         *w,
                 gconstpointer  data)
{
  gint64 event = report (w, NULL);
  gint64 due = get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT);
  gint64 last;

  act (w, SGM_CHANGE_ESCALATE, &sgm_table_event, event);
  last = sgm_record_get_id (find_only (w, &sgm_table_escalation));
  g_assert_cmpint (get_int (w, &sgm_table_escalation, last, SGM_ESCALATION_LEVEL), ==, SGM_LEVEL_COMMUNITY);
  act (w, SGM_CHANGE_HAND_BACK, &sgm_table_escalation, last);
  act_in_vain (w, SGM_CHANGE_HAND_BACK, &sgm_table_escalation, last, SGM_ERROR_REFUSED);
  for (int level = SGM_LEVEL_COMMUNITY; level >= SGM_LEVEL_DISTRICT; level--)
    act (w, SGM_CHANGE_ESCALATE, &sgm_table_event, event);
  act_in_vain (w, SGM_CHANGE_ESCALATE, &sgm_table_event, event, SGM_ERROR_REFUSED);
  g_assert_cmpint (get_int (w, &sgm_table_event, event, SGM_EVENT_DUE_AT), ==, due);
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

  must (w, start);
  must_not (w, again, SGM_ERROR_REFUSED);
  must_not (w, too_long, SGM_ERROR_INVALID);
  must_not (w, too_much, SGM_ERROR_INVALID);
  must_not (w, nowhere, SGM_ERROR_REFUSED);
  mode = sgm_record_get_id (find_only (w, &sgm_table_mode));

  g_assert_cmpint (get_int (w, &sgm_table_event, report (w, NULL), SGM_EVENT_DUE_AT), ==, w->now + HOUR);
  w->now += 24 * HOUR;
  g_assert_cmpint (get_int (w, &sgm_table_event, report (w, NULL), SGM_EVENT_DUE_AT), ==, w->now + 2 * HOUR);
  w->now -= HOUR;
  act (w, SGM_CHANGE_END_MODE, &sgm_table_mode, mode);
  act_in_vain (w, SGM_CHANGE_END_MODE, &sgm_table_mode, mode, SGM_ERROR_REFUSED);
  g_assert_cmpint (get_int (w, &sgm_table_event, report (w, NULL), SGM_EVENT_DUE_AT), ==, w->now + 2 * HOUR);
}

/* An entry is taken back whole, as long as nothing was built upon it. */
static void
test_undo (World         *w,
           gconstpointer  data)
{
  gint64 event = report (w, NULL);
  guint before = g_hash_table_size (w->records);
  gint64 seq;

  assign (w, event, SMALL_WORKER_A);
  seq = w->patches->len;
  act (w, SGM_CHANGE_UNDO, &sgm_table_event, seq);
  g_assert_cmpuint (g_hash_table_size (w->records), ==, before);
  g_assert_cmpint (get_stage (w, event), ==, SGM_STAGE_FILED);
  act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, seq, SGM_ERROR_CONFLICT);

  /* Taken back once more, it is done again. */
  act (w, SGM_CHANGE_UNDO, &sgm_table_event, seq + 1);
  g_assert_cmpint (get_stage (w, event), ==, SGM_STAGE_DISPATCHED);

  act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, 1, SGM_ERROR_CONFLICT);
  act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, 99, SGM_ERROR_REFUSED);
  report (w, "kept");
  act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len, SGM_ERROR_REFUSED);
}

static SgmChange *
save_change (SgmChangeKind  kind,
             SgmRecord     *record)
{
  SgmChange *change = sgm_change_new (kind, 0, 0);

  sgm_change_add_record (change, record);
  return change;
}

/* Saves a copy of a record with one value set, and expects a code. */
static void
check_refused (World     *w,
               SgmRecord *good,
               guint      column,
               SgmValue   value,
               SgmError   expected)
{
  g_autoptr (SgmRecord) bad = sgm_record_copy (good);
  g_autoptr (SgmChange) change = NULL;

  sgm_record_set_value (bad, column, &value);
  change = save_change (SGM_CHANGE_SAVE, bad);
  g_test_message ("%s.%s", sgm_record_get_table (good)->name, sgm_record_get_table (good)->columns[column].name);
  must_not (w, change, expected);
}

#define NOTHING ((SgmValue) { SGM_TYPE_NULL, { 0 } })
#define NUMBER(n) ((SgmValue) { SGM_TYPE_INT, { .i = (n) } })
#define REAL(n) ((SgmValue) { SGM_TYPE_REAL, { .r = (n) } })
#define TEXT(t) ((SgmValue) { SGM_TYPE_TEXT, { .text = (char *) (t) } })

static void
test_save_area (World         *w,
                gconstpointer  data)
{
  g_autoptr (SgmRecord) area = sgm_record_new (&sgm_table_area, 0);
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (SgmChange) late = NULL;
  g_autoptr (SgmChange) remove = NULL;
  g_autoptr (SgmRecord) west = sgm_record_copy (look (w, &sgm_table_area, SMALL_UNIT_WEST));
  g_autoptr (SgmRecord) stale = sgm_record_copy (west);

  for (guint i = 0; i < SGM_AREA_N_COLUMNS; i++)
    sgm_record_set_value (area, i, sgm_record_get_value (look (w, &sgm_table_area, SMALL_UNIT_EAST), i));
  sgm_record_set_text (area, SGM_AREA_CODE, "440704001015001003");
  check_refused (w, area, SGM_AREA_CODE, TEXT ("440704001015001"), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_CODE, TEXT ("44070400101500x003"), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_CODE, TEXT ("440704001016001003"), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_CODE, TEXT ("440704001015001002"), SGM_ERROR_REFUSED);
  check_refused (w, area, SGM_AREA_CODE, NOTHING, SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_NAME, TEXT (""), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_PARENT, NUMBER (SMALL_STREET), SGM_ERROR_INVALID);
  check_refused (w, area, SGM_AREA_PARENT, NUMBER (77), SGM_ERROR_REFUSED);
  check_refused (w, area, SGM_AREA_GEOMETRY, NOTHING, SGM_ERROR_INVALID);
  change = save_change (SGM_CHANGE_SAVE, area);
  must (w, change);

  sgm_record_set_text (west, SGM_AREA_NAME, "西里");
  g_clear_pointer (&change, sgm_change_unref);
  change = save_change (SGM_CHANGE_SAVE, west);
  must (w, change);
  g_assert_cmpstr (sgm_record_get_text (look (w, &sgm_table_area, SMALL_UNIT_WEST), SGM_AREA_NAME), ==, "西里");
  late = save_change (SGM_CHANGE_SAVE, stale);
  must_not (w, late, SGM_ERROR_CONFLICT);
  remove = save_change (SGM_CHANGE_REMOVE, look (w, &sgm_table_area, SMALL_UNIT_WEST));
  must_not (w, remove, SGM_ERROR_REFUSED);
}

/* What a good record of each of the other tables looks like, and what makes
 * it a bad one. */
static void
test_save_records (World         *w,
                   gconstpointer  data)
{
  static const struct
  {
    const SgmTable *table;
    guint column;
    SgmValue good;
    SgmValue bad; /* equal to good where nothing is tried */
    SgmError expected;
  } cases[] = {
    { &sgm_table_person, SGM_PERSON_KIND, NUMBER (1), NUMBER (9), SGM_ERROR_INVALID },
    { &sgm_table_person, SGM_PERSON_NAME, TEXT ("戊"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_person, SGM_PERSON_CHANNEL, NUMBER (1), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_PERSON, NUMBER (1), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_post, SGM_POST_AREA, NUMBER (SMALL_GRID), NUMBER (SMALL_STREET), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_ROLE, NUMBER (1), NUMBER (2), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_VALID_FROM, NUMBER (5), NUMBER (7), SGM_ERROR_INVALID },
    { &sgm_table_post, SGM_POST_VALID_TO, NUMBER (6), NUMBER (5), SGM_ERROR_INVALID },
    { &sgm_table_shift, SGM_SHIFT_PERSON, NUMBER (1), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_shift, SGM_SHIFT_STARTS_AT, NUMBER (5), NUMBER (6), SGM_ERROR_INVALID },
    { &sgm_table_shift, SGM_SHIFT_ENDS_AT, NUMBER (6), NOTHING, SGM_ERROR_INVALID },
    { &sgm_table_org, SGM_ORG_LEVEL, NUMBER (3), NUMBER (4), SGM_ERROR_INVALID },
    { &sgm_table_org, SGM_ORG_NAME, TEXT ("网格党支部"), NOTHING, SGM_ERROR_INVALID },
    { &sgm_table_org, SGM_ORG_MEMBERS, NUMBER (12), NUMBER (-1), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_NO, NUMBER (3), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_NAME, TEXT ("井盖缺失"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_URGENCY, NUMBER (1), NUMBER (4), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_CLOCK, NUMBER (2), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_matter, SGM_MATTER_LIMIT, NUMBER (4), NUMBER (0), SGM_ERROR_INVALID },
    { &sgm_table_calendar, SGM_CALENDAR_DAY, NUMBER (20261001), NUMBER (20260230), SGM_ERROR_INVALID },
    { &sgm_table_calendar, SGM_CALENDAR_KIND, NUMBER (1), NUMBER (3), SGM_ERROR_INVALID },
    { &sgm_table_fact, SGM_FACT_AREA, NUMBER (SMALL_UNIT_WEST), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_fact, SGM_FACT_MEASURE, TEXT ("households"), NOTHING, SGM_ERROR_INVALID },
    { &sgm_table_fact, SGM_FACT_VALUE, REAL (3), REAL (-1), SGM_ERROR_INVALID },
    { &sgm_table_fact, SGM_FACT_TOTAL, REAL (4), REAL (2), SGM_ERROR_INVALID },
    { &sgm_table_note, SGM_NOTE_TEXT, TEXT ("看过了"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_note, SGM_NOTE_AREA, NUMBER (SMALL_GRID), NUMBER (99), SGM_ERROR_REFUSED },
    { &sgm_table_note, SGM_NOTE_EVENT, NOTHING, NUMBER (1), SGM_ERROR_INVALID },
    { &sgm_table_user, SGM_USER_NAME, TEXT ("chen"), TEXT (""), SGM_ERROR_INVALID },
    { &sgm_table_user, SGM_USER_ROLE, NUMBER (SGM_USER_ROLE_ADMINISTRATOR), NUMBER (5), SGM_ERROR_INVALID },
    { &sgm_table_meta, SGM_META_KEY, TEXT ("erase-after-days"), TEXT ("sample"), SGM_ERROR_INVALID },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (SgmRecord) good = sgm_record_new (cases[i].table, 0);

      for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
        if (cases[j].table == cases[i].table)
          sgm_record_set_value (good, cases[j].column, &cases[j].good);
      check_refused (w, good, cases[i].column, cases[i].bad, cases[i].expected);
      if (i + 1 == G_N_ELEMENTS (cases) || cases[i + 1].table != cases[i].table)
        {
          g_autoptr (SgmChange) change = save_change (SGM_CHANGE_SAVE, good);

          must (w, change);
        }
    }
}

static void
save_user (World       *w,
           const char  *name,
           SgmUserRole  role,
           gint64       area)
{
  g_autoptr (SgmRecord) user = sgm_record_new (&sgm_table_user, 0);
  g_autoptr (SgmChange) change = NULL;

  sgm_record_set_text (user, SGM_USER_NAME, name);
  sgm_record_set_int (user, SGM_USER_ROLE, role);
  if (area != 0)
    sgm_record_set_int (user, SGM_USER_AREA, area);
  change = save_change (SGM_CHANGE_SAVE, user);
  must (w, change);
}

/* Each role × what it may do: report, assign, extend, save a person, note. */
static void
test_rights (World         *w,
             gconstpointer  data)
{
  static const struct
  {
    const char *user;
    gboolean assigns, extends, saves, notes;
  } cases[] = {
    { "admin", TRUE, TRUE, TRUE, TRUE },
    { "dispatcher", TRUE, TRUE, FALSE, TRUE },
    { "street", TRUE, FALSE, FALSE, TRUE },
    { "elsewhere", FALSE, FALSE, FALSE, TRUE },
    { "leader", FALSE, FALSE, FALSE, TRUE },
    { "stranger", FALSE, FALSE, FALSE, FALSE },
  };

  w->user = "anybody";
  save_user (w, "admin", SGM_USER_ROLE_ADMINISTRATOR, 0);
  w->user = "admin";
  save_user (w, "dispatcher", SGM_USER_ROLE_DISPATCHER, 0);
  save_user (w, "street", SGM_USER_ROLE_STREET, SMALL_STREET);
  save_user (w, "elsewhere", SGM_USER_ROLE_STREET, SMALL_UNIT_EAST);
  save_user (w, "leader", SGM_USER_ROLE_LEADER, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 event;
      int code;

      w->user = NULL;
      event = report (w, NULL);
      w->user = cases[i].user;
      g_test_message ("%s", w->user);
      {
        g_autoptr (SgmChange) extend = change_of (w, SGM_CHANGE_EXTEND, &sgm_table_event, event);
        g_autoptr (SgmChange) assign_it = sgm_change_new_assign (event, 1, SMALL_WORKER_A);
        g_autoptr (SgmRecord) person = sgm_record_copy (look (w, &sgm_table_person, SMALL_WORKER_A));
        g_autoptr (SgmChange) save = save_change (SGM_CHANGE_SAVE, person);
        g_autoptr (SgmRecord) note = sgm_record_new (&sgm_table_note, 0);
        g_autoptr (SgmChange) write = NULL;

        g_assert_cmpint (try (w, assign_it, &code), ==, cases[i].assigns);
        g_assert_true (cases[i].assigns || code == SGM_ERROR_DENIED);
        if (!cases[i].assigns || !cases[i].extends)
          {
            g_assert_cmpint (try (w, extend, &code), ==, cases[i].extends);
            g_assert_cmpint (code, ==, SGM_ERROR_DENIED);
          }
        g_assert_cmpint (try (w, save, &code), ==, cases[i].saves);
        g_assert_true (cases[i].saves || code == SGM_ERROR_DENIED);
        sgm_record_set_int (note, SGM_NOTE_AREA, SMALL_GRID);
        sgm_record_set_text (note, SGM_NOTE_TEXT, "看过了");
        write = save_change (SGM_CHANGE_SAVE, note);
        g_assert_cmpint (try (w, write, &code), ==, cases[i].notes);
      }
    }

  /* The last administrator stays one. */
  w->user = "admin";
  {
    GHashTableIter iter;
    gpointer record;
    SgmRecord *admin = NULL;
    g_autoptr (SgmRecord) demoted = NULL;
    g_autoptr (SgmChange) remove = NULL;
    g_autoptr (SgmChange) demote = NULL;

    g_hash_table_iter_init (&iter, w->records);
    while (g_hash_table_iter_next (&iter, NULL, &record))
      if (sgm_record_get_table (record) == &sgm_table_user
          && g_str_equal (sgm_record_get_text (record, SGM_USER_NAME), "admin"))
        admin = record;
    remove = save_change (SGM_CHANGE_REMOVE, admin);
    must_not (w, remove, SGM_ERROR_REFUSED);
    demoted = sgm_record_copy (admin);
    sgm_record_set_int (demoted, SGM_USER_ROLE, SGM_USER_ROLE_LEADER);
    demote = save_change (SGM_CHANGE_SAVE, demoted);
    must_not (w, demote, SGM_ERROR_REFUSED);
  }
}

static void
test_reveal (World         *w,
             gconstpointer  data)
{
  g_autoptr (SgmRecord) reading = sgm_record_new (&sgm_table_reading, 0);
  g_autoptr (SgmChange) silent = NULL;
  g_autoptr (SgmChange) change = NULL;

  sgm_record_set_int (reading, SGM_READING_PERSON, SMALL_WORKER_A);
  sgm_record_set_text (reading, SGM_READING_WHAT, "phone");
  sgm_record_set_int (reading, SGM_READING_EXPIRES_AT, w->now + 24 * HOUR);
  silent = save_change (SGM_CHANGE_REVEAL, reading);
  must_not (w, silent, SGM_ERROR_INVALID);
  change = save_change (SGM_CHANGE_REVEAL, reading);
  sgm_change_set_why (change, "打不通终端");
  sgm_change_set_who (change, "chen");
  must (w, change);
  g_assert_cmpint (sgm_record_get_int (find_only (w, &sgm_table_reading), SGM_READING_EXPIRES_AT), ==, w->now + HOUR / 4);
  g_assert_cmpstr (sgm_record_get_text (find_only (w, &sgm_table_reading), SGM_READING_WHO), ==, "chen");
  act_in_vain (w, SGM_CHANGE_UNDO, &sgm_table_event, w->patches->len, SGM_ERROR_REFUSED);
}

static void
test_erase (World         *w,
            gconstpointer  data)
{
  gint64 event = report (w, NULL);
  g_autoptr (SgmChange) early = save_change (SGM_CHANGE_ERASE_REPORTERS, look (w, &sgm_table_event, event));
  g_autoptr (SgmChange) change = NULL;

  must_not (w, early, SGM_ERROR_REFUSED);
  act (w, SGM_CHANGE_REFUSE, &sgm_table_event, event);
  change = save_change (SGM_CHANGE_ERASE_REPORTERS, look (w, &sgm_table_event, event));
  must (w, change);
  g_assert_true (sgm_record_is_null (look (w, &sgm_table_event, event), SGM_EVENT_REPORTER));
}

static void
test_unknown (World         *w,
              gconstpointer  data)
{
  g_autoptr (SgmChange) none = sgm_change_new (0, 1, 1);
  g_autoptr (SgmChange) later = sgm_change_new (SGM_N_CHANGE_KINDS, 1, 1);

  must_not (w, none, SGM_ERROR_INVALID);
  must_not (w, later, SGM_ERROR_INVALID);
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
      g_assert_cmpint (try (w, change, &code), ==,
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
    { "/decide/what-is-asked-for", test_what_is_asked_for },
    { "/decide/conflict", test_conflict },
    { "/decide/life", test_life },
    { "/decide/pause", test_pause },
    { "/decide/outbox", test_outbox },
    { "/decide/late-recall", test_late_recall },
    { "/decide/message-overtaken", test_message_overtaken },
    { "/decide/inbox", test_inbox },
    { "/decide/together", test_together },
    { "/decide/escalation", test_escalation },
    { "/decide/mode", test_mode },
    { "/decide/undo", test_undo },
    { "/decide/save-area", test_save_area },
    { "/decide/save-records", test_save_records },
    { "/decide/rights", test_rights },
    { "/decide/reveal", test_reveal },
    { "/decide/erase", test_erase },
    { "/decide/unknown", test_unknown },
    { "/decide/empty-changes", test_empty_changes },
  };

  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, World, NULL, set_up, tests[i].test, tear_down);
  return g_test_run ();
}
