/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-walk.h"

#include <math.h>

#include "geo/sgm-mercator.h"

/* What lies aside counts this much more than what lies ahead. */
#define ASIDE 2.0

/**
 * sgm_map_walk:
 * @areas: the areas
 * @from: one of them
 * @east: 1 to go to the east, -1 to the west, else 0
 * @south: 1 to go to the south, -1 to the north, else 0
 *
 * Finds the neighbour that somebody means who presses an arrow key: of the
 * areas of the same level whose middles lie within 45° of the direction, the
 * nearest, where what lies straight ahead counts as nearer.
 *
 * Returns: (transfer none) (nullable): that area, %NULL at the district's edge
 */
const SgmArea *
sgm_map_walk (const SgmAreaSet *areas,
              const SgmArea    *from,
              int               east,
              int               south)
{
  double x = sgm_mercator_x (from->label_x);
  double y = sgm_mercator_y (from->label_y);
  double least = G_MAXDOUBLE;
  const SgmArea *best = NULL;
  guint first, end;

  sgm_area_set_get_level (areas, from->level, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, i);
      double dx = sgm_mercator_x (area->label_x) - x;
      double dy = sgm_mercator_y (area->label_y) - y;
      double ahead = dx * east + dy * south;
      double aside = fabs (dx * south) + fabs (dy * east);

      if (area != from && ahead > 0 && aside <= ahead && ahead + ASIDE * aside < least)
        {
          least = ahead + ASIDE * aside;
          best = area;
        }
    }
  return best;
}
