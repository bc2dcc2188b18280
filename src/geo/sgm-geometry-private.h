/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

/* A point is its box and has no polygon. The two ends of a plain polygon are
 * within the structure. */
struct _SgmGeometry
{
  gatomicrefcount ref_count;
  SgmBox box;
  guint n_polygons;
  guint n_rings;
  guint *polygon_ends;
  guint *ring_ends;
  guint plain_ends[2];
  const double *coordinates;
  GBytes *wkb; /* that the coordinates are part of, or NULL where they are a copy */
  double *label; /* x, y of its label point; atomic, NULL until somebody asks */
};

G_END_DECLS
