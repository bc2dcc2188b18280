/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "exchange/sgm-import-finding.h"
#include "exchange/sgm-import-present.h"
#include "exchange/sgm-staging.h"

G_BEGIN_DECLS

/* So many findings of a kind are told one by one; the rest is only counted. Of
 * overlaps no more are looked for, nor gaps. */
#define SGM_IMPORT_MAX_FINDINGS 20000

#define SGM_IMPORT_USUAL_TOLERANCE 0.5
#define SGM_IMPORT_USUAL_SLIVER 100.0

/**
 * SgmImportOptions:
 * @complete: whether the file has all areas of its levels, so that those which
 *   it does not have end
 * @tolerance: how far apart borders may be that are meant to be the same, in
 *   metres
 * @sliver: gaps and overlaps below this size are slivers where they are
 *   narrow, in m²
 */
typedef struct
{
  gboolean complete;
  double tolerance;
  double sliver;
} SgmImportOptions;

#define SGM_IMPORT_OPTIONS_INIT { FALSE, SGM_IMPORT_USUAL_TOLERANCE, SGM_IMPORT_USUAL_SLIVER }

/**
 * SgmImportReport:
 * @findings: (element-type SgmImportFinding): the worst first, then by kind
 *   and in the order of the file
 * @n_found: how many there are of each kind, also those not told
 * @n_rows: how many rows of each level there are, and at %SGM_LEVEL_NONE of
 *   all
 *
 * What was found in a staging.
 */
typedef struct
{
  GPtrArray *findings;
  guint n_found[SGM_N_IMPORT_KINDS];
  guint n_rows[SGM_LEVEL_UNIT + 1];
} SgmImportReport;

SgmImportReport *sgm_import_check              (SgmStaging              *staging,
                                                SgmImportPresent        *present,
                                                const SgmImportOptions  *options,
                                                SgmProgress              progress,
                                                gpointer                 progress_data,
                                                GCancellable            *cancellable,
                                                GError                 **error);
void             sgm_import_report_free        (SgmImportReport         *report);
gboolean         sgm_import_report_blocks      (const SgmImportReport   *report);
guint            sgm_import_report_count       (const SgmImportReport   *report,
                                                SgmImportSeverity        severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportReport, sgm_import_report_free)

G_END_DECLS
