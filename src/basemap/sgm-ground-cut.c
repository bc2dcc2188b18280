/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-ground-cut.h"

#include <math.h>

/* A polygon of more points is cut in two, and its halves again: a tile shall
 * not go through all the shores of a sea for the few that it shows. */
#define MAX_POINTS 1500
#define MAX_DEPTH 12

/* By how much of their width halves overlap, so that no seam is seen. */
#define OVERLAP 0.02

/* Which side of a line across the plane is kept. */
typedef struct
{
  guint axis; /* 0 for x, 1 for y */
  double at;
  double sign; /* 1 for what is beyond, -1 for what is before */
} Side;

static gboolean
is_kept (const Side   *side,
         const double *point)
{
  return (point[side->axis] - side->at) * side->sign >= 0;
}

static void
add_crossing (GArray       *points,
              const Side   *side,
              const double *a,
              const double *b)
{
  double t = (side->at - a[side->axis]) / (b[side->axis] - a[side->axis]);
  double crossing[2] = { a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t };

  crossing[side->axis] = side->at;
  g_array_append_vals (points, crossing, 2);
}

/* The part of a ring on a side, after Sutherland and Hodgman; where the ring
 * goes there and back its edges run along the line, out of which filling by
 * even and odd makes nothing. */
static void
cut_ring (GArray       *points,
          const Side   *side,
          const double *ring,
          guint         n)
{
  static const double gap[2] = { NAN, NAN };
  guint start = points->len;
  guint first;

  if (start > 0)
    g_array_append_vals (points, gap, 2);
  first = points->len;
  for (guint i = 0; i < n; i++)
    {
      const double *a = ring + 2 * ((i + n - 1) % n);
      const double *b = ring + 2 * i;

      if (is_kept (side, a) != is_kept (side, b))
        add_crossing (points, side, a, b);
      if (is_kept (side, b))
        g_array_append_vals (points, b, 2);
    }
  if (points->len - first < 6)
    {
      g_array_set_size (points, start);
      return;
    }
  g_array_append_vals (points, ((double[2]) { g_array_index (points, double, first),
                                              g_array_index (points, double, first + 1) }), 2);
}

static GArray *
cut (const double *points,
     guint         n,
     const Side   *side)
{
  GArray *part = g_array_new (FALSE, FALSE, sizeof (double));
  guint first = 0;

  for (guint i = 0; i <= n; i++)
    if (i == n || isnan (points[2 * i]))
      {
        if (i > first)
          cut_ring (part, side, points + 2 * first, i - first);
        first = i + 1;
      }
  return part;
}

static SgmBox
find_box (const double *points,
          guint         n)
{
  SgmBox box = SGM_BOX_EMPTY;

  for (guint i = 0; i < n; i++)
    if (!isnan (points[2 * i]))
      {
        box.min_x = MIN (box.min_x, points[2 * i]);
        box.max_x = MAX (box.max_x, points[2 * i]);
        box.min_y = MIN (box.min_y, points[2 * i + 1]);
        box.max_y = MAX (box.max_y, points[2 * i + 1]);
      }
  return box;
}

/* The name stays with the first half. */
static void
add (SgmGround              *ground,
     const SgmGroundFeature *feature,
     guint                   depth)
{
  SgmBox box = find_box (feature->points, feature->n_points);
  double width = box.max_x - box.min_x;
  double height = box.max_y - box.min_y;
  guint axis = height > width;
  double middle = axis == 0 ? (box.min_x + box.max_x) / 2 : (box.min_y + box.max_y) / 2;
  SgmGroundFeature half = *feature;

  if (feature->n_points <= MAX_POINTS || depth == MAX_DEPTH)
    {
      sgm_ground_add (ground, feature);
      return;
    }
  for (int sign = -1; sign <= 1; sign += 2)
    {
      Side side = { axis, middle - sign * MAX (width, height) * OVERLAP / 2, sign };
      g_autoptr (GArray) part = cut (feature->points, feature->n_points, &side);

      half.points = (double *) (void *) part->data;
      half.n_points = part->len / 2;
      if (half.n_points >= 4)
        add (ground, &half, depth + 1);
      half.name = half.name_en = NULL;
    }
}

/* What of a polygon lies in a rectangle; its edges may run along it. */
static GArray *
clip (const SgmGroundFeature *feature,
      const SgmBox           *box)
{
  const Side sides[] = {
    { 0, box->min_x, 1 }, { 0, box->max_x, -1 }, { 1, box->min_y, 1 }, { 1, box->max_y, -1 },
  };
  GArray *points = cut (feature->points, feature->n_points, &sides[0]);

  for (guint i = 1; i < G_N_ELEMENTS (sides); i++)
    {
      GArray *part = cut ((const double *) (const void *) points->data, points->len / 2, &sides[i]);

      g_array_unref (points);
      points = part;
    }
  return points;
}

/**
 * sgm_ground_add_cut:
 * @ground: a ground that is not sealed
 * @feature: what to add; a polygon of very many points is added in pieces
 * @box: what is drawn, in Web Mercator; polygons are cut off there, since cairo
 *   loses count of what is some million pixels away
 */
void
sgm_ground_add_cut (SgmGround              *ground,
                    const SgmGroundFeature *feature,
                    const SgmBox           *box)
{
  SgmGroundFeature whole = *feature;
  g_autoptr (GArray) points = NULL;
  SgmBox around;

  if (feature->shape != SGM_GROUND_SHAPE_POLYGON)
    {
      sgm_ground_add (ground, feature);
      return;
    }
  around = find_box (feature->points, feature->n_points);
  if (around.min_x < box->min_x || around.max_x > box->max_x || around.min_y < box->min_y || around.max_y > box->max_y)
    {
      points = clip (feature, box);
      whole.points = (double *) (void *) points->data;
      whole.n_points = points->len / 2;
    }
  if (whole.n_points >= 4)
    add (ground, &whole, 0);
}
