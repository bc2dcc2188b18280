/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-mesh.h"

G_BEGIN_DECLS

/**
 * SgmCutOptions:
 * @angle: the direction that the cut should run in, radians from the x axis
 * @share: the share of the area that shall lie on the left, between 0 and 1
 * @grain: the side of the smallest faces to come; ends nearer to a node than
 *   a part of it go to the node
 * @bend: how far the cut swings, as a share of its length
 * @step: the distance of the vertices of a bent cut; 0 for a straight cut
 * @square: whether the cut shall meet the border at right angles and, where
 *   another one meets it from beyond, go on with that one
 * @line: the line that the cut becomes a piece of
 */
typedef struct
{
  double angle;
  double share;
  double grain;
  double bend;
  double step;
  gboolean square;
  guint line;
} SgmCutOptions;

gboolean sgm_cut_face (SgmMesh             *mesh,
                       guint                face,
                       const SgmCutOptions *options,
                       GRand               *random,
                       guint               *left);

G_END_DECLS
