/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-division.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "sample/sgm-cut.h"

/* How far the borders of each level swing, as a share of their length, and
 * the distance of their vertices against the side of a unit. */
#define STREET_BEND 0.05
#define COMMUNITY_BEND 0.06
#define GRID_BEND 0.05
#define UNIT_BEND 0.04
#define BEND_STEP 0.45
/* So few units are parted by a straight line. */
#define FEW_UNITS 4
#define REPORT_EVERY 64

typedef struct
{
  SgmMesh *mesh;
  const SgmDivisionPlan *plan;
  SgmMeshPoint core;
  GRand *random;
  double phases[4];
  GArray *face_grids; /* guint for each face that is a unit */
  guint n_done;
  guint n_units;
  SgmProgress progress;
  gpointer progress_data;
  GCancellable *cancellable;
  GError **error;
} Division;

/* One of the siblings that a face is still to be divided among. */
typedef struct
{
  guint number;
  SgmDivisionPart part;
  guint face;
} Sibling;

/* Which way streets and plots run at a place: it turns slowly over the
 * district, so that neighbouring plots run alike, as they do where roads and
 * canals were there before them. */
static double
get_grain_angle (const Division *division,
                 SgmMeshPoint    p)
{
  return 0.35 + 0.35 * sin (p.x / 2300 + division->phases[0])
         + 0.35 * sin (p.y / 1900 + division->phases[1])
         + 0.12 * sin (p.x / 600 + division->phases[2])
         + 0.12 * sin (p.y / 500 + division->phases[3]);
}

static gboolean
cut (Division      *division,
     guint          face,
     guint          n_units,
     SgmCutOptions *options,
     guint         *left)
{
  options->grain = sqrt (sgm_mesh_get_area (division->mesh, face, NULL) / n_units);
  options->step = options->bend > 0 ? BEND_STEP * options->grain : 0;
  if (g_cancellable_set_error_if_cancelled (division->cancellable, division->error))
    return FALSE;

  if (!sgm_cut_face (division->mesh, face, options, division->random, left))
    {
      g_set_error_literal (division->error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The sample district could not be divided."));
      return FALSE;
    }
  return TRUE;
}

/* Across a face's longer side, in the place's own direction. */
static double
choose_angle (Division *division,
              guint     face)
{
  SgmMeshPoint centre;
  double angle, along, across;

  sgm_mesh_get_area (division->mesh, face, &centre);
  angle = get_grain_angle (division, centre);
  sgm_mesh_get_extent (division->mesh, face, angle, &along, &across);
  return angle + (along > across ? G_PI / 2 : 0) + g_rand_double_range (division->random, -0.1, 0.1);
}

static gboolean
is_core_left (const Division *division,
              guint           face,
              double          angle)
{
  SgmMeshPoint centre;

  sgm_mesh_get_area (division->mesh, face, &centre);
  return (division->core.y - centre.y) * cos (angle)
         - (division->core.x - centre.x) * sin (angle) > 0;
}

/* Divides a face among siblings of which the first shall lie nearest to the
 * core: into two groups of about the same weight, and so on. */
static gboolean
divide (Division *division,
        guint     face,
        Sibling  *siblings,
        guint     n,
        double    bend)
{
  SgmCutOptions options = { 0, 0, 0, bend, 0 };
  double total = 0, near = 0;
  guint n_units = 0, n_near = 0, left;
  gboolean core_left;

  if (n == 1)
    {
      siblings[0].face = face;
      return TRUE;
    }

  options.angle = choose_angle (division, face);
  core_left = is_core_left (division, face, options.angle);
  for (guint i = 0; i < n; i++)
    {
      total += siblings[i].part.weight;
      n_units += siblings[i].part.n_units;
    }
  while (n_near < n - 1 && (n_near == 0 || near + siblings[n_near].part.weight / 2 < total / 2))
    near += siblings[n_near++].part.weight;

  options.share = core_left ? near / total : 1 - near / total;
  if (!cut (division, face, n_units, &options, &left))
    return FALSE;

  return divide (division, core_left ? left : face, siblings, n_near, bend)
         && divide (division, core_left ? face : left, siblings + n_near, n - n_near, bend);
}

static gboolean
divide_units (Division *division,
              guint     face,
              guint     n,
              guint     grid)
{
  SgmCutOptions options = { 0, 0, 0, n > FEW_UNITS ? UNIT_BEND : 0, 0 };
  double area;
  guint n_left, left;

  if (n == 1)
    {
      if (division->face_grids->len <= face)
        g_array_set_size (division->face_grids, face + 1);
      g_array_index (division->face_grids, guint, face) = grid;
      if (++division->n_done % REPORT_EVERY == 0 && division->progress != NULL)
        division->progress (0.6 * division->n_done / division->n_units,
                            _("Drawing boundaries"), division->progress_data);
      return TRUE;
    }

  options.angle = choose_angle (division, face);
  n_left = (n + (n & 1 ? g_rand_int_range (division->random, 0, 2) : 0)) / 2;
  options.share = (double) n_left / n * g_rand_double_range (division->random, 0.9, 1.1);
  area = sgm_mesh_get_area (division->mesh, face, NULL);
  if (!cut (division, face, n, &options, &left))
    return FALSE;

  n_left = lround (n * sgm_mesh_get_area (division->mesh, left, NULL) / area);
  n_left = CLAMP (n_left, 1, n - 1);
  return divide_units (division, left, n_left, grid)
         && divide_units (division, face, n - n_left, grid);
}

static int
compare_settings (gconstpointer a,
                  gconstpointer b)
{
  const Sibling *left = a;
  const Sibling *right = b;

  if (left->part.setting != right->part.setting)
    return left->part.setting < right->part.setting ? -1 : 1;
  return left->number < right->number ? -1 : 1;
}

/* The parts of one parent, the most urban first. */
static GArray *
collect_siblings (const GArray *parts,
                  guint         parent)
{
  GArray *siblings = g_array_new (FALSE, TRUE, sizeof (Sibling));

  for (guint i = 0; i < parts->len; i++)
    {
      Sibling sibling = { i, g_array_index (parts, SgmDivisionPart, i), 0 };

      if (sibling.part.parent == parent)
        g_array_append_val (siblings, sibling);
    }
  g_array_sort (siblings, compare_settings);
  return siblings;
}

static gboolean
divide_level (Division     *division,
              const GArray *parts,
              const guint  *parent_faces,
              guint         n_parents,
              double        bend,
              guint        *faces)
{
  for (guint parent = 0; parent < n_parents; parent++)
    {
      g_autoptr (GArray) siblings = collect_siblings (parts, parent);

      if (!divide (division, parent_faces[parent], (Sibling *) siblings->data, siblings->len, bend))
        return FALSE;
      for (guint i = 0; i < siblings->len; i++)
        {
          const Sibling *sibling = &g_array_index (siblings, Sibling, i);

          faces[sibling->number] = sibling->face;
        }
    }
  return TRUE;
}

/* The three streets as they lie: 江南 in the north-west, 外海 in the east
 * along the Xijiang, 礼乐 in the south-west. */
static gboolean
divide_streets (Division *division,
                guint    *faces)
{
  const SgmDivisionPart *streets = (const SgmDivisionPart *) division->plan->streets->data;
  double north = streets[0].weight + streets[1].weight;
  SgmCutOptions first = { -40 * G_PI / 180, north / (north + streets[2].weight), 0, STREET_BEND, 0 };
  SgmCutOptions second = { 65 * G_PI / 180, streets[0].weight / north, 0, STREET_BEND, 0 };

  faces[2] = 0;
  return cut (division, faces[2], division->n_units, &first, &faces[1])
         && cut (division, faces[1], division->n_units / 2, &second, &faces[0]);
}

/**
 * sgm_division_make:
 * @mesh: the district as a single face, in metres
 * @plan: what to divide it into; three streets: the one in the north-west,
 *   the one in the east, the one in the south
 * @core: the middle of the town, near which the denser parts are
 * @random: where all chance comes from
 * @progress: (nullable): told how far it is, up to 0.6
 * @progress_data: for @progress
 * @cancellable: (nullable): to end early
 * @error: return location
 *
 * Returns: (transfer full) (array): for each face of the mesh, which are now
 *   the units, its grid; %NULL where it was cancelled
 */
guint *
sgm_division_make (SgmMesh                *mesh,
                   const SgmDivisionPlan  *plan,
                   SgmMeshPoint            core,
                   GRand                  *random,
                   SgmProgress             progress,
                   gpointer                progress_data,
                   GCancellable           *cancellable,
                   GError                **error)
{
  g_autoptr (GArray) face_grids = g_array_new (FALSE, TRUE, sizeof (guint));
  g_autofree guint *community_faces = g_new (guint, plan->communities->len);
  g_autofree guint *grid_faces = g_new (guint, plan->grids->len);
  guint street_faces[3];
  Division division = {
    .mesh = mesh, .plan = plan, .core = core, .random = random, .face_grids = face_grids,
    .progress = progress, .progress_data = progress_data,
    .cancellable = cancellable, .error = error,
  };

  g_return_val_if_fail (plan->streets->len == 3, NULL);
  for (guint i = 0; i < plan->grids->len; i++)
    division.n_units += g_array_index (plan->grids, SgmDivisionPart, i).n_units;
  for (guint i = 0; i < G_N_ELEMENTS (division.phases); i++)
    division.phases[i] = g_rand_double_range (random, 0, 2 * G_PI);

  if (!divide_streets (&division, street_faces)
      || !divide_level (&division, plan->communities, street_faces, 3,
                        COMMUNITY_BEND, community_faces)
      || !divide_level (&division, plan->grids, community_faces, plan->communities->len,
                        GRID_BEND, grid_faces))
    return NULL;

  for (guint i = 0; i < plan->grids->len; i++)
    if (!divide_units (&division, grid_faces[i],
                       g_array_index (plan->grids, SgmDivisionPart, i).n_units, i))
      return NULL;
  return (guint *) g_array_free (g_steal_pointer (&face_grids), FALSE);
}
