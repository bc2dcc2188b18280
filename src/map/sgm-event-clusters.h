/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmEventPoint:
 * @x: where an event is, Web Mercator 0 to 1 from the west
 * @y: the same, from the north
 * @cluster: (out): number of the cluster that it has been put into
 */
typedef struct
{
  double x;
  double y;
  guint cluster;
} SgmEventPoint;

/**
 * SgmEventCluster:
 * @first: number of the first of its points, where it is shown
 * @n_points: how many points it has
 * @extent: how far the point furthest from the first is from it, as @x
 * @next_in_cell: used while clusters are being found
 *
 * Points that stand so close together that they are shown as one.
 */
typedef struct
{
  guint first;
  guint n_points;
  double extent;
  guint next_in_cell;
} SgmEventCluster;

void sgm_event_clusters_find (SgmEventPoint *points,
                              guint          n_points,
                              double         distance,
                              GArray        *clusters);

G_END_DECLS
