/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-ledger-plan.h"

G_BEGIN_DECLS

/* So many records are written by one change, which keeps nobody waiting. */
#define SGM_LEDGER_BATCH 1000

gboolean sgm_ledger_apply     (SgmStore             *store,
                               const SgmLedgerPlan  *plan,
                               const char           *name,
                               const char           *origin,
                               GArray              **entries,
                               SgmProgress           progress,
                               gpointer              progress_data,
                               GCancellable         *cancellable,
                               GError              **error);
gboolean sgm_ledger_take_back (SgmStore             *store,
                               GArray               *entries,
                               const char           *name,
                               const char           *origin,
                               SgmProgress           progress,
                               gpointer              progress_data,
                               GError              **error);

G_END_DECLS
