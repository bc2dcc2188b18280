/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-difference.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "geo/sgm-geos.h"
#include "geo/sgm-measure.h"

/* Returns: the ground that only one of them has, in m² */
static double
measure_difference (const SgmGeometry *a,
                    const SgmGeometry *b)
{
  GEOSContextHandle_t geos = GEOS_init_r ();
  GEOSGeometry *shapes[3] = { sgm_geos_from_geometry (geos, a), sgm_geos_from_geometry (geos, b), NULL };
  g_autoptr (SgmGeometry) ground = NULL;
  double size = fabs (sgm_measure_area (a) - sgm_measure_area (b));

  if (shapes[0] != NULL && shapes[1] != NULL)
    shapes[2] = GEOSSymDifference_r (geos, shapes[0], shapes[1]);
  if (shapes[2] != NULL && !GEOSisEmpty_r (geos, shapes[2]))
    ground = sgm_geos_to_geometry (geos, shapes[2]);
  if (ground != NULL)
    size = sgm_measure_area (ground);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    if (shapes[i] != NULL)
      GEOSGeom_destroy_r (geos, shapes[i]);
  GEOS_finish_r (geos);
  return size;
}

/**
 * sgm_import_difference_new:
 * @change: what becomes of the area
 * @row: its row in the staging, or 0
 * @code: its code
 * @name: its name
 *
 * Returns: (transfer full): an area that begins or ends
 */
SgmImportDifference *
sgm_import_difference_new (SgmImportChange  change,
                           gint64           row,
                           const char      *code,
                           const char      *name)
{
  SgmImportDifference *difference = g_new0 (SgmImportDifference, 1);

  difference->change = change;
  difference->row = row;
  difference->code = g_strdup (code);
  difference->name = g_strdup (name);
  return difference;
}

/**
 * sgm_import_difference_new_changed:
 * @row: its row in the staging
 * @there: the area as it is
 * @name: its name in the file
 * @kind: its kind in the file
 * @geometry: (nullable): its boundary in the file, EPSG:4490 with x =
 *   longitude; %NULL where that is the same
 *
 * Returns: (transfer full): what the file would change of it
 */
SgmImportDifference *
sgm_import_difference_new_changed (gint64             row,
                                   const SgmArea     *there,
                                   const char        *name,
                                   SgmAreaKind        kind,
                                   const SgmGeometry *geometry)
{
  SgmImportChange change = geometry != NULL ? SGM_IMPORT_CHANGE_MOVES : SGM_IMPORT_CHANGE_RENAMED;
  SgmImportDifference *difference = sgm_import_difference_new (change, row, there->code, there->name);

  difference->new_name = g_str_equal (name, there->name) ? NULL : g_strdup (name);
  difference->new_kind = kind != there->kind ? kind : SGM_AREA_KIND_NONE;
  if (geometry != NULL)
    difference->size = measure_difference (there->geometry, geometry);
  return difference;
}

void
sgm_import_difference_free (SgmImportDifference *difference)
{
  g_free (difference->code);
  g_free (difference->name);
  g_free (difference->new_name);
  g_free (difference);
}

/**
 * sgm_import_difference_dup_title:
 *
 * Returns: (transfer full): the area's name, and the one that it gets
 */
char *
sgm_import_difference_dup_title (const SgmImportDifference *difference)
{
  if (difference->new_name == NULL)
    return g_strdup (difference->name);
  return g_strdup_printf ("%s → %s", difference->name, difference->new_name);
}

/**
 * sgm_import_difference_dup_details:
 *
 * Returns: (transfer full) (nullable): what else becomes another, translated
 */
char *
sgm_import_difference_dup_details (const SgmImportDifference *difference)
{
  const char *kind = difference->new_kind == SGM_AREA_KIND_NONE      ? NULL
                     : difference->new_kind == SGM_AREA_KIND_VILLAGE ? _("now a village")
                                                                     : _("now a community");
  g_autofree char *shape = NULL;

  if (difference->change == SGM_IMPORT_CHANGE_MOVES && difference->size < 1)
    shape = g_strdup (_("other boundary, by less than 1 m²"));
  else if (difference->change == SGM_IMPORT_CHANGE_MOVES)
    /* Translators: an area of ground that only one of two boundaries has */
    shape = g_strdup_printf (_("other boundary, by %'.0f m²"), difference->size);
  if (kind != NULL && shape != NULL)
    return g_strdup_printf ("%s; %s", kind, shape);
  return g_strdup (kind != NULL ? kind : shape);
}
