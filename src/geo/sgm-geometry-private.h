/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/* A point is its box and has no polygon. */
struct _SgmGeometry
{
  gatomicrefcount ref_count;
  SgmBox box;
  guint n_polygons;
  guint n_rings;
  guint *polygon_ends;
  guint *ring_ends;
  double *coordinates;
};

G_END_DECLS
