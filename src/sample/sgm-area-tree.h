/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmAreaTree:
 *
 * Area records by level and by parent, in the order of their codes. It takes
 * wrong records too, so that they can be looked into: an area of an impossible
 * level stands nowhere, one whose parent is missing only in its level.
 */
typedef struct _SgmAreaTree SgmAreaTree;

SgmAreaTree *sgm_area_tree_new          (GPtrArray         *areas);
void         sgm_area_tree_free         (SgmAreaTree       *tree);
GPtrArray   *sgm_area_tree_get_level    (const SgmAreaTree *tree,
                                         SgmLevel           level);
GPtrArray   *sgm_area_tree_get_children (const SgmAreaTree *tree,
                                         gint64             parent);
SgmRecord   *sgm_area_tree_find         (const SgmAreaTree *tree,
                                         gint64             id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmAreaTree, sgm_area_tree_free)

G_END_DECLS
