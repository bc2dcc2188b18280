/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-shift.h"

#include <math.h>

#include "geo/sgm-measure.h"

/* A datum is the right one where it brings areas nearer by this factor. */
#define FACTOR 4.0

/* Where codes do not match: so many must lie in the district. */
#define INSIDE 0.99
#define GAIN 0.01

static const SgmDatum datums[] = { SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, SGM_DATUM_BD09 };

struct _SgmImportShift
{
  SgmAreaSet *areas;
  GArray *distances[G_N_ELEMENTS (datums)]; /* of areas of the same code */
  guint n_inside[G_N_ELEMENTS (datums)];
  guint n;
};

/**
 * sgm_import_shift_new:
 * @areas: the present areas
 *
 * Returns: (transfer full): a comparison without places
 */
SgmImportShift *
sgm_import_shift_new (SgmAreaSet *areas)
{
  SgmImportShift *shift = g_new0 (SgmImportShift, 1);

  shift->areas = sgm_area_set_ref (areas);
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    shift->distances[i] = g_array_new (FALSE, FALSE, sizeof (double));
  return shift;
}

void
sgm_import_shift_free (SgmImportShift *shift)
{
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    g_array_unref (shift->distances[i]);
  sgm_area_set_unref (shift->areas);
  g_free (shift);
}

/**
 * sgm_import_shift_add:
 * @code: (nullable): the area's code
 * @x: longitude of the middle of its bounding box, as if it were CGCS2000
 * @y: its latitude
 *
 * Adds an area of the file.
 */
void
sgm_import_shift_add (SgmImportShift *shift,
                      const char     *code,
                      double          x,
                      double          y)
{
  const SgmArea *same = code != NULL ? sgm_area_set_find_code (shift->areas, code) : NULL;

  shift->n++;
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    {
      double place[] = { x, y, 0, 0 };

      sgm_datum_convert (datums[i], SGM_DATUM_CGCS2000, &place[0], &place[1]);
      shift->n_inside[i] += sgm_area_set_find_at (shift->areas, SGM_LEVEL_DISTRICT, place[0], place[1]) != NULL;
      if (same != NULL)
        {
          const SgmBox *other = sgm_geometry_get_box (same->geometry);
          double distance;

          place[2] = (other->min_x + other->max_x) / 2;
          place[3] = (other->min_y + other->max_y) / 2;
          distance = sgm_measure_length (place, 2);
          g_array_append_val (shift->distances[i], distance);
        }
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
get_median (GArray *distances)
{
  g_array_sort (distances, compare_doubles);
  return g_array_index (distances, double, distances->len / 2);
}

static SgmDatum
guess_by_distance (SgmImportShift *shift,
                   double         *distance)
{
  double medians[G_N_ELEMENTS (datums)];
  guint best = 0;

  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    {
      medians[i] = get_median (shift->distances[i]);
      if (medians[i] < medians[best])
        best = i;
    }
  *distance = medians[0];
  return medians[0] > SGM_IMPORT_SHIFT_NEAR && medians[best] * FACTOR < medians[0] ? datums[best] : SGM_DATUM_CGCS2000;
}

/**
 * sgm_import_shift_guess:
 * @distance: (out): how far the areas lie from the present ones of the same
 *   codes, in metres; NaN where there are none
 *
 * Returns: the datum that the areas are in, as far as can be told; CGCS2000
 *   where no other one fits better
 */
SgmDatum
sgm_import_shift_guess (SgmImportShift *shift,
                        double         *distance)
{
  guint best = 0;

  *distance = NAN;
  if (shift->distances[0]->len > 0)
    return guess_by_distance (shift, distance);
  for (guint i = 1; i < G_N_ELEMENTS (datums); i++)
    if (shift->n_inside[i] > shift->n_inside[best])
      best = i;
  return shift->n_inside[best] >= INSIDE * shift->n
         && shift->n_inside[best] - shift->n_inside[0] > GAIN * shift->n ? datums[best] : SGM_DATUM_CGCS2000;
}

/**
 * sgm_import_shift_get_n_same:
 *
 * Returns: how many areas have the code of a present one
 */
guint
sgm_import_shift_get_n_same (SgmImportShift *shift)
{
  return shift->distances[0]->len;
}

/**
 * sgm_import_shift_get_inside:
 * @datum: a datum
 *
 * Returns: which share of the areas lies in the district if they are in that
 *   datum, 0 to 1
 */
double
sgm_import_shift_get_inside (SgmImportShift *shift,
                             SgmDatum        datum)
{
  g_return_val_if_fail (datum < G_N_ELEMENTS (datums), 0);
  return shift->n > 0 ? (double) shift->n_inside[datum] / shift->n : 0;
}
