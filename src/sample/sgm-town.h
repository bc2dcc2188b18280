/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-subdivision.h"
#include "sample/sgm-use.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmTown:
 * @plan: what was known before
 * @quarters: the mesh, whose faces are the units now, and its lines
 * @division: which grid a unit and which community a grid is in
 * @contour: the final shape of the mesh's edges
 * @uses: (array): for each face what it is used for
 *
 * The geometry of the sample's district: its areas, and what is between them.
 */
typedef struct
{
  SgmTownPlan *plan;
  SgmQuarters *quarters;
  SgmSubdivision *division;
  SgmContour *contour;
  SgmUse *uses;
} SgmTown;

/**
 * SGM_TOWN_EDITION:
 *
 * Of what edition the towns are that are made: it changes when the same seed
 * makes another town. Kept with a sample, so that an older one does not get a
 * ground that is not its own.
 */
#define SGM_TOWN_EDITION 2

SgmTown *sgm_town_new           (guint32        seed,
                                 guint          scale,
                                 SgmProgress    progress,
                                 gpointer       progress_data,
                                 GCancellable  *cancellable,
                                 GError       **error);
void     sgm_town_free          (SgmTown       *town);
gboolean sgm_town_find          (SgmStore      *store,
                                 guint32       *seed,
                                 guint         *scale,
                                 GError       **error);
guint    sgm_town_get_community (const SgmTown *town,
                                 guint          face);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTown, sgm_town_free)

G_END_DECLS
