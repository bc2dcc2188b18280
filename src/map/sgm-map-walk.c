/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-map-walk.h"

#include <math.h>

#include "geo/sgm-mercator.h"

/* What lies aside counts this much more than what lies ahead. */
#define ASIDE 2.0

/* The best of the areas that meet a square around a place, which reaches
 * @reach of the map's units in each direction. Returns how far it counts. */
static double
find_best (const SgmAreaSet  *areas,
           const SgmArea     *from,
           int                east,
           int                south,
           double             reach,
           const SgmArea    **best)
{
  const double *middle = sgm_geometry_get_label_point (from->geometry);
  double x = sgm_mercator_x (middle[0]);
  double y = sgm_mercator_y (middle[1]);
  SgmBox square = {
    sgm_mercator_longitude (x - reach), sgm_mercator_latitude (y + reach),
    sgm_mercator_longitude (x + reach), sgm_mercator_latitude (y - reach),
  };
  g_autoptr (GArray) near = sgm_area_set_query (areas, from->level, &square);
  double least = G_MAXDOUBLE;

  *best = NULL;
  for (guint i = 0; i < near->len; i++)
    {
      const SgmArea *area = sgm_area_set_get (areas, g_array_index (near, guint, i));
      const double *other = sgm_geometry_get_label_point (area->geometry);
      double dx = sgm_mercator_x (other[0]) - x;
      double dy = sgm_mercator_y (other[1]) - y;
      double ahead = dx * east + dy * south;
      double aside = fabs (dx * south) + fabs (dy * east);

      if (area != from && ahead > 0 && aside <= ahead && ahead + ASIDE * aside < least)
        {
          least = ahead + ASIDE * aside;
          *best = area;
        }
    }
  return least;
}

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
  const SgmBox *own = sgm_geometry_get_box (from->geometry);
  const SgmBox *all = sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  double whole = sgm_mercator_x (all->max_x) - sgm_mercator_x (all->min_x)
                 + sgm_mercator_y (all->min_y) - sgm_mercator_y (all->max_y);
  double reach = sgm_mercator_x (own->max_x) - sgm_mercator_x (own->min_x)
                 + sgm_mercator_y (own->min_y) - sgm_mercator_y (own->max_y);
  const SgmArea *best;

  /* Middles outside the square are further ahead than it reaches. */
  while (find_best (areas, from, east, south, reach, &best) > reach && reach < whole)
    reach *= 2;
  return best;
}
