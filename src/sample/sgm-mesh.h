/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-polyline.h"

G_BEGIN_DECLS

typedef SgmPoint SgmMeshPoint;

/**
 * SgmMeshHalf:
 * @origin: the node where it starts
 * @next: the half that follows around the face
 * @prev: the half before
 * @face: the face on its left, or %SGM_MESH_OUTSIDE
 *
 * One of the two directions of an edge; the other one is its number with the
 * last bit flipped, so that the edge is the number without it.
 */
typedef struct
{
  guint origin;
  guint next;
  guint prev;
  guint face;
} SgmMeshHalf;

#define SGM_MESH_OUTSIDE G_MAXUINT
#define SGM_MESH_TWIN(half) ((half) ^ 1u)

/**
 * SgmMesh:
 * @nodes: (element-type SgmMeshPoint): where edges meet
 * @halves: (element-type SgmMeshHalf): all edges, in both directions
 * @faces: (element-type guint): for each face one of its halves
 * @lines: (element-type guint): for each edge the number of the line that it is
 *   a piece of, whatever its maker counts as lines
 *
 * A plane area that is cut into ever more faces. Each edge exists once and
 * each node is known to both faces that it touches, so that neighbours cannot
 * but share their borders. Every face is a simple polygon without holes,
 * counter-clockwise: only cuts from border to border are made.
 */
typedef struct
{
  GArray *nodes;
  GArray *halves;
  GArray *faces;
  GArray *lines;
} SgmMesh;

SgmMesh *sgm_mesh_new        (const SgmMeshPoint *ring,
                              guint               n,
                              guint               line);
void     sgm_mesh_free       (SgmMesh            *mesh);
guint    sgm_mesh_split_edge (SgmMesh            *mesh,
                              guint               half,
                              SgmMeshPoint        point);
guint    sgm_mesh_cut        (SgmMesh            *mesh,
                              guint               from,
                              guint               to,
                              const SgmMeshPoint *path,
                              guint               n_path,
                              guint               line);
double   sgm_mesh_get_area   (const SgmMesh      *mesh,
                              guint               face,
                              SgmMeshPoint       *centroid);
gboolean sgm_mesh_contains   (const SgmMesh      *mesh,
                              guint               face,
                              SgmMeshPoint        point);
double   sgm_mesh_get_frame  (const SgmMesh      *mesh,
                              guint               face);
void     sgm_mesh_get_extent (const SgmMesh      *mesh,
                              guint               face,
                              double              angle,
                              double             *along,
                              double             *across);

static inline SgmMeshHalf *
sgm_mesh_half (const SgmMesh *mesh,
               guint          half)
{
  return &g_array_index (mesh->halves, SgmMeshHalf, half);
}

static inline SgmMeshPoint
sgm_mesh_origin (const SgmMesh *mesh,
                 guint          half)
{
  return g_array_index (mesh->nodes, SgmMeshPoint, sgm_mesh_half (mesh, half)->origin);
}

static inline guint
sgm_mesh_get_line (const SgmMesh *mesh,
                   guint          half)
{
  return g_array_index (mesh->lines, guint, half / 2);
}

static inline guint
sgm_mesh_face_half (const SgmMesh *mesh,
                    guint          face)
{
  return g_array_index (mesh->faces, guint, face);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmMesh, sgm_mesh_free)

G_END_DECLS
