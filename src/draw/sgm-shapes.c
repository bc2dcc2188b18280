/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-shapes.h"

#include <math.h>

#include "draw/sgm-junctions.h"
#include "draw/sgm-simplify.h"
#include "geo/sgm-mercator.h"

/* From this zoom on nothing is simplified. */
#define FULL_ZOOM 17

/* Areas in a block. The areas of a level stand in the order of their codes, so
 * that those of a block are neighbours. */
#define BLOCK_AREAS 256

/* How far a line may move when it is simplified, of the lattice's spacing. */
#define TOLERANCE 0.5

#define BYTE_LIMIT (32 * 1024 * 1024)

typedef struct
{
  SgmLevel level;
  int zoom;
  guint number; /* of the block within the level */
} BlockKey;

typedef struct
{
  BlockKey key;
  SgmShapeBlock *block;
  gsize size;
  GList link; /* in the order of use, the latest first */
} Kept;

struct _SgmShapes
{
  gatomicrefcount ref_count;
  SgmAreaSet *areas;
  double origin_x;
  double origin_y;
  GMutex junctions_mutex;
  SgmJunctions *junctions; /* made when first needed */
  GMutex mutex; /* for what follows */
  GHashTable *kept; /* BlockKey to Kept */
  GQueue used;
  gsize size;
};

static guint
block_key_hash (gconstpointer key)
{
  const BlockKey *k = key;

  return (k->number * 32 + k->zoom) * 8 + k->level;
}

static gboolean
block_key_equal (gconstpointer a,
                 gconstpointer b)
{
  const BlockKey *first = a;
  const BlockKey *second = b;

  return first->number == second->number && first->zoom == second->zoom && first->level == second->level;
}

void
sgm_shape_block_unref (SgmShapeBlock *block)
{
  if (!g_atomic_ref_count_dec (&block->ref_count))
    return;

  g_free (block->ring_starts);
  g_free (block->vertex_starts);
  g_free (block->xy);
  g_free (block);
}

static void
kept_free (Kept *kept)
{
  sgm_shape_block_unref (kept->block);
  g_free (kept);
}

/**
 * sgm_shapes_new:
 * @areas: (transfer none): the areas
 *
 * Returns: (transfer full): their shapes
 */
SgmShapes *
sgm_shapes_new (SgmAreaSet *areas)
{
  SgmShapes *shapes = g_new0 (SgmShapes, 1);

  g_atomic_ref_count_init (&shapes->ref_count);
  g_mutex_init (&shapes->junctions_mutex);
  g_mutex_init (&shapes->mutex);
  shapes->kept = g_hash_table_new_full (block_key_hash, block_key_equal, NULL, (GDestroyNotify) kept_free);
  g_queue_init (&shapes->used);
  shapes->areas = sgm_area_set_ref (areas);
  if (sgm_area_set_get_n_areas (areas) > 0)
    {
      const SgmBox *box = sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);

      shapes->origin_x = sgm_mercator_x ((box->min_x + box->max_x) / 2);
      shapes->origin_y = sgm_mercator_y ((box->min_y + box->max_y) / 2);
    }
  return shapes;
}

SgmShapes *
sgm_shapes_ref (SgmShapes *shapes)
{
  g_atomic_ref_count_inc (&shapes->ref_count);
  return shapes;
}

void
sgm_shapes_unref (SgmShapes *shapes)
{
  if (!g_atomic_ref_count_dec (&shapes->ref_count))
    return;

  g_hash_table_unref (shapes->kept);
  sgm_area_set_unref (shapes->areas);
  g_clear_pointer (&shapes->junctions, sgm_junctions_free);
  g_mutex_clear (&shapes->junctions_mutex);
  g_mutex_clear (&shapes->mutex);
  g_free (shapes);
}

SgmAreaSet *
sgm_shapes_get_areas (SgmShapes *shapes)
{
  return shapes->areas;
}

/**
 * sgm_shapes_get_origin:
 * @x: (out): Web Mercator, 0 to 1 from the west
 * @y: (out): the same from the north
 *
 * Tells what the vertices are relative to.
 */
void
sgm_shapes_get_origin (SgmShapes *shapes,
                       double    *x,
                       double    *y)
{
  *x = shapes->origin_x;
  *y = shapes->origin_y;
}

static void
count (SgmShapes *shapes,
       guint      first,
       guint      end,
       guint     *n_rings,
       guint     *n_vertices)
{
  *n_rings = 0;
  *n_vertices = 0;
  for (guint i = first; i < end; i++)
    {
      const SgmGeometry *geometry = sgm_area_set_get (shapes->areas, i)->geometry;

      for (guint ring = 0; ring < sgm_geometry_get_n_rings (geometry); ring++)
        {
          guint n;

          sgm_geometry_get_ring (geometry, ring, &n);
          *n_vertices += n;
        }
      *n_rings += sgm_geometry_get_n_rings (geometry);
    }
}

/* What makes a block. */
typedef struct
{
  SgmShapes *shapes;
  const SgmJunctions *junctions; /* NULL where nothing is simplified */
  double lattice;                /* lines of it across the world, 0 for none */
  GArray *corners;               /* SgmCorner, of a ring */
} Maker;

/* A vertex's place depends on nothing but itself, so neighbours agree. */
static void
place (const Maker  *maker,
       const double *lon_lat,
       SgmCorner    *corner)
{
  double x = sgm_mercator_x (lon_lat[0]);
  double y = sgm_mercator_y (lon_lat[1]);

  if (maker->lattice > 0)
    {
      x = rint (x * maker->lattice) / maker->lattice;
      y = rint (y * maker->lattice) / maker->lattice;
    }
  corner->x = x - maker->shapes->origin_x;
  corner->y = y - maker->shapes->origin_y;
}

/* Vertices that fall together are one, which is a junction if one of them is. */
static void
place_ring (Maker        *maker,
            const double *ring,
            guint         n,
            guint         area,
            guint         first_vertex)
{
  SgmCorner *corners;
  guint kept = 0;

  g_array_set_size (maker->corners, n);
  corners = (SgmCorner *) maker->corners->data;
  for (guint i = 0; i + 1 < n; i++)
    {
      SgmCorner *corner = &corners[kept];

      place (maker, ring + 2 * i, corner);
      corner->fixed = maker->junctions == NULL || sgm_junctions_has (maker->junctions, area, first_vertex + i);
      if (kept > 0 && corner->x == corner[-1].x && corner->y == corner[-1].y)
        corner[-1].fixed |= corner->fixed;
      else
        kept++;
    }
  for (; kept > 1 && corners[kept - 1].x == corners[0].x && corners[kept - 1].y == corners[0].y; kept--)
    corners[0].fixed |= corners[kept - 1].fixed;
  g_array_set_size (maker->corners, kept);
}

static void
add_area (Maker         *maker,
          SgmShapeBlock *made,
          guint          area,
          guint         *n_rings,
          guint         *n_vertices)
{
  const SgmGeometry *geometry = sgm_area_set_get (maker->shapes->areas, area)->geometry;
  double tolerance = maker->lattice > 0 ? TOLERANCE / maker->lattice : 0;
  guint first_vertex = 0;

  for (guint r = 0; r < sgm_geometry_get_n_rings (geometry); r++)
    {
      guint n;
      const double *ring = sgm_geometry_get_ring (geometry, r, &n);

      place_ring (maker, ring, n, area, first_vertex);
      made->vertex_starts[(*n_rings)++] = *n_vertices;
      *n_vertices += sgm_simplify_ring ((const SgmCorner *) maker->corners->data, maker->corners->len,
                                        tolerance, made->xy + 2 * (gsize) *n_vertices);
      first_vertex += n;
    }
}

static const SgmJunctions *
get_junctions (SgmShapes *shapes)
{
  g_mutex_lock (&shapes->junctions_mutex);
  if (shapes->junctions == NULL)
    shapes->junctions = sgm_junctions_new (shapes->areas);
  g_mutex_unlock (&shapes->junctions_mutex);
  return shapes->junctions;
}

static SgmShapeBlock *
make_block (SgmShapes *shapes,
            guint      first,
            guint      end,
            int        zoom,
            gsize     *size)
{
  SgmShapeBlock *made = g_new0 (SgmShapeBlock, 1);
  g_autoptr (GArray) corners = g_array_new (FALSE, FALSE, sizeof (SgmCorner));
  Maker maker = { .shapes = shapes, .corners = corners };
  guint n_rings, n_vertices;
  guint ring_count = 0, vertex_count = 0;

  if (zoom < FULL_ZOOM)
    {
      maker.lattice = 2 * 256 * exp2 (zoom + 1);
      maker.junctions = get_junctions (shapes);
    }
  g_atomic_ref_count_init (&made->ref_count);
  made->first_area = first;
  made->n_areas = end - first;
  count (shapes, first, end, &n_rings, &n_vertices);
  made->ring_starts = g_new (guint, made->n_areas + 1);
  made->vertex_starts = g_new (guint, n_rings + 1);
  made->xy = g_new (float, 2 * (gsize) n_vertices);

  for (guint i = 0; i < made->n_areas; i++)
    {
      made->ring_starts[i] = ring_count;
      add_area (&maker, made, first + i, &ring_count, &vertex_count);
    }
  made->ring_starts[made->n_areas] = ring_count;
  made->vertex_starts[ring_count] = vertex_count;
  made->xy = g_renew (float, made->xy, MAX (1, 2 * (gsize) vertex_count));
  *size = sizeof *made + (made->n_areas + n_rings + 2) * sizeof (guint) + 2 * vertex_count * sizeof (float);
  return made;
}

static SgmShapeBlock *
find (SgmShapes      *shapes,
      const BlockKey *key)
{
  Kept *kept = g_hash_table_lookup (shapes->kept, key);

  if (kept == NULL)
    return NULL;
  g_queue_unlink (&shapes->used, &kept->link);
  g_queue_push_head_link (&shapes->used, &kept->link);
  g_atomic_ref_count_inc (&kept->block->ref_count);
  return kept->block;
}

static void
keep (SgmShapes      *shapes,
      const BlockKey *key,
      SgmShapeBlock  *block,
      gsize           size)
{
  Kept *kept;

  if (g_hash_table_contains (shapes->kept, key))
    return; /* another thread was faster */

  kept = g_new0 (Kept, 1);
  kept->key = *key;
  kept->block = block;
  kept->size = size;
  kept->link.data = kept;
  g_atomic_ref_count_inc (&block->ref_count);
  g_hash_table_insert (shapes->kept, &kept->key, kept);
  g_queue_push_head_link (&shapes->used, &kept->link);
  shapes->size += size;
  while (shapes->size > BYTE_LIMIT && shapes->used.length > 1)
    {
      Kept *oldest = g_queue_peek_tail (&shapes->used);

      shapes->size -= oldest->size;
      g_queue_unlink (&shapes->used, &oldest->link);
      g_hash_table_remove (shapes->kept, &oldest->key);
    }
}

/**
 * sgm_shapes_get_block:
 * @shapes: the shapes
 * @level: which level
 * @zoom: the zoom at which they will be drawn
 * @area: index of one of the level's areas in the area set
 *
 * Makes them, in some tenths of a millisecond, where they are not at hand.
 *
 * Returns: (transfer full): the outlines of @area and of its neighbours in the
 *   level's order, good enough for @zoom
 */
SgmShapeBlock *
sgm_shapes_get_block (SgmShapes *shapes,
                      SgmLevel   level,
                      double     zoom,
                      guint      area)
{
  BlockKey key = { level, CLAMP ((int) floor (zoom), 0, FULL_ZOOM), 0 };
  SgmShapeBlock *block;
  guint first, end;
  gsize size;

  sgm_area_set_get_level (shapes->areas, level, &first, &end);
  g_return_val_if_fail (area >= first && area < end, NULL);

  key.number = (area - first) / BLOCK_AREAS;
  g_mutex_lock (&shapes->mutex);
  block = find (shapes, &key);
  g_mutex_unlock (&shapes->mutex);
  if (block != NULL)
    return block;

  first += key.number * BLOCK_AREAS;
  block = make_block (shapes, first, MIN (first + BLOCK_AREAS, end), key.zoom, &size);
  g_mutex_lock (&shapes->mutex);
  keep (shapes, &key, block, size);
  g_mutex_unlock (&shapes->mutex);
  return block;
}
