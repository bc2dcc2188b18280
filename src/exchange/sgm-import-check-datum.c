/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-import-shift.h"
#include "geo/sgm-datum.h"

#define MAX_PAIRS 1000

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
  g_autoptr (SgmImportShift) shift = NULL;
  guint n = MAX (check->report->n_rows[SGM_LEVEL_NONE], 1);
  double distance;
  SgmDatum datum;

  if (check->present->areas == NULL)
    return;
  shift = sgm_import_shift_new (check->present->areas);
  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      const SgmImportRows *rows = check->levels[level];

      for (guint i = 0; i < rows->rows->len; i += 1 + n / MAX_PAIRS)
        {
          const SgmImportRow *row = sgm_import_rows_get (rows, i);
          const SgmBox *box = row->geometry != NULL ? sgm_geometry_get_box (row->geometry) : NULL;

          if (box != NULL)
            sgm_import_shift_add (shift, row->code, (box->min_x + box->max_x) / 2, (box->min_y + box->max_y) / 2);
        }
    }
  datum = sgm_import_shift_guess (shift, &distance);
  if (datum != SGM_DATUM_CGCS2000 || distance > SGM_IMPORT_SHIFT_NEAR)
    add_finding (check, datum, distance);
}
