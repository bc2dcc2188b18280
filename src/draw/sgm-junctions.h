/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmJunctions:
 *
 * Which vertices of an area set's boundaries, of all levels, are more than a
 * point on the way from one neighbour to the next: where boundaries meet or
 * part. Between two of them every boundary takes the same way, so that it may
 * be simplified without looking at the others. Immutable.
 */
typedef struct _SgmJunctions SgmJunctions;

SgmJunctions *sgm_junctions_new  (SgmAreaSet         *areas);
void          sgm_junctions_free (SgmJunctions       *junctions);
gboolean      sgm_junctions_has  (const SgmJunctions *junctions,
                                  guint               area,
                                  guint               vertex);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmJunctions, sgm_junctions_free)

G_END_DECLS
