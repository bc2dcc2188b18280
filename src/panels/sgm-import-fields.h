/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "panels/sgm-import-frame.h"

G_BEGIN_DECLS

/**
 * SgmImportFields:
 *
 * How a table is understood: what it is a list of, which column says which
 * field and why, and the first rows as they come out, with personal values
 * masked. What a person says otherwise makes the job look again.
 */
#define SGM_TYPE_IMPORT_FIELDS (sgm_import_fields_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportFields, sgm_import_fields, SGM, IMPORT_FIELDS, SgmImportFrame)

G_END_DECLS
