/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include <geos_c.h>

#include "district/sgm-area-set.h"
#include "domain/sgm-code.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-partition.h"

#define SEED 440704
#define MIN_UNIT_SIZE 2000 /* m²: 0.2 ha */
/* The area against that of a circle of the same perimeter: 0.15 is a strip
 * eighteen times as long as wide. */
#define MIN_COMPACTNESS 0.15

static GPtrArray *
make (guint32 seed,
      guint   scale)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = sgm_partition_make (seed, scale, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return records;
}

static SgmAreaSet *
make_set (guint32 seed,
          guint   scale)
{
  g_autoptr (GPtrArray) records = make (seed, scale);
  g_autoptr (GError) error = NULL;
  SgmAreaSet *set = sgm_area_set_new (records, &error);

  g_assert_no_error (error);
  return set;
}

static guint
count_level (const SgmAreaSet *set,
             SgmLevel          level)
{
  guint first, end;

  sgm_area_set_get_level (set, level, &first, &end);
  return end - first;
}

static void
check_counts (const SgmAreaSet *set,
              guint             scale)
{
  g_assert_cmpuint (count_level (set, SGM_LEVEL_DISTRICT), ==, 1);
  g_assert_cmpuint (count_level (set, SGM_LEVEL_STREET), ==, SGM_PUBLISHED_STREETS);
  g_assert_cmpuint (count_level (set, SGM_LEVEL_COMMUNITY), ==, SGM_PUBLISHED_COMMUNITIES);
  g_assert_cmpuint (count_level (set, SGM_LEVEL_GRID), ==, SGM_PUBLISHED_GRIDS);
  g_assert_cmpuint (count_level (set, SGM_LEVEL_UNIT), ==, SGM_PUBLISHED_UNITS * scale);
}

/* Ids count from 1, parents come first, siblings in the order of their codes;
 * every code is its parent's with three more digits, the first 001. */
static void
test_records (void)
{
  g_autoptr (GPtrArray) records = make (SEED, 1);

  for (guint i = 0; i < records->len; i++)
    {
      const SgmRecord *record = records->pdata[i];
      const char *code = sgm_record_get_text (record, SGM_AREA_CODE);
      gint64 parent = sgm_record_get_int (record, SGM_AREA_PARENT);
      const SgmRecord *above = parent > 0 ? records->pdata[parent - 1] : NULL;

      g_assert_cmpint (sgm_record_get_id (record), ==, i + 1);
      g_assert_cmpint (sgm_code_get_level (code), ==, sgm_record_get_int (record, SGM_AREA_LEVEL));
      g_assert_true (g_utf8_validate (sgm_record_get_text (record, SGM_AREA_NAME), -1, NULL));
      g_assert_true (sgm_record_is_null (record, SGM_AREA_VALID_TO));
      g_assert_cmpint (sgm_record_get_int (record, SGM_AREA_VALID_FROM), >, 0);
      if (i == 0)
        continue;
      g_assert_cmpint (parent, >, 0);
      g_assert_cmpint (parent, <, i + 1);
      g_assert_true (sgm_code_is_child (code, sgm_record_get_text (above, SGM_AREA_CODE)));
      if (strlen (code) == strlen (sgm_record_get_text (records->pdata[i - 1], SGM_AREA_CODE)))
        g_assert_cmpstr (sgm_record_get_text (records->pdata[i - 1], SGM_AREA_CODE), <, code);
    }
}

static void
test_names (void)
{
  g_autoptr (SgmAreaSet) set = make_set (SEED, 1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const SgmArea *community = sgm_area_set_find_code (set, "440704001015");
  const SgmArea *village = sgm_area_set_find_code (set, "440704004201");
  const SgmArea *grid = sgm_area_set_find_code (set, "440704001015001");
  guint first, end;

  g_assert_cmpstr (community->name, ==, "桥南社区");
  g_assert_cmpint (community->kind, ==, SGM_AREA_KIND_COMMUNITY);
  g_assert_cmpint (village->kind, ==, SGM_AREA_KIND_VILLAGE);
  g_assert_cmpstr (grid->name, ==, "桥南社区第一网格");
  sgm_area_set_get_level (set, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *unit = sgm_area_set_get (set, i);
      const SgmArea *around = sgm_area_set_get_ancestor (set, unit, SGM_LEVEL_COMMUNITY);

      g_assert_true (g_hash_table_add (seen, g_strconcat (around->code, unit->name, NULL)));
    }
}

static void
silent (const char *format,
        ...)
{
}

static void
check_valid (const SgmAreaSet *set)
{
  GEOSContextHandle_t geos = initGEOS_r (silent, silent);

  for (guint i = 0; i < sgm_area_set_get_n_areas (set); i++)
    {
      const SgmArea *area = sgm_area_set_get (set, i);
      g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (area->geometry);
      gsize size;
      const guint8 *data = g_bytes_get_data (wkb, &size);
      GEOSGeometry *other = GEOSGeomFromWKB_buf_r (geos, data, size);

      if (GEOSisValid_r (geos, other) != 1)
        g_error ("Area %s is not valid", area->code);
      GEOSGeom_destroy_r (geos, other);
    }
  finishGEOS_r (geos);
}

/* An edge from a vertex to the next, in units of 1e-7°. */
typedef struct
{
  gint32 x0, y0, x1, y1;
} Edge;

static guint
edge_hash (gconstpointer key)
{
  const Edge *edge = key;
  guint32 hash = edge->x0;

  hash = hash * 0x9e3779b1u ^ edge->y0;
  hash = hash * 0x85ebca6bu ^ edge->x1;
  hash = hash * 0xc2b2ae35u ^ edge->y1;
  return hash ^ hash >> 15;
}

static gboolean
edge_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

static Edge
make_edge (const double *a,
           const double *b)
{
  return (Edge) { lround (a[0] * 1e7), lround (a[1] * 1e7), lround (b[0] * 1e7), lround (b[1] * 1e7) };
}

/* Adds an area's edges to those of its siblings, less those that both have in
 * opposite directions. No two may have one in the same direction. */
static void
add_edges (GHashTable    *edges,
           const SgmArea *area)
{
  for (guint ring = 0; ring < sgm_geometry_get_n_rings (area->geometry); ring++)
    {
      guint n;
      const double *v = sgm_geometry_get_ring (area->geometry, ring, &n);

      for (guint i = 0; i + 1 < n; i++)
        {
          Edge edge = make_edge (v + 2 * i, v + 2 * i + 2);
          Edge back = make_edge (v + 2 * i + 2, v + 2 * i);

          g_assert_false (edge_equal (&edge, &back));
          if (!g_hash_table_remove (edges, &back))
            g_assert_true (g_hash_table_add (edges, g_memdup2 (&edge, sizeof edge)));
        }
    }
}

/* What is left of the edges of an area's children is exactly its own border,
 * which leaves no gap, no overlap and no border that only one side knows. */
static void
check_borders (const SgmAreaSet *set)
{
  for (guint i = 0; i < sgm_area_set_get_n_areas (set); i++)
    {
      const SgmArea *area = sgm_area_set_get (set, i);
      g_autoptr (GHashTable) edges = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
      g_autoptr (GHashTable) own = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
      GHashTableIter iter;
      gpointer edge;
      double size = 0;

      if (area->level == SGM_LEVEL_UNIT)
        continue;
      g_assert_cmpuint (area->n_children, >, 0);
      for (guint c = 0; c < area->n_children; c++)
        {
          add_edges (edges, sgm_area_set_get (set, area->first_child + c));
          size += sgm_area_set_get (set, area->first_child + c)->size;
        }
      add_edges (own, area);
      g_assert_cmpuint (g_hash_table_size (edges), ==, g_hash_table_size (own));
      g_hash_table_iter_init (&iter, own);
      while (g_hash_table_iter_next (&iter, &edge, NULL))
        g_assert_true (g_hash_table_contains (edges, edge));
      g_assert_cmpfloat_with_epsilon (size / area->size, 1, 1e-9);
    }
}

/* The same over all units of the district at once: each edge between units is
 * there twice, in opposite directions, and what is left is the outline. */
static void
check_edges_of_units (const SgmAreaSet *set)
{
  g_autoptr (GHashTable) edges = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
  guint first, end, n;

  sgm_area_set_get_level (set, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    add_edges (edges, sgm_area_set_get (set, i));
  sgm_geometry_get_ring (sgm_area_set_get (set, 0)->geometry, 0, &n);
  g_assert_cmpuint (g_hash_table_size (edges), ==, n - 1);
}

static double
get_compactness (const SgmArea *area)
{
  guint n;
  const double *v = sgm_geometry_get_ring (area->geometry, 0, &n);
  double per_latitude = 110750;
  double per_longitude = 111320 * cos (v[1] * G_PI / 180);
  double perimeter = 0;

  for (guint i = 1; i < n; i++)
    perimeter += hypot ((v[2 * i] - v[2 * i - 2]) * per_longitude,
                        (v[2 * i + 1] - v[2 * i - 1]) * per_latitude);
  return 4 * G_PI * area->size / (perimeter * perimeter);
}

static void
check_units (const SgmAreaSet *set,
             double            min_size)
{
  guint first, end;

  sgm_area_set_get_level (set, SGM_LEVEL_UNIT, &first, &end);
  for (guint i = first; i < end; i++)
    {
      const SgmArea *unit = sgm_area_set_get (set, i);
      const double *middle = sgm_geometry_get_label_point (unit->geometry);
      guint n;

      sgm_geometry_get_ring (unit->geometry, 0, &n);
      g_assert_cmpuint (sgm_geometry_get_n_rings (unit->geometry), ==, 1);
      g_assert_cmpuint (n, >=, 30);
      g_assert_cmpuint (n, <=, 80);
      g_assert_cmpfloat (unit->size, >, min_size);
      g_assert_cmpfloat (get_compactness (unit), >, MIN_COMPACTNESS);
      g_assert_true (sgm_area_set_find_at (set, SGM_LEVEL_UNIT, middle[0], middle[1]) == unit);
      for (SgmLevel level = SGM_LEVEL_DISTRICT; level < SGM_LEVEL_UNIT; level++)
        g_assert_true (sgm_area_set_find_at (set, level, middle[0], middle[1])
                       == sgm_area_set_get_ancestor (set, unit, level));
    }
}

static void
test_topology (gconstpointer data)
{
  g_autoptr (SgmAreaSet) set = make_set (GPOINTER_TO_UINT (data), 1);

  check_counts (set, 1);
  check_units (set, MIN_UNIT_SIZE);
  check_borders (set);
  check_edges_of_units (set);
  check_valid (set);
}

static void
test_topology_large (void)
{
  g_autoptr (SgmAreaSet) set = make_set (SEED, 10);

  check_counts (set, 10);
  check_units (set, MIN_UNIT_SIZE / 10);
  check_borders (set);
  check_edges_of_units (set);
  check_valid (set);
}

/* The outline's published size, and 江南 the smallest and densest street. */
static void
test_likeness (void)
{
  g_autoptr (SgmAreaSet) set = make_set (SEED, 1);
  const SgmArea *city = sgm_area_set_find_code (set, "440704001");
  const SgmArea *east = sgm_area_set_find_code (set, "440704004");
  const SgmArea *south = sgm_area_set_find_code (set, "440704005");

  g_assert_cmpfloat_with_epsilon (sgm_area_set_get (set, 0)->size / 110.3e6, 1, 0.005);
  g_assert_cmpfloat (city->size * 1.5, <, MIN (east->size, south->size));
  g_assert_cmpfloat (sgm_geometry_get_label_point (city->geometry)[0], <, sgm_geometry_get_label_point (east->geometry)[0]);
  g_assert_cmpfloat (sgm_geometry_get_label_point (south->geometry)[1], <, sgm_geometry_get_label_point (city->geometry)[1]);
  g_assert_cmpfloat (sgm_geometry_get_label_point (south->geometry)[1], <, sgm_geometry_get_label_point (east->geometry)[1]);
}

static gboolean
records_equal (const GPtrArray *a,
               const GPtrArray *b)
{
  g_assert_cmpuint (a->len, ==, b->len);
  for (guint i = 0; i < a->len; i++)
    for (guint column = 0; column < SGM_AREA_N_COLUMNS; column++)
      if (!sgm_value_equal (sgm_record_get_value (a->pdata[i], column),
                            sgm_record_get_value (b->pdata[i], column)))
        return FALSE;
  return TRUE;
}

static void
test_seed (void)
{
  g_autoptr (GPtrArray) a = make (SEED, 1);
  g_autoptr (GPtrArray) again = make (SEED, 1);
  g_autoptr (GPtrArray) other = make (SEED + 1, 1);

  g_assert_true (records_equal (a, again));
  g_assert_false (records_equal (a, other));
}

static void
cancel_half_way (double      fraction,
                 const char *what,
                 gpointer    data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_assert_nonnull (what);
  if (fraction > 0.3)
    g_cancellable_cancel (data);
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_partition_make (SEED, 1, cancel_half_way, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/partition/records", test_records);
  g_test_add_func ("/partition/names", test_names);
  g_test_add_data_func ("/partition/topology/1", GUINT_TO_POINTER (1), test_topology);
  g_test_add_data_func ("/partition/topology/2", GUINT_TO_POINTER (2), test_topology);
  g_test_add_data_func ("/partition/topology/440704", GUINT_TO_POINTER (SEED), test_topology);
  g_test_add_func ("/partition/topology/large", test_topology_large);
  g_test_add_func ("/partition/likeness", test_likeness);
  g_test_add_func ("/partition/seed", test_seed);
  g_test_add_func ("/partition/cancel", test_cancel);
  return g_test_run ();
}
