/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-event-habit.h"

/* Days around the Spring Festival that still belong to it, and those before it
 * in which the year's accounts are settled. */
#define FESTIVAL_BEFORE 7
#define FESTIVAL_AFTER 15
#define YEAR_END 45

/* Below and above this, it is cold and hot. */
#define COLD 15
#define HOT 27

/* When each kind is reported: shares of the hours, how much a Saturday or a
 * Sunday has of a Monday, and how much any other day off. */
static const struct
{
  const char *id;
  guint hours[24];
  double weekend;
  double off;
} kinds[] = {
  { "patrol", { 1, 0, 0, 0, 0, 1, 4, 14, 40, 52, 50, 26, 8, 9, 38, 50, 44, 26, 10, 7, 5, 3, 2, 1 }, 0.55, 0.4 },
  { "office", { 0, 0, 0, 0, 0, 0, 0, 1, 20, 40, 36, 16, 3, 3, 28, 36, 26, 10, 2, 1, 1, 0, 0, 0 }, 0.15, 0.1 },
  { "trade", { 1, 0, 0, 0, 1, 3, 14, 26, 28, 26, 26, 24, 18, 10, 12, 16, 22, 34, 38, 36, 32, 22, 10, 4 }, 1.1, 1.0 },
  { "traffic", { 1, 1, 0, 0, 1, 2, 10, 36, 34, 20, 16, 16, 14, 12, 14, 16, 24, 38, 34, 20, 14, 9, 5, 2 }, 0.8, 0.7 },
  { "home", { 2, 1, 1, 1, 1, 2, 6, 14, 18, 22, 22, 18, 16, 14, 16, 18, 20, 22, 24, 30, 30, 22, 11, 4 }, 1.2, 1.1 },
  { "evening", { 3, 1, 1, 1, 1, 1, 3, 8, 14, 16, 14, 10, 8, 8, 12, 14, 16, 22, 30, 36, 34, 26, 14, 6 }, 1.0, 0.9 },
  { "night", { 22, 14, 6, 4, 3, 4, 8, 10, 10, 10, 9, 8, 18, 16, 9, 9, 9, 10, 12, 18, 28, 38, 44, 36 }, 1.3, 1.1 },
  { "round", { 7, 6, 5, 5, 5, 7, 10, 14, 17, 17, 16, 15, 13, 12, 14, 15, 16, 17, 16, 14, 13, 12, 10, 8 }, 0.95, 0.95 },
};

static const char *const swings[] = {
  "none", "fine", "rain", "storm", "typhoon", "heat", "dry", "cold", "festival", "year-end",
};

/* How often matters that hang on the sky alone are reported, against all
 * days' average, which is about 1. */
static const double sky_shares[][SGM_N_SKIES] = {
  [SGM_EVENT_SWING_FINE] = { 1.15, 0.8, 0.5, 0.1 },
  [SGM_EVENT_SWING_RAIN] = { 0.7, 1.3, 2.6, 4.0 },
  [SGM_EVENT_SWING_STORM] = { 0.05, 0.5, 11.0, 22.0 },
  [SGM_EVENT_SWING_TYPHOON] = { 0.6, 0.8, 1.8, 20.0 },
};

/**
 * sgm_event_habit_parse:
 * @habit: (out): the habit
 * @hours: a word of the column `hours` of the list of matters
 * @swing: a word of its column `swing`
 *
 * Returns: whether both words are known
 */
gboolean
sgm_event_habit_parse (SgmEventHabit *habit,
                       const char    *hours,
                       const char    *swing)
{
  guint of_hours = 0, of_swing = 0;

  while (of_hours < G_N_ELEMENTS (kinds) && !g_str_equal (kinds[of_hours].id, hours))
    of_hours++;
  while (of_swing < G_N_ELEMENTS (swings) && !g_str_equal (swings[of_swing], swing))
    of_swing++;
  if (of_hours == G_N_ELEMENTS (kinds) || of_swing == G_N_ELEMENTS (swings))
    return FALSE;
  habit->hours = of_hours;
  habit->swing = of_swing;
  return TRUE;
}

static double
get_swing_share (SgmEventSwing      swing,
                 const SgmEventDay *day)
{
  switch (swing)
    {
    case SGM_EVENT_SWING_FINE:
    case SGM_EVENT_SWING_RAIN:
    case SGM_EVENT_SWING_STORM:
    case SGM_EVENT_SWING_TYPHOON:
      return sky_shares[swing][day->weather.sky];
    case SGM_EVENT_SWING_HEAT:
      return day->weather.warmth >= HOT ? 1.7 : day->weather.warmth < COLD ? 0.4 : 0.8;
    case SGM_EVENT_SWING_DRY:
      return day->weather.sky != SGM_SKY_FINE ? 0.3 : day->weather.warmth >= HOT ? 0.8 : 1.8;
    case SGM_EVENT_SWING_COLD:
      return day->weather.warmth < COLD ? 2.6 : day->weather.warmth >= HOT ? 0.6 : 0.9;
    case SGM_EVENT_SWING_FESTIVAL:
      return day->to_festival <= FESTIVAL_BEFORE || day->since_festival < FESTIVAL_AFTER ? 9.0 : 0.4;
    case SGM_EVENT_SWING_YEAR_END:
      return day->to_festival <= YEAR_END ? 3.0 : day->since_festival < FESTIVAL_AFTER ? 0.2 : 0.8;
    case SGM_EVENT_SWING_NONE:
    default:
      return 1;
    }
}

/**
 * sgm_event_habit_get_share:
 * @habit: a matter's habit
 * @day: what a day is like
 *
 * Returns: how often the matter is reported on such a day, against 1 on an
 *   ordinary working day
 */
double
sgm_event_habit_get_share (const SgmEventHabit *habit,
                           const SgmEventDay   *day)
{
  double share = get_swing_share (habit->swing, day);

  if (day->off)
    share *= day->weekday >= 5 ? kinds[habit->hours].weekend : kinds[habit->hours].off;
  return share;
}

/**
 * sgm_event_habit_get_hours:
 * @habit: a matter's habit
 *
 * Returns: (array fixed-size=24): the shares of the hours of the day in
 *   Asia/Shanghai
 */
const guint *
sgm_event_habit_get_hours (const SgmEventHabit *habit)
{
  return kinds[habit->hours].hours;
}
