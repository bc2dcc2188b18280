/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-probe.h"

#include <geos_c.h>
#include <math.h>

/* Areas that differ by a smaller part than this are the same. */
#define SAME_AREA 1e-9

struct _SgmProbe
{
  GEOSContextHandle_t geos;
  GEOSGeometry *shape;
  const GEOSPreparedGeometry *prepared;
};

static GEOSGeometry *
make_ring (GEOSContextHandle_t  geos,
           const SgmGeometry   *geometry,
           guint                ring)
{
  guint n;
  const double *v = sgm_geometry_get_ring (geometry, ring, &n);

  return GEOSGeom_createLinearRing_r (geos, GEOSCoordSeq_copyFromBuffer_r (geos, v, n, 0, 0));
}

static GEOSGeometry *
make_polygon (GEOSContextHandle_t  geos,
              const SgmGeometry   *geometry,
              guint                polygon)
{
  g_autofree GEOSGeometry **holes = NULL;
  guint first, end;

  sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
  holes = g_new (GEOSGeometry *, end - first);
  for (guint ring = first + 1; ring < end; ring++)
    holes[ring - first - 1] = make_ring (geos, geometry, ring);
  return GEOSGeom_createPolygon_r (geos, make_ring (geos, geometry, first), holes, end - first - 1);
}

static GEOSGeometry *
make_geos (GEOSContextHandle_t  geos,
           const SgmGeometry   *geometry)
{
  guint n = sgm_geometry_get_n_polygons (geometry);
  g_autofree GEOSGeometry **polygons = NULL;

  if (n == 0)
    return GEOSGeom_createPointFromXY_r (geos, sgm_geometry_get_box (geometry)->min_x,
                                         sgm_geometry_get_box (geometry)->min_y);
  if (n == 1)
    return make_polygon (geos, geometry, 0);
  polygons = g_new (GEOSGeometry *, n);
  for (guint i = 0; i < n; i++)
    polygons[i] = make_polygon (geos, geometry, i);
  return GEOSGeom_createCollection_r (geos, GEOS_MULTIPOLYGON, polygons, n);
}

/* A line drawn by hand may cross itself, which GEOS's predicates do not
 * take. The empty buffer leaves only what has an area. */
static GEOSGeometry *
make_valid (GEOSContextHandle_t  geos,
            GEOSGeometry        *shape)
{
  GEOSGeometry *valid;
  GEOSGeometry *filled;

  if (shape == NULL || GEOSisValid_r (geos, shape) == 1)
    return shape;
  valid = GEOSMakeValid_r (geos, shape);
  GEOSGeom_destroy_r (geos, shape);
  if (valid == NULL)
    return NULL;
  filled = GEOSBuffer_r (geos, valid, 0, 8);
  GEOSGeom_destroy_r (geos, valid);
  return filled;
}

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
  probe->shape = make_valid (probe->geos, make_geos (probe->geos, shape));
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
  GEOSGeometry *other = make_geos (probe->geos, geometry);
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
  GEOSGeometry *other = make_geos (probe->geos, geometry);
  gboolean is_near = other != NULL && probe->prepared != NULL
                     && GEOSPreparedDistanceWithin_r (probe->geos, probe->prepared, other,
                                                      degrees) == 1;

  if (other != NULL)
    GEOSGeom_destroy_r (probe->geos, other);
  return is_near;
}

static void
append_ring (GEOSContextHandle_t  geos,
             const GEOSGeometry  *ring,
             GArray              *coordinates,
             GArray              *ring_ends)
{
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r (geos, ring);
  guint first = coordinates->len / 2;
  guint n;

  GEOSCoordSeq_getSize_r (geos, sequence, &n);
  g_array_set_size (coordinates, coordinates->len + 2 * n);
  GEOSCoordSeq_copyToBuffer_r (geos, sequence,
                               &g_array_index (coordinates, double, 2 * (gsize) first), 0, 0);
  n += first;
  g_array_append_val (ring_ends, n);
}

static SgmGeometry *
read_geos (GEOSContextHandle_t  geos,
           const GEOSGeometry  *geometry)
{
  g_autoptr (GArray) coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ring_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) polygon_ends = g_array_new (FALSE, FALSE, sizeof (guint));

  for (int i = 0; i < GEOSGetNumGeometries_r (geos, geometry); i++)
    {
      const GEOSGeometry *polygon = GEOSGetGeometryN_r (geos, geometry, i);

      if (GEOSGeomTypeId_r (geos, polygon) != GEOS_POLYGON || GEOSisEmpty_r (geos, polygon) == 1)
        continue;
      append_ring (geos, GEOSGetExteriorRing_r (geos, polygon), coordinates, ring_ends);
      for (int hole = 0; hole < GEOSGetNumInteriorRings_r (geos, polygon); hole++)
        append_ring (geos, GEOSGetInteriorRingN_r (geos, polygon, hole), coordinates, ring_ends);
      g_array_append_val (polygon_ends, ring_ends->len);
    }
  if (polygon_ends->len == 0)
    return NULL;
  return sgm_geometry_new_polygons ((const double *) coordinates->data,
                                    (const guint *) ring_ends->data, ring_ends->len,
                                    (const guint *) polygon_ends->data, polygon_ends->len);
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
    members[i] = make_geos (geos, parts[i]);
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, members, n_parts);
  merged = all != NULL ? merge (geos, all) : NULL;
  if (merged != NULL)
    {
      result = read_geos (geos, merged);
      GEOSGeom_destroy_r (geos, merged);
    }
  if (all != NULL)
    GEOSGeom_destroy_r (geos, all);
  GEOS_finish_r (geos);
  return result;
}
