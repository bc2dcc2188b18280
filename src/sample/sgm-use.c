/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-use.h"

#include <math.h>

#include "sample/sgm-town-line.h"

#define HECTARE 1e4

/* In metres: how far the houses of a village reach from its seat. */
#define CORE 330.0
#define OUTSKIRTS 520.0

/* Where a unit lies, for the choice of its use. */
typedef enum
{
  ZONE_CITY,
  ZONE_TOWN,
  ZONE_INDUSTRY,
  ZONE_CORE,
  ZONE_OUTSKIRTS,
  ZONE_FIELDS,
  ZONE_N,
} Zone;

/* Of each use how common it is in each zone, how much more along a main road
 * and along water, and how large it is in hectares at the most and at the
 * least. */
static const struct
{
  guint8 weights[ZONE_N];
  double on_road;
  double on_water;
  double least;
  double most;
} uses[SGM_USE_N] = {
  [SGM_USE_ESTATE] = { { 60, 46, 16, 0, 2, 0 }, 0.9, 1.2, 0.8, 12 },
  [SGM_USE_OLD_TOWN] = { { 12, 12, 2, 0, 0, 0 }, 0.5, 1, 0, 3 },
  [SGM_USE_SHOPS] = { { 9, 8, 3, 3, 3, 0 }, 3, 0.5, 0, 2.6 },
  [SGM_USE_MARKET] = { { 3, 4, 1, 3, 1, 0 }, 1.5, 0.5, 0, 4 },
  [SGM_USE_TOWERS] = { { 6, 3, 3, 0, 0, 0 }, 2.5, 1, 0, 3 },
  [SGM_USE_INDUSTRY] = { { 3, 18, 90, 1, 16, 7 }, 1.4, 0.8, 0.8, 25 },
  [SGM_USE_SCHOOL] = { { 7, 6, 3, 4, 2, 0 }, 0.6, 1, 1.3, 7 },
  [SGM_USE_HOSPITAL] = { { 2, 2, 0, 0, 0, 0 }, 2, 0.5, 1, 5 },
  [SGM_USE_OFFICES] = { { 4, 3, 2, 1, 0, 0 }, 1.6, 0.5, 0, 4 },
  [SGM_USE_PARK] = { { 5, 4, 3, 1, 1, 0 }, 0.7, 4, 0, 10 },
  [SGM_USE_VILLAGE] = { { 0, 5, 3, 86, 26, 4 }, 1, 1, 0, 9 },
  [SGM_USE_FIELDS] = { { 0, 2, 2, 0, 24, 36 }, 1, 1, 1.5, 99 },
  [SGM_USE_PONDS] = { { 0, 2, 1, 0, 18, 44 }, 0.6, 1.6, 1.5, 99 },
  [SGM_USE_ORCHARD] = { { 0, 1, 0, 1, 6, 9 }, 1, 1, 0, 30 },
};

typedef struct
{
  const SgmQuarters *quarters;
  const SgmTownPlan *plan;
  const SgmSubdivision *division;
  GRand *random;
} Chooser;

static Zone
get_zone (const Chooser *chooser,
          guint          face,
          SgmMeshPoint   centre)
{
  guint grid = g_array_index (chooser->division->units, guint, face);
  guint community = g_array_index (chooser->division->grids, guint, grid);
  SgmMeshPoint seat = chooser->quarters->seats[community];
  double distance = hypot (centre.x - seat.x, centre.y - seat.y);

  switch (g_array_index (chooser->plan->communities, SgmTownDivision, community).setting)
    {
    case SGM_SETTING_CITY:
      return ZONE_CITY;
    case SGM_SETTING_TOWN:
      return ZONE_TOWN;
    case SGM_SETTING_INDUSTRY:
      return distance < CORE ? ZONE_TOWN : ZONE_INDUSTRY;
    case SGM_SETTING_VILLAGE:
    default:
      return distance < CORE ? ZONE_CORE : distance < OUTSKIRTS ? ZONE_OUTSKIRTS : ZONE_FIELDS;
    }
}

static void
look_around (const Chooser *chooser,
             guint          face,
             gboolean      *on_road,
             gboolean      *on_water)
{
  const SgmMesh *mesh = chooser->quarters->mesh;
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;

  *on_road = *on_water = FALSE;
  do
    {
      const SgmTownLine *line = &g_array_index (chooser->quarters->lines, SgmTownLine,
                                                sgm_mesh_get_line (mesh, half));

      *on_road |= line->kind >= SGM_GROUND_SECONDARY && line->kind <= SGM_GROUND_TRUNK;
      *on_water |= line->kind == SGM_GROUND_CANAL || line->kind == SGM_GROUND_RIVER;
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
}

static SgmUse
choose (const Chooser *chooser,
        guint          face)
{
  SgmMeshPoint centre;
  double area = sgm_mesh_get_area (chooser->quarters->mesh, face, &centre) / HECTARE;
  Zone zone = get_zone (chooser, face, centre);
  double weights[SGM_USE_N];
  double total = 0, lot;
  gboolean on_road, on_water;

  look_around (chooser, face, &on_road, &on_water);
  for (SgmUse use = 0; use < SGM_USE_N; use++)
    {
      gboolean fits = area >= uses[use].least && area <= uses[use].most;

      weights[use] = uses[use].weights[zone] * (on_road ? uses[use].on_road : 1)
                     * (on_water ? uses[use].on_water : 1) * (fits ? 1 : 0.02);
      total += weights[use];
    }
  lot = g_rand_double_range (chooser->random, 0, total);
  for (SgmUse use = 0; use < SGM_USE_N - 1; use++)
    {
      if (lot < weights[use])
        return use;
      lot -= weights[use];
    }
  return SGM_USE_N - 1;
}

/**
 * sgm_use_choose:
 * @quarters: the quarters of a town, whose faces are its units
 * @plan: what is known of the town
 * @division: its grids and units
 * @random: where chance comes from
 *
 * Decides what units are used for, by what their neighbourhood is like, how
 * large they are and what they lie at.
 *
 * Returns: (transfer full) (array): for each face its use
 */
SgmUse *
sgm_use_choose (const SgmQuarters *quarters,
                const SgmTownPlan *plan,
                const SgmSubdivision *division,
                GRand             *random)
{
  const Chooser chooser = { quarters, plan, division, random };
  SgmUse *chosen = g_new (SgmUse, quarters->mesh->faces->len);

  for (guint face = 0; face < quarters->mesh->faces->len; face++)
    chosen[face] = choose (&chooser, face);
  return chosen;
}
