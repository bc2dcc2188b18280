/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-geometry.h"

#define MAX_TITLE_CHARACTERS 200

static gboolean
check_report (const SgmReport  *report,
              GError          **error)
{
  if (!isfinite (report->longitude) || !isfinite (report->latitude)
      || fabs (report->longitude) > 180 || fabs (report->latitude) > 90)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The event's place is not on the earth."));
  if (report->source < SGM_SOURCE_TERMINAL || report->source > SGM_SOURCE_DISPATCHER)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The event's source is unknown."));
  if (report->title != NULL
      && (!g_utf8_validate (report->title, -1, NULL)
          || g_utf8_strlen (report->title, -1) > MAX_TITLE_CHARACTERS))
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The event's title is too long or not readable text."));
  return TRUE;
}

static SgmRecord *
make_event (SgmDecision *d,
            gint64       id,
            SgmRecord   *matter,
            SgmRecord   *unit,
            gint64       due)
{
  const SgmReport *report = sgm_change_get_report (d->change);
  SgmRecord *event = sgm_record_new (&sgm_table_event, id);
  g_autofree char *number = sgm_event_number_new (d->now, id);
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (report->longitude, report->latitude);
  g_autoptr (GBytes) place = sgm_geometry_to_wkb (point);
  gboolean titled = report->title != NULL && report->title[0] != '\0';

  sgm_record_set_text (event, SGM_EVENT_NO, number);
  sgm_record_set_int (event, SGM_EVENT_SOURCE, report->source);
  sgm_record_set_text (event, SGM_EVENT_SOURCE_ID, report->source_id);
  sgm_record_set_int (event, SGM_EVENT_MATTER, report->matter);
  sgm_record_set_text (event, SGM_EVENT_TITLE,
                       titled ? report->title : sgm_record_get_text (matter, SGM_MATTER_NAME));
  sgm_record_set_int (event, SGM_EVENT_UNIT, report->unit);
  sgm_record_set_int (event, SGM_EVENT_GRID, sgm_record_get_int (unit, SGM_AREA_PARENT));
  sgm_record_set_int (event, SGM_EVENT_STAGE, SGM_STAGE_FILED);
  sgm_record_set_int (event, SGM_EVENT_URGENCY, sgm_record_get_int (matter, SGM_MATTER_URGENCY));
  sgm_record_set_int (event, SGM_EVENT_REPORTED_AT, d->now);
  sgm_record_set_int (event, SGM_EVENT_DUE_AT, due);
  sgm_record_set_text (event, SGM_EVENT_REPORTER, report->reporter);
  sgm_record_set_bytes (event, SGM_EVENT_GEOMETRY, place);
  return event;
}

/* Where an area is in emergency mode, its shortest share of the time counts,
 * round the clock. */
static gboolean
shorten_limit (SgmDecision  *d,
               SgmRecord    *unit,
               gint64       *due,
               GError      **error)
{
  g_autoptr (GPtrArray) modes = sgm_decision_find (d, &sgm_table_mode, SGM_MODE_ACTIVE, 1, error);
  gint64 ordinary = *due - d->now;
  gint64 chain[SGM_MAX_CHAIN];
  guint n_chain;

  if (modes == NULL)
    return FALSE;
  if (modes->len == 0)
    return TRUE;
  if (!sgm_decision_get_chain (d, sgm_record_get_id (unit), chain, &n_chain, error))
    return FALSE;
  for (guint i = 0; i < modes->len; i++)
    for (guint j = 0; j < n_chain; j++)
      if (sgm_record_get_int (modes->pdata[i], SGM_MODE_AREA) == chain[j]
          && sgm_record_get_int (modes->pdata[i], SGM_MODE_EXPIRES_AT) > d->now
          && !sgm_record_is_null (modes->pdata[i], SGM_MODE_PERCENT))
        *due = MIN (*due, d->now + ordinary / 100 * sgm_record_get_int (modes->pdata[i], SGM_MODE_PERCENT));
  return TRUE;
}

static SgmRecord *
need_matter (SgmDecision      *d,
             const SgmReport  *report,
             GError          **error)
{
  g_autoptr (SgmRecord) matter = NULL;

  matter = sgm_decision_need (d, &sgm_table_matter, report->matter,
                              _("The event is not one of the admitted matters."), error);
  if (matter == NULL)
    return NULL;
  if (!sgm_record_is_valid_at (matter, SGM_MATTER_VALID_FROM, SGM_MATTER_VALID_TO, d->now))
    {
      sgm_refuse (error, SGM_ERROR_REFUSED, _("The event's matter is not admitted any more."));
      return NULL;
    }
  return g_steal_pointer (&matter);
}

static SgmRecord *
need_unit (SgmDecision      *d,
           const SgmReport  *report,
           GError          **error)
{
  const char *outside = _("The event lies in no unit of the district.");
  g_autoptr (SgmRecord) own = sgm_decision_need (d, &sgm_table_area, report->unit, outside, error);
  g_autoptr (SgmRecord) unit = own != NULL ? sgm_decision_dup_area (d, own, error) : NULL;

  if (unit == NULL)
    return NULL;
  if (sgm_record_get_int (unit, SGM_AREA_LEVEL) != SGM_LEVEL_UNIT
      || !sgm_record_is_valid_at (unit, SGM_AREA_VALID_FROM, SGM_AREA_VALID_TO, d->now))
    {
      sgm_refuse (error, SGM_ERROR_REFUSED, outside);
      return NULL;
    }
  return g_steal_pointer (&unit);
}

gboolean
sgm_decide_report (SgmDecision  *d,
                   GError      **error)
{
  const SgmReport *report = sgm_change_get_report (d->change);
  g_autoptr (SgmRecord) matter = NULL;
  g_autoptr (SgmRecord) unit = NULL;
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmCalendar) calendar = NULL;
  gint64 due;
  gint64 id;

  if (!check_report (report, error))
    return FALSE;
  matter = need_matter (d, report, error);
  unit = matter != NULL ? need_unit (d, report, error) : NULL;
  calendar = unit != NULL ? sgm_decision_make_calendar (d, error) : NULL;
  if (calendar == NULL)
    return FALSE;
  due = sgm_clock_get_due (sgm_record_get_int (matter, SGM_MATTER_CLOCK),
                           sgm_record_get_int (matter, SGM_MATTER_LIMIT), d->now, calendar);
  if (!shorten_limit (d, unit, &due, error))
    return FALSE;
  id = d->lookup->next_id (d->lookup->data, &sgm_table_event, error);
  if (id == 0)
    return FALSE;

  event = make_event (d, id, matter, unit, due);
  sgm_patch_builder_insert (d->patch, event);
  return sgm_decision_add_step (d, id, 1, SGM_STAGE_REPORTED, 0, NULL, error)
         && sgm_decision_add_step (d, id, 2, SGM_STAGE_FILED, 0, NULL, error);
}

/**
 * sgm_event_number_new:
 * @reported_at: UTC milliseconds
 * @id: the event's record id
 *
 * Returns: (transfer full): the number (案卷号) under which people know an
 *   event: its day in Asia/Shanghai and its id, such as `JH20261123-016244`
 */
char *
sgm_event_number_new (gint64 reported_at,
                      gint64 id)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (reported_at / 1000);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *day = local != NULL ? g_date_time_format (local, "%Y%m%d") : NULL;

  return g_strdup_printf ("JH%s-%06" G_GINT64_FORMAT, day != NULL ? day : "00000000", id);
}
