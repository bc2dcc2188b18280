/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <geos_c.h>

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/* From our geometries to those of GEOS and back. A context belongs to one
 * thread at a time. */
GEOSGeometry *sgm_geos_from_geometry (GEOSContextHandle_t  geos,
                                      const SgmGeometry   *geometry);
SgmGeometry  *sgm_geos_to_geometry   (GEOSContextHandle_t  geos,
                                      const GEOSGeometry  *geometry);
GEOSGeometry *sgm_geos_make_valid    (GEOSContextHandle_t  geos,
                                      GEOSGeometry        *shape);

G_END_DECLS
