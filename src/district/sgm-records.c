/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-records.h"

/* Ids are used as the keys of pointer hash tables. */
G_STATIC_ASSERT (sizeof (gsize) >= sizeof (gint64));
#define KEY(id) GSIZE_TO_POINTER ((gsize) (id))

/* The foreign keys by which records are looked up. */
static const struct
{
  const SgmTable *table;
  guint column;
} relations[] = {
  { &sgm_table_post, SGM_POST_PERSON },
  { &sgm_table_post, SGM_POST_AREA },
  { &sgm_table_org_area, SGM_ORG_AREA_ORG },
  { &sgm_table_org_area, SGM_ORG_AREA_AREA },
  { &sgm_table_step, SGM_STEP_EVENT },
  { &sgm_table_task, SGM_TASK_EVENT },
  { &sgm_table_task, SGM_TASK_PERSON },
  { &sgm_table_outbox, SGM_OUTBOX_TASK },
};

#define N_RELATIONS G_N_ELEMENTS (relations)

struct _SgmRecords
{
  GHashTable *by_id[SGM_N_TABLES];         /* id → SgmRecord */
  GHashTable *by_relation[N_RELATIONS];    /* foreign id → GPtrArray of SgmRecord */
};

SgmRecords *
sgm_records_new (void)
{
  SgmRecords *records = g_new0 (SgmRecords, 1);

  for (guint i = 0; i < SGM_N_TABLES; i++)
    records->by_id[i] = g_hash_table_new_full (NULL, NULL, NULL,
                                               (GDestroyNotify) sgm_record_unref);
  for (guint i = 0; i < N_RELATIONS; i++)
    records->by_relation[i] = g_hash_table_new_full (NULL, NULL, NULL,
                                                     (GDestroyNotify) g_ptr_array_unref);
  return records;
}

/**
 * sgm_records_new_from:
 * @snapshot: a snapshot
 *
 * Returns: (transfer full): the records of @snapshot
 */
SgmRecords *
sgm_records_new_from (SgmSnapshot *snapshot)
{
  SgmRecords *records = sgm_records_new ();

  for (guint i = 0; i < SGM_N_TABLES; i++)
    {
      GPtrArray *rows = sgm_snapshot_get_records (snapshot, sgm_tables[i]);

      for (guint j = 0; rows != NULL && j < rows->len; j++)
        sgm_records_replace (records, NULL, g_ptr_array_index (rows, j));
    }
  return records;
}

void
sgm_records_free (SgmRecords *records)
{
  for (guint i = 0; i < SGM_N_TABLES; i++)
    g_hash_table_unref (records->by_id[i]);
  for (guint i = 0; i < N_RELATIONS; i++)
    g_hash_table_unref (records->by_relation[i]);
  g_free (records);
}

static GHashTable *
get_table (SgmRecords     *records,
           const SgmTable *table)
{
  guint index = sgm_table_get_index (table);

  g_assert (index < SGM_N_TABLES);
  return records->by_id[index];
}

guint
sgm_records_get_n (SgmRecords     *records,
                   const SgmTable *table)
{
  return g_hash_table_size (get_table (records, table));
}

/**
 * sgm_records_get:
 *
 * Returns: (transfer none) (nullable): the record of an id
 */
SgmRecord *
sgm_records_get (SgmRecords     *records,
                 const SgmTable *table,
                 gint64          id)
{
  return g_hash_table_lookup (get_table (records, table), KEY (id));
}

/**
 * sgm_records_get_related:
 * @table: a table
 * @column: a column of it that holds ids and is one of the known relations
 * @id: an id
 *
 * Returns: (transfer none) (nullable) (element-type SgmRecord): the records
 *   whose @column is @id, in no order that means anything
 */
GPtrArray *
sgm_records_get_related (SgmRecords     *records,
                         const SgmTable *table,
                         guint           column,
                         gint64          id)
{
  for (guint i = 0; i < N_RELATIONS; i++)
    if (relations[i].table == table && relations[i].column == column)
      return g_hash_table_lookup (records->by_relation[i], KEY (id));
  g_assert_not_reached ();
}

/**
 * sgm_records_new_array:
 *
 * Returns: (transfer full) (element-type SgmRecord): an empty array that owns
 *   what is added to it
 */
GPtrArray *
sgm_records_new_array (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  gint64 id_a = sgm_record_get_id (*(SgmRecord *const *) a);
  gint64 id_b = sgm_record_get_id (*(SgmRecord *const *) b);

  return (id_a > id_b) - (id_a < id_b);
}

/**
 * sgm_records_dup_all:
 *
 * Returns: (transfer full) (element-type SgmRecord): every record of @table
 *   by id
 */
GPtrArray *
sgm_records_dup_all (SgmRecords     *records,
                     const SgmTable *table)
{
  GPtrArray *all = sgm_records_new_array ();
  GHashTableIter iter;
  gpointer record;

  g_hash_table_iter_init (&iter, get_table (records, table));
  while (g_hash_table_iter_next (&iter, NULL, &record))
    g_ptr_array_add (all, sgm_record_ref (record));
  g_ptr_array_sort (all, compare_ids);
  return all;
}

static void
unrelate (GHashTable *relation,
          guint       column,
          SgmRecord  *record)
{
  gint64 id = sgm_record_get_int (record, column);
  GPtrArray *related = g_hash_table_lookup (relation, KEY (id));

  if (related == NULL)
    return;
  g_ptr_array_remove_fast (related, record);
  if (related->len == 0)
    g_hash_table_remove (relation, KEY (id));
}

static void
relate (GHashTable *relation,
        guint       column,
        SgmRecord  *record)
{
  gint64 id = sgm_record_get_int (record, column);
  GPtrArray *related;

  if (sgm_record_is_null (record, column))
    return;

  related = g_hash_table_lookup (relation, KEY (id));
  if (related == NULL)
    {
      related = sgm_records_new_array ();
      g_hash_table_insert (relation, KEY (id), related);
    }
  g_ptr_array_add (related, sgm_record_ref (record));
}

/**
 * sgm_records_replace:
 * @before: (nullable): the record that is there, or %NULL to add one
 * @after: (nullable): the record that takes its place, or %NULL to remove it
 */
void
sgm_records_replace (SgmRecords *records,
                     SgmRecord  *before,
                     SgmRecord  *after)
{
  SgmRecord *any = after != NULL ? after : before;
  const SgmTable *table;
  gint64 id;

  g_return_if_fail (any != NULL);

  table = sgm_record_get_table (any);
  id = sgm_record_get_id (any);
  for (guint i = 0; i < N_RELATIONS; i++)
    if (relations[i].table == table)
      {
        if (before != NULL)
          unrelate (records->by_relation[i], relations[i].column, before);
        if (after != NULL)
          relate (records->by_relation[i], relations[i].column, after);
      }

  if (after != NULL)
    g_hash_table_insert (get_table (records, table), KEY (id), sgm_record_ref (after));
  else
    g_hash_table_remove (get_table (records, table), KEY (id));
}
