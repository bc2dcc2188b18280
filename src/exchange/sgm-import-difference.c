/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-difference.h"

#include <math.h>

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
 * @there: the area as it is
 * @name: its name in the file
 * @kind: its kind in the file
 * @geometry: (nullable): its boundary in the file, EPSG:4490 with x =
 *   longitude; %NULL where that is the same
 *
 * Returns: (transfer full): what the file would change of it
 */
SgmImportDifference *
sgm_import_difference_new (const SgmArea     *there,
                           const char        *name,
                           SgmAreaKind        kind,
                           const SgmGeometry *geometry)
{
  SgmImportDifference *difference = g_new0 (SgmImportDifference, 1);

  difference->code = g_strdup (there->code);
  difference->name = g_strdup (there->name);
  difference->new_name = g_str_equal (name, there->name) ? NULL : g_strdup (name);
  difference->new_kind = kind != there->kind ? kind : SGM_AREA_KIND_NONE;
  difference->other_shape = geometry != NULL;
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
