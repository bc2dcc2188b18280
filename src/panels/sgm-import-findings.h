/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-finding-item.h"
#include "panels/sgm-import-ledger.h"

G_BEGIN_DECLS

/**
 * SgmImportFindings:
 *
 * What was found in the areas of a file or in a table, by kind. Each finding
 * can be looked at; where a repair is proposed it can be chosen, and where it
 * is not sure who somebody is, that can be said.
 *
 * Emits [signal@ImportFindings::shown] with an SgmFindingItem that a person
 * wants to see on the map, [signal@ImportFindings::toggled] when other repairs
 * are chosen, and [signal@ImportFindings::chosen] (gint64 row, guint
 * SgmLedgerChoice) when it was said what becomes of a row.
 */
#define SGM_TYPE_IMPORT_FINDINGS (sgm_import_findings_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportFindings, sgm_import_findings, SGM, IMPORT_FINDINGS, AdwBin)

void  sgm_import_findings_set_report   (SgmImportFindings     *self,
                                        const SgmImportReport *report);
void  sgm_import_findings_set_ledger   (SgmImportFindings     *self,
                                        const SgmImportLedger *ledger);
guint sgm_import_findings_get_n_chosen (SgmImportFindings     *self);

G_END_DECLS
