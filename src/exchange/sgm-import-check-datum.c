/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-datum.h"
#include "geo/sgm-measure.h"

/* Chinese map services shift what they show by some hundred metres. Areas that
 * are shifted so lie about as far from the present ones, all to the same
 * side. */

#define MAX_PAIRS 1000

/* What is nearer is where it belongs, in metres. */
#define NEAR 100.0

/* A datum is the right one where it brings areas nearer by this factor. */
#define FACTOR 4.0

/* Where codes do not match: so many must lie in the district. */
#define INSIDE 0.99
#define GAIN 0.01

static const SgmDatum datums[] = { SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, SGM_DATUM_BD09 };

typedef struct
{
  GArray *distances[G_N_ELEMENTS (datums)]; /* of areas of the same code */
  guint n_inside[G_N_ELEMENTS (datums)];
  guint n;
} Shift;

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

static void
add_row (Shift              *shift,
         SgmAreaSet         *areas,
         const SgmImportRow *row)
{
  const SgmBox *box = sgm_geometry_get_box (row->geometry);
  const SgmArea *same = row->code != NULL ? sgm_area_set_find_code (areas, row->code) : NULL;

  shift->n++;
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    {
      double x = (box->min_x + box->max_x) / 2, y = (box->min_y + box->max_y) / 2;

      sgm_datum_convert (datums[i], SGM_DATUM_CGCS2000, &x, &y);
      shift->n_inside[i] += sgm_area_set_find_at (areas, SGM_LEVEL_DISTRICT, x, y) != NULL;
      if (same != NULL)
        {
          const SgmBox *other = sgm_geometry_get_box (same->geometry);
          double line[] = { x, y, (other->min_x + other->max_x) / 2, (other->min_y + other->max_y) / 2 };
          double distance = sgm_measure_length (line, 2);

          g_array_append_val (shift->distances[i], distance);
        }
    }
}

/* Returns: the datum that the areas are in, as far as can be told */
static SgmDatum
guess_datum (Shift  *shift,
             double *distance)
{
  guint best = 0;

  *distance = NAN;
  if (shift->distances[0]->len > 0)
    {
      double medians[G_N_ELEMENTS (datums)];

      for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
        {
          medians[i] = get_median (shift->distances[i]);
          if (medians[i] < medians[best])
            best = i;
        }
      *distance = medians[0];
      return medians[0] > NEAR && medians[best] * FACTOR < medians[0] ? datums[best] : SGM_DATUM_CGCS2000;
    }
  for (guint i = 1; i < G_N_ELEMENTS (datums); i++)
    if (shift->n_inside[i] > shift->n_inside[best])
      best = i;
  return shift->n_inside[best] >= INSIDE * shift->n
         && shift->n_inside[best] - shift->n_inside[0] > GAIN * shift->n ? datums[best] : SGM_DATUM_CGCS2000;
}

static void
add_finding (SgmImportCheck *check,
             SgmDatum        datum,
             double          distance)
{
  SgmImportFinding *finding;
  const char *name = datum == SGM_DATUM_GCJ02 ? "GCJ-02" : "BD-09";

  finding = sgm_import_check_add (check, SGM_IMPORT_SHIFTED, SGM_IMPORT_BLOCKS, SGM_LEVEL_NONE);
  if (finding == NULL)
    return;
  if (datum == SGM_DATUM_CGCS2000)
    {
      finding->severity = SGM_IMPORT_WARNS;
      finding->sentence = g_strdup_printf (_("The areas lie about %.0f m from the present ones of the same codes."),
                                           distance);
      return;
    }
  finding->proposal = g_strdup (sgm_datum_get_id (datum));
  sgm_import_propose (finding, SGM_IMPORT_REPAIR_DATUM, TRUE);
  if (isnan (distance))
    finding->sentence = g_strdup_printf (_("The areas fit into the district when their coordinates are taken for %s."),
                                         name);
  else
    finding->sentence = g_strdup_printf (_("The areas lie about %.0f m from the present ones, as coordinates in %s do."),
                                         distance, name);
}

/* Compares some areas of all levels with the present ones. */
void
sgm_import_check_datum (SgmImportCheck *check)
{
  Shift shift = { 0 };
  guint n = MAX (check->report->n_rows[SGM_LEVEL_NONE], 1);
  double distance;
  SgmDatum datum;

  if (check->present->areas == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    shift.distances[i] = g_array_new (FALSE, FALSE, sizeof (double));
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      const SgmImportRows *rows = check->levels[level];

      for (guint i = 0; i < rows->rows->len; i += 1 + n / MAX_PAIRS)
        if (sgm_import_rows_get (rows, i)->geometry != NULL)
          add_row (&shift, check->present->areas, sgm_import_rows_get (rows, i));
    }
  datum = guess_datum (&shift, &distance);
  if (datum != SGM_DATUM_CGCS2000 || distance > NEAR)
    add_finding (check, datum, distance);
  for (guint i = 0; i < G_N_ELEMENTS (datums); i++)
    g_array_unref (shift.distances[i]);
}
