/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-subdivision.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "sample/sgm-cut.h"
#include "sample/sgm-town-line.h"

#define NONE G_MAXUINT
#define HECTARE 1e4
#define REPORT_EVERY 64

/* How far cuts swing in the country, and the distance of their vertices. */
#define RURAL_BEND 0.02
#define STEP 60.0

/* A village's land is the country where units are as large as this, against
 * what is usual. */
#define RURAL_SIZE 4.0

typedef struct
{
  SgmQuarters *quarters;
  const SgmTownPlan *plan;
  SgmSubdivision *division;
  GRand *random;
  guint n_done;
  guint n_units;
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GError **error;
} Maker;

/* Density ------------------------------------------------------------------- */

static double
blend (double from,
       double to,
       double t)
{
  return from + (to - from) * CLAMP (t, 0, 1);
}

/* How large units usually are in a community, in hectares, so far from its
 * seat in metres. */
static double
get_usual_size (SgmSetting setting,
                double     distance)
{
  switch (setting)
    {
    case SGM_SETTING_CITY:
      return blend (1.7, 2.1, distance / 600);
    case SGM_SETTING_TOWN:
      return blend (2.0, 4.0, (distance - 250) / 700);
    case SGM_SETTING_INDUSTRY:
      return blend (3.0, 6.5, (distance - 250) / 400);
    case SGM_SETTING_VILLAGE:
    default:
      return distance < 280 ? 2.2 : blend (4.5, 12, (distance - 280) / 300);
    }
}

static double
get_size_at (const Maker  *maker,
             guint         community,
             SgmMeshPoint  p)
{
  const SgmTownDivision *about = &g_array_index (maker->plan->communities, SgmTownDivision, community);
  SgmMeshPoint seat = maker->quarters->seats[community];

  return get_usual_size (about->setting, hypot (p.x - seat.x, p.y - seat.y));
}

static void
get_box (const SgmMesh *mesh,
         guint          face,
         SgmMeshPoint  *min,
         SgmMeshPoint  *max)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;

  *min = *max = sgm_mesh_origin (mesh, first);
  do
    {
      SgmMeshPoint p = sgm_mesh_origin (mesh, half);

      *min = (SgmMeshPoint) { MIN (min->x, p.x), MIN (min->y, p.y) };
      *max = (SgmMeshPoint) { MAX (max->x, p.x), MAX (max->y, p.y) };
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
}

/* How many units there usually are in a face of a community: its area divided
 * by the usual size of a unit, which is looked up at points spread over it. */
static double
weigh (const Maker *maker,
       guint        face,
       guint        community)
{
  const SgmMesh *mesh = maker->quarters->mesh;
  SgmMeshPoint centre, min, max;
  double area = sgm_mesh_get_area (mesh, face, &centre);
  guint n = area > 30 * HECTARE ? 12 : area > 6 * HECTARE ? 5 : 0;
  guint n_inside = 0;
  double sum = 0;

  if (n > 0)
    get_box (mesh, face, &min, &max);
  for (guint i = 0; i < n * n; i++)
    {
      SgmMeshPoint p = { min.x + (max.x - min.x) * (i % n + 0.5) / n,
                         min.y + (max.y - min.y) * (i / n + 0.5) / n };

      if (!sgm_mesh_contains (mesh, face, p))
        continue;
      sum += 1 / get_size_at (maker, community, p);
      n_inside++;
    }
  return area / HECTARE * (n_inside > 0 ? sum / n_inside : 1 / get_size_at (maker, community, centre));
}

/* Shares @total out by weights, at least @least to each; what rounding leaves
 * goes to the largest remainders. */
static guint *
share_out (guint         total,
           const double *weights,
           guint         n,
           guint         least)
{
  guint *counts = g_new (guint, n);
  g_autofree double *remainders = g_new (double, n);
  double sum = 0;
  guint left = total - n * least;
  guint given = 0;

  for (guint i = 0; i < n; i++)
    sum += weights[i];
  for (guint i = 0; i < n; i++)
    {
      double wanted = left * weights[i] / sum;

      counts[i] = least + (guint) wanted;
      given += (guint) wanted;
      remainders[i] = wanted - (guint) wanted;
    }
  for (; given < left; given++)
    {
      guint best = 0;

      for (guint i = 1; i < n; i++)
        if (remainders[i] > remainders[best])
          best = i;
      counts[best]++;
      remainders[best] -= 1;
    }
  return counts;
}

/* Cutting ------------------------------------------------------------------- */

typedef struct
{
  double largest; /* hectares; of faces smaller than this a cut is the kind */
  int percent;    /* how often, before the next is taken */
  SgmGroundKind kind;
  double width;
} Choice;

/* What a cut through a face of some size is. Choices of a size follow one
 * another; where none is taken it is a wall or a balk. */
static const Choice city_choices[] = {
  { 1e9, 100, SGM_GROUND_TERTIARY, 0 },
  { 40, 100, SGM_GROUND_STREET, 0 },
  { 7, 92, SGM_GROUND_LANE, 0 },
  { 2.6, 45, SGM_GROUND_LANE, 0 },
};
static const Choice industrial_choices[] = {
  { 1e9, 100, SGM_GROUND_TERTIARY, 0 },
  { 45, 100, SGM_GROUND_STREET, 0 },
  { 14, 65, SGM_GROUND_LANE, 0 },
};
static const Choice rural_choices[] = {
  { 1e9, 45, SGM_GROUND_CANAL, 12 },
  { 1e9, 100, SGM_GROUND_TERTIARY, 0 },
  { 60, 35, SGM_GROUND_CANAL, 9 },
  { 60, 100, SGM_GROUND_STREET, 0 },
  { 32, 55, SGM_GROUND_LANE, 0 },
  { 32, 80, SGM_GROUND_STREAM, 5 },
  { 12, 40, SGM_GROUND_LANE, 0 },
  { 12, 40, SGM_GROUND_STREAM, 4 },
};

/* What the land is like: what lies between units, and how long these are
 * against their width; fields and ponds are strips. */
typedef struct
{
  const Choice *choices;
  guint n_choices;
  guint wall;
  double aspect;
} Land;

static const Land lands[] = {
  { city_choices, G_N_ELEMENTS (city_choices), SGM_TOWN_LINE_WALL, 1.3 },
  { industrial_choices, G_N_ELEMENTS (industrial_choices), SGM_TOWN_LINE_WALL, 1.4 },
  { rural_choices, G_N_ELEMENTS (rural_choices), SGM_TOWN_LINE_BALK, 2.1 },
};

#define CITY (&lands[0])
#define WORKS (&lands[1])
#define COUNTRY (&lands[2])

static const Land *
get_land (const Maker  *maker,
          guint         community,
          SgmMeshPoint  p)
{
  switch (g_array_index (maker->plan->communities, SgmTownDivision, community).setting)
    {
    case SGM_SETTING_INDUSTRY:
      return WORKS;
    case SGM_SETTING_VILLAGE:
      return get_size_at (maker, community, p) >= RURAL_SIZE ? COUNTRY : CITY;
    case SGM_SETTING_CITY:
    case SGM_SETTING_TOWN:
    default:
      return CITY;
    }
}

static guint
choose_line (Maker      *maker,
             double      area,
             const Land *land)
{
  const Choice *choices = land->choices;
  guint n = land->n_choices;
  double class = 1e9;

  for (guint i = 0; i < n; i++)
    if (area / HECTARE <= choices[i].largest)
      class = choices[i].largest;
  for (guint i = 0; i < n; i++)
    if (choices[i].largest == class && g_rand_int_range (maker->random, 0, 100) < choices[i].percent)
      return sgm_quarters_add_line (maker->quarters, choices[i].kind, choices[i].width);
  return land->wall;
}

static double
get_misfit (double length,
            double width,
            double aspect)
{
  return fabs (log (MAX (length, width) / MIN (length, width) / aspect));
}

/* Cuts a face in its own directions, across the side that leaves the better
 * shapes: the longer one, or when few pieces are to come the one that makes
 * strips where strips are wanted. */
static gboolean
cut (Maker  *maker,
     guint   face,
     guint   community,
     double  share,
     guint   n,
     guint  *left)
{
  SgmMesh *mesh = maker->quarters->mesh;
  SgmCutOptions options = { .share = share };
  SgmMeshPoint centre;
  double area = sgm_mesh_get_area (mesh, face, &centre);
  const Land *land = get_land (maker, community, centre);
  double aspect = n <= 4 ? land->aspect : 1;
  double along, across;

  if (g_cancellable_set_error_if_cancelled (maker->cancellable, maker->error))
    return FALSE;

  options.angle = sgm_mesh_get_frame (mesh, face);
  options.grain = sqrt (area / n);
  sgm_mesh_get_extent (mesh, face, options.angle, &along, &across);
  if (get_misfit (along * share, across, aspect) < get_misfit (along, across * share, aspect))
    options.angle += G_PI / 2;
  options.line = choose_line (maker, area, land);
  options.square = TRUE;
  if (land == COUNTRY && n > 4)
    {
      options.bend = RURAL_BEND;
      options.step = STEP;
    }
  if (!sgm_cut_face (mesh, face, &options, maker->random, left))
    {
      g_set_error_literal (maker->error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The sample district could not be divided."));
      return FALSE;
    }
  return TRUE;
}

/* The pieces of @n units that are to lie in a face that was cut off. */
static guint
count_left (const Maker *maker,
            guint        left,
            guint        right,
            guint        community,
            guint        n)
{
  double on_left = weigh (maker, left, community);
  double on_right = weigh (maker, right, community);

  return CLAMP ((guint) lround (n * on_left / (on_left + on_right)), 1, n - 1);
}

static double
choose_share (Maker *maker,
              guint  n)
{
  guint n_left = (n + (n & 1 ? g_rand_int_range (maker->random, 0, 2) : 0)) / 2;

  return (double) n_left / n * (n > 2 ? g_rand_double_range (maker->random, 0.92, 1.08)
                                      : g_rand_double_range (maker->random, 0.8, 1.2));
}

/* Grids --------------------------------------------------------------------- */

static void
set_at (GArray *array,
        guint   i,
        guint   value)
{
  while (array->len <= i)
    {
      guint none = NONE;

      g_array_append_val (array, none);
    }
  g_array_index (array, guint, i) = value;
}

static guint
add_grid (Maker *maker,
          guint  community)
{
  g_array_append_val (maker->division->grids, community);
  return maker->division->grids->len - 1;
}

static gboolean
divide_into_grids (Maker *maker,
                   guint  face,
                   guint  community,
                   guint  n)
{
  guint left, n_left;

  if (n == 1)
    {
      set_at (maker->division->units, face, add_grid (maker, community));
      return TRUE;
    }

  if (!cut (maker, face, community, choose_share (maker, n), n, &left))
    return FALSE;
  set_at (maker->quarters->communities, left, community);
  n_left = count_left (maker, left, face, community, n);
  return divide_into_grids (maker, left, community, n_left)
         && divide_into_grids (maker, face, community, n - n_left);
}

/* One of the faces of a community. Those of one group are to be one grid; a
 * group has the number of one of its pieces. */
typedef struct
{
  guint face;
  guint group;
  double weight;
} Piece;

static double
get_group_weight (const GArray *pieces,
                  guint         group)
{
  double weight = 0;

  for (guint i = 0; i < pieces->len; i++)
    if (g_array_index (pieces, Piece, i).group == group)
      weight += g_array_index (pieces, Piece, i).weight;
  return weight;
}

static guint
find_piece (const GArray *pieces,
            guint         face)
{
  for (guint i = 0; i < pieces->len; i++)
    if (g_array_index (pieces, Piece, i).face == face)
      return i;
  return NONE;
}

/* The lightest group that has an edge in common with another. */
static guint
find_neighbour (const Maker  *maker,
                const GArray *pieces,
                guint         group)
{
  const SgmMesh *mesh = maker->quarters->mesh;
  double least = G_MAXDOUBLE;
  guint found = NONE;

  for (guint half = 0; half < mesh->halves->len; half++)
    {
      guint from = find_piece (pieces, sgm_mesh_half (mesh, half)->face);
      guint to = find_piece (pieces, sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->face);
      guint other;

      if (from == NONE || to == NONE || g_array_index (pieces, Piece, from).group != group)
        continue;
      other = g_array_index (pieces, Piece, to).group;
      if (other != group && get_group_weight (pieces, other) < least)
        {
          least = get_group_weight (pieces, other);
          found = other;
        }
    }
  return found;
}

static GArray *
collect_pieces (const Maker *maker,
                guint        community)
{
  GArray *pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  GArray *communities = maker->quarters->communities;

  for (guint face = 0; face < communities->len; face++)
    if (g_array_index (communities, guint, face) == community)
      {
        Piece piece = { face, pieces->len, weigh (maker, face, community) };

        g_array_append_val (pieces, piece);
      }
  return pieces;
}

/* Joins the lightest group with a neighbour. */
static void
join_lightest (const Maker *maker,
               GArray      *pieces)
{
  guint lightest = NONE, neighbour;
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < pieces->len; i++)
    {
      guint group = g_array_index (pieces, Piece, i).group;

      if (get_group_weight (pieces, group) < least)
        {
          least = get_group_weight (pieces, group);
          lightest = group;
        }
    }
  neighbour = find_neighbour (maker, pieces, lightest);
  for (guint i = 0; i < pieces->len; i++)
    if (g_array_index (pieces, Piece, i).group == lightest)
      g_array_index (pieces, Piece, i).group = neighbour;
}

static guint
count_in_group (const GArray *pieces,
                guint         group)
{
  guint n = 0;

  for (guint i = 0; i < pieces->len; i++)
    n += g_array_index (pieces, Piece, i).group == group;
  return n;
}

/* The faces that are not divided are joined to grids of several. */
static gboolean
make_grids_of (Maker *maker,
               guint  community,
               guint  n_grids)
{
  g_autoptr (GArray) pieces = collect_pieces (maker, community);
  g_autofree double *weights = g_new0 (double, pieces->len);
  g_autofree guint *counts = NULL;
  g_autofree guint *grids = g_new (guint, pieces->len);
  guint n_single = 0, n_groups = 0;

  for (guint n = pieces->len; n > n_grids; n--)
    join_lightest (maker, pieces);
  for (guint i = 0; i < pieces->len; i++)
    {
      grids[i] = NONE;
      if (count_in_group (pieces, i) == 1)
        weights[n_single++] = get_group_weight (pieces, i);
      else if (count_in_group (pieces, i) > 1)
        n_groups++;
    }
  if (n_single > 0)
    counts = share_out (n_grids - n_groups, weights, n_single, 1);
  for (guint i = 0, single = 0; i < pieces->len; i++)
    if (count_in_group (pieces, i) == 1)
      {
        if (!divide_into_grids (maker, g_array_index (pieces, Piece, i).face, community,
                                counts[single++]))
          return FALSE;
      }
  for (guint i = 0; i < pieces->len; i++)
    {
      guint group = g_array_index (pieces, Piece, i).group;

      if (count_in_group (pieces, group) == 1)
        continue;
      if (grids[group] == NONE)
        grids[group] = add_grid (maker, community);
      set_at (maker->division->units, g_array_index (pieces, Piece, i).face, grids[group]);
    }
  return TRUE;
}

/* A community has a grid for about so many units as the others. */
static gboolean
make_grids (Maker *maker,
            guint  n_grids)
{
  guint n = maker->plan->communities->len;
  g_autofree double *weights = g_new0 (double, n);
  g_autofree guint *counts = NULL;

  for (guint face = 0; face < maker->quarters->communities->len; face++)
    {
      guint community = g_array_index (maker->quarters->communities, guint, face);

      weights[community] += weigh (maker, face, community);
    }
  counts = share_out (n_grids, weights, n, 1);
  for (guint i = 0; i < n; i++)
    if (!make_grids_of (maker, i, counts[i]))
      return FALSE;
  return TRUE;
}

/* Units --------------------------------------------------------------------- */

static gboolean
divide_into_units (Maker *maker,
                   guint  face,
                   guint  grid,
                   guint  n)
{
  guint community = g_array_index (maker->division->grids, guint, grid);
  guint left, n_left;

  if (n == 1)
    {
      set_at (maker->division->units, face, grid);
      if (++maker->n_done % REPORT_EVERY == 0 && maker->progress != NULL)
        maker->progress (0.6 * maker->n_done / maker->n_units, _("Drawing boundaries"),
                         maker->progress_data);
      return TRUE;
    }

  if (!cut (maker, face, community, choose_share (maker, n), n, &left))
    return FALSE;
  n_left = count_left (maker, left, face, community, n);
  return divide_into_units (maker, left, grid, n_left)
         && divide_into_units (maker, face, grid, n - n_left);
}

static gboolean
make_units (Maker *maker)
{
  GArray *units = maker->division->units;
  guint n_faces = units->len;
  g_autofree double *weights = g_new (double, n_faces);
  g_autofree guint *counts = NULL;

  for (guint face = 0; face < n_faces; face++)
    {
      guint grid = g_array_index (units, guint, face);

      weights[face] = weigh (maker, face, g_array_index (maker->division->grids, guint, grid));
    }
  counts = share_out (maker->n_units, weights, n_faces, 1);
  for (guint face = 0; face < n_faces; face++)
    if (!divide_into_units (maker, face, g_array_index (units, guint, face), counts[face]))
      return FALSE;
  return TRUE;
}

/**
 * sgm_subdivision_new:
 * @quarters: the quarters of the town, whose faces are divided further
 * @plan: what is known of the town
 * @n_grids: how many grids there shall be
 * @n_units: how many units
 * @random: where all chance comes from
 * @progress: (nullable): told how far it is, up to 0.6
 * @progress_data: for @progress
 * @cancellable: (nullable): to end early
 * @error: return location
 *
 * Divides communities into grids and grids into units along streets, canals
 * and field paths, more densely where towns and the cores of villages are.
 *
 * Returns: (transfer full): what the faces are now, or %NULL
 */
SgmSubdivision *
sgm_subdivision_new (SgmQuarters        *quarters,
                     const SgmTownPlan  *plan,
                     guint               n_grids,
                     guint               n_units,
                     GRand              *random,
                     SgmProgress         progress,
                     gpointer            progress_data,
                     GCancellable       *cancellable,
                     GError            **error)
{
  g_autoptr (SgmSubdivision) division = g_new0 (SgmSubdivision, 1);
  Maker maker = {
    .quarters = quarters, .plan = plan, .division = division, .random = random,
    .n_units = n_units, .progress = progress, .progress_data = progress_data,
    .cancellable = cancellable, .error = error,
  };

  division->grids = g_array_new (FALSE, FALSE, sizeof (guint));
  division->units = g_array_new (FALSE, FALSE, sizeof (guint));
  if (!make_grids (&maker, n_grids) || !make_units (&maker))
    return NULL;
  return g_steal_pointer (&division);
}

void
sgm_subdivision_free (SgmSubdivision *division)
{
  g_array_unref (division->grids);
  g_array_unref (division->units);
  g_free (division);
}
