/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/sgm-view.h"

G_BEGIN_DECLS

/**
 * SgmTracer:
 *
 * Makes cairo paths of areas' outlines in a view's logical pixels.
 *
 * A vertex is moved to the nearest point of a fine lattice that is fixed to
 * the world, and vertices that fall together become one. Where it goes
 * depends on the vertex alone, so that an edge shared by two areas stays
 * shared however much is left out, and does not stir while the map is moved.
 */
typedef struct _SgmTracer SgmTracer;

SgmTracer *sgm_tracer_new         (const SgmView     *view);
void       sgm_tracer_free        (SgmTracer         *self);
void       sgm_tracer_add_rings   (SgmTracer         *self,
                                   cairo_t           *cr,
                                   const SgmGeometry *geometry);
void       sgm_tracer_add_borders (SgmTracer         *self,
                                   cairo_t           *cr,
                                   const SgmGeometry *geometry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTracer, sgm_tracer_free)

G_END_DECLS
