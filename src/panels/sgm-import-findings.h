/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-import-job.h"

G_BEGIN_DECLS

/**
 * SgmImportFindings:
 *
 * What was found in the areas of a file, by kind. Each finding can be looked
 * at, and where a repair is proposed it can be chosen.
 *
 * Emits [signal@ImportFindings::shown] with a finding (a pointer to an
 * SgmImportFinding that is valid during the call) that a person wants to see
 * on the map, and [signal@ImportFindings::chosen] when other repairs are
 * chosen.
 */
#define SGM_TYPE_IMPORT_FINDINGS (sgm_import_findings_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportFindings, sgm_import_findings, SGM, IMPORT_FINDINGS, AdwBin)

void  sgm_import_findings_set_report   (SgmImportFindings     *self,
                                        const SgmImportReport *report);
guint sgm_import_findings_get_n_chosen (SgmImportFindings     *self);

G_END_DECLS
