/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-foreign-file.h"

G_BEGIN_DECLS

/**
 * SgmImportLabels:
 *
 * The texts of a drawing, which stand within the areas that they are about.
 */
typedef struct _SgmImportLabels SgmImportLabels;

gboolean         sgm_import_is_drawing  (SgmForeignFile    *file);

SgmImportLabels *sgm_import_labels_new  (SgmForeignFile    *file,
                                         guint              layer,
                                         GCancellable      *cancellable,
                                         GError           **error);
void             sgm_import_labels_free (SgmImportLabels   *labels);
guint            sgm_import_labels_get_n (SgmImportLabels  *labels);
void             sgm_import_labels_find (SgmImportLabels   *labels,
                                         GBytes            *wkb,
                                         const char       **code,
                                         const char       **name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportLabels, sgm_import_labels_free)

G_END_DECLS
