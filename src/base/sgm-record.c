/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-record.h"

struct _SgmRecord
{
  gatomicrefcount ref_count;
  const SgmTable *table;
  gint64 id;
  gint64 version;
  SgmValue values[];
};

/**
 * sgm_record_new:
 * @table: the table it belongs to
 * @id: its id, 0 where the store shall give one
 *
 * Returns: (transfer full): a record of version 1 whose columns are null
 */
SgmRecord *
sgm_record_new (const SgmTable *table,
                gint64          id)
{
  SgmRecord *record = g_malloc0 (sizeof *record + table->n_columns * sizeof (SgmValue));

  g_atomic_ref_count_init (&record->ref_count);
  record->table = table;
  record->id = id;
  record->version = 1;
  return record;
}

/**
 * sgm_record_copy:
 * @record: a record
 *
 * Returns: (transfer full): a record of its own with the same id, version and
 *   values, to be changed by its maker
 */
SgmRecord *
sgm_record_copy (const SgmRecord *record)
{
  SgmRecord *copy = sgm_record_new (record->table, record->id);

  copy->version = record->version;
  for (guint i = 0; i < record->table->n_columns; i++)
    sgm_value_copy (&record->values[i], &copy->values[i]);
  return copy;
}

SgmRecord *
sgm_record_ref (SgmRecord *record)
{
  g_atomic_ref_count_inc (&record->ref_count);
  return record;
}

void
sgm_record_unref (SgmRecord *record)
{
  if (!g_atomic_ref_count_dec (&record->ref_count))
    return;

  for (guint i = 0; i < record->table->n_columns; i++)
    sgm_value_clear (&record->values[i]);
  g_free (record);
}

const SgmTable *
sgm_record_get_table (const SgmRecord *record)
{
  return record->table;
}

gint64
sgm_record_get_id (const SgmRecord *record)
{
  return record->id;
}

gint64
sgm_record_get_version (const SgmRecord *record)
{
  return record->version;
}

const SgmValue *
sgm_record_get_value (const SgmRecord *record,
                      guint            column)
{
  g_assert (column < record->table->n_columns);
  return &record->values[column];
}

gboolean
sgm_record_is_null (const SgmRecord *record,
                    guint            column)
{
  return sgm_record_get_value (record, column)->type == SGM_TYPE_NULL;
}

/**
 * sgm_record_get_int:
 *
 * Returns: the column's whole number, 0 where it is null
 */
gint64
sgm_record_get_int (const SgmRecord *record,
                    guint            column)
{
  const SgmValue *value = sgm_record_get_value (record, column);

  return value->type == SGM_TYPE_INT ? value->i : 0;
}

/**
 * sgm_record_get_real:
 *
 * Returns: the column's number, 0 where it is null
 */
double
sgm_record_get_real (const SgmRecord *record,
                     guint            column)
{
  const SgmValue *value = sgm_record_get_value (record, column);

  return value->type == SGM_TYPE_REAL ? value->r : 0;
}

/**
 * sgm_record_get_text:
 *
 * Returns: (nullable): the column's text in UTF-8
 */
const char *
sgm_record_get_text (const SgmRecord *record,
                     guint            column)
{
  const SgmValue *value = sgm_record_get_value (record, column);

  return value->type == SGM_TYPE_TEXT ? value->text : NULL;
}

/**
 * sgm_record_get_bytes:
 *
 * Returns: (nullable) (transfer none): the column's bytes or geometry
 */
GBytes *
sgm_record_get_bytes (const SgmRecord *record,
                      guint            column)
{
  const SgmValue *value = sgm_record_get_value (record, column);

  return value->type == SGM_TYPE_BYTES || value->type == SGM_TYPE_GEOMETRY
           ? value->bytes : NULL;
}

/* A record somebody else holds is immutable. */
static SgmValue *
writable (SgmRecord *record,
          guint      column)
{
  g_assert (g_atomic_ref_count_compare (&record->ref_count, 1));
  g_assert (column < record->table->n_columns);
  sgm_value_clear (&record->values[column]);
  return &record->values[column];
}

void
sgm_record_set_version (SgmRecord *record,
                        gint64     version)
{
  g_assert (g_atomic_ref_count_compare (&record->ref_count, 1));
  record->version = version;
}

/**
 * sgm_record_set_value:
 * @record: a record that nobody else holds
 * @column: which column
 * @value: (transfer none): null or a value of the column's type
 */
void
sgm_record_set_value (SgmRecord      *record,
                      guint           column,
                      const SgmValue *value)
{
  g_assert (value->type == SGM_TYPE_NULL || value->type == record->table->columns[column].type);
  sgm_value_copy (value, writable (record, column));
}

void
sgm_record_set_null (SgmRecord *record,
                     guint      column)
{
  writable (record, column);
}

void
sgm_record_set_int (SgmRecord *record,
                    guint      column,
                    gint64     value)
{
  g_assert (record->table->columns[column].type == SGM_TYPE_INT);
  *writable (record, column) = (SgmValue) { SGM_TYPE_INT, { .i = value } };
}

void
sgm_record_set_real (SgmRecord *record,
                     guint      column,
                     double     value)
{
  g_assert (record->table->columns[column].type == SGM_TYPE_REAL);
  *writable (record, column) = (SgmValue) { SGM_TYPE_REAL, { .r = value } };
}

/**
 * sgm_record_set_text:
 * @record: a record that nobody else holds
 * @column: which column
 * @value: (nullable): UTF-8 text
 */
void
sgm_record_set_text (SgmRecord  *record,
                     guint       column,
                     const char *value)
{
  g_assert (record->table->columns[column].type == SGM_TYPE_TEXT);
  if (value == NULL)
    writable (record, column);
  else
    *writable (record, column) = (SgmValue) { SGM_TYPE_TEXT, { .text = g_strdup (value) } };
}

/**
 * sgm_record_set_bytes:
 * @record: a record that nobody else holds
 * @column: which column, of bytes or a geometry
 * @value: (transfer none) (nullable): the bytes
 */
void
sgm_record_set_bytes (SgmRecord *record,
                      guint      column,
                      GBytes    *value)
{
  SgmType type = record->table->columns[column].type;

  g_assert (type == SGM_TYPE_BYTES || type == SGM_TYPE_GEOMETRY);
  if (value == NULL)
    writable (record, column);
  else
    *writable (record, column) = (SgmValue) { type, { .bytes = g_bytes_ref (value) } };
}
