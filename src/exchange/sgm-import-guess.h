/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-plan.h"

G_BEGIN_DECLS

/**
 * SgmImportPlace:
 * @row: number of the row in the sample
 * @x: the middle of the area's bounding box, in the file's coordinates
 * @y: the same
 */
typedef struct
{
  guint row;
  double x;
  double y;
} SgmImportPlace;

/**
 * SgmImportSample:
 * @rows: (element-type GStrv): the values of the first rows; empty cells are
 *   empty texts
 * @places: (element-type SgmImportPlace): where those of them are that have an
 *   area
 * @whole: whether these are all rows
 *
 * What guesses are made from.
 */
typedef struct
{
  GPtrArray *rows;
  GArray *places;
  gboolean whole;
} SgmImportSample;

SgmImportSample *sgm_import_sample_new    (SgmForeignFile         *file,
                                           guint                   layer,
                                           GCancellable           *cancellable,
                                           GError                **error);
void             sgm_import_sample_free   (SgmImportSample        *sample);
const char      *sgm_import_sample_get    (const SgmImportSample  *sample,
                                           guint                   row,
                                           int                     column);

void             sgm_import_plan_note     (SgmImportPlan          *plan,
                                           SgmImportAspect         aspect,
                                           SgmImportSureness       sure,
                                           char                   *reason);
void             sgm_import_guess_layer   (SgmImportPlan          *plan,
                                           SgmForeignFile         *file);
gboolean         sgm_import_guess_columns (SgmImportPlan          *plan,
                                           SgmForeignFile         *file,
                                           const SgmImportSample  *sample,
                                           GCancellable           *cancellable,
                                           GError                **error);
void             sgm_import_guess_place   (SgmImportPlan          *plan,
                                           const SgmForeignLayer  *layer,
                                           const SgmImportSample  *sample,
                                           SgmImportPresent       *present);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportSample, sgm_import_sample_free)

G_END_DECLS
