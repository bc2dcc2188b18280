/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-view-private.h"

/* What is shown on the map that is no part of the district: outlines of a
 * file, and ground that somebody has to look at. */

#define BOX_MARGIN 72

/* A fault of a hand's breadth is seen among its neighbours. */
#define BOX_MAX_ZOOM 18

/**
 * sgm_map_view_set_preview:
 * @self: a map
 * @outlines: (nullable): what to show over the areas
 */
void
sgm_map_view_set_preview (SgmMapView  *self,
                          SgmOutlines *outlines)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  sgm_preview_layer_set_outlines (self->preview, outlines);
}

/**
 * sgm_map_view_set_mark:
 * @self: a map
 * @geometry: (nullable): polygons that somebody has to look at
 * @is_grave: whether something is wrong there
 */
void
sgm_map_view_set_mark (SgmMapView  *self,
                       SgmGeometry *geometry,
                       gboolean     is_grave)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));
  sgm_highlight_layer_set_marked (sgm_map_canvas_get_highlight (self->canvas), geometry, is_grave);
}

/**
 * sgm_map_view_show_box:
 * @self: a map
 * @box: what is to be seen, in degrees; nothing moves where it is empty
 *
 * Moves the map so that the box fills it, with some of what is around it.
 */
void
sgm_map_view_show_box (SgmMapView   *self,
                       const SgmBox *box)
{
  g_return_if_fail (SGM_IS_MAP_VIEW (self));

  if (box->min_x > box->max_x || box->min_y > box->max_y)
    return;
  self->placed = TRUE;
  sgm_map_canvas_fit (self->canvas, box, BOX_MARGIN, BOX_MAX_ZOOM);
}
