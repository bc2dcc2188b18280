/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-event-plan.h"

#include "domain/sgm-tables.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define SHANGHAI (8 * HOUR)

/* The sample reaches back 18 months. */
#define DAYS 548

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

/* When people report, by the hour of the day and by the day from Monday. */
static const guint hours[24] = {
  1, 1, 1, 1, 1, 1, 3, 9, 22, 32, 31, 20, 8, 8, 22, 29, 27, 18, 10, 9, 8, 6, 3, 2,
};
static const guint weekdays[7] = { 11, 10, 10, 10, 10, 7, 6 };

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

/* A believable time within @days days before @until. */
static gint64
draw_time (GRand  *rand,
           gint64  until,
           int     days)
{
  gint64 today = (until + SHANGHAI) / DAY;

  for (;;)
    {
      gint64 day = today - g_rand_int_range (rand, 0, days);
      gint64 at;

      if (g_rand_int_range (rand, 0, 11) >= (gint32) weekdays[(day + 3) % 7])
        continue;
      at = day * DAY - SHANGHAI + pick (rand, hours, G_N_ELEMENTS (hours)) * HOUR
           + g_rand_int_range (rand, 0, (gint32) HOUR);
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
draw_matter (const SgmLists *lists,
             GRand          *rand,
             gboolean        urgent)
{
  int matter;

  do
    matter = (int) pick (rand, (const guint *) (void *) lists->weights->data, lists->weights->len);
  while (is_urgent (lists, matter) != urgent);
  return matter;
}

static int
draw_any_matter (const SgmLists *lists,
                 GRand          *rand)
{
  return (int) pick (rand, (const guint *) (void *) lists->weights->data, lists->weights->len);
}

/* How long ago an open event was reported depends on how long it may take:
 * most are still in time. */
static gint64
draw_open_time (const SgmLists *lists,
                GRand          *rand,
                gint64          now,
                SgmStage        stage,
                int             matter,
                gboolean        overdue)
{
  if (stage == SGM_STAGE_SUSPENDED)
    return draw_time (rand, now - 10 * DAY, 30);
  if (stage == SGM_STAGE_REPORTED)
    return now - g_rand_int_range (rand, 3, 40) * MINUTE;

  for (int tries = 0; tries < 200; tries++)
    {
      gint64 at = draw_time (rand, now - 15 * MINUTE, overdue ? 8 : 5);
      gint64 due = sgm_event_plan_get_due (lists, matter, at);

      if (overdue ? due < now && due > now - 2 * DAY : due > now + 10 * MINUTE)
        return at;
    }
  return now - g_rand_int_range (rand, 20, 50) * MINUTE;
}

static void
add_open (GArray         *plans,
          const SgmLists *lists,
          GRand          *rand,
          gint64          now)
{
  guint made = 0;

  for (guint i = 0; i < G_N_ELEMENTS (open_stages); i++)
    for (guint j = 0; j < open_stages[i].n; j++, made++)
      {
        gboolean urgent = open_stages[i].stage == SGM_STAGE_FILED && j < N_URGENT_OPEN;
        int matter = draw_matter (lists, rand, urgent);
        gboolean overdue = !urgent && made % OVERDUE_EVERY == OVERDUE_EVERY - 1;
        SgmEventPlan plan = {
          draw_open_time (lists, rand, now, open_stages[i].stage, matter, overdue),
          matter, open_stages[i].stage,
        };

        g_array_append_val (plans, plan);
      }
}

static void
add_past (GArray         *plans,
          const SgmLists *lists,
          GRand          *rand,
          gint64          now,
          SgmStage        stage,
          guint           n)
{
  for (guint i = 0; i < n; i++)
    {
      SgmEventPlan plan = {
        draw_time (rand, now - 3 * HOUR, DAYS),
        stage == SGM_STAGE_REFUSED ? -1 : draw_any_matter (lists, rand), stage,
      };

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
 *
 * Returns: (transfer full) (element-type SgmEventPlan): the plans of all
 *   events, in the order in which they are reported
 */
GArray *
sgm_event_plans_new (const SgmLists *lists,
                     GRand          *rand,
                     gint64          now)
{
  GArray *plans = g_array_new (FALSE, FALSE, sizeof (SgmEventPlan));

  add_past (plans, lists, rand, now, SGM_STAGE_CLOSED, N_CLOSED);
  add_past (plans, lists, rand, now, SGM_STAGE_REFUSED, N_REFUSED);
  add_past (plans, lists, rand, now, SGM_STAGE_VOID, N_VOID);
  add_open (plans, lists, rand, now);
  g_array_sort (plans, compare_plans);
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

/**
 * sgm_event_plan_get_hour:
 * @at: UTC milliseconds
 *
 * Returns: the hour of the day in Asia/Shanghai, 0 to 23
 */
int
sgm_event_plan_get_hour (gint64 at)
{
  return (int) ((at + SHANGHAI) % DAY / HOUR);
}
