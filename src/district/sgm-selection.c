/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-selection.h"

#include <stdlib.h>

struct _SgmSelection
{
  gatomicrefcount ref_count;
  guint n_ids;
  gint64 *ids; /* ascending, each once */
};

G_DEFINE_BOXED_TYPE (SgmSelection, sgm_selection, sgm_selection_ref, sgm_selection_unref)

static SgmSelection *
take (gint64 *ids,
      guint   n_ids)
{
  SgmSelection *selection = g_new (SgmSelection, 1);

  g_atomic_ref_count_init (&selection->ref_count);
  selection->ids = ids;
  selection->n_ids = n_ids;
  return selection;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

/**
 * sgm_selection_new:
 * @ids: (array length=n_ids) (nullable): record ids, in any order and as often
 *   as they like
 * @n_ids: how many, 0 for an empty selection
 *
 * Returns: (transfer full): a selection of these areas
 */
SgmSelection *
sgm_selection_new (const gint64 *ids,
                   guint         n_ids)
{
  gint64 *sorted = g_new (gint64, n_ids);
  guint n = 0;

  for (guint i = 0; i < n_ids; i++)
    sorted[i] = ids[i];
  if (n_ids > 1)
    qsort (sorted, n_ids, sizeof (gint64), compare_ids);
  for (guint i = 0; i < n_ids; i++)
    if (n == 0 || sorted[i] != sorted[n - 1])
      sorted[n++] = sorted[i];
  return take (sorted, n);
}

SgmSelection *
sgm_selection_ref (SgmSelection *selection)
{
  g_atomic_ref_count_inc (&selection->ref_count);
  return selection;
}

void
sgm_selection_unref (SgmSelection *selection)
{
  if (!g_atomic_ref_count_dec (&selection->ref_count))
    return;
  g_free (selection->ids);
  g_free (selection);
}

guint
sgm_selection_get_n (const SgmSelection *selection)
{
  return selection->n_ids;
}

/**
 * sgm_selection_get:
 * @selection: a selection
 * @index: 0 to the number of areas − 1
 *
 * Returns: a record id; they come in ascending order
 */
gint64
sgm_selection_get (const SgmSelection *selection,
                   guint               index)
{
  g_return_val_if_fail (index < selection->n_ids, 0);
  return selection->ids[index];
}

gboolean
sgm_selection_contains (const SgmSelection *selection,
                        gint64              id)
{
  guint first = 0;
  guint end = selection->n_ids;

  while (first < end)
    {
      guint middle = first + (end - first) / 2;

      if (selection->ids[middle] == id)
        return TRUE;
      if (selection->ids[middle] < id)
        first = middle + 1;
      else
        end = middle;
    }
  return FALSE;
}

gboolean
sgm_selection_equal (const SgmSelection *a,
                     const SgmSelection *b)
{
  if (a->n_ids != b->n_ids)
    return FALSE;
  for (guint i = 0; i < a->n_ids; i++)
    if (a->ids[i] != b->ids[i])
      return FALSE;
  return TRUE;
}

/* Merges two selections, keeping the ids that are only in @a, only in @b, or
 * in both. */
static SgmSelection *
combine (const SgmSelection *a,
         const SgmSelection *b,
         gboolean            only_a,
         gboolean            only_b,
         gboolean            both)
{
  gint64 *ids = g_new (gint64, (gsize) a->n_ids + b->n_ids);
  guint n = 0;
  guint i = 0;
  guint j = 0;

  while (i < a->n_ids || j < b->n_ids)
    {
      gboolean in_a = j == b->n_ids || (i < a->n_ids && a->ids[i] <= b->ids[j]);
      gboolean in_b = i == a->n_ids || (j < b->n_ids && b->ids[j] <= a->ids[i]);
      gint64 id = in_a ? a->ids[i] : b->ids[j];

      if (in_a && in_b ? both : in_a ? only_a : only_b)
        ids[n++] = id;
      i += in_a;
      j += in_b;
    }
  return take (ids, n);
}

/**
 * sgm_selection_unite:
 *
 * Returns: (transfer full): what is in @a, in @b or in both
 */
SgmSelection *
sgm_selection_unite (const SgmSelection *a,
                     const SgmSelection *b)
{
  return combine (a, b, TRUE, TRUE, TRUE);
}

/**
 * sgm_selection_intersect:
 *
 * Returns: (transfer full): what is in both
 */
SgmSelection *
sgm_selection_intersect (const SgmSelection *a,
                         const SgmSelection *b)
{
  return combine (a, b, FALSE, FALSE, TRUE);
}

/**
 * sgm_selection_subtract:
 *
 * Returns: (transfer full): what is in @a and not in @b
 */
SgmSelection *
sgm_selection_subtract (const SgmSelection *a,
                        const SgmSelection *b)
{
  return combine (a, b, TRUE, FALSE, FALSE);
}

/**
 * sgm_selection_toggle:
 *
 * Returns: (transfer full): what is in one of them only
 */
SgmSelection *
sgm_selection_toggle (const SgmSelection *a,
                      const SgmSelection *b)
{
  return combine (a, b, TRUE, TRUE, FALSE);
}

static int
compare_indexes (gconstpointer a,
                 gconstpointer b)
{
  guint left = *(const guint *) a;
  guint right = *(const guint *) b;

  return (left > right) - (left < right);
}

/**
 * sgm_selection_dup_areas:
 * @selection: a selection
 * @set: the present areas
 *
 * Returns: (transfer full) (element-type guint): indexes of the selected areas
 *   that there are, in the order of the set: the largest first, then by code
 */
GArray *
sgm_selection_dup_areas (const SgmSelection *selection,
                         const SgmAreaSet   *set)
{
  GArray *areas = g_array_sized_new (FALSE, FALSE, sizeof (guint), selection->n_ids);

  for (guint i = 0; i < selection->n_ids; i++)
    {
      const SgmArea *area = sgm_area_set_find_id (set, selection->ids[i]);

      if (area != NULL)
        g_array_append_val (areas, area->index);
    }
  g_array_sort (areas, compare_indexes);
  return areas;
}

/**
 * sgm_selection_dup_cover:
 * @selection: a selection
 * @set: the present areas
 *
 * The fewest areas that cover the same ground: an area within another selected
 * one adds nothing, and all the parts of an area are the same as the area.
 * What is counted over them is counted once.
 *
 * Returns: (transfer full) (element-type guint): their indexes in the set, in
 *   its order; none of them lies within another
 */
GArray *
sgm_selection_dup_cover (const SgmSelection *selection,
                         const SgmAreaSet   *set)
{
  g_autoptr (GArray) areas = sgm_selection_dup_areas (selection, set);
  guint n = sgm_area_set_get_n_areas (set);
  g_autofree gboolean *is_covered = g_new0 (gboolean, n);
  GArray *cover = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < areas->len; i++)
    is_covered[g_array_index (areas, guint, i)] = TRUE;
  /* Parents come before their children, so from the end the parts are known
   * before the whole, and from the beginning the whole before the parts. */
  for (guint i = n; i-- > 0;)
    {
      const SgmArea *area = sgm_area_set_get (set, i);
      guint n_covered = 0;

      for (guint c = 0; c < area->n_children; c++)
        n_covered += is_covered[area->first_child + c];
      if (area->n_children > 0 && n_covered == area->n_children)
        is_covered[i] = TRUE;
    }
  for (guint i = 0; i < n; i++)
    {
      guint parent = sgm_area_set_get (set, i)->parent;

      if (parent != SGM_AREA_NONE && is_covered[parent])
        is_covered[i] = TRUE;
      else if (is_covered[i])
        g_array_append_val (cover, i);
    }
  return cover;
}

/**
 * sgm_selection_covers:
 * @selection: a selection
 * @set: the present areas
 * @area: one of them
 *
 * Returns: whether the area, or one that it is part of, is selected
 */
gboolean
sgm_selection_covers (const SgmSelection *selection,
                      const SgmAreaSet   *set,
                      const SgmArea      *area)
{
  while (!sgm_selection_contains (selection, area->id))
    {
      if (area->parent == SGM_AREA_NONE)
        return FALSE;
      area = sgm_area_set_get (set, area->parent);
    }
  return TRUE;
}
