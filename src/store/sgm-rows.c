/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-rows.h"

#include <inttypes.h>
#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "geo/sgm-geometry.h"

/* Geometries are SpatiaLite's in the database and WKB outside it. */
#define PLACEHOLDER(type) ((type) == SGM_TYPE_GEOMETRY ? "GeomFromWKB(?, 4490)" : "?")

/* Kinds of statements, beside those of SgmPatchKind, which come first. */
enum
{
  STATEMENT_GET = SGM_PATCH_DELETE + 1,
  STATEMENT_FIND,
};

static char *
dup_text (sqlite3_stmt *statement,
          int           column)
{
  const char *text = (const char *) sqlite3_column_text (statement, column);
  int size = sqlite3_column_bytes (statement, column);

  if (text == NULL)
    return g_strdup ("");
  return g_utf8_make_valid (text, size);
}

/**
 * sgm_rows_read_value:
 * @statement: a statement with a row
 * @index: number of its column
 * @type: the type that the value shall have
 * @value: (out caller-allocates): memory that holds no value yet
 *
 * Another program may have put anything into a column; what is not of the
 * type reads as null.
 */
void
sgm_rows_read_value (sqlite3_stmt *statement,
                     int           index,
                     SgmType       type,
                     SgmValue     *value)
{
  int stored = sqlite3_column_type (statement, index);

  *value = (SgmValue) { SGM_TYPE_NULL };
  if (type == SGM_TYPE_INT && stored == SQLITE_INTEGER)
    *value = (SgmValue) { type, { .i = sqlite3_column_int64 (statement, index) } };
  else if (type == SGM_TYPE_REAL && (stored == SQLITE_FLOAT || stored == SQLITE_INTEGER))
    *value = (SgmValue) { type, { .r = sqlite3_column_double (statement, index) } };
  else if (type == SGM_TYPE_TEXT && stored == SQLITE_TEXT)
    *value = (SgmValue) { type, { .text = dup_text (statement, index) } };
  else if ((type == SGM_TYPE_BYTES || type == SGM_TYPE_GEOMETRY) && stored == SQLITE_BLOB)
    {
      const void *data = sqlite3_column_blob (statement, index);
      gsize size = sqlite3_column_bytes (statement, index);

      *value = (SgmValue) { type, { 0 } };
      value->bytes = type == SGM_TYPE_GEOMETRY ? sgm_wkb_new (data, size) : g_bytes_new (data, size);
      if (value->bytes == NULL)
        value->type = SGM_TYPE_NULL;
    }
}

static SgmRecord *
read_record (sqlite3_stmt   *statement,
             const SgmTable *table)
{
  SgmRecord *record = sgm_record_new (table, sqlite3_column_int64 (statement, 0));

  sgm_record_set_version (record, sqlite3_column_int64 (statement, 1));
  for (guint i = 0; i < table->n_columns; i++)
    {
      SgmValue value;

      sgm_rows_read_value (statement, i + 2, table->columns[i].type, &value);
      sgm_record_set_value (record, i, &value);
      sgm_value_clear (&value);
    }
  return record;
}

static sqlite3_stmt *
prepare_select (SgmDatabase     *database,
                const SgmTable  *table,
                const char      *condition,
                GError         **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT id, version");

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (sql,
                            table->columns[i].type == SGM_TYPE_GEOMETRY ? ", ST_AsBinary(%s)" : ", %s",
                            table->columns[i].name);
  g_string_append_printf (sql, " FROM sgm_%s %s", table->name, condition);
  return sgm_database_prepare (database, sql->str, error);
}

static GPtrArray *
collect (SgmDatabase     *database,
         sqlite3_stmt    *statement,
         const SgmTable  *table,
         GError         **error)
{
  g_autoptr (GPtrArray) records = NULL;
  gboolean row;

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  while (TRUE)
    {
      if (!sgm_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        return g_steal_pointer (&records);
      g_ptr_array_add (records, read_record (statement, table));
    }
}

/**
 * sgm_rows_each:
 * @database: a database
 * @table: a table
 * @func: called for each record, by id
 * @data: handed to @func
 *
 * Goes through a table without holding all of it. @func must not use the
 * database.
 */
gboolean
sgm_rows_each (SgmDatabase     *database,
               const SgmTable  *table,
               SgmRowFunc       func,
               gpointer         data,
               GError         **error)
{
  sqlite3_stmt *statement = prepare_select (database, table, "ORDER BY id", error);
  gboolean row = statement != NULL;
  gint64 last = G_MININT64;

  while (row)
    {
      g_autoptr (SgmRecord) record = NULL;

      if (!sgm_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        return TRUE;
      record = read_record (statement, table);
      /* In a damaged file a walk may lead in a circle. */
      if (sgm_record_get_id (record) <= last)
        {
          sqlite3_reset (statement);
          g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("The records of %s are not in order."), table->name);
          return FALSE;
        }
      last = sgm_record_get_id (record);
      func (record, data);
    }
  return FALSE;
}

/**
 * sgm_rows_get:
 *
 * Returns: (transfer full) (nullable): the record of an id, %NULL without an
 *   error where there is none
 */
SgmRecord *
sgm_rows_get (SgmDatabase     *database,
              const SgmTable  *table,
              gint64           id,
              GError         **error)
{
  const SgmStatementKey key = { table, 0, STATEMENT_GET };
  sqlite3_stmt *statement = sgm_database_recall (database, &key);
  SgmRecord *record = NULL;
  gboolean row;

  if (statement == NULL)
    statement = sgm_database_remember (database, &key, prepare_select (database, table, "WHERE id = ?1", error));
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, id);
  if (!sgm_database_step (database, statement, &row, error))
    return NULL;
  if (row)
    record = read_record (statement, table);
  sqlite3_reset (statement);
  return record;
}

/**
 * sgm_rows_find:
 * @limit: no more than so many; 0 for all
 *
 * Returns: (transfer full) (element-type SgmRecord): the records whose
 *   @column is @value
 */
GPtrArray *
sgm_rows_find (SgmDatabase     *database,
               const SgmTable  *table,
               guint            column,
               const SgmValue  *value,
               guint            limit,
               GError         **error)
{
  const SgmStatementKey key = { table, G_GUINT64_CONSTANT (1) << column, STATEMENT_FIND };
  sqlite3_stmt *statement = sgm_database_recall (database, &key);

  if (statement == NULL)
    {
      g_autofree char *condition = g_strdup_printf ("WHERE %s = ?1 LIMIT ?2", table->columns[column].name);

      statement = sgm_database_remember (database, &key, prepare_select (database, table, condition, error));
    }
  if (statement == NULL || !sgm_database_bind (database, statement, 1, value, error))
    return NULL;
  sqlite3_bind_int64 (statement, 2, limit > 0 ? (gint64) limit : -1);
  return collect (database, statement, table, error);
}

/**
 * sgm_rows_select:
 * @database: a database
 * @table: a table
 * @condition: constant SQL from `WHERE` on, which may use `?1`
 * @parameter: the value of `?1`
 *
 * Returns: (transfer full) (element-type SgmRecord): the records
 */
GPtrArray *
sgm_rows_select (SgmDatabase     *database,
                 const SgmTable  *table,
                 const char      *condition,
                 gint64           parameter,
                 GError         **error)
{
  sqlite3_stmt *statement = prepare_select (database, table, condition, error);

  if (statement == NULL)
    return NULL;
  if (sqlite3_bind_parameter_count (statement) > 0)
    sqlite3_bind_int64 (statement, 1, parameter);
  return collect (database, statement, table, error);
}

static sqlite3_stmt *
prepare_insert (SgmDatabase       *database,
                const SgmPatchOp  *op,
                GError           **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new (NULL);

  g_string_append_printf (sql, "INSERT INTO sgm_%s (id, version", op->table->name);
  for (guint i = 0; i < op->n_changes; i++)
    {
      const SgmColumn *column = &op->table->columns[op->columns[i]];

      g_string_append_printf (sql, ", %s", column->name);
      g_string_append_printf (values, ", %s", PLACEHOLDER (column->type));
    }
  g_string_append_printf (sql, ") VALUES (?, 1%s)", values->str);
  return sgm_database_prepare (database, sql->str, error);
}

static sqlite3_stmt *
prepare_update (SgmDatabase       *database,
                const SgmPatchOp  *op,
                GError           **error)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  g_string_append_printf (sql, "UPDATE sgm_%s SET version = version + 1", op->table->name);
  for (guint i = 0; i < op->n_changes; i++)
    {
      const SgmColumn *column = &op->table->columns[op->columns[i]];

      g_string_append_printf (sql, ", %s = %s", column->name, PLACEHOLDER (column->type));
    }
  g_string_append (sql, " WHERE id = ? AND version = ?");
  return sgm_database_prepare (database, sql->str, error);
}

static sqlite3_stmt *
prepare_delete (SgmDatabase       *database,
                const SgmPatchOp  *op,
                GError           **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM sgm_%s WHERE id = ? AND version = ?",
                                          op->table->name);

  return sgm_database_prepare (database, sql, error);
}

static sqlite3_stmt *
prepare_for (SgmDatabase       *database,
             const SgmPatchOp  *op,
             GError           **error)
{
  SgmStatementKey key = { op->table, 0, op->kind };
  sqlite3_stmt *statement;

  for (guint i = 0; op->kind != SGM_PATCH_DELETE && i < op->n_changes; i++)
    key.columns |= G_GUINT64_CONSTANT (1) << op->columns[i];
  statement = sgm_database_recall (database, &key);
  if (statement != NULL)
    return statement;
  if (op->kind == SGM_PATCH_INSERT)
    statement = prepare_insert (database, op, error);
  else if (op->kind == SGM_PATCH_UPDATE)
    statement = prepare_update (database, op, error);
  else
    statement = prepare_delete (database, op, error);
  return sgm_database_remember (database, &key, statement);
}

/**
 * sgm_rows_apply:
 * @database: a database in a write transaction
 * @op: an operation of a patch
 *
 * Writes one operation. %SGM_ERROR_CONFLICT where the row does not have the
 * version that the operation expects.
 */
gboolean
sgm_rows_apply (SgmDatabase       *database,
                const SgmPatchOp  *op,
                GError           **error)
{
  sqlite3_stmt *statement = prepare_for (database, op, error);
  int index = 1;

  if (statement == NULL)
    return FALSE;

  if (op->kind == SGM_PATCH_INSERT)
    sqlite3_bind_int64 (statement, index++, op->id);
  if (op->kind != SGM_PATCH_DELETE)
    for (guint i = 0; i < op->n_changes; i++)
      if (!sgm_database_bind (database, statement, index++, &op->after[i], error))
        return FALSE;
  if (op->kind != SGM_PATCH_INSERT)
    {
      sqlite3_bind_int64 (statement, index++, op->id);
      sqlite3_bind_int64 (statement, index++, op->version);
    }
  if (!sgm_database_step (database, statement, NULL, error))
    return FALSE;
  if (sqlite3_changes (sgm_database_get_handle (database)) != 1)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_CONFLICT,
                   _("The record %s %" PRId64 " has changed in the meantime."),
                   op->table->name, op->id);
      return FALSE;
    }
  return TRUE;
}
