/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "map/sgm-map-view.h"
#include "panels/sgm-import-job.h"

G_BEGIN_DECLS

/**
 * SgmImportPanel:
 *
 * An import, step by step, beside the map that shows it: which file, how it is
 * understood, what is wrong with it, and what would change. Until the last
 * step nothing of the district changes.
 *
 * Emits [signal@ImportPanel::made] (GArray of gint64 entries, const char
 * *sentence) when the areas or the table have become real, and [signal@ImportPanel::closed] when the import
 * has ended, one way or the other.
 *
 * Keys that would do something to the district, such as Enter, do not leave
 * the panel.
 */
#define SGM_TYPE_IMPORT_PANEL (sgm_import_panel_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportPanel, sgm_import_panel, SGM, IMPORT_PANEL, AdwBin)

void sgm_import_panel_start (SgmImportPanel *self,
                             SgmDistrict    *district,
                             SgmMapView     *map);
void sgm_import_panel_open  (SgmImportPanel *self,
                             const char     *path);
void sgm_import_panel_close (SgmImportPanel *self);

G_END_DECLS
