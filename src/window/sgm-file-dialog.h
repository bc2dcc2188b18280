/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmFileDialog:
 *
 * What a district's file is and where it lies, its backups, a copy to another
 * place, and a check of all of it.
 */
#define SGM_TYPE_FILE_DIALOG (sgm_file_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SgmFileDialog, sgm_file_dialog, SGM, FILE_DIALOG, AdwPreferencesWindow)

GtkWidget *sgm_file_dialog_new     (GtkWindow     *parent,
                                    SgmStore      *store);
void       sgm_file_dialog_copy_to (SgmFileDialog *self,
                                    const char    *target);
void       sgm_file_dialog_check   (SgmFileDialog *self);

G_END_DECLS
