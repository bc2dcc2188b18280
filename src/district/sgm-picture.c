/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-picture.h"

#include "domain/sgm-edition.h"
#include "domain/sgm-tables.h"

/* A patch with more operations than this (an import) is quicker loaded, in a
 * thread, than applied. */
#define MAX_OPS 2000

static SgmDifference *
difference_new (SgmRecord *before,
                SgmRecord *after)
{
  SgmDifference *difference = g_new0 (SgmDifference, 1);

  difference->before = before != NULL ? sgm_record_ref (before) : NULL;
  difference->after = after != NULL ? sgm_record_ref (after) : NULL;
  return difference;
}

static void
difference_free (SgmDifference *difference)
{
  g_clear_pointer (&difference->before, sgm_record_unref);
  g_clear_pointer (&difference->after, sgm_record_unref);
  g_free (difference);
}

static const SgmTable *
difference_get_table (const SgmDifference *difference)
{
  return sgm_record_get_table (difference->after != NULL ? difference->after
                                                         : difference->before);
}

/**
 * sgm_picture_find_area:
 * @event: an event
 *
 * Returns: (nullable): the smallest area of the present set that the event
 *   belongs to
 */
const SgmArea *
sgm_picture_find_area (SgmPicture *picture,
                       SgmRecord  *event)
{
  return sgm_tally_find_area (picture->areas, event);
}

/* Makes the area set of the present records, and counts what is in it. */
static gboolean
make_areas (SgmPicture  *picture,
            gint64       at,
            GError     **error)
{
  g_autoptr (GPtrArray) records = sgm_records_dup_all (picture->records, &sgm_table_area);
  SgmAreaSet *areas = sgm_area_set_new (records, error);

  if (areas == NULL)
    return FALSE;

  g_clear_pointer (&picture->areas, sgm_area_set_unref);
  g_clear_pointer (&picture->tallies, sgm_tallies_free);
  picture->areas = areas;
  picture->tallies = sgm_tallies_new (picture->records, areas, at);
  return TRUE;
}

/**
 * sgm_picture_new:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full): the picture of it, or %NULL with an error where
 *   its areas make no sense
 */
SgmPicture *
sgm_picture_new (SgmSnapshot  *snapshot,
                 GError      **error)
{
  g_autoptr (SgmPicture) picture = g_new0 (SgmPicture, 1);

  picture->seq = sgm_snapshot_get_seq (snapshot);
  picture->records = sgm_records_new_from (snapshot);
  return make_areas (picture, sgm_snapshot_get_at (snapshot), error) ? g_steal_pointer (&picture) : NULL;
}

void
sgm_picture_free (SgmPicture *picture)
{
  g_clear_pointer (&picture->tallies, sgm_tallies_free);
  g_clear_pointer (&picture->records, sgm_records_free);
  g_clear_pointer (&picture->areas, sgm_area_set_unref);
  g_free (picture);
}

static void
undo (SgmPicture *picture,
      GPtrArray  *differences)
{
  for (guint i = differences->len; i > 0; i--)
    {
      const SgmDifference *difference = g_ptr_array_index (differences, i - 1);

      sgm_records_replace (picture->records, difference->after, difference->before);
    }
}

/* A new area of an edition is in the picture when that becomes real. */
static gboolean
is_awaiting (const SgmPatchOp *op)
{
  g_autoptr (SgmRecord) area = sgm_patch_op_apply (op, NULL, NULL);

  return area != NULL && sgm_area_is_awaiting (area);
}

/* An edition that becomes real, or was taken back, is quicker loaded too. */
static gboolean
lays_edition (const SgmPatchOp *op)
{
  return op->table == &sgm_table_edition && op->kind == SGM_PATCH_UPDATE;
}

/* Old closed events, what belongs to them and what is kept apart are not in
 * the picture, and changes of theirs do not concern it. */
static gboolean
concerns (SgmPicture       *picture,
          const SgmPatchOp *op,
          SgmRecord        *before)
{
  const SgmTable *owner;
  guint column;

  if (sgm_table_is_apart (op->table))
    return FALSE;
  if (op->kind != SGM_PATCH_INSERT)
    return before != NULL;
  if (op->table == &sgm_table_area)
    return !is_awaiting (op);
  owner = sgm_table_get_owner (op->table, &column);
  for (guint i = 0; owner != NULL && i < op->n_changes; i++)
    if (op->columns[i] == column)
      return sgm_records_get (picture->records, owner, op->after[i].i) != NULL;
  return TRUE;
}

static gboolean
apply_op (SgmPicture       *picture,
          const SgmPatchOp *op,
          GPtrArray        *differences)
{
  SgmRecord *before = sgm_records_get (picture->records, op->table, op->id);
  g_autoptr (SgmRecord) after = NULL;
  g_autoptr (GError) error = NULL;
  SgmDifference *difference;

  if (!concerns (picture, op, before))
    return TRUE;
  after = sgm_patch_op_apply (op, before, &error);
  if (error != NULL)
    return FALSE;
  difference = difference_new (before, after);
  g_ptr_array_add (differences, difference);
  sgm_records_replace (picture->records, difference->before, difference->after);
  return TRUE;
}

/* Brings what follows from the records up to date with them. */
static gboolean
follow (SgmPicture *picture,
        GPtrArray  *differences)
{
  for (guint i = 0; i < differences->len; i++)
    if (difference_get_table (g_ptr_array_index (differences, i)) == &sgm_table_area)
      return make_areas (picture, g_get_real_time () / 1000, NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const SgmDifference *difference = g_ptr_array_index (differences, i);

      sgm_tallies_follow (picture->tallies, difference->before, difference->after);
    }
  return TRUE;
}

/**
 * sgm_picture_apply:
 * @picture: a picture
 * @entry: an entry of the journal
 *
 * Applies @entry whole or not at all.
 *
 * Returns: (transfer full) (nullable) (element-type SgmDifference): what is
 *   different now, in the order of the entry's patch; or %NULL with nothing
 *   changed where the entry does not follow on the picture, or is so large
 *   that a fresh snapshot serves better
 */
GPtrArray *
sgm_picture_apply (SgmPicture *picture,
                   SgmEntry   *entry)
{
  g_autoptr (GPtrArray) differences = NULL;
  guint n_ops = sgm_patch_get_n_ops (entry->patch);

  if (entry->seq != picture->seq + 1 || n_ops > MAX_OPS)
    return NULL;

  differences = g_ptr_array_new_with_free_func ((GDestroyNotify) difference_free);
  for (guint i = 0; i < n_ops; i++)
    if (lays_edition (sgm_patch_get_op (entry->patch, i))
        || !apply_op (picture, sgm_patch_get_op (entry->patch, i), differences))
      {
        undo (picture, differences);
        return NULL;
      }
  if (!follow (picture, differences))
    {
      undo (picture, differences);
      return NULL;
    }
  picture->seq = entry->seq;
  return g_steal_pointer (&differences);
}
