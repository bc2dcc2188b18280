/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-import-job.h"

G_BEGIN_DECLS

/**
 * SgmImportFields:
 *
 * How a table is understood: what it is a list of, which column says which
 * field and why, and the first rows as they come out, with personal values
 * masked. What a person says otherwise makes the job look again.
 */
#define SGM_TYPE_IMPORT_FIELDS (sgm_import_fields_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportFields, sgm_import_fields, SGM, IMPORT_FIELDS, AdwBin)

void sgm_import_fields_set_job (SgmImportFields *self,
                                SgmImportJob    *job);

G_END_DECLS
