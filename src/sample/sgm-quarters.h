/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-mesh.h"
#include "sample/sgm-town-plan.h"

G_BEGIN_DECLS

/**
 * SgmQuarters:
 * @mesh: the district, cut along its waters and main roads
 * @lines: (element-type SgmTownLine): the lines of the mesh
 * @paths: (element-type GArray): for each way of the plan the points that it
 *   passes, #SgmMeshPoint; %NULL for a bank
 * @communities: (element-type guint): for each face of the mesh its community
 * @seats: (array): the middle of each community, within it
 *
 * The streets, communities and villages of a town: each is a few faces
 * between waters and main roads, or a part of one.
 */
typedef struct
{
  SgmMesh *mesh;
  GArray *lines;
  GPtrArray *paths;
  GArray *communities;
  SgmMeshPoint *seats;
} SgmQuarters;

SgmQuarters *sgm_quarters_new      (const SgmTownPlan  *plan,
                                    GRand              *random,
                                    GError            **error);
void         sgm_quarters_free     (SgmQuarters        *quarters);
guint        sgm_quarters_add_line (SgmQuarters        *quarters,
                                    SgmGroundKind       kind,
                                    double              width);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmQuarters, sgm_quarters_free)

G_END_DECLS
