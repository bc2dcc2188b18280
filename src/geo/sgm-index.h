/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmIndex:
 *
 * A packed Hilbert R-tree over rectangles: built once, then immutable and to
 * be read from any thread.
 */
typedef struct _SgmIndex SgmIndex;

/**
 * SgmIndexVisit:
 * @item: number of a rectangle that meets the query
 *
 * Returns: %FALSE to end the query
 */
typedef gboolean (*SgmIndexVisit) (guint    item,
                                   gpointer data);

SgmIndex *sgm_index_new   (const SgmBox   *boxes,
                           guint           n_boxes);
void      sgm_index_free  (SgmIndex       *index);
void      sgm_index_query (const SgmIndex *index,
                           const SgmBox   *box,
                           SgmIndexVisit   visit,
                           gpointer        data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmIndex, sgm_index_free)

G_END_DECLS
