/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-contour.h"

#include <math.h>

#include "sample/sgm-town-line.h"

/* A face gets about WANTED vertices and keeps within the two limits. */
#define WANTED 46
#define FEWEST 33
#define MOST 76
#define MAX_ROUNDS 60
/* How far an edge may waver as a share of the room that the triangle over it
 * leaves. */
#define ROOM 0.4
#define PER_DEGREE 1e7

struct _SgmContour
{
  const SgmMesh *mesh;
  double *nodes;  /* longitude, latitude of each node */
  guint *firsts;  /* per edge: where its inner vertices begin; one more at the end */
  double *points; /* longitude, latitude of the inner vertices */
};

typedef struct
{
  SgmMeshPoint apex;
  gboolean any;
  double perimeter;
  guint n_vertices;
} FaceRoom;

static double
turn (SgmMeshPoint a,
      SgmMeshPoint b,
      SgmMeshPoint c)
{
  return (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
}

static void
clip (GArray       *polygon,
      GArray       *clipped,
      SgmMeshPoint  a,
      SgmMeshPoint  b)
{
  g_array_set_size (clipped, 0);
  for (guint i = 0; i < polygon->len; i++)
    {
      SgmMeshPoint p = g_array_index (polygon, SgmMeshPoint, i);
      SgmMeshPoint q = g_array_index (polygon, SgmMeshPoint, (i + 1) % polygon->len);
      double u = turn (a, b, p), v = turn (a, b, q);

      if (u >= 0)
        g_array_append_val (clipped, p);
      if ((u > 0 && v < 0) || (u < 0 && v > 0))
        {
          SgmMeshPoint r = { p.x + u / (u - v) * (q.x - p.x), p.y + u / (u - v) * (q.y - p.y) };

          g_array_append_val (clipped, r);
        }
    }
}

/* A point that sees the whole border of a face: the middle of its kernel,
 * which is what lies on the left of all of its edges. The triangles between
 * it and the edges do not overlap, so that edges that stay within theirs
 * never meet. */
static void
find_apex (const SgmMesh *mesh,
           guint          face,
           GArray        *kernel,
           GArray        *spare,
           FaceRoom      *room)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;
  double area = 0;
  SgmMeshPoint sum = { 0, 0 };

  g_array_set_size (kernel, 0);
  do
    {
      SgmMeshPoint a = sgm_mesh_origin (mesh, half);
      SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));

      g_array_append_val (kernel, a);
      room->perimeter += hypot (b.x - a.x, b.y - a.y);
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
  do
    {
      GArray *swap = kernel;

      clip (kernel, spare, sgm_mesh_origin (mesh, half),
            sgm_mesh_origin (mesh, SGM_MESH_TWIN (half)));
      kernel = spare;
      spare = swap;
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);

  for (guint i = 1; i + 1 < kernel->len; i++)
    {
      SgmMeshPoint a = g_array_index (kernel, SgmMeshPoint, 0);
      SgmMeshPoint b = g_array_index (kernel, SgmMeshPoint, i);
      SgmMeshPoint c = g_array_index (kernel, SgmMeshPoint, i + 1);
      double part = turn (a, b, c);

      area += part;
      sum.x += part * (a.x + b.x + c.x) / 3;
      sum.y += part * (a.y + b.y + c.y) / 3;
    }
  room->any = area > 1e-3 * room->perimeter * room->perimeter;
  if (room->any)
    room->apex = (SgmMeshPoint) { sum.x / area, sum.y / area };
}

static FaceRoom *
make_rooms (const SgmMesh *mesh)
{
  FaceRoom *rooms = g_new0 (FaceRoom, mesh->faces->len);
  g_autoptr (GArray) kernel = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));
  g_autoptr (GArray) spare = g_array_new (FALSE, FALSE, sizeof (SgmMeshPoint));

  for (guint face = 0; face < mesh->faces->len; face++)
    find_apex (mesh, face, kernel, spare, &rooms[face]);
  return rooms;
}

static double
get_length (const SgmMesh *mesh,
            guint          edge)
{
  SgmMeshPoint a = sgm_mesh_origin (mesh, 2 * edge);
  SgmMeshPoint b = sgm_mesh_origin (mesh, 2 * edge + 1);

  return hypot (b.x - a.x, b.y - a.y);
}

static void
scale_face (const SgmMesh *mesh,
            guint          face,
            double         factor,
            guint         *counts,
            FaceRoom      *rooms)
{
  guint first = sgm_mesh_face_half (mesh, face);
  guint half = first;

  do
    {
      guint edge = half / 2;
      guint other = sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->face;
      guint count = factor > 1 ? ceil (counts[edge] * factor)
                               : MAX (1, floor (counts[edge] * factor));

      rooms[face].n_vertices += count - counts[edge];
      if (other != SGM_MESH_OUTSIDE)
        rooms[other].n_vertices += count - counts[edge];
      counts[edge] = count;
      half = sgm_mesh_half (mesh, half)->next;
    }
  while (half != first);
}

/* Into how many pieces each edge is divided: evenly about both its faces,
 * then more or fewer until every face has its number. */
static guint *
count_pieces (const SgmMesh *mesh,
              FaceRoom      *rooms)
{
  guint n_edges = mesh->halves->len / 2;
  guint *counts = g_new (guint, n_edges);
  gboolean even = FALSE;

  for (guint edge = 0; edge < n_edges; edge++)
    {
      guint left = sgm_mesh_half (mesh, 2 * edge)->face;
      guint right = sgm_mesh_half (mesh, 2 * edge + 1)->face;
      double length = get_length (mesh, edge);
      double count = 0;

      left = left == SGM_MESH_OUTSIDE ? right : left;
      right = right == SGM_MESH_OUTSIDE ? left : right;
      count = WANTED * length * (1 / rooms[left].perimeter + 1 / rooms[right].perimeter) / 2;
      counts[edge] = MAX (1, lround (count));
      rooms[left].n_vertices += counts[edge];
      if (right != left)
        rooms[right].n_vertices += counts[edge];
    }
  for (guint round = 0; round < MAX_ROUNDS && !even; round++)
    {
      even = TRUE;
      for (guint face = 0; face < mesh->faces->len; face++)
        if (rooms[face].n_vertices < FEWEST || rooms[face].n_vertices > MOST)
          {
            even = FALSE;
            scale_face (mesh, face, rooms[face].n_vertices < FEWEST ? 1.15 : 0.9, counts, rooms);
          }
    }
  return counts;
}

/* How far one may go to the left of an edge at @u of its length: to the sides
 * of the triangle between the edge and the face's apex. */
static double
get_limit (const SgmMesh  *mesh,
           guint           half,
           double          u,
           const FaceRoom *rooms)
{
  guint face = sgm_mesh_half (mesh, half)->face;
  SgmMeshPoint a = sgm_mesh_origin (mesh, half);
  SgmMeshPoint b = sgm_mesh_origin (mesh, SGM_MESH_TWIN (half));
  double dx = b.x - a.x, dy = b.y - a.y;
  double length = hypot (dx, dy);
  double height, foot, limit = G_MAXDOUBLE;

  if (face == SGM_MESH_OUTSIDE || !rooms[face].any)
    return 0;

  height = turn (a, b, rooms[face].apex) / length;
  foot = ((rooms[face].apex.x - a.x) * dx + (rooms[face].apex.y - a.y) * dy) / (length * length);
  if (foot > 0)
    limit = MIN (limit, height * u / foot);
  if (foot < 1)
    limit = MIN (limit, height * (1 - u) / (1 - foot));
  return MAX (0, limit * ROOM);
}

static void
locate (const SgmContourPlace *place,
        double                 x,
        double                 y,
        double                *point)
{
  double longitude = place->longitude + x / place->metres_per_longitude;
  double latitude = place->latitude + y / place->metres_per_latitude;

  point[0] = round (longitude * PER_DEGREE) / PER_DEGREE;
  point[1] = round (latitude * PER_DEGREE) / PER_DEGREE;
}

static void
shape_edge (SgmContour            *contour,
            const SgmContourPlace *place,
            const FaceRoom        *rooms,
            guint                  edge,
            double                 swing,
            GRand                 *random)
{
  const SgmMesh *mesh = contour->mesh;
  SgmMeshPoint a = sgm_mesh_origin (mesh, 2 * edge);
  SgmMeshPoint b = sgm_mesh_origin (mesh, 2 * edge + 1);
  double length = get_length (mesh, edge);
  double bow = g_rand_double_range (random, -1, 1);
  double wave = g_rand_double_range (random, -0.4, 0.4);
  double phase = g_rand_double_range (random, 0, 2 * G_PI);
  guint first = contour->firsts[edge];
  guint n = contour->firsts[edge + 1] - first + 1;

  for (guint i = 1; i < n; i++)
    {
      double u = (double) i / n;
      double noise = g_rand_double_range (random, -0.12, 0.12);
      double offset = swing * length
                      * (sin (G_PI * u) * (bow + wave * sin (3 * G_PI * u + phase)) + noise);

      if (swing > 0)
        offset = CLAMP (offset, -get_limit (mesh, 2 * edge + 1, 1 - u, rooms),
                        get_limit (mesh, 2 * edge, u, rooms));
      locate (place, a.x + u * (b.x - a.x) - offset * (b.y - a.y) / length,
              a.y + u * (b.y - a.y) + offset * (b.x - a.x) / length,
              contour->points + 2 * (gsize) (first + i - 1));
    }
}

/**
 * sgm_contour_new:
 * @mesh: a finished mesh, in metres, which must outlive the contour
 * @place: where its origin is
 * @lines: (element-type SgmTownLine): the lines of the mesh, which say how far
 *   edges waver
 * @random: for the wavering
 *
 * Returns: (transfer full): a contour
 */
SgmContour *
sgm_contour_new (const SgmMesh         *mesh,
                 const SgmContourPlace *place,
                 const GArray          *lines,
                 GRand                 *random)
{
  SgmContour *contour = g_new0 (SgmContour, 1);
  g_autofree FaceRoom *rooms = make_rooms (mesh);
  g_autofree guint *counts = count_pieces (mesh, rooms);
  guint n_edges = mesh->halves->len / 2;

  contour->mesh = mesh;
  contour->firsts = g_new0 (guint, n_edges + 1);
  for (guint edge = 0; edge < n_edges; edge++)
    contour->firsts[edge + 1] = contour->firsts[edge] + counts[edge] - 1;
  contour->points = g_new (double, 2 * (gsize) contour->firsts[n_edges]);
  contour->nodes = g_new (double, 2 * (gsize) mesh->nodes->len);
  for (guint node = 0; node < mesh->nodes->len; node++)
    {
      SgmMeshPoint p = g_array_index (mesh->nodes, SgmMeshPoint, node);

      locate (place, p.x, p.y, contour->nodes + 2 * (gsize) node);
    }
  for (guint edge = 0; edge < n_edges; edge++)
    shape_edge (contour, place, rooms, edge,
                g_array_index (lines, SgmTownLine, sgm_mesh_get_line (mesh, 2 * edge)).swing, random);
  return contour;
}

void
sgm_contour_free (SgmContour *contour)
{
  g_free (contour->nodes);
  g_free (contour->firsts);
  g_free (contour->points);
  g_free (contour);
}

/**
 * sgm_contour_append:
 * @contour: a contour
 * @half: a half of the mesh
 * @coordinates: (element-type double): gets the longitudes and latitudes of
 *   the vertices along the half, its end left out
 */
void
sgm_contour_append (const SgmContour *contour,
                    guint             half,
                    GArray           *coordinates)
{
  guint node = sgm_mesh_half (contour->mesh, half)->origin;
  guint first = contour->firsts[half / 2];
  guint end = contour->firsts[half / 2 + 1];

  g_array_append_vals (coordinates, contour->nodes + 2 * (gsize) node, 2);
  if ((half & 1) == 0 && end > first)
    g_array_append_vals (coordinates, contour->points + 2 * (gsize) first, 2 * (end - first));
  else
    for (guint i = end; i-- > first;)
      g_array_append_vals (coordinates, contour->points + 2 * (gsize) i, 2);
}

/**
 * sgm_contour_append_node:
 * @contour: a contour
 * @node: a node of the mesh
 * @coordinates: (element-type double): gets its longitude and latitude
 */
void
sgm_contour_append_node (const SgmContour *contour,
                         guint             node,
                         GArray           *coordinates)
{
  g_array_append_vals (coordinates, contour->nodes + 2 * (gsize) node, 2);
}

static guint
get_group (const SgmMesh *mesh,
           const guint   *groups,
           guint          half)
{
  guint face = sgm_mesh_half (mesh, half)->face;

  return face != SGM_MESH_OUTSIDE ? groups[face] : G_MAXUINT;
}

/* Goes once around a group of faces, along the edges whose other side is not
 * in the group. */
static SgmGeometry *
trace (const SgmContour *contour,
       const guint      *groups,
       guint             start)
{
  const SgmMesh *mesh = contour->mesh;
  g_autoptr (GArray) coordinates = g_array_new (FALSE, FALSE, sizeof (double));
  const guint polygon_end = 1;
  guint group = get_group (mesh, groups, start);
  guint half = start;
  guint ring_end;

  do
    {
      sgm_contour_append (contour, half, coordinates);
      half = sgm_mesh_half (mesh, half)->next;
      while (get_group (mesh, groups, SGM_MESH_TWIN (half)) == group)
        half = sgm_mesh_half (mesh, SGM_MESH_TWIN (half))->next;
    }
  while (half != start);
  g_array_append_vals (coordinates, contour->nodes + 2 * (gsize) sgm_mesh_half (mesh, start)->origin, 2);
  ring_end = coordinates->len / 2;
  return sgm_geometry_new_polygons ((const double *) coordinates->data, &ring_end, 1, &polygon_end, 1);
}

/**
 * sgm_contour_get_groups:
 * @contour: a contour
 * @groups: for each face of the mesh the number of the group that it is in
 * @n_groups: how many groups there are; the faces of each were one face once
 *
 * Returns: (transfer full) (element-type SgmGeometry): the outline of each
 *   group
 */
GPtrArray *
sgm_contour_get_groups (const SgmContour *contour,
                        const guint      *groups,
                        guint             n_groups)
{
  const SgmMesh *mesh = contour->mesh;
  GPtrArray *outlines = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_geometry_unref);

  g_ptr_array_set_size (outlines, n_groups);
  for (guint half = 0; half < mesh->halves->len; half++)
    {
      guint group = get_group (mesh, groups, half);

      if (group != G_MAXUINT && outlines->pdata[group] == NULL
          && get_group (mesh, groups, SGM_MESH_TWIN (half)) != group)
        outlines->pdata[group] = trace (contour, groups, half);
    }
  return outlines;
}
