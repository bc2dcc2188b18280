/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/* Half of the zoom range over which a level's borders fade in. */
#define SGM_VIEW_FADE 0.4

/**
 * SgmView:
 * @x: the middle of the picture, Web Mercator 0 to 1 from the west
 * @y: the same, 0 to 1 from the north
 * @zoom: zoom level, fractions allowed: the world is 256 · 2^zoom wide
 * @width: width of the picture in logical pixels
 * @height: its height
 * @scale: device pixels in a logical one
 * @dark: whether it is seen on a dark background
 *
 * Which part of the map is to be drawn, and how large.
 */
typedef struct
{
  double x;
  double y;
  double zoom;
  int width;
  int height;
  int scale;
  gboolean dark;
} SgmView;

void     sgm_view_fit          (SgmView       *view,
                                const SgmBox  *lon_lat_box,
                                double         margin);
void     sgm_view_project      (const SgmView *view,
                                double         longitude,
                                double         latitude,
                                double        *x,
                                double        *y);
void     sgm_view_unproject    (const SgmView *view,
                                double         x,
                                double         y,
                                double        *longitude,
                                double        *latitude);
void     sgm_view_get_box      (const SgmView *view,
                                double         margin,
                                SgmBox        *lon_lat_box);
SgmLevel sgm_view_get_level    (double         zoom);
double   sgm_view_get_first_zoom (SgmLevel     level);
double   sgm_view_get_presence (SgmLevel       level,
                                double         zoom);

G_END_DECLS
