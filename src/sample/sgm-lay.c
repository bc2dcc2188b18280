/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-lay.h"

#include <math.h>

/* Where a path meets an edge nearer to one of its nodes than this, in metres,
 * it goes through the node, or the node moves there. */
#define SNAP 22.0
/* It bends towards the node over about this distance. */
#define CLEAR 65.0
/* No face is made smaller than this, in square metres. */
#define LEAST_AREA 15000.0

/* Where a path meets a node of the mesh: at @at segments from its start. */
typedef struct
{
  double at;
  guint node;
} Meeting;

static SgmMeshPoint
get_point (const GArray *path,
           guint         i)
{
  return g_array_index (path, SgmMeshPoint, i);
}

static double
turn (SgmMeshPoint a,
      SgmMeshPoint b,
      SgmMeshPoint c)
{
  return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

static double
get_distance (SgmMeshPoint a,
              SgmMeshPoint b)
{
  return hypot (b.x - a.x, b.y - a.y);
}

/* Whether no more than two edges meet at the origin of a half. */
static gboolean
is_bend (const SgmMesh *mesh,
         guint          half)
{
  guint other = sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->next;

  return other != half && sgm_mesh_half (mesh, SGM_MESH_TWIN (other))->next == half;
}

/* The node where a segment of the path crosses an edge, made where there is
 * none near; %FALSE where it does not cross. */
static gboolean
meet (SgmMesh      *mesh,
      guint         half,
      SgmMeshPoint  p,
      SgmMeshPoint  q,
      double       *t,
      guint        *node)
{
  SgmMeshPoint a = sgm_mesh_origin (mesh, half);
  SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));
  double u = turn (p, q, a), v = turn (p, q, b);
  double r = turn (a, b, p), s = turn (a, b, q);
  SgmMeshPoint x;

  if ((u > 0) == (v > 0) || (r > 0) == (s > 0))
    return FALSE;

  *t = r / (r - s);
  x = (SgmMeshPoint) { a.x + u / (u - v) * (b.x - a.x), a.y + u / (u - v) * (b.y - a.y) };
  if (MIN (get_distance (a, x), get_distance (b, x)) > SNAP)
    half = sgm_mesh_split_edge (mesh, half, x);
  else if (get_distance (b, x) < get_distance (a, x))
    half = SGM_MESH_TWIN (half);
  if (is_bend (mesh, half))
    g_array_index (mesh->nodes, SgmMeshPoint, sgm_mesh_half (mesh, half)->origin) = x;
  *node = sgm_mesh_half (mesh, half)->origin;
  return TRUE;
}

static int
compare_meetings (gconstpointer a,
                  gconstpointer b)
{
  const Meeting *left = a;
  const Meeting *right = b;

  return left->at < right->at ? -1 : left->at > right->at;
}

/* Edges that are added while one looks are pieces of those that were looked at. */
static GArray *
find_meetings (SgmMesh      *mesh,
               const GArray *path)
{
  GArray *meetings = g_array_new (FALSE, FALSE, sizeof (Meeting));

  for (guint i = 0; i + 1 < path->len; i++)
    {
      guint n_halves = mesh->halves->len;

      for (guint half = 0; half < n_halves; half += 2)
        {
          double t;
          guint node;

          if (meet (mesh, half, get_point (path, i), get_point (path, i + 1), &t, &node))
            {
              Meeting meeting = { i + t, node };

              g_array_append_val (meetings, meeting);
            }
        }
    }
  g_array_sort (meetings, compare_meetings);
  return meetings;
}

static SgmMeshPoint
get_place (const GArray *path,
           double        at)
{
  guint i = MIN ((guint) at, path->len - 2);
  SgmMeshPoint a = get_point (path, i), b = get_point (path, i + 1);

  return (SgmMeshPoint) { a.x + (at - i) * (b.x - a.x), a.y + (at - i) * (b.y - a.y) };
}

/* The vertices of the path between two meetings, but none close to them. */
static GArray *
cut_out (const SgmMesh *mesh,
         const GArray  *path,
         const Meeting *from,
         const Meeting *to)
{
  GArray *piece = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  SgmMeshPoint start = g_array_index (mesh->nodes, SgmMeshPoint, from->node);
  SgmMeshPoint end = g_array_index (mesh->nodes, SgmMeshPoint, to->node);

  for (guint i = floor (from->at) + 1; i < to->at; i++)
    {
      SgmMeshPoint p = get_point (path, i);

      if (MIN (get_distance (p, start), get_distance (p, end)) > CLEAR)
        g_array_append_val (piece, p);
    }
  return piece;
}

/* The half that starts at a node and has a face on its left. */
static gboolean
find_half (const SgmMesh *mesh,
           guint          node,
           guint          face,
           guint         *found)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;

  do
    {
      if (sgm_mesh_half (mesh, half)->origin == node)
        {
          *found = half;
          return TRUE;
        }
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
  return FALSE;
}

/* The area between a piece of path and the border on its left. */
static double
get_left_area (const SgmMesh *mesh,
               guint          from,
               guint          to,
               const GArray  *piece)
{
  SgmMeshPoint origin = sgm_mesh_origin (mesh, from);
  SgmMeshPoint a = origin;
  double doubled = 0;

  for (guint i = 0; i < piece->len; i++)
    {
      doubled += turn (origin, a, get_point (piece, i));
      a = get_point (piece, i);
    }
  for (guint half = to; half != from; half = sgm_mesh_half (mesh, half)->next)
    {
      doubled += turn (origin, a, sgm_mesh_origin (mesh, half));
      a = sgm_mesh_origin (mesh, half);
    }
  return doubled / 2;
}

static void
lay_piece (SgmMesh       *mesh,
           const GArray  *path,
           const Meeting *from,
           const Meeting *to,
           guint          line)
{
  g_autoptr (GArray) piece = cut_out (mesh, path, from, to);
  SgmMeshPoint middle = get_place (path, (from->at + to->at) / 2);

  for (guint face = 0; face < mesh->faces->len; face++)
    {
      guint start, end;
      double area;

      if (!sgm_mesh_contains (mesh, face, middle) || !find_half (mesh, from->node, face, &start)
          || !find_half (mesh, to->node, face, &end))
        continue;
      area = get_left_area (mesh, start, end, piece);
      if (area >= LEAST_AREA && sgm_mesh_get_area (mesh, face, NULL) - area >= LEAST_AREA)
        sgm_mesh_cut (mesh, start, end, (const SgmMeshPoint *) (const void *) piece->data, piece->len,
                      line);
      return;
    }
}

/**
 * sgm_lay_line:
 * @mesh: a mesh, in metres
 * @path: (element-type SgmMeshPoint): a line across it
 * @line: its number
 *
 * Cuts every face that a line crosses. What lies before its first and beyond
 * its last meeting with a border is left out, and so is a piece that would cut
 * off next to nothing.
 */
void
sgm_lay_line (SgmMesh      *mesh,
              const GArray *path,
              guint         line)
{
  g_autoptr (GArray) meetings = find_meetings (mesh, path);

  for (guint i = 0; i + 1 < meetings->len; i++)
    {
      const Meeting *from = &g_array_index (meetings, Meeting, i);
      const Meeting *to = &g_array_index (meetings, Meeting, i + 1);

      if (from->node != to->node)
        lay_piece (mesh, path, from, to, line);
    }
}
