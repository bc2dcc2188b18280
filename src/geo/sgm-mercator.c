/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-mercator.h"

#include <math.h>

#define EARTH_CIRCUMFERENCE (2 * G_PI * 6378137.0)
#define TILE_SIZE 256

/**
 * sgm_mercator_x:
 * @longitude: in degrees
 *
 * Returns: 0 at 180° west, 1 at 180° east
 */
double
sgm_mercator_x (double longitude)
{
  return (longitude + 180) / 360;
}

/**
 * sgm_mercator_y:
 * @latitude: in degrees; beyond %SGM_MERCATOR_MAX_LATITUDE it is taken to be
 *   at the world's edge
 *
 * Returns: 0 at the north edge, 1 at the south edge
 */
double
sgm_mercator_y (double latitude)
{
  double s = sin (CLAMP (latitude, -SGM_MERCATOR_MAX_LATITUDE, SGM_MERCATOR_MAX_LATITUDE)
                  * G_PI / 180);

  return 0.5 - atanh (s) / (2 * G_PI);
}

/**
 * sgm_mercator_longitude:
 *
 * The inverse of sgm_mercator_x().
 */
double
sgm_mercator_longitude (double x)
{
  return x * 360 - 180;
}

/**
 * sgm_mercator_latitude:
 *
 * The inverse of sgm_mercator_y().
 */
double
sgm_mercator_latitude (double y)
{
  return atan (sinh (G_PI * (1 - 2 * y))) * 180 / G_PI;
}

/**
 * sgm_mercator_metres_per_pixel:
 * @latitude: in degrees
 * @zoom: of a map of 256 · 2^zoom pixels, whole or not
 *
 * Returns: how long a pixel is on the ground
 */
double
sgm_mercator_metres_per_pixel (double latitude,
                               double zoom)
{
  return EARTH_CIRCUMFERENCE * cos (latitude * G_PI / 180) / (TILE_SIZE * exp2 (zoom));
}
