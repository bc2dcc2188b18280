/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

/* Switching between ordinary times and emergency (平急转换). */

/* An emergency is looked at again after a month at the latest. */
#define MAX_MODE_MILLISECONDS (G_GINT64_CONSTANT (31) * 24 * 3600 * 1000)

static gboolean
check_mode (SgmDecision  *d,
            SgmRecord    *mode,
            GError      **error)
{
  SgmModeKind kind = sgm_record_get_int (mode, SGM_MODE_KIND);
  gint64 expires_at = sgm_record_get_int (mode, SGM_MODE_EXPIRES_AT);
  gint64 percent = sgm_record_get_int (mode, SGM_MODE_PERCENT);

  if (kind < SGM_MODE_KIND_TYPHOON || kind > SGM_MODE_KIND_OTHER)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("The kind of emergency is unknown."));
  if (expires_at <= d->now || expires_at > d->now + MAX_MODE_MILLISECONDS)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("An emergency ends between now and 31 days from now."));
  if (!sgm_record_is_null (mode, SGM_MODE_PERCENT) && (percent < 1 || percent > 100))
    return sgm_refuse (error, SGM_ERROR_INVALID, _("Time limits in an emergency are 1 to 100 per cent of the ordinary ones."));
  return TRUE;
}

gboolean
sgm_decide_start_mode (SgmDecision  *d,
                       GError      **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);
  g_autoptr (GPtrArray) running = NULL;
  g_autoptr (SgmRecord) area = NULL;
  g_autoptr (SgmRecord) mode = NULL;

  if (records == NULL || records->len != 1 || sgm_record_get_table (records->pdata[0]) != &sgm_table_mode)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("Say which area is switched, and until when."));
  if (!sgm_decision_need_why (d, error) || !check_mode (d, records->pdata[0], error))
    return FALSE;
  mode = sgm_record_copy (records->pdata[0]);
  area = sgm_decision_need (d, &sgm_table_area, sgm_record_get_int (mode, SGM_MODE_AREA),
                            _("There is no such area."), error);
  running = area != NULL ? sgm_decision_find (d, &sgm_table_mode, SGM_MODE_ACTIVE, 1, error) : NULL;
  if (running == NULL)
    return FALSE;
  for (guint i = 0; i < running->len; i++)
    if (sgm_record_get_int (running->pdata[i], SGM_MODE_AREA) == sgm_record_get_id (area))
      return sgm_refuse (error, SGM_ERROR_REFUSED, _("This area is in emergency mode already."));

  sgm_record_set_int (mode, SGM_MODE_ACTIVE, 1);
  sgm_record_set_int (mode, SGM_MODE_STARTED_AT, d->now);
  sgm_record_set_null (mode, SGM_MODE_ENDED_AT);
  sgm_record_set_null (mode, SGM_MODE_REPORT);
  return sgm_decision_insert (d, mode, error);
}

gboolean
sgm_decide_end_mode (SgmDecision  *d,
                     GError      **error)
{
  const char *report = sgm_change_get_text (d->change);
  g_autoptr (SgmRecord) mode = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (report == NULL || report[0] == '\0')
    return sgm_refuse (error, SGM_ERROR_INVALID, _("An emergency ends with a closing report."));
  mode = sgm_decision_need_subject (d, &sgm_table_mode, _("There is no such emergency."), error);
  if (mode == NULL)
    return FALSE;
  if (sgm_record_is_null (mode, SGM_MODE_ACTIVE))
    return sgm_refuse (error, SGM_ERROR_REFUSED, _("This emergency has ended."));
  after = sgm_record_copy (mode);
  sgm_record_set_null (after, SGM_MODE_ACTIVE);
  sgm_record_set_int (after, SGM_MODE_ENDED_AT, d->now);
  sgm_record_set_text (after, SGM_MODE_REPORT, report);
  sgm_patch_builder_update (d->patch, mode, after);
  return TRUE;
}
