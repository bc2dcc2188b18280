/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-plan.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "exchange/sgm-import-crs.h"
#include "exchange/sgm-import-guess.h"

static const struct
{
  const char *id;
  const char *name;
} aspects[SGM_N_IMPORT_ASPECTS] = {
  [SGM_IMPORT_ASPECT_LAYER] = { "layer", N_("Layer") },
  [SGM_IMPORT_ASPECT_CODE] = { "code", N_("Codes") },
  [SGM_IMPORT_ASPECT_NAME] = { "name", N_("Names") },
  [SGM_IMPORT_ASPECT_KIND] = { "kind", N_("Village or community") },
  [SGM_IMPORT_ASPECT_PARENT] = { "parent", N_("Codes of the areas around") },
  [SGM_IMPORT_ASPECT_LEVEL] = { "level", N_("Level") },
  [SGM_IMPORT_ASPECT_CRS] = { "crs", N_("Coordinate system") },
  [SGM_IMPORT_ASPECT_DATUM] = { "datum", N_("Datum") },
};

static const SgmImportAspect aspects_of_columns[SGM_N_IMPORT_COLUMNS] = {
  [SGM_IMPORT_COLUMN_CODE] = SGM_IMPORT_ASPECT_CODE,
  [SGM_IMPORT_COLUMN_NAME] = SGM_IMPORT_ASPECT_NAME,
  [SGM_IMPORT_COLUMN_KIND] = SGM_IMPORT_ASPECT_KIND,
  [SGM_IMPORT_COLUMN_PARENT] = SGM_IMPORT_ASPECT_PARENT,
  [SGM_IMPORT_COLUMN_LEVEL] = SGM_IMPORT_ASPECT_LEVEL,
};

/**
 * sgm_import_plan_new:
 *
 * Returns: (transfer full): a plan of which nothing is known, for
 *   sgm_import_plan_guess()
 */
SgmImportPlan *
sgm_import_plan_new (void)
{
  SgmImportPlan *plan = g_new0 (SgmImportPlan, 1);

  for (guint i = 0; i < SGM_N_IMPORT_COLUMNS; i++)
    plan->columns[i] = -1;
  return plan;
}

SgmImportPlan *
sgm_import_plan_copy (const SgmImportPlan *plan)
{
  SgmImportPlan *copy = g_memdup2 (plan, sizeof *plan);

  copy->crs = g_strdup (plan->crs);
  copy->crs_name = g_strdup (plan->crs_name);
  for (guint i = 0; i < SGM_N_IMPORT_ASPECTS; i++)
    copy->guesses[i].reason = g_strdup (plan->guesses[i].reason);
  return copy;
}

void
sgm_import_plan_free (SgmImportPlan *plan)
{
  g_free (plan->crs);
  g_free (plan->crs_name);
  for (guint i = 0; i < SGM_N_IMPORT_ASPECTS; i++)
    g_free (plan->guesses[i].reason);
  g_free (plan);
}

/* Takes the reason. */
void
sgm_import_plan_note (SgmImportPlan     *plan,
                      SgmImportAspect    aspect,
                      SgmImportSureness  sure,
                      char              *reason)
{
  g_free (plan->guesses[aspect].reason);
  plan->guesses[aspect].sure = sure;
  plan->guesses[aspect].reason = reason;
}

static void
say (SgmImportPlan   *plan,
     SgmImportAspect  aspect)
{
  sgm_import_plan_note (plan, aspect, SGM_IMPORT_SAID, NULL);
}

/**
 * sgm_import_plan_set_layer:
 * @layer: number of a layer of the file
 *
 * What was said of another layer's columns and coordinates is forgotten.
 */
void
sgm_import_plan_set_layer (SgmImportPlan *plan,
                           guint          layer)
{
  if (layer != plan->layer)
    for (guint i = 0; i < SGM_N_IMPORT_ASPECTS; i++)
      sgm_import_plan_forget (plan, i);
  plan->layer = layer;
  say (plan, SGM_IMPORT_ASPECT_LAYER);
}

/**
 * sgm_import_plan_set_column:
 * @column: what a column says
 * @number: number of a column of the layer, -1 for none
 */
void
sgm_import_plan_set_column (SgmImportPlan   *plan,
                            SgmImportColumn  column,
                            int              number)
{
  plan->columns[column] = number;
  if (column == SGM_IMPORT_COLUMN_LEVEL && number >= 0)
    {
      plan->levels = SGM_IMPORT_LEVELS_COLUMN;
      plan->level = SGM_LEVEL_NONE;
    }
  say (plan, aspects_of_columns[column]);
}

/**
 * sgm_import_plan_set_levels:
 * @levels: how the level of a row is known
 * @level: the level where it is one for all rows, else ignored
 */
void
sgm_import_plan_set_levels (SgmImportPlan   *plan,
                            SgmImportLevels  levels,
                            SgmLevel         level)
{
  plan->levels = levels;
  plan->level = levels == SGM_IMPORT_LEVELS_ONE ? level : SGM_LEVEL_NONE;
  say (plan, SGM_IMPORT_ASPECT_LEVEL);
}

/**
 * sgm_import_plan_set_crs:
 * @crs: a coordinate system, as well-known text, as `EPSG:4547` or `4547`
 *
 * Returns: whether it is known; else with %SGM_ERROR_INVALID, and nothing has
 *   changed
 */
gboolean
sgm_import_plan_set_crs (SgmImportPlan  *plan,
                         const char     *crs,
                         GError        **error)
{
  g_autoptr (SgmImportCrs) known = sgm_import_crs_new (crs, FALSE, SGM_DATUM_CGCS2000, error);

  if (known == NULL)
    return FALSE;
  g_free (plan->crs);
  g_free (plan->crs_name);
  plan->crs = g_strdup (crs);
  plan->crs_name = g_strdup (sgm_import_crs_get_name (known));
  say (plan, SGM_IMPORT_ASPECT_CRS);
  return TRUE;
}

/**
 * sgm_import_plan_set_swapped:
 * @swapped: whether the first coordinate is the latitude or the northing
 *
 * Only for a coordinate system that was said before or is to stay.
 */
void
sgm_import_plan_set_swapped (SgmImportPlan *plan,
                             gboolean       swapped)
{
  plan->swapped = swapped;
  say (plan, SGM_IMPORT_ASPECT_CRS);
}

void
sgm_import_plan_set_datum (SgmImportPlan *plan,
                           SgmDatum       datum)
{
  plan->datum = datum;
  say (plan, SGM_IMPORT_ASPECT_DATUM);
}

/**
 * sgm_import_plan_forget:
 * @aspect: what was said
 *
 * Lets it be guessed again.
 */
void
sgm_import_plan_forget (SgmImportPlan   *plan,
                        SgmImportAspect  aspect)
{
  sgm_import_plan_note (plan, aspect, SGM_IMPORT_UNKNOWN, NULL);
}

/**
 * sgm_import_plan_guess:
 * @plan: a plan; what a person has said of it stays
 * @file: the file that it is for
 * @present: (nullable): the present district
 *
 * Looks at the names of columns and at some hundred rows, and guesses all that
 * nobody has said, each from what is known by then: call it again after a
 * correction. Takes up to a second or two for a large file: for a worker
 * thread.
 *
 * Returns: whether the file could be read; what cannot be guessed is no error,
 *   see sgm_import_plan_check()
 */
gboolean
sgm_import_plan_guess (SgmImportPlan     *plan,
                       SgmForeignFile    *file,
                       SgmImportPresent  *present,
                       GCancellable      *cancellable,
                       GError           **error)
{
  g_autoptr (SgmImportSample) sample = NULL;

  sgm_import_guess_layer (plan, file);
  sample = sgm_import_sample_new (file, plan->layer, cancellable, error);
  if (sample == NULL || !sgm_import_guess_columns (plan, file, sample, cancellable, error))
    return FALSE;
  sgm_import_guess_place (plan, sgm_foreign_file_get_layer (file, plan->layer), sample, present);
  return TRUE;
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, message);
  return FALSE;
}

/**
 * sgm_import_plan_check:
 * @plan: a plan, as a person may have corrected it
 * @file: the file that it is for
 *
 * Returns: whether the file can be read by that plan; else with
 *   %SGM_ERROR_INVALID, which says what is missing
 */
gboolean
sgm_import_plan_check (const SgmImportPlan  *plan,
                       SgmForeignFile       *file,
                       GError              **error)
{
  const SgmForeignLayer *layer;
  g_autoptr (SgmImportCrs) crs = NULL;

  if (plan->layer >= sgm_foreign_file_get_n_layers (file))
    return fail (error, _("The file has no such layer."));
  layer = sgm_foreign_file_get_layer (file, plan->layer);
  if (layer->kind == SGM_FOREIGN_KIND_TABLE || layer->kind == SGM_FOREIGN_KIND_POINTS)
    return fail (error, _("This layer has no areas, but points or rows without a place."));
  if (layer->n_rows == 0)
    return fail (error, _("There are no areas in this layer."));
  for (guint i = 0; i < SGM_N_IMPORT_COLUMNS; i++)
    if (plan->columns[i] >= (int) layer->n_fields)
      return fail (error, _("The layer has no such column."));
  if (plan->levels == SGM_IMPORT_LEVELS_ONE
      && (plan->level < SGM_LEVEL_DISTRICT || plan->level > SGM_LEVEL_UNIT))
    return fail (error, _("Say of which level the areas are."));
  if (plan->levels == SGM_IMPORT_LEVELS_COLUMN && plan->columns[SGM_IMPORT_COLUMN_LEVEL] < 0)
    return fail (error, _("Say which column has the levels."));
  if (plan->levels == SGM_IMPORT_LEVELS_CODE && plan->columns[SGM_IMPORT_COLUMN_CODE] < 0)
    return fail (error, _("Say which column has the codes, as they are to tell the levels."));
  if (plan->crs == NULL)
    return fail (error, _("Say which coordinate system the file has."));
  crs = sgm_import_crs_new (plan->crs, plan->swapped, plan->datum, error);
  return crs != NULL;
}

/**
 * sgm_import_aspect_get_id:
 *
 * Returns: a stable English word for it
 */
const char *
sgm_import_aspect_get_id (SgmImportAspect aspect)
{
  g_return_val_if_fail (aspect < SGM_N_IMPORT_ASPECTS, NULL);
  return aspects[aspect].id;
}

/**
 * sgm_import_aspect_get_name:
 *
 * Returns: what it is called, translated
 */
const char *
sgm_import_aspect_get_name (SgmImportAspect aspect)
{
  g_return_val_if_fail (aspect < SGM_N_IMPORT_ASPECTS, NULL);
  return _(aspects[aspect].name);
}

/**
 * sgm_import_sureness_get_name:
 *
 * Returns: how sure it is, translated
 */
const char *
sgm_import_sureness_get_name (SgmImportSureness sure)
{
  switch (sure)
    {
    case SGM_IMPORT_UNSURE:
      return _("Perhaps");
    case SGM_IMPORT_LIKELY:
      return _("Probably");
    case SGM_IMPORT_CERTAIN:
      return _("Certain");
    case SGM_IMPORT_SAID:
      return _("As you say");
    case SGM_IMPORT_UNKNOWN:
    default:
      return _("Not known");
    }
}

/**
 * sgm_import_datum_get_name:
 *
 * Returns: what people call it, translated
 */
const char *
sgm_import_datum_get_name (SgmDatum datum)
{
  switch (datum)
    {
    case SGM_DATUM_GCJ02:
      return _("GCJ-02 (Amap, Tencent)");
    case SGM_DATUM_BD09:
      return _("BD-09 (Baidu)");
    case SGM_DATUM_CGCS2000:
    default:
      return _("CGCS2000 or WGS-84");
    }
}
