/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-import-rings.h"

#include <string.h>

#include "exchange/sgm-import-crs.h"
#include "geo/sgm-geos.h"

#define MIN_VERTICES 4

typedef struct
{
  GArray *coordinates;
  GArray *ring_ends;
  GArray *polygon_ends;
} Rings;

/* Changes one ring in place: returns how many vertices are left of it. */
typedef guint (*RingFunc) (double        *v,
                           guint          n,
                           gboolean       outer,
                           gconstpointer  data);

static void
append_ring (Rings         *rings,
             const double  *v,
             guint          n,
             gboolean       outer,
             RingFunc       func,
             gconstpointer  data)
{
  guint first = rings->coordinates->len;
  guint end;

  g_array_append_vals (rings->coordinates, v, 2 * n);
  n = func (&g_array_index (rings->coordinates, double, first), n, outer, data);
  if (n < MIN_VERTICES)
    n = 0;
  g_array_set_size (rings->coordinates, first + 2 * n);
  end = rings->coordinates->len / 2;
  if (n > 0)
    g_array_append_val (rings->ring_ends, end);
}

static GBytes *
each_ring (GBytes        *wkb,
           RingFunc       func,
           gconstpointer  data)
{
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_from_wkb (wkb, NULL);
  g_autoptr (GArray) coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) ring_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) polygon_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (SgmGeometry) result = NULL;
  Rings rings = { coordinates, ring_ends, polygon_ends };

  for (guint polygon = 0; geometry != NULL && polygon < sgm_geometry_get_n_polygons (geometry); polygon++)
    {
      guint first, end, before = ring_ends->len;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end && (ring == first || ring_ends->len > before); ring++)
        {
          guint n;
          const double *v = sgm_geometry_get_ring (geometry, ring, &n);

          append_ring (&rings, v, n, ring == first, func, data);
        }
      if (ring_ends->len > before)
        g_array_append_val (polygon_ends, ring_ends->len);
    }
  if (polygon_ends->len == 0)
    return NULL;
  result = sgm_geometry_new_polygons ((const double *) coordinates->data,
                                      (const guint *) ring_ends->data, ring_ends->len,
                                      (const guint *) polygon_ends->data, polygon_ends->len);
  return sgm_geometry_to_wkb (result);
}

static guint
drop_repeated (double        *v,
               guint          n,
               gboolean       outer,
               gconstpointer  data)
{
  guint kept = 1;

  for (guint i = 1; i < n; i++)
    if (v[2 * i] != v[2 * kept - 2] || v[2 * i + 1] != v[2 * kept - 1])
      {
        memmove (v + 2 * kept, v + 2 * i, 2 * sizeof *v);
        kept++;
      }
  return kept;
}

/* Outer rings run against the clock, holes with it. */
static guint
turn (double        *v,
      guint          n,
      gboolean       outer,
      gconstpointer  data)
{
  double twice = 0;

  for (guint i = 0; i + 1 < n; i++)
    twice += (v[2 * i] - v[0]) * (v[2 * i + 3] - v[1]) - (v[2 * i + 2] - v[0]) * (v[2 * i + 1] - v[1]);
  if ((twice > 0) == outer)
    return n;
  for (guint i = 0, j = n - 1; i < j; i++, j--)
    {
      double x = v[2 * i], y = v[2 * i + 1];

      v[2 * i] = v[2 * j];
      v[2 * i + 1] = v[2 * j + 1];
      v[2 * j] = x;
      v[2 * j + 1] = y;
    }
  return n;
}

static guint
convert (double        *v,
         guint          n,
         gboolean       outer,
         gconstpointer  data)
{
  const SgmDatum *datum = data;

  for (guint i = 0; i < n; i++)
    {
      sgm_datum_convert (*datum, SGM_DATUM_CGCS2000, &v[2 * i], &v[2 * i + 1]);
      v[2 * i] = sgm_import_crs_round (v[2 * i]);
      v[2 * i + 1] = sgm_import_crs_round (v[2 * i + 1]);
    }
  return n;
}

/* Takes the shape. */
static GBytes *
write_shape (GEOSContextHandle_t  geos,
             GEOSGeometry        *shape)
{
  g_autoptr (SgmGeometry) geometry = shape != NULL ? sgm_geos_to_geometry (geos, shape) : NULL;

  if (shape != NULL)
    GEOSGeom_destroy_r (geos, shape);
  return geometry != NULL ? sgm_geometry_to_wkb (geometry) : NULL;
}

static GBytes *
close_rings (GBytes              *wkb,
             GEOSContextHandle_t  geos)
{
  GEOSWKBReader *reader = GEOSWKBReader_create_r (geos);
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);
  GEOSGeometry *shape;

  GEOSWKBReader_setFixStructure_r (geos, reader, 1);
  shape = GEOSWKBReader_read_r (geos, reader, data, size);
  GEOSWKBReader_destroy_r (geos, reader);
  return write_shape (geos, shape);
}

static GBytes *
make_valid (GBytes              *wkb,
            GEOSContextHandle_t  geos)
{
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_from_wkb (wkb, NULL);

  return geometry != NULL
    ? write_shape (geos, sgm_geos_make_valid (geos, sgm_geos_from_geometry (geos, geometry))) : NULL;
}

/**
 * sgm_import_rings_repair:
 * @wkb: a geometry
 * @repair: to close or turn rings, to drop repeated points, to take crossing
 *   lines apart; any other leaves it as it is
 *
 * Returns: (transfer full) (nullable): the repaired geometry
 */
GBytes *
sgm_import_rings_repair (GBytes              *wkb,
                         SgmImportRepair      repair,
                         GEOSContextHandle_t  geos)
{
  if (repair == SGM_IMPORT_REPAIR_CLOSE)
    return close_rings (wkb, geos);
  if (repair == SGM_IMPORT_REPAIR_VERTICES)
    return each_ring (wkb, drop_repeated, NULL);
  if (repair == SGM_IMPORT_REPAIR_ORDER)
    return each_ring (wkb, turn, NULL);
  if (repair == SGM_IMPORT_REPAIR_VALID || repair == SGM_IMPORT_REPAIR_RESHAPE)
    return make_valid (wkb, geos);
  return g_bytes_ref (wkb);
}

/**
 * sgm_import_rings_convert:
 * @wkb: a geometry
 * @datum: what its coordinates are in
 *
 * Returns: (transfer full) (nullable): the same in CGCS2000
 */
GBytes *
sgm_import_rings_convert (GBytes   *wkb,
                          SgmDatum  datum)
{
  return each_ring (wkb, convert, &datum);
}
