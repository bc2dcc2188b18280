/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-event-clusters.h"

#include <math.h>

#define NO_CLUSTER G_MAXUINT

static gpointer
cell_key (gint64 column,
          gint64 row)
{
  return GSIZE_TO_POINTER ((gsize) (column * 0x9e3779b1 ^ row) | 1);
}

static guint
find_near (GHashTable    *cells,
           SgmEventPoint *points,
           GArray        *clusters,
           const SgmEventPoint *point,
           double         distance)
{
  gint64 column = floor (point->x / distance);
  gint64 row = floor (point->y / distance);
  guint nearest = NO_CLUSTER;
  double nearest_square = distance * distance;

  for (gint64 dx = -1; dx <= 1; dx++)
    for (gint64 dy = -1; dy <= 1; dy++)
      {
        gpointer found;

        if (!g_hash_table_lookup_extended (cells, cell_key (column + dx, row + dy), NULL, &found))
          continue;
        for (guint i = GPOINTER_TO_UINT (found); i != NO_CLUSTER;
             i = g_array_index (clusters, SgmEventCluster, i).next_in_cell)
          {
            guint first = g_array_index (clusters, SgmEventCluster, i).first;
            double east = points[first].x - point->x;
            double south = points[first].y - point->y;
            double square = east * east + south * south;

            if (square < nearest_square)
              {
                nearest = i;
                nearest_square = square;
              }
          }
      }
  return nearest;
}

/**
 * sgm_event_clusters_find:
 * @points: (array length=n_points): the points, the most important first;
 *   each is told its cluster
 * @n_points: how many
 * @distance: how far apart two must be to be shown apart, as the points' x
 * @clusters: (element-type SgmEventCluster): an array that is filled with the
 *   clusters, many of them of one point
 *
 * Puts each point into the nearest cluster whose first point is less than
 * @distance away, or else makes it the first point of a new one. So no two
 * clusters are shown nearer than that, the result does not depend on which
 * part of the map is seen, and the most important point of a cluster stays in
 * its place.
 */
void
sgm_event_clusters_find (SgmEventPoint *points,
                         guint          n_points,
                         double         distance,
                         GArray        *clusters)
{
  g_autoptr (GHashTable) cells = g_hash_table_new (NULL, NULL);

  g_array_set_size (clusters, 0);
  for (guint i = 0; i < n_points; i++)
    {
      guint near = find_near (cells, points, clusters, &points[i], distance);

      if (near == NO_CLUSTER)
        {
          gpointer key = cell_key (floor (points[i].x / distance), floor (points[i].y / distance));
          gpointer head;
          SgmEventCluster cluster = { .first = i, .n_points = 1, .next_in_cell = NO_CLUSTER };

          if (g_hash_table_lookup_extended (cells, key, NULL, &head))
            cluster.next_in_cell = GPOINTER_TO_UINT (head);
          points[i].cluster = clusters->len;
          g_hash_table_insert (cells, key, GUINT_TO_POINTER (clusters->len));
          g_array_append_val (clusters, cluster);
        }
      else
        {
          SgmEventCluster *cluster = &g_array_index (clusters, SgmEventCluster, near);
          double away = hypot (points[cluster->first].x - points[i].x,
                               points[cluster->first].y - points[i].y);

          points[i].cluster = near;
          cluster->n_points++;
          cluster->extent = MAX (cluster->extent, away);
        }
    }
}
