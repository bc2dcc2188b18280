/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-simplify.h"

#include <string.h>

/* Part of a ring, taken in one of its two directions. */
typedef struct
{
  const SgmCorner *corners;
  guint n; /* of the whole ring */
  guint first;
  gboolean backwards;
} Way;

static inline const SgmCorner *
at (const Way *way,
    guint      i)
{
  guint place = way->backwards ? way->first + way->n - i : way->first + i;

  return &way->corners[place % way->n];
}

static int
compare (const SgmCorner *a,
         const SgmCorner *b)
{
  if (a->x != b->x)
    return a->x < b->x ? -1 : 1;
  return a->y < b->y ? -1 : a->y > b->y;
}

/* The square of the distance from the line between two corners. */
static inline double
get_distance (const SgmCorner *from,
              const SgmCorner *to,
              const SgmCorner *corner)
{
  double dx = (double) to->x - from->x, dy = (double) to->y - from->y;
  double x = (double) corner->x - from->x, y = (double) corner->y - from->y;
  double length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP ((x * dx + y * dy) / length, 0, 1) : 0;

  x -= t * dx;
  y -= t * dy;
  return x * x + y * y;
}

/* Douglas and Peucker's way: what is farthest from the line stays, and then on
 * both sides of it. */
static void
keep_between (const Way *way,
              guint      from,
              guint      to,
              double     limit,
              guint8    *kept)
{
  while (to > from + 1)
    {
      double most = limit;
      guint farthest = 0;

      for (guint i = from + 1; i < to; i++)
        {
          double distance = get_distance (at (way, from), at (way, to), at (way, i));

          if (distance > most)
            {
              most = distance;
              farthest = i;
            }
        }
      if (farthest == 0)
        return;
      kept[farthest] = TRUE;
      keep_between (way, from, farthest, limit, kept);
      from = farthest;
    }
}

/* The ways of neighbours are one and the same, walked from the same end. */
static Way
get_way (const SgmCorner *corners,
         guint            n,
         guint            first,
         guint            length)
{
  Way way = { corners, n, first, FALSE };
  int order = compare (at (&way, 0), at (&way, length));

  if (order == 0 && length > 1)
    order = compare (at (&way, 1), at (&way, length - 1));
  if (order > 0)
    {
      way.first = (first + length) % n;
      way.backwards = TRUE;
    }
  return way;
}

/* Where nothing is fixed, the ring begins at the corner that is found whichever
 * way it is stored. */
static guint
find_first (const SgmCorner *corners,
            guint            n)
{
  guint first = 0;

  for (guint i = 0; i < n; i++)
    if (corners[i].fixed)
      return i;
  for (guint i = 1; i < n; i++)
    if (compare (&corners[i], &corners[first]) < 0)
      first = i;
  return first;
}

/**
 * sgm_simplify_ring:
 * @corners: (array length=n): the ring's vertices, each once
 * @n: how many there are
 * @tolerance: how far the ring may move, in the corners' unit
 * @xy: (out caller-allocates): room for x, y of @n + 1 vertices
 *
 * Leaves out vertices that lie nearly on the line between those that stay.
 * What is between two fixed ones comes out the same in every ring that has it,
 * in whichever direction.
 *
 * Returns: how many vertices are left, the repeated first included
 */
guint
sgm_simplify_ring (const SgmCorner *corners,
                   guint            n,
                   double           tolerance,
                   float           *xy)
{
  g_autofree guint8 *kept = g_malloc (n + 1);
  guint start = find_first (corners, n);
  guint n_kept = 0;

  for (guint done = 0; done < n;)
    {
      guint first = (start + done) % n;
      guint length = 1;
      Way way;

      while (done + length < n && !corners[(first + length) % n].fixed)
        length++;
      way = get_way (corners, n, first, length);
      memset (kept, FALSE, length + 1);
      kept[way.backwards ? length : 0] = TRUE;
      keep_between (&way, 0, length, tolerance * tolerance, kept);
      for (guint i = 0; i < length; i++)
        if (kept[way.backwards ? length - i : i])
          {
            xy[2 * n_kept] = corners[(first + i) % n].x;
            xy[2 * n_kept++ + 1] = corners[(first + i) % n].y;
          }
      done += length;
    }
  xy[2 * n_kept] = xy[0];
  xy[2 * n_kept + 1] = xy[1];
  return n_kept + 1;
}
