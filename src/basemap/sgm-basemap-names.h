/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmGroundName:
 * @x: its middle, in pixels of the world at its zoom
 * @angle: by which it is turned, in radians clockwise
 * @box: around it, in the same pixels
 *
 * The name of a road or a water in its place.
 */
typedef struct
{
  const char *text;
  SgmGroundKind kind;
  double size;
  double x;
  double y;
  double angle;
  SgmBox box;
} SgmGroundName;

GArray *sgm_basemap_names_place (const SgmGround *ground,
                                 guint            zoom);
void    sgm_basemap_names_draw  (GArray          *names,
                                 cairo_t         *cr,
                                 const SgmBox    *box);

G_END_DECLS
