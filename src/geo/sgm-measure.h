/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/* What can be measured of points that somebody has drawn. Points are x, y
 * pairs one after another: longitude and latitude in degrees (EPSG:4490). */

double       sgm_measure_length      (const double      *points,
                                      guint              n_points);
double       sgm_measure_perimeter   (const SgmGeometry *geometry);
double       sgm_measure_area        (const SgmGeometry *geometry);
void         sgm_measure_project     (double             longitude,
                                      double             latitude,
                                      double            *easting,
                                      double            *northing);
gboolean     sgm_measure_crosses     (const double      *points,
                                      guint              n_points);
SgmGeometry *sgm_measure_new_polygon (const double      *points,
                                      guint              n_points);
SgmGeometry *sgm_measure_new_circle  (double             longitude,
                                      double             latitude,
                                      double             radius);

G_END_DECLS
