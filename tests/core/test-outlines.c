/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-outlines.h"

#include "geo/sgm-mercator.h"

/* Lines of polygons that are no areas of the district. */

#define SIZE 256
#define WEST 113.10
#define SOUTH 22.55
#define SIDE 0.01

static SgmGeometry *
make_box (double west,
          double south,
          double side)
{
  const double v[] = { west, south, west + side, south, west + side, south + side, west, south + side, west, south };
  const guint ring_end = 5, polygon_end = 1;

  return sgm_geometry_new_polygons (v, &ring_end, 1, &polygon_end, 1);
}

static SgmOutlines *
make_boxes (guint  n,
            double tolerance)
{
  SgmOutlines *outlines = sgm_outlines_new (tolerance);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SgmGeometry) box = make_box (WEST + i * SIDE, SOUTH, SIDE);

      sgm_outlines_add (outlines, box);
    }
  sgm_outlines_end (outlines);
  return outlines;
}

static SgmView
look_at (const SgmOutlines *outlines)
{
  SgmView view = { .width = SIZE, .height = SIZE, .scale = 1 };

  sgm_view_fit (&view, sgm_outlines_get_box (outlines), 16);
  return view;
}

static guint
get_strength (const SgmBorderMask *mask,
              const SgmView       *view,
              double               longitude,
              double               latitude)
{
  double x, y;

  sgm_view_project (view, longitude, latitude, &x, &y);
  return sgm_border_mask_get (mask)[(int) y * SIZE + (int) x];
}

static void
test_draw (void)
{
  g_autoptr (SgmOutlines) outlines = make_boxes (2, 0);
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (SIZE, SIZE);
  SgmView view = look_at (outlines);

  g_assert_cmpuint (sgm_outlines_get_n (outlines), ==, 2);
  g_assert_cmpfloat_with_epsilon (sgm_outlines_get_box (outlines)->max_x, WEST + 2 * SIDE, 1e-12);
  g_assert_true (sgm_outlines_draw (outlines, &view, mask, NULL));
  /* The outer line, the one between both, and nothing where there is none. */
  g_assert_cmpuint (get_strength (mask, &view, WEST, SOUTH + SIDE / 2), >, 100);
  g_assert_cmpuint (get_strength (mask, &view, WEST + SIDE, SOUTH + SIDE / 2), >, 100);
  g_assert_cmpuint (get_strength (mask, &view, WEST + SIDE / 2, SOUTH + SIDE), >, 100);
  g_assert_cmpuint (get_strength (mask, &view, WEST + SIDE / 2, SOUTH + SIDE / 2), ==, 0);
  g_assert_cmpuint (get_strength (mask, &view, WEST - SIDE / 8, SOUTH + SIDE / 2), ==, 0);
}

/* What is elsewhere leaves the mask as it is. */
static void
test_elsewhere (void)
{
  g_autoptr (SgmOutlines) outlines = make_boxes (1, 0);
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (SIZE, SIZE);
  SgmView view = look_at (outlines);

  view.x += 0.01;
  g_assert_true (sgm_outlines_draw (outlines, &view, mask, NULL));
  for (guint i = 0; i < SIZE * SIZE; i++)
    g_assert_cmpuint (sgm_border_mask_get (mask)[i], ==, 0);
}

/* Coordinates in the wrong order or system may lie anywhere on Earth. */
static void
test_wide (void)
{
  g_autoptr (SgmOutlines) outlines = sgm_outlines_new (0);
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (SIZE, SIZE);
  g_autoptr (SgmGeometry) far = make_box (-180, -90, 10);
  g_autoptr (SgmGeometry) wide = make_box (-90, -90, 180);
  SgmView view;

  sgm_outlines_add (outlines, far);
  sgm_outlines_add (outlines, wide);
  sgm_outlines_end (outlines);
  view = look_at (outlines);
  g_assert_true (sgm_outlines_draw (outlines, &view, mask, NULL));
  view.zoom = 18;
  g_assert_true (sgm_outlines_draw (outlines, &view, mask, NULL));
}

static void
test_none (void)
{
  g_autoptr (SgmOutlines) outlines = make_boxes (0, 1);
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (SIZE, SIZE);
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (WEST, SOUTH);
  g_autoptr (SgmOutlines) points = sgm_outlines_new (0);
  SgmView view = { .width = SIZE, .height = SIZE, .scale = 1, .zoom = 10 };

  g_assert_true (sgm_outlines_draw (outlines, &view, mask, NULL));
  g_assert_cmpfloat (sgm_outlines_get_box (outlines)->min_x, >, sgm_outlines_get_box (outlines)->max_x);
  sgm_outlines_add (points, point);
  sgm_outlines_end (points);
  g_assert_cmpuint (sgm_outlines_get_n (points), ==, 0);
}

static void
test_cancel (void)
{
  g_autoptr (SgmOutlines) outlines = make_boxes (3000, 0);
  g_autoptr (SgmBorderMask) mask = sgm_border_mask_new (SIZE, SIZE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SgmView view = look_at (outlines);

  g_cancellable_cancel (cancellable);
  g_assert_false (sgm_outlines_draw (outlines, &view, mask, cancellable));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outlines/draw", test_draw);
  g_test_add_func ("/outlines/elsewhere", test_elsewhere);
  g_test_add_func ("/outlines/wide", test_wide);
  g_test_add_func ("/outlines/none", test_none);
  g_test_add_func ("/outlines/cancel", test_cancel);
  return g_test_run ();
}
