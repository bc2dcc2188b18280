/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-foreign-file.h"
#include "exchange/sgm-import-present.h"
#include "geo/sgm-datum.h"

G_BEGIN_DECLS

/**
 * SgmImportColumn:
 * @SGM_IMPORT_COLUMN_CODE: the area's code
 * @SGM_IMPORT_COLUMN_NAME: its name
 * @SGM_IMPORT_COLUMN_KIND: whether it is a village or a community
 * @SGM_IMPORT_COLUMN_PARENT: the code of the area around it
 * @SGM_IMPORT_COLUMN_LEVEL: its level
 *
 * What a column of a file can say of an area.
 */
typedef enum
{
  SGM_IMPORT_COLUMN_CODE,
  SGM_IMPORT_COLUMN_NAME,
  SGM_IMPORT_COLUMN_KIND,
  SGM_IMPORT_COLUMN_PARENT,
  SGM_IMPORT_COLUMN_LEVEL,
  SGM_N_IMPORT_COLUMNS,
} SgmImportColumn;

/**
 * SgmImportLevels:
 * @SGM_IMPORT_LEVELS_ONE: all rows are of one level
 * @SGM_IMPORT_LEVELS_COLUMN: a column says it
 * @SGM_IMPORT_LEVELS_CODE: the length of the code says it
 *
 * How the level of a row is known.
 */
typedef enum
{
  SGM_IMPORT_LEVELS_ONE,
  SGM_IMPORT_LEVELS_COLUMN,
  SGM_IMPORT_LEVELS_CODE,
} SgmImportLevels;

/**
 * SgmImportAspect:
 * @SGM_IMPORT_ASPECT_LAYER: which layer of the file it is
 * @SGM_IMPORT_ASPECT_CODE: the column of codes
 * @SGM_IMPORT_ASPECT_NAME: the column of names
 * @SGM_IMPORT_ASPECT_KIND: the column that tells villages from communities
 * @SGM_IMPORT_ASPECT_PARENT: the column of the parents’ codes
 * @SGM_IMPORT_ASPECT_LEVEL: the level, and the column that says it
 * @SGM_IMPORT_ASPECT_CRS: the coordinate system and the order of its axes
 * @SGM_IMPORT_ASPECT_DATUM: the datum
 *
 * What of a plan is guessed, or said by a person, as one.
 */
typedef enum
{
  SGM_IMPORT_ASPECT_LAYER,
  SGM_IMPORT_ASPECT_CODE,
  SGM_IMPORT_ASPECT_NAME,
  SGM_IMPORT_ASPECT_KIND,
  SGM_IMPORT_ASPECT_PARENT,
  SGM_IMPORT_ASPECT_LEVEL,
  SGM_IMPORT_ASPECT_CRS,
  SGM_IMPORT_ASPECT_DATUM,
  SGM_N_IMPORT_ASPECTS,
} SgmImportAspect;

/**
 * SgmImportSureness:
 * @SGM_IMPORT_UNKNOWN: nothing was found; a person may have to say it
 * @SGM_IMPORT_UNSURE: one of several possibilities
 * @SGM_IMPORT_LIKELY: what was looked at fits
 * @SGM_IMPORT_CERTAIN: the file says so itself, or nothing else is possible
 * @SGM_IMPORT_SAID: a person has said so; it is not guessed again
 *
 * How sure something of a plan is.
 */
typedef enum
{
  SGM_IMPORT_UNKNOWN,
  SGM_IMPORT_UNSURE,
  SGM_IMPORT_LIKELY,
  SGM_IMPORT_CERTAIN,
  SGM_IMPORT_SAID,
} SgmImportSureness;

/**
 * SgmImportGuess:
 * @sure: how sure it is
 * @reason: (nullable): why, a short translated sentence without a full stop;
 *   %NULL where a person has said it
 */
typedef struct
{
  SgmImportSureness sure;
  char *reason;
} SgmImportGuess;

/**
 * SgmImportPlan:
 * @layer: number of the file's layer
 * @levels: how the level of a row is known
 * @level: the level of all rows, %SGM_LEVEL_NONE where rows differ or nobody
 *   knows
 * @columns: (array): numbers of the layer's columns, -1 for none
 * @crs: (nullable): the coordinate system, as well-known text or as
 *   `EPSG:4547`; %NULL where it is not known
 * @crs_name: (nullable): what people call it
 * @swapped: whether the first coordinate is the latitude or the northing
 * @datum: what the longitudes and latitudes are measured against
 * @guesses: (array): how sure each aspect is, and why
 *
 * How the areas of a foreign file are to be understood. Read the fields;
 * set them with the functions, which note that a person has said it.
 */
typedef struct
{
  guint layer;
  SgmImportLevels levels;
  SgmLevel level;
  int columns[SGM_N_IMPORT_COLUMNS];
  char *crs;
  char *crs_name;
  gboolean swapped;
  SgmDatum datum;
  SgmImportGuess guesses[SGM_N_IMPORT_ASPECTS];
} SgmImportPlan;

SgmImportPlan *sgm_import_plan_new          (void);
SgmImportPlan *sgm_import_plan_copy         (const SgmImportPlan  *plan);
void           sgm_import_plan_free         (SgmImportPlan        *plan);

void           sgm_import_plan_set_layer    (SgmImportPlan        *plan,
                                             guint                 layer);
void           sgm_import_plan_set_column   (SgmImportPlan        *plan,
                                             SgmImportColumn       column,
                                             int                   number);
void           sgm_import_plan_set_levels   (SgmImportPlan        *plan,
                                             SgmImportLevels       levels,
                                             SgmLevel              level);
gboolean       sgm_import_plan_set_crs      (SgmImportPlan        *plan,
                                             const char           *crs,
                                             GError              **error);
void           sgm_import_plan_set_swapped  (SgmImportPlan        *plan,
                                             gboolean              swapped);
void           sgm_import_plan_set_datum    (SgmImportPlan        *plan,
                                             SgmDatum              datum);
void           sgm_import_plan_forget       (SgmImportPlan        *plan,
                                             SgmImportAspect       aspect);

gboolean       sgm_import_plan_guess        (SgmImportPlan        *plan,
                                             SgmForeignFile       *file,
                                             SgmImportPresent     *present,
                                             GCancellable         *cancellable,
                                             GError              **error);
gboolean       sgm_import_plan_check        (const SgmImportPlan  *plan,
                                             SgmForeignFile       *file,
                                             GError              **error);

const char    *sgm_import_aspect_get_id     (SgmImportAspect       aspect);
const char    *sgm_import_aspect_get_name   (SgmImportAspect       aspect);
const char    *sgm_import_sureness_get_name (SgmImportSureness     sure);
const char    *sgm_import_datum_get_name    (SgmDatum              datum);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportPlan, sgm_import_plan_free)

G_END_DECLS
