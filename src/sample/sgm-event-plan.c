/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-event-plan.h"

#include "domain/sgm-tables.h"
#include "sample/sgm-event-days.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define SHANGHAI (8 * HOUR)

/* Nothing that is closed was reported in the last hours. */
#define QUIET (3 * HOUR)

/* 16,243 events, of which 170 were not to be closed; of the other 16,073 all
 * but 80 are closed: 99.50 %. */
#define N_CLOSED 15993
#define N_REFUSED 128
#define N_VOID 42

/* How far the open ones have come: 80 together. */
static const struct
{
  SgmStage stage;
  guint n;
} open_stages[] = {
  { SGM_STAGE_REPORTED, 3 },
  { SGM_STAGE_FILED, 31 },
  { SGM_STAGE_DISPATCHED, 14 },
  { SGM_STAGE_IN_PROGRESS, 18 },
  { SGM_STAGE_REPORTED_BACK, 7 },
  { SGM_STAGE_RETURNED, 2 },
  { SGM_STAGE_REWORK, 2 },
  { SGM_STAGE_SUSPENDED, 3 },
};

/* One in so many open events is overdue, and so many are urgent. */
#define OVERDUE_EVERY 9
#define N_URGENT_OPEN 3

/* What has no matter is asked by phone. */
static const SgmEventHabit asked = { SGM_EVENT_HOURS_OFFICE, SGM_EVENT_SWING_NONE };

/**
 * Planner:
 * @first_day: the first day of the past, as of sgm_event_days_new()
 * @days: (element-type SgmEventDay): what the days were like
 * @passed: (array): for each day and matter the sum of how often the matters
 *   are reported up to it
 */
typedef struct
{
  const SgmLists *lists;
  GRand *rand;
  gint64 now;
  gint64 first_day;
  GArray *days;
  double *passed;
} Planner;

static const SgmEventHabit *
get_habit (const Planner *p,
           int            matter)
{
  return matter < 0 ? &asked : &g_array_index (p->lists->habits, SgmEventHabit, matter);
}

static void
sum_up (Planner *p)
{
  guint n = p->lists->weights->len;
  double sum = 0;

  p->passed = g_new (double, p->days->len * n);
  for (guint i = 0; i < p->days->len; i++)
    for (guint j = 0; j < n; j++)
      {
        sum += g_array_index (p->lists->weights, guint, j)
               * sgm_event_habit_get_share (get_habit (p, (int) j), &g_array_index (p->days, SgmEventDay, i));
        p->passed[i * n + j] = sum;
      }
}

/* Returns: the first of @n sums that is above @at */
static guint
find_sum (const double *sums,
          guint         n,
          double        at)
{
  guint low = 0, high = n - 1;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (sums[middle] <= at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static guint
pick (GRand       *rand,
      const guint *weights,
      guint        n)
{
  guint total = 0;
  guint at;

  for (guint i = 0; i < n; i++)
    total += weights[i];
  at = (guint) g_rand_int_range (rand, 0, (gint32) total);
  for (guint i = 0;; i++)
    {
      if (at < weights[i])
        return i;
      at -= weights[i];
    }
}

static gint64
draw_hour (const Planner *p,
           guint          day,
           int            matter)
{
  guint hour = pick (p->rand, sgm_event_habit_get_hours (get_habit (p, matter)), 24);

  return (p->first_day + day) * DAY - SHANGHAI + hour * HOUR + g_rand_int_range (p->rand, 0, (gint32) HOUR);
}

/* A time at which some matter was reported, and which. */
static gint64
draw_past (const Planner *p,
           int           *matter)
{
  guint n = p->lists->weights->len;
  guint cells = p->days->len * n;

  for (;;)
    {
      guint cell = find_sum (p->passed, cells, g_rand_double (p->rand) * p->passed[cells - 1]);
      gint64 at = draw_hour (p, cell / n, (int) (cell % n));

      if (at >= p->now - QUIET)
        continue;
      *matter = (int) (cell % n);
      return at;
    }
}

/* A time within @days days before @until at which a matter is reported. */
static gint64
draw_time (const Planner *p,
           gint64         until,
           guint          days,
           int            matter)
{
  guint last = (guint) (sgm_event_days_count (until) - p->first_day);
  guint n = MIN (days, last + 1);
  g_autofree double *sums = g_new (double, n);
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sums[i] = sum += sgm_event_habit_get_share (get_habit (p, matter),
                                                &g_array_index (p->days, SgmEventDay, last - i));
  for (;;)
    {
      gint64 at = draw_hour (p, last - find_sum (sums, n, g_rand_double (p->rand) * sum), matter);

      if (at < until)
        return at;
    }
}

static gboolean
is_urgent (const SgmLists *lists,
           int             matter)
{
  return sgm_record_get_int (lists->matters->pdata[matter], SGM_MATTER_URGENCY)
         == SGM_URGENCY_URGENT;
}

static int
draw_matter (const Planner *p,
             gboolean       urgent)
{
  int matter;

  do
    matter = (int) pick (p->rand, (const guint *) (void *) p->lists->weights->data, p->lists->weights->len);
  while (is_urgent (p->lists, matter) != urgent);
  return matter;
}

/* How long ago an open event was reported depends on how long it may take:
 * most are still in time. */
static gint64
draw_open_time (const Planner *p,
                SgmStage       stage,
                int            matter,
                gboolean       overdue)
{
  if (stage == SGM_STAGE_SUSPENDED)
    return draw_time (p, p->now - 10 * DAY, 30, matter);
  if (stage == SGM_STAGE_REPORTED)
    return p->now - g_rand_int_range (p->rand, 3, 40) * MINUTE;

  for (int tries = 0; tries < 200; tries++)
    {
      gint64 at = draw_time (p, p->now - 15 * MINUTE, overdue ? 8 : 5, matter);
      gint64 due = sgm_event_plan_get_due (p->lists, matter, at);

      if (overdue ? due < p->now && due > p->now - 2 * DAY : due > p->now + 10 * MINUTE)
        return at;
    }
  return p->now - g_rand_int_range (p->rand, 20, 50) * MINUTE;
}

static void
add_open (const Planner *p,
          GArray        *plans)
{
  guint made = 0;

  for (guint i = 0; i < G_N_ELEMENTS (open_stages); i++)
    for (guint j = 0; j < open_stages[i].n; j++, made++)
      {
        gboolean urgent = open_stages[i].stage == SGM_STAGE_FILED && j < N_URGENT_OPEN;
        int matter = draw_matter (p, urgent);
        gboolean overdue = !urgent && made % OVERDUE_EVERY == OVERDUE_EVERY - 1;
        SgmEventPlan plan = {
          draw_open_time (p, open_stages[i].stage, matter, overdue), matter, open_stages[i].stage,
        };

        g_array_append_val (plans, plan);
      }
}

static void
add_past (const Planner *p,
          GArray        *plans,
          SgmStage       stage,
          guint          n)
{
  for (guint i = 0; i < n; i++)
    {
      SgmEventPlan plan = { 0, -1, stage };

      plan.reported_at = stage == SGM_STAGE_REFUSED ? draw_time (p, p->now - QUIET, SGM_EVENT_DAYS, -1)
                                                    : draw_past (p, &plan.matter);
      g_array_append_val (plans, plan);
    }
}

static int
compare_plans (gconstpointer a,
               gconstpointer b)
{
  gint64 at_a = ((const SgmEventPlan *) a)->reported_at;
  gint64 at_b = ((const SgmEventPlan *) b)->reported_at;

  return (at_a > at_b) - (at_a < at_b);
}

/**
 * sgm_event_plans_new:
 * @lists: the sample's lists
 * @rand: where chance comes from
 * @now: the moment the sample ends at, UTC milliseconds
 * @seed: that of the sample, which makes its weather
 *
 * Returns: (transfer full) (element-type SgmEventPlan): the plans of all
 *   events, in the order in which they are reported
 */
GArray *
sgm_event_plans_new (const SgmLists *lists,
                     GRand          *rand,
                     gint64          now,
                     guint32         seed)
{
  GArray *plans = g_array_new (FALSE, FALSE, sizeof (SgmEventPlan));
  Planner p = { lists, rand, now, sgm_event_days_count (now) - SGM_EVENT_DAYS + 1 };

  p.days = sgm_event_days_new (lists, now, seed);
  sum_up (&p);
  add_past (&p, plans, SGM_STAGE_CLOSED, N_CLOSED);
  add_past (&p, plans, SGM_STAGE_REFUSED, N_REFUSED);
  add_past (&p, plans, SGM_STAGE_VOID, N_VOID);
  add_open (&p, plans);
  g_array_sort (plans, compare_plans);
  g_array_unref (p.days);
  g_free (p.passed);
  return plans;
}

/**
 * sgm_event_plan_get_due:
 * @lists: the sample's lists
 * @matter: index of a matter
 * @reported_at: UTC milliseconds
 *
 * Returns: when an event of that matter is due, UTC milliseconds
 */
gint64
sgm_event_plan_get_due (const SgmLists *lists,
                        int             matter,
                        gint64          reported_at)
{
  SgmRecord *record = lists->matters->pdata[matter];

  return sgm_clock_get_due (sgm_record_get_int (record, SGM_MATTER_CLOCK),
                            sgm_record_get_int (record, SGM_MATTER_LIMIT),
                            reported_at, lists->calendar);
}
