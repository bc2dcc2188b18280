/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-probe.h"

#include <math.h>

#include "geo/sgm-geos.h"

/* Areas that differ by a smaller part than this are the same. */
#define SAME_AREA 1e-9

struct _SgmProbe
{
  GEOSContextHandle_t geos;
  GEOSGeometry *shape;
  const GEOSPreparedGeometry *prepared;
};

/**
 * sgm_probe_new:
 * @shape: a multipolygon
 *
 * Returns: (transfer full): the shape, ready to be compared with others
 */
SgmProbe *
sgm_probe_new (const SgmGeometry *shape)
{
  SgmProbe *probe = g_new0 (SgmProbe, 1);

  probe->geos = GEOS_init_r ();
  probe->shape = sgm_geos_make_valid (probe->geos, sgm_geos_from_geometry (probe->geos, shape));
  if (probe->shape != NULL)
    probe->prepared = GEOSPrepare_r (probe->geos, probe->shape);
  return probe;
}

void
sgm_probe_free (SgmProbe *probe)
{
  if (probe->prepared != NULL)
    GEOSPreparedGeom_destroy_r (probe->geos, probe->prepared);
  if (probe->shape != NULL)
    GEOSGeom_destroy_r (probe->geos, probe->shape);
  GEOS_finish_r (probe->geos);
  g_free (probe);
}

/**
 * sgm_probe_meets:
 * @probe: a shape
 * @geometry: what may be in it
 *
 * Returns: whether some of @geometry is in the shape; a border in common is
 *   not enough
 */
gboolean
sgm_probe_meets (SgmProbe          *probe,
                 const SgmGeometry *geometry)
{
  GEOSGeometry *other = sgm_geos_from_geometry (probe->geos, geometry);
  gboolean meets = other != NULL && probe->prepared != NULL
                   && GEOSPreparedIntersects_r (probe->geos, probe->prepared, other) == 1
                   && GEOSPreparedTouches_r (probe->geos, probe->prepared, other) != 1;

  if (other != NULL)
    GEOSGeom_destroy_r (probe->geos, other);
  return meets;
}

/**
 * sgm_probe_is_near:
 * @probe: a shape
 * @geometry: another one
 * @degrees: how far apart they may be
 *
 * Returns: whether @geometry comes so near to the shape
 */
gboolean
sgm_probe_is_near (SgmProbe          *probe,
                   const SgmGeometry *geometry,
                   double             degrees)
{
  GEOSGeometry *other = sgm_geos_from_geometry (probe->geos, geometry);
  gboolean is_near = other != NULL && probe->prepared != NULL
                     && GEOSPreparedDistanceWithin_r (probe->geos, probe->prepared, other,
                                                      degrees) == 1;

  if (other != NULL)
    GEOSGeom_destroy_r (probe->geos, other);
  return is_near;
}

/* Where neighbours share their borders vertex for vertex, it is enough to take
 * away what is there twice, many times as fast as finding where they meet. It
 * is known to have gone well by its area. */
static GEOSGeometry *
merge (GEOSContextHandle_t  geos,
       const GEOSGeometry  *all)
{
  GEOSGeometry *merged = GEOSCoverageUnion_r (geos, all);
  double before = 0, after = 0;

  if (merged != NULL
      && GEOSArea_r (geos, all, &before) == 1 && GEOSArea_r (geos, merged, &after) == 1
      && fabs (after - before) <= SAME_AREA * before)
    return merged;
  if (merged != NULL)
    GEOSGeom_destroy_r (geos, merged);
  return GEOSUnaryUnion_r (geos, all);
}

/**
 * sgm_probe_merge:
 * @parts: multipolygons that do not overlap
 * @n_parts: how many
 *
 * Takes some milliseconds for a hundred parts: not for the main thread.
 *
 * Returns: (transfer full) (nullable): all of them as one, without the borders
 *   that two of them share vertex for vertex; %NULL where there is nothing left
 */
SgmGeometry *
sgm_probe_merge (const SgmGeometry *const *parts,
                 guint                     n_parts)
{
  g_autofree GEOSGeometry **members = NULL;
  GEOSContextHandle_t geos;
  GEOSGeometry *all;
  GEOSGeometry *merged;
  SgmGeometry *result = NULL;

  if (n_parts == 1)
    return sgm_geometry_ref ((SgmGeometry *) parts[0]);
  geos = GEOS_init_r ();
  members = g_new (GEOSGeometry *, n_parts);
  for (guint i = 0; i < n_parts; i++)
    members[i] = sgm_geos_from_geometry (geos, parts[i]);
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, members, n_parts);
  merged = all != NULL ? merge (geos, all) : NULL;
  if (merged != NULL)
    {
      result = sgm_geos_to_geometry (geos, merged);
      GEOSGeom_destroy_r (geos, merged);
    }
  if (all != NULL)
    GEOSGeom_destroy_r (geos, all);
  GEOS_finish_r (geos);
  return result;
}
