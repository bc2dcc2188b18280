/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-mesh.h"

#include <math.h>

static guint
add_node (SgmMesh      *mesh,
          SgmMeshPoint  point)
{
  g_array_append_val (mesh->nodes, point);
  return mesh->nodes->len - 1;
}

/* Adds an edge that is not linked yet. */
static guint
add_edge (SgmMesh *mesh,
          guint    from,
          guint    to,
          guint    line)
{
  const SgmMeshHalf halves[2] = {
    { from, 0, 0, SGM_MESH_OUTSIDE },
    { to, 0, 0, SGM_MESH_OUTSIDE },
  };

  g_array_append_vals (mesh->halves, halves, 2);
  g_array_append_val (mesh->lines, line);
  return mesh->halves->len - 2;
}

static void
link_halves (SgmMesh *mesh,
             guint    before,
             guint    after)
{
  sgm_mesh_half (mesh, before)->next = after;
  sgm_mesh_half (mesh, after)->prev = before;
}

/**
 * sgm_mesh_new:
 * @ring: (array length=n): a simple polygon, counter-clockwise, its first
 *   vertex not repeated
 * @n: how many vertices
 * @line: the line that its edges are pieces of
 *
 * Returns: (transfer full): a mesh whose face 0 is the polygon
 */
SgmMesh *
sgm_mesh_new (const SgmMeshPoint *ring,
              guint               n,
              guint               line)
{
  SgmMesh *mesh = g_new0 (SgmMesh, 1);
  guint first = 0;

  mesh->nodes = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  mesh->halves = g_array_new (FALSE, FALSE, sizeof (SgmMeshHalf));
  mesh->faces = g_array_new (FALSE, FALSE, sizeof (guint));
  mesh->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < n; i++)
    add_node (mesh, ring[i]);
  for (guint i = 0; i < n; i++)
    {
      guint half = add_edge (mesh, i, (i + 1) % n, line);

      sgm_mesh_half (mesh, half)->face = 0;
    }
  for (guint i = 0; i < n; i++)
    {
      guint j = (i + 1) % n;

      link_halves (mesh, 2 * i, 2 * j);
      link_halves (mesh, 2 * j + 1, 2 * i + 1);
    }
  g_array_append_val (mesh->faces, first);
  return mesh;
}

void
sgm_mesh_free (SgmMesh *mesh)
{
  g_array_unref (mesh->nodes);
  g_array_unref (mesh->halves);
  g_array_unref (mesh->faces);
  g_array_unref (mesh->lines);
  g_free (mesh);
}

/**
 * sgm_mesh_split_edge:
 * @mesh: a mesh
 * @half: a half of the edge to split
 * @point: a point on the edge, or so near that no face is turned over
 *
 * Returns: the half that starts at the new node and follows @half
 */
guint
sgm_mesh_split_edge (SgmMesh      *mesh,
                     guint         half,
                     SgmMeshPoint  point)
{
  guint twin = SGM_MESH_TWIN (half);
  guint end = sgm_mesh_half (mesh, twin)->origin;
  guint node = add_node (mesh, point);
  guint tail = add_edge (mesh, node, end, sgm_mesh_get_line (mesh, half));
  guint tail_twin = SGM_MESH_TWIN (tail);

  sgm_mesh_half (mesh, tail)->face = sgm_mesh_half (mesh, half)->face;
  sgm_mesh_half (mesh, tail_twin)->face = sgm_mesh_half (mesh, twin)->face;
  link_halves (mesh, tail, sgm_mesh_half (mesh, half)->next);
  link_halves (mesh, sgm_mesh_half (mesh, twin)->prev, tail_twin);
  link_halves (mesh, half, tail);
  link_halves (mesh, tail_twin, twin);
  sgm_mesh_half (mesh, twin)->origin = node;
  return tail;
}

/**
 * sgm_mesh_cut:
 * @mesh: a mesh
 * @from: the half of a face at whose origin the cut starts
 * @to: the half of the same face at whose origin it ends
 * @path: (array length=n_path): vertices of the cut between these two, all
 *   inside the face; the cut must not touch the border elsewhere
 * @n_path: how many, may be 0
 * @line: the line that the cut is a piece of
 *
 * Cuts a face in two. What lies on the right of the cut stays the face that
 * it was.
 *
 * Returns: the new face, on the left of the cut
 */
guint
sgm_mesh_cut (SgmMesh            *mesh,
              guint               from,
              guint               to,
              const SgmMeshPoint *path,
              guint               n_path,
              guint               line)
{
  guint old_face = sgm_mesh_half (mesh, from)->face;
  guint new_face = mesh->faces->len;
  guint before_from = sgm_mesh_half (mesh, from)->prev;
  guint before_to = sgm_mesh_half (mesh, to)->prev;
  guint node = sgm_mesh_half (mesh, from)->origin;
  guint left = before_from;
  guint right = from;

  g_assert (from != to && sgm_mesh_half (mesh, to)->face == old_face);
  for (guint i = 0; i <= n_path; i++)
    {
      guint next = i < n_path ? add_node (mesh, path[i]) : sgm_mesh_half (mesh, to)->origin;
      guint half = add_edge (mesh, node, next, line);

      link_halves (mesh, left, half);
      link_halves (mesh, SGM_MESH_TWIN (half), right);
      sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->face = old_face;
      left = half;
      right = SGM_MESH_TWIN (half);
      node = next;
    }
  link_halves (mesh, left, to);
  link_halves (mesh, before_to, right);

  g_array_append_val (mesh->faces, to);
  for (guint half = to;;)
    {
      sgm_mesh_half (mesh, half)->face = new_face;
      half = sgm_mesh_half (mesh, half)->next;
      if (half == to)
        break;
    }
  g_array_index (mesh->faces, guint, old_face) = from;
  return new_face;
}

/**
 * sgm_mesh_get_area:
 * @mesh: a mesh
 * @face: a face
 * @centroid: (out) (nullable): its centre of gravity
 *
 * Returns: its area
 */
double
sgm_mesh_get_area (const SgmMesh *mesh,
                   guint          face,
                   SgmMeshPoint  *centroid)
{
  guint first = sgm_mesh_face_half (mesh, face);
  SgmMeshPoint o = sgm_mesh_origin (mesh, first);
  SgmMeshPoint a = { 0, 0 };
  double doubled = 0, x = 0, y = 0;
  guint half = first;

  do
    {
      SgmMeshPoint b;
      double cross;

      half = sgm_mesh_half (mesh, half)->next;
      b = sgm_mesh_origin (mesh, half);
      b.x -= o.x;
      b.y -= o.y;
      cross = a.x * b.y - b.x * a.y;
      doubled += cross;
      x += (a.x + b.x) * cross;
      y += (a.y + b.y) * cross;
      a = b;
    }
  while (half != first);
  if (centroid != NULL)
    *centroid = (SgmMeshPoint) { o.x + x / (3 * doubled), o.y + y / (3 * doubled) };
  return doubled / 2;
}

/**
 * sgm_mesh_contains:
 * @mesh: a mesh
 * @face: a face
 * @point: a point that does not lie on the border
 *
 * Returns: whether the point lies in the face
 */
gboolean
sgm_mesh_contains (const SgmMesh *mesh,
                   guint          face,
                   SgmMeshPoint   point)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;
  gboolean inside = FALSE;

  do
    {
      SgmMeshPoint a = sgm_mesh_origin (mesh, half);
      SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));

      if ((a.y > point.y) != (b.y > point.y)
          && a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x) > point.x)
        inside = !inside;
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
  return inside;
}

/**
 * sgm_mesh_get_frame:
 * @mesh: a mesh
 * @face: a face
 *
 * Returns: the direction, in radians from the x axis and up to a right angle,
 *   in which and across which the face's edges run as far as they can
 */
double
sgm_mesh_get_frame (const SgmMesh *mesh,
                    guint          face)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;
  double x = 0, y = 0;

  /* With four times their angle all sides of a rectangle point the same way. */
  do
    {
      SgmMeshPoint a = sgm_mesh_origin (mesh, half);
      SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));
      double angle = 4 * atan2 (b.y - a.y, b.x - a.x);
      double length = hypot (b.x - a.x, b.y - a.y);

      x += length * cos (angle);
      y += length * sin (angle);
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
  return atan2 (y, x) / 4;
}

/**
 * sgm_mesh_get_extent:
 * @mesh: a mesh
 * @face: a face
 * @angle: a direction, radians from the x axis
 * @along: (out): how long the face is in that direction
 * @across: (out): how wide it is across it
 */
void
sgm_mesh_get_extent (const SgmMesh *mesh,
                     guint          face,
                     double         angle,
                     double        *along,
                     double        *across)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;
  double c = cos (angle), s = sin (angle);
  SgmMeshPoint min = { G_MAXDOUBLE, G_MAXDOUBLE };
  SgmMeshPoint max = { -G_MAXDOUBLE, -G_MAXDOUBLE };

  do
    {
      SgmMeshPoint p = sgm_mesh_origin (mesh, half);
      SgmMeshPoint turned = { c * p.x + s * p.y, c * p.y - s * p.x };

      min = (SgmMeshPoint) { MIN (min.x, turned.x), MIN (min.y, turned.y) };
      max = (SgmMeshPoint) { MAX (max.x, turned.x), MAX (max.y, turned.y) };
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
  *along = max.x - min.x;
  *across = max.y - min.y;
}
