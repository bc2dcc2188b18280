/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-town-figures.h"

#include <math.h>

#include "sample/sgm-town-line.h"

#define HECTARE 1e4

/* What is measured of one unit. */
typedef struct
{
  double area;
  double perimeter;
  double along;
  guint n_neighbours;
} Unit;

static Unit
measure (const SgmTown *town,
         guint          face)
{
  const SgmMesh *mesh = town->quarters->mesh;
  g_autoptr (GHashTable) neighbours = g_hash_table_new (NULL, NULL);
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;
  Unit unit = { sgm_mesh_get_area (mesh, face, NULL), 0, 0, 0 };

  do
    {
      SgmMeshPoint a = sgm_mesh_origin (mesh, half);
      SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));
      const SgmTownLine *line = &g_array_index (town->quarters->lines, SgmTownLine,
                                                sgm_mesh_get_line (mesh, half));
      double length = hypot (b.x - a.x, b.y - a.y);
      guint other = sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->face;

      unit.perimeter += length;
      if (sgm_town_line_is_way (line) || sgm_town_line_is_water (line))
        unit.along += length;
      if (other != SGM_MESH_OUTSIDE)
        g_hash_table_add (neighbours, GUINT_TO_POINTER (other));
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
  unit.n_neighbours = g_hash_table_size (neighbours);
  return unit;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return left < right ? -1 : left > right;
}

static double
get_quantile (GArray *sorted,
              double  share)
{
  return sorted->len > 0 ? g_array_index (sorted, double, (guint) (share * (sorted->len - 1))) : 0;
}

/* Of a street, or of all of them where it is -1. */
static SgmTownFigures
sum_up (const SgmTown *town,
        const Unit    *units,
        int            street)
{
  static const double shares[] = { 0, 0.1, 0.5, 0.9, 1 };
  const SgmTownPlan *plan = town->plan;
  SgmTownFigures figures = { plan->district.name };
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) compactness = g_array_new (FALSE, FALSE, sizeof (double));
  double perimeter = 0;

  if (street >= 0)
    figures.name = g_array_index (plan->streets, SgmTownDivision, street).name;
  for (guint face = 0; face < town->quarters->mesh->faces->len; face++)
    {
      const SgmTownDivision *community = &g_array_index (plan->communities, SgmTownDivision,
                                                         sgm_town_get_community (town, face));
      double size = units[face].area / HECTARE;
      double roundness = 4 * G_PI * units[face].area / (units[face].perimeter * units[face].perimeter);

      if (street >= 0 && (int) community->parent != street)
        continue;
      g_array_append_val (sizes, size);
      g_array_append_val (compactness, roundness);
      figures.area += size;
      figures.along += units[face].along;
      figures.n_neighbours += units[face].n_neighbours;
      perimeter += units[face].perimeter;
    }
  g_array_sort (sizes, compare);
  g_array_sort (compactness, compare);
  figures.n_units = sizes->len;
  figures.along /= perimeter;
  figures.n_neighbours /= sizes->len;
  for (guint i = 0; i < G_N_ELEMENTS (figures.sizes); i++)
    figures.sizes[i] = get_quantile (sizes, shares[i]);
  for (guint i = 0; i < G_N_ELEMENTS (figures.compactness); i++)
    figures.compactness[i] = get_quantile (compactness, shares[i]);
  return figures;
}

/**
 * sgm_town_figures_new:
 * @town: a town, which must outlive the figures
 *
 * Returns: (transfer full) (element-type SgmTownFigures): the figures of each
 *   street, and at last those of the district
 */
GArray *
sgm_town_figures_new (const SgmTown *town)
{
  GArray *figures = g_array_new (FALSE, FALSE, sizeof (SgmTownFigures));
  guint n = town->quarters->mesh->faces->len;
  g_autofree Unit *units = g_new (Unit, n);

  for (guint face = 0; face < n; face++)
    units[face] = measure (town, face);
  for (int street = 0; street <= (int) town->plan->streets->len; street++)
    {
      SgmTownFigures of_street = sum_up (town, units, street < (int) town->plan->streets->len ? street : -1);

      g_array_append_val (figures, of_street);
    }
  return figures;
}
