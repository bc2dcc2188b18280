/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sample/sgm-weather.h"

G_BEGIN_DECLS

/**
 * SgmEventHours:
 * @SGM_EVENT_HOURS_PATROL: when workers go round, mornings and afternoons
 * @SGM_EVENT_HOURS_OFFICE: when offices are open
 * @SGM_EVENT_HOURS_TRADE: when markets and shops are full
 * @SGM_EVENT_HOURS_TRAFFIC: when people are on their way
 * @SGM_EVENT_HOURS_HOME: when people are at home and awake
 * @SGM_EVENT_HOURS_EVENING: after dark
 * @SGM_EVENT_HOURS_NIGHT: when others want to sleep
 * @SGM_EVENT_HOURS_ROUND: at any hour
 *
 * At which hours and on which days a matter is reported.
 */
typedef enum
{
  SGM_EVENT_HOURS_PATROL,
  SGM_EVENT_HOURS_OFFICE,
  SGM_EVENT_HOURS_TRADE,
  SGM_EVENT_HOURS_TRAFFIC,
  SGM_EVENT_HOURS_HOME,
  SGM_EVENT_HOURS_EVENING,
  SGM_EVENT_HOURS_NIGHT,
  SGM_EVENT_HOURS_ROUND,
} SgmEventHours;

/**
 * SgmEventSwing:
 * @SGM_EVENT_SWING_NONE: as often in any weather
 * @SGM_EVENT_SWING_FINE: less often when it rains
 * @SGM_EVENT_SWING_RAIN: more often the more it rains
 * @SGM_EVENT_SWING_STORM: in downpours and typhoons
 * @SGM_EVENT_SWING_TYPHOON: in typhoons
 * @SGM_EVENT_SWING_HEAT: in summer
 * @SGM_EVENT_SWING_DRY: on dry days of autumn and winter
 * @SGM_EVENT_SWING_COLD: on cold days
 * @SGM_EVENT_SWING_FESTIVAL: around the Spring Festival
 * @SGM_EVENT_SWING_YEAR_END: in the weeks before it
 *
 * What makes a matter more common, or less.
 */
typedef enum
{
  SGM_EVENT_SWING_NONE,
  SGM_EVENT_SWING_FINE,
  SGM_EVENT_SWING_RAIN,
  SGM_EVENT_SWING_STORM,
  SGM_EVENT_SWING_TYPHOON,
  SGM_EVENT_SWING_HEAT,
  SGM_EVENT_SWING_DRY,
  SGM_EVENT_SWING_COLD,
  SGM_EVENT_SWING_FESTIVAL,
  SGM_EVENT_SWING_YEAR_END,
} SgmEventSwing;

/**
 * SgmEventHabit:
 *
 * When a matter is reported.
 */
typedef struct
{
  SgmEventHours hours;
  SgmEventSwing swing;
} SgmEventHabit;

/**
 * SgmEventDay:
 * @weekday: from Monday, 0 to 6
 * @off: whether people need not work
 * @to_festival: days until the Spring Festival that is next, or %G_MAXINT
 * @since_festival: days since the last one began, or %G_MAXINT
 *
 * What habits depend on.
 */
typedef struct
{
  SgmWeather weather;
  int weekday;
  gboolean off;
  int to_festival;
  int since_festival;
} SgmEventDay;

gboolean     sgm_event_habit_parse     (SgmEventHabit       *habit,
                                        const char          *hours,
                                        const char          *swing);
double       sgm_event_habit_get_share (const SgmEventHabit *habit,
                                        const SgmEventDay   *day);
const guint *sgm_event_habit_get_hours (const SgmEventHabit *habit);

G_END_DECLS
