/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-import-ledger.h"

G_BEGIN_DECLS

/**
 * SgmImportFaults:
 *
 * What was found in a table, by kind. Each finding can be looked at, and where
 * it is not sure who somebody is, that can be said.
 *
 * Emits [signal@ImportFaults::shown] with a finding (a pointer to an
 * SgmLedgerFinding that is valid during the call) that a person wants to see
 * on the map, and [signal@ImportFaults::chosen] (gint64 row, guint
 * SgmLedgerChoice) when it was said what becomes of a row.
 */
#define SGM_TYPE_IMPORT_FAULTS (sgm_import_faults_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportFaults, sgm_import_faults, SGM, IMPORT_FAULTS, AdwBin)

void sgm_import_faults_set_ledger (SgmImportFaults       *self,
                                   const SgmImportLedger *ledger);

G_END_DECLS
