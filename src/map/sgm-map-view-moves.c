/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view-private.h"

#include "domain/sgm-tables.h"
#include "map/sgm-tile-source.h"

#define FIT_MARGIN 28
#define AREA_MARGIN 56
#define AREA_MAX_ZOOM 17
#define EVENT_ZOOM 16

/**
 * sgm_map_view_show_area:
 * @self: a map
 * @area: record id of an area
 *
 * Moves the map so that the area fills it.
 */
void
sgm_map_view_show_area (SgmMapView *self,
                        gint64      area)
{
  const SgmArea *found;

  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  found = sgm_map_view_find_area (self, area);
  if (found == NULL)
    return;
  self->placed = TRUE;
  sgm_map_canvas_fit (self->canvas, sgm_geometry_get_box (found->geometry), AREA_MARGIN,
                      AREA_MAX_ZOOM);
}

/**
 * sgm_map_view_show_event:
 * @self: a map
 * @event: record id of an event
 *
 * Moves the map to where the event is, if it is not well in view already.
 */
void
sgm_map_view_show_event (SgmMapView *self,
                         gint64      event)
{
  g_autoptr (SgmGeometry) point = NULL;
  SgmRecord *record;
  GBytes *wkb = NULL;

  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  record = sgm_map_view_find_event (self, event);
  if (record != NULL)
    wkb = sgm_record_get_bytes (record, SGM_EVENT_GEOMETRY);
  if (wkb != NULL)
    point = sgm_geometry_new_from_wkb (wkb, NULL);
  if (point == NULL)
    return;
  self->placed = TRUE;
  sgm_map_canvas_reveal (self->canvas, sgm_geometry_get_box (point)->min_x,
                         sgm_geometry_get_box (point)->min_y, EVENT_ZOOM);
}

/**
 * sgm_map_view_show_all:
 * @self: a map
 *
 * Moves the map so that the whole district is seen.
 */
void
sgm_map_view_show_all (SgmMapView *self)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  if (self->areas != NULL && sgm_area_set_get_n_areas (self->areas) > 0)
    sgm_map_canvas_fit (self->canvas,
                        sgm_geometry_get_box (sgm_area_set_get (self->areas, 0)->geometry),
                        FIT_MARGIN, SGM_MAP_MAX_ZOOM);
}

/**
 * sgm_map_view_zoom_by:
 * @self: a map
 * @levels: how far in, or out where negative
 */
void
sgm_map_view_zoom_by (SgmMapView *self,
                      double      levels)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  sgm_map_canvas_zoom_by (self->canvas, levels);
}

/**
 * sgm_map_view_get_view:
 * @self: a map
 * @longitude: (out): of the middle, in degrees
 * @latitude: (out): the same
 * @zoom: (out): zoom level
 */
void
sgm_map_view_get_view (SgmMapView *self,
                       double     *longitude,
                       double     *latitude,
                       double     *zoom)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  sgm_map_canvas_get_view (self->canvas, longitude, latitude, zoom);
}

/**
 * sgm_map_view_set_view:
 * @self: a map
 * @longitude: of the middle, in degrees
 * @latitude: the same
 * @zoom: zoom level; kept within the map's limits
 *
 * Shows a place at once, such as the one that was seen when the window was
 * last closed.
 */
void
sgm_map_view_set_view (SgmMapView *self,
                       double      longitude,
                       double      latitude,
                       double      zoom)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  self->placed = TRUE;
  sgm_map_canvas_set_view (self->canvas, longitude, latitude, zoom);
}
