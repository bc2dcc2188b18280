/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-projection.h"

#include <math.h>

#include "geo/sgm-mercator.h"

/**
 * sgm_projection_get_view:
 * @viewport: what the map shows
 * @widget: a layer or the map, whose middle is the viewport's
 * @view: (out caller-allocates): the same as the core's drawing code says it;
 *   not dark
 */
void
sgm_projection_get_view (ShumateViewport *viewport,
                         GtkWidget       *widget,
                         SgmView         *view)
{
  ShumateLocation *location = SHUMATE_LOCATION (viewport);

  *view = (SgmView) {
    .x = sgm_mercator_x (shumate_location_get_longitude (location)),
    .y = sgm_mercator_y (shumate_location_get_latitude (location)),
    .zoom = shumate_viewport_get_zoom_level (viewport),
    .width = gtk_widget_get_width (widget),
    .height = gtk_widget_get_height (widget),
    .scale = gtk_widget_get_scale_factor (widget),
  };
}

/**
 * sgm_projection_world:
 * @zoom: a zoom level
 *
 * Returns: how many logical pixels the world is wide
 */
double
sgm_projection_world (double zoom)
{
  return 256 * exp2 (zoom);
}

/**
 * sgm_projection_to_widget:
 * @view: what is seen
 * @x: Web Mercator, 0 to 1 from the west
 * @y: the same, 0 to 1 from the north
 * @widget_x: (out): where that is, in logical pixels from the left
 * @widget_y: (out): from the top
 */
void
sgm_projection_to_widget (const SgmView *view,
                          double         x,
                          double         y,
                          double        *widget_x,
                          double        *widget_y)
{
  double world = sgm_projection_world (view->zoom);

  *widget_x = (x - view->x) * world + view->width / 2.0;
  *widget_y = (y - view->y) * world + view->height / 2.0;
}
