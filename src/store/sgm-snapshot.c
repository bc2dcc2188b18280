/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-snapshot.h"

#include "domain/sgm-edition.h"
#include "domain/sgm-tables.h"

struct _SgmSnapshot
{
  gatomicrefcount ref_count;
  gint64 seq;
  gint64 at; /* 0 = now */
  GPtrArray *records[SGM_N_TABLES];
};

/**
 * sgm_snapshot_new:
 * @seq: number of the last journal entry that it has
 *
 * Returns: (transfer full): a snapshot without records
 */
SgmSnapshot *
sgm_snapshot_new (gint64 seq)
{
  SgmSnapshot *snapshot = g_new0 (SgmSnapshot, 1);

  g_atomic_ref_count_init (&snapshot->ref_count);
  snapshot->seq = seq;
  return snapshot;
}

/**
 * sgm_snapshot_take:
 * @snapshot: a snapshot that nobody else holds
 * @table: a table
 * @records: (transfer full) (element-type SgmRecord): its live records
 *
 * Puts in the records of a table.
 */
void
sgm_snapshot_take (SgmSnapshot    *snapshot,
                   const SgmTable *table,
                   GPtrArray      *records)
{
  guint index = sgm_table_get_index (table);

  g_assert (snapshot->records[index] == NULL);
  snapshot->records[index] = records;
}

SgmSnapshot *
sgm_snapshot_ref (SgmSnapshot *snapshot)
{
  g_atomic_ref_count_inc (&snapshot->ref_count);
  return snapshot;
}

void
sgm_snapshot_unref (SgmSnapshot *snapshot)
{
  if (!g_atomic_ref_count_dec (&snapshot->ref_count))
    return;

  for (guint i = 0; i < SGM_N_TABLES; i++)
    g_clear_pointer (&snapshot->records[i], g_ptr_array_unref);
  g_free (snapshot);
}

/**
 * sgm_snapshot_get_seq:
 *
 * Returns: number of the last journal entry that the snapshot has
 */
gint64
sgm_snapshot_get_seq (SgmSnapshot *snapshot)
{
  return snapshot->seq;
}

/**
 * sgm_snapshot_set_at:
 * @snapshot: a snapshot that nobody else holds
 * @at: the past moment that it shows, UTC milliseconds
 */
void
sgm_snapshot_set_at (SgmSnapshot *snapshot,
                     gint64       at)
{
  snapshot->at = at;
}

/**
 * sgm_snapshot_get_at:
 *
 * Returns: the moment that the snapshot shows, UTC milliseconds: now, where
 *   none was set
 */
gint64
sgm_snapshot_get_at (SgmSnapshot *snapshot)
{
  return snapshot->at != 0 ? snapshot->at : g_get_real_time () / 1000;
}

/**
 * sgm_snapshot_get_records:
 *
 * Returns: (transfer none) (element-type SgmRecord): the live records of a
 *   table
 */
GPtrArray *
sgm_snapshot_get_records (SgmSnapshot    *snapshot,
                          const SgmTable *table)
{
  return snapshot->records[sgm_table_get_index (table)];
}

/**
 * sgm_snapshot_lay_editions:
 * @snapshot: a snapshot that nobody else holds, with the areas' own records by
 *   id, the editions and their boundaries
 *
 * Makes the areas what they are by the editions that are real; the boundaries
 * are no part of the snapshot any more.
 */
void
sgm_snapshot_lay_editions (SgmSnapshot *snapshot)
{
  GPtrArray *boundaries = sgm_snapshot_get_records (snapshot, &sgm_table_boundary);

  sgm_areas_lay_editions (sgm_snapshot_get_records (snapshot, &sgm_table_area),
                          sgm_snapshot_get_records (snapshot, &sgm_table_edition), boundaries);
  g_ptr_array_set_size (boundaries, 0);
}
