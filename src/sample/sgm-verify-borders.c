/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample/sgm-verify-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "domain/sgm-tables.h"
#include "geo/sgm-geometry.h"

/* A piece of border between two vertices, with its area on the left. */
typedef struct
{
  double from[2];
  double to[2];
} Edge;

static guint
edge_hash (gconstpointer key)
{
  guint64 words[4];
  guint64 hash = 0;

  memcpy (words, key, sizeof words);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    hash = (hash ^ words[i] ^ (words[i] >> 29)) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint) (hash >> 32);
}

static gboolean
edge_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

static double
get_turn (const double *xy,
          guint         n)
{
  double turn = 0;

  for (guint i = 0; i + 1 < n; i++)
    turn += (xy[2 * i] - xy[0]) * (xy[2 * i + 3] - xy[1])
            - (xy[2 * i + 2] - xy[0]) * (xy[2 * i + 1] - xy[1]);
  return turn;
}

typedef gboolean (*EdgeVisit) (GHashTable *edges,
                               const Edge *edge);

/* Visits the edges of all rings with the area on their left, whichever way the
 * rings run. */
static gboolean
visit_edges (const SgmGeometry *geometry,
             EdgeVisit          visit,
             GHashTable        *edges)
{
  for (guint polygon = 0; polygon < sgm_geometry_get_n_polygons (geometry); polygon++)
    {
      guint first, end;

      sgm_geometry_get_polygon_rings (geometry, polygon, &first, &end);
      for (guint ring = first; ring < end; ring++)
        {
          guint n;
          const double *xy = sgm_geometry_get_ring (geometry, ring, &n);
          gboolean reversed = (get_turn (xy, n) > 0) != (ring == first);

          for (guint i = 0; i + 1 < n; i++)
            {
              const double *a = &xy[2 * (reversed ? i + 1 : i)];
              const double *b = &xy[2 * (reversed ? i : i + 1)];
              Edge edge = { { a[0], a[1] }, { b[0], b[1] } };

              if (!visit (edges, &edge))
                return FALSE;
            }
        }
    }
  return TRUE;
}

/* Where two parts meet, each edge runs once in each direction: those cancel
 * out. What runs twice in the same direction is an overlap. */
static gboolean
cancel_out (GHashTable *edges,
            const Edge *edge)
{
  Edge back = { { edge->to[0], edge->to[1] }, { edge->from[0], edge->from[1] } };

  return g_hash_table_remove (edges, &back)
         || g_hash_table_add (edges, g_memdup2 (edge, sizeof *edge));
}

static gboolean
take_away (GHashTable *edges,
           const Edge *edge)
{
  return g_hash_table_remove (edges, edge);
}

static SgmGeometry *
read_geometry (const SgmRecord *area)
{
  GBytes *wkb = sgm_record_get_bytes (area, SGM_AREA_GEOMETRY);

  return wkb != NULL ? sgm_geometry_new_from_wkb (wkb, NULL) : NULL;
}

/* The edges that are left of the parts are those of the whole and no others. */
static void
check_borders (const SgmAreaTree *tree,
               const SgmRecord   *parent,
               SgmFaults         *faults)
{
  GPtrArray *children = sgm_area_tree_get_children (tree, sgm_record_get_id (parent));
  g_autoptr (GHashTable) edges = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
  g_autoptr (SgmGeometry) whole = read_geometry (parent);
  gboolean good = whole != NULL;

  for (guint i = 0; i < children->len && good; i++)
    {
      g_autoptr (SgmGeometry) part = read_geometry (children->pdata[i]);

      good = part != NULL && visit_edges (part, cancel_out, edges);
    }
  good = good && visit_edges (whole, take_away, edges) && g_hash_table_size (edges) == 0;
  if (!good)
    sgm_faults_add (faults, _("The parts of %s do not share their borders exactly."),
                    sgm_record_get_text (parent, SGM_AREA_CODE));
}

/**
 * sgm_verify_borders:
 *
 * The parts of each area tile it: neighbours have the same vertices along
 * their common border, and there is neither gap nor overlap.
 */
void
sgm_verify_borders (const SgmAreaTree *tree,
                    SgmFaults         *faults)
{
  for (int level = SGM_LEVEL_DISTRICT; level < SGM_LEVEL_UNIT; level++)
    {
      GPtrArray *areas = sgm_area_tree_get_level (tree, level);

      for (guint i = 0; i < areas->len; i++)
        check_borders (tree, areas->pdata[i], faults);
    }
}
