/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "district/sgm-selection.h"

G_BEGIN_DECLS

/**
 * SgmKinship:
 * @SGM_KINSHIP_PARENTS: the areas that some are parts of
 * @SGM_KINSHIP_CHILDREN: the areas of the next level that are parts of them
 * @SGM_KINSHIP_NEIGHBOURS: the other areas of their levels that share a border
 *   or a corner with one of them
 */
typedef enum
{
  SGM_KINSHIP_PARENTS,
  SGM_KINSHIP_CHILDREN,
  SGM_KINSHIP_NEIGHBOURS,
} SgmKinship;

/* Areas found from other areas or from a shape. The plain functions may run in
 * any thread; the asynchronous ones do the same in a worker, since finding
 * neighbours takes milliseconds for each hundred areas. */

SgmSelection *sgm_area_kin_find           (SgmAreaSet           *set,
                                           SgmKinship            kinship,
                                           const SgmSelection   *of,
                                           GCancellable         *cancellable);
SgmSelection *sgm_area_kin_find_in        (SgmAreaSet           *set,
                                           SgmLevel              level,
                                           const SgmGeometry    *shape,
                                           GCancellable         *cancellable);

void          sgm_area_kin_find_async     (SgmAreaSet           *set,
                                           SgmKinship            kinship,
                                           SgmSelection         *of,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
void          sgm_area_kin_find_in_async  (SgmAreaSet           *set,
                                           SgmLevel              level,
                                           SgmGeometry          *shape,
                                           GCancellable         *cancellable,
                                           GAsyncReadyCallback   callback,
                                           gpointer              user_data);
SgmSelection *sgm_area_kin_find_finish    (GAsyncResult         *result,
                                           GError              **error);

G_END_DECLS
