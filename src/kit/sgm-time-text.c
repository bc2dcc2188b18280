/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-time-text.h"

#include <glib/gi18n.h>

/* All moments are UTC milliseconds. */
#define SECOND G_GINT64_CONSTANT (1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static GDateTime *
in_shanghai (gint64 moment)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Asia/Shanghai");
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (moment / 1000);

  /* China has kept UTC+8 all year since 1992; a machine may lack the zone. */
  if (zone == NULL)
    zone = g_time_zone_new_offset (8 * 3600);
  return utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
}

/**
 * sgm_time_text_dup_ago:
 * @now: the present
 * @then: a moment before it
 *
 * Returns: (transfer full): how long ago it was, short, or the date where
 *   that is longer than a week
 */
char *
sgm_time_text_dup_ago (gint64 now,
                       gint64 then)
{
  gint64 ago = now - then;
  g_autoptr (GDateTime) date = NULL;

  if (ago < 2 * SECOND)
    return g_strdup (_("now"));
  if (ago < MINUTE)
    return g_strdup_printf (_("%d s ago"), (int) (ago / SECOND));
  if (ago < HOUR)
    return g_strdup_printf (_("%d min ago"), (int) (ago / MINUTE));
  if (ago < DAY)
    return g_strdup_printf (_("%d h ago"), (int) (ago / HOUR));
  if (ago < 7 * DAY)
    return g_strdup_printf (_("%d d ago"), (int) (ago / DAY));

  date = in_shanghai (then);
  return date != NULL ? g_date_time_format (date, "%Y-%m-%d") : g_strdup ("");
}

static char *
dup_span (gint64 span)
{
  if (span < HOUR)
    return g_strdup_printf (_("%d min"), (int) ((span + MINUTE - 1) / MINUTE));
  if (span < DAY)
    return g_strdup_printf (_("%d h"), (int) (span / HOUR));
  return g_strdup_printf (_("%d d"), (int) (span / DAY));
}

/**
 * sgm_time_text_dup_left:
 * @now: the present
 * @due: when something is due
 *
 * Returns: (transfer full): the time left as a short span, or how long it
 *   has been overdue
 */
char *
sgm_time_text_dup_left (gint64 now,
                        gint64 due)
{
  g_autofree char *span = NULL;

  if (due > now)
    return dup_span (due - now);

  span = dup_span (now - due);
  /* Translators: %s is a span of time such as “3 h” */
  return g_strdup_printf (_("%s over"), span);
}

/**
 * sgm_time_text_dup_exact:
 * @moment: a moment
 *
 * Returns: (transfer full): date and time in Asia/Shanghai
 */
char *
sgm_time_text_dup_exact (gint64 moment)
{
  g_autoptr (GDateTime) date = in_shanghai (moment);

  return date != NULL ? g_date_time_format (date, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
}

/**
 * sgm_time_text_dup_clock:
 * @now: the present
 * @moment: a moment
 *
 * Returns: (transfer full): the time of day in Asia/Shanghai, after the day
 *   where that is not today
 */
char *
sgm_time_text_dup_clock (gint64 now,
                         gint64 moment)
{
  g_autoptr (GDateTime) today = in_shanghai (now);
  g_autoptr (GDateTime) date = in_shanghai (moment);
  gboolean is_today;

  if (today == NULL || date == NULL)
    return g_strdup ("");
  is_today = g_date_time_get_year (today) == g_date_time_get_year (date)
             && g_date_time_get_day_of_year (today) == g_date_time_get_day_of_year (date);
  return g_date_time_format (date, is_today ? "%H:%M" : "%m-%d %H:%M");
}
