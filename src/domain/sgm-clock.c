/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-clock.h"

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY (24 * HOUR)

/* China keeps one time, eight hours ahead of UTC, and has had no daylight
 * saving time since 1992. */
#define SHANGHAI (8 * HOUR)

/* Ten years are more than any rule asks for, and few enough days to walk. */
#define MAX_HOURS (10 * 366 * 24)
#define MAX_DAYS (10 * 366)
#define MAX_TIME G_GINT64_CONSTANT (253402214400000) /* 9999-12-31 */

#define HOURS_IN_WORKING_DAY 8

/* The working hours of a day: 8–12 and 14–18. */
static const struct
{
  gint64 from;
  gint64 to;
} sessions[] = {
  { 8 * HOUR, 12 * HOUR },
  { 14 * HOUR, 18 * HOUR },
};

struct _SgmCalendar
{
  GHashTable *kinds; /* days since 1970 → SgmDayKind */
};

/* Days since 1970-01-01 of a day written yyyymmdd. */
static gboolean
parse_day (int  day,
           int *number)
{
  int year = day / 10000;
  int month = day / 100 % 100;
  int day_of_month = day % 100;
  GDate date, epoch;

  if (year < 1 || year > 9999 || month < 1 || day_of_month < 1
      || !g_date_valid_dmy (day_of_month, month, year))
    return FALSE;

  g_date_set_dmy (&date, day_of_month, month, year);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  *number = g_date_days_between (&epoch, &date);
  return TRUE;
}

static gboolean
is_working (const SgmCalendar *calendar,
            int                number)
{
  gpointer kind;

  if (calendar != NULL
      && g_hash_table_lookup_extended (calendar->kinds, GINT_TO_POINTER (number), NULL, &kind))
    return GPOINTER_TO_INT (kind) == SGM_DAY_KIND_WORKING;

  /* 1970-01-01 was a Thursday; 0 is Monday here. */
  return ((number + 3) % 7 + 7) % 7 < 5;
}

/**
 * sgm_calendar_new:
 *
 * Returns: (transfer full): a calendar of plain weeks
 */
SgmCalendar *
sgm_calendar_new (void)
{
  SgmCalendar *calendar = g_new0 (SgmCalendar, 1);

  calendar->kinds = g_hash_table_new (NULL, NULL);
  return calendar;
}

void
sgm_calendar_free (SgmCalendar *calendar)
{
  g_hash_table_unref (calendar->kinds);
  g_free (calendar);
}

/**
 * sgm_calendar_add:
 * @calendar: a calendar
 * @day: a day of Asia/Shanghai as yyyymmdd; one that does not exist is passed
 *   over
 * @kind: what it is instead of what its weekday says
 */
void
sgm_calendar_add (SgmCalendar *calendar,
                  int          day,
                  SgmDayKind   kind)
{
  int number;

  if (parse_day (day, &number))
    g_hash_table_insert (calendar->kinds, GINT_TO_POINTER (number), GINT_TO_POINTER (kind));
}

/**
 * sgm_calendar_is_working:
 * @calendar: (nullable): a calendar; %NULL is one of plain weeks
 * @day: a day of Asia/Shanghai as yyyymmdd
 *
 * Returns: whether the day exists and is worked
 */
gboolean
sgm_calendar_is_working (const SgmCalendar *calendar,
                         int                day)
{
  int number;

  return parse_day (day, &number) && is_working (calendar, number);
}

/**
 * sgm_calendar_is_open:
 * @calendar: (nullable): a calendar; %NULL is one of plain weeks
 * @at: UTC milliseconds
 *
 * Returns: whether that moment lies in the working hours of a working day
 */
gboolean
sgm_calendar_is_open (const SgmCalendar *calendar,
                      gint64             at)
{
  gint64 local = at + SHANGHAI;
  gint64 time = (local % DAY + DAY) % DAY;

  if (!is_working (calendar, (int) ((local - time) / DAY)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
    if (time >= sessions[i].from && time < sessions[i].to)
      return TRUE;
  return FALSE;
}

static gint64
add_working_time (gint64             from,
                  gint64             left,
                  const SgmCalendar *calendar)
{
  gint64 local = from + SHANGHAI;
  gint64 midnight = local - local % DAY;
  gint64 time = local - midnight;

  for (;; midnight += DAY, time = 0)
    {
      if (!is_working (calendar, midnight / DAY))
        continue;

      for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
        {
          gint64 start = MAX (time, sessions[i].from);
          gint64 worked = MAX (sessions[i].to - start, 0);

          if (worked > 0 && left <= worked)
            return midnight + start + left - SHANGHAI;
          left -= worked;
        }
    }
}

/**
 * sgm_clock_get_due:
 * @clock: how the limit is counted
 * @limit: hours or days, as @clock has it; over ten years count as ten
 * @from: when the clock starts, UTC milliseconds, from 1970 to 9999
 * @calendar: (nullable): which days are worked; %NULL is plain weeks
 *
 * Working time that runs out with a session is due at the session's end, not
 * at the next one's beginning. A limit of 0 or less is due at once.
 *
 * Returns: when the time is up, UTC milliseconds
 */
gint64
sgm_clock_get_due (SgmClock           clock,
                   gint64             limit,
                   gint64             from,
                   const SgmCalendar *calendar)
{
  gint64 hours = CLAMP (limit, 0, MAX_HOURS);
  gint64 days = CLAMP (limit, 0, MAX_DAYS);

  from = CLAMP (from, 0, MAX_TIME);
  if (limit <= 0)
    return from;

  switch (clock)
    {
    case SGM_CLOCK_WORKING_HOURS:
      return add_working_time (from, hours * HOUR, calendar);
    case SGM_CLOCK_WORKING_DAYS:
      return add_working_time (from, days * HOURS_IN_WORKING_DAY * HOUR, calendar);
    case SGM_CLOCK_NATURAL_DAYS:
      return from + days * DAY;
    case SGM_CLOCK_URGENT_HOURS:
    default:
      return from + hours * HOUR;
    }
}

/* Milliseconds of working time from one moment to a later one. */
static gint64
count_working_time (gint64             from,
                    gint64             to,
                    const SgmCalendar *calendar)
{
  gint64 start = from + SHANGHAI, end = to + SHANGHAI;
  gint64 worked = 0;

  for (gint64 midnight = start - start % DAY; midnight < end; midnight += DAY)
    if (is_working (calendar, midnight / DAY))
      for (guint i = 0; i < G_N_ELEMENTS (sessions); i++)
        worked += MAX (MIN (end, midnight + sessions[i].to) - MAX (start, midnight + sessions[i].from), 0);
  return worked;
}

/**
 * sgm_clock_resume:
 * @clock: how the limit is counted
 * @due: when the time was up before the clock stood, UTC milliseconds
 * @paused_at: since when it has stood
 * @now: when it goes on
 * @calendar: (nullable): which days are worked; %NULL is plain weeks
 *
 * Returns: when the time is up now: as much of it is left as when the clock
 *   stopped. What was overdue then stays so.
 */
gint64
sgm_clock_resume (SgmClock           clock,
                  gint64             due,
                  gint64             paused_at,
                  gint64             now,
                  const SgmCalendar *calendar)
{
  due = CLAMP (due, 0, MAX_TIME);
  paused_at = CLAMP (paused_at, 0, MAX_TIME);
  now = CLAMP (now, 0, MAX_TIME);
  if (due <= paused_at || now <= paused_at)
    return due;
  if (clock == SGM_CLOCK_WORKING_HOURS || clock == SGM_CLOCK_WORKING_DAYS)
    return add_working_time (now, count_working_time (paused_at, due, calendar), calendar);
  return due + now - paused_at;
}
