/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-measure.h"

#include <geodesic.h>
#include <math.h>
#include <proj.h>

/* CGCS2000's ellipsoid. */
#define SEMI_MAJOR_AXIS 6378137.0
#define FLATTENING (1 / 298.257222101)

/* EPSG:4547 spelled out, since asking PROJ's database for it reads a file. */
#define EPSG_4547 "+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +y_0=0 " \
                  "+a=6378137 +rf=298.257222101 +units=m"

/* A polygon of so many corners is 0.005 % smaller than its circle. */
#define CIRCLE_CORNERS 360

/* PROJ's objects belong to one thread each. */
typedef struct
{
  PJ_CONTEXT *context;
  PJ *projection;
} Plane;

static void
free_plane (gpointer data)
{
  Plane *plane = data;

  proj_destroy (plane->projection);
  proj_context_destroy (plane->context);
  g_free (plane);
}

static GPrivate planes = G_PRIVATE_INIT (free_plane);

static PJ *
get_projection (void)
{
  Plane *plane = g_private_get (&planes);

  if (plane == NULL)
    {
      plane = g_new0 (Plane, 1);
      plane->context = proj_context_create ();
      plane->projection = proj_create (plane->context, EPSG_4547);
      g_assert (plane->projection != NULL);
      g_private_set (&planes, plane);
    }
  return plane->projection;
}

/**
 * sgm_measure_length:
 * @points: x, y of the points
 * @n_points: how many
 *
 * Returns: how long the line through the points is on the ellipsoid, in
 *   metres; 0 for fewer than two points
 */
double
sgm_measure_length (const double *points,
                    guint         n_points)
{
  struct geod_geodesic ellipsoid;
  double length = 0;

  geod_init (&ellipsoid, SEMI_MAJOR_AXIS, FLATTENING);
  for (guint i = 1; i < n_points; i++)
    {
      const double *a = points + 2 * (i - 1);
      const double *b = points + 2 * i;
      double distance;

      geod_inverse (&ellipsoid, a[1], a[0], b[1], b[0], &distance, NULL, NULL);
      length += distance;
    }
  return length;
}

/**
 * sgm_measure_perimeter:
 * @geometry: a multipolygon
 *
 * Returns: how long its rings are together on the ellipsoid, in metres
 */
double
sgm_measure_perimeter (const SgmGeometry *geometry)
{
  double length = 0;

  for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (geometry, ring, &n);

      length += sgm_measure_length (v, n);
    }
  return length;
}

/**
 * sgm_measure_project:
 * @longitude: in degrees
 * @latitude: in degrees
 * @easting: (out): in metres, in EPSG:4547
 * @northing: (out): the same
 */
void
sgm_measure_project (double  longitude,
                     double  latitude,
                     double *easting,
                     double *northing)
{
  PJ_COORD at = proj_coord (proj_torad (longitude), proj_torad (latitude), 0, 0);

  at = proj_trans (get_projection (), PJ_FWD, at);
  *easting = at.xy.x;
  *northing = at.xy.y;
}

static double
get_ring_area (const double *v,
               guint         n)
{
  double origin_x, origin_y;
  double last_x = 0, last_y = 0;
  double twice = 0;

  sgm_measure_project (v[0], v[1], &origin_x, &origin_y);
  for (guint i = 1; i < n; i++)
    {
      double x, y;

      sgm_measure_project (v[2 * i], v[2 * i + 1], &x, &y);
      x -= origin_x;
      y -= origin_y;
      twice += last_x * y - x * last_y;
      last_x = x;
      last_y = y;
    }
  return fabs (twice) / 2;
}

/**
 * sgm_measure_area:
 * @geometry: a multipolygon whose rings do not cross themselves
 *
 * Returns: its area in the plane of EPSG:4547, in square metres
 */
double
sgm_measure_area (const SgmGeometry *geometry)
{
  double area = 0;

  for (guint polygon = 0; polygon < sgm_geometry_get_n_polygons (geometry); polygon++)
    {
      guint first, end;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end; ring++)
        {
          guint n;
          const double *v = sgm_geometry_get_ring (geometry, ring, &n);

          area += (ring == first ? 1 : -1) * get_ring_area (v, n);
        }
    }
  return area;
}

/* On which side of the line from a to b a point lies. */
static int
get_side (const double *a,
          const double *b,
          const double *point)
{
  double turn = (b[0] - a[0]) * (point[1] - a[1]) - (b[1] - a[1]) * (point[0] - a[0]);

  return (turn > 0) - (turn < 0);
}

/**
 * sgm_measure_crosses:
 * @points: x, y of the corners of a polygon, the first not repeated
 * @n_points: how many
 *
 * Returns: whether the polygon's outline crosses itself, so that it has no
 *   area to be told
 */
gboolean
sgm_measure_crosses (const double *points,
                     guint         n_points)
{
  for (guint i = 0; i < n_points; i++)
    for (guint j = i + 2; j < n_points; j++)
      {
        const double *a = points + 2 * i;
        const double *b = points + 2 * ((i + 1) % n_points);
        const double *c = points + 2 * j;
        const double *d = points + 2 * ((j + 1) % n_points);

        if (d != a
            && get_side (a, b, c) * get_side (a, b, d) < 0
            && get_side (c, d, a) * get_side (c, d, b) < 0)
          return TRUE;
      }
  return FALSE;
}

/**
 * sgm_measure_new_polygon:
 * @points: x, y of the corners, the first not repeated
 * @n_points: how many, at least 3
 *
 * Returns: (transfer full): the polygon with these corners
 */
SgmGeometry *
sgm_measure_new_polygon (const double *points,
                         guint         n_points)
{
  const guint polygon_end = 1;
  guint ring_end = n_points + 1;
  g_autofree double *ring = NULL;

  g_return_val_if_fail (n_points >= 3, NULL);

  ring = g_new (double, 2 * (gsize) ring_end);
  for (guint i = 0; i < 2 * ring_end; i++)
    ring[i] = points[i % (2 * n_points)];
  return sgm_geometry_new_polygons (ring, &ring_end, 1, &polygon_end, 1);
}

/**
 * sgm_measure_new_circle:
 * @longitude: of the middle, in degrees
 * @latitude: the same
 * @radius: metres on the ellipsoid, more than 0
 *
 * Returns: (transfer full): a polygon that stands for the circle
 */
SgmGeometry *
sgm_measure_new_circle (double longitude,
                        double latitude,
                        double radius)
{
  struct geod_geodesic ellipsoid;
  double points[2 * CIRCLE_CORNERS];

  g_return_val_if_fail (radius > 0, NULL);

  geod_init (&ellipsoid, SEMI_MAJOR_AXIS, FLATTENING);
  for (guint i = 0; i < CIRCLE_CORNERS; i++)
    geod_direct (&ellipsoid, latitude, longitude, 360.0 * i / CIRCLE_CORNERS, radius,
                 &points[2 * i + 1], &points[2 * i], NULL);
  return sgm_measure_new_polygon (points, CIRCLE_CORNERS);
}
