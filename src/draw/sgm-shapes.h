/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmShapeBlock:
 * @first_area: index in the area set of the block's first area
 * @n_areas: how many areas the block has
 * @ring_starts: (array length=n_areas+1): each area's first ring
 * @vertex_starts: (array): each ring's first vertex, and one more at the end
 * @xy: (array): x, y of all vertices; a ring's last vertex repeats its first
 *
 * The outlines of some areas of a level that follow one another, ready to be
 * drawn at one zoom: Web Mercator, 0 to 1 across the world, relative to the
 * shapes' origin. Immutable and reference-counted.
 */
typedef struct
{
  guint first_area;
  guint n_areas;
  guint *ring_starts;
  guint *vertex_starts;
  float *xy;
  /*< private >*/
  gatomicrefcount ref_count;
} SgmShapeBlock;

/**
 * SgmShapes:
 *
 * The outlines of an area set on the map. For each level and each whole zoom
 * there is a simplified form: vertices are moved onto a lattice of half a
 * pixel, those that fall together become one, and of those between two places
 * where boundaries meet the ones that lie nearly on a line are left out. As
 * the first looks at nothing but the vertex itself and the last at nothing but
 * what all who share it have, what two areas share they go on sharing, also
 * those of different levels.
 *
 * They are made in blocks of neighbours when they are first asked for, and
 * those used last are kept, up to a limit of bytes: a view that shows little
 * of the map needs little of its outlines.
 *
 * Reference-counted; may be used from any thread.
 */
typedef struct _SgmShapes SgmShapes;

SgmShapes           *sgm_shapes_new        (SgmAreaSet   *areas);
SgmShapes           *sgm_shapes_ref        (SgmShapes    *shapes);
void                 sgm_shapes_unref      (SgmShapes    *shapes);
SgmAreaSet          *sgm_shapes_get_areas  (SgmShapes    *shapes);
void                 sgm_shapes_get_origin (SgmShapes    *shapes,
                                            double       *x,
                                            double       *y);
SgmShapeBlock       *sgm_shapes_get_block  (SgmShapes    *shapes,
                                            SgmLevel      level,
                                            double        zoom,
                                            guint         area);
void                 sgm_shape_block_unref (SgmShapeBlock *block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmShapes, sgm_shapes_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmShapeBlock, sgm_shape_block_unref)

G_END_DECLS
