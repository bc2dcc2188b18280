/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-border-lines.h"

#include <math.h>
#include <string.h>

/* Coordinates are compared in ten millionths of a degree, a centimetre. */
#define UNITS_PER_DEGREE 1e7

/* An edge between two vertices, the smaller one first. */
typedef struct
{
  gint32 x1, y1, x2, y2;
} Edge;

/* The areas on both sides of an edge. */
typedef struct
{
  Edge edge;
  guint areas[2];
} Side;

static guint
hash_edge (gconstpointer key)
{
  const Edge *edge = key;
  guint64 a = (guint64) (guint32) edge->x1 << 32 | (guint32) edge->y1;
  guint64 b = (guint64) (guint32) edge->x2 << 32 | (guint32) edge->y2;

  return (a * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)
          ^ b * G_GUINT64_CONSTANT (0xc2b2ae3d27d4eb4f)) >> 32;
}

static gboolean
edges_equal (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

static Edge
make_edge (const double *from,
           const double *to)
{
  gint32 x1 = lrint (from[0] * UNITS_PER_DEGREE);
  gint32 y1 = lrint (from[1] * UNITS_PER_DEGREE);
  gint32 x2 = lrint (to[0] * UNITS_PER_DEGREE);
  gint32 y2 = lrint (to[1] * UNITS_PER_DEGREE);

  if (x2 < x1 || (x2 == x1 && y2 < y1))
    return (Edge) { x2, y2, x1, y1 };
  return (Edge) { x1, y1, x2, y2 };
}

/* Who is on either side of each edge of the level. */
static GHashTable *
find_sides (SgmAreaSet *areas,
            guint       first,
            guint       end)
{
  GHashTable *sides = g_hash_table_new_full (hash_edge, edges_equal, NULL, g_free);

  for (guint index = first; index < end; index++)
    {
      const SgmGeometry *geometry = sgm_area_set_get (areas, index)->geometry;

      for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
        {
          guint n;
          const double *vertices = sgm_geometry_get_ring (geometry, ring, &n);

          for (guint i = 0; i + 1 < n; i++)
            {
              Edge edge = make_edge (vertices + 2 * i, vertices + 2 * i + 2);
              Side *side = g_hash_table_lookup (sides, &edge);

              if (side != NULL)
                {
                  side->areas[1] = index;
                  continue;
                }
              side = g_new (Side, 1);
              *side = (Side) { edge, { index, SGM_AREA_NONE } };
              g_hash_table_insert (sides, &side->edge, side);
            }
        }
    }
  return sides;
}

/* Who is beyond an edge of an area, or SGM_AREA_NONE. */
static guint
get_neighbour (GHashTable   *sides,
               guint         area,
               const double *vertices,
               guint         i)
{
  Edge edge = make_edge (vertices + 2 * i, vertices + 2 * i + 2);
  const Side *side = g_hash_table_lookup (sides, &edge);

  return side->areas[0] == area ? side->areas[1] : side->areas[0];
}

static void
line_free (SgmBorderLine *line)
{
  g_free (line->points);
  g_free (line);
}

/* Adds @n_edges edges of a ring from edge @start on, over its seam. */
static void
add_line (GPtrArray    *lines,
          guint         a,
          guint         b,
          const double *vertices,
          guint         n_vertices,
          guint         start,
          guint         n_edges)
{
  SgmBorderLine *line = g_new (SgmBorderLine, 1);

  line->a = a;
  line->b = b;
  line->n_points = n_edges + 1;
  line->points = g_new (double, 2 * line->n_points);
  for (guint i = 0; i < line->n_points; i++)
    memcpy (line->points + 2 * i, vertices + 2 * ((start + i) % (n_vertices - 1)),
            2 * sizeof (double));
  g_ptr_array_add (lines, line);
}

/* Cuts a ring where the neighbour changes. Each line is met in both areas'
 * rings and taken from the one with the lower index. */
static void
add_ring (GPtrArray    *lines,
          GHashTable   *sides,
          guint         area,
          const double *vertices,
          guint         n_vertices)
{
  guint n_edges = n_vertices - 1;
  guint first = 0;
  guint done = 0;

  while (first + 1 < n_edges
         && get_neighbour (sides, area, vertices, first)
            == get_neighbour (sides, area, vertices, first + 1))
    first++;
  first = (first + 1) % n_edges;

  while (done < n_edges)
    {
      guint start = (first + done) % n_edges;
      guint neighbour = get_neighbour (sides, area, vertices, start);
      guint length = 1;

      while (done + length < n_edges
             && get_neighbour (sides, area, vertices, (start + length) % n_edges) == neighbour)
        length++;
      if (neighbour != SGM_AREA_NONE && area < neighbour)
        add_line (lines, area, neighbour, vertices, n_vertices, start, length);
      done += length;
    }
}

/**
 * sgm_border_lines_new:
 * @areas: the areas
 * @level: a level
 *
 * Finds the lines along which neighbours of a level meet, which must share
 * their vertices. The order depends on the areas alone.
 *
 * Returns: (transfer full) (element-type SgmBorderLine): the lines
 */
GPtrArray *
sgm_border_lines_new (SgmAreaSet *areas,
                      SgmLevel    level)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func ((GDestroyNotify) line_free);
  g_autoptr (GHashTable) sides = NULL;
  guint first;
  guint end;

  sgm_area_set_get_level (areas, level, &first, &end);
  sides = find_sides (areas, first, end);
  for (guint index = first; index < end; index++)
    {
      const SgmGeometry *geometry = sgm_area_set_get (areas, index)->geometry;

      for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
        {
          guint n;
          const double *vertices = sgm_geometry_get_ring (geometry, ring, &n);

          if (n >= 4)
            add_ring (lines, sides, index, vertices, n);
        }
    }
  return lines;
}
