/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-apply.h"
#include "exchange/sgm-import-plan.h"

G_BEGIN_DECLS

/* What `sgm import` says. */

void  sgm_cli_import_print_cell     (const char            *text,
                                     int                    width);
void  sgm_cli_import_print_layers   (SgmForeignFile        *file);
void  sgm_cli_import_print_plan     (SgmForeignFile        *file,
                                     const SgmImportPlan   *plan);
void  sgm_cli_import_print_repaired (const SgmImportReport *before,
                                     const SgmImportReport *after);
void  sgm_cli_import_print_report   (const SgmImportReport *report,
                                     gboolean               all);
void  sgm_cli_import_print_foreseen (const SgmImportResult *result,
                                     const GPtrArray       *differences);
guint sgm_cli_import_count_safe     (const SgmImportReport *report);

G_END_DECLS
