/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-progress.h"
#include "exchange/sgm-ledger-columns.h"
#include "exchange/sgm-ledger-finding.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/* No ledger that a district could have is longer. */
#define SGM_LEDGER_MAX_ROWS 500000

/* So many findings of a kind are told one by one; the rest is only counted. */
#define SGM_LEDGER_MAX_FINDINGS 1000

/**
 * SgmLedgerChoice:
 * @SGM_LEDGER_LEAVE_OUT: the row is not imported
 * @SGM_LEDGER_SAME: it is the one that is there, who gets what the row says
 * @SGM_LEDGER_NEW: it is another one
 *
 * What becomes of a row of which it is not sure who it is.
 */
typedef enum
{
  SGM_LEDGER_LEAVE_OUT,
  SGM_LEDGER_SAME,
  SGM_LEDGER_NEW,
} SgmLedgerChoice;

/**
 * SgmLedgerOptions:
 * @complete: whether the file has all there is, so that what it does not have
 *   ends
 * @choices: what somebody has chosen for rows that are unsure
 *
 * How a table is to be taken.
 */
typedef struct
{
  gboolean complete;
  GHashTable *choices;
} SgmLedgerOptions;

SgmLedgerOptions *sgm_ledger_options_new    (void);
SgmLedgerOptions *sgm_ledger_options_copy   (const SgmLedgerOptions *options);
void              sgm_ledger_options_free   (SgmLedgerOptions       *options);
void              sgm_ledger_options_choose (SgmLedgerOptions       *options,
                                             gint64                  row,
                                             SgmLedgerChoice         choice);

/**
 * SgmLedgerPlan:
 * @ledger: what the table is a list of
 * @findings: (element-type SgmLedgerFinding): the worst first, then by kind
 *   and in the order of the file
 * @n_found: how many there are of each kind, also those not told
 * @n_rows: how many rows were read
 * @n_left_out: how many of them are not imported
 * @left_out: (element-type gint64): their numbers in the file, in its order
 * @n_new: how many people, organizations … are new
 * @n_changed: how many change
 * @n_same: how many are so already
 * @n_ended: how many end or are removed
 * @blocked: whether something has to be mended first
 * @saved: (element-type SgmRecord): what is added or changed, for
 *   %SGM_CHANGE_SAVE
 * @removed: (element-type SgmRecord): what is removed, for %SGM_CHANGE_REMOVE
 *
 * What an import would do, and what was found wrong. Nothing is changed by
 * making it. Immutable.
 */
typedef struct
{
  SgmLedger ledger;
  GPtrArray *findings;
  guint n_found[SGM_N_LEDGER_FAULTS];
  guint n_rows;
  guint n_left_out;
  GArray *left_out;
  guint n_new;
  guint n_changed;
  guint n_same;
  guint n_ended;
  gboolean blocked;
  GPtrArray *saved;
  GPtrArray *removed;
} SgmLedgerPlan;

SgmLedgerPlan *sgm_ledger_plan_new   (SgmStore               *store,
                                      SgmForeignFile         *file,
                                      guint                   layer,
                                      const SgmLedgerColumns *columns,
                                      const SgmLedgerOptions *options,
                                      SgmProgress             progress,
                                      gpointer                progress_data,
                                      GCancellable           *cancellable,
                                      GError                **error);
void           sgm_ledger_plan_free  (SgmLedgerPlan          *plan);
gboolean       sgm_ledger_plan_has_changes (const SgmLedgerPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerOptions, sgm_ledger_options_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerPlan, sgm_ledger_plan_free)

G_END_DECLS
