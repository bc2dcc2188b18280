/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/**
 * SgmSketchForm:
 * @SGM_SKETCH_LINE: a line from point to point
 * @SGM_SKETCH_POLYGON: corner by corner
 * @SGM_SKETCH_RECTANGLE: two opposite corners
 * @SGM_SKETCH_LASSO: a polygon of very many corners, drawn in one go
 * @SGM_SKETCH_CIRCLE: the middle and a point of the rim
 */
typedef enum
{
  SGM_SKETCH_LINE,
  SGM_SKETCH_POLYGON,
  SGM_SKETCH_RECTANGLE,
  SGM_SKETCH_LASSO,
  SGM_SKETCH_CIRCLE,
} SgmSketchForm;

/**
 * SgmSketch:
 *
 * What somebody is drawing on the map: the points that are set, and the free
 * end, which goes with the pointer and counts as a point until the sketch is
 * ended. All coordinates are longitude and latitude in degrees (EPSG:4490).
 * Belongs to one thread at a time.
 */
typedef struct _SgmSketch SgmSketch;

SgmSketch     *sgm_sketch_new         (SgmSketchForm    form);
void           sgm_sketch_free        (SgmSketch       *sketch);
SgmSketchForm  sgm_sketch_get_form    (const SgmSketch *sketch);

void           sgm_sketch_add         (SgmSketch       *sketch,
                                       double           longitude,
                                       double           latitude);
void           sgm_sketch_move        (SgmSketch       *sketch,
                                       double           longitude,
                                       double           latitude);
gboolean       sgm_sketch_take_back   (SgmSketch       *sketch);
void           sgm_sketch_end         (SgmSketch       *sketch);

guint          sgm_sketch_get_n_set   (const SgmSketch *sketch);
gboolean       sgm_sketch_is_full     (const SgmSketch *sketch);
gboolean       sgm_sketch_is_whole    (const SgmSketch *sketch);
const double  *sgm_sketch_get_points  (const SgmSketch *sketch,
                                       guint           *n_points);
gboolean       sgm_sketch_crosses     (const SgmSketch *sketch);
SgmGeometry   *sgm_sketch_dup_shape   (const SgmSketch *sketch);
double         sgm_sketch_get_length  (const SgmSketch *sketch);
double         sgm_sketch_get_area    (const SgmSketch *sketch);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmSketch, sgm_sketch_free)

G_END_DECLS
