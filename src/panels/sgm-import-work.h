/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-apply.h"
#include "exchange/sgm-import-plan.h"
#include "panels/sgm-import-ledger.h"
#include "panels/sgm-import-shelf.h"
#include "panels/sgm-import-view.h"

G_BEGIN_DECLS

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
  SgmImportView *view;
  guint n_left;
  guint n_repaired;
  SgmImportResult change;
  GPtrArray *differences;
  GArray *entries;
  SgmProgress progress;
  gpointer progress_data;
} SgmImportWork;

gboolean sgm_import_work_run  (SgmImportWork  *work,
                               GCancellable   *cancellable,
                               GError        **error);
void     sgm_import_work_free (SgmImportWork  *work);

G_END_DECLS
