/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-shapes.h"

#include <math.h>
#include <string.h>

#include "draw/sgm-simplify.h"
#include "geo/sgm-mercator.h"
#include "sample/sgm-partition.h"

typedef struct
{
  SgmAreaSet *areas;
  SgmShapes *shapes;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_partition_make (11, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  f->areas = sgm_area_set_new (records, &error);
  g_assert_no_error (error);
  f->shapes = sgm_shapes_new (f->areas);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_shapes_unref (f->shapes);
  sgm_area_set_unref (f->areas);
}

/* Edges ---------------------------------------------------------------------- */

typedef struct
{
  float from[2];
  float to[2];
} Edge;

static guint
edge_hash (gconstpointer key)
{
  const guint32 *words = key;

  return words[0] * 73856093u ^ words[1] * 19349663u ^ words[2] * 83492791u ^ words[3] * 2654435761u;
}

static gboolean
edge_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

/* The same in both directions. */
static Edge *
edge_new (const float *from,
          const float *to)
{
  Edge *edge = g_new (Edge, 1);
  gboolean swap = from[0] > to[0] || (from[0] == to[0] && from[1] > to[1]);

  memcpy (edge->from, swap ? to : from, sizeof edge->from);
  memcpy (edge->to, swap ? from : to, sizeof edge->to);
  return edge;
}

/* Counts how often a level's rings take each edge; returns how many vertices
 * they have. */
static guint
count_edges (Fixture    *f,
             SgmLevel    level,
             double      zoom,
             GHashTable *counts)
{
  guint n_vertices = 0;
  guint area, end;

  sgm_area_set_get_level (f->areas, level, &area, &end);
  while (area < end)
    {
      g_autoptr (SgmShapeBlock) block = sgm_shapes_get_block (f->shapes, level, zoom, area);

      for (guint ring = 0; ring < block->ring_starts[block->n_areas]; ring++)
        for (guint i = block->vertex_starts[ring]; i + 1 < block->vertex_starts[ring + 1]; i++, n_vertices++)
          {
            Edge *edge = edge_new (block->xy + 2 * i, block->xy + 2 * i + 2);
            guint count = GPOINTER_TO_UINT (g_hash_table_lookup (counts, edge));

            g_hash_table_replace (counts, edge, GUINT_TO_POINTER (count + 1));
          }
      area += block->n_areas;
    }
  return n_vertices;
}

/* Whatever is simplified, two units share an edge or a unit and the district's
 * rim do, and higher levels have no edge that units do not have. */
static void
test_shared (Fixture       *f,
             gconstpointer  data)
{
  for (int zoom = 10; zoom <= 17; zoom++)
    {
      g_autoptr (GHashTable) counts = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
      GHashTableIter iter;
      gpointer value;
      guint n_edges;

      count_edges (f, SGM_LEVEL_UNIT, zoom, counts);
      n_edges = g_hash_table_size (counts);
      count_edges (f, SGM_LEVEL_DISTRICT, zoom, counts);
      g_assert_cmpuint (g_hash_table_size (counts), ==, n_edges);
      g_hash_table_iter_init (&iter, counts);
      while (g_hash_table_iter_next (&iter, NULL, &value))
        g_assert_cmpuint (GPOINTER_TO_UINT (value) % 2, ==, 0);
      for (SgmLevel level = SGM_LEVEL_STREET; level <= SGM_LEVEL_GRID; level++)
        count_edges (f, level, zoom, counts);
      g_assert_cmpuint (g_hash_table_size (counts), ==, n_edges);
    }
}

static double
get_distance (const float *a,
              const float *b,
              double       x,
              double       y)
{
  double dx = (double) b[0] - a[0], dy = (double) b[1] - a[1];
  double length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((x - a[0]) * dx + (y - a[1]) * dy) / length, 0, 1) : 0;

  return hypot (x - a[0] - t * dx, y - a[1] - t * dy);
}

/* Every vertex is still within half a pixel of its area's outline, and most of
 * them are not drawn. */
static void
test_near (Fixture       *f,
           gconstpointer  data)
{
  const int zoom = 14;
  double pixels = 256 * exp2 (zoom);
  double origin_x, origin_y, worst = 0;
  guint first, end, n_before = 0, n_after = 0;

  sgm_shapes_get_origin (f->shapes, &origin_x, &origin_y);
  sgm_area_set_get_level (f->areas, SGM_LEVEL_UNIT, &first, &end);
  for (guint area = first; area < end; area++)
    {
      g_autoptr (SgmShapeBlock) block = sgm_shapes_get_block (f->shapes, SGM_LEVEL_UNIT, zoom, area);
      guint ring = block->ring_starts[area - block->first_area];
      guint n;
      const double *vertices = sgm_geometry_get_ring (sgm_area_set_get (f->areas, area)->geometry, 0, &n);

      for (guint i = 0; i < n; i++)
        {
          double nearest = G_MAXDOUBLE;

          for (guint j = block->vertex_starts[ring]; j + 1 < block->vertex_starts[ring + 1]; j++)
            nearest = MIN (nearest, get_distance (block->xy + 2 * j, block->xy + 2 * j + 2,
                                                  sgm_mercator_x (vertices[2 * i]) - origin_x,
                                                  sgm_mercator_y (vertices[2 * i + 1]) - origin_y));
          worst = MAX (worst, nearest * pixels);
        }
      n_before += n;
      n_after += block->vertex_starts[ring + 1] - block->vertex_starts[ring];
    }
  g_test_message ("%u of %u vertices, at most %.2f pixels away", n_after, n_before, worst);
  g_assert_cmpfloat (worst, <, 0.5);
  g_assert_cmpuint (2 * n_after, <, n_before);
}

/* Rings ----------------------------------------------------------------------- */

static void
test_directions (void)
{
  /* A square whose upper side bends, and whose lower one nearly does not. */
  const SgmCorner corners[] = {
    { 0, 0, TRUE }, { 3, 0.4, FALSE }, { 5, 0.1, FALSE }, { 10, 0, TRUE }, { 10, 10, FALSE },
    { 7, 12, FALSE }, { 4, 11.2, FALSE }, { 0, 10, FALSE },
  };
  const guint n = G_N_ELEMENTS (corners);
  float once[2 * (G_N_ELEMENTS (corners) + 1)];
  guint n_once = sgm_simplify_ring (corners, n, 0.5, once);

  g_assert_cmpuint (n_once, ==, 6);
  for (guint turn = 0; turn < n; turn++)
    {
      SgmCorner other[G_N_ELEMENTS (corners)];
      float again[2 * (G_N_ELEMENTS (corners) + 1)];
      guint n_again;

      for (guint i = 0; i < n; i++)
        other[i] = corners[(turn + n - i) % n];
      n_again = sgm_simplify_ring (other, n, 0.5, again);
      g_assert_cmpuint (n_again, ==, n_once);
      for (guint i = 0; i < n_once; i++)
        {
          gboolean found = FALSE;

          for (guint j = 0; j < n_again; j++)
            found |= once[2 * i] == again[2 * j] && once[2 * i + 1] == again[2 * j + 1];
          g_assert_true (found);
        }
    }
}

/* Where nothing is fixed, what is left does not depend on where a ring begins;
 * a ring that is hardly there stays one. */
static void
test_loops (void)
{
  const SgmCorner corners[] = { { 1, 1, FALSE }, { 5, 0.9, FALSE }, { 9, 1, FALSE }, { 9, 9, FALSE }, { 1, 9, FALSE } };
  const SgmCorner point[] = { { 3, 3, FALSE } };
  const guint n = G_N_ELEMENTS (corners);
  float xy[2 * (G_N_ELEMENTS (corners) + 1)];

  for (guint turn = 0; turn < n; turn++)
    {
      SgmCorner other[G_N_ELEMENTS (corners)];

      for (guint i = 0; i < n; i++)
        other[i] = corners[(turn + i) % n];
      g_assert_cmpuint (sgm_simplify_ring (other, n, 0.5, xy), ==, 5);
      g_assert_cmpfloat (xy[0], ==, 1);
      g_assert_cmpfloat (xy[8], ==, 1);
    }
  g_assert_cmpuint (sgm_simplify_ring (point, 1, 0.5, xy), ==, 2);
  g_assert_cmpfloat (xy[2], ==, 3);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/shapes/shared", Fixture, NULL, set_up, test_shared, tear_down);
  g_test_add ("/shapes/near", Fixture, NULL, set_up, test_near, tear_down);
  g_test_add_func ("/shapes/directions", test_directions);
  g_test_add_func ("/shapes/loops", test_loops);
  return g_test_run ();
}
