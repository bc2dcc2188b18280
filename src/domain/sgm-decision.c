/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-edition.h"
#include "geo/sgm-geometry.h"

gboolean
sgm_refuse (GError     **error,
            SgmError     code,
            const char  *sentence)
{
  g_set_error_literal (error, SGM_ERROR, code, sentence);
  return FALSE;
}

/* Whoever stops or returns something says why. */
gboolean
sgm_decision_need_why (SgmDecision  *d,
                       GError      **error)
{
  const char *why = sgm_change_get_why (d->change);

  if (why == NULL || why[0] == '\0')
    return sgm_refuse (error, SGM_ERROR_INVALID, _("This needs a reason."));
  return TRUE;
}

gboolean
sgm_decision_check_score (SgmDecision  *d,
                          GError      **error)
{
  gint64 score = sgm_change_get_number (d->change);

  if (score < 1 || score > 5)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("A score is a number from 1 to 5."));
  return TRUE;
}

gboolean
sgm_decision_check_until (SgmDecision  *d,
                          GError      **error)
{
  if (sgm_change_get_until (d->change) <= d->now)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The time limit has passed already."));
  return TRUE;
}

/* The record of an id; it is an error where there is none. */
SgmRecord *
sgm_decision_need (SgmDecision     *d,
                   const SgmTable  *table,
                   gint64           id,
                   const char      *missing,
                   GError         **error)
{
  g_autoptr (GError) local = NULL;
  SgmRecord *record = d->lookup->get (d->lookup->data, table, id, &local);

  if (record == NULL && local == NULL)
    sgm_refuse (error, SGM_ERROR_REFUSED, missing);
  else if (record == NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  return record;
}

/* What the change is about, in the version that is expected. */
SgmRecord *
sgm_decision_need_subject (SgmDecision     *d,
                           const SgmTable  *table,
                           const char      *missing,
                           GError         **error)
{
  g_autoptr (SgmRecord) record = sgm_decision_need (d, table, sgm_change_get_subject (d->change), missing, error);

  if (record == NULL)
    return NULL;
  if (sgm_record_get_version (record) != sgm_change_get_expected (d->change))
    {
      sgm_refuse (error, SGM_ERROR_CONFLICT, _("This has changed in the meantime."));
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* Names the worker an event was given to, for a sentence. */
static char *
dup_person_name (SgmDecision *d,
                 gint64       id)
{
  g_autoptr (SgmRecord) person = d->lookup->get (d->lookup->data, &sgm_table_person, id, NULL);
  const char *name = person != NULL ? sgm_record_get_text (person, SGM_PERSON_NAME) : NULL;

  return g_strdup (name != NULL ? name : "?");
}

/* The event that the change is about, in the version that is expected; where
 * it is another, who or what came between is said. */
SgmRecord *
sgm_decision_need_event (SgmDecision  *d,
                         GError      **error)
{
  g_autoptr (SgmRecord) event = NULL;
  const char *number;

  event = sgm_decision_need (d, &sgm_table_event, sgm_change_get_subject (d->change),
                             _("There is no such event."), error);
  if (event == NULL || sgm_record_get_version (event) == sgm_change_get_expected (d->change))
    return g_steal_pointer (&event);

  number = sgm_record_get_text (event, SGM_EVENT_NO);
  if (!sgm_record_is_null (event, SGM_EVENT_ASSIGNEE))
    {
      g_autofree char *name = dup_person_name (d, sgm_record_get_int (event, SGM_EVENT_ASSIGNEE));

      g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                   _("Event %s was given to %s in the meantime."), number, name);
    }
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                 _("Event %s has changed in the meantime: it is now “%s”."),
                 number, sgm_stage_get_name (sgm_record_get_int (event, SGM_EVENT_STAGE)));
  return NULL;
}

GPtrArray *
sgm_decision_find (SgmDecision     *d,
                   const SgmTable  *table,
                   guint            column,
                   gint64           number,
                   GError         **error)
{
  return sgm_decision_find_some (d, table, column, number, 0, error);
}

/* The same, no more of them than a limit where that is not 0. */
GPtrArray *
sgm_decision_find_some (SgmDecision     *d,
                        const SgmTable  *table,
                        guint            column,
                        gint64           number,
                        guint            limit,
                        GError         **error)
{
  SgmValue value = { SGM_TYPE_INT, { .i = number } };

  return d->lookup->find (d->lookup->data, table, column, &value, limit, error);
}

GPtrArray *
sgm_decision_find_text (SgmDecision     *d,
                        const SgmTable  *table,
                        guint            column,
                        const char      *text,
                        GError         **error)
{
  SgmValue value = { SGM_TYPE_TEXT, { .text = (char *) text } };

  return d->lookup->find (d->lookup->data, table, column, &value, 0, error);
}

/* A record with an id that was never given. */
SgmRecord *
sgm_decision_new_record (SgmDecision     *d,
                         const SgmTable  *table,
                         GError         **error)
{
  gint64 id = d->lookup->next_id (d->lookup->data, table, error);

  return id != 0 ? sgm_record_new (table, id) : NULL;
}

/* Adds a copy of a record that has no id yet. */
gboolean
sgm_decision_insert (SgmDecision  *d,
                     SgmRecord    *record,
                     GError      **error)
{
  const SgmTable *table = sgm_record_get_table (record);
  g_autoptr (SgmRecord) with_id = sgm_decision_new_record (d, table, error);

  if (with_id == NULL)
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    sgm_record_set_value (with_id, i, sgm_record_get_value (record, i));
  sgm_patch_builder_insert (d->patch, with_id);
  return TRUE;
}

gboolean
sgm_decision_add_step (SgmDecision  *d,
                       gint64        event,
                       gint64        seq,
                       SgmStage      stage,
                       gint64        person,
                       const char   *note,
                       GError      **error)
{
  g_autoptr (SgmRecord) step = sgm_decision_new_record (d, &sgm_table_step, error);

  if (step == NULL)
    return FALSE;
  sgm_record_set_int (step, SGM_STEP_EVENT, event);
  sgm_record_set_int (step, SGM_STEP_SEQ, seq);
  sgm_record_set_int (step, SGM_STEP_AT, d->now);
  sgm_record_set_text (step, SGM_STEP_WHO, sgm_change_get_who (d->change));
  sgm_record_set_int (step, SGM_STEP_STAGE, stage);
  if (person != 0)
    sgm_record_set_int (step, SGM_STEP_PERSON, person);
  sgm_record_set_text (step, SGM_STEP_NOTE, note);
  sgm_record_set_int (step, SGM_STEP_KIND, sgm_change_get_kind (d->change));
  sgm_patch_builder_insert (d->patch, step);
  return TRUE;
}

/* Adds the step after the last one that the event has. */
gboolean
sgm_decision_add_next_step (SgmDecision  *d,
                            gint64        event,
                            SgmStage      stage,
                            gint64        person,
                            const char   *note,
                            GError      **error)
{
  g_autoptr (GPtrArray) steps = sgm_decision_find (d, &sgm_table_step, SGM_STEP_EVENT, event, error);
  gint64 last = 0;

  if (steps == NULL)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    last = MAX (last, sgm_record_get_int (steps->pdata[i], SGM_STEP_SEQ));
  return sgm_decision_add_step (d, event, last + 1, stage, person, note, error);
}

SgmCalendar *
sgm_decision_make_calendar (SgmDecision  *d,
                            GError      **error)
{
  g_autoptr (SgmCalendar) calendar = sgm_calendar_new ();

  for (int kind = SGM_DAY_KIND_HOLIDAY; kind <= SGM_DAY_KIND_WORKING; kind++)
    {
      g_autoptr (GPtrArray) days = sgm_decision_find (d, &sgm_table_calendar, SGM_CALENDAR_KIND, kind, error);

      if (days == NULL)
        return NULL;
      for (guint i = 0; i < days->len; i++)
        sgm_calendar_add (calendar, sgm_record_get_int (days->pdata[i], SGM_CALENDAR_DAY), kind);
    }
  return g_steal_pointer (&calendar);
}

gboolean
sgm_record_is_valid_at (SgmRecord *record,
                        guint      from,
                        guint      to,
                        gint64     when)
{
  return (sgm_record_is_null (record, from) || sgm_record_get_int (record, from) <= when)
         && (sgm_record_is_null (record, to) || sgm_record_get_int (record, to) > when);
}

/* What a record says of a place can be read and is on the earth. */
gboolean
sgm_check_geometry (SgmRecord  *record,
                    guint       column,
                    gboolean    point,
                    GError    **error)
{
  GBytes *wkb = sgm_record_get_bytes (record, column);
  g_autoptr (SgmGeometry) geometry = wkb != NULL ? sgm_geometry_new_from_wkb (wkb, NULL) : NULL;
  const SgmBox *box;

  if (geometry == NULL || sgm_geometry_is_point (geometry) != point)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The place on the map is missing or cannot be read."));
  box = sgm_geometry_get_box (geometry);
  if (!(box->min_x >= -180 && box->max_x <= 180 && box->min_y >= -90 && box->max_y <= 90))
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The place is not on the earth."));
  return TRUE;
}

/* What the latest edition that is real says of an area, and that edition;
 * both NULL where none does. */
gboolean
sgm_decision_find_boundary (SgmDecision  *d,
                            gint64        area,
                            SgmRecord   **boundary,
                            SgmRecord   **edition,
                            GError      **error)
{
  g_autoptr (GPtrArray) boundaries = sgm_decision_find (d, &sgm_table_boundary, SGM_BOUNDARY_AREA, area, error);
  g_autoptr (SgmRecord) latest = NULL;
  g_autoptr (SgmRecord) of = NULL;

  if (boundaries == NULL)
    return FALSE;
  for (guint i = 0; i < boundaries->len; i++)
    {
      g_autoptr (SgmRecord) other = NULL;

      other = sgm_decision_need (d, &sgm_table_edition, sgm_record_get_int (boundaries->pdata[i], SGM_BOUNDARY_EDITION),
                                 _("There is no such edition of areas."), error);
      if (other == NULL)
        return FALSE;
      if (!sgm_edition_is_real (other) || !sgm_edition_is_later (other, of))
        continue;
      g_clear_pointer (&latest, sgm_record_unref);
      g_clear_pointer (&of, sgm_record_unref);
      latest = sgm_record_ref (boundaries->pdata[i]);
      of = g_steal_pointer (&other);
    }
  *boundary = g_steal_pointer (&latest);
  *edition = g_steal_pointer (&of);
  return TRUE;
}

/* An area as it is by the editions. */
SgmRecord *
sgm_decision_dup_area (SgmDecision  *d,
                       SgmRecord    *area,
                       GError      **error)
{
  g_autoptr (SgmRecord) boundary = NULL;
  g_autoptr (SgmRecord) edition = NULL;

  if (!sgm_decision_find_boundary (d, sgm_record_get_id (area), &boundary, &edition, error))
    return NULL;
  return boundary != NULL ? sgm_area_new_of_edition (area, boundary, edition) : sgm_record_ref (area);
}
