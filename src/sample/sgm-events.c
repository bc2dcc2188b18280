/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-events.h"

#include <math.h>

#include "domain/sgm-decide.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-unit-kind.h"
#include "geo/sgm-geometry.h"
#include "sample/sgm-event-days.h"
#include "sample/sgm-event-plan.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

#define LATE 0.06          /* of the closed events */
#define REWORKED 0.03      /* of those whose work could have been done better */

/* How much of its limit the work takes: half of it is done within this share,
 * the rest spreads like times of work do. */
#define MEDIAN_PART 0.4
#define SPREAD_PART 0.55

/* Workers are about on Saturdays and Sundays too, but few of them. */
#define OUT_OF_HOURS 0.15
#define REPORTER_KEPT (30 * DAY)

/* Who does a step; the person concerned is named apart. */
#define CENTRE "指挥中心"
#define WORKER "网格员"
#define PUBLIC "群众"
#define DEVICE "智能设备"

typedef struct
{
  SgmEvents *events;
  const SgmAreaTree *tree;
  const SgmLists *lists;
  const SgmPeople *people;
  const SgmWords *words;
  GRand *rand;
  gint64 now;
  guint32 seed;
  GPtrArray *units;
  SgmGeometry **geometries; /* of the units, as they are needed */
  double *chances;          /* how much happens in each unit */
  GHashTable *passed;       /* place of a matter → double[], the sum of the chances of it up to each unit */
} Maker;

/* The event that is being made. */
typedef struct
{
  SgmRecord *record;
  const SgmEventPlan *plan;
  gint64 id;
  gint64 due;
  gint64 worker;
  SgmChannel channel;
  gint64 last_step;
  guint n_steps;
} Making;

static guint
draw_number (Maker *m,
             int    from,
             int    to)
{
  return (guint) g_rand_int_range (m->rand, from, to);
}

/* Where much happens differs from unit to unit, and a few have most of it. */
static void
weigh_units (Maker *m)
{
  m->chances = g_new (double, m->units->len);
  for (guint i = 0; i < m->units->len; i++)
    {
      double chance = g_rand_double (m->rand);

      m->chances[i] = 0.3 + 2.5 * chance * chance * chance;
    }
}

static SgmUnitKind
get_unit_kind (Maker *m,
               guint  unit)
{
  return sgm_unit_kind_from_name (sgm_record_get_text (m->units->pdata[unit], SGM_AREA_NAME));
}

static const double *
get_passed (Maker      *m,
            const char *place)
{
  double *passed = g_hash_table_lookup (m->passed, place);
  double sum = 0;

  if (passed != NULL)
    return passed;
  passed = g_new (double, m->units->len);
  for (guint i = 0; i < m->units->len; i++)
    passed[i] = sum += m->chances[i] * sgm_unit_kind_get_share (get_unit_kind (m, i), place);
  g_hash_table_insert (m->passed, g_strdup (place), passed);
  return passed;
}

static guint
draw_unit (Maker      *m,
           const char *place)
{
  const double *passed = get_passed (m, place);
  double at = g_rand_double (m->rand) * passed[m->units->len - 1];
  guint low = 0, high = m->units->len - 1;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (passed[middle] <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* A point well inside the unit, off its edges. */
static gboolean
set_place (Maker      *m,
           SgmRecord  *event,
           guint       unit,
           GError    **error)
{
  SgmRecord *record = m->units->pdata[unit];
  g_autoptr (SgmGeometry) point = NULL;
  g_autoptr (GBytes) wkb = NULL;
  const SgmBox *box;
  double x, y;

  if (m->geometries[unit] == NULL)
    m->geometries[unit] = sgm_geometry_new_from_wkb (sgm_record_get_bytes (record, SGM_AREA_GEOMETRY),
                                                     error);
  if (m->geometries[unit] == NULL)
    return FALSE;

  box = sgm_geometry_get_box (m->geometries[unit]);
  for (int tries = 0; tries < 50; tries++)
    {
      x = g_rand_double_range (m->rand, box->min_x, box->max_x);
      y = g_rand_double_range (m->rand, box->min_y, box->max_y);
      if (sgm_geometry_contains (m->geometries[unit], x, y))
        break;
      if (tries == 49)
        {
          const double *middle = sgm_geometry_get_label_point (m->geometries[unit]);

          x = middle[0];
          y = middle[1];
        }
    }
  point = sgm_geometry_new_point (x, y);
  wkb = sgm_geometry_to_wkb (point);
  sgm_record_set_int (event, SGM_EVENT_UNIT, sgm_record_get_id (record));
  sgm_record_set_int (event, SGM_EVENT_GRID, sgm_record_get_int (record, SGM_AREA_PARENT));
  sgm_record_set_bytes (event, SGM_EVENT_GEOMETRY, wkb);
  return TRUE;
}

static SgmSource
draw_source (Maker      *m,
             SgmUrgency  urgency,
             gint64      at)
{
  int hour = sgm_event_days_get_hour (at);
  guint chance = draw_number (m, 0, 100);

  if (urgency == SGM_URGENCY_URGENT && chance < 35)
    return SGM_SOURCE_DEVICE;
  if (hour >= 7 && hour < 20 && chance < 82)
    return SGM_SOURCE_TERMINAL;
  if (chance < 88)
    return SGM_SOURCE_HOTLINE;
  return chance < 95 ? SGM_SOURCE_YUESHENGSHI : SGM_SOURCE_YUEPINGAN;
}

static void
set_source (Maker     *m,
            SgmRecord *event)
{
  gint64 at = sgm_record_get_int (event, SGM_EVENT_REPORTED_AT);
  SgmSource source = draw_source (m, sgm_record_get_int (event, SGM_EVENT_URGENCY), at);

  sgm_record_set_int (event, SGM_EVENT_SOURCE, source);
  /* Reporters are forgotten some time after. */
  if (source >= SGM_SOURCE_YUESHENGSHI && source <= SGM_SOURCE_HOTLINE && at > m->now - REPORTER_KEPT)
    {
      g_autofree char *name = sgm_words_dup_name (m->words, draw_number (m, 5000, 9000));

      sgm_record_set_text (event, SGM_EVENT_REPORTER, name);
    }
}

static const char *
get_reporter (SgmRecord *event)
{
  switch (sgm_record_get_int (event, SGM_EVENT_SOURCE))
    {
    case SGM_SOURCE_TERMINAL:
      return WORKER;
    case SGM_SOURCE_DEVICE:
      return DEVICE;
    default:
      return PUBLIC;
    }
}

static void
set_matter (Maker     *m,
            SgmRecord *event,
            int        matter,
            guint      unit)
{
  SgmRecord *record = m->lists->matters->pdata[matter];
  SgmUnitKind kind = get_unit_kind (m, unit);
  const char *place = sgm_words_pick (m->words, m->rand, sgm_unit_kind_get_words (kind, m->lists->places[matter]),
                                      NULL);
  g_autofree char *title = g_strconcat (place, "：", sgm_record_get_text (record, SGM_MATTER_NAME),
                                        NULL);

  sgm_record_set_int (event, SGM_EVENT_MATTER, sgm_record_get_id (record));
  sgm_record_set_int (event, SGM_EVENT_URGENCY, sgm_record_get_int (record, SGM_MATTER_URGENCY));
  sgm_record_set_text (event, SGM_EVENT_TITLE, title);
}

static void
add_step (Maker      *m,
          Making     *e,
          gint64      at,
          SgmStage    stage,
          const char *who,
          const char *note)
{
  SgmRecord *step = sgm_record_new (&sgm_table_step, m->events->steps->len + 1);
  gboolean ordered = stage == SGM_STAGE_DISPATCHED || g_str_equal (who, WORKER);

  e->last_step = MAX (at, e->last_step);
  sgm_record_set_int (step, SGM_STEP_EVENT, e->id);
  sgm_record_set_int (step, SGM_STEP_SEQ, ++e->n_steps);
  sgm_record_set_int (step, SGM_STEP_AT, e->last_step);
  sgm_record_set_text (step, SGM_STEP_WHO, who);
  sgm_record_set_int (step, SGM_STEP_STAGE, stage);
  if (ordered && e->worker != 0)
    sgm_record_set_int (step, SGM_STEP_PERSON, e->worker);
  sgm_record_set_text (step, SGM_STEP_NOTE, note);
  g_ptr_array_add (m->events->steps, step);
}

static const char *
draw_note (Maker      *m,
           const char *use)
{
  return sgm_words_pick (m->words, m->rand, use, NULL);
}

static void
add_task (Maker        *m,
          Making       *e,
          SgmTaskState  state,
          gint64        assigned_at,
          gint64        ended_at)
{
  SgmRecord *task = sgm_record_new (&sgm_table_task, m->events->tasks->len + 1);

  sgm_record_set_int (task, SGM_TASK_EVENT, e->id);
  sgm_record_set_int (task, SGM_TASK_PERSON, e->worker);
  sgm_record_set_int (task, SGM_TASK_CHANNEL, e->channel);
  sgm_record_set_int (task, SGM_TASK_STATE, state);
  sgm_record_set_int (task, SGM_TASK_ASSIGNED_AT, assigned_at);
  if (!sgm_task_state_is_active (state))
    sgm_record_set_int (task, SGM_TASK_ENDED_AT, ended_at);
  g_ptr_array_add (m->events->tasks, task);
}

/* A share of the limit, distributed log-normally as durations of work are. */
static double
draw_part (Maker *m)
{
  double radius = sqrt (-2 * log (1 - g_rand_double (m->rand)));
  double normal = radius * cos (2 * G_PI * g_rand_double (m->rand));

  return CLAMP (MEDIAN_PART * exp (SPREAD_PART * normal), 0.05, 0.97);
}

/* Most work is done in time, and little of it at night or on days off. */
static gint64
draw_done (Maker  *m,
           Making *e)
{
  gint64 from = e->plan->reported_at;
  gboolean late = g_rand_double (m->rand) < LATE;
  gboolean urgent = sgm_record_get_int (e->record, SGM_EVENT_URGENCY) == SGM_URGENCY_URGENT;
  gint64 done = from;

  for (int tries = 0; tries < 40; tries++)
    {
      double part = late ? g_rand_double_range (m->rand, 1.02, 1.6) : draw_part (m);
      int hour;

      done = from + (gint64) (part * (e->due - from));
      hour = sgm_event_days_get_hour (done);
      if (urgent || sgm_calendar_is_open (m->lists->calendar, done)
          || (hour >= 8 && hour < 20 && g_rand_double (m->rand) < OUT_OF_HOURS))
        break;
    }
  return MIN (done, m->now - 75 * MINUTE);
}

/* What was reported back was not enough, and is done again. */
static gint64
add_rework (Maker  *m,
            Making *e,
            gint64  done)
{
  add_step (m, e, done + draw_number (m, 5, 50) * MINUTE, SGM_STAGE_REWORK, CENTRE, draw_note (m, "rework"));
  add_step (m, e, e->last_step + draw_number (m, 60, 240) * MINUTE, SGM_STAGE_REPORTED_BACK, WORKER,
            draw_note (m, "back"));
  return e->last_step;
}

static void
make_closed (Maker  *m,
             Making *e)
{
  gint64 from = e->plan->reported_at;
  gint64 done = draw_done (m, e);
  gint64 span = (done - from) / 8;
  gint64 dispatched, closed;

  add_step (m, e, from + MIN (span, draw_number (m, 1, 15) * MINUTE), SGM_STAGE_FILED, CENTRE,
            draw_note (m, "filed"));
  add_step (m, e, from + MIN (2 * span, draw_number (m, 16, 45) * MINUTE), SGM_STAGE_DISPATCHED,
            CENTRE, NULL);
  dispatched = e->last_step;
  add_step (m, e, from + MIN (4 * span, draw_number (m, 50, 150) * MINUTE), SGM_STAGE_IN_PROGRESS,
            WORKER, NULL);
  add_step (m, e, done, SGM_STAGE_REPORTED_BACK, WORKER, draw_note (m, "back"));
  if (done + 8 * HOUR < m->now && g_rand_double (m->rand) < REWORKED)
    done = add_rework (m, e, done);
  closed = done + draw_number (m, 5, 70) * MINUTE;
  add_step (m, e, closed, SGM_STAGE_CLOSED, CENTRE, draw_note (m, "closed"));
  add_task (m, e, SGM_TASK_STATE_DONE, dispatched, done);
  sgm_record_set_int (e->record, SGM_EVENT_CLOSED_AT, closed);
  sgm_record_set_int (e->record, SGM_EVENT_STAGE, SGM_STAGE_CLOSED);
  if (closed + 2 * DAY < m->now && draw_number (m, 0, 10) < 6)
    {
      add_step (m, e, closed + draw_number (m, 20, 47) * HOUR, SGM_STAGE_EVALUATED, CENTRE,
                draw_note (m, "evaluated"));
      sgm_record_set_int (e->record, SGM_EVENT_STAGE, SGM_STAGE_EVALUATED);
    }
}

/* Refused and void events end before anybody is sent. */
static void
make_dropped (Maker      *m,
              Making     *e,
              const char *reason)
{
  gint64 at = e->plan->reported_at + draw_number (m, 5, 90) * MINUTE;

  add_step (m, e, at, e->plan->stage, CENTRE, reason);
  sgm_record_set_int (e->record, SGM_EVENT_CLOSED_AT, at);
}

static gboolean
passed (const Making *e,
        SgmStage      stage)
{
  SgmStage reached = e->plan->stage;

  return reached >= SGM_STAGE_RETURNED ? stage <= SGM_STAGE_REPORTED_BACK : reached >= stage;
}

/* The steps of an open event lie evenly between its report and now. */
static void
make_open (Maker  *m,
           Making *e)
{
  gint64 from = e->plan->reported_at;
  gint64 span = (m->now - from) / 10;
  gint64 dispatched = 0;
  SgmStage stage = e->plan->stage;

  if (passed (e, SGM_STAGE_FILED))
    add_step (m, e, from + MIN (span, 12 * MINUTE), SGM_STAGE_FILED, CENTRE, draw_note (m, "filed"));
  if (passed (e, SGM_STAGE_DISPATCHED))
    {
      add_step (m, e, from + 3 * span, SGM_STAGE_DISPATCHED, CENTRE, NULL);
      dispatched = e->last_step;
    }
  if (stage == SGM_STAGE_RETURNED)
    add_step (m, e, from + 5 * span, stage, WORKER, draw_note (m, "returned"));
  else if (passed (e, SGM_STAGE_IN_PROGRESS))
    add_step (m, e, from + 5 * span, SGM_STAGE_IN_PROGRESS, WORKER, NULL);
  if (stage == SGM_STAGE_REPORTED_BACK || stage == SGM_STAGE_REWORK)
    add_step (m, e, from + 8 * span, SGM_STAGE_REPORTED_BACK, WORKER, draw_note (m, "back"));
  if (stage == SGM_STAGE_REWORK || stage == SGM_STAGE_SUSPENDED)
    add_step (m, e, from + 9 * span, stage, CENTRE,
              draw_note (m, stage == SGM_STAGE_REWORK ? "rework" : "suspended"));

  if (stage == SGM_STAGE_DISPATCHED)
    add_task (m, e, draw_number (m, SGM_TASK_STATE_SENT, SGM_TASK_STATE_ACCEPTED), dispatched, 0);
  else if (stage == SGM_STAGE_IN_PROGRESS)
    add_task (m, e, draw_number (m, SGM_TASK_STATE_ACCEPTED, SGM_TASK_STATE_DONE), dispatched, 0);
  else if (stage == SGM_STAGE_REPORTED_BACK || stage == SGM_STAGE_REWORK)
    add_task (m, e, SGM_TASK_STATE_DONE, dispatched, e->last_step);
  else if (dispatched != 0)
    add_task (m, e, SGM_TASK_STATE_WITHDRAWN, dispatched, e->last_step);
}

/* Somebody has the event as long as it is with somebody, and whoever dealt
 * with it stays named when it is closed. */
static gboolean
has_assignee (SgmStage stage)
{
  return stage >= SGM_STAGE_DISPATCHED && stage <= SGM_STAGE_EVALUATED;
}

static void
choose_worker (Maker  *m,
               Making *e)
{
  SgmRecord *worker = sgm_people_pick_worker (m->people, m->rand,
                                              sgm_record_get_int (e->record, SGM_EVENT_GRID));

  e->worker = sgm_record_get_id (worker);
  e->channel = sgm_record_get_int (worker, SGM_PERSON_CHANNEL);
  if (has_assignee (e->plan->stage))
    sgm_record_set_int (e->record, SGM_EVENT_ASSIGNEE, e->worker);
}

static gboolean
make_event (Maker               *m,
            const SgmEventPlan  *plan,
            GError             **error)
{
  gint64 id = m->events->events->len + 1;
  g_autoptr (SgmRecord) event = sgm_record_new (&sgm_table_event, id);
  g_autofree char *number = sgm_event_number_new (plan->reported_at, id);
  Making e = { event, plan, id };
  const char *reason = NULL;
  guint unit = draw_unit (m, plan->matter >= 0 ? m->lists->places[plan->matter] : "home");

  if (!set_place (m, event, unit, error))
    return FALSE;
  sgm_record_set_text (event, SGM_EVENT_NO, number);
  sgm_record_set_int (event, SGM_EVENT_REPORTED_AT, plan->reported_at);
  sgm_record_set_int (event, SGM_EVENT_STAGE, plan->stage);
  if (plan->matter >= 0)
    {
      set_matter (m, event, plan->matter, unit);
      e.due = sgm_event_plan_get_due (m->lists, plan->matter, plan->reported_at);
      sgm_record_set_int (event, SGM_EVENT_DUE_AT, e.due);
    }
  else
    {
      sgm_record_set_int (event, SGM_EVENT_URGENCY, SGM_URGENCY_ORDINARY);
      sgm_record_set_text (event, SGM_EVENT_TITLE,
                           sgm_words_pick (m->words, m->rand, "refused", &reason));
    }
  set_source (m, event);
  choose_worker (m, &e);
  add_step (m, &e, plan->reported_at, SGM_STAGE_REPORTED, get_reporter (event), NULL);
  if (plan->stage == SGM_STAGE_CLOSED)
    make_closed (m, &e);
  else if (sgm_stage_is_open (plan->stage))
    make_open (m, &e);
  else
    make_dropped (m, &e, reason != NULL ? reason : draw_note (m, "void"));
  g_ptr_array_add (m->events->events, g_steal_pointer (&event));
  return TRUE;
}

static gboolean
make_events (Maker         *m,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr (GArray) plans = sgm_event_plans_new (m->lists, m->rand, m->now, m->seed);

  for (guint i = 0; i < plans->len; i++)
    if ((i % 1000 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        || !make_event (m, &g_array_index (plans, SgmEventPlan, i), error))
      return FALSE;
  return TRUE;
}

/**
 * sgm_events_new:
 * @tree: the areas, among them at least one unit; every grid has a worker
 * @lists: the sample's lists
 * @people: the workers
 * @words: what titles and notes are made of
 * @seed: that of the sample; the same makes the same events
 * @now: the moment the sample ends at, UTC milliseconds
 *
 * Returns: (transfer full): the events, or %NULL when cancelled or where a
 *   unit's geometry cannot be read
 */
SgmEvents *
sgm_events_new (const SgmAreaTree  *tree,
                const SgmLists     *lists,
                const SgmPeople    *people,
                const SgmWords     *words,
                guint32             seed,
                gint64              now,
                GCancellable       *cancellable,
                GError            **error)
{
  g_autoptr (SgmEvents) events = g_new0 (SgmEvents, 1);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed ^ 0x6576656e);
  Maker m = { events, tree, lists, people, words, rand, now, seed };
  gboolean made;

  events->events = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  events->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  events->tasks = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  m.units = sgm_area_tree_get_level (tree, SGM_LEVEL_UNIT);
  m.geometries = g_new0 (SgmGeometry *, m.units->len);
  m.passed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  weigh_units (&m);

  made = make_events (&m, cancellable, error);

  for (guint i = 0; i < m.units->len; i++)
    g_clear_pointer (&m.geometries[i], sgm_geometry_unref);
  g_free (m.geometries);
  g_hash_table_unref (m.passed);
  g_free (m.chances);
  return made ? g_steal_pointer (&events) : NULL;
}

void
sgm_events_free (SgmEvents *events)
{
  g_ptr_array_unref (events->events);
  g_ptr_array_unref (events->steps);
  g_ptr_array_unref (events->tasks);
  g_free (events);
}
