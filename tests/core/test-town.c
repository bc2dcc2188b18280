/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "geo/sgm-mercator.h"
#include "sample/sgm-town-figures.h"
#include "sample/sgm-town-ground.h"
#include "sample/sgm-town-line.h"
#include "sample/sgm-town-ways.h"

#define SEED 440704

static SgmTown *
make (guint32 seed)
{
  g_autoptr (GError) error = NULL;
  SgmTown *town = sgm_town_new (seed, 1, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return town;
}

static SgmGround *
make_ground (guint32 seed)
{
  g_autoptr (GError) error = NULL;
  SgmGround *ground = sgm_town_ground_new (seed, NULL, &error);

  g_assert_no_error (error);
  return ground;
}

/* Blocks of some hectares in 江南, fields of five to twenty in the other
 * streets; borders that follow ways and waters; no slivers. */
static void
test_figures (gconstpointer data)
{
  g_autoptr (SgmTown) town = make (GPOINTER_TO_UINT (data));
  g_autoptr (GArray) figures = sgm_town_figures_new (town);

  g_assert_cmpuint (figures->len, ==, 4);
  for (guint i = 0; i < figures->len; i++)
    {
      const SgmTownFigures *f = &g_array_index (figures, SgmTownFigures, i);

      g_test_message ("%s: %u units, %.1f km²; %.2f–%.2f–%.2f–%.2f–%.2f ha; 4πA/P² %.2f–%.2f–%.2f; "
                      "%.1f %% along ways and waters; %.2f neighbours", f->name, f->n_units, f->area / 100,
                      f->sizes[0], f->sizes[1], f->sizes[2], f->sizes[3], f->sizes[4],
                      f->compactness[0], f->compactness[1], f->compactness[2], 100 * f->along,
                      f->n_neighbours);
      g_assert_cmpfloat (f->sizes[0], >=, 0.2);
      g_assert_cmpfloat (f->compactness[0], >, 0.2);
      g_assert_cmpfloat (f->compactness[1], >, 0.5);
      g_assert_cmpfloat (f->compactness[2], >, 0.65);
      g_assert_cmpfloat (f->along, >, 0.8);
      g_assert_cmpfloat (f->n_neighbours, >, 4.5);
      g_assert_cmpfloat (f->n_neighbours, <, 6.5);
      if (i == 0)
        {
          g_assert_cmpfloat (f->sizes[1], >, 1);
          g_assert_cmpfloat (f->sizes[2], >, 1.5);
          g_assert_cmpfloat (f->sizes[3], <, 4);
        }
      else if (i < 3)
        {
          g_assert_cmpfloat (f->sizes[1], >, 1.2);
          g_assert_cmpfloat (f->sizes[3], >, 8);
          g_assert_cmpfloat (f->sizes[3], <, 20);
        }
    }
}

/* The Xijiang in the east, and all of the kinds that a town has. */
static void
test_ground (void)
{
  static const SgmGroundKind wanted[] = {
    SGM_GROUND_DISTRICT, SGM_GROUND_FIELD, SGM_GROUND_WOOD, SGM_GROUND_RESIDENTIAL,
    SGM_GROUND_VILLAGE, SGM_GROUND_COMMERCIAL, SGM_GROUND_INDUSTRIAL, SGM_GROUND_PUBLIC,
    SGM_GROUND_SCHOOL, SGM_GROUND_PARK, SGM_GROUND_POND, SGM_GROUND_WATER, SGM_GROUND_STREAM,
    SGM_GROUND_CANAL, SGM_GROUND_RIVER, SGM_GROUND_BUILDING, SGM_GROUND_LANE, SGM_GROUND_STREET,
    SGM_GROUND_TERTIARY, SGM_GROUND_SECONDARY, SGM_GROUND_PRIMARY, SGM_GROUND_TRUNK,
    SGM_GROUND_MOTORWAY, SGM_GROUND_RAILWAY, SGM_GROUND_SPOT,
  };
  g_autoptr (SgmGround) ground = make_ground (SEED);
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  guint n_of_kind[SGM_GROUND_N_KINDS] = { 0 };
  double east = 0;

  for (guint i = 0; i < sgm_ground_get_n_features (ground); i++)
    {
      const SgmGroundFeature *feature = sgm_ground_get_feature (ground, i);

      n_of_kind[feature->kind]++;
      if (feature->name != NULL)
        {
          g_assert_nonnull (feature->name_en);
          g_hash_table_add (names, (gpointer) feature->name);
        }
      if (feature->kind == SGM_GROUND_WATER)
        east = MAX (east, feature->box.max_x);
      if (feature->shape == SGM_GROUND_SHAPE_LINE)
        g_assert_cmpuint (feature->n_points, >, 1);
    }
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    g_assert_cmpuint (n_of_kind[wanted[i]], >, 0);
  g_assert_cmpfloat (east, >, sgm_mercator_x (113.185));
  g_assert_true (g_hash_table_contains (names, "西江"));
  g_assert_true (g_hash_table_contains (names, "礼乐河"));
  g_assert_true (g_hash_table_contains (names, "江海路"));
}

/* Ways and waters lie on the borders of units, vertex for vertex, but for the
 * ends that stop at a bank. */
static void
test_ways (void)
{
  g_autoptr (SgmTown) town = make (SEED);
  g_autoptr (GPtrArray) ways = sgm_town_ways_new (town, SEED);
  g_autoptr (GHashTable) vertices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n = town->quarters->mesh->faces->len;
  g_autofree guint *alone = g_new (guint, n);
  g_autoptr (GPtrArray) outlines = NULL;
  guint n_named = 0;

  for (guint face = 0; face < n; face++)
    alone[face] = face;
  outlines = sgm_contour_get_groups (town->contour, alone, n);
  for (guint face = 0; face < n; face++)
    {
      guint n_vertices;
      const double *xy = sgm_geometry_get_ring (outlines->pdata[face], 0, &n_vertices);

      for (guint i = 0; i < n_vertices; i++)
        g_hash_table_add (vertices, g_strdup_printf ("%.7f %.7f", xy[2 * i], xy[2 * i + 1]));
    }
  for (guint i = 0; i < ways->len; i++)
    {
      const SgmTownStretch *stretch = ways->pdata[i];
      const double *xy = (const double *) (const void *) stretch->coordinates->data;
      guint n_points = stretch->coordinates->len / 2;

      g_assert_cmpuint (n_points, >=, 2);
      n_named += stretch->name != NULL;
      for (guint j = 1; j + 1 < n_points; j++)
        {
          g_autofree char *key = g_strdup_printf ("%.7f %.7f", xy[2 * j], xy[2 * j + 1]);

          g_assert_true (g_hash_table_contains (vertices, key));
        }
    }
  g_assert_cmpuint (n_named, >, 300);
}

/* Streets and lanes end at the banks of the rivers instead of within them. */
static void
test_banks (void)
{
  g_autoptr (SgmTown) town = make (SEED);
  g_autoptr (GPtrArray) ways = sgm_town_ways_new (town, SEED);
  g_autoptr (GHashTable) rivers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_ends = 0;

  for (guint i = 0; i < ways->len; i++)
    {
      const SgmTownStretch *stretch = ways->pdata[i];
      const double *xy = (const double *) (const void *) stretch->coordinates->data;

      for (guint j = 0; stretch->kind == SGM_GROUND_RIVER && j < stretch->coordinates->len / 2; j++)
        g_hash_table_add (rivers, g_strdup_printf ("%.7f %.7f", xy[2 * j], xy[2 * j + 1]));
    }
  for (guint i = 0; i < ways->len; i++)
    {
      const SgmTownStretch *stretch = ways->pdata[i];
      const double *xy = (const double *) (const void *) stretch->coordinates->data;
      guint last = stretch->coordinates->len - 2;
      g_autofree char *one = g_strdup_printf ("%.7f %.7f", xy[0], xy[1]);
      g_autofree char *other = g_strdup_printf ("%.7f %.7f", xy[last], xy[last + 1]);

      if (stretch->kind != SGM_GROUND_LANE && stretch->kind != SGM_GROUND_STREET)
        continue;
      n_ends += 2;
      g_assert_false (g_hash_table_contains (rivers, one));
      g_assert_false (g_hash_table_contains (rivers, other));
    }
  g_assert_cmpuint (n_ends, >, 1000);
}

static gboolean
features_equal (const SgmGroundFeature *a,
                const SgmGroundFeature *b)
{
  if (a->kind != b->kind || a->n_points != b->n_points || g_strcmp0 (a->name, b->name) != 0)
    return FALSE;
  for (guint i = 0; i < 2 * a->n_points; i++)
    if (!(a->points[i] == b->points[i] || (isnan (a->points[i]) && isnan (b->points[i]))))
      return FALSE;
  return TRUE;
}

static gboolean
grounds_equal (const SgmGround *a,
               const SgmGround *b)
{
  if (sgm_ground_get_n_features (a) != sgm_ground_get_n_features (b))
    return FALSE;
  for (guint i = 0; i < sgm_ground_get_n_features (a); i++)
    if (!features_equal (sgm_ground_get_feature (a, i), sgm_ground_get_feature (b, i)))
      return FALSE;
  return TRUE;
}

static void
test_seed (void)
{
  g_autoptr (SgmGround) one = make_ground (SEED);
  g_autoptr (SgmGround) again = make_ground (SEED);
  g_autoptr (SgmGround) other = make_ground (SEED + 1);

  g_assert_true (grounds_equal (one, again));
  g_assert_false (grounds_equal (one, other));
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (sgm_town_ground_new (SEED, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/town/figures/1", GUINT_TO_POINTER (1), test_figures);
  g_test_add_data_func ("/town/figures/2", GUINT_TO_POINTER (2), test_figures);
  g_test_add_data_func ("/town/figures/440704", GUINT_TO_POINTER (SEED), test_figures);
  g_test_add_func ("/town/ground", test_ground);
  g_test_add_func ("/town/ways", test_ways);
  g_test_add_func ("/town/banks", test_banks);
  g_test_add_func ("/town/seed", test_seed);
  g_test_add_func ("/town/cancel", test_cancel);
  return g_test_run ();
}
