/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"
#include "district/sgm-selection.h"

G_BEGIN_DECLS

/**
 * SgmInside:
 * @areas: the areas in question: the selected ones, or the units that are
 *   wholly or partly in a shape
 * @outline: (nullable): them or the shape as one multipolygon
 * @size: what is inside @outline, in m² in the plane of EPSG:4547
 * @events: (element-type SgmRecord): the open events inside, most urgent first
 * @workers: (element-type SgmRecord): the grid workers, as persons, of every
 *   grid concerned: those on duty first
 * @n_on_duty: how many of them are on duty
 *
 * What is inside some areas or a shape that somebody has drawn, as it was when
 * it was asked for. Each area, event and person counts once, however the
 * areas overlap. An event is inside a shape by its place and inside an area by
 * its unit.
 */
typedef struct
{
  SgmSelection *areas;
  SgmGeometry *outline;
  double size;
  GPtrArray *events;
  GPtrArray *workers;
  guint n_on_duty;
} SgmInside;

void       sgm_inside_free              (SgmInside            *inside);
void       sgm_inside_find_areas_async  (SgmDistrict          *district,
                                         SgmSelection         *areas,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
void       sgm_inside_find_shape_async  (SgmDistrict          *district,
                                         SgmGeometry          *shape,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
SgmInside *sgm_inside_find_finish       (GAsyncResult         *result,
                                         GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmInside, sgm_inside_free)

G_END_DECLS
