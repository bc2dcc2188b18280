/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-index.h"

#include <stdlib.h>

/* The rectangles are sorted along a Hilbert curve through their centres, so
 * that neighbours in space are neighbours in memory, and packed into nodes of
 * NODE_SIZE; the nodes' own rectangles are packed in the same way, up to one
 * root. All levels stand one after another in `boxes`, the items first:
 *
 *   items … | nodes over items … | nodes over those … | root
 *
 * so that a node needs no pointer: node i of a level spans the entries
 * i · NODE_SIZE … of the level below. */
#define NODE_SIZE 16
#define MAX_LEVELS 10 /* 16^9 items are more than a guint counts */
#define HILBERT_BITS 16

struct _SgmIndex
{
  guint n_levels;
  guint level_first[MAX_LEVELS];
  guint level_size[MAX_LEVELS];
  SgmBox *boxes;
  guint *items;
};

typedef struct
{
  guint32 hilbert;
  guint item;
} Key;

/* The distance along a Hilbert curve of order HILBERT_BITS: at each scale,
 * find the quadrant, then turn the square so that the curve enters it where
 * it enters the whole. */
static guint32
hilbert (guint32 x,
         guint32 y)
{
  guint32 distance = 0;

  for (guint32 side = 1u << (HILBERT_BITS - 1); side > 0; side >>= 1)
    {
      gboolean right = (x & side) != 0;
      gboolean upper = (y & side) != 0;

      distance = distance << 2 | (upper ? (right ? 2 : 1) : (right ? 3 : 0));
      if (!upper)
        {
          guint32 old_x = right ? ~x : x;

          x = right ? ~y : y;
          y = old_x;
        }
    }
  return distance;
}

static guint32
scale (double value,
       double min,
       double max)
{
  double limit = (1u << HILBERT_BITS) - 1;

  return max > min ? CLAMP ((value - min) / (max - min) * limit, 0, limit) : 0;
}

static void
box_add (SgmBox       *box,
         const SgmBox *other)
{
  box->min_x = MIN (box->min_x, other->min_x);
  box->min_y = MIN (box->min_y, other->min_y);
  box->max_x = MAX (box->max_x, other->max_x);
  box->max_y = MAX (box->max_y, other->max_y);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const Key *left = a;
  const Key *right = b;

  if (left->hilbert != right->hilbert)
    return left->hilbert < right->hilbert ? -1 : 1;
  return left->item < right->item ? -1 : 1;
}

static void
sort_items (SgmIndex     *index,
            const SgmBox *boxes,
            guint         n_boxes)
{
  g_autofree Key *keys = g_new (Key, n_boxes);
  SgmBox all = SGM_BOX_EMPTY;

  for (guint i = 0; i < n_boxes; i++)
    box_add (&all, &boxes[i]);
  for (guint i = 0; i < n_boxes; i++)
    {
      double x = (boxes[i].min_x + boxes[i].max_x) / 2;
      double y = (boxes[i].min_y + boxes[i].max_y) / 2;

      keys[i].hilbert = hilbert (scale (x, all.min_x, all.max_x),
                                 scale (y, all.min_y, all.max_y));
      keys[i].item = i;
    }
  qsort (keys, n_boxes, sizeof *keys, compare_keys);
  for (guint i = 0; i < n_boxes; i++)
    {
      index->items[i] = keys[i].item;
      index->boxes[i] = boxes[keys[i].item];
    }
}

/**
 * sgm_index_new:
 * @boxes: (array length=n_boxes): rectangles; an empty one is never found
 * @n_boxes: how many, may be 0
 *
 * Returns: (transfer full): an index over a copy of @boxes
 */
SgmIndex *
sgm_index_new (const SgmBox *boxes,
               guint         n_boxes)
{
  SgmIndex *index = g_new0 (SgmIndex, 1);
  guint n_total = 0;

  for (guint size = n_boxes; size > 0;)
    {
      index->level_first[index->n_levels] = n_total;
      index->level_size[index->n_levels++] = size;
      n_total += size;
      size = size > 1 ? (size - 1) / NODE_SIZE + 1 : 0;
    }
  if (n_total == 0)
    return index;

  index->boxes = g_new (SgmBox, n_total);
  index->items = g_new (guint, n_boxes);
  sort_items (index, boxes, n_boxes);
  for (guint level = 1; level < index->n_levels; level++)
    {
      const SgmBox *below = index->boxes + index->level_first[level - 1];
      SgmBox *nodes = index->boxes + index->level_first[level];

      for (guint i = 0; i < index->level_size[level]; i++)
        nodes[i] = SGM_BOX_EMPTY;
      for (guint i = 0; i < index->level_size[level - 1]; i++)
        box_add (&nodes[i / NODE_SIZE], &below[i]);
    }
  return index;
}

void
sgm_index_free (SgmIndex *index)
{
  g_free (index->boxes);
  g_free (index->items);
  g_free (index);
}

static gboolean
query_entries (const SgmIndex *index,
               guint           level,
               guint           first,
               guint           end,
               const SgmBox   *box,
               SgmIndexVisit   visit,
               gpointer        data)
{
  const SgmBox *boxes = index->boxes + index->level_first[level];

  for (guint i = first; i < end; i++)
    {
      gboolean more;

      if (boxes[i].min_x > box->max_x || boxes[i].max_x < box->min_x
          || boxes[i].min_y > box->max_y || boxes[i].max_y < box->min_y)
        continue;

      if (level == 0)
        more = visit (index->items[i], data);
      else
        more = query_entries (index, level - 1, i * NODE_SIZE,
                              MIN ((i + 1) * NODE_SIZE, index->level_size[level - 1]),
                              box, visit, data);
      if (!more)
        return FALSE;
    }
  return TRUE;
}

/**
 * sgm_index_query:
 * @index: an index
 * @box: what to look for, a point as a rectangle without extent
 * @visit: (scope call): called for every rectangle that meets or touches
 *   @box, in no particular order, until it returns %FALSE
 * @data: for @visit
 */
void
sgm_index_query (const SgmIndex *index,
                 const SgmBox   *box,
                 SgmIndexVisit   visit,
                 gpointer        data)
{
  guint top;

  if (index->n_levels == 0)
    return;

  top = index->n_levels - 1;
  query_entries (index, top, 0, index->level_size[top], box, visit, data);
}
