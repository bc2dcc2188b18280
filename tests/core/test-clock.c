/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-clock.h"

static SgmCalendar *
make_calendar (void)
{
  SgmCalendar *calendar = sgm_calendar_new ();

  for (int day = 20261001; day <= 20261007; day++)
    sgm_calendar_add (calendar, day, SGM_DAY_KIND_HOLIDAY);
  sgm_calendar_add (calendar, 20260920, SGM_DAY_KIND_WORKING);
  sgm_calendar_add (calendar, 20261010, SGM_DAY_KIND_WORKING);
  sgm_calendar_add (calendar, 20261301, SGM_DAY_KIND_WORKING);
  sgm_calendar_add (calendar, -5, SGM_DAY_KIND_WORKING);
  return calendar;
}

/* Milliseconds of a time in Asia/Shanghai such as 2026-09-30T16:00. */
static gint64
parse (const char *text)
{
  g_autofree char *full = g_strconcat (text, ":00+08:00", NULL);
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (full, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time) * 1000;
}

static char *
format (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);

  return g_date_time_format (local, "%Y-%m-%dT%H:%M");
}

#define U SGM_CLOCK_URGENT_HOURS
#define H SGM_CLOCK_WORKING_HOURS
#define W SGM_CLOCK_WORKING_DAYS
#define N SGM_CLOCK_NATURAL_DAYS

static const struct
{
  SgmClock clock;
  gint64 limit;
  const char *from;
  const char *due;
} cases[] = {
  /* Round the clock, whatever the day. */
  { U, 2, "2026-11-21T23:30", "2026-11-22T01:30" },
  { U, 0, "2026-11-21T23:30", "2026-11-21T23:30" },
  { U, -4, "2026-11-21T23:30", "2026-11-21T23:30" },
  /* Within a session, to its end, over noon, over night. */
  { H, 2, "2026-11-23T09:00", "2026-11-23T11:00" },
  { H, 4, "2026-11-23T08:00", "2026-11-23T12:00" },
  { H, 4, "2026-11-23T10:00", "2026-11-23T16:00" },
  { H, 4, "2026-11-23T16:30", "2026-11-24T10:30" },
  /* Starts outside the hours: before, at noon, in the evening, at an edge. */
  { H, 1, "2026-11-23T06:10", "2026-11-23T09:00" },
  { H, 1, "2026-11-23T12:40", "2026-11-23T15:00" },
  { H, 1, "2026-11-23T12:00", "2026-11-23T15:00" },
  { H, 1, "2026-11-23T18:00", "2026-11-24T09:00" },
  { H, 1, "2026-11-23T23:59", "2026-11-24T09:00" },
  { H, 0, "2026-11-22T03:00", "2026-11-22T03:00" },
  /* Over a weekend and from within it. */
  { H, 8, "2026-11-20T14:00", "2026-11-23T12:00" },
  { H, 1, "2026-11-21T10:00", "2026-11-23T09:00" },
  /* Over the National Day week, and on make-up days at weekends. */
  { H, 4, "2026-09-30T16:00", "2026-10-08T10:00" },
  { H, 1, "2026-10-05T10:00", "2026-10-08T09:00" },
  { H, 1, "2026-10-09T18:30", "2026-10-10T09:00" },
  { H, 9, "2026-09-19T10:00", "2026-09-21T09:00" },
  /* A working day is eight working hours. */
  { W, 1, "2026-11-23T10:00", "2026-11-24T10:00" },
  { W, 1, "2026-11-23T08:00", "2026-11-23T18:00" },
  { W, 5, "2026-11-20T15:00", "2026-11-27T15:00" },
  { W, 3, "2026-09-29T15:00", "2026-10-09T15:00" },
  { W, 4, "2026-09-29T15:00", "2026-10-10T15:00" },
  /* Days of the calendar count all days. */
  { N, 7, "2026-09-30T15:20", "2026-10-07T15:20" },
  { N, 1, "2026-12-31T23:00", "2027-01-01T23:00" },
};

static void
test_due (void)
{
  g_autoptr (SgmCalendar) calendar = make_calendar ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 due = sgm_clock_get_due (cases[i].clock, cases[i].limit, parse (cases[i].from),
                                      calendar);
      g_autofree char *text = format (due);

      g_test_message ("%d × %d from %s", (int) cases[i].limit, cases[i].clock, cases[i].from);
      g_assert_cmpstr (text, ==, cases[i].due);
    }
}

static void
test_bounds (void)
{
  g_autoptr (SgmCalendar) calendar = make_calendar ();
  const gint64 starts[] = { G_MININT64, -1, 0, G_GINT64_CONSTANT (1764000000000), G_MAXINT64 };

  for (int clock = U; clock <= N; clock++)
    for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
      {
        gint64 due = sgm_clock_get_due (clock, G_MAXINT64, starts[i], calendar);

        g_assert_cmpint (due, >, 0);
        g_assert_cmpint (due, <, G_GINT64_CONSTANT (260000000000000));
        g_assert_cmpint (due, ==, sgm_clock_get_due (clock, 1000000, starts[i], calendar));
      }
}

static void
test_calendar (void)
{
  g_autoptr (SgmCalendar) calendar = make_calendar ();

  g_assert_true (sgm_calendar_is_working (NULL, 20261123));
  g_assert_false (sgm_calendar_is_working (NULL, 20261122));
  g_assert_true (sgm_calendar_is_working (NULL, 20261010) == FALSE);
  g_assert_true (sgm_calendar_is_working (calendar, 20261010));

  /* 2026-11-23 was a Monday; 10:00, 13:00 and 17:59 in Asia/Shanghai. */
  g_assert_true (sgm_calendar_is_open (NULL, G_GINT64_CONSTANT (1795399200000)));
  g_assert_false (sgm_calendar_is_open (NULL, G_GINT64_CONSTANT (1795410000000)));
  g_assert_true (sgm_calendar_is_open (NULL, G_GINT64_CONSTANT (1795427940000)));
  g_assert_false (sgm_calendar_is_open (NULL, G_GINT64_CONSTANT (1795428000000)));
  g_assert_false (sgm_calendar_is_open (NULL, G_GINT64_CONSTANT (1795399200000) - 24 * 3600 * 1000));
  g_assert_true (sgm_calendar_is_working (NULL, 20261001));
  g_assert_false (sgm_calendar_is_working (calendar, 20261001));
  g_assert_true (sgm_calendar_is_working (NULL, 19691231));
  g_assert_false (sgm_calendar_is_working (NULL, 19691228));
  g_assert_false (sgm_calendar_is_working (NULL, 20260229));
  g_assert_false (sgm_calendar_is_working (NULL, 0));
  g_assert_false (sgm_calendar_is_working (NULL, G_MAXINT));
  g_assert_false (sgm_calendar_is_working (NULL, G_MININT));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/clock/due", test_due);
  g_test_add_func ("/clock/bounds", test_bounds);
  g_test_add_func ("/clock/calendar", test_calendar);
  return g_test_run ();
}
