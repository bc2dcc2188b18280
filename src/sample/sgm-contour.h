/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"
#include "sample/sgm-mesh.h"

G_BEGIN_DECLS

/**
 * SgmContour:
 *
 * The final shape of each edge of a mesh, made once for both sides, in
 * longitude and latitude rounded to 1e-7°: a straight line, or one that wavers
 * a little about it.
 */
typedef struct _SgmContour SgmContour;

/**
 * SgmContourPlace:
 *
 * The plane of a mesh: metres to the east and north of a place.
 */
typedef struct
{
  double longitude;
  double latitude;
  double metres_per_longitude;
  double metres_per_latitude;
} SgmContourPlace;

SgmContour  *sgm_contour_new        (const SgmMesh         *mesh,
                                     const SgmContourPlace *place,
                                     const GArray          *lines,
                                     GRand                 *random);
void         sgm_contour_free       (SgmContour            *contour);
void         sgm_contour_append     (const SgmContour      *contour,
                                     guint                  half,
                                     GArray                *coordinates);
void         sgm_contour_append_node (const SgmContour     *contour,
                                      guint                 node,
                                      GArray               *coordinates);
GPtrArray   *sgm_contour_get_groups (const SgmContour      *contour,
                                     const guint           *groups,
                                     guint                  n_groups);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmContour, sgm_contour_free)

G_END_DECLS
