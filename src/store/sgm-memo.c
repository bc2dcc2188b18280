/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-memo.h"

#include "domain/sgm-tables.h"
#include "store/sgm-rows.h"

struct _SgmMemo
{
  SgmDatabase *database;
  GPtrArray *records[SGM_N_TABLES]; /* NULL where they were not read yet */
};

/**
 * sgm_memo_new:
 * @database: (transfer none): what is read; it has to outlive the memo
 *
 * Returns: (transfer full): a memo that knows nothing
 */
SgmMemo *
sgm_memo_new (SgmDatabase *database)
{
  SgmMemo *memo = g_new0 (SgmMemo, 1);

  memo->database = database;
  return memo;
}

void
sgm_memo_free (SgmMemo *memo)
{
  sgm_memo_forget (memo, NULL);
  g_free (memo);
}

/**
 * sgm_memo_covers:
 * @table: a table
 *
 * Returns: whether it is one of the short lists
 */
gboolean
sgm_memo_covers (const SgmTable *table)
{
  return table == &sgm_table_user || table == &sgm_table_mode || table == &sgm_table_calendar
         || table == &sgm_table_matter || table == &sgm_table_edition;
}

static GPtrArray *
read_list (SgmMemo         *memo,
           const SgmTable  *table,
           GError         **error)
{
  GPtrArray **records = &memo->records[sgm_table_get_index (table)];

  if (*records == NULL)
    *records = sgm_rows_select (memo->database, table, "", 0, error);
  return *records;
}

/**
 * sgm_memo_get:
 * @table: a table that is covered
 *
 * Returns: (transfer full) (nullable): as sgm_rows_get() does
 */
SgmRecord *
sgm_memo_get (SgmMemo         *memo,
              const SgmTable  *table,
              gint64           id,
              GError         **error)
{
  GPtrArray *records = read_list (memo, table, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    if (sgm_record_get_id (records->pdata[i]) == id)
      return sgm_record_ref (records->pdata[i]);
  return NULL;
}

/**
 * sgm_memo_find:
 * @table: a table that is covered
 *
 * Returns: (transfer full) (element-type SgmRecord): as sgm_rows_find() does
 */
GPtrArray *
sgm_memo_find (SgmMemo         *memo,
               const SgmTable  *table,
               guint            column,
               const SgmValue  *value,
               GError         **error)
{
  GPtrArray *records = read_list (memo, table, error);
  GPtrArray *found;

  if (records == NULL)
    return NULL;
  found = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  for (guint i = 0; i < records->len; i++)
    if (sgm_value_equal (sgm_record_get_value (records->pdata[i], column), value))
      g_ptr_array_add (found, sgm_record_ref (records->pdata[i]));
  return found;
}

/**
 * sgm_memo_forget:
 * @memo: a memo
 * @table: (nullable): a table that was written to, or %NULL for all of them
 */
void
sgm_memo_forget (SgmMemo        *memo,
                 const SgmTable *table)
{
  for (guint i = 0; i < SGM_N_TABLES; i++)
    if (table == NULL || sgm_tables[i] == table)
      g_clear_pointer (&memo->records[i], g_ptr_array_unref);
}
