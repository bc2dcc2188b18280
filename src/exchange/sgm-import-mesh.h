/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-private.h"

G_BEGIN_DECLS

/**
 * SgmImportEdge:
 * @from: number of a vertex
 * @to: number of the next one, with the area on the left
 * @row: index of the row whose border it is
 *
 * A piece of border between two vertices.
 */
typedef struct
{
  guint from;
  guint to;
  guint row;
} SgmImportEdge;

/**
 * SgmImportMesh:
 * @xy: x, y of the vertices, each place once
 * @loose: (element-type SgmImportEdge): the pieces of border that are not
 *   shared by exactly two areas, one on each side: the outer border, and
 *   whatever borders on a gap, an overlap or a neighbour that has other
 *   vertices
 * @slots: where vertices are found by their place, see
 *   sgm_import_mesh_find()
 *
 * The borders of all areas of a level. Where neighbours share theirs vertex
 * for vertex, nothing is loose, and nothing but an area in the midst of
 * another one could be wrong.
 */
typedef struct
{
  double *xy;
  guint n_vertices;
  GArray *loose;
  guint32 *slots;
  guint32 mask;
} SgmImportMesh;

SgmImportMesh *sgm_import_mesh_new  (const SgmImportRows  *rows);
void           sgm_import_mesh_free (SgmImportMesh        *mesh);
guint          sgm_import_mesh_find (const SgmImportMesh  *mesh,
                                     const double         *v);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportMesh, sgm_import_mesh_free)

G_END_DECLS
