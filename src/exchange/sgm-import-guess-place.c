/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-import-crs.h"
#include "exchange/sgm-import-guess.h"
#include "exchange/sgm-import-shift.h"
#include "exchange/sgm-import-words.h"

/* Around the district, in degrees: what Chinese map services shift is not
 * farther away. */
#define MARGIN 0.05

/* CGCS2000 in 3° zones by central meridian from 75°E to 135°E, and in zones 25
 * to 45 that write their number in front of the easting; the same in 6° zones,
 * 13 to 23. Numbers of the EPSG's list. */
#define EPSG_3_MERIDIAN 4534
#define EPSG_3_ZONE 4513
#define EPSG_6_MERIDIAN 4502
#define EPSG_6_ZONE 4491

#define USUAL "EPSG:4547"
#define DEGREES "EPSG:4490"
#define MERCATOR "EPSG:3857"

typedef struct
{
  SgmImportPlan *plan;
  const SgmForeignLayer *layer;
  const SgmImportSample *sample;
  SgmImportPresent *present;
  SgmBox around; /* the district with a margin; empty where it has no areas */
  double x;      /* the middle one of the places */
  double y;
} Guess;

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

/* Medians, since a file may have a few places far off. */
static void
find_middle (Guess *guess)
{
  const GArray *places = guess->sample->places;
  g_autofree double *values = g_new (double, MAX (places->len, 1));

  for (guint axis = 0; axis < 2; axis++)
    {
      for (guint i = 0; i < places->len; i++)
        {
          const SgmImportPlace *place = &g_array_index (places, SgmImportPlace, i);

          values[i] = axis == 0 ? place->x : place->y;
        }
      qsort (values, places->len, sizeof *values, compare_doubles);
      *(axis == 0 ? &guess->x : &guess->y) = places->len > 0 ? values[places->len / 2] : NAN;
    }
}

static void
find_around (Guess *guess)
{
  SgmAreaSet *areas = guess->present != NULL ? guess->present->areas : NULL;

  guess->around = SGM_BOX_EMPTY;
  if (areas == NULL)
    return;
  guess->around = *sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  guess->around.min_x -= MARGIN;
  guess->around.min_y -= MARGIN;
  guess->around.max_x += MARGIN;
  guess->around.max_y += MARGIN;
}

static gboolean
knows_district (const Guess *guess)
{
  return guess->around.min_x <= guess->around.max_x;
}

/* Whether the middle of the file lies on Earth, and whether at the district,
 * when its coordinates are in that system. */
static gboolean
fits (const Guess *guess,
      const char  *crs,
      gboolean     swapped,
      gboolean    *at_district)
{
  g_autoptr (SgmImportCrs) known = sgm_import_crs_new (crs, swapped, SGM_DATUM_CGCS2000, NULL);
  double v[] = { guess->x, guess->y };

  *at_district = FALSE;
  if (known == NULL || !sgm_import_crs_convert (known, v, 1))
    return FALSE;
  *at_district = v[0] >= guess->around.min_x && v[0] <= guess->around.max_x
                 && v[1] >= guess->around.min_y && v[1] <= guess->around.max_y;
  return TRUE;
}

static void
take_crs (Guess             *guess,
          const char        *crs,
          gboolean           swapped,
          SgmImportSureness  sure,
          char              *reason)
{
  g_autoptr (SgmImportCrs) known = sgm_import_crs_new (crs, swapped, SGM_DATUM_CGCS2000, NULL);
  SgmImportPlan *plan = guess->plan;

  g_free (plan->crs);
  g_free (plan->crs_name);
  plan->crs = g_strdup (crs);
  plan->crs_name = known != NULL ? g_strdup (sgm_import_crs_get_name (known)) : NULL;
  plan->swapped = swapped;
  sgm_import_plan_note (plan, SGM_IMPORT_ASPECT_CRS, sure, reason);
}

/* By the size of the coordinates -------------------------------------------- */

static gboolean
is_between (double value,
            double from,
            double to)
{
  return value >= from && value <= to;
}

/* Northings of China, and eastings of a zone, with its middle at 500 km; data are
 * often kept in a neighbouring one. */
static gboolean
is_northing (double value)
{
  return is_between (value, 300e3, 6e6);
}

static gboolean
is_easting (double value)
{
  return is_between (value, 50e3, 950e3);
}

static gboolean
try (Guess      *guess,
     const char *crs,
     gboolean    swapped)
{
  gboolean at_district;

  if (!fits (guess, crs, swapped, &at_district) || !at_district)
    return FALSE;
  take_crs (guess, crs, swapped, SGM_IMPORT_LIKELY,
            g_strdup (_("the coordinates have that size, and the areas lie at the district")));
  return TRUE;
}

static gboolean
try_number (Guess    *guess,
            int       epsg,
            gboolean  swapped)
{
  g_autofree char *crs = g_strdup_printf ("EPSG:%d", epsg);

  return try (guess, crs, swapped);
}

/* Eastings without a zone: only the place tells the meridian. */
static void
guess_meridian (Guess    *guess,
                gboolean  swapped)
{
  if (knows_district (guess) && try (guess, USUAL, swapped))
    return;
  for (int i = 0; knows_district (guess) && i <= 20; i++)
    if (try_number (guess, EPSG_3_MERIDIAN + i, swapped))
      return;
  for (int i = 0; knows_district (guess) && i <= 10; i++)
    if (try_number (guess, EPSG_6_MERIDIAN + i, swapped))
      return;
  take_crs (guess, USUAL, swapped, SGM_IMPORT_UNSURE,
            knows_district (guess)
            ? g_strdup (_("the coordinates are metres, but in no zone do the areas lie at the district"))
            : g_strdup (_("the coordinates are metres of a zone that is not said; the usual one is taken")));
}

static gboolean
guess_zone (Guess    *guess,
            double    easting,
            gboolean  swapped)
{
  int zone = easting / 1e6;
  gboolean wide = zone < 25;
  g_autofree char *crs = NULL;
  gboolean at_district;

  if (!is_easting (easting - zone * 1e6) || !(is_between (zone, 13, 23) || is_between (zone, 25, 45)))
    return FALSE;
  crs = g_strdup_printf ("EPSG:%d", wide ? EPSG_6_ZONE + zone - 13 : EPSG_3_ZONE + zone - 25);
  if (!fits (guess, crs, swapped, &at_district))
    return FALSE;
  take_crs (guess, crs, swapped, SGM_IMPORT_LIKELY,
            g_strdup_printf (_("the coordinates begin with the zone’s number, %d"), zone));
  return TRUE;
}

static void
guess_degrees (Guess *guess)
{
  gboolean swapped = is_between (guess->x, 3, 54) && is_between (guess->y, 73, 136);
  gboolean china = swapped || (is_between (guess->x, 73, 136) && is_between (guess->y, 3, 54));

  take_crs (guess, DEGREES, swapped, china ? SGM_IMPORT_LIKELY : SGM_IMPORT_UNSURE,
            swapped ? g_strdup (_("the coordinates are degrees, with the latitude first"))
            : china ? g_strdup (_("the coordinates are degrees"))
                    : g_strdup (_("the coordinates may be degrees, but then lie outside China")));
}

static void
guess_by_size (Guess *guess)
{
  double x = guess->x, y = guess->y;
  gboolean at_district;

  if (fabs (x) <= 180 && fabs (y) <= 180)
    guess_degrees (guess);
  else if (is_between (x, 8.1e6, 15.2e6) && is_between (y, 3e5, 7.2e6)
           && (!knows_district (guess) || (fits (guess, MERCATOR, FALSE, &at_district) && at_district)))
    take_crs (guess, MERCATOR, FALSE, SGM_IMPORT_LIKELY, g_strdup (_("the coordinates have the size of Web Mercator’s")));
  else if (is_northing (y) && is_easting (x))
    guess_meridian (guess, FALSE);
  else if (is_northing (x) && is_easting (y))
    guess_meridian (guess, TRUE);
  else if ((!is_northing (y) || !guess_zone (guess, x, FALSE)) && (!is_northing (x) || !guess_zone (guess, y, TRUE)))
    {
      g_clear_pointer (&guess->plan->crs, g_free);
      g_clear_pointer (&guess->plan->crs_name, g_free);
      sgm_import_plan_note (guess->plan, SGM_IMPORT_ASPECT_CRS, SGM_IMPORT_UNKNOWN,
                            isnan (x) ? g_strdup (_("the layer has no areas"))
                                      : g_strdup (_("the size of the coordinates fits no known system")));
    }
}

/* By what the file says ----------------------------------------------------- */

static gboolean
guess_said (Guess *guess)
{
  const char *crs = guess->layer->crs;
  gboolean at_district, swapped_at_district = FALSE;
  g_autoptr (SgmImportCrs) known = crs != NULL ? sgm_import_crs_new (crs, FALSE, SGM_DATUM_CGCS2000, NULL) : NULL;
  gboolean possible = known != NULL && (isnan (guess->x) || fits (guess, crs, FALSE, &at_district));

  if (!possible)
    return FALSE;
  if (knows_district (guess) && !isnan (guess->x) && !at_district)
    fits (guess, crs, TRUE, &swapped_at_district);
  if (sgm_import_crs_is_old (known))
    take_crs (guess, crs, swapped_at_district, SGM_IMPORT_UNSURE,
              g_strdup (_("the file says so; from this older system only a rough way is public, some ten metres off")));
  else
    take_crs (guess, crs, swapped_at_district, swapped_at_district ? SGM_IMPORT_LIKELY : SGM_IMPORT_CERTAIN,
              swapped_at_district ? g_strdup (_("the file says so; the northing or the latitude comes first"))
                                  : g_strdup (_("the file says so")));
  return TRUE;
}

static void
guess_crs (Guess *guess)
{
  SgmImportGuess *told = &guess->plan->guesses[SGM_IMPORT_ASPECT_CRS];

  if (guess_said (guess))
    return;
  guess_by_size (guess);
  if (guess->layer->crs != NULL && told->reason != NULL)
    {
      g_autofree char *reason = g_steal_pointer (&told->reason);

      /* Translators: the name of a coordinate system, and why another one is
       * taken */
      told->reason = g_strdup_printf (_("the file says “%s”, which cannot be: %s"),
                                      guess->layer->crs_name != NULL ? guess->layer->crs_name : "?", reason);
    }
}

/* The datum ----------------------------------------------------------------- */

static SgmImportShift *
compare_places (Guess *guess)
{
  SgmImportPlan *plan = guess->plan;
  g_autoptr (SgmImportCrs) crs = sgm_import_crs_new (plan->crs, plan->swapped, SGM_DATUM_CGCS2000, NULL);
  g_autoptr (SgmImportShift) shift = NULL;

  if (crs == NULL)
    return NULL;
  shift = sgm_import_shift_new (guess->present->areas);
  for (guint i = 0; i < guess->sample->places->len; i++)
    {
      const SgmImportPlace *place = &g_array_index (guess->sample->places, SgmImportPlace, i);
      double v[] = { place->x, place->y };
      g_autofree char *code = sgm_import_words_dup_code (
        sgm_import_sample_get (guess->sample, place->row, plan->columns[SGM_IMPORT_COLUMN_CODE]));

      if (sgm_import_crs_convert (crs, v, 1))
        sgm_import_shift_add (shift, code, v[0], v[1]);
    }
  return g_steal_pointer (&shift);
}

static void
take_datum (Guess             *guess,
            SgmDatum           datum,
            SgmImportSureness  sure,
            char              *reason)
{
  guess->plan->datum = datum;
  sgm_import_plan_note (guess->plan, SGM_IMPORT_ASPECT_DATUM, sure, reason);
}

static void
guess_datum (Guess *guess)
{
  g_autoptr (SgmImportShift) shift = NULL;
  double distance;
  SgmDatum datum;

  if (guess->present != NULL && guess->present->areas != NULL && guess->plan->crs != NULL)
    shift = compare_places (guess);
  if (shift == NULL)
    {
      take_datum (guess, SGM_DATUM_CGCS2000, SGM_IMPORT_UNSURE,
                  g_strdup (guess->sample->places->len == 0 ? _("the layer has no areas")
                                                            : _("there are no present areas to compare with")));
      return;
    }
  datum = sgm_import_shift_guess (shift, &distance);
  if (datum != SGM_DATUM_CGCS2000 && !isnan (distance))
    take_datum (guess, datum, SGM_IMPORT_CERTAIN,
                g_strdup_printf (_("the areas lie about %.0f m from the present ones of the same codes, as in this datum"),
                                 distance));
  else if (datum != SGM_DATUM_CGCS2000)
    take_datum (guess, datum, SGM_IMPORT_LIKELY, g_strdup (_("only in this datum the areas lie in the district")));
  else if (!isnan (distance) && distance <= SGM_IMPORT_SHIFT_NEAR)
    take_datum (guess, datum, SGM_IMPORT_CERTAIN,
                g_strdup (_("the areas lie where the present ones of the same codes are")));
  else if (!isnan (distance))
    take_datum (guess, datum, SGM_IMPORT_UNSURE,
                g_strdup_printf (_("the areas lie about %.0f m from the present ones of the same codes, as in no datum"),
                                 distance));
  else if (sgm_import_shift_get_inside (shift, datum) > 0)
    take_datum (guess, datum, SGM_IMPORT_LIKELY, g_strdup (_("the areas lie in the district")));
  else
    take_datum (guess, datum, SGM_IMPORT_UNSURE, g_strdup (_("the areas do not lie in the district")));
}

/* What coordinates mean: what nobody has said of it. */
void
sgm_import_guess_place (SgmImportPlan          *plan,
                        const SgmForeignLayer  *layer,
                        const SgmImportSample  *sample,
                        SgmImportPresent       *present)
{
  Guess guess = { .plan = plan, .layer = layer, .sample = sample, .present = present };

  find_middle (&guess);
  find_around (&guess);
  if (plan->guesses[SGM_IMPORT_ASPECT_CRS].sure != SGM_IMPORT_SAID)
    guess_crs (&guess);
  if (plan->guesses[SGM_IMPORT_ASPECT_DATUM].sure != SGM_IMPORT_SAID)
    guess_datum (&guess);
}
