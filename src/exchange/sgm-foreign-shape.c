/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-shape.h"

#include <math.h>
#include <string.h>

#include <glib/gi18n-lib.h>

/* Well-known binary, see geo/sgm-wkb.c. */
enum
{
  WKB_POINT = 1,
  WKB_LINE = 2,
  WKB_POLYGON = 3,
  WKB_MULTILINE = 5,
  WKB_MULTIPOLYGON = 6,
};

#define MIN_RING_VERTICES 4
#define MAX_DEPTH 16

/* Parts of one geometry, sorted by their kind. */
typedef struct
{
  gboolean close_lines;
  GByteArray *polygons;
  GByteArray *lines;
  guint n_polygons;
  guint n_lines;
  guint n_points;
  double point[2];
  guint n_rings;
  gsize n_vertices;
  GArray *vertices; /* x, y of the line or ring at hand */
  char *fault;
} Sorter;

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
  const guint8 little_endian = 1;

  g_byte_array_append (out, &little_endian, 1);
  write_uint (out, type);
}

static void
write_doubles (GByteArray   *out,
               const double *values,
               gsize         n)
{
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  g_byte_array_append (out, (const guint8 *) values, n * sizeof (double));
#else
  for (gsize i = 0; i < n; i++)
    {
      guint64 raw;

      memcpy (&raw, values + i, sizeof raw);
      raw = GUINT64_TO_LE (raw);
      g_byte_array_append (out, (const guint8 *) &raw, sizeof raw);
    }
#endif
}

static gboolean
fail (Sorter *sorter,
      char   *fault)
{
  g_free (sorter->fault);
  sorter->fault = fault;
  return FALSE;
}

/**
 * sgm_foreign_shape_say_many_rings:
 * @n_rings: how many there are
 *
 * Returns: (transfer full): a sentence that says that they are too many
 */
char *
sgm_foreign_shape_say_many_rings (guint n_rings)
{
  return g_strdup_printf (_("The boundary has %u rings; more than %u are not taken."),
                          n_rings, SGM_FOREIGN_MAX_RINGS);
}

static gboolean
check_coordinates (Sorter       *sorter,
                   const double *values,
                   gsize         n)
{
  for (gsize i = 0; i < n; i++)
    {
      /* Written so that NaN fails, too. */
      if (G_LIKELY (fabs (values[i]) <= SGM_FOREIGN_MAX_COORDINATE))
        continue;
      if (isfinite (values[i]))
        return fail (sorter, g_strdup (_("The shape has coordinates that lie nowhere on Earth.")));
      return fail (sorter, g_strdup (_("The shape has a coordinate that is no number.")));
    }
  return TRUE;
}

/* The vertices of a line or ring, checked. */
static gboolean
load_vertices (Sorter       *sorter,
               OGRGeometryH  line)
{
  int n = OGR_G_GetPointCount (line);
  double *values;

  sorter->n_vertices += n;
  if (sorter->n_vertices > SGM_FOREIGN_MAX_VERTICES)
    return fail (sorter, g_strdup_printf (_("The shape has more than %u points."),
                                          SGM_FOREIGN_MAX_VERTICES));
  g_array_set_size (sorter->vertices, 2 * n);
  if (n == 0)
    return TRUE;
  values = (double *) sorter->vertices->data;
  OGR_G_GetPoints (line, values, 2 * sizeof (double), values + 1, 2 * sizeof (double), NULL, 0);
  return check_coordinates (sorter, values, 2 * n);
}

static gboolean
is_closed (const GArray *vertices)
{
  const double *first = (const double *) vertices->data;
  const double *last = first + vertices->len - 2;

  return vertices->len >= 2 * MIN_RING_VERTICES && first[0] == last[0] && first[1] == last[1];
}

static void
write_ring (Sorter     *sorter,
            GByteArray *out)
{
  write_uint (out, sorter->vertices->len / 2);
  write_doubles (out, (const double *) sorter->vertices->data, sorter->vertices->len);
}

/* Closes the ring at hand. A ring of fewer than three corners encloses
 * nothing and is left out. */
static gboolean
close_ring (Sorter *sorter)
{
  GArray *vertices = sorter->vertices;

  if (vertices->len < 2 * (MIN_RING_VERTICES - 1))
    return FALSE;
  if (!is_closed (vertices))
    {
      const double *first = (const double *) vertices->data;
      const double closing[] = { first[0], first[1] };

      g_array_append_vals (vertices, closing, 2);
    }
  return vertices->len >= 2 * MIN_RING_VERTICES;
}

static gboolean
add_polygon (Sorter       *sorter,
             OGRGeometryH  polygon)
{
  int n = OGR_G_GetGeometryCount (polygon);
  guint begin = sorter->polygons->len;
  guint32 n_written = 0;

  sorter->n_rings += n;
  if (sorter->n_rings > SGM_FOREIGN_MAX_RINGS)
    return fail (sorter, sgm_foreign_shape_say_many_rings (sorter->n_rings));

  write_header (sorter->polygons, WKB_POLYGON);
  write_uint (sorter->polygons, 0);
  for (int i = 0; i < n; i++)
    {
      if (!load_vertices (sorter, OGR_G_GetGeometryRef (polygon, i)))
        return FALSE;
      if (close_ring (sorter))
        {
          write_ring (sorter, sorter->polygons);
          n_written++;
        }
      else if (i == 0)
        break;
    }
  if (n_written == 0)
    {
      g_byte_array_set_size (sorter->polygons, begin);
      return TRUE;
    }
  n_written = GUINT32_TO_LE (n_written);
  memcpy (sorter->polygons->data + begin + 5, &n_written, sizeof n_written);
  sorter->n_polygons++;
  return TRUE;
}

static gboolean
add_line (Sorter       *sorter,
          OGRGeometryH  line)
{
  if (!load_vertices (sorter, line))
    return FALSE;
  if (sorter->close_lines && is_closed (sorter->vertices))
    {
      if (++sorter->n_rings > SGM_FOREIGN_MAX_RINGS)
        return fail (sorter, sgm_foreign_shape_say_many_rings (sorter->n_rings));
      write_header (sorter->polygons, WKB_POLYGON);
      write_uint (sorter->polygons, 1);
      write_ring (sorter, sorter->polygons);
      sorter->n_polygons++;
    }
  else if (sorter->vertices->len >= 4)
    {
      write_header (sorter->lines, WKB_LINE);
      write_ring (sorter, sorter->lines);
      sorter->n_lines++;
    }
  return TRUE;
}

static gboolean
add_point (Sorter       *sorter,
           OGRGeometryH  point)
{
  if (OGR_G_IsEmpty (point))
    return TRUE;
  if (++sorter->n_points > SGM_FOREIGN_MAX_VERTICES)
    return fail (sorter, g_strdup_printf (_("The shape has more than %u points."),
                                          SGM_FOREIGN_MAX_VERTICES));
  sorter->point[0] = OGR_G_GetX (point, 0);
  sorter->point[1] = OGR_G_GetY (point, 0);
  return check_coordinates (sorter, sorter->point, 2);
}

static gboolean
add_geometry (Sorter       *sorter,
              OGRGeometryH  geometry,
              guint         depth)
{
  OGRwkbGeometryType type = OGR_GT_Flatten (OGR_G_GetGeometryType (geometry));

  if (depth > MAX_DEPTH)
    return fail (sorter, g_strdup (_("The shape consists of too many shapes within each other.")));
  if (type == wkbPoint)
    return add_point (sorter, geometry);
  if (type == wkbLineString || type == wkbLinearRing)
    return add_line (sorter, geometry);
  if (type == wkbPolygon || type == wkbTriangle)
    return add_polygon (sorter, geometry);

  for (int i = 0; i < OGR_G_GetGeometryCount (geometry); i++)
    if (!add_geometry (sorter, OGR_G_GetGeometryRef (geometry, i), depth + 1))
      return FALSE;
  return TRUE;
}

static GBytes *
make_collection (guint32           type,
                 guint             n,
                 const GByteArray *parts)
{
  GByteArray *out = g_byte_array_sized_new (parts->len + 9);

  write_header (out, type);
  write_uint (out, n);
  g_byte_array_append (out, parts->data, parts->len);
  return g_byte_array_free_to_bytes (out);
}

/* Areas count before lines, and lines before points. */
static GBytes *
end (Sorter *sorter)
{
  GByteArray *out;

  if (sorter->n_polygons > 0)
    return make_collection (WKB_MULTIPOLYGON, sorter->n_polygons, sorter->polygons);
  if (sorter->n_rings > 0)
    {
      fail (sorter, g_strdup (_("The boundary encloses nothing: it has fewer than three corners.")));
      return NULL;
    }
  if (sorter->n_lines > 0)
    return make_collection (WKB_MULTILINE, sorter->n_lines, sorter->lines);
  if (sorter->n_points > 1)
    {
      fail (sorter, g_strdup (_("The row has several points; a single one is needed.")));
      return NULL;
    }
  if (sorter->n_points == 0)
    return NULL;

  out = g_byte_array_new ();
  write_header (out, WKB_POINT);
  write_doubles (out, sorter->point, 2);
  return g_byte_array_free_to_bytes (out);
}

/**
 * sgm_foreign_shape_to_wkb:
 * @geometry: a geometry of GDAL's, of any kind
 * @close_lines: whether a line that ends where it begins is a polygon
 * @fault: (out): a sentence that says why it is not taken, or %NULL
 *
 * Makes a plain shape of it: curves become lines, heights and measures are
 * left out, collections are merged, rings are closed, and rings of no size
 * left out. Nothing is trusted; whether rings cross is not looked at.
 *
 * Returns: (nullable) (transfer full): a POINT, MULTILINESTRING or
 *   MULTIPOLYGON in little-endian ISO well-known binary; %NULL if it is empty
 *   or at fault
 */
GBytes *
sgm_foreign_shape_to_wkb (OGRGeometryH   geometry,
                          gboolean       close_lines,
                          char         **fault)
{
  Sorter sorter = { .close_lines = close_lines };
  OGRGeometryH linear = NULL;
  GBytes *wkb = NULL;

  sorter.polygons = g_byte_array_new ();
  sorter.lines = g_byte_array_new ();
  sorter.vertices = g_array_new (FALSE, FALSE, sizeof (double));
  if (OGR_G_HasCurveGeometry (geometry, TRUE))
    linear = OGR_G_GetLinearGeometry (geometry, 0, NULL);

  if (add_geometry (&sorter, linear != NULL ? linear : geometry, 0))
    wkb = end (&sorter);

  if (linear != NULL)
    OGR_G_DestroyGeometry (linear);
  g_byte_array_unref (sorter.polygons);
  g_byte_array_unref (sorter.lines);
  g_array_unref (sorter.vertices);
  *fault = sorter.fault;
  return wkb;
}
