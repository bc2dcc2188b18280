/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-event-days.h"

#include "domain/sgm-tables.h"

#define HOUR G_GINT64_CONSTANT (3600000)
#define DAY (24 * HOUR)
#define SHANGHAI (8 * HOUR)

#define FESTIVAL "春节"

/* Days since 1 January 1970 of a day written yyyymmdd. */
static gint64
count_days (gint64 day)
{
  g_autoptr (GDateTime) date = g_date_time_new_utc (day / 10000, day / 100 % 100, day % 100, 0, 0, 0);

  return date != NULL ? g_date_time_to_unix (date) / 86400 : G_MININT64;
}

static gint64
write_day (gint64 number)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_utc (number * 86400);

  return g_date_time_get_year (date) * 10000 + g_date_time_get_month (date) * 100
         + g_date_time_get_day_of_month (date);
}

/* The first days of the Spring Festivals of the calendar, in their order. */
static GArray *
find_festivals (const SgmLists *lists)
{
  GArray *festivals = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = G_MININT64;

  for (guint i = 0; i < lists->days->len; i++)
    {
      SgmRecord *day = lists->days->pdata[i];
      gint64 number = count_days (sgm_record_get_int (day, SGM_CALENDAR_DAY));

      if (sgm_record_get_int (day, SGM_CALENDAR_KIND) != SGM_DAY_KIND_HOLIDAY
          || !g_str_equal (sgm_record_get_text (day, SGM_CALENDAR_NAME), FESTIVAL))
        continue;
      if (last == G_MININT64 || number - last > 30)
        g_array_append_val (festivals, number);
      last = number;
    }
  return festivals;
}

static void
set_festival (SgmEventDay  *day,
              const GArray *festivals,
              gint64        number)
{
  day->to_festival = day->since_festival = G_MAXINT;
  for (guint i = 0; i < festivals->len; i++)
    {
      gint64 festival = g_array_index (festivals, gint64, i);

      if (festival <= number)
        day->since_festival = (int) (number - festival);
      else if (day->to_festival == G_MAXINT)
        day->to_festival = (int) (festival - number);
    }
}

/**
 * sgm_event_days_count:
 * @at: UTC milliseconds
 *
 * Returns: the day in Asia/Shanghai, counted from 1 January 1970
 */
gint64
sgm_event_days_count (gint64 at)
{
  return (at + SHANGHAI) / DAY;
}

/**
 * sgm_event_days_get_hour:
 * @at: UTC milliseconds
 *
 * Returns: the hour of the day in Asia/Shanghai, 0 to 23
 */
int
sgm_event_days_get_hour (gint64 at)
{
  return (int) ((at + SHANGHAI) % DAY / HOUR);
}

/**
 * sgm_event_days_new:
 * @lists: the sample's lists
 * @now: the moment the sample ends at, UTC milliseconds
 * @seed: that of the sample; the same makes the same weather
 *
 * Returns: (transfer full) (element-type SgmEventDay): what each of the last
 *   %SGM_EVENT_DAYS days was like, at last the day of @now
 */
GArray *
sgm_event_days_new (const SgmLists *lists,
                    gint64          now,
                    guint32         seed)
{
  gint64 first = sgm_event_days_count (now) - SGM_EVENT_DAYS + 1;
  g_autoptr (GArray) weather = sgm_weather_new (first, SGM_EVENT_DAYS, seed ^ 0x736b79);
  g_autoptr (GArray) festivals = find_festivals (lists);
  GArray *days = g_array_sized_new (FALSE, FALSE, sizeof (SgmEventDay), SGM_EVENT_DAYS);

  for (guint i = 0; i < SGM_EVENT_DAYS; i++)
    {
      gint64 number = first + i;
      /* 1 January 1970 was a Thursday. */
      SgmEventDay day = { g_array_index (weather, SgmWeather, i), (int) ((number + 3) % 7) };

      day.off = !sgm_calendar_is_working (lists->calendar, (int) write_day (number));
      set_festival (&day, festivals, number);
      g_array_append_val (days, day);
    }
  return days;
}
