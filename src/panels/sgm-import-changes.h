/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-import-job.h"

G_BEGIN_DECLS

/**
 * SgmImportChanges:
 *
 * What an import would change, what becomes of the rest, and what the edition
 * is called that it makes. Of areas the first ones of each change are told.
 *
 * Emits [signal@ImportChanges::shown] with an area (a pointer to an
 * SgmImportDifference that is valid during the call) that a person wants to
 * see on the map.
 */
#define SGM_TYPE_IMPORT_CHANGES (sgm_import_changes_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportChanges, sgm_import_changes, SGM, IMPORT_CHANGES, AdwBin)

void        sgm_import_changes_set_job  (SgmImportChanges *self,
                                         SgmImportJob     *job);
void        sgm_import_changes_refresh  (SgmImportChanges *self);
const char *sgm_import_changes_get_name (SgmImportChanges *self);

G_END_DECLS
