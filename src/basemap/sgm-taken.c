/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-taken.h"

#include <math.h>

struct _SgmTaken
{
  double cell;
  GArray *boxes;
  GHashTable *cells; /* gint64 → GArray of the numbers of boxes */
};

/* The columns and rows of cells that a rectangle lies on. */
typedef struct
{
  gint32 min_x;
  gint32 min_y;
  gint32 max_x;
  gint32 max_y;
} Cells;

/**
 * sgm_taken_new:
 * @cell: about as large as most rectangles will be
 *
 * Returns: (transfer full): a plane of which nothing is taken
 */
SgmTaken *
sgm_taken_new (double cell)
{
  SgmTaken *self = g_new0 (SgmTaken, 1);

  self->cell = cell;
  self->boxes = g_array_new (FALSE, FALSE, sizeof (SgmBox));
  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

void
sgm_taken_free (SgmTaken *self)
{
  g_array_unref (self->boxes);
  g_hash_table_unref (self->cells);
  g_free (self);
}

static Cells
find_cells (SgmTaken     *self,
            const SgmBox *box,
            double        spacing)
{
  return (Cells) {
    floor ((box->min_x - spacing) / self->cell), floor ((box->min_y - spacing) / self->cell),
    floor ((box->max_x + spacing) / self->cell), floor ((box->max_y + spacing) / self->cell),
  };
}

static gint64
get_key (gint32 x,
         gint32 y)
{
  return (gint64) x << 32 | (guint32) y;
}

void
sgm_taken_add (SgmTaken     *self,
               const SgmBox *box)
{
  Cells cells = find_cells (self, box, 0);
  guint number = self->boxes->len;

  g_array_append_val (self->boxes, *box);
  for (gint32 y = cells.min_y; y <= cells.max_y; y++)
    for (gint32 x = cells.min_x; x <= cells.max_x; x++)
      {
        gint64 key = get_key (x, y);
        GArray *there = g_hash_table_lookup (self->cells, &key);

        if (there == NULL)
          {
            there = g_array_new (FALSE, FALSE, sizeof (guint));
            g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), there);
          }
        g_array_append_val (there, number);
      }
}

static gboolean
boxes_meet (const SgmBox *a,
            const SgmBox *b,
            double        spacing)
{
  return a->min_x < b->max_x + spacing && b->min_x < a->max_x + spacing
         && a->min_y < b->max_y + spacing && b->min_y < a->max_y + spacing;
}

/**
 * sgm_taken_is_free:
 * @self: a plane
 * @box: a rectangle
 * @spacing: how much around it shall be free as well
 *
 * Returns: whether nothing of it is taken
 */
gboolean
sgm_taken_is_free (SgmTaken     *self,
                   const SgmBox *box,
                   double        spacing)
{
  Cells cells = find_cells (self, box, spacing);

  for (gint32 y = cells.min_y; y <= cells.max_y; y++)
    for (gint32 x = cells.min_x; x <= cells.max_x; x++)
      {
        gint64 key = get_key (x, y);
        GArray *there = g_hash_table_lookup (self->cells, &key);

        for (guint i = 0; there != NULL && i < there->len; i++)
          if (boxes_meet (&g_array_index (self->boxes, SgmBox, g_array_index (there, guint, i)), box, spacing))
            return FALSE;
      }
  return TRUE;
}
