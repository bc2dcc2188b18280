/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-town-ground.h"

#include <math.h>

#include "geo/sgm-mercator.h"
#include "sample/sgm-houses.h"
#include "sample/sgm-town-line.h"
#include "sample/sgm-town-ways.h"

/* Chance of its own for the names of ways and for buildings. */
#define NAMES 0x77617973
#define HOUSES 0x686f7573

/* In metres: the great river along the outline, how far it stays from it so
 * that where it is smoothed it covers no land, the step and neighbours over
 * which that is done, and how long a way has to be beyond the
 * district to be drawn there. */
#define RIVER_WIDTH 880.0
#define RIVER_SHORE 120.0
#define RIVER_STEP 60.0
#define RIVER_CALM 6
#define FAR_OUT 700.0
#define CLEAR 120.0
/* What ends so far from the middle goes on for so long, beyond the map. */
#define FAR_AWAY 20000.0
#define BEYOND 100000.0

#define REPORT_EVERY 64

/* What a unit's ground is. Its name is not written on it: the map writes the
 * names of units itself. */
static const SgmGroundKind grounds[SGM_USE_N] = {
  [SGM_USE_ESTATE] = SGM_GROUND_RESIDENTIAL,
  [SGM_USE_OLD_TOWN] = SGM_GROUND_RESIDENTIAL,
  [SGM_USE_SHOPS] = SGM_GROUND_COMMERCIAL,
  [SGM_USE_MARKET] = SGM_GROUND_COMMERCIAL,
  [SGM_USE_TOWERS] = SGM_GROUND_COMMERCIAL,
  [SGM_USE_INDUSTRY] = SGM_GROUND_INDUSTRIAL,
  [SGM_USE_SCHOOL] = SGM_GROUND_SCHOOL,
  [SGM_USE_HOSPITAL] = SGM_GROUND_PUBLIC,
  [SGM_USE_OFFICES] = SGM_GROUND_PUBLIC,
  [SGM_USE_PARK] = SGM_GROUND_PARK,
  [SGM_USE_VILLAGE] = SGM_GROUND_VILLAGE,
  [SGM_USE_FIELDS] = SGM_GROUND_FIELD,
  [SGM_USE_PONDS] = SGM_GROUND_FIELD,
  [SGM_USE_ORCHARD] = SGM_GROUND_WOOD,
};

typedef struct
{
  const SgmTown *town;
  SgmGround *ground;
  double metre; /* in Web Mercator, in the middle of the district */
} Maker;

/* Points -------------------------------------------------------------------- */

static SgmPoint
project (double longitude,
         double latitude)
{
  return (SgmPoint) { sgm_mercator_x (longitude), sgm_mercator_y (latitude) };
}

static SgmPoint
project_metres (const Maker  *maker,
                SgmMeshPoint  p)
{
  const SgmContourPlace *place = &maker->town->plan->place;

  if (isnan (p.x))
    return p;
  return project (place->longitude + p.x / place->metres_per_longitude,
                  place->latitude + p.y / place->metres_per_latitude);
}

static GArray *
project_path (const Maker  *maker,
              const GArray *path)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));

  for (guint i = 0; i < path->len; i++)
    {
      SgmPoint p = project_metres (maker, g_array_index (path, SgmMeshPoint, i));

      g_array_append_val (points, p);
    }
  return points;
}

/* From longitude, latitude, longitude … */
static GArray *
project_coordinates (const double *coordinates,
                     guint         n)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (SgmPoint));

  for (guint i = 0; i < n; i++)
    {
      SgmPoint p = project (coordinates[2 * i], coordinates[2 * i + 1]);

      g_array_append_val (points, p);
    }
  return points;
}

static void
add (Maker            *maker,
     SgmGroundFeature  feature,
     GArray           *points)
{
  if (points->len == 0)
    return;
  feature.n_points = points->len;
  feature.points = (double *) (void *) points->data;
  sgm_ground_add (maker->ground, &feature);
}

/* Waters and ways ----------------------------------------------------------- */

/* The great river, whose bank is the district's outline: its surface from the
 * bank to its middle, and a line as wide as it is. */
static void
add_great_river (Maker                *maker,
                 const SgmTownStretch *stretch,
                 GArray               *bank)
{
  SgmGroundFeature surface = { .kind = SGM_GROUND_WATER, .shape = SGM_GROUND_SHAPE_POLYGON };
  SgmGroundFeature line = {
    .kind = SGM_GROUND_RIVER, .shape = SGM_GROUND_SHAPE_LINE, .width = RIVER_WIDTH,
    .rank = stretch->length, .name = stretch->name, .name_en = stretch->name_en,
  };
  g_autoptr (GArray) even = sgm_polyline_resample (bank, RIVER_STEP * maker->metre);
  g_autoptr (GArray) calm = sgm_polyline_average (even, RIVER_CALM);
  g_autoptr (GArray) aside = sgm_polyline_offset (calm, (RIVER_WIDTH / 2 + RIVER_SHORE) * maker->metre);
  g_autoptr (GArray) middle = sgm_polyline_average (aside, RIVER_CALM);

  add (maker, line, middle);
  for (guint i = middle->len; i > 0; i--)
    g_array_append_val (bank, g_array_index (middle, SgmPoint, i - 1));
  g_array_append_val (bank, g_array_index (bank, SgmPoint, 0));
  add (maker, surface, bank);
}

static void
add_stretches (Maker   *maker,
               guint32  seed)
{
  g_autoptr (GPtrArray) stretches = sgm_town_ways_new (maker->town, seed ^ NAMES);

  for (guint i = 0; i < stretches->len; i++)
    {
      const SgmTownStretch *stretch = stretches->pdata[i];
      const double *coordinates = (const double *) (const void *) stretch->coordinates->data;
      g_autoptr (GArray) points = project_coordinates (coordinates, stretch->coordinates->len / 2);
      SgmGroundFeature feature = {
        .kind = stretch->kind, .shape = SGM_GROUND_SHAPE_LINE, .width = stretch->width,
        .rank = stretch->length, .name = stretch->name, .name_en = stretch->name_en,
        .level = stretch->kind >= SGM_GROUND_MOTORWAY ? 1 : 0,
      };

      if (stretch->kind == SGM_GROUND_RIVER && stretch->width == 0)
        add_great_river (maker, stretch, points);
      else
        add (maker, feature, points);
    }
}

static gboolean
is_in_district (const Maker  *maker,
                SgmMeshPoint  p)
{
  const GArray *outline = maker->town->plan->outline;
  gboolean inside = FALSE;

  for (guint i = 0; i < outline->len; i++)
    {
      SgmMeshPoint a = g_array_index (outline, SgmMeshPoint, i);
      SgmMeshPoint b = g_array_index (outline, SgmMeshPoint, (i + 1) % outline->len);

      if ((a.y > p.y) != (b.y > p.y) && a.x + (p.y - a.y) / (b.y - a.y) * (b.x - a.x) > p.x)
        inside = !inside;
    }
  return inside;
}

static gboolean
is_on_outline (const SgmMesh *mesh,
               guint          half)
{
  guint next = half;

  do
    {
      if (sgm_mesh_half (mesh, next)->face == SGM_MESH_OUTSIDE)
        return TRUE;
      next = sgm_mesh_half (mesh, SGM_MESH_TWIN (next))->next;
    }
  while (next != half);
  return FALSE;
}

/* Where a way that comes in from beyond the district near a point goes on. */
static SgmMeshPoint
find_entry (const Maker  *maker,
            guint         line,
            SgmMeshPoint  p)
{
  const SgmMesh *mesh = maker->town->quarters->mesh;
  SgmMeshPoint found = p;
  double best = G_MAXDOUBLE;

  for (guint half = 0; half < mesh->halves->len; half++)
    {
      SgmMeshPoint q = sgm_mesh_origin (mesh, half);

      if (sgm_mesh_get_line (mesh, half) == line && hypot (q.x - p.x, q.y - p.y) < best
          && is_on_outline (mesh, half))
        {
          best = hypot (q.x - p.x, q.y - p.y);
          found = q;
        }
    }
  return found;
}

/* Whether the last point is so near to another that the line would bend. */
static gboolean
is_near (const GArray *points,
         SgmMeshPoint  p)
{
  SgmMeshPoint last = g_array_index (points, SgmMeshPoint, points->len - 1);

  return hypot (last.x - p.x, last.y - p.y) < CLEAR;
}

/* One end of a way's path, from its first or last point to the district. */
static GArray *
cut_outer_end (const Maker  *maker,
               const GArray *path,
               guint         line,
               gboolean      last)
{
  GArray *end = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  double length = 0;

  for (guint i = 0; i < path->len; i++)
    {
      SgmMeshPoint p = g_array_index (path, SgmMeshPoint, last ? path->len - 1 - i : i);

      if (is_in_district (maker, p))
        {
          SgmMeshPoint entry = find_entry (maker, line, p);

          while (end->len > 1 && is_near (end, entry))
            g_array_set_size (end, end->len - 1);
          g_array_append_val (end, entry);
          break;
        }
      if (end->len > 0)
        length += hypot (p.x - g_array_index (end, SgmMeshPoint, end->len - 1).x,
                         p.y - g_array_index (end, SgmMeshPoint, end->len - 1).y);
      g_array_append_val (end, p);
    }
  if (length < FAR_OUT)
    g_array_set_size (end, 0);
  return end;
}

static SgmMeshPoint
reach_beyond (SgmMeshPoint inner,
              SgmMeshPoint end)
{
  double length = hypot (end.x - inner.x, end.y - inner.y);

  return (SgmMeshPoint) { end.x + (end.x - inner.x) / length * BEYOND,
                          end.y + (end.y - inner.y) / length * BEYOND };
}

static void
go_on_beyond (GArray *path)
{
  SgmMeshPoint first, last;

  if (path->len < 2)
    return;
  first = g_array_index (path, SgmMeshPoint, 0);
  last = g_array_index (path, SgmMeshPoint, path->len - 1);
  if (hypot (first.x, first.y) > FAR_AWAY)
    {
      first = reach_beyond (g_array_index (path, SgmMeshPoint, 1), first);
      g_array_prepend_val (path, first);
    }
  if (hypot (last.x, last.y) > FAR_AWAY)
    {
      last = reach_beyond (g_array_index (path, SgmMeshPoint, path->len - 2), last);
      g_array_append_val (path, last);
    }
}

/* What lies beyond the district or above it. */
static void
add_outer_ways (Maker *maker)
{
  const SgmTownPlan *plan = maker->town->plan;

  for (guint i = 0; i < plan->ways->len; i++)
    {
      const SgmTownWay *way = &g_array_index (plan->ways, SgmTownWay, i);
      const GArray *path = maker->town->quarters->paths->pdata[i];
      SgmGroundFeature feature = {
        .kind = way->kind, .shape = SGM_GROUND_SHAPE_LINE, .width = way->width,
        .name = way->name, .name_en = way->name_en, .level = way->kind >= SGM_GROUND_PRIMARY ? 1 : 0,
      };

      if (way->role == SGM_TOWN_WAY_ABOVE)
        {
          g_autoptr (GArray) whole = g_array_copy ((GArray *) path);
          g_autoptr (GArray) points = NULL;

          go_on_beyond (whole);
          points = project_path (maker, whole);
          add (maker, feature, points);
        }
      for (guint last = 0; last < 2 && way->role == SGM_TOWN_WAY; last++)
        {
          g_autoptr (GArray) end = cut_outer_end (maker, path, SGM_TOWN_LINE_WAYS + i, last);
          g_autoptr (GArray) points = NULL;

          go_on_beyond (end);
          points = project_path (maker, end);
          add (maker, feature, points);
        }
    }
}

/* Units --------------------------------------------------------------------- */

static void
add_unit (Maker       *maker,
          guint        face,
          SgmGeometry *outline,
          GRand       *random)
{
  SgmUse use = maker->town->uses[face];
  SgmGroundFeature feature = { .kind = grounds[use], .shape = SGM_GROUND_SHAPE_POLYGON };
  SgmGroundFeature building = { .kind = SGM_GROUND_BUILDING, .shape = SGM_GROUND_SHAPE_POLYGON };
  SgmGroundFeature pond = { .kind = SGM_GROUND_POND, .shape = SGM_GROUND_SHAPE_POLYGON };
  guint n;
  const double *vertices = sgm_geometry_get_ring (outline, 0, &n);
  g_autoptr (GArray) points = project_coordinates (vertices, n);
  g_autoptr (GArray) houses = NULL;
  g_autoptr (GArray) projected = NULL;

  add (maker, feature, points);
  houses = use == SGM_USE_PONDS ? sgm_ponds_new (maker->town, face, random)
                                : sgm_houses_new (maker->town, face, random);
  projected = project_path (maker, houses);
  add (maker, use == SGM_USE_PONDS ? pond : building, projected);
}

static gboolean
add_units (Maker         *maker,
           guint32        seed,
           GCancellable  *cancellable,
           GError       **error)
{
  guint n = maker->town->quarters->mesh->faces->len;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed ^ HOUSES);
  g_autoptr (GPtrArray) outlines = NULL;
  g_autofree guint *alone = g_new (guint, n);

  for (guint face = 0; face < n; face++)
    alone[face] = face;
  outlines = sgm_contour_get_groups (maker->town->contour, alone, n);
  for (guint face = 0; face < n; face++)
    {
      if (face % REPORT_EVERY == 0 && g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      add_unit (maker, face, outlines->pdata[face], random);
    }
  return TRUE;
}

static void
add_district (Maker *maker)
{
  guint n_faces = maker->town->quarters->mesh->faces->len;
  g_autofree guint *all = g_new0 (guint, n_faces);
  g_autoptr (GPtrArray) outline = sgm_contour_get_groups (maker->town->contour, all, 1);
  SgmGroundFeature feature = { .kind = SGM_GROUND_DISTRICT, .shape = SGM_GROUND_SHAPE_POLYGON };
  guint n;
  const double *vertices = sgm_geometry_get_ring (outline->pdata[0], 0, &n);
  g_autoptr (GArray) points = project_coordinates (vertices, n);

  add (maker, feature, points);
}

/* What is around the district, roughly. */
static void
add_surroundings (Maker *maker)
{
  const GArray *lands = maker->town->plan->lands;

  for (guint i = 0; i < lands->len; i++)
    {
      const SgmTownLand *land = &g_array_index (lands, SgmTownLand, i);
      SgmGroundFeature feature = { .kind = land->kind, .shape = SGM_GROUND_SHAPE_POLYGON };
      g_autoptr (GArray) curve = sgm_polyline_curve (land->points, 12);
      g_autoptr (GArray) points = project_path (maker, curve);

      add (maker, feature, points);
    }
}

static void
add_spots (Maker *maker)
{
  const GArray *spots = maker->town->plan->spots;

  for (guint i = 0; i < spots->len; i++)
    {
      const SgmTownSpot *spot = &g_array_index (spots, SgmTownSpot, i);
      SgmPoint p = project_metres (maker, spot->at);
      SgmGroundFeature feature = {
        .kind = SGM_GROUND_SPOT, .shape = SGM_GROUND_SHAPE_POINT, .rank = spots->len - i,
        .name = spot->name, .name_en = spot->name_en, .n_points = 1, .points = &p.x,
      };

      sgm_ground_add (maker->ground, &feature);
    }
}

/**
 * sgm_town_ground_new:
 * @seed: of a sample district
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Makes what the base map of a sample district shows: its waters and roads,
 * which lie along the borders of its units, the grounds of the units and what
 * stands on them. A sample with more units than the district has published
 * lies on the ground of the plain one; they have waters, roads and the borders
 * of communities and grids in common. Takes about a second.
 *
 * Returns: (transfer full): the ground, sealed, or %NULL
 */
SgmGround *
sgm_town_ground_new (guint32        seed,
                     GCancellable  *cancellable,
                     GError       **error)
{
  g_autoptr (SgmTown) town = sgm_town_new (seed, 1, NULL, NULL, cancellable, error);
  g_autoptr (SgmGround) ground = NULL;
  Maker maker = { town };

  if (town == NULL)
    return NULL;

  ground = sgm_ground_new ();
  maker.ground = ground;
  maker.metre = 1 / (256 * sgm_mercator_metres_per_pixel (town->plan->place.latitude, 0));
  add_surroundings (&maker);
  add_district (&maker);
  if (!add_units (&maker, seed, cancellable, error))
    return NULL;
  add_stretches (&maker, seed);
  add_outer_ways (&maker);
  add_spots (&maker);
  sgm_ground_seal (ground);
  return g_steal_pointer (&ground);
}

/**
 * sgm_town_ground_read:
 * @store: a district's
 * @cancellable: (nullable): to give up
 * @error: return location
 *
 * Makes the ground of a district that is a sample, from the seed that it was
 * made with.
 *
 * Returns: (transfer full) (nullable): the ground; %NULL without an error
 *   where the district is no sample, or one that an older version made
 */
SgmGround *
sgm_town_ground_read (SgmStore      *store,
                      GCancellable  *cancellable,
                      GError       **error)
{
  guint32 seed;

  return sgm_town_find (store, &seed, NULL, error) ? sgm_town_ground_new (seed, cancellable, error) : NULL;
}
