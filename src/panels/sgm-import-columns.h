/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "panels/sgm-import-frame.h"

G_BEGIN_DECLS

/**
 * SgmImportColumns:
 *
 * How the areas of a file are understood: what was guessed, why, and the first
 * rows as they come out. What a person says otherwise makes the job read the
 * file again.
 */
#define SGM_TYPE_IMPORT_COLUMNS (sgm_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportColumns, sgm_import_columns, SGM, IMPORT_COLUMNS, SgmImportFrame)

G_END_DECLS
