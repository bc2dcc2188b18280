/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-progress.h"
#include "exchange/sgm-import-plan.h"
#include "exchange/sgm-staging.h"

G_BEGIN_DECLS

gboolean sgm_import_read (SgmForeignFile       *file,
                          const SgmImportPlan  *plan,
                          SgmStaging           *staging,
                          guint                *n_passed_over,
                          SgmProgress           progress,
                          gpointer              progress_data,
                          GCancellable         *cancellable,
                          GError              **error);

G_END_DECLS
