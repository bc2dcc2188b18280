/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <geos_c.h>
#include <proj.h>

#include "base/sgm-error.h"
#include "geo/sgm-geometry.h"
#include "geo/sgm-mercator.h"

#define N_SPOKES 40

static void
silent (const char *format,
        ...)
{
}

static SgmGeometry *
read_wkb (const void *data,
          gsize       size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  SgmGeometry *geometry = sgm_geometry_new_from_wkb (bytes, &error);

  g_assert_true ((geometry == NULL) == (error != NULL));
  if (error != NULL)
    g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  return geometry;
}

/* A star whose radius varies at random, so that it is far from convex. */
static void
add_star (GArray *coordinates,
          GRand  *random,
          double  x,
          double  y,
          double  least,
          double  most)
{
  guint first = coordinates->len;

  for (guint i = 0; i < N_SPOKES; i++)
    {
      double angle = 2 * G_PI * i / N_SPOKES;
      double radius = g_rand_double_range (random, least, most);
      double v[2] = { x + radius * cos (angle), y + radius * sin (angle) };

      g_array_append_vals (coordinates, v, 2);
    }
  g_array_append_vals (coordinates, (double[]) { g_array_index (coordinates, double, first),
                                                 g_array_index (coordinates, double, first + 1) }, 2);
}

/* Two stars, the first with a hole in which the second's island lies not. */
static SgmGeometry *
make_stars (GRand *random)
{
  g_autoptr (GArray) coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  const guint ring_ends[] = { N_SPOKES + 1, 2 * (N_SPOKES + 1), 3 * (N_SPOKES + 1) };
  const guint polygon_ends[] = { 2, 3 };

  add_star (coordinates, random, 113.1, 22.55, 0.02, 0.05);
  add_star (coordinates, random, 113.1, 22.55, 0.002, 0.015);
  add_star (coordinates, random, 113.2, 22.55, 0.01, 0.04);
  return sgm_geometry_new_polygons ((const double *) coordinates->data, ring_ends, 3,
                                    polygon_ends, 2);
}

static GEOSGeometry *
to_geos (GEOSContextHandle_t  geos,
         const SgmGeometry   *geometry)
{
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);
  GEOSGeometry *other = GEOSGeomFromWKB_buf_r (geos, data, size);

  g_assert_nonnull (other);
  return other;
}

static GEOSContextHandle_t
open_geos (void)
{
  return initGEOS_r (silent, silent);
}

static void
test_contains (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  GEOSContextHandle_t geos = open_geos ();
  guint n_inside = 0;

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (SgmGeometry) stars = make_stars (random);
      GEOSGeometry *other = to_geos (geos, stars);
      const GEOSPreparedGeometry *prepared = GEOSPrepare_r (geos, other);

      for (guint i = 0; i < 1000; i++)
        {
          double x = g_rand_double_range (random, 113.04, 113.25);
          double y = g_rand_double_range (random, 22.49, 22.61);
          gboolean inside = sgm_geometry_contains (stars, x, y);
          GEOSGeometry *point = GEOSGeom_createPointFromXY_r (geos, x, y);

          g_assert_cmpint (inside, ==, GEOSPreparedContains_r (geos, prepared, point));
          n_inside += inside;
          GEOSGeom_destroy_r (geos, point);
        }
      GEOSPreparedGeom_destroy_r (geos, prepared);
      GEOSGeom_destroy_r (geos, other);
    }
  finishGEOS_r (geos);
  g_assert_cmpuint (n_inside, >, 1000);
}

/* Of two polygons along one edge exactly one has each point of it. */
static void
test_shared_edge (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (8);

  for (guint i = 0; i < 2000; i++)
    {
      double a[2] = { 113.1, g_rand_double_range (random, 22.5, 22.6) };
      double b[2] = { 113.2, g_rand_double_range (random, 22.5, 22.6) };
      double t = g_rand_int_range (random, 1, 64) / 64.0;
      double x = a[0] + t * (b[0] - a[0]);
      double y = a[1] + t * (b[1] - a[1]);
      const double north[] = { a[0], a[1], b[0], b[1], 113.15, 22.8, a[0], a[1] };
      const double south[] = { b[0], b[1], a[0], a[1], 113.15, 22.3, b[0], b[1] };
      const guint ring_end = 4, polygon_end = 1;
      g_autoptr (SgmGeometry) above = sgm_geometry_new_polygons (north, &ring_end, 1, &polygon_end, 1);
      g_autoptr (SgmGeometry) below = sgm_geometry_new_polygons (south, &ring_end, 1, &polygon_end, 1);

      g_assert_cmpint (sgm_geometry_contains (above, x, y) + sgm_geometry_contains (below, x, y),
                       ==, 1);
    }
}

static int
to_plane (double *x,
          double *y,
          void   *data)
{
  PJ_COORD c = proj_trans (data, PJ_FWD, proj_coord (*x, *y, 0, 0));

  *x = c.xy.x;
  *y = c.xy.y;
  return 1;
}

static void
test_area (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (9);
  GEOSContextHandle_t geos = open_geos ();
  PJ_CONTEXT *context = proj_context_create ();
  PJ *raw = proj_create_crs_to_crs (context, "EPSG:4490", "EPSG:4547", NULL);
  PJ *plane = proj_normalize_for_visualization (context, raw);
  double x = 113.1, y = 22.55;

  to_plane (&x, &y, plane);
  g_assert_cmpfloat_with_epsilon (x, 407423.988, 0.001);
  g_assert_cmpfloat_with_epsilon (y, 2494983.030, 0.001);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (SgmGeometry) stars = make_stars (random);
      GEOSGeometry *other = to_geos (geos, stars);
      GEOSGeometry *flat = GEOSGeom_transformXY_r (geos, other, to_plane, plane);
      double area;

      g_assert_cmpint (GEOSArea_r (geos, flat, &area), ==, 1);
      g_assert_cmpfloat_with_epsilon (sgm_geometry_get_area (stars) / area, 1, 0.001);
      GEOSGeom_destroy_r (geos, flat);
      GEOSGeom_destroy_r (geos, other);
    }
  proj_destroy (plane);
  proj_destroy (raw);
  proj_context_destroy (context);
  finishGEOS_r (geos);
}

static void
test_label_point (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (10);
  GEOSContextHandle_t geos = open_geos ();

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (SgmGeometry) stars = make_stars (random);
      GEOSGeometry *other = to_geos (geos, stars);
      GEOSGeometry *line = GEOSMaximumInscribedCircle_r (geos, other, 1e-5);
      GEOSGeometry *edge = GEOSBoundary_r (geos, other);
      GEOSGeometry *point;
      const double *label = sgm_geometry_get_label_point (stars);
      double distance, best;

      g_assert_true (sgm_geometry_get_label_point (stars) == label);
      g_assert_true (sgm_geometry_contains (stars, label[0], label[1]));
      point = GEOSGeom_createPointFromXY_r (geos, label[0], label[1]);
      GEOSDistance_r (geos, point, edge, &distance);
      GEOSLength_r (geos, line, &best);
      /* GEOS measures in plain degrees, in which x is a little longer. */
      g_assert_cmpfloat (distance, >, 0.75 * best);
      GEOSGeom_destroy_r (geos, point);
      GEOSGeom_destroy_r (geos, edge);
      GEOSGeom_destroy_r (geos, line);
      GEOSGeom_destroy_r (geos, other);
    }
  finishGEOS_r (geos);
}

/* Polygons without an inside still come to an end. */
static void
test_label_point_flat (void)
{
  const double zigzag[] = { 113, 22, 113.1, 22.1, 113.2, 22, 113.1, 22.1, 113, 22 };
  const double line[] = { 113, 22, 113.1, 22, 113.2, 22, 113, 22 };
  const guint zigzag_end = 5, line_end = 4, polygon_end = 1;
  g_autoptr (SgmGeometry) a = sgm_geometry_new_polygons (zigzag, &zigzag_end, 1, &polygon_end, 1);
  g_autoptr (SgmGeometry) b = sgm_geometry_new_polygons (line, &line_end, 1, &polygon_end, 1);
  const double *label = sgm_geometry_get_label_point (a);

  g_assert_true (label[0] >= 113 && label[0] <= 113.2 && label[1] >= 22 && label[1] <= 22.1);
  g_assert_cmpfloat (sgm_geometry_get_label_point (b)[1], ==, 22);
}

/* GEOS writes either byte order, POLYGON and MULTIPOLYGON; all give the same
 * little-endian MULTIPOLYGON. */
static void
test_wkb_orders (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  g_autoptr (SgmGeometry) stars = make_stars (random);
  g_autoptr (GBytes) expected = sgm_geometry_to_wkb (stars);
  GEOSContextHandle_t geos = open_geos ();
  GEOSGeometry *other = to_geos (geos, stars);

  for (int order = 0; order <= 1; order++)
    {
      GEOSWKBWriter *writer = GEOSWKBWriter_create_r (geos);
      size_t size;
      guint8 *data;
      g_autoptr (SgmGeometry) again = NULL;
      g_autoptr (SgmGeometry) single = NULL;
      g_autoptr (GBytes) bytes = NULL;

      GEOSWKBWriter_setByteOrder_r (geos, writer, order == 0 ? GEOS_WKB_XDR : GEOS_WKB_NDR);
      data = GEOSWKBWriter_write_r (geos, writer, other, &size);
      again = read_wkb (data, size);
      GEOSFree_r (geos, data);
      bytes = sgm_geometry_to_wkb (again);
      g_assert_true (g_bytes_equal (bytes, expected));
      g_assert_cmpuint (sgm_geometry_get_n_polygons (again), ==, 2);
      g_assert_cmpuint (sgm_geometry_get_n_rings (again), ==, 3);

      data = GEOSWKBWriter_write_r (geos, writer, GEOSGetGeometryN_r (geos, other, 1), &size);
      single = read_wkb (data, size);
      GEOSFree_r (geos, data);
      g_clear_pointer (&bytes, g_bytes_unref);
      bytes = sgm_geometry_to_wkb (single);
      g_assert_cmpuint (((const guint8 *) g_bytes_get_data (bytes, NULL))[1], ==, 6);
      GEOSWKBWriter_destroy_r (geos, writer);
    }
  GEOSGeom_destroy_r (geos, other);
  finishGEOS_r (geos);
}

static void
test_wkb_point (void)
{
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (113.1, 22.5);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (point);
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);
  g_autoptr (SgmGeometry) again = read_wkb (data, size);

  g_assert_true (sgm_geometry_is_point (again));
  g_assert_cmpfloat (sgm_geometry_get_box (again)->min_x, ==, 113.1);
  g_assert_cmpfloat (sgm_geometry_get_box (again)->max_y, ==, 22.5);
  g_assert_cmpfloat (sgm_geometry_get_area (again), ==, 0);
}

/* Every truncation fails; every changed byte gives a geometry or an error. */
static void
test_wkb_hostile (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (12);
  g_autoptr (SgmGeometry) stars = make_stars (random);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (stars);
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);
  const guint8 masks[] = { 0xff, 0x01, 0x80 };

  for (gsize i = 0; i < size; i++)
    g_assert_null (read_wkb (data, i));
  for (gsize i = 0; i < size; i++)
    for (guint m = 0; m < G_N_ELEMENTS (masks); m++)
      {
        g_autofree guint8 *copy = g_memdup2 (data, size);
        g_autoptr (SgmGeometry) made = NULL;

        copy[i] ^= masks[m];
        made = read_wkb (copy, size);
      }
}

static void
put_uint (GByteArray *out,
          guint32     value)
{
  value = GUINT32_TO_LE (value);
  g_byte_array_append (out, (const guint8 *) &value, sizeof value);
}

static GByteArray *
make_polygon (guint32       type,
              guint32       n_rings,
              guint32       n_vertices,
              const double *v,
              guint         n_written)
{
  GByteArray *out = g_byte_array_new ();

  g_byte_array_append (out, (const guint8[]) { 1 }, 1);
  put_uint (out, type);
  put_uint (out, n_rings);
  put_uint (out, n_vertices);
  g_byte_array_append (out, (const guint8 *) v, n_written * 2 * sizeof (double));
  return out;
}

static void
test_wkb_refused (void)
{
  const double good[] = { 113, 22, 113.1, 22, 113, 22.1, 113, 22 };
  const double open_ring[] = { 113, 22, 113.1, 22, 113, 22.1, 113, 22.01 };
  const double far_east[] = { 113, 22, 180.1, 22, 113, 22.1, 113, 22 };
  const double far_north[] = { 113, 22, 113.1, 22, 113, 90.1, 113, 22 };
  const double not_finite[] = { 113, 22, NAN, 22, 113, 22.1, 113, 22 };
  const double endless[] = { 113, 22, 113, -INFINITY, 113, 22.1, 113, 22 };
  const struct
  {
    guint32 type, n_rings, n_vertices;
    const double *v;
    guint n_written;
    gboolean ok;
  } cases[] = {
    { 3, 1, 4, good, 4, TRUE },
    { 3, 0, 4, good, 4, FALSE },
    { 3, 2, 4, good, 4, FALSE },
    { 3, 1, 3, good, 3, FALSE },
    { 3, 1, 0, good, 0, FALSE },
    { 3, 1, 1, good, 1, FALSE },
    { 3, 1, 5, good, 4, FALSE },
    { 3, G_MAXUINT32, 4, good, 4, FALSE },
    { 3, 1, G_MAXUINT32, good, 4, FALSE },
    { 3, 1, 0x10000000, good, 4, FALSE },
    { 3, 1, 4, open_ring, 4, FALSE },
    { 3, 1, 4, far_east, 4, FALSE },
    { 3, 1, 4, far_north, 4, FALSE },
    { 3, 1, 4, not_finite, 4, FALSE },
    { 3, 1, 4, endless, 4, FALSE },
    { 2, 1, 4, good, 4, FALSE },
    { 6, 1, 4, good, 4, FALSE },
    { 1003, 1, 4, good, 4, FALSE },
    { 0x20000003, 1, 4, good, 4, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) wkb = make_polygon (cases[i].type, cases[i].n_rings,
                                                 cases[i].n_vertices, cases[i].v,
                                                 cases[i].n_written);
      g_autoptr (SgmGeometry) geometry = read_wkb (wkb->data, wkb->len);
      g_autoptr (SgmGeometry) longer = NULL;

      g_assert_cmpint (geometry != NULL, ==, cases[i].ok);
      g_byte_array_append (wkb, (const guint8[]) { 0 }, 1);
      longer = read_wkb (wkb->data, wkb->len);
      g_assert_null (longer);
    }
}

static void
test_mercator (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (13);

  g_assert_cmpfloat (sgm_mercator_x (0), ==, 0.5);
  g_assert_cmpfloat_with_epsilon (sgm_mercator_y (0), 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (sgm_mercator_y (SGM_MERCATOR_MAX_LATITUDE), 0, 1e-12);
  g_assert_cmpfloat_with_epsilon (sgm_mercator_y (-90), 1, 1e-12);
  g_assert_cmpfloat_with_epsilon (sgm_mercator_metres_per_pixel (0, 0), 156543.0339, 1e-3);
  g_assert_cmpfloat_with_epsilon (sgm_mercator_metres_per_pixel (60, 1), 39135.7585, 1e-3);
  for (guint i = 0; i < 1000; i++)
    {
      double longitude = g_rand_double_range (random, -180, 180);
      double latitude = g_rand_double_range (random, -85, 85);

      g_assert_cmpfloat_with_epsilon (sgm_mercator_longitude (sgm_mercator_x (longitude)),
                                      longitude, 1e-10);
      g_assert_cmpfloat_with_epsilon (sgm_mercator_latitude (sgm_mercator_y (latitude)),
                                      latitude, 1e-10);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/geometry/contains", test_contains);
  g_test_add_func ("/geometry/shared-edge", test_shared_edge);
  g_test_add_func ("/geometry/area", test_area);
  g_test_add_func ("/geometry/label-point", test_label_point);
  g_test_add_func ("/geometry/label-point-flat", test_label_point_flat);
  g_test_add_func ("/geometry/wkb-orders", test_wkb_orders);
  g_test_add_func ("/geometry/wkb-point", test_wkb_point);
  g_test_add_func ("/geometry/wkb-hostile", test_wkb_hostile);
  g_test_add_func ("/geometry/wkb-refused", test_wkb_refused);
  g_test_add_func ("/geometry/mercator", test_mercator);
  return g_test_run ();
}
