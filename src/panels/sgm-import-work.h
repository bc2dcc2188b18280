/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-outlines.h"
#include "exchange/sgm-import-apply.h"
#include "exchange/sgm-import-plan.h"
#include "panels/sgm-import-ledger.h"

G_BEGIN_DECLS

/**
 * SgmImportShelf:
 * @staging: rows beside the district
 * @lock: to be held by whoever uses them
 *
 * A staging that several threads know of. Reference-counted.
 */
typedef struct
{
  SgmStaging *staging;
  GMutex lock;
} SgmImportShelf;

/**
 * SgmImportSample:
 * @number: the row's number in the file
 * @level: its level
 * @code: (nullable): its code
 * @name: (nullable): its name
 *
 * One of the first rows of the file, as it is understood.
 */
typedef struct
{
  gint64 number;
  SgmLevel level;
  char *code;
  char *name;
} SgmImportSample;

/**
 * SgmImportStep:
 * @SGM_IMPORT_STEP_NONE: nothing
 * @SGM_IMPORT_STEP_OPEN: the file, what there is, and the first guess
 * @SGM_IMPORT_STEP_GUESS: what a person has not said
 * @SGM_IMPORT_STEP_READ: the file's rows, to lie beside the district
 * @SGM_IMPORT_STEP_CHECK: what is wrong with them
 * @SGM_IMPORT_STEP_REPAIR: what is chosen of it
 * @SGM_IMPORT_STEP_TAKE_BACK: the last repairs
 * @SGM_IMPORT_STEP_APPLY: the rows become the district's
 *
 * What can be done with a file, one after another.
 */
typedef enum
{
  SGM_IMPORT_STEP_NONE,
  SGM_IMPORT_STEP_OPEN,
  SGM_IMPORT_STEP_GUESS,
  SGM_IMPORT_STEP_READ,
  SGM_IMPORT_STEP_CHECK,
  SGM_IMPORT_STEP_REPAIR,
  SGM_IMPORT_STEP_TAKE_BACK,
  SGM_IMPORT_STEP_APPLY,
} SgmImportStep;

/**
 * SgmImportWork:
 * @plan: how areas are understood
 * @ledger: (nullable): how a table is understood, %NULL for areas
 *
 * One step with all that it needs, for a thread of its own. What is not owned
 * is its job's, which leaves it alone until the step has ended; what the step
 * makes is owned until the job takes it.
 */
typedef struct
{
  SgmImportStep step;
  SgmStore *store;
  char *path;
  char *name;
  char *encoding;
  SgmImportOptions options;
  SgmImportPlan *plan;
  SgmImportLedger *ledger;
  SgmForeignFile *file;
  SgmImportPresent *present;
  gboolean owns_present;
  SgmImportShelf *shelf;
  SgmImportReport *report;
  gboolean owns_report;
  GPtrArray *samples;
  SgmOutlines *outlines;
  guint n_rows[SGM_LEVEL_UNIT + 1];
  guint n_left;
  guint n_repaired;
  SgmImportResult change;
  GArray *entries;
  SgmProgress progress;
  gpointer progress_data;
} SgmImportWork;

gboolean        sgm_import_work_run     (SgmImportWork   *work,
                                         GCancellable    *cancellable,
                                         GError         **error);
void            sgm_import_work_free    (SgmImportWork   *work);
SgmImportShelf *sgm_import_shelf_ref    (SgmImportShelf  *shelf);
void            sgm_import_shelf_unref  (SgmImportShelf  *shelf);

G_END_DECLS
