/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "map/sgm-map-view.h"
#include "panels/sgm-finding-item.h"
#include "panels/sgm-import-job.h"

G_BEGIN_DECLS

/**
 * SgmImportMarker:
 *
 * Shows an import on the map: the areas as they would be, and the ground of
 * what a person looks at.
 */
#define SGM_TYPE_IMPORT_MARKER (sgm_import_marker_get_type ())
G_DECLARE_FINAL_TYPE (SgmImportMarker, sgm_import_marker, SGM, IMPORT_MARKER, GObject)

SgmImportMarker *sgm_import_marker_new           (SgmImportJob    *job,
                                                  SgmMapView      *map);
void             sgm_import_marker_show_outlines (SgmImportMarker *self);
void             sgm_import_marker_show_finding  (SgmImportMarker *self,
                                                  SgmFindingItem  *item);
void             sgm_import_marker_show_difference (SgmImportMarker           *self,
                                                    const SgmImportDifference *difference);
void             sgm_import_marker_clear         (SgmImportMarker *self);
void             sgm_import_marker_end           (SgmImportMarker *self);

G_END_DECLS
