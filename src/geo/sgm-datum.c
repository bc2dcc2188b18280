/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-datum.h"

#include <math.h>

/* The formulas are those that became public in 2010 and that Wikipedia gives
 * under "Restrictions on geographic data in China"; there is no official
 * publication. The shift is defined on the ellipsoid of Krasovsky. */
#define KRASOVSKY_AXIS 6378245.0
#define KRASOVSKY_E2 0.00669342162296594323

/* Both are shifted again until the wanted place comes out, to within 1e-12 of
 * a degree, a ten-thousandth of a millimetre. */
#define CLOSE_ENOUGH 1e-12
#define MAX_ROUNDS 30

static const char *const ids[] = { "cgcs2000", "gcj02", "bd09" };

typedef void (*Shift) (double *longitude, double *latitude);

/* The rectangle outside which the shift is not applied. */
static gboolean
is_shifted (double longitude,
            double latitude)
{
  return longitude >= 72.004 && longitude <= 137.8347
         && latitude >= 0.8293 && latitude <= 55.8271;
}

/* In metres; @middle and @slow are the heights of the two longer waves. */
static double
waves (double v,
       double middle,
       double slow)
{
  return (20 * sin (v * G_PI) + 40 * sin (v * G_PI / 3)
          + middle * sin (v * G_PI / 12) + slow * sin (v * G_PI / 30)) * 2 / 3;
}

static void
shift_to_gcj02 (double *longitude,
                double *latitude)
{
  double x = *longitude - 105;
  double y = *latitude - 35;
  double phi = *latitude * G_PI / 180;
  double w = 1 - KRASOVSKY_E2 * sin (phi) * sin (phi);
  double ripple = (20 * sin (6 * x * G_PI) + 20 * sin (2 * x * G_PI)) * 2 / 3;
  double north, east; /* metres */

  if (!is_shifted (*longitude, *latitude))
    return;
  north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt (fabs (x))
          + ripple + waves (y, 160, 320);
  east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt (fabs (x))
         + ripple + waves (x, 150, 300);
  *latitude += north * 180 / (KRASOVSKY_AXIS * (1 - KRASOVSKY_E2) / (w * sqrt (w)) * G_PI);
  *longitude += east * 180 / (KRASOVSKY_AXIS / sqrt (w) * cos (phi) * G_PI);
}

static void
shift_to_bd09 (double *longitude,
               double *latitude)
{
  const double k = G_PI * 3000 / 180;
  double x = *longitude;
  double y = *latitude;
  double radius = hypot (x, y) + 0.00002 * sin (y * k);
  double angle = atan2 (y, x) + 0.000003 * cos (x * k);

  *longitude = radius * cos (angle) + 0.0065;
  *latitude = radius * sin (angle) + 0.006;
}

/* Finds the place that a shift moves to the given one. A shift changes by far
 * less than a hundredth of the way moved, so that this converges fast. */
static void
shift_back (Shift   shift,
            double *longitude,
            double *latitude)
{
  double x = *longitude;
  double y = *latitude;

  for (guint i = 0; i < MAX_ROUNDS; i++)
    {
      double shifted_x = x;
      double shifted_y = y;

      shift (&shifted_x, &shifted_y);
      x += *longitude - shifted_x;
      y += *latitude - shifted_y;
      if (fabs (*longitude - shifted_x) + fabs (*latitude - shifted_y) < CLOSE_ENOUGH)
        break;
    }
  *longitude = x;
  *latitude = y;
}

/**
 * sgm_datum_convert:
 * @from: what the place is measured against
 * @to: what it shall be measured against
 * @longitude: (inout): in degrees
 * @latitude: (inout): in degrees
 *
 * Converts a place. Outside China all but BD-09 are the same. There and back
 * again is exact to far less than a millimetre, save at the edge of the
 * rectangle in which the shift applies.
 */
void
sgm_datum_convert (SgmDatum  from,
                   SgmDatum  to,
                   double   *longitude,
                   double   *latitude)
{
  g_return_if_fail (longitude != NULL && latitude != NULL);

  if (from == to)
    return;
  if (from == SGM_DATUM_BD09)
    shift_back (shift_to_bd09, longitude, latitude);
  if (from != SGM_DATUM_CGCS2000 && to == SGM_DATUM_CGCS2000)
    shift_back (shift_to_gcj02, longitude, latitude);
  if (from == SGM_DATUM_CGCS2000)
    shift_to_gcj02 (longitude, latitude);
  if (to == SGM_DATUM_BD09)
    shift_to_bd09 (longitude, latitude);
}

/**
 * sgm_datum_get_id:
 *
 * Returns: a name for files and settings
 */
const char *
sgm_datum_get_id (SgmDatum datum)
{
  g_return_val_if_fail (datum < G_N_ELEMENTS (ids), NULL);
  return ids[datum];
}

/**
 * sgm_datum_from_id:
 * @id: a name as sgm_datum_get_id() gives
 * @datum: (out): which it is
 *
 * Returns: whether there is such a datum
 */
gboolean
sgm_datum_from_id (const char *id,
                   SgmDatum   *datum)
{
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i]) == 0)
      {
        *datum = i;
        return TRUE;
      }
  return FALSE;
}
