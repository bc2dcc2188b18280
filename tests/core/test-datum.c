/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "geo/sgm-datum.h"
#include "geo/sgm-mercator.h"

static void
assert_converts (SgmDatum from,
                 SgmDatum to,
                 double   longitude,
                 double   latitude,
                 double   expected_longitude,
                 double   expected_latitude)
{
  sgm_datum_convert (from, to, &longitude, &latitude);
  g_assert_cmpfloat_with_epsilon (longitude, expected_longitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (latitude, expected_latitude, 1e-9);
}

/* Places whose shifted coordinates other programs agree on. */
static void
test_known_places (void)
{
  assert_converts (SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, 116.404, 39.915,
                   116.41024449916938, 39.91640428150164);
  assert_converts (SGM_DATUM_GCJ02, SGM_DATUM_BD09, 116.404, 39.915,
                   116.41036949371029, 39.92133699351022);
  assert_converts (SGM_DATUM_GCJ02, SGM_DATUM_GCJ02, 116.404, 39.915, 116.404, 39.915);
}

static void
test_outside_china (void)
{
  assert_converts (SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, 2.35, 48.85, 2.35, 48.85);
  assert_converts (SGM_DATUM_GCJ02, SGM_DATUM_CGCS2000, -74, 40.7, -74, 40.7);
}

static void
test_round_trips (void)
{
  const SgmDatum datums[] = { SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, SGM_DATUM_BD09 };

  for (guint i = 0; i < 2000; i++)
    {
      double longitude = g_test_rand_double_range (73, 136);
      double latitude = g_test_rand_double_range (3, 54);

      for (guint from = 0; from < G_N_ELEMENTS (datums); from++)
        for (guint to = 0; to < G_N_ELEMENTS (datums); to++)
          {
            double x = longitude;
            double y = latitude;

            sgm_datum_convert (datums[from], datums[to], &x, &y);
            sgm_datum_convert (datums[to], datums[from], &x, &y);
            g_assert_cmpfloat_with_epsilon (x, longitude, 1e-9);
            g_assert_cmpfloat_with_epsilon (y, latitude, 1e-9);
          }
    }
}

/* In pixels of zoom 18, to the east and to the south. */
static void
get_shift (double  longitude,
           double  latitude,
           double *dx,
           double *dy)
{
  const double side = 256.0 * (1 << 18);
  double x = longitude;
  double y = latitude;

  sgm_datum_convert (SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, &x, &y);
  *dx = (sgm_mercator_x (x) - sgm_mercator_x (longitude)) * side;
  *dy = (sgm_mercator_y (y) - sgm_mercator_y (latitude)) * side;
}

static void
test_jianghai (void)
{
  double metres = sgm_mercator_metres_per_pixel (22.55, 18);
  double dx, dy;

  get_shift (113.1, 22.55, &dx, &dy);
  g_test_message ("%.1f m to the east, %.1f m to the south", dx * metres, dy * metres);
  g_assert_cmpfloat_with_epsilon (hypot (dx, dy) * metres, 630, 15);
}

/* One shift for the whole district would be wrong by many pixels, so that the
 * map takes one for each tile. Over half a tile, at any zoom, it changes by
 * less than a pixel. */
static void
test_change_over_a_tile (void)
{
  const double half = 0.5 / (1 << 18);
  double most_in_tile = 0;
  double most_in_district = 0;
  double first_x, first_y;

  get_shift (113.1, 22.55, &first_x, &first_y);
  for (double longitude = 113.03; longitude < 113.19; longitude += 0.005)
    for (double latitude = 22.48; latitude < 22.63; latitude += 0.005)
      {
        double east = sgm_mercator_longitude (sgm_mercator_x (longitude) + half);
        double south = sgm_mercator_latitude (sgm_mercator_y (latitude) + half);
        double x, y, corner_x, corner_y;

        get_shift (longitude, latitude, &x, &y);
        get_shift (east, south, &corner_x, &corner_y);
        most_in_tile = MAX (most_in_tile, hypot (corner_x - x, corner_y - y));
        most_in_district = MAX (most_in_district, hypot (x - first_x, y - first_y));
      }
  g_test_message ("%.2f pixels over half a tile, %.1f over the district",
                  most_in_tile, most_in_district);
  g_assert_cmpfloat (most_in_tile, <, 1);
  g_assert_cmpfloat (most_in_district, >, 5);
}

static void
test_ids (void)
{
  SgmDatum datum = SGM_DATUM_CGCS2000;

  g_assert_true (sgm_datum_from_id (sgm_datum_get_id (SGM_DATUM_GCJ02), &datum));
  g_assert_cmpint (datum, ==, SGM_DATUM_GCJ02);
  g_assert_false (sgm_datum_from_id ("mars", &datum));
  g_assert_false (sgm_datum_from_id (NULL, &datum));
  g_assert_cmpint (datum, ==, SGM_DATUM_GCJ02);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datum/known-places", test_known_places);
  g_test_add_func ("/datum/outside-china", test_outside_china);
  g_test_add_func ("/datum/round-trips", test_round_trips);
  g_test_add_func ("/datum/jianghai", test_jianghai);
  g_test_add_func ("/datum/change-over-a-tile", test_change_over_a_tile);
  g_test_add_func ("/datum/ids", test_ids);
  return g_test_run ();
}
