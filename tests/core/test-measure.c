/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <proj.h>

#include "geo/sgm-measure.h"
#include "geo/sgm-sketch.h"

/* Lengths that GeographicLib 2.0 (its Python edition) gives for CGCS2000's
 * ellipsoid. */
static void
test_geodesics (void)
{
  static const struct
  {
    double points[4];
    double length;
  } known[] = {
    { { 113.10, 22.55, 113.11, 22.55 }, 1028.592294 },
    { { 113.10, 22.55, 113.10, 22.56 }, 1107.378370 },
    { { 113.0612, 22.5231, 113.1789, 22.6104 }, 15491.669027 },
    { { 113.1, 22.55, 116.404, 39.915 }, 1950535.697944 },
    { { 0, 0, 179.5, 0.5 }, 19936288.578833 },
    { { 113.1, 22.55, 113.1, 22.55 }, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    g_assert_cmpfloat_with_epsilon (sgm_measure_length (known[i].points, 2), known[i].length, 2e-6);
  g_assert_cmpfloat (sgm_measure_length (known[0].points, 1), ==, 0);
  g_assert_cmpfloat (sgm_measure_length (NULL, 0), ==, 0);
}

/* Areas that OGR 3.6 gives after transforming from EPSG:4490 to EPSG:4547. */
static void
test_areas (void)
{
  static const struct
  {
    double points[8];
    guint n;
    double area;
  } known[] = {
    { { 113.10, 22.55, 113.11, 22.55, 113.11, 22.56, 113.10, 22.56 }, 4, 1139238.241423 },
    { { 113.05, 22.50, 113.19, 22.52, 113.16, 22.63, 113.08, 22.60 }, 4, 131574646.122162 },
    { { 113.1000, 22.5500, 113.1003, 22.5501, 113.1002, 22.5504 }, 3, 569.640328 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autoptr (SgmGeometry) shape = sgm_measure_new_polygon (known[i].points, known[i].n);
      double area = sgm_measure_area (shape);

      g_assert_cmpfloat_with_epsilon (area, known[i].area, 1e-8 * known[i].area + 1e-5);
      g_assert_cmpfloat_with_epsilon (sgm_geometry_get_area (shape), area, 3e-4 * area);
    }
}

/* The projection against the one in PROJ's database. */
static void
test_projection (void)
{
  PJ_CONTEXT *context = proj_context_create ();
  PJ *as_given = proj_create_crs_to_crs (context, "EPSG:4490", "EPSG:4547", NULL);
  PJ *usual = proj_normalize_for_visualization (context, as_given);
  double easting, northing;

  sgm_measure_project (113.1, 22.55, &easting, &northing);
  g_assert_cmpfloat_with_epsilon (easting, 407423.988, 0.001);
  g_assert_cmpfloat_with_epsilon (northing, 2494983.030, 0.001);
  for (guint i = 0; i < 1000; i++)
    {
      double x = g_test_rand_double_range (112.5, 115.5);
      double y = g_test_rand_double_range (20, 25);
      PJ_COORD at = proj_trans (usual, PJ_FWD, proj_coord (x, y, 0, 0));

      sgm_measure_project (x, y, &easting, &northing);
      g_assert_cmpfloat_with_epsilon (easting, at.xy.x, 1e-6);
      g_assert_cmpfloat_with_epsilon (northing, at.xy.y, 1e-6);
    }
  proj_destroy (usual);
  proj_destroy (as_given);
  proj_context_destroy (context);
}

static void
test_hole (void)
{
  const double v[] = {
    113.10, 22.55, 113.11, 22.55, 113.11, 22.56, 113.10, 22.56, 113.10, 22.55,
    113.102, 22.552, 113.104, 22.552, 113.104, 22.554, 113.102, 22.554, 113.102, 22.552,
  };
  const guint ring_ends[] = { 5, 10 };
  const guint one = 1, both = 2;
  g_autoptr (SgmGeometry) with_hole = sgm_geometry_new_polygons (v, ring_ends, 2, &both, 1);
  g_autoptr (SgmGeometry) outer = sgm_geometry_new_polygons (v, ring_ends, 1, &one, 1);
  g_autoptr (SgmGeometry) hole = sgm_measure_new_polygon (v + 10, 4);

  g_assert_cmpfloat_with_epsilon (sgm_measure_area (with_hole),
                                  sgm_measure_area (outer) - sgm_measure_area (hole), 1e-3);
  g_assert_cmpfloat_with_epsilon (sgm_measure_perimeter (with_hole),
                                  sgm_measure_perimeter (outer) + sgm_measure_perimeter (hole), 1e-6);
}

static void
test_circle (void)
{
  g_autoptr (SgmGeometry) circle = sgm_measure_new_circle (113.1, 22.55, 500);
  guint n;
  const double *v = sgm_geometry_get_ring (circle, 0, &n);

  for (guint i = 0; i < n; i++)
    {
      const double spoke[] = { 113.1, 22.55, v[2 * i], v[2 * i + 1] };

      g_assert_cmpfloat_with_epsilon (sgm_measure_length (spoke, 2), 500, 1e-6);
    }
  g_assert_cmpfloat_with_epsilon (sgm_measure_area (circle), G_PI * 500 * 500, 0.0005 * G_PI * 500 * 500);
  g_assert_true (sgm_geometry_contains (circle, 113.1, 22.55));
}

static void
test_crossing (void)
{
  const double square[] = { 0, 0, 1, 0, 1, 1, 0, 1 };
  const double bow[] = { 0, 0, 1, 1, 1, 0, 0, 1 };

  g_assert_false (sgm_measure_crosses (square, 4));
  g_assert_true (sgm_measure_crosses (bow, 4));
  g_assert_false (sgm_measure_crosses (square, 3));
  g_assert_false (sgm_measure_crosses (NULL, 0));
}

/* Sketches ------------------------------------------------------------------- */

static void
test_line (void)
{
  g_autoptr (SgmSketch) sketch = sgm_sketch_new (SGM_SKETCH_LINE);
  const double corner[] = { 113.10, 22.55, 113.11, 22.55, 113.11, 22.56 };

  sgm_sketch_move (sketch, 113, 22);
  g_assert_cmpuint (sgm_sketch_get_n_set (sketch), ==, 0);
  g_assert_false (sgm_sketch_take_back (sketch));
  sgm_sketch_add (sketch, 113.10, 22.55);
  g_assert_false (sgm_sketch_is_whole (sketch));
  g_assert_cmpfloat (sgm_sketch_get_length (sketch), ==, 0);
  sgm_sketch_move (sketch, 113.2, 22.6);
  sgm_sketch_move (sketch, 113.11, 22.55);
  g_assert_true (sgm_sketch_is_whole (sketch));
  g_assert_cmpfloat_with_epsilon (sgm_sketch_get_length (sketch), 1028.592294, 1e-5);
  sgm_sketch_add (sketch, 113.11, 22.55);
  sgm_sketch_add (sketch, 113.11, 22.55); /* a double click */
  g_assert_cmpuint (sgm_sketch_get_n_set (sketch), ==, 2);
  sgm_sketch_add (sketch, 113.11, 22.56);
  g_assert_cmpfloat_with_epsilon (sgm_sketch_get_length (sketch), sgm_measure_length (corner, 3), 1e-9);
  g_assert_null (sgm_sketch_dup_shape (sketch));
  g_assert_cmpfloat (sgm_sketch_get_area (sketch), ==, 0);

  sgm_sketch_move (sketch, 114, 23);
  g_assert_true (sgm_sketch_take_back (sketch));
  g_assert_cmpuint (sgm_sketch_get_n_set (sketch), ==, 2);
  g_assert_cmpfloat_with_epsilon (sgm_sketch_get_length (sketch), 1028.592294, 1e-5);
  g_assert_true (sgm_sketch_take_back (sketch));
  g_assert_true (sgm_sketch_take_back (sketch));
  g_assert_false (sgm_sketch_take_back (sketch));
}

static void
test_polygon (void)
{
  g_autoptr (SgmSketch) sketch = sgm_sketch_new (SGM_SKETCH_POLYGON);
  const double v[] = { 113.10, 22.55, 113.11, 22.55, 113.11, 22.56, 113.10, 22.56 };

  for (guint i = 0; i < 3; i++)
    sgm_sketch_add (sketch, v[2 * i], v[2 * i + 1]);
  sgm_sketch_move (sketch, v[6], v[7]);
  g_assert_cmpfloat_with_epsilon (sgm_sketch_get_area (sketch), 1139238.241423, 0.1);
  g_assert_false (sgm_sketch_crosses (sketch));
  sgm_sketch_move (sketch, 113.107, 22.54);
  g_assert_true (sgm_sketch_crosses (sketch));
  sgm_sketch_end (sketch);
  g_assert_false (sgm_sketch_crosses (sketch));
  g_assert_cmpfloat_with_epsilon (sgm_sketch_get_area (sketch), 1139238.241423 / 2, 100);
}

static void
test_two_points (void)
{
  g_autoptr (SgmSketch) rectangle = sgm_sketch_new (SGM_SKETCH_RECTANGLE);
  g_autoptr (SgmSketch) circle = sgm_sketch_new (SGM_SKETCH_CIRCLE);
  g_autoptr (SgmGeometry) shape = NULL;
  g_autoptr (SgmGeometry) round = NULL;

  sgm_sketch_add (rectangle, 113.11, 22.56);
  sgm_sketch_move (rectangle, 113.11, 22.50);
  g_assert_null (sgm_sketch_dup_shape (rectangle));
  sgm_sketch_add (rectangle, 113.10, 22.55);
  g_assert_true (sgm_sketch_is_full (rectangle));
  sgm_sketch_move (rectangle, 0, 0);
  shape = sgm_sketch_dup_shape (rectangle);
  g_assert_cmpfloat_with_epsilon (sgm_measure_area (shape), 1139238.241423, 0.1);

  sgm_sketch_add (circle, 113.10, 22.55);
  sgm_sketch_move (circle, 113.10, 22.55);
  g_assert_null (sgm_sketch_dup_shape (circle));
  sgm_sketch_move (circle, 113.11, 22.55);
  round = sgm_sketch_dup_shape (circle);
  g_assert_cmpfloat_with_epsilon (sgm_sketch_get_length (circle), 1028.592294, 1e-5);
  g_assert_cmpfloat_with_epsilon (sgm_geometry_get_box (round)->max_y - sgm_geometry_get_box (round)->min_y,
                                  2 * 1028.592294 / 110737.8, 1e-5);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/measure/geodesics", test_geodesics);
  g_test_add_func ("/measure/areas", test_areas);
  g_test_add_func ("/measure/projection", test_projection);
  g_test_add_func ("/measure/hole", test_hole);
  g_test_add_func ("/measure/circle", test_circle);
  g_test_add_func ("/measure/crossing", test_crossing);
  g_test_add_func ("/sketch/line", test_line);
  g_test_add_func ("/sketch/polygon", test_polygon);
  g_test_add_func ("/sketch/two-points", test_two_points);
  return g_test_run ();
}
