/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-geometry-private.h"

#include <math.h>
#include <string.h>

/* CGCS2000's ellipsoid. */
#define SEMI_MAJOR_AXIS 6378137.0
#define FLATTENING (1 / 298.257222101)

/**
 * sgm_geometry_new_polygons:
 * @coordinates: x, y of all vertices
 * @ring_ends: (array length=n_rings): for each ring the number of vertices
 *   up to its end, counted over all rings
 * @n_rings: how many rings
 * @polygon_ends: (array length=n_polygons): for each polygon the number of
 *   rings up to its end, counted over all polygons
 * @n_polygons: how many polygons, at least 1
 *
 * Every ring must be closed and have four vertices or more.
 *
 * Returns: (transfer full): a multipolygon with copies of the arrays
 */
SgmGeometry *
sgm_geometry_new_polygons (const double *coordinates,
                           const guint  *ring_ends,
                           guint         n_rings,
                           const guint  *polygon_ends,
                           guint         n_polygons)
{
  SgmGeometry *geometry;
  gsize n_vertices;

  g_return_val_if_fail (n_polygons > 0 && n_rings >= n_polygons, NULL);
  g_return_val_if_fail (polygon_ends[n_polygons - 1] == n_rings, NULL);

  n_vertices = ring_ends[n_rings - 1];
  geometry = g_new0 (SgmGeometry, 1);
  g_atomic_ref_count_init (&geometry->ref_count);
  geometry->n_polygons = n_polygons;
  geometry->n_rings = n_rings;
  geometry->coordinates = g_memdup2 (coordinates, n_vertices * 2 * sizeof (double));
  if (n_rings == 1)
    {
      geometry->plain_ends[0] = n_vertices;
      geometry->plain_ends[1] = 1;
      geometry->ring_ends = &geometry->plain_ends[0];
      geometry->polygon_ends = &geometry->plain_ends[1];
    }
  else
    {
      geometry->ring_ends = g_memdup2 (ring_ends, n_rings * sizeof (guint));
      geometry->polygon_ends = g_memdup2 (polygon_ends, n_polygons * sizeof (guint));
    }
  geometry->box = SGM_BOX_EMPTY;
  for (gsize i = 0; i < n_vertices; i++)
    {
      geometry->box.min_x = MIN (geometry->box.min_x, coordinates[2 * i]);
      geometry->box.max_x = MAX (geometry->box.max_x, coordinates[2 * i]);
      geometry->box.min_y = MIN (geometry->box.min_y, coordinates[2 * i + 1]);
      geometry->box.max_y = MAX (geometry->box.max_y, coordinates[2 * i + 1]);
    }
  return geometry;
}

/**
 * sgm_geometry_new_point:
 * @x: longitude
 * @y: latitude
 *
 * Returns: (transfer full): a point
 */
SgmGeometry *
sgm_geometry_new_point (double x,
                        double y)
{
  SgmGeometry *geometry = g_new0 (SgmGeometry, 1);

  g_atomic_ref_count_init (&geometry->ref_count);
  geometry->box = (SgmBox) { x, y, x, y };
  return geometry;
}

SgmGeometry *
sgm_geometry_ref (SgmGeometry *geometry)
{
  g_atomic_ref_count_inc (&geometry->ref_count);
  return geometry;
}

void
sgm_geometry_unref (SgmGeometry *geometry)
{
  if (!g_atomic_ref_count_dec (&geometry->ref_count))
    return;

  if (geometry->wkb != NULL)
    g_bytes_unref (geometry->wkb);
  else
    g_free ((gpointer) geometry->coordinates);
  if (geometry->ring_ends != &geometry->plain_ends[0])
    {
      g_free (geometry->ring_ends);
      g_free (geometry->polygon_ends);
    }
  g_free (geometry->label);
  g_free (geometry);
}

gboolean
sgm_geometry_is_point (const SgmGeometry *geometry)
{
  return geometry->n_polygons == 0;
}

/**
 * sgm_geometry_get_box:
 *
 * Returns: the smallest rectangle around @geometry; a point's has no extent
 */
const SgmBox *
sgm_geometry_get_box (const SgmGeometry *geometry)
{
  return &geometry->box;
}

/**
 * sgm_geometry_get_n_polygons:
 *
 * Returns: how many polygons there are, 0 for a point
 */
guint
sgm_geometry_get_n_polygons (const SgmGeometry *geometry)
{
  return geometry->n_polygons;
}

/**
 * sgm_geometry_get_n_rings:
 *
 * Returns: how many rings all polygons have together, 0 for a point
 */
guint
sgm_geometry_get_n_rings (const SgmGeometry *geometry)
{
  return geometry->n_rings;
}

/**
 * sgm_geometry_get_polygon_rings:
 * @geometry: a multipolygon
 * @polygon: number of one of its polygons
 * @first_ring: (out): number of its outer ring
 * @end_ring: (out): number after that of its last hole
 */
void
sgm_geometry_get_polygon_rings (const SgmGeometry *geometry,
                                guint              polygon,
                                guint             *first_ring,
                                guint             *end_ring)
{
  g_assert (polygon < geometry->n_polygons);
  *first_ring = polygon > 0 ? geometry->polygon_ends[polygon - 1] : 0;
  *end_ring = geometry->polygon_ends[polygon];
}

/**
 * sgm_geometry_get_ring:
 * @geometry: a multipolygon
 * @ring: number of a ring
 * @n_vertices: (out): how many vertices it has, the repeated first included
 *
 * Returns: x, y of its vertices
 */
const double *
sgm_geometry_get_ring (const SgmGeometry *geometry,
                       guint              ring,
                       guint             *n_vertices)
{
  guint first;

  g_assert (ring < geometry->n_rings);
  first = ring > 0 ? geometry->ring_ends[ring - 1] : 0;
  *n_vertices = geometry->ring_ends[ring] - first;
  return geometry->coordinates + 2 * (gsize) first;
}

/* Whether a ray from the point to the east crosses the edge. Both neighbours
 * of an edge ask with its ends in the same order, and each end belongs to one
 * side of the ray alone, so that a point on a shared edge is in exactly one
 * of them. */
static inline gboolean
crosses (const double *a,
         const double *b,
         double        x,
         double        y)
{
  if ((a[1] > y) == (b[1] > y))
    return FALSE;

  if (a[1] > b[1])
    {
      const double *swap = a;

      a = b;
      b = swap;
    }
  return (b[0] - a[0]) * (y - a[1]) > (x - a[0]) * (b[1] - a[1]);
}

/**
 * sgm_geometry_contains:
 * @geometry: a multipolygon
 * @x: longitude
 * @y: latitude
 *
 * Of polygons that share an edge exactly, one contains a point on it.
 *
 * Returns: whether the point is in one of the polygons and in no hole of it
 */
gboolean
sgm_geometry_contains (const SgmGeometry *geometry,
                       double             x,
                       double             y)
{
  gboolean inside = FALSE;

  if (x < geometry->box.min_x || x > geometry->box.max_x
      || y < geometry->box.min_y || y > geometry->box.max_y)
    return FALSE;

  for (guint ring = 0; ring < geometry->n_rings; ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (geometry, ring, &n);

      for (guint i = 0; i + 1 < n; i++)
        inside ^= crosses (v + 2 * i, v + 2 * i + 2, x, y);
    }
  return inside;
}

/* The area between the equator and a parallel for one radian of longitude,
 * on the ellipsoid. */
static double
zone_area (double latitude)
{
  const double e2 = FLATTENING * (2 - FLATTENING);
  const double e = sqrt (e2);
  const double b2 = SEMI_MAJOR_AXIS * SEMI_MAJOR_AXIS * (1 - e2);
  double s = sin (latitude * G_PI / 180);

  return b2 / 2 * (s / (1 - e2 * s * s) + atanh (e * s) / e);
}

static double
ring_area (const double *v,
           guint         n)
{
  double base = zone_area (v[1]);
  double before = 0;
  double sum = 0;

  for (guint i = 1; i < n; i++)
    {
      double here = zone_area (v[2 * i + 1]) - base;

      sum += (v[2 * i] - v[2 * i - 2]) * G_PI / 180 * (here + before) / 2;
      before = here;
    }
  return fabs (sum);
}

/**
 * sgm_geometry_get_area:
 * @geometry: a geometry
 *
 * The area on the ellipsoid itself. It differs from the area in the plane of
 * EPSG:4547 by that projection's own scale, which is 0.02 % at Jianghai, and
 * needs no PROJ, which would take longer than all else when areas are loaded.
 *
 * Returns: square metres, 0 for a point
 */
double
sgm_geometry_get_area (const SgmGeometry *geometry)
{
  double area = 0;

  for (guint polygon = 0; polygon < geometry->n_polygons; polygon++)
    {
      guint first, end;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end; ring++)
        {
          guint n;
          const double *v = sgm_geometry_get_ring (geometry, ring, &n);

          area += (ring == first ? 1 : -1) * ring_area (v, n);
        }
    }
  return area;
}
