/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "sample/sgm-quarters.h"

G_BEGIN_DECLS

/**
 * SgmSubdivision:
 * @grids: (element-type guint): for each grid its community
 * @units: (element-type guint): for each face, which is a unit now, its grid
 *
 * Grids and units of a town.
 */
typedef struct
{
  GArray *grids;
  GArray *units;
} SgmSubdivision;

SgmSubdivision *sgm_subdivision_new  (SgmQuarters        *quarters,
                                      const SgmTownPlan  *plan,
                                      guint               n_grids,
                                      guint               n_units,
                                      GRand              *random,
                                      SgmProgress         progress,
                                      gpointer            progress_data,
                                      GCancellable       *cancellable,
                                      GError            **error);
void            sgm_subdivision_free (SgmSubdivision     *division);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmSubdivision, sgm_subdivision_free)

G_END_DECLS
