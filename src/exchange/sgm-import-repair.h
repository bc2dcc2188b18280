/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-check.h"

G_BEGIN_DECLS

/* The repairs that change nothing but what is certainly wrong: a bit for each
 * SgmImportRepair. */
#define SGM_IMPORT_SAFE_REPAIRS \
  ((1u << SGM_N_IMPORT_REPAIRS) - 1 - (1u << SGM_IMPORT_REPAIR_NONE) - (1u << SGM_IMPORT_REPAIR_RESHAPE) \
   - (1u << SGM_IMPORT_REPAIR_LEAVE_OUT))

gboolean         sgm_import_repair     (SgmStaging              *staging,
                                        const SgmImportReport   *report,
                                        const SgmImportOptions  *options,
                                        guint                   *n_repaired,
                                        GCancellable            *cancellable,
                                        GError                 **error);
SgmImportReport *sgm_import_repair_all (SgmStaging              *staging,
                                        SgmImportPresent        *present,
                                        const SgmImportOptions  *options,
                                        guint                    repairs,
                                        SgmProgress              progress,
                                        gpointer                 progress_data,
                                        GCancellable            *cancellable,
                                        GError                 **error);

G_END_DECLS
