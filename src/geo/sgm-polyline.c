/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-polyline.h"

#include <math.h>

static GArray *
new_polyline (guint n_points)
{
  return g_array_sized_new (FALSE, FALSE, sizeof (SgmPoint), n_points);
}

static inline SgmPoint
get (GArray *points,
     guint   i)
{
  return g_array_index (points, SgmPoint, i);
}

/**
 * sgm_polyline_resample:
 * @points: (element-type SgmPoint): a polyline
 * @step: the distance along it from one new point to the next
 *
 * Returns: (transfer full): points evenly spread on the same line, with its
 *   ends
 */
GArray *
sgm_polyline_resample (GArray *points,
                       double  step)
{
  GArray *result = new_polyline (points->len);
  double left = step; /* until the next point */

  g_return_val_if_fail (points->len > 0 && step > 0, result);

  g_array_append_val (result, g_array_index (points, SgmPoint, 0));
  for (guint i = 0; i + 1 < points->len; i++)
    {
      SgmPoint from = get (points, i);
      SgmPoint to = get (points, i + 1);
      double length = hypot (to.x - from.x, to.y - from.y);
      double at = left;

      for (; at < length; at += step)
        {
          SgmPoint point = {
            from.x + (to.x - from.x) * at / length,
            from.y + (to.y - from.y) * at / length,
          };

          g_array_append_val (result, point);
        }
      left = at - length;
    }
  g_array_append_val (result, g_array_index (points, SgmPoint, points->len - 1));
  return result;
}

/**
 * sgm_polyline_average:
 * @points: (element-type SgmPoint): a polyline of evenly spread points
 * @radius: how many neighbours on each side to take in
 *
 * Returns: (transfer full): the line without its small bends; its ends stay
 */
GArray *
sgm_polyline_average (GArray *points,
                      guint   radius)
{
  GArray *result = new_polyline (points->len);

  for (guint i = 0; i < points->len; i++)
    {
      guint reach = MIN (radius, MIN (i, points->len - 1 - i));
      SgmPoint sum = { 0, 0 };

      for (guint j = i - reach; j <= i + reach; j++)
        {
          sum.x += get (points, j).x;
          sum.y += get (points, j).y;
        }
      sum.x /= 2 * reach + 1;
      sum.y /= 2 * reach + 1;
      g_array_append_val (result, sum);
    }
  return result;
}

/**
 * sgm_polyline_offset:
 * @points: (element-type SgmPoint): a polyline
 * @distance: how far to move it to its right as seen with y downwards;
 *   negative to its left
 *
 * Returns: (transfer full): a line beside the line
 */
GArray *
sgm_polyline_offset (GArray *points,
                     double  distance)
{
  GArray *result = new_polyline (points->len);

  for (guint i = 0; i < points->len; i++)
    {
      SgmPoint before = get (points, i > 0 ? i - 1 : 0);
      SgmPoint after = get (points, MIN (i + 1, points->len - 1));
      SgmPoint point = get (points, i);
      double length = hypot (after.x - before.x, after.y - before.y);

      if (length > 0)
        {
          point.x -= (after.y - before.y) / length * distance;
          point.y += (after.x - before.x) / length * distance;
        }
      g_array_append_val (result, point);
    }
  return result;
}

/**
 * sgm_polyline_curve:
 * @points: (element-type SgmPoint): a polyline
 * @steps: new points for each of its points
 *
 * Returns: (transfer full): a smooth line through the points, a Catmull–Rom
 *   spline
 */
GArray *
sgm_polyline_curve (GArray *points,
                    guint   steps)
{
  GArray *result = new_polyline (points->len * steps);

  for (guint i = 0; i + 1 < points->len; i++)
    {
      SgmPoint p0 = get (points, i > 0 ? i - 1 : 0);
      SgmPoint p1 = get (points, i);
      SgmPoint p2 = get (points, i + 1);
      SgmPoint p3 = get (points, MIN (i + 2, points->len - 1));

      for (guint j = 0; j < steps; j++)
        {
          double t = j / (double) steps;
          double a = -0.5 * t + t * t - 0.5 * t * t * t;
          double b = 1 - 2.5 * t * t + 1.5 * t * t * t;
          double c = 0.5 * t + 2 * t * t - 1.5 * t * t * t;
          double d = -0.5 * t * t + 0.5 * t * t * t;
          SgmPoint point = {
            a * p0.x + b * p1.x + c * p2.x + d * p3.x,
            a * p0.y + b * p1.y + c * p2.y + d * p3.y,
          };

          g_array_append_val (result, point);
        }
    }
  if (points->len > 0)
    g_array_append_val (result, g_array_index (points, SgmPoint, points->len - 1));
  return result;
}

/* A point beyond @end in the direction from @inner to it. */
static SgmPoint
reach_out (SgmPoint inner,
           SgmPoint end,
           double   distance)
{
  double length = hypot (end.x - inner.x, end.y - inner.y);

  if (length == 0)
    return end;
  return (SgmPoint) {
    end.x + (end.x - inner.x) / length * distance,
    end.y + (end.y - inner.y) / length * distance,
  };
}

/**
 * sgm_polyline_extend:
 * @points: (element-type SgmPoint): a polyline of at least two points
 * @distance: how far to go on
 *
 * Lets a line go on straight at both ends.
 */
void
sgm_polyline_extend (GArray *points,
                     double  distance)
{
  guint inner = MIN (3u, points->len - 1);
  SgmPoint first;
  SgmPoint last;

  g_return_if_fail (points->len >= 2);

  first = reach_out (get (points, inner), get (points, 0), distance);
  last = reach_out (get (points, points->len - 1 - inner), get (points, points->len - 1), distance);
  g_array_prepend_val (points, first);
  g_array_append_val (points, last);
}
