/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-view.h"

#include <math.h>

#include "geo/sgm-mercator.h"

#define TILE_SIZE 256.0
#define MAX_ZOOM 20.0

/* The zoom at which each level takes over, chosen so that an area of it is
 * then some 40 to 60 pixels wide. */
static const double first_zooms[] = {
  [SGM_LEVEL_NONE] = 0,
  [SGM_LEVEL_DISTRICT] = 0,
  [SGM_LEVEL_STREET] = 0,
  [SGM_LEVEL_COMMUNITY] = 11.0,
  [SGM_LEVEL_GRID] = 12.3,
  [SGM_LEVEL_UNIT] = 14.5,
};

static double
get_world_size (const SgmView *view)
{
  return TILE_SIZE * exp2 (view->zoom);
}

/**
 * sgm_view_fit:
 * @view: a view with its width and height set
 * @lon_lat_box: what is to be seen, in degrees
 * @margin: logical pixels to leave free on each side
 *
 * Sets the middle and the zoom so that the box is as large as it can be. A
 * box without extent is shown at the highest zoom.
 */
void
sgm_view_fit (SgmView      *view,
              const SgmBox *lon_lat_box,
              double        margin)
{
  double left = sgm_mercator_x (lon_lat_box->min_x);
  double right = sgm_mercator_x (lon_lat_box->max_x);
  double top = sgm_mercator_y (lon_lat_box->max_y);
  double bottom = sgm_mercator_y (lon_lat_box->min_y);
  double width = MAX (1.0, view->width - 2 * margin);
  double height = MAX (1.0, view->height - 2 * margin);
  double zoom = MAX_ZOOM;

  g_return_if_fail (lon_lat_box->min_x <= lon_lat_box->max_x);

  if (right > left)
    zoom = MIN (zoom, log2 (width / TILE_SIZE / (right - left)));
  if (bottom > top)
    zoom = MIN (zoom, log2 (height / TILE_SIZE / (bottom - top)));

  view->x = (left + right) / 2;
  view->y = (top + bottom) / 2;
  view->zoom = MAX (0.0, zoom);
}

/**
 * sgm_view_project:
 * @view: a view
 * @longitude: in degrees
 * @latitude: in degrees
 * @x: (out): logical pixels from the left edge of the picture
 * @y: (out): logical pixels from its top
 */
void
sgm_view_project (const SgmView *view,
                  double         longitude,
                  double         latitude,
                  double        *x,
                  double        *y)
{
  double size = get_world_size (view);

  *x = (sgm_mercator_x (longitude) - view->x) * size + view->width / 2.0;
  *y = (sgm_mercator_y (latitude) - view->y) * size + view->height / 2.0;
}

/**
 * sgm_view_unproject:
 * @view: a view
 * @x: logical pixels from the left edge of the picture
 * @y: logical pixels from its top
 * @longitude: (out): in degrees
 * @latitude: (out): in degrees
 */
void
sgm_view_unproject (const SgmView *view,
                    double         x,
                    double         y,
                    double        *longitude,
                    double        *latitude)
{
  double size = get_world_size (view);

  *longitude = sgm_mercator_longitude (view->x + (x - view->width / 2.0) / size);
  *latitude = sgm_mercator_latitude (view->y + (y - view->height / 2.0) / size);
}

/**
 * sgm_view_get_box:
 * @view: a view
 * @margin: logical pixels to add on each side
 * @lon_lat_box: (out): what is seen, in degrees
 */
void
sgm_view_get_box (const SgmView *view,
                  double         margin,
                  SgmBox        *lon_lat_box)
{
  sgm_view_unproject (view, -margin, -margin, &lon_lat_box->min_x, &lon_lat_box->max_y);
  sgm_view_unproject (view, view->width + margin, view->height + margin,
                      &lon_lat_box->max_x, &lon_lat_box->min_y);
}

/**
 * sgm_view_get_level:
 * @zoom: a zoom level
 *
 * Returns: the level whose areas are filled and can be clicked at that zoom
 */
SgmLevel
sgm_view_get_level (double zoom)
{
  SgmLevel level = SGM_LEVEL_STREET;

  while (level < SGM_LEVEL_UNIT && zoom >= first_zooms[level + 1])
    level++;
  return level;
}

/**
 * sgm_view_get_first_zoom:
 * @level: a level
 *
 * Returns: the lowest zoom at which the level's areas are filled, unless a
 *   smaller one takes over; 0 for levels that are always there
 */
double
sgm_view_get_first_zoom (SgmLevel level)
{
  g_return_val_if_fail (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT, 0);

  return first_zooms[level];
}

/**
 * sgm_view_get_presence:
 * @level: a level
 * @zoom: a zoom level
 *
 * Returns: how far the level's borders have faded in at that zoom, 0 to 1
 */
double
sgm_view_get_presence (SgmLevel level,
                       double   zoom)
{
  g_return_val_if_fail (level >= SGM_LEVEL_DISTRICT && level <= SGM_LEVEL_UNIT, 0);

  if (first_zooms[level] == 0)
    return 1;
  return CLAMP ((zoom - first_zooms[level]) / (2 * SGM_VIEW_FADE) + 0.5, 0.0, 1.0);
}
