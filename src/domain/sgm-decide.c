/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decide.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-clock.h"
#include "domain/sgm-code.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"

/* The rules. Each kind of change has one function here that looks at what is
 * now and says what becomes of it; nothing else in the program knows them. */

/* How long an order waits before it is sent, so that most slips can be taken
 * back without a recall. */
#define HOLD_MILLISECONDS 5000

#define MAX_TITLE_CHARACTERS 200

typedef struct
{
  const SgmChange *change;
  gint64 now;
  const SgmLookup *lookup;
  SgmPatchBuilder *patch;
} Decision;

static gboolean
refuse (GError     **error,
        SgmError     code,
        const char  *sentence)
{
  g_set_error_literal (error, SGM_ERROR, code, sentence);
  return FALSE;
}

/* The record of an id; it is an error where there is none. */
static SgmRecord *
need (Decision       *d,
      const SgmTable *table,
      gint64          id,
      const char     *missing,
      GError        **error)
{
  g_autoptr (GError) local = NULL;
  SgmRecord *record = d->lookup->get (d->lookup->data, table, id, &local);

  if (record == NULL && local == NULL)
    refuse (error, SGM_ERROR_REFUSED, missing);
  else if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

static GPtrArray *
find_int (Decision        *d,
          const SgmTable  *table,
          guint            column,
          gint64           number,
          GError         **error)
{
  SgmValue value = { SGM_TYPE_INT, { .i = number } };

  return d->lookup->find (d->lookup->data, table, column, &value, error);
}

static gboolean
is_valid_at (SgmRecord *record,
             guint      from,
             guint      to,
             gint64     when)
{
  return (sgm_record_is_null (record, from) || sgm_record_get_int (record, from) <= when)
         && (sgm_record_is_null (record, to) || sgm_record_get_int (record, to) > when);
}

static gboolean
add_step (Decision    *d,
          gint64       event,
          gint64       seq,
          SgmStage     stage,
          gint64       person,
          const char  *note,
          GError     **error)
{
  gint64 id = d->lookup->next_id (d->lookup->data, &sgm_table_step, error);
  g_autoptr (SgmRecord) step = NULL;

  if (id == 0)
    return FALSE;

  step = sgm_record_new (&sgm_table_step, id);
  sgm_record_set_int (step, SGM_STEP_EVENT, event);
  sgm_record_set_int (step, SGM_STEP_SEQ, seq);
  sgm_record_set_int (step, SGM_STEP_AT, d->now);
  sgm_record_set_text (step, SGM_STEP_WHO, sgm_change_get_who (d->change));
  sgm_record_set_int (step, SGM_STEP_STAGE, stage);
  if (person != 0)
    sgm_record_set_int (step, SGM_STEP_PERSON, person);
  sgm_record_set_text (step, SGM_STEP_NOTE, note);
  sgm_patch_builder_insert (d->patch, step);
  return TRUE;
}

/* Adds the step after the last one that the event has. */
static gboolean
add_next_step (Decision    *d,
               gint64       event,
               SgmStage     stage,
               gint64       person,
               const char  *note,
               GError     **error)
{
  g_autoptr (GPtrArray) steps = find_int (d, &sgm_table_step, SGM_STEP_EVENT, event, error);
  gint64 last = 0;

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    last = MAX (last, sgm_record_get_int (steps->pdata[i], SGM_STEP_SEQ));
  return add_step (d, event, last + 1, stage, person, note, error);
}

/* import-sample ----------------------------------------------------------- */

static gboolean
check_sample_area (SgmRecord  *area,
                   GError    **error)
{
  const char *code = sgm_record_get_text (area, SGM_AREA_CODE);

  if (code == NULL || sgm_code_get_level (code) != (SgmLevel) sgm_record_get_int (area, SGM_AREA_LEVEL)
      || sgm_record_get_bytes (area, SGM_AREA_GEOMETRY) == NULL)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("The area %s has a wrong code or no geometry."), code != NULL ? code : "?");
      return FALSE;
    }
  return TRUE;
}

static gboolean
decide_import_sample (Decision  *d,
                      GError   **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);
  SgmValue key = { SGM_TYPE_TEXT, { .text = (char *) "sample" } };
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GPtrArray) areas = NULL;

  marks = d->lookup->find (d->lookup->data, &sgm_table_meta, SGM_META_KEY, &key, error);
  if (marks == NULL)
    return FALSE;
  areas = find_int (d, &sgm_table_area, SGM_AREA_LEVEL, SGM_LEVEL_DISTRICT, error);
  if (areas == NULL)
    return FALSE;
  if (marks->len == 0 && areas->len > 0)
    return refuse (error, SGM_ERROR_REFUSED,
                   _("Sample data cannot be added to a district with data of its own."));

  for (guint i = 0; i < records->len; i++)
    {
      SgmRecord *record = records->pdata[i];

      if (sgm_record_get_id (record) <= 0)
        return refuse (error, SGM_ERROR_INVALID, _("A sample record has no id."));
      if (sgm_record_get_table (record) == &sgm_table_area && !check_sample_area (record, error))
        return FALSE;
      sgm_patch_builder_insert (d->patch, record);
    }
  return TRUE;
}

/* report-event ------------------------------------------------------------ */

static SgmCalendar *
make_calendar (Decision  *d,
               GError   **error)
{
  g_autoptr (SgmCalendar) calendar = sgm_calendar_new ();

  for (int kind = SGM_DAY_KIND_HOLIDAY; kind <= SGM_DAY_KIND_WORKING; kind++)
    {
      g_autoptr (GPtrArray) days = find_int (d, &sgm_table_calendar, SGM_CALENDAR_KIND, kind, error);

      if (days == NULL)
        return NULL;
      for (guint i = 0; i < days->len; i++)
        sgm_calendar_add (calendar, sgm_record_get_int (days->pdata[i], SGM_CALENDAR_DAY), kind);
    }
  return g_steal_pointer (&calendar);
}

static gboolean
check_report (const SgmReport  *report,
              GError          **error)
{
  if (!isfinite (report->longitude) || !isfinite (report->latitude)
      || fabs (report->longitude) > 180 || fabs (report->latitude) > 90)
    return refuse (error, SGM_ERROR_INVALID, _("The event's place is not on the earth."));
  if (report->source < SGM_SOURCE_TERMINAL || report->source > SGM_SOURCE_DISPATCHER)
    return refuse (error, SGM_ERROR_INVALID, _("The event's source is unknown."));
  if (report->title != NULL
      && (!g_utf8_validate (report->title, -1, NULL)
          || g_utf8_strlen (report->title, -1) > MAX_TITLE_CHARACTERS))
    return refuse (error, SGM_ERROR_INVALID, _("The event's title is too long or not readable text."));
  return TRUE;
}

/* A source may say the same thing twice; it is filed once. */
static gboolean
check_not_reported_before (Decision         *d,
                           const SgmReport  *report,
                           GError          **error)
{
  SgmValue id = { SGM_TYPE_TEXT, { .text = (char *) report->source_id } };
  g_autoptr (GPtrArray) same = NULL;

  if (report->source_id == NULL)
    return TRUE;

  same = d->lookup->find (d->lookup->data, &sgm_table_event, SGM_EVENT_SOURCE_ID, &id, error);
  if (same == NULL)
    return FALSE;
  for (guint i = 0; i < same->len; i++)
    if (sgm_record_get_int (same->pdata[i], SGM_EVENT_SOURCE) == report->source)
      {
        g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                     _("This was reported before, as event %s."),
                     sgm_record_get_text (same->pdata[i], SGM_EVENT_NO));
        return FALSE;
      }
  return TRUE;
}

static SgmRecord *
make_event (Decision        *d,
            gint64           id,
            SgmRecord       *matter,
            SgmRecord       *unit,
            SgmCalendar     *calendar)
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
  sgm_record_set_int (event, SGM_EVENT_DUE_AT,
                      sgm_clock_get_due (sgm_record_get_int (matter, SGM_MATTER_CLOCK),
                                         sgm_record_get_int (matter, SGM_MATTER_LIMIT),
                                         d->now, calendar));
  sgm_record_set_text (event, SGM_EVENT_REPORTER, report->reporter);
  sgm_record_set_bytes (event, SGM_EVENT_GEOMETRY, place);
  return event;
}

static gboolean
decide_report_event (Decision  *d,
                     GError   **error)
{
  const SgmReport *report = sgm_change_get_report (d->change);
  g_autoptr (SgmRecord) matter = NULL;
  g_autoptr (SgmRecord) unit = NULL;
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmCalendar) calendar = NULL;
  gint64 id;

  if (!check_report (report, error) || !check_not_reported_before (d, report, error))
    return FALSE;
  matter = need (d, &sgm_table_matter, report->matter,
                 _("The event is not one of the admitted matters."), error);
  if (matter == NULL)
    return FALSE;
  if (!is_valid_at (matter, SGM_MATTER_VALID_FROM, SGM_MATTER_VALID_TO, d->now))
    return refuse (error, SGM_ERROR_REFUSED, _("The event's matter is not admitted any more."));
  unit = need (d, &sgm_table_area, report->unit,
               _("The event lies in no unit of the district."), error);
  if (unit == NULL)
    return FALSE;
  if (sgm_record_get_int (unit, SGM_AREA_LEVEL) != SGM_LEVEL_UNIT
      || !is_valid_at (unit, SGM_AREA_VALID_FROM, SGM_AREA_VALID_TO, d->now))
    return refuse (error, SGM_ERROR_REFUSED, _("The event lies in no unit of the district."));

  calendar = make_calendar (d, error);
  if (calendar == NULL)
    return FALSE;
  id = d->lookup->next_id (d->lookup->data, &sgm_table_event, error);
  if (id == 0)
    return FALSE;

  event = make_event (d, id, matter, unit, calendar);
  sgm_patch_builder_insert (d->patch, event);
  return add_step (d, id, 1, SGM_STAGE_REPORTED, 0, NULL, error)
         && add_step (d, id, 2, SGM_STAGE_FILED, 0, NULL, error);
}

/* assign ------------------------------------------------------------------ */

/* Names the worker an event was given to, for a sentence. */
static char *
dup_person_name (Decision *d,
                 gint64    id)
{
  g_autoptr (SgmRecord) person = d->lookup->get (d->lookup->data, &sgm_table_person, id, NULL);
  const char *name = person != NULL ? sgm_record_get_text (person, SGM_PERSON_NAME) : NULL;

  return g_strdup (name != NULL ? name : "?");
}

static gboolean
check_event_version (Decision   *d,
                     SgmRecord  *event,
                     GError    **error)
{
  const char *number = sgm_record_get_text (event, SGM_EVENT_NO);
  SgmStage stage = sgm_record_get_int (event, SGM_EVENT_STAGE);

  if (sgm_record_get_version (event) == sgm_change_get_expected (d->change))
    return TRUE;

  if (!sgm_record_is_null (event, SGM_EVENT_ASSIGNEE))
    {
      g_autofree char *name = dup_person_name (d, sgm_record_get_int (event, SGM_EVENT_ASSIGNEE));

      g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                   _("Event %s was given to %s in the meantime."), number, name);
    }
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                 _("Event %s has changed in the meantime: it is now “%s”."),
                 number, sgm_stage_get_name (stage));
  return FALSE;
}

static gboolean
check_no_active_task (Decision   *d,
                      gint64      event,
                      GError    **error)
{
  g_autoptr (GPtrArray) tasks = find_int (d, &sgm_table_task, SGM_TASK_EVENT, event, error);

  if (tasks == NULL)
    return FALSE;
  for (guint i = 0; i < tasks->len; i++)
    if (sgm_task_state_is_active (sgm_record_get_int (tasks->pdata[i], SGM_TASK_STATE)))
      {
        g_autofree char *name = dup_person_name (d, sgm_record_get_int (tasks->pdata[i], SGM_TASK_PERSON));

        g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                     _("%s has the order already. Withdraw it before giving it to somebody else."), name);
        return FALSE;
      }
  return TRUE;
}

static SgmRecord *
make_task (Decision  *d,
           gint64     event,
           SgmRecord *person,
           GError   **error)
{
  gint64 id = d->lookup->next_id (d->lookup->data, &sgm_table_task, error);
  SgmRecord *task;

  if (id == 0)
    return NULL;

  task = sgm_record_new (&sgm_table_task, id);
  sgm_record_set_int (task, SGM_TASK_EVENT, event);
  sgm_record_set_int (task, SGM_TASK_PERSON, sgm_record_get_id (person));
  sgm_record_set_int (task, SGM_TASK_CHANNEL, sgm_record_get_int (person, SGM_PERSON_CHANNEL));
  sgm_record_set_int (task, SGM_TASK_STATE, SGM_TASK_STATE_QUEUED);
  sgm_record_set_int (task, SGM_TASK_ASSIGNED_AT, d->now);
  sgm_record_set_int (task, SGM_TASK_HELD_UNTIL, d->now + HOLD_MILLISECONDS);
  return task;
}

static gboolean
decide_assign (Decision  *d,
               GError   **error)
{
  gint64 event_id = sgm_change_get_subject (d->change);
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (SgmRecord) person = NULL;
  g_autoptr (SgmRecord) task = NULL;
  SgmPersonKind kind;

  event = need (d, &sgm_table_event, event_id, _("There is no such event."), error);
  if (event == NULL || !check_event_version (d, event, error)
      || !check_no_active_task (d, event_id, error))
    return FALSE;
  if (!sgm_stage_can_assign (sgm_record_get_int (event, SGM_EVENT_STAGE)))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                   _("An event that is “%s” cannot be given to anybody."),
                   sgm_stage_get_name (sgm_record_get_int (event, SGM_EVENT_STAGE)));
      return FALSE;
    }
  person = need (d, &sgm_table_person, sgm_change_get_person (d->change),
                 _("There is no such worker."), error);
  if (person == NULL)
    return FALSE;
  kind = sgm_record_get_int (person, SGM_PERSON_KIND);
  if (kind == SGM_PERSON_KIND_RESIDENT_LEADER || kind == SGM_PERSON_KIND_OFFICIAL)
    return refuse (error, SGM_ERROR_REFUSED, _("Orders go to workers, not to leaders."));

  task = make_task (d, event_id, person, error);
  if (task == NULL)
    return FALSE;
  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, SGM_STAGE_DISPATCHED);
  sgm_record_set_int (after, SGM_EVENT_ASSIGNEE, sgm_record_get_id (person));
  sgm_patch_builder_update (d->patch, event, after);
  sgm_patch_builder_insert (d->patch, task);
  return add_next_step (d, event_id, SGM_STAGE_DISPATCHED, sgm_record_get_id (person),
                        sgm_change_get_why (d->change), error);
}

/* withdraw ---------------------------------------------------------------- */

static gboolean
decide_withdraw (Decision  *d,
                 GError   **error)
{
  g_autoptr (SgmRecord) task = NULL;
  g_autoptr (SgmRecord) ended = NULL;
  g_autoptr (SgmRecord) event = NULL;
  g_autoptr (SgmRecord) after = NULL;
  SgmTaskState state;

  task = need (d, &sgm_table_task, sgm_change_get_subject (d->change),
               _("There is no such order."), error);
  if (task == NULL)
    return FALSE;
  state = sgm_record_get_int (task, SGM_TASK_STATE);
  if (sgm_record_get_version (task) != sgm_change_get_expected (d->change))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                   _("The order has changed in the meantime: it is now “%s”."),
                   sgm_task_state_get_name (state));
      return FALSE;
    }
  if (!sgm_task_state_is_active (state))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED,
                   _("An order that is “%s” cannot be withdrawn."), sgm_task_state_get_name (state));
      return FALSE;
    }
  event = need (d, &sgm_table_event, sgm_record_get_int (task, SGM_TASK_EVENT),
                _("There is no such event."), error);
  if (event == NULL)
    return FALSE;

  ended = sgm_record_copy (task);
  sgm_record_set_int (ended, SGM_TASK_STATE, SGM_TASK_STATE_WITHDRAWN);
  sgm_record_set_int (ended, SGM_TASK_ENDED_AT, d->now);
  sgm_patch_builder_update (d->patch, task, ended);
  after = sgm_record_copy (event);
  sgm_record_set_int (after, SGM_EVENT_STAGE, SGM_STAGE_FILED);
  sgm_record_set_null (after, SGM_EVENT_ASSIGNEE);
  sgm_patch_builder_update (d->patch, event, after);
  return add_next_step (d, sgm_record_get_id (event), SGM_STAGE_FILED,
                        sgm_record_get_int (task, SGM_TASK_PERSON),
                        sgm_change_get_why (d->change), error);
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

/**
 * sgm_decide:
 * @change: what somebody wants
 * @now: the store's clock, UTC milliseconds
 * @lookup: how to see what is
 *
 * Applies the rules. Does no I/O of its own, has no clock and changes
 * nothing; the same change on the same records always gives the same patch.
 *
 * Returns: (transfer full): what becomes of the change, or %NULL with
 *   %SGM_ERROR_REFUSED where a rule forbids it, %SGM_ERROR_CONFLICT where a
 *   record is not in the expected version any more, %SGM_ERROR_INVALID where
 *   the change is malformed, or an error of @lookup
 */
SgmPatch *
sgm_decide (const SgmChange  *change,
            gint64            now,
            const SgmLookup  *lookup,
            GError          **error)
{
  g_autoptr (SgmPatchBuilder) patch = sgm_patch_builder_new ();
  Decision d = { change, now, lookup, patch };
  gboolean decided = FALSE;

  switch (sgm_change_get_kind (change))
    {
    case SGM_CHANGE_IMPORT_SAMPLE:
      decided = decide_import_sample (&d, error);
      break;
    case SGM_CHANGE_REPORT_EVENT:
      decided = decide_report_event (&d, error);
      break;
    case SGM_CHANGE_ASSIGN:
      decided = decide_assign (&d, error);
      break;
    case SGM_CHANGE_WITHDRAW:
      decided = decide_withdraw (&d, error);
      break;
    default:
      refuse (error, SGM_ERROR_INVALID, _("This kind of change is unknown."));
      break;
    }
  return decided ? sgm_patch_builder_end (g_steal_pointer (&patch)) : NULL;
}
