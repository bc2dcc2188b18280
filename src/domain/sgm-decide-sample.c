/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"

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

/* A record in its first version is new; of others only what they became is
 * said. */
static gboolean
import (SgmDecision  *d,
        SgmRecord    *record,
        GError      **error)
{
  const SgmTable *table = sgm_record_get_table (record);
  g_autoptr (SgmRecord) before = NULL;
  g_autoptr (SgmRecord) after = NULL;

  if (sgm_record_get_version (record) == 1)
    {
      sgm_patch_builder_insert (d->patch, record);
      return TRUE;
    }
  before = sgm_decision_need (d, table, sgm_record_get_id (record), _("A sample record is not there yet."), error);
  if (before == NULL)
    return FALSE;
  after = sgm_record_copy (before);
  for (guint i = 0; i < table->n_columns; i++)
    sgm_record_set_value (after, i, sgm_record_get_value (record, i));
  sgm_patch_builder_update (d->patch, before, after);
  return TRUE;
}

gboolean
sgm_decide_import_sample (SgmDecision  *d,
                          GError     **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);
  g_autoptr (GPtrArray) marks = NULL;
  g_autoptr (GPtrArray) areas = NULL;

  marks = sgm_decision_find_text (d, &sgm_table_meta, SGM_META_KEY, "sample", error);
  if (marks == NULL)
    return FALSE;
  areas = sgm_decision_find (d, &sgm_table_area, SGM_AREA_LEVEL, SGM_LEVEL_DISTRICT, error);
  if (areas == NULL)
    return FALSE;
  if (marks->len == 0 && areas->len > 0)
    return sgm_refuse (error, SGM_ERROR_REFUSED,
                   _("Sample data cannot be added to a district with data of its own."));

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      SgmRecord *record = records->pdata[i];

      if (sgm_record_get_id (record) <= 0)
        return sgm_refuse (error, SGM_ERROR_INVALID, _("A sample record has no id."));
      if (sgm_record_get_table (record) == &sgm_table_area && !check_sample_area (record, error))
        return FALSE;
      if (!import (d, record, error))
        return FALSE;
    }
  return TRUE;
}
