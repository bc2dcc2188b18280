/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-town-ways.h"

#include <math.h>

#include "sample/sgm-town-line.h"
#include "sample/sgm-way-names.h"

#define NONE G_MAXUINT

/* Two lines that meet go on in each other where the cosine of the angle
 * between them is at least this. */
#define STRAIGHT_ON 0.94

/* A way that goes on for so far beyond the district, in metres, has a bridge. */
#define FAR_OUT 700.0

/* In metres: the half of a water at which only a bridge goes on, and the foot of
 * its bank. */
#define WIDE_WATER 8.0
#define BANK 6.0

/* Ways and canals shorter than this, in metres, have no name. */
#define SHORTEST_WAY 260.0
#define SHORTEST_CANAL 800.0

/* A line of the mesh: its edges in a row. */
typedef struct
{
  GArray *halves; /* guint */
  double length;
  guint group;    /* the line whose name it has */
} Chain;

/* An end of a chain, for finding what goes on in what. */
typedef struct
{
  guint node;
  guint chain;
  double x; /* the direction in which it comes in */
  double y;
} End;

static void
clear_chain (gpointer data)
{
  Chain *chain = data;

  g_clear_pointer (&chain->halves, g_array_unref);
}

static void
free_stretch (gpointer data)
{
  SgmTownStretch *stretch = data;

  g_array_unref (stretch->coordinates);
  g_free (stretch);
}

static guint
get_end (const SgmMesh *mesh,
         guint          half)
{
  return sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->origin;
}

static double
get_length (const SgmMesh *mesh,
            guint          half)
{
  SgmMeshPoint a = sgm_mesh_origin (mesh, half);
  SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));

  return hypot (b.x - a.x, b.y - a.y);
}

/* The half that goes on from another along the same line. */
static guint
find_next (const SgmMesh *mesh,
           guint          half)
{
  guint line = sgm_mesh_get_line (mesh, half);
  guint next = sgm_mesh_half (mesh, half)->next;

  /* Around the node where it ends, from edge to edge. */
  while (next != SGM_MESH_TWIN (half))
    {
      if (sgm_mesh_get_line (mesh, next) == line)
        return next;
      next = sgm_mesh_half (mesh, SGM_MESH_TWIN (next))->next;
    }
  return NONE;
}

/* Appends the edges that follow a half until the line ends or comes back. */
static void
follow (const SgmMesh *mesh,
        guint          half,
        gboolean      *seen,
        Chain         *chain)
{
  while (half != NONE && !seen[half / 2])
    {
      seen[half / 2] = TRUE;
      g_array_append_val (chain->halves, half);
      chain->length += get_length (mesh, half);
      half = find_next (mesh, half);
    }
}

/* The first half of the line in the direction of another. */
static guint
find_start (const SgmMesh *mesh,
            guint          half)
{
  guint back = SGM_MESH_TWIN (half);
  guint first = back;

  for (guint next = find_next (mesh, back); next != NONE && next != first; next = find_next (mesh, next))
    back = next;
  return SGM_MESH_TWIN (back);
}

/* A line that was interrupted makes several chains. */
static GArray *
make_chains (const SgmTown *town)
{
  const SgmMesh *mesh = town->quarters->mesh;
  GArray *chains = g_array_new (FALSE, FALSE, sizeof (Chain));
  g_autofree gboolean *seen = g_new0 (gboolean, mesh->halves->len / 2);

  g_array_set_clear_func (chains, clear_chain);
  for (guint half = 0; half < mesh->halves->len; half += 2)
    {
      guint line = sgm_mesh_get_line (mesh, half);
      Chain chain = { NULL, 0, chains->len };

      if (seen[half / 2] || line < SGM_TOWN_LINE_WAYS)
        continue;
      chain.halves = g_array_new (FALSE, FALSE, sizeof (guint));
      follow (mesh, find_start (mesh, half), seen, &chain);
      g_array_append_val (chains, chain);
    }
  return chains;
}

static const SgmTownLine *
get_line (const SgmTown *town,
          const Chain   *chain)
{
  guint half = g_array_index (chain->halves, guint, 0);

  return &g_array_index (town->quarters->lines, SgmTownLine,
                         sgm_mesh_get_line (town->quarters->mesh, half));
}

/* Names --------------------------------------------------------------------- */

static guint
find_group (const GArray *chains,
            guint         chain)
{
  guint group = g_array_index (chains, Chain, chain).group;

  return group == chain ? chain : find_group (chains, group);
}

static void
add_end (const SgmMesh *mesh,
         guint          chain,
         guint          half,
         GArray        *ends)
{
  SgmMeshPoint a = sgm_mesh_origin (mesh, half);
  SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));
  double length = get_length (mesh, half);
  End end = { get_end (mesh, half), chain, (b.x - a.x) / length, (b.y - a.y) / length };

  g_array_append_val (ends, end);
}

static int
compare_ends (gconstpointer a,
              gconstpointer b)
{
  const End *left = a;
  const End *right = b;

  if (left->node != right->node)
    return left->node < right->node ? -1 : 1;
  return left->chain < right->chain ? -1 : left->chain > right->chain;
}

/* Lines of a kind that go on in each other, as streets do across a road, are
 * one way with one name. */
static void
join_chains (const SgmTown *town,
             GArray        *chains)
{
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (End));

  for (guint i = 0; i < chains->len; i++)
    {
      const GArray *halves = g_array_index (chains, Chain, i).halves;

      add_end (town->quarters->mesh, i, g_array_index (halves, guint, halves->len - 1), ends);
      add_end (town->quarters->mesh, i, SGM_MESH_TWIN (g_array_index (halves, guint, 0)), ends);
    }
  g_array_sort (ends, compare_ends);
  for (guint i = 0; i < ends->len; i++)
    for (guint j = i + 1; j < ends->len; j++)
      {
        const End *a = &g_array_index (ends, End, i);
        const End *b = &g_array_index (ends, End, j);
        const SgmTownLine *one = get_line (town, &g_array_index (chains, Chain, a->chain));
        const SgmTownLine *other = get_line (town, &g_array_index (chains, Chain, b->chain));

        if (b->node != a->node)
          break;
        if (one->kind == other->kind && one->name == other->name
            && -(a->x * b->x + a->y * b->y) > STRAIGHT_ON)
          g_array_index (chains, Chain, find_group (chains, a->chain)).group
            = find_group (chains, b->chain);
      }
}

static gboolean
is_named_kind (SgmGroundKind kind)
{
  return kind == SGM_GROUND_STREET || kind == SGM_GROUND_TERTIARY || kind == SGM_GROUND_SECONDARY
         || kind == SGM_GROUND_CANAL;
}

/* The names of the lines that have none yet, by group. */
static SgmWayName *
name_groups (const SgmTown *town,
             const GArray  *chains,
             const double  *lengths,
             guint32        seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autoptr (SgmWayNames) names = sgm_way_names_new (random);
  SgmWayName *named = g_new0 (SgmWayName, chains->len);

  for (guint i = 0; i < chains->len; i++)
    {
      const SgmTownLine *line = get_line (town, &g_array_index (chains, Chain, i));

      if (g_array_index (chains, Chain, i).group == i && line->name == NULL
          && is_named_kind (line->kind)
          && lengths[i] >= (line->kind == SGM_GROUND_CANAL ? SHORTEST_CANAL : SHORTEST_WAY))
        named[i] = sgm_way_names_take (names, line->kind);
    }
  return named;
}

/* Banks --------------------------------------------------------------------- */

/* Half of the width of the widest water at a node, or less than 0. */
static double
get_water (const SgmTown *town,
           guint          half)
{
  const SgmMesh *mesh = town->quarters->mesh;
  double water = -1;
  guint next = half;

  do
    {
      const SgmTownLine *line = &g_array_index (town->quarters->lines, SgmTownLine,
                                                sgm_mesh_get_line (mesh, next));

      if (sgm_town_line_is_water (line))
        water = MAX (water, line->width / 2);
      next = sgm_mesh_half (mesh, SGM_MESH_TWIN (next))->next;
    }
  while (next != half);
  return water;
}

/* Whether a way of the plan that ends at a node does so at the district's
 * border alone. */
static gboolean
goes_beyond (const SgmTown *town,
             guint          half)
{
  guint line = sgm_mesh_get_line (town->quarters->mesh, half);
  SgmMeshPoint p = sgm_mesh_origin (town->quarters->mesh, half);
  const GArray *path;
  double nearest = G_MAXDOUBLE;

  if (line < SGM_TOWN_LINE_WAYS || line >= SGM_TOWN_LINE_WAYS + town->plan->ways->len)
    return FALSE;
  path = town->quarters->paths->pdata[line - SGM_TOWN_LINE_WAYS];
  for (guint i = 0; path != NULL && i < 2; i++)
    {
      SgmMeshPoint end = g_array_index (path, SgmMeshPoint, i == 0 ? 0 : path->len - 1);

      nearest = MIN (nearest, hypot (end.x - p.x, end.y - p.y));
    }
  return path != NULL && nearest > FAR_OUT;
}

/* Whether another chain of the same way goes on at a node. */
static gboolean
goes_on (const SgmTown *town,
         const GArray  *chains,
         const guint   *edge_chains,
         guint          chain,
         guint          half)
{
  const SgmMesh *mesh = town->quarters->mesh;

  for (guint next = sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->next; next != half;
       next = sgm_mesh_half (mesh, SGM_MESH_TWIN (next))->next)
    {
      guint other = edge_chains[next / 2];

      if (other != NONE && other != chain && find_group (chains, other) == find_group (chains, chain))
        return TRUE;
    }
  return FALSE;
}

/* How much of a way, in metres, is to be taken off where it starts with a half:
 * it ends at the bank of a water, unless there is a bridge. */
static double
get_excess (const SgmTown *town,
            const GArray  *chains,
            const guint   *edge_chains,
            guint          chain,
            guint          half)
{
  const SgmTownLine *line = get_line (town, &g_array_index (chains, Chain, chain));
  double water = sgm_town_line_is_way (line) ? get_water (town, half) : -1;

  if (water < 0 || goes_beyond (town, half))
    return 0;
  if (goes_on (town, chains, edge_chains, chain, half)
      && (line->kind >= SGM_GROUND_TERTIARY || (line->kind == SGM_GROUND_STREET && water < WIDE_WATER)))
    return 0;
  return water + BANK;
}

static void
take_off (const SgmTown *town,
          GArray        *coordinates,
          gboolean       last,
          double         excess)
{
  const SgmContourPlace *place = &town->plan->place;

  while (excess > 0 && coordinates->len > 4)
    {
      double *end = &g_array_index (coordinates, double, last ? coordinates->len - 2 : 0);
      const double *next = last ? end - 2 : end + 2;
      double length = hypot ((next[0] - end[0]) * place->metres_per_longitude,
                             (next[1] - end[1]) * place->metres_per_latitude);

      if (length > excess)
        {
          end[0] += (next[0] - end[0]) * excess / length;
          end[1] += (next[1] - end[1]) * excess / length;
          return;
        }
      excess -= length;
      g_array_remove_range (coordinates, last ? coordinates->len - 2 : 0, 2);
    }
}

static guint *
index_edges (const SgmTown *town,
             const GArray  *chains)
{
  guint n = town->quarters->mesh->halves->len / 2;
  guint *edge_chains = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    edge_chains[i] = NONE;
  for (guint i = 0; i < chains->len; i++)
    {
      const GArray *halves = g_array_index (chains, Chain, i).halves;

      for (guint j = 0; j < halves->len; j++)
        edge_chains[g_array_index (halves, guint, j) / 2] = i;
    }
  return edge_chains;
}

/* The whole ----------------------------------------------------------------- */

static SgmTownStretch *
make_stretch (const SgmTown    *town,
              const Chain      *chain,
              double            length,
              const SgmWayName *made_up)
{
  SgmTownStretch *stretch = g_new0 (SgmTownStretch, 1);
  const SgmTownLine *line = get_line (town, chain);
  guint last = g_array_index (chain->halves, guint, chain->halves->len - 1);

  stretch->kind = line->kind;
  stretch->width = line->width;
  stretch->length = length;
  stretch->name = line->name != NULL ? line->name : made_up->name;
  stretch->name_en = line->name != NULL ? line->name_en : made_up->name_en;
  stretch->coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  for (guint i = 0; i < chain->halves->len; i++)
    sgm_contour_append (town->contour, g_array_index (chain->halves, guint, i), stretch->coordinates);
  sgm_contour_append_node (town->contour, get_end (town->quarters->mesh, last), stretch->coordinates);
  return stretch;
}

/**
 * sgm_town_ways_new:
 * @town: a town, which must outlive the ways
 * @seed: the same seed makes the same names
 *
 * Returns: (transfer full) (element-type SgmTownStretch): the waters and ways
 *   between the units, those of the plan with their names and the larger of the
 *   others with made-up ones
 */
GPtrArray *
sgm_town_ways_new (const SgmTown *town,
                   guint32        seed)
{
  GPtrArray *stretches = g_ptr_array_new_with_free_func (free_stretch);
  g_autoptr (GArray) chains = make_chains (town);
  g_autofree double *lengths = g_new0 (double, chains->len);
  g_autofree guint *edge_chains = index_edges (town, chains);
  g_autofree SgmWayName *names = NULL;

  join_chains (town, chains);
  for (guint i = 0; i < chains->len; i++)
    lengths[find_group (chains, i)] += g_array_index (chains, Chain, i).length;
  names = name_groups (town, chains, lengths, seed);
  for (guint i = 0; i < chains->len; i++)
    {
      const Chain *chain = &g_array_index (chains, Chain, i);
      guint group = find_group (chains, i);
      guint first = g_array_index (chain->halves, guint, 0);
      guint last = SGM_MESH_TWIN (g_array_index (chain->halves, guint, chain->halves->len - 1));
      SgmTownStretch *stretch = make_stretch (town, chain, lengths[group], &names[group]);

      take_off (town, stretch->coordinates, FALSE, get_excess (town, chains, edge_chains, i, first));
      take_off (town, stretch->coordinates, TRUE, get_excess (town, chains, edge_chains, i, last));
      g_ptr_array_add (stretches, stretch);
    }
  return stretches;
}
