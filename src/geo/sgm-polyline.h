/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmPoint:
 *
 * A point in the plane. A polyline is a #GArray of these.
 */
typedef struct
{
  double x;
  double y;
} SgmPoint;

GArray *sgm_polyline_resample (GArray *points,
                               double  step);
GArray *sgm_polyline_average  (GArray *points,
                               guint   radius);
GArray *sgm_polyline_offset   (GArray *points,
                               double  distance);
GArray *sgm_polyline_curve    (GArray *points,
                               guint   steps);
void    sgm_polyline_extend   (GArray *points,
                               double  distance);

G_END_DECLS
