/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-cut.h"

#include <math.h>

/* Ends nearer to a node than this share of the grain go to the node; those of
 * square cuts keep their angle and only go to one that is very near. */
#define SNAP 0.2
#define SQUARE_SNAP 0.07
/* How far, as a share of the grain, a square cut moves aside in order to go on
 * with another one, what that is worth, and what it costs to miss it a little. */
#define REACH 0.4
#define JOINED 0.12
#define MISSED 0.15
/* A cut this good is taken without looking for a better one. */
#define GOOD_SCORE 0.12
/* A piece is compact enough from this share of a circle's area on, and a cut
 * steep enough to the border below this cosine. */
#define COMPACT 0.55
#define WEDGE 0.75
/* From this cosine on a square cut is not square, and what that costs. */
#define SQUARE 0.2
#define SKEW 1.0
#define MAX_PATH 66

/* A face's border, copied out for speed: along the cut's direction and
 * across it, to the left. */
typedef struct
{
  guint half;
  double along;
  double across;
  gboolean joint;  /* whether a border beyond ends here */
} Corner;

/* Where a line crosses the border: at @t from corner @corner to the next. */
typedef struct
{
  guint corner;
  double t;
  double along;
} Crossing;

/* A way to cut, the less score the better. */
typedef struct
{
  Crossing from;
  Crossing to;
  double angle;
  double score;
} Chord;

/* A face seen along one angle. */
typedef struct
{
  Corner *corners;
  guint n;
  double area;
  double perimeter;
} View;

static guint
count_corners (const SgmMesh *mesh,
               guint          face)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint n = 0;

  for (guint half = first; n == 0 || half != first; half = sgm_mesh_half (mesh, half)->next)
    n++;
  return n;
}

static Corner *
get_corners (const SgmMesh *mesh,
             guint          face,
             double         angle,
             guint         *n)
{
  double c = cos (angle), s = sin (angle);
  guint half = sgm_mesh_face_half (mesh, face);
  Corner *corners;

  *n = count_corners (mesh, face);
  corners = g_new (Corner, *n);
  for (guint i = 0; i < *n; i++)
    {
      SgmMeshPoint p = sgm_mesh_origin (mesh, half);
      guint before = sgm_mesh_half (mesh, half)->prev;

      corners[i] = (Corner) { half, c * p.x + s * p.y, c * p.y - s * p.x,
                              sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->face
                              != sgm_mesh_half (mesh, SGM_MESH_TWIN (before))->face };
      half = sgm_mesh_half (mesh, half)->next;
    }
  return corners;
}

/* The area of what lies more than @offset across: the integral of the height
 * above the line over the border, on which only what is above counts. */
static double
area_beyond (const Corner *corners,
             guint         n,
             double        offset)
{
  double area = 0;

  for (guint i = 0; i < n; i++)
    {
      const Corner *a = &corners[i];
      const Corner *b = &corners[i + 1 < n ? i + 1 : 0];
      double u = a->across - offset, v = b->across - offset;
      double length = a->along - b->along;

      if (u >= 0 && v >= 0)
        area += (u + v) / 2 * length;
      else if (u > 0)
        area += u / 2 * length * u / (u - v);
      else if (v > 0)
        area += v / 2 * length * v / (v - u);
    }
  return area;
}

static double
find_offset (const Corner *corners,
             guint         n,
             double        share)
{
  double low = G_MAXDOUBLE, high = -G_MAXDOUBLE;
  double wanted;

  for (guint i = 0; i < n; i++)
    {
      low = MIN (low, corners[i].across);
      high = MAX (high, corners[i].across);
    }
  wanted = share * area_beyond (corners, n, low);
  for (guint i = 0; i < 24; i++)
    {
      double middle = (low + high) / 2;

      if (area_beyond (corners, n, middle) > wanted)
        low = middle;
      else
        high = middle;
    }
  return (low + high) / 2;
}

static double
distance (const Corner *a,
          const Corner *b)
{
  return hypot (b->along - a->along, b->across - a->across);
}

static int
compare_crossings (gconstpointer a,
                   gconstpointer b)
{
  const Crossing *left = a;
  const Crossing *right = b;

  return left->along < right->along ? -1 : left->along > right->along;
}

static GArray *
find_crossings (const Corner *corners,
                guint         n,
                double        offset)
{
  GArray *crossings = g_array_new (FALSE, FALSE, sizeof (Crossing));

  for (guint i = 0; i < n; i++)
    {
      const Corner *a = &corners[i];
      const Corner *b = &corners[i + 1 < n ? i + 1 : 0];
      Crossing crossing = { i, 0, 0 };

      if ((a->across > offset) == (b->across > offset))
        continue;
      crossing.t = (offset - a->across) / (b->across - a->across);
      crossing.along = a->along + crossing.t * (b->along - a->along);
      g_array_append_val (crossings, crossing);
    }
  g_array_sort (crossings, compare_crossings);
  return crossings;
}

static void
snap (const Corner *corners,
      guint         n,
      double        reach,
      Crossing     *crossing)
{
  const Corner *a = &corners[crossing->corner];
  const Corner *b = &corners[(crossing->corner + 1) % n];
  double length = distance (a, b);

  if (crossing->t * length < reach && crossing->t <= 0.5)
    crossing->t = 0;
  else if ((1 - crossing->t) * length < reach)
    *crossing = (Crossing) { (crossing->corner + 1) % n, 0, 0 };
}

static Corner
get_place (const Corner   *corners,
           guint           n,
           const Crossing *crossing)
{
  const Corner *a = &corners[crossing->corner];
  const Corner *b = &corners[(crossing->corner + 1) % n];

  return (Corner) { a->half, a->along + crossing->t * (b->along - a->along),
                    a->across + crossing->t * (b->across - a->across) };
}

static double
turn (const Corner *a,
      const Corner *b,
      const Corner *c)
{
  return (b->along - a->along) * (c->across - a->across)
         - (c->along - a->along) * (b->across - a->across);
}

static gboolean
segments_meet (const Corner *a,
               const Corner *b,
               const Corner *c,
               const Corner *d)
{
  return (turn (a, b, c) > 0) != (turn (a, b, d) > 0)
         && (turn (c, d, a) > 0) != (turn (c, d, b) > 0);
}

static gboolean
is_inside (const Corner *corners,
           guint         n,
           const Corner *p)
{
  gboolean inside = FALSE;

  for (guint i = 0; i < n; i++)
    {
      const Corner *a = &corners[i];
      const Corner *b = &corners[i + 1 < n ? i + 1 : 0];

      if ((a->across > p->across) != (b->across > p->across)
          && (a->along + (p->across - a->across) / (b->across - a->across) * (b->along - a->along)
              > p->along))
        inside = !inside;
    }
  return inside;
}

/* Whether border @i starts, ends or lies at a crossing. */
static gboolean
is_at (guint           i,
       guint           n,
       const Crossing *crossing)
{
  return i == crossing->corner || (crossing->t == 0 && (i + 1) % n == crossing->corner);
}

/* Whether a path from border to border stays inside between its ends. */
static gboolean
is_clear (const Corner *corners,
          guint         n,
          const Chord  *chord,
          const Corner *path,
          guint         n_path)
{
  for (guint k = 0; k + 1 < n_path; k++)
    {
      Corner middle = { 0, (path[k].along + path[k + 1].along) / 2,
                        (path[k].across + path[k + 1].across) / 2 };

      if (!is_inside (corners, n, &middle))
        return FALSE;
      for (guint i = 0; i < n; i++)
        if (!(k == 0 && is_at (i, n, &chord->from))
            && !(k + 2 == n_path && is_at (i, n, &chord->to))
            && segments_meet (&path[k], &path[k + 1], &corners[i], &corners[(i + 1) % n]))
          return FALSE;
    }
  return TRUE;
}

/* The area and perimeter on the left of a chord. */
static void
measure_left (const View  *view,
              const Chord *chord,
              double      *area,
              double      *perimeter)
{
  Corner start = get_place (view->corners, view->n, &chord->from);
  Corner a = get_place (view->corners, view->n, &chord->to);
  guint i = chord->to.corner;

  *area = 0;
  *perimeter = distance (&start, &a);
  do
    {
      i = (i + 1) % view->n;
      *area += turn (&start, &a, &view->corners[i]) / 2;
      *perimeter += distance (&a, &view->corners[i]);
      a = view->corners[i];
    }
  while (i != chord->from.corner);
  *perimeter += distance (&a, &start);
}

/* The cosine of the smaller of the angles between a cut's end and the border
 * on both sides of it. */
static double
get_wedge (const View     *view,
           const Crossing *crossing,
           const Corner   *end,
           const Corner   *other)
{
  const Corner *next = &view->corners[(crossing->corner + 1) % view->n];
  const Corner *before = &view->corners[crossing->t > 0 ? crossing->corner
                                                        : (crossing->corner + view->n - 1) % view->n];
  double wedge = -1;

  for (guint i = 0; i < 2; i++)
    {
      const Corner *side = i == 0 ? next : before;
      double dot = (side->along - end->along) * (other->along - end->along)
                   + (side->across - end->across) * (other->across - end->across);

      wedge = MAX (wedge, dot / (distance (side, end) * distance (other, end)));
    }
  return wedge;
}

static double
get_compactness (double area,
                 double perimeter)
{
  return 4 * G_PI * area / (perimeter * perimeter);
}

/* What it is worth that an end goes on with a border beyond, or what it costs
 * that it does not quite. */
static double
rate_joint (const View     *view,
            double          grain,
            const Crossing *crossing,
            const Corner   *end)
{
  const Corner *a = &view->corners[crossing->corner];
  const Corner *b = &view->corners[(crossing->corner + 1) % view->n];

  if (crossing->t == 0)
    return a->joint ? -JOINED : 0;
  if ((a->joint && distance (a, end) < 2 * SNAP * grain)
      || (b->joint && distance (b, end) < 2 * SNAP * grain))
    return MISSED;
  return 0;
}

/* Fills in the score; %FALSE where the chord cannot be a cut at all. */
static gboolean
rate (const View          *view,
      const SgmCutOptions *options,
      Chord               *chord)
{
  double share = options->share;
  Corner path[2] = { get_place (view->corners, view->n, &chord->from),
                     get_place (view->corners, view->n, &chord->to) };
  double area, perimeter, other_perimeter, compactness, wedge;

  if (chord->from.corner == chord->to.corner)
    return FALSE;

  measure_left (view, chord, &area, &perimeter);
  if (area < 0.2 * share * view->area || view->area - area < 0.2 * (1 - share) * view->area
      || !is_clear (view->corners, view->n, chord, path, 2))
    return FALSE;

  other_perimeter = view->perimeter - perimeter + 2 * distance (&path[0], &path[1]);
  compactness = MIN (get_compactness (area, perimeter),
                     get_compactness (view->area - area, other_perimeter));
  wedge = MAX (get_wedge (view, &chord->from, &path[0], &path[1]),
               get_wedge (view, &chord->to, &path[1], &path[0]));
  chord->score = fabs (area / view->area - share) / MIN (share, 1 - share)
                 + 2 * MAX (0, COMPACT - compactness) + 3 * MAX (0, wedge - WEDGE);
  if (options->square)
    chord->score += SKEW * MAX (0, wedge - SQUARE)
                    + rate_joint (view, options->grain, &chord->from, &path[0])
                    + rate_joint (view, options->grain, &chord->to, &path[1]);
  return TRUE;
}

/* Tries every chord of one line, with its ends at nodes and as they are. */
static void
try_offset (const View          *view,
            const SgmCutOptions *options,
            double               angle,
            double               offset,
            Chord               *best)
{
  g_autoptr (GArray) crossings = find_crossings (view->corners, view->n, offset);
  double reach = (options->square ? SQUARE_SNAP : SNAP) * options->grain;

  for (guint i = 0; i + 1 < crossings->len; i += 2)
    {
      Chord plain = { g_array_index (crossings, Crossing, i),
                      g_array_index (crossings, Crossing, i + 1), angle, 0 };
      Chord snapped = plain;

      snap (view->corners, view->n, reach, &snapped.from);
      snap (view->corners, view->n, reach, &snapped.to);
      if (rate (view, options, &snapped))
        *best = snapped.score < best->score ? snapped : *best;
      else if (rate (view, options, &plain))
        *best = plain.score < best->score ? plain : *best;
    }
}

static void
try_angle (const SgmMesh       *mesh,
           guint                face,
           const SgmCutOptions *options,
           double               angle,
           Chord               *best)
{
  View view = { NULL, 0, 0, 0 };
  g_autofree Corner *corners = get_corners (mesh, face, angle, &view.n);
  double offset;

  view.corners = corners;
  view.area = sgm_mesh_get_area (mesh, face, NULL);
  for (guint i = 0; i < view.n; i++)
    view.perimeter += distance (&corners[i], &corners[(i + 1) % view.n]);
  offset = find_offset (corners, view.n, options->share);
  try_offset (&view, options, angle, offset, best);
  for (guint i = 0; options->square && i < view.n; i++)
    if (corners[i].joint && fabs (corners[i].across - offset) < REACH * options->grain)
      try_offset (&view, options, angle, corners[i].across, best);
}

/* A path that swings about the chord in a few random waves. */
static guint
make_path (const SgmCutOptions *options,
           double               bend,
           const double         phases[3],
           const Corner        *from,
           const Corner        *to,
           Corner              *path)
{
  double length = distance (from, to);
  guint n = options->step > 0 ? CLAMP (length / options->step, 1, MAX_PATH - 1) : 1;

  for (guint i = 0; i <= n; i++)
    {
      double u = (double) i / n;
      double swing = sin (G_PI * u) * bend
                     * (0.7 * sin (2.3 * G_PI * u + phases[0]) + 0.4 * sin (5.1 * G_PI * u + phases[1])
                        + 0.15 * sin (11.7 * G_PI * u + phases[2]));

      path[i].along = from->along + u * (to->along - from->along)
                      - swing * (to->across - from->across);
      path[i].across = from->across + u * (to->across - from->across)
                       + swing * (to->along - from->along);
    }
  path[n] = *to;
  return n + 1;
}

static guint
get_half (SgmMesh        *mesh,
          const Corner   *corners,
          const Crossing *crossing)
{
  guint half = corners[crossing->corner].half;
  SgmMeshPoint a, b;

  if (crossing->t == 0)
    return half;

  a = sgm_mesh_origin (mesh, half);
  b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));
  return sgm_mesh_split_edge (mesh, half,
                              (SgmMeshPoint) { a.x + crossing->t * (b.x - a.x),
                                               a.y + crossing->t * (b.y - a.y) });
}

static guint
apply (SgmMesh             *mesh,
       guint                face,
       const SgmCutOptions *options,
       GRand               *random,
       const Chord         *chord)
{
  guint n, n_path;
  g_autofree Corner *corners = get_corners (mesh, face, chord->angle, &n);
  Corner from = get_place (corners, n, &chord->from);
  Corner to = get_place (corners, n, &chord->to);
  double c = cos (chord->angle), s = sin (chord->angle);
  double phases[3];
  Corner path[MAX_PATH];
  SgmMeshPoint points[MAX_PATH];
  guint from_half, to_half;

  for (guint i = 0; i < G_N_ELEMENTS (phases); i++)
    phases[i] = g_rand_double_range (random, 0, 2 * G_PI);
  for (double bend = options->bend;; bend = bend > 0.01 ? bend / 2 : 0)
    {
      n_path = make_path (options, bend, phases, &from, &to, path);
      if (bend == 0 || is_clear (corners, n, chord, path, n_path))
        break;
    }
  for (guint i = 0; i < n_path; i++)
    points[i] = (SgmMeshPoint) { c * path[i].along - s * path[i].across,
                                 s * path[i].along + c * path[i].across };
  from_half = get_half (mesh, corners, &chord->from);
  to_half = get_half (mesh, corners, &chord->to);
  return sgm_mesh_cut (mesh, from_half, to_half, points + 1, n_path - 2,
                       options->line);
}

/**
 * sgm_cut_face:
 * @mesh: a mesh
 * @face: the face to cut; what lies on the right stays this face
 * @options: how to cut
 * @random: for the bend
 * @left: (out): the new face
 *
 * Cuts a face in two across, near the wanted angle and share but so that both
 * pieces get a good shape.
 *
 * Returns: %FALSE where no cut was found, which leaves the face as it was
 */
gboolean
sgm_cut_face (SgmMesh             *mesh,
              guint                face,
              const SgmCutOptions *options,
              GRand               *random,
              guint               *left)
{
  static const double turns[] = { 0, 90, 12, -12, 78, 102, 25, -25, 115, 65, 50, -50 };
  Chord best = { .score = G_MAXDOUBLE };

  for (guint i = 0; i < G_N_ELEMENTS (turns) && best.score > GOOD_SCORE; i++)
    try_angle (mesh, face, options, options->angle + turns[i] * G_PI / 180, &best);
  if (best.score == G_MAXDOUBLE)
    return FALSE;

  *left = apply (mesh, face, options, random, &best);
  return TRUE;
}
