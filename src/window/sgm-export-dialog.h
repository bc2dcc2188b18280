/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"
#include "district/sgm-selection.h"
#include "draw/sgm-theme.h"

G_BEGIN_DECLS

/**
 * SgmExportDialog:
 *
 * Asks what shall be exported, how and to where, and does it.
 * [signal@ExportDialog::exported] tells the folder that it is in.
 */
#define SGM_TYPE_EXPORT_DIALOG (sgm_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SgmExportDialog, sgm_export_dialog, SGM, EXPORT_DIALOG, AdwWindow)

GtkWidget *sgm_export_dialog_new (GtkWindow     *parent,
                                  SgmDistrict   *district,
                                  SgmSelection  *selection,
                                  SgmTheme      *theme);
void       sgm_export_dialog_set_folder (SgmExportDialog *self,
                                         const char      *folder);

G_END_DECLS
