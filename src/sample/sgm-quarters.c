/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-quarters.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "sample/sgm-cut.h"
#include "sample/sgm-lay.h"
#include "sample/sgm-town-line.h"

#define NOBODY G_MAXUINT

/* In metres: the distance of the nodes along waters and roads, how far chance
 * moves these, and over how many nodes on each side the banks are smoothed:
 * about the exactness of the outline. */
#define STEP 50.0
#define DRIFT 55.0
#define DRIFT_LENGTH 700.0
#define SMOOTH 3

#define BALK_SWING 0.03
#define STREAM_SWING 0.025

/* How far the borders of communities swing, as a share of their length. */
#define BEND 0.035

typedef struct
{
  const SgmTownPlan *plan;
  SgmQuarters *quarters;
  GRand *random;
  double phases[4];
} Maker;

/* Lines --------------------------------------------------------------------- */

/**
 * sgm_quarters_add_line:
 * @quarters: the quarters
 * @kind: a water or a way
 * @width: in metres, 0 for the usual width of its kind
 *
 * Returns: the number of a new line
 */
guint
sgm_quarters_add_line (SgmQuarters   *quarters,
                       SgmGroundKind  kind,
                       double         width)
{
  SgmTownLine line = { kind, width, kind == SGM_GROUND_STREAM ? STREAM_SWING : 0, NULL, NULL };

  g_array_append_val (quarters->lines, line);
  return quarters->lines->len - 1;
}

static GArray *
make_lines (const SgmTownPlan *plan)
{
  GArray *lines = g_array_new (FALSE, TRUE, sizeof (SgmTownLine));

  g_array_set_size (lines, SGM_TOWN_LINE_WAYS);
  g_array_index (lines, SgmTownLine, SGM_TOWN_LINE_BALK).swing = BALK_SWING;
  for (guint i = 0; i < plan->ways->len; i++)
    {
      const SgmTownWay *way = &g_array_index (plan->ways, SgmTownWay, i);
      SgmTownLine line = { way->kind, way->width, 0, way->name, way->name_en };

      g_array_append_val (lines, line);
    }
  return lines;
}

/* Everything drifts a little, so that what meets still does. */
static GArray *
drift (const Maker  *maker,
       const GArray *points)
{
  GArray *drifted = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));

  for (guint i = 0; i < points->len; i++)
    {
      SgmMeshPoint p = g_array_index (points, SgmMeshPoint, i);
      SgmMeshPoint q = {
        p.x + DRIFT * sin (p.y / DRIFT_LENGTH + maker->phases[0]) * sin (p.x / DRIFT_LENGTH + maker->phases[1]),
        p.y + DRIFT * sin (p.x / DRIFT_LENGTH + maker->phases[2]) * sin (p.y / DRIFT_LENGTH + maker->phases[3]),
      };

      g_array_append_val (drifted, q);
    }
  return drifted;
}

static GArray *
make_path (const Maker      *maker,
           const SgmTownWay *way)
{
  g_autoptr (GArray) drifted = drift (maker, way->points);
  g_autoptr (GArray) curve = sgm_polyline_curve (drifted, 24);

  return sgm_polyline_resample (curve, STEP);
}

static void
lay_ways (const Maker *maker)
{
  for (guint i = 0; i < maker->plan->ways->len; i++)
    {
      const SgmTownWay *way = &g_array_index (maker->plan->ways, SgmTownWay, i);
      GArray *path = way->role != SGM_TOWN_WAY_BANK ? make_path (maker, way) : NULL;

      g_ptr_array_add (maker->quarters->paths, path);
      if (way->role == SGM_TOWN_WAY || way->role == SGM_TOWN_WAY_BORDER)
        sgm_lay_line (maker->quarters->mesh, path, SGM_TOWN_LINE_WAYS + i);
    }
}

/* Outline ------------------------------------------------------------------- */

static guint
find_nearest (const GArray *ring,
              SgmMeshPoint  p)
{
  double best = G_MAXDOUBLE;
  guint found = 0;

  for (guint i = 0; i < ring->len; i++)
    {
      SgmMeshPoint q = g_array_index (ring, SgmMeshPoint, i);
      double distance = hypot (q.x - p.x, q.y - p.y);

      if (distance < best)
        {
          best = distance;
          found = i;
        }
    }
  return found;
}

/* Appends the ring from one of its points on, the last one left out, and notes
 * the line that it is a piece of. A bank is smoothed. */
static void
append_stretch (const GArray *outline,
                guint         from,
                guint         to,
                guint         line,
                GArray       *ring,
                GArray       *lines)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  g_autoptr (GArray) even = NULL;

  for (guint i = from;; i = (i + 1) % outline->len)
    {
      g_array_append_val (points, g_array_index (outline, SgmMeshPoint, i));
      if (i == to && points->len > 1)
        break;
    }
  even = sgm_polyline_resample (points, STEP);
  if (line != SGM_TOWN_LINE_OUTLINE)
    for (guint i = 0; i < 2; i++)
      {
        GArray *smooth = sgm_polyline_average (even, SMOOTH);

        g_array_unref (even);
        even = smooth;
      }
  /* Resampling may leave a short piece before the end. */
  if (even->len > 2)
    g_array_remove_index (even, even->len - 2);
  for (guint i = 0; i + 1 < even->len; i++)
    {
      g_array_append_val (ring, g_array_index (even, SgmMeshPoint, i));
      g_array_append_val (lines, line);
    }
}

/* The banks follow one another along the outline; what is between the last
 * and the first is a border on land. */
static SgmMesh *
make_mesh (const SgmTownPlan *plan)
{
  g_autoptr (GArray) ring = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));
  guint first = NOBODY, last = 0;
  SgmMesh *mesh;

  for (guint i = 0; i < plan->ways->len; i++)
    {
      const SgmTownWay *way = &g_array_index (plan->ways, SgmTownWay, i);
      guint from, to;

      if (way->role != SGM_TOWN_WAY_BANK)
        continue;
      from = find_nearest (plan->outline, g_array_index (way->points, SgmMeshPoint, 0));
      to = find_nearest (plan->outline, g_array_index (way->points, SgmMeshPoint, way->points->len - 1));
      append_stretch (plan->outline, from, to, SGM_TOWN_LINE_WAYS + i, ring, lines);
      first = first == NOBODY ? from : first;
      last = to;
    }
  append_stretch (plan->outline, last, first, SGM_TOWN_LINE_OUTLINE, ring, lines);
  mesh = sgm_mesh_new ((const SgmMeshPoint *) (const void *) ring->data, ring->len, SGM_TOWN_LINE_OUTLINE);
  for (guint i = 0; i < lines->len; i++)
    g_array_index (mesh->lines, guint, i) = g_array_index (lines, guint, i);
  return mesh;
}

/* Streets ------------------------------------------------------------------- */

static const SgmTownDivision *
get_community (const Maker *maker,
               guint        i)
{
  return &g_array_index (maker->plan->communities, SgmTownDivision, i);
}

static guint
find_face (const SgmMesh *mesh,
           SgmMeshPoint   p)
{
  double best = G_MAXDOUBLE;
  guint found = 0;

  for (guint face = 0; face < mesh->faces->len; face++)
    {
      SgmMeshPoint centre;
      double distance;

      if (sgm_mesh_contains (mesh, face, p))
        return face;
      sgm_mesh_get_area (mesh, face, &centre);
      distance = hypot (centre.x - p.x, centre.y - p.y);
      if (distance < best)
        {
          best = distance;
          found = face;
        }
    }
  return found;
}

static gboolean
is_street_border (const Maker *maker,
                  guint        half)
{
  guint line = sgm_mesh_get_line (maker->quarters->mesh, half);

  return line >= SGM_TOWN_LINE_WAYS && line < SGM_TOWN_LINE_WAYS + maker->plan->ways->len
         && (g_array_index (maker->plan->ways, SgmTownWay, line - SGM_TOWN_LINE_WAYS).role
             == SGM_TOWN_WAY_BORDER);
}

/* Communities --------------------------------------------------------------- */

typedef struct
{
  guint community;
  double along;
} Sibling;

static int
compare_siblings (gconstpointer a,
                  gconstpointer b)
{
  const Sibling *left = a;
  const Sibling *right = b;

  return left->along < right->along ? -1 : left->along > right->along;
}

static gboolean
is_rural (const Maker *maker,
          guint        community)
{
  return get_community (maker, community)->setting == SGM_SETTING_VILLAGE;
}

/* What parts two communities: in the country as often a canal as a road. */
static guint
add_border (Maker          *maker,
            const Sibling  *siblings,
            guint           n)
{
  gboolean rural = TRUE;

  for (guint i = 0; i < n; i++)
    rural = rural && is_rural (maker, siblings[i].community);
  if (rural && g_rand_int_range (maker->random, 0, 100) < 55)
    return sgm_quarters_add_line (maker->quarters, SGM_GROUND_CANAL, 16);
  return sgm_quarters_add_line (maker->quarters, SGM_GROUND_TERTIARY, 0);
}

/* Divides a face among the communities that have their seat in it. */
static gboolean
divide (Maker    *maker,
        guint     face,
        Sibling  *siblings,
        guint     n,
        GError  **error)
{
  SgmMesh *mesh = maker->quarters->mesh;
  SgmCutOptions options = { .bend = BEND, .step = STEP, .square = TRUE };
  double angle, along, across;
  guint left;

  if (n == 1)
    {
      g_array_index (maker->quarters->communities, guint, face) = siblings[0].community;
      return TRUE;
    }

  /* The pieces lie one after the other along the face's longer side. */
  angle = sgm_mesh_get_frame (mesh, face);
  sgm_mesh_get_extent (mesh, face, angle, &along, &across);
  angle += along >= across ? 0 : G_PI / 2;
  for (guint i = 0; i < n; i++)
    {
      SgmMeshPoint seat = get_community (maker, siblings[i].community)->seat;

      siblings[i].along = seat.x * cos (angle) + seat.y * sin (angle);
    }
  qsort (siblings, n, sizeof *siblings, compare_siblings);
  options.angle = angle + G_PI / 2;
  options.share = (double) (n / 2) / n;
  options.grain = sqrt (sgm_mesh_get_area (mesh, face, NULL) / n) / 3;
  options.line = add_border (maker, siblings, n);
  if (!sgm_cut_face (mesh, face, &options, maker->random, &left))
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The sample district could not be divided."));
      return FALSE;
    }

  /* On the left of the cut is what comes first along the side. */
  g_array_set_size (maker->quarters->communities, mesh->faces->len);
  return divide (maker, left, siblings, n / 2, error)
         && divide (maker, face, siblings + n / 2, n - n / 2, error);
}

static gboolean
settle (Maker   *maker,
        GError **error)
{
  const SgmMesh *mesh = maker->quarters->mesh;
  GArray *communities = maker->quarters->communities;
  guint n_faces = mesh->faces->len;
  guint n = maker->plan->communities->len;
  g_autofree guint *faces = g_new (guint, n);
  g_autofree Sibling *siblings = g_new0 (Sibling, n);

  for (guint i = 0; i < n; i++)
    faces[i] = find_face (mesh, get_community (maker, i)->seat);
  for (guint face = 0; face < n_faces; face++)
    {
      guint none = NOBODY;

      g_array_append_val (communities, none);
    }
  for (guint face = 0; face < n_faces; face++)
    {
      guint n_siblings = 0;

      for (guint i = 0; i < n; i++)
        if (faces[i] == face)
          siblings[n_siblings++].community = i;
      if (n_siblings > 0 && !divide (maker, face, siblings, n_siblings, error))
        return FALSE;
    }
  return TRUE;
}

/* The face without a community that is nearest to the seat of one beside it,
 * in the same street. */
static gboolean
find_next (const Maker *maker,
           guint       *found,
           guint       *community)
{
  const SgmMesh *mesh = maker->quarters->mesh;
  const guint *communities = (const guint *) (const void *) maker->quarters->communities->data;
  double best = G_MAXDOUBLE;

  for (guint half = 0; half < mesh->halves->len; half++)
    {
      guint face = sgm_mesh_half (mesh, half)->face;
      guint other = sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->face;
      SgmMeshPoint centre, seat;

      if (face == SGM_MESH_OUTSIDE || other == SGM_MESH_OUTSIDE || communities[face] != NOBODY
          || communities[other] == NOBODY || is_street_border (maker, half))
        continue;
      sgm_mesh_get_area (mesh, face, &centre);
      seat = get_community (maker, communities[other])->seat;
      if (hypot (centre.x - seat.x, centre.y - seat.y) < best)
        {
          best = hypot (centre.x - seat.x, centre.y - seat.y);
          *found = face;
          *community = communities[other];
        }
    }
  return best < G_MAXDOUBLE;
}

/* Each seat lies within its community, so that a village has its core. */
static void
move_seats (const Maker *maker)
{
  const SgmMesh *mesh = maker->quarters->mesh;
  guint n = maker->plan->communities->len;
  g_autofree double *largest = g_new0 (double, n);
  g_autofree gboolean *seated = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    maker->quarters->seats[i] = get_community (maker, i)->seat;
  for (guint face = 0; face < mesh->faces->len; face++)
    {
      guint community = g_array_index (maker->quarters->communities, guint, face);

      seated[community] |= sgm_mesh_contains (mesh, face, get_community (maker, community)->seat);
    }
  for (guint face = 0; face < mesh->faces->len; face++)
    {
      guint community = g_array_index (maker->quarters->communities, guint, face);
      SgmMeshPoint centre;
      double area = sgm_mesh_get_area (mesh, face, &centre);

      if (seated[community] || area < largest[community])
        continue;
      largest[community] = area;
      maker->quarters->seats[community] = centre;
    }
}

static void
unref_path (gpointer path)
{
  g_clear_pointer ((GArray **) &path, g_array_unref);
}

/**
 * sgm_quarters_new:
 * @plan: what is known of the town
 * @random: where all chance comes from
 * @error: return location
 *
 * Returns: (transfer full): the quarters of the town
 */
SgmQuarters *
sgm_quarters_new (const SgmTownPlan  *plan,
                  GRand              *random,
                  GError            **error)
{
  g_autoptr (SgmQuarters) quarters = g_new0 (SgmQuarters, 1);
  Maker maker = { plan, quarters, random };
  guint face, community;

  for (guint i = 0; i < G_N_ELEMENTS (maker.phases); i++)
    maker.phases[i] = g_rand_double_range (random, 0, 2 * G_PI);
  quarters->lines = make_lines (plan);
  quarters->mesh = make_mesh (plan);
  quarters->paths = g_ptr_array_new_with_free_func (unref_path);
  quarters->communities = g_array_new (FALSE, FALSE, sizeof (guint));
  quarters->seats = g_new (SgmMeshPoint, plan->communities->len);
  lay_ways (&maker);
  if (!settle (&maker, error))
    return NULL;
  while (find_next (&maker, &face, &community))
    g_array_index (quarters->communities, guint, face) = community;
  move_seats (&maker);
  return g_steal_pointer (&quarters);
}

void
sgm_quarters_free (SgmQuarters *quarters)
{
  g_clear_pointer (&quarters->mesh, sgm_mesh_free);
  g_clear_pointer (&quarters->lines, g_array_unref);
  g_clear_pointer (&quarters->paths, g_ptr_array_unref);
  g_clear_pointer (&quarters->communities, g_array_unref);
  g_free (quarters->seats);
  g_free (quarters);
}
