/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmBorderLine:
 * @a: index of the area on one side
 * @b: index of the area on the other
 * @n_points: how many points the line has
 * @points: (array): x, y, x, y …, longitude and latitude in degrees
 *
 * A line along which two areas of a level meet.
 */
typedef struct
{
  guint a;
  guint b;
  guint n_points;
  double *points;
} SgmBorderLine;

GPtrArray *sgm_border_lines_new (SgmAreaSet *areas,
                                 SgmLevel    level);

G_END_DECLS
