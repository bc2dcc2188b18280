/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Web Mercator (EPSG:3857) as tile maps use it: the world is a square of
 * side 1 whose origin is its north-west corner, x to the east and y to the
 * south. Times 256 · 2^zoom these are pixels. */

#define SGM_MERCATOR_MAX_LATITUDE 85.05112877980659

double sgm_mercator_x         (double longitude);
double sgm_mercator_y         (double latitude);
double sgm_mercator_longitude (double x);
double sgm_mercator_latitude  (double y);
double sgm_mercator_metres_per_pixel (double latitude,
                                      double zoom);

G_END_DECLS
