/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-unit-kind.h"
#include "sample/sgm-weather.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmEventPace:
 * @SGM_EVENT_PACE_FILED: from the report until it was filed
 * @SGM_EVENT_PACE_DISPATCHED: until somebody had the order
 * @SGM_EVENT_PACE_IN_PROGRESS: until the work began
 * @SGM_EVENT_PACE_REPORTED_BACK: until it was said to be done
 * @SGM_EVENT_PACE_CLOSED: until it was closed
 *
 * What the times of an event are measured to.
 */
typedef enum
{
  SGM_EVENT_PACE_FILED,
  SGM_EVENT_PACE_DISPATCHED,
  SGM_EVENT_PACE_IN_PROGRESS,
  SGM_EVENT_PACE_REPORTED_BACK,
  SGM_EVENT_PACE_CLOSED,
} SgmEventPace;

#define SGM_N_EVENT_PACES (SGM_EVENT_PACE_CLOSED + 1)

/**
 * SgmEventFigures:
 * @n_events: how many events there are
 * @hours: how many were reported in each hour of the day
 * @weekdays: how many on each day of the week, from Monday
 * @months: how many in each month of the year
 * @days_of_month: how many days of each month the sample has
 * @skies: how many on days of each kind of weather
 * @days_of_sky: how many such days there were
 * @working: how many on working days
 * @working_days: how many there were
 * @kinds: how many in units of each kind
 * @units: how many units there are of each kind
 * @matters: (element-type guint): how many of each matter, by its number
 * @minutes: the time from the report to each pace of the closed events: the
 *   tenth, the half and the nine tenths of them took no longer
 * @in_time: share of the closed events that were closed in time
 * @reworked: share of the closed events whose work was done twice
 * @by_day: share of the work that was reported back from 8 to 20 o'clock
 *
 * How the sample's events are spread.
 */
typedef struct
{
  guint n_events;
  guint hours[24];
  guint weekdays[7];
  guint months[12];
  guint days_of_month[12];
  guint skies[SGM_N_SKIES];
  guint days_of_sky[SGM_N_SKIES];
  guint working;
  guint working_days;
  guint kinds[SGM_N_UNIT_KINDS];
  guint units[SGM_N_UNIT_KINDS];
  GArray *matters;
  double minutes[SGM_N_EVENT_PACES][3];
  double in_time;
  double reworked;
  double by_day;
} SgmEventFigures;

SgmEventFigures *sgm_event_figures_new  (SgmStore         *store,
                                         GError          **error);
void             sgm_event_figures_free (SgmEventFigures  *figures);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmEventFigures, sgm_event_figures_free)

G_END_DECLS
