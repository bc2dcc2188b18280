/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-mesh.h"

G_BEGIN_DECLS

/**
 * SgmImportSnapped:
 * @row: index of a row
 * @geometry: what it would be with its border on its neighbours'
 */
typedef struct
{
  guint row;
  SgmGeometry *geometry;
} SgmImportSnapped;

GArray *sgm_import_snap (const SgmImportRows  *rows,
                         const SgmImportMesh  *mesh,
                         double                tolerance,
                         const gboolean       *chosen,
                         GEOSContextHandle_t   geos);
void    sgm_import_get_metres (double    latitude,
                               double   *x,
                               double   *y);

G_END_DECLS
