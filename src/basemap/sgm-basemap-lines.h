/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmBasemapLine:
 * @feature: one of the features that it goes along, which has its kind and
 *   names
 * @length: in Web Mercator
 * @points: (element-type SgmPoint): in Web Mercator
 *
 * A line with a name, from one end to the other, however many pieces a source
 * has cut it into.
 */
typedef struct
{
  const SgmGroundFeature *feature;
  double length;
  GArray *points;
} SgmBasemapLine;

GPtrArray *sgm_basemap_lines_join (const SgmGround *ground);

G_END_DECLS
