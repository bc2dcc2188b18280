/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmImportPresent:
 * @areas: (nullable): the present areas, %NULL where the district has none
 * @posts: (element-type SgmRecord): who has which post
 * @shifts: (element-type SgmRecord): the roster
 * @org_areas: (element-type SgmRecord): which organization covers what
 * @now: when that was, UTC milliseconds
 * @scale: how many times the published number of units a sample has
 *
 * What an import is compared with: the district as it is at a moment.
 */
typedef struct
{
  SgmAreaSet *areas;
  GPtrArray *posts;
  GPtrArray *shifts;
  GPtrArray *org_areas;
  gint64 now;
  guint scale;
} SgmImportPresent;

SgmImportPresent *sgm_import_present_new  (SgmStore          *store,
                                           GError           **error);
SgmImportPresent *sgm_import_present_new_empty (void);
void              sgm_import_present_free (SgmImportPresent  *present);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmImportPresent, sgm_import_present_free)

G_END_DECLS
