/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-check.h"
#include "exchange/sgm-import-difference.h"

G_BEGIN_DECLS

/**
 * SgmImportResult:
 * @seq: number of the journal's entry that made the areas real, for
 *   %SGM_CHANGE_UNDO; 0 where the file has nothing new
 * @n_new: how many areas are new
 * @n_changed: how many got another boundary, name or kind
 * @n_renamed: how many of these kept their boundary
 * @n_ended: how many are no longer there
 * @n_same: how many were so already
 *
 * What came of an import.
 */
typedef struct
{
  gint64 seq;
  guint n_new;
  guint n_changed;
  guint n_renamed;
  guint n_ended;
  guint n_same;
} SgmImportResult;

guint    sgm_import_result_count (const SgmImportResult *result,
                                  SgmImportChange        change);
gboolean sgm_import_apply (SgmStore                *store,
                           SgmStaging              *staging,
                           const SgmImportReport   *report,
                           const SgmImportOptions  *options,
                           const char              *name,
                           const char              *origin,
                           SgmImportResult         *result,
                           SgmProgress              progress,
                           gpointer                 progress_data,
                           GCancellable            *cancellable,
                           GError                 **error);
gboolean sgm_import_foresee (SgmStaging             *staging,
                             SgmImportPresent       *present,
                             const SgmImportOptions *options,
                             SgmImportResult        *result,
                             GPtrArray              *differences,
                             guint                   max_differences,
                             GCancellable           *cancellable,
                             GError                **error);

G_END_DECLS
