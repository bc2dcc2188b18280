/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-wording.h"

#include <glib/gi18n.h>
#include <string.h>

#include "domain/sgm-tables.h"
#include "kit/sgm-ticker.h"
#include "kit/sgm-time-text.h"

/**
 * sgm_wording_dup_event_place:
 * @event: an event's record
 *
 * Returns: (transfer full): where it happened, as a dispatcher says it: the
 *   name of its grid
 */
char *
sgm_wording_dup_event_place (SgmDistrict *district,
                             SgmRecord   *event)
{
  const SgmArea *grid = sgm_area_set_find_id (sgm_district_get_areas (district),
                                              sgm_record_get_int (event, SGM_EVENT_GRID));

  return g_strdup (grid != NULL ? grid->name : _("Unknown place"));
}

/**
 * sgm_wording_dup_person:
 * @person: record id of a person
 *
 * Returns: (transfer full): the person's name
 */
char *
sgm_wording_dup_person (SgmDistrict *district,
                        gint64       person)
{
  SgmRecord *record = sgm_district_get_record (district, &sgm_table_person, person);
  const char *name = record != NULL ? sgm_record_get_text (record, SGM_PERSON_NAME) : NULL;

  return g_strdup (name != NULL ? name : _("Somebody"));
}

/**
 * sgm_wording_dup_phone:
 * @person: a person's record
 *
 * Returns: (transfer full) (nullable): the person's telephone number with its
 *   middle hidden, all of it where it is short; %NULL where there is none
 */
char *
sgm_wording_dup_phone (SgmRecord *person)
{
  const char *phone = sgm_record_get_text (person, SGM_PERSON_PHONE);
  gsize length = phone != NULL ? strlen (phone) : 0;

  if (length == 0)
    return NULL;
  if (length < 8 || !g_str_is_ascii (phone))
    return g_strdup ("****");
  return g_strdup_printf ("%.3s****%s", phone, phone + length - 4);
}

/**
 * sgm_wording_dup_step:
 * @step: one step in the life of an event
 *
 * Returns: (transfer full): a sentence that says who did it and when
 */
char *
sgm_wording_dup_step (SgmDistrict *district,
                      SgmRecord   *step)
{
  const char *who = sgm_record_get_text (step, SGM_STEP_WHO);
  g_autofree char *when = sgm_time_text_dup_clock (sgm_ticker_get_now (),
                                                   sgm_record_get_int (step, SGM_STEP_AT));
  g_autofree char *person = sgm_wording_dup_person (district, sgm_record_get_int (step, SGM_STEP_PERSON));

  if (who == NULL)
    who = _("Somebody");
  switch (sgm_record_get_int (step, SGM_STEP_KIND))
    {
    case SGM_CHANGE_ASSIGN:
      /* Translators: a user, a person, a time such as “14:02” */
      return g_strdup_printf (_("%s gave it to %s at %s."), who, person, when);
    case SGM_CHANGE_WITHDRAW:
      /* Translators: a user, a person, a time such as “14:02” */
      return g_strdup_printf (_("%s withdrew it from %s at %s."), who, person, when);
    default:
      /* Translators: a user, a time such as “14:02”, a stage such as “Closed” */
      return g_strdup_printf (_("%s, %s: it is now “%s”."), who, when,
                              sgm_stage_get_name (sgm_record_get_int (step, SGM_STEP_STAGE)));
    }
}
