/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-geometry-private.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* Well-known binary of OGC 06-103r4, part 8: a byte for the order of bytes,
 * a type, then counts and coordinates. Only the two-dimensional types that
 * the program's tables hold are taken. */
enum
{
  WKB_BIG_ENDIAN = 0,
  WKB_LITTLE_ENDIAN = 1,
  WKB_POINT = 1,
  WKB_POLYGON = 3,
  WKB_MULTIPOLYGON = 6,
};

#define HEADER_SIZE 5
#define VERTEX_SIZE (2 * sizeof (double))
#define MIN_RING_VERTICES 4

/* What comes before the vertices of a multipolygon of one ring: two headers,
 * and the numbers of polygons, rings and vertices. */
#define PLAIN_OFFSET (2 * HEADER_SIZE + 3 * sizeof (guint32))

typedef struct
{
  const guint8 *data;
  gsize left;
  gboolean swap;
  GArray *coordinates;
  GArray *ring_ends;
  GArray *polygon_ends;
  GError **error;
} Reader;

static gboolean
fail (Reader     *reader,
      const char *message)
{
  g_set_error_literal (reader->error, SGM_ERROR, SGM_ERROR_INVALID, message);
  return FALSE;
}

static gboolean
fail_short (Reader *reader)
{
  return fail (reader, _("A geometry ends too early."));
}

static gboolean
read_uint (Reader  *reader,
           guint32 *value)
{
  guint32 raw;

  if (reader->left < sizeof raw)
    return fail_short (reader);

  memcpy (&raw, reader->data, sizeof raw);
  *value = reader->swap ? GUINT32_SWAP_LE_BE (raw) : raw;
  reader->data += sizeof raw;
  reader->left -= sizeof raw;
  return TRUE;
}

static gboolean
read_header (Reader  *reader,
             guint32 *type)
{
  guint8 order;

  if (reader->left < HEADER_SIZE)
    return fail_short (reader);

  order = *reader->data++;
  reader->left--;
  if (order != WKB_BIG_ENDIAN && order != WKB_LITTLE_ENDIAN)
    return fail (reader, _("A geometry is not in well-known binary form."));

  reader->swap = (order == WKB_LITTLE_ENDIAN) != (G_BYTE_ORDER == G_LITTLE_ENDIAN);
  return read_uint (reader, type);
}

/* Appends @n vertices to the coordinates. */
static gboolean
read_vertices (Reader  *reader,
               guint32  n)
{
  guint first = reader->coordinates->len;
  double *v;

  if (reader->left / VERTEX_SIZE < n)
    return fail_short (reader);

  g_array_set_size (reader->coordinates, first + 2 * n);
  v = &g_array_index (reader->coordinates, double, first);
  memcpy (v, reader->data, n * VERTEX_SIZE);
  reader->data += n * VERTEX_SIZE;
  reader->left -= n * VERTEX_SIZE;
  if (reader->swap)
    for (guint i = 0; i < 2 * n; i++)
      {
        guint64 raw;

        memcpy (&raw, v + i, sizeof raw);
        raw = GUINT64_SWAP_LE_BE (raw);
        memcpy (v + i, &raw, sizeof raw);
      }

  /* Written so that NaN fails, too. */
  for (guint i = 0; i < n; i++)
    if (!(fabs (v[2 * i]) <= 180 && fabs (v[2 * i + 1]) <= 90))
      return fail (reader, _("A geometry has coordinates that are no longitude and latitude."));
  return TRUE;
}

static gboolean
read_ring (Reader *reader)
{
  guint first = reader->coordinates->len;
  const double *v, *last;
  guint32 n;
  guint end;

  if (!read_uint (reader, &n))
    return FALSE;
  if (n < MIN_RING_VERTICES)
    return fail (reader, _("A polygon has a ring of too few points."));
  if (!read_vertices (reader, n))
    return FALSE;

  v = &g_array_index (reader->coordinates, double, first);
  last = v + 2 * (n - 1);
  if (v[0] != last[0] || v[1] != last[1])
    return fail (reader, _("A polygon has a ring that is not closed."));

  end = reader->coordinates->len / 2;
  g_array_append_val (reader->ring_ends, end);
  return TRUE;
}

/* What follows a polygon's header. */
static gboolean
read_polygon (Reader *reader)
{
  guint32 n_rings;

  if (!read_uint (reader, &n_rings))
    return FALSE;
  if (n_rings == 0)
    return fail (reader, _("A polygon is empty."));

  for (guint32 i = 0; i < n_rings; i++)
    if (!read_ring (reader))
      return FALSE;
  g_array_append_val (reader->polygon_ends, reader->ring_ends->len);
  return TRUE;
}

static gboolean
read_multipolygon (Reader *reader)
{
  guint32 n_polygons;

  if (!read_uint (reader, &n_polygons))
    return FALSE;
  if (n_polygons == 0)
    return fail (reader, _("A polygon is empty."));

  for (guint32 i = 0; i < n_polygons; i++)
    {
      guint32 type;

      if (!read_header (reader, &type))
        return FALSE;
      if (type != WKB_POLYGON)
        return fail (reader, _("A geometry is neither a point nor polygons."));
      if (!read_polygon (reader))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_geometry (Reader *reader)
{
  guint32 type;
  gboolean ok;

  if (!read_header (reader, &type))
    return FALSE;

  if (type == WKB_POINT)
    ok = read_vertices (reader, 1);
  else if (type == WKB_POLYGON)
    ok = read_polygon (reader);
  else if (type == WKB_MULTIPOLYGON)
    ok = read_multipolygon (reader);
  else
    return fail (reader, _("A geometry is neither a point nor polygons."));

  if (ok && reader->left > 0)
    return fail (reader, _("A geometry is followed by something else."));
  return ok;
}

/* Most areas have one ring, whose vertices are the end of their form. There
 * they can be used as they are, if they lie as numbers have to. */
static void
share_vertices (SgmGeometry  *geometry,
                const Reader *reader,
                GBytes       *wkb)
{
  const guint8 *vertices = reader->data - geometry->plain_ends[0] * VERTEX_SIZE;

  if (geometry->n_rings != 1 || reader->swap || (guintptr) vertices % sizeof (double) != 0)
    return;
  g_free ((gpointer) geometry->coordinates);
  geometry->coordinates = (const double *) vertices;
  geometry->wkb = g_bytes_ref (wkb);
}

/**
 * sgm_geometry_new_from_wkb:
 * @wkb: a POINT, POLYGON or MULTIPOLYGON in ISO well-known binary of either
 *   byte order, in degrees, x = longitude
 *
 * Trusts nothing: sizes, counts, coordinates and the closing of rings are
 * checked. Whether rings cross is not. The geometry may keep @wkb, see
 * sgm_wkb_new().
 *
 * Returns: (transfer full): the geometry, or %NULL with %SGM_ERROR_INVALID
 */
SgmGeometry *
sgm_geometry_new_from_wkb (GBytes  *wkb,
                           GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (wkb, &size);
  g_autoptr (GArray) coordinates = NULL;
  g_autoptr (GArray) ring_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) polygon_ends = g_array_new (FALSE, FALSE, sizeof (guint));
  Reader reader = { data, size, FALSE, NULL, ring_ends, polygon_ends, error };
  SgmGeometry *geometry;

  if (size > G_MAXINT32)
    {
      fail (&reader, _("A geometry is too large."));
      return NULL;
    }

  coordinates = g_array_sized_new (FALSE, FALSE, sizeof (double), size / sizeof (double));
  reader.coordinates = coordinates;
  if (!read_geometry (&reader))
    return NULL;

  if (polygon_ends->len == 0)
    return sgm_geometry_new_point (g_array_index (coordinates, double, 0),
                                   g_array_index (coordinates, double, 1));
  geometry = sgm_geometry_new_polygons ((const double *) coordinates->data,
                                        (const guint *) ring_ends->data, ring_ends->len,
                                        (const guint *) polygon_ends->data, polygon_ends->len);
  share_vertices (geometry, &reader, wkb);
  return geometry;
}

/**
 * sgm_wkb_new:
 * @data: (array length=size): a geometry's well-known binary form
 * @size: how many bytes
 *
 * Makes a copy that lies in memory so that the vertices of a plain polygon
 * begin where numbers may: a geometry read from it uses them in their place.
 *
 * Returns: (transfer full): the copy
 */
GBytes *
sgm_wkb_new (gconstpointer data,
             gsize         size)
{
  const gsize before = sizeof (double) - PLAIN_OFFSET % sizeof (double);
  guint8 *place = g_malloc (before + size);

  if (size > 0)
    memcpy (place + before, data, size);
  return g_bytes_new_with_free_func (place + before, size, g_free, place);
}

static void
write_uint (GByteArray *out,
            guint32     value)
{
  guint32 raw = GUINT32_TO_LE (value);

  g_byte_array_append (out, (const guint8 *) &raw, sizeof raw);
}

static void
write_header (GByteArray *out,
              guint32     type)
{
  const guint8 order = WKB_LITTLE_ENDIAN;

  g_byte_array_append (out, &order, 1);
  write_uint (out, type);
}

static void
write_vertices (GByteArray   *out,
                const double *v,
                guint         n)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  g_byte_array_append (out, (const guint8 *) v, n * VERTEX_SIZE);
#else
  for (guint i = 0; i < 2 * n; i++)
    {
      guint64 raw;

      memcpy (&raw, v + i, sizeof raw);
      raw = GUINT64_TO_LE (raw);
      g_byte_array_append (out, (const guint8 *) &raw, sizeof raw);
    }
#endif
}

static void
write_polygon (GByteArray        *out,
               const SgmGeometry *geometry,
               guint              polygon)
{
  guint first, end;

  sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
  write_header (out, WKB_POLYGON);
  write_uint (out, end - first);
  for (guint ring = first; ring < end; ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (geometry, ring, &n);

      write_uint (out, n);
      write_vertices (out, v, n);
    }
}

/**
 * sgm_geometry_to_wkb:
 * @geometry: a geometry
 *
 * Returns: (transfer full): a MULTIPOLYGON or POINT in little-endian ISO
 *   well-known binary
 */
GBytes *
sgm_geometry_to_wkb (const SgmGeometry *geometry)
{
  GByteArray *out = g_byte_array_new ();

  if (sgm_geometry_is_point (geometry))
    {
      write_header (out, WKB_POINT);
      write_vertices (out, (double[]) { geometry->box.min_x, geometry->box.min_y }, 1);
    }
  else
    {
      write_header (out, WKB_MULTIPOLYGON);
      write_uint (out, geometry->n_polygons);
      for (guint i = 0; i < geometry->n_polygons; i++)
        write_polygon (out, geometry, i);
    }
  return g_byte_array_free_to_bytes (out);
}
