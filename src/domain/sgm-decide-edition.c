/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "domain/sgm-decision.h"

#include <glib/gi18n-lib.h>

#include "domain/sgm-code.h"
#include "domain/sgm-edition.h"

/* Areas that come in by the thousand: prepared in an edition (版次) that nobody
 * sees, in many short changes, and made real by one. */

static SgmRecord *
need_edition (SgmDecision  *d,
              GError      **error)
{
  g_autoptr (SgmRecord) edition = sgm_decision_need (d, &sgm_table_edition, sgm_change_get_subject (d->change),
                                                     _("There is no such edition of areas."), error);

  if (edition != NULL && sgm_edition_is_real (edition))
    {
      sgm_refuse (error, SGM_ERROR_REFUSED, _("These areas are those of the district already."));
      return NULL;
    }
  return g_steal_pointer (&edition);
}

/* Sets @id to that of the latest edition that is real, 0 where there is none. */
static gboolean
find_latest (SgmDecision  *d,
             gint64       *id,
             GError      **error)
{
  g_autoptr (GPtrArray) real = sgm_decision_find (d, &sgm_table_edition, SGM_EDITION_STATE, SGM_EDITION_STATE_REAL, error);
  SgmRecord *latest = NULL;

  if (real == NULL)
    return FALSE;
  for (guint i = 0; i < real->len; i++)
    if (sgm_edition_is_later (real->pdata[i], latest))
      latest = real->pdata[i];
  *id = latest != NULL ? sgm_record_get_id (latest) : 0;
  return TRUE;
}

gboolean
sgm_decide_prepare_edition (SgmDecision  *d,
                            GError      **error)
{
  const char *name = sgm_change_get_text (d->change);
  g_autoptr (SgmRecord) edition = NULL;
  gint64 latest;

  if (name == NULL || name[0] == '\0' || !g_utf8_validate (name, -1, NULL))
    return sgm_refuse (error, SGM_ERROR_INVALID, _("Say where the areas come from."));
  if (!find_latest (d, &latest, error))
    return FALSE;
  edition = sgm_decision_new_record (d, &sgm_table_edition, error);
  if (edition == NULL)
    return FALSE;
  sgm_record_set_text (edition, SGM_EDITION_NAME, name);
  sgm_record_set_int (edition, SGM_EDITION_STATE, SGM_EDITION_STATE_PREPARED);
  sgm_record_set_int (edition, SGM_EDITION_BASE, latest);
  sgm_record_set_int (edition, SGM_EDITION_PREPARED_AT, d->now);
  sgm_patch_builder_insert (d->patch, edition);
  return TRUE;
}

static gboolean
check_new_area (SgmRecord  *area,
                GError    **error)
{
  const char *code = sgm_record_get_text (area, SGM_AREA_CODE);
  const char *name = sgm_record_get_text (area, SGM_AREA_NAME);

  if (sgm_record_get_id (area) != 0)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("An area that is there gets a boundary, not another record."));
  if (sgm_code_get_level (code) == SGM_LEVEL_NONE
      || sgm_code_get_level (code) != (SgmLevel) sgm_record_get_int (area, SGM_AREA_LEVEL))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("“%s” is no code of this level."), code != NULL ? code : "");
      return FALSE;
    }
  if (name == NULL || name[0] == '\0')
    return sgm_refuse (error, SGM_ERROR_INVALID, _("An area has a name."));
  return sgm_check_geometry (area, SGM_AREA_GEOMETRY, FALSE, error);
}

/* Looks for the area that a code will stand for once the edition is real:
 * one of its own or one that is there. */
static gboolean
find_by_code (SgmDecision  *d,
              const char   *code,
              gint64       *id,
              GError      **error)
{
  g_autoptr (GPtrArray) same = sgm_decision_find_text (d, &sgm_table_area, SGM_AREA_CODE, code, error);

  *id = 0;
  if (same == NULL)
    return FALSE;
  for (guint i = 0; i < same->len; i++)
    {
      SgmRecord *area = same->pdata[i];
      g_autoptr (GPtrArray) said = sgm_decision_find (d, &sgm_table_boundary, SGM_BOUNDARY_AREA,
                                                      sgm_record_get_id (area), error);
      g_autoptr (SgmRecord) is = said != NULL ? sgm_decision_dup_area (d, area, error) : NULL;
      gboolean there;

      if (is == NULL)
        return FALSE;
      there = sgm_record_is_null (is, SGM_AREA_VALID_TO);
      for (guint j = 0; j < said->len; j++)
        if (sgm_record_get_int (said->pdata[j], SGM_BOUNDARY_EDITION) == sgm_change_get_subject (d->change))
          there = sgm_record_get_int (said->pdata[j], SGM_BOUNDARY_STATE) != SGM_BOUNDARY_STATE_ENDS;
      if (there)
        *id = sgm_record_get_id (area);
    }
  return TRUE;
}

static gboolean
find_parent (SgmDecision  *d,
             const char   *code,
             GHashTable   *added,
             gint64       *parent,
             GError      **error)
{
  g_autofree char *parent_code = sgm_code_dup_parent (code);
  SgmRecord *of_change = parent_code != NULL ? g_hash_table_lookup (added, parent_code) : NULL;

  *parent = 0;
  if (parent_code == NULL)
    return TRUE;
  if (of_change != NULL)
    *parent = sgm_record_get_id (of_change);
  else if (!find_by_code (d, parent_code, parent, error))
    return FALSE;
  if (*parent != 0)
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("The area %s, which %s should lie in, is missing."),
               parent_code, code);
  return FALSE;
}

static gboolean
add_boundary (SgmDecision       *d,
              gint64             area,
              SgmBoundaryState   state,
              SgmRecord         *values,
              GError           **error)
{
  g_autoptr (SgmRecord) boundary = sgm_decision_new_record (d, &sgm_table_boundary, error);

  if (boundary == NULL)
    return FALSE;
  sgm_record_set_int (boundary, SGM_BOUNDARY_EDITION, sgm_change_get_subject (d->change));
  sgm_record_set_int (boundary, SGM_BOUNDARY_AREA, area);
  sgm_record_set_int (boundary, SGM_BOUNDARY_STATE, state);
  for (guint i = SGM_BOUNDARY_NAME; state == SGM_BOUNDARY_STATE_CHANGES && i <= SGM_BOUNDARY_GEOMETRY; i++)
    sgm_record_set_value (boundary, i, sgm_record_get_value (values, i));
  sgm_patch_builder_insert (d->patch, boundary);
  return TRUE;
}

static gboolean
add_area (SgmDecision  *d,
          SgmRecord    *wanted,
          GHashTable   *added,
          GError      **error)
{
  const char *code = sgm_record_get_text (wanted, SGM_AREA_CODE);
  g_autoptr (SgmRecord) area = NULL;
  gint64 there, parent;

  if (!check_new_area (wanted, error) || !find_by_code (d, code, &there, error)
      || !find_parent (d, code, added, &parent, error))
    return FALSE;
  if (there != 0 || g_hash_table_contains (added, code))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("There is an area with the code %s already."), code);
      return FALSE;
    }
  area = sgm_decision_new_record (d, &sgm_table_area, error);
  if (area == NULL)
    return FALSE;
  for (guint i = 0; i < sgm_table_area.n_columns; i++)
    sgm_record_set_value (area, i, sgm_record_get_value (wanted, i));
  if (parent != 0)
    sgm_record_set_int (area, SGM_AREA_PARENT, parent);
  else
    sgm_record_set_null (area, SGM_AREA_PARENT);
  /* By itself it is never valid: see sgm_area_is_awaiting(). */
  sgm_record_set_int (area, SGM_AREA_VALID_FROM, d->now);
  sgm_record_set_int (area, SGM_AREA_VALID_TO, d->now);
  sgm_patch_builder_insert (d->patch, area);
  g_hash_table_insert (added, (gpointer) code, sgm_record_ref (area));
  return add_boundary (d, sgm_record_get_id (area), SGM_BOUNDARY_STATE_BEGINS, NULL, error);
}

static gboolean
check_change (SgmRecord  *boundary,
              GError    **error)
{
  const char *name = sgm_record_get_text (boundary, SGM_BOUNDARY_NAME);

  switch (sgm_record_get_int (boundary, SGM_BOUNDARY_STATE))
    {
    case SGM_BOUNDARY_STATE_CHANGES:
      if (name == NULL || name[0] == '\0')
        return sgm_refuse (error, SGM_ERROR_INVALID, _("An area has a name."));
      return sgm_check_geometry (boundary, SGM_BOUNDARY_GEOMETRY, FALSE, error);
    case SGM_BOUNDARY_STATE_ENDS:
      return TRUE;
    default:
      return sgm_refuse (error, SGM_ERROR_INVALID, _("An area that is there changes or ends."));
    }
}

static gboolean
add_change (SgmDecision  *d,
            SgmRecord    *wanted,
            GHashTable   *changed,
            GError      **error)
{
  gint64 id = sgm_record_get_int (wanted, SGM_BOUNDARY_AREA);
  g_autoptr (SgmRecord) area = sgm_decision_need (d, &sgm_table_area, id, _("There is no such area."), error);
  g_autoptr (GPtrArray) said = area != NULL ? sgm_decision_find (d, &sgm_table_boundary, SGM_BOUNDARY_AREA, id, error)
                                            : NULL;
  gboolean twice;

  if (said == NULL || !check_change (wanted, error))
    return FALSE;
  twice = !g_hash_table_add (changed, GSIZE_TO_POINTER ((gsize) id));
  for (guint i = 0; i < said->len; i++)
    twice |= sgm_record_get_int (said->pdata[i], SGM_BOUNDARY_EDITION) == sgm_change_get_subject (d->change);
  if (twice)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_REFUSED, _("The area %s is there twice."),
                   sgm_record_get_text (area, SGM_AREA_CODE));
      return FALSE;
    }
  return add_boundary (d, id, sgm_record_get_int (wanted, SGM_BOUNDARY_STATE), wanted, error);
}

gboolean
sgm_decide_add_boundaries (SgmDecision  *d,
                           GError      **error)
{
  GPtrArray *records = sgm_change_get_records (d->change);
  g_autoptr (SgmRecord) edition = need_edition (d, error);
  g_autoptr (GHashTable) added = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) sgm_record_unref);
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);

  if (edition == NULL)
    return FALSE;
  if (records == NULL || records->len == 0 || records->len > SGM_MAX_BOUNDARIES)
    return sgm_refuse (error, SGM_ERROR_INVALID, _("There are no areas to add, or too many at once."));
  for (guint i = 0; i < records->len; i++)
    {
      SgmRecord *record = records->pdata[i];
      const SgmTable *table = sgm_record_get_table (record);

      if (table == &sgm_table_area ? !add_area (d, record, added, error)
          : table == &sgm_table_boundary ? !add_change (d, record, changed, error)
          : !sgm_refuse (error, SGM_ERROR_INVALID, _("An edition is of areas and their boundaries.")))
        return FALSE;
    }
  return TRUE;
}

gboolean
sgm_decide_activate_edition (SgmDecision  *d,
                             GError      **error)
{
  g_autoptr (SgmRecord) edition = need_edition (d, error);
  g_autoptr (SgmRecord) real = NULL;
  gint64 latest;

  if (edition == NULL || !find_latest (d, &latest, error))
    return FALSE;
  if (latest != sgm_record_get_int (edition, SGM_EDITION_BASE))
    return sgm_refuse (error, SGM_ERROR_CONFLICT,
                       _("Other areas have become those of the district since these were prepared."));
  real = sgm_record_copy (edition);
  sgm_record_set_int (real, SGM_EDITION_STATE, SGM_EDITION_STATE_REAL);
  sgm_record_set_int (real, SGM_EDITION_VALID_FROM, d->now);
  sgm_patch_builder_update (d->patch, edition, real);
  return TRUE;
}

static gboolean
drop_boundary (SgmDecision  *d,
               SgmRecord    *boundary,
               GError      **error)
{
  g_autoptr (SgmRecord) area = NULL;

  sgm_patch_builder_delete (d->patch, boundary);
  if (sgm_record_get_int (boundary, SGM_BOUNDARY_STATE) != SGM_BOUNDARY_STATE_BEGINS)
    return TRUE;
  area = sgm_decision_need (d, &sgm_table_area, sgm_record_get_int (boundary, SGM_BOUNDARY_AREA),
                            _("There is no such area."), error);
  if (area == NULL)
    return FALSE;
  sgm_patch_builder_delete (d->patch, area);
  return TRUE;
}

/* One that was real once may have been built upon, so it stays. */
static gboolean
check_was_never_real (SgmRecord  *edition,
                      GError    **error)
{
  return sgm_record_get_version (edition) == 1
         || sgm_refuse (error, SGM_ERROR_REFUSED, _("These areas were those of the district once, and are kept."));
}

gboolean
sgm_decide_drop_edition (SgmDecision  *d,
                         GError      **error)
{
  g_autoptr (SgmRecord) edition = need_edition (d, error);
  g_autoptr (GPtrArray) boundaries = NULL;

  if (edition == NULL || !check_was_never_real (edition, error))
    return FALSE;
  boundaries = sgm_decision_find_some (d, &sgm_table_boundary, SGM_BOUNDARY_EDITION, sgm_record_get_id (edition),
                                       SGM_MAX_BOUNDARIES, error);
  if (boundaries == NULL)
    return FALSE;
  if (boundaries->len == 0)
    sgm_patch_builder_delete (d->patch, edition);
  for (guint i = 0; i < boundaries->len; i++)
    if (!drop_boundary (d, boundaries->pdata[i], error))
      return FALSE;
  return TRUE;
}
