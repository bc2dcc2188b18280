/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-geos.h"

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

/**
 * sgm_geos_from_geometry:
 * @geos: a context
 * @geometry: a geometry
 *
 * Returns: (transfer full) (nullable): the same for GEOS: a point, a polygon
 *   or a multipolygon
 */
GEOSGeometry *
sgm_geos_from_geometry (GEOSContextHandle_t  geos,
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

/**
 * sgm_geos_make_valid:
 * @geos: a context
 * @shape: (transfer full) (nullable): polygons whose lines may cross
 *
 * GEOS's predicates take no lines that cross themselves. The empty buffer
 * leaves only what has an area.
 *
 * Returns: (transfer full) (nullable): what an even-odd fill of it would fill,
 *   the same where it is valid
 */
GEOSGeometry *
sgm_geos_make_valid (GEOSContextHandle_t  geos,
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

/**
 * sgm_geos_to_geometry:
 * @geos: a context
 * @geometry: any geometry
 *
 * Returns: (transfer full) (nullable): the polygons in it, %NULL where it has
 *   none
 */
SgmGeometry *
sgm_geos_to_geometry (GEOSContextHandle_t  geos,
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
