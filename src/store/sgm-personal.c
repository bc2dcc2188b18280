/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-personal.h"

#include <string.h>
#include <sys/random.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "store/sgm-hash.h"
#include "store/sgm-rows.h"

#define SALT_SIZE 16

#define SELECT_VALUES \
  "SELECT op, position, after, record_table, record, salt, value, digest " \
  "FROM sgm_personal WHERE seq = ?1 ORDER BY op, position, after"

static void
add_value (SgmHash        *hash,
           const SgmValue *value)
{
  gint64 bits;

  sgm_hash_add_int (hash, value->type);
  switch (value->type)
    {
    case SGM_TYPE_INT:
      sgm_hash_add_int (hash, value->i);
      break;
    case SGM_TYPE_REAL:
      memcpy (&bits, &value->r, sizeof bits);
      sgm_hash_add_int (hash, bits);
      break;
    case SGM_TYPE_TEXT:
      sgm_hash_add_text (hash, value->text);
      break;
    case SGM_TYPE_BYTES:
    case SGM_TYPE_GEOMETRY:
      sgm_hash_add_bytes (hash, value->bytes);
      break;
    case SGM_TYPE_NULL:
    default:
      break;
    }
}

static GBytes *
digest_value (const SgmPatchPlace *place,
              GBytes              *salt,
              const SgmValue      *value)
{
  SgmHash *hash = sgm_hash_new ();

  sgm_hash_add_int (hash, place->op);
  sgm_hash_add_int (hash, place->column);
  sgm_hash_add_int (hash, place->after);
  sgm_hash_add_bytes (hash, salt);
  add_value (hash, value);
  return sgm_hash_end (hash);
}

static GBytes *
make_salt (GError **error)
{
  guint8 salt[SALT_SIZE];

  if (getrandom (salt, sizeof salt, 0) == sizeof salt)
    return g_bytes_new (salt, sizeof salt);
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_IO, _("The system gives no random numbers."));
  return NULL;
}

static gboolean
write_value (SgmDatabase          *database,
             gint64                seq,
             const SgmPatchOp     *op,
             const SgmPatchPlace  *place,
             const SgmValue       *value,
             SgmHash             **all,
             GError              **error)
{
  g_autoptr (GBytes) salt = NULL;
  g_autoptr (GBytes) digest = NULL;
  sqlite3_stmt *insert;

  if (value->type == SGM_TYPE_NULL)
    return TRUE;

  salt = make_salt (error);
  insert = sgm_database_prepare (database,
                                 "INSERT INTO sgm_personal (seq, op, position, after, record_table, record, "
                                 "salt, value) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", error);
  if (salt == NULL || insert == NULL)
    return FALSE;

  digest = digest_value (place, salt, value);
  if (*all == NULL)
    *all = sgm_hash_new ();
  sgm_hash_add_bytes (*all, digest);
  sqlite3_bind_int64 (insert, 1, seq);
  sqlite3_bind_int64 (insert, 2, place->op);
  sqlite3_bind_int64 (insert, 3, place->column);
  sqlite3_bind_int64 (insert, 4, place->after);
  sqlite3_bind_text (insert, 5, op->table->name, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (insert, 6, op->id);
  sqlite3_bind_blob (insert, 7, g_bytes_get_data (salt, NULL), SALT_SIZE, SQLITE_STATIC);
  return sgm_database_bind (database, insert, 8, value, error)
         && sgm_database_step (database, insert, NULL, error);
}

/**
 * sgm_personal_write:
 * @database: a database in a write transaction
 * @seq: number of the entry
 * @patch: its patch
 * @digest: (out) (transfer full) (nullable): what the entry's hash shall
 *   cover, %NULL where the patch has no personal values
 *
 * Keeps the personal values of a patch.
 */
gboolean
sgm_personal_write (SgmDatabase     *database,
                    gint64           seq,
                    const SgmPatch  *patch,
                    GBytes         **digest,
                    GError         **error)
{
  SgmHash *all = NULL;
  gboolean done = TRUE;

  for (guint i = 0; done && i < sgm_patch_get_n_ops (patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (patch, i);

      for (guint j = 0; done && j < op->n_changes; j++)
        {
          SgmPatchPlace before = { i, op->columns[j], FALSE };
          SgmPatchPlace after = { i, op->columns[j], TRUE };

          if (op->table->columns[op->columns[j]].personal)
            done = write_value (database, seq, op, &before, &op->before[j], &all, error)
                   && write_value (database, seq, op, &after, &op->after[j], &all, error);
        }
    }
  *digest = all != NULL ? sgm_hash_end (all) : NULL;
  if (!done)
    g_clear_pointer (digest, g_bytes_unref);
  return done;
}

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT,
                       _("A personal value of the journal cannot be read."));
  return FALSE;
}

/* The operation that a row says it belongs to, or NULL where it does not. */
static const SgmPatchOp *
find_op (sqlite3_stmt   *statement,
         const SgmPatch *patch,
         SgmPatchPlace  *place)
{
  const char *table = (const char *) sqlite3_column_text (statement, 3);
  gint64 number = sqlite3_column_int64 (statement, 0);
  gint64 column = sqlite3_column_int64 (statement, 1);
  const SgmPatchOp *op;

  if (number < 0 || number >= sgm_patch_get_n_ops (patch))
    return NULL;
  op = sgm_patch_get_op (patch, (guint) number);
  if (g_strcmp0 (table, op->table->name) != 0 || sqlite3_column_int64 (statement, 4) != op->id
      || column < 0 || column >= op->table->n_columns || !op->table->columns[column].personal)
    return NULL;
  *place = (SgmPatchPlace) { (guint) number, (guint) column, sqlite3_column_int64 (statement, 2) != 0 };
  return op;
}

static GBytes *
dup_blob (sqlite3_stmt *statement,
          int           column)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column), sqlite3_column_bytes (statement, column));
}

/* Puts the value of a row into the patch and its digest into the hash. */
static gboolean
read_value (sqlite3_stmt     *statement,
            SgmPatch         *patch,
            SgmPersonalFunc   erased,
            gpointer          data,
            SgmHash          *all,
            GError          **error)
{
  g_autoptr (GBytes) salt = dup_blob (statement, 5);
  g_autoptr (GBytes) digest = dup_blob (statement, 7);
  SgmPatchPlace place;
  const SgmPatchOp *op = find_op (statement, patch, &place);
  gboolean done = TRUE;
  SgmValue value;

  if (op == NULL || (digest == NULL) == (salt == NULL))
    return refuse (error);
  if (digest == NULL)
    {
      sgm_rows_read_value (statement, 6, op->table->columns[place.column].type, &value);
      digest = digest_value (&place, salt, &value);
      done = sgm_patch_set_personal (patch, &place, &value, error);
      sgm_value_clear (&value);
    }
  else if (erased != NULL)
    erased (&place, data);
  sgm_hash_add_bytes (all, digest);
  return done;
}

/**
 * sgm_personal_read:
 * @database: a database
 * @seq: number of the entry
 * @patch: its patch, as decoded; gets its personal values
 * @erased: (nullable): called for each value that is not there any more
 * @data: handed to @erased
 * @digest: (out) (transfer full): the digest of the values as they are
 *
 * Puts the personal values of an entry back into its patch.
 */
gboolean
sgm_personal_read (SgmDatabase      *database,
                   gint64            seq,
                   SgmPatch         *patch,
                   SgmPersonalFunc   erased,
                   gpointer          data,
                   GBytes          **digest,
                   GError          **error)
{
  sqlite3_stmt *statement = sgm_database_prepare (database, SELECT_VALUES, error);
  SgmHash *all;
  gboolean row = TRUE;
  gboolean done = TRUE;

  if (statement == NULL)
    return FALSE;
  all = sgm_hash_new ();
  sqlite3_bind_int64 (statement, 1, seq);
  while (done && row)
    {
      done = sgm_database_step (database, statement, &row, error)
             && (!row || read_value (statement, patch, erased, data, all, error));
    }
  sqlite3_reset (statement);
  *digest = sgm_hash_end (all);
  if (!done)
    g_clear_pointer (digest, g_bytes_unref);
  return done;
}

/* One value of a record that is still there. */
typedef struct
{
  gint64 seq;
  SgmPatchPlace place;
  GBytes *digest;
} Found;

static void
found_clear (gpointer data)
{
  g_clear_pointer (&((Found *) data)->digest, g_bytes_unref);
}

static gboolean
find_values (SgmDatabase     *database,
             const SgmTable  *table,
             gint64           id,
             GArray          *values,
             GError         **error)
{
  sqlite3_stmt *statement;
  gboolean row = TRUE;

  statement = sgm_database_prepare (database,
                                    "SELECT op, position, after, seq, salt, value FROM sgm_personal "
                                    "WHERE record = ?1 AND record_table = ?2 AND digest IS NULL", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, id);
  sqlite3_bind_text (statement, 2, table->name, -1, SQLITE_STATIC);
  while (sgm_database_step (database, statement, &row, error))
    {
      g_autoptr (GBytes) salt = row ? dup_blob (statement, 4) : NULL;
      Found found = { 0 };
      SgmValue value;

      if (!row)
        return TRUE;
      found.seq = sqlite3_column_int64 (statement, 3);
      found.place = (SgmPatchPlace) { (guint) sqlite3_column_int64 (statement, 0),
                                      (guint) sqlite3_column_int64 (statement, 1),
                                      sqlite3_column_int64 (statement, 2) != 0 };
      if (salt == NULL || found.place.column >= table->n_columns)
        {
          sqlite3_reset (statement);
          return refuse (error);
        }
      sgm_rows_read_value (statement, 5, table->columns[found.place.column].type, &value);
      found.digest = digest_value (&found.place, salt, &value);
      sgm_value_clear (&value);
      g_array_append_val (values, found);
    }
  return FALSE;
}

/**
 * sgm_personal_erase:
 * @database: a database in a write transaction
 * @table: the table of a record
 * @id: the record
 *
 * Erases every personal value of the record that the journal has. What is in
 * the record itself is not touched.
 */
gboolean
sgm_personal_erase (SgmDatabase     *database,
                    const SgmTable  *table,
                    gint64           id,
                    GError         **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (Found));

  g_array_set_clear_func (values, found_clear);
  if (!find_values (database, table, id, values, error))
    return FALSE;
  for (guint i = 0; i < values->len; i++)
    {
      Found *found = &g_array_index (values, Found, i);
      gsize size;
      const void *digest = g_bytes_get_data (found->digest, &size);
      sqlite3_stmt *update;

      update = sgm_database_prepare (database,
                                     "UPDATE sgm_personal SET salt = NULL, value = NULL, digest = ?1 "
                                     "WHERE seq = ?2 AND op = ?3 AND position = ?4 AND after = ?5", error);
      if (update == NULL)
        return FALSE;
      sqlite3_bind_blob64 (update, 1, digest, size, SQLITE_STATIC);
      sqlite3_bind_int64 (update, 2, found->seq);
      sqlite3_bind_int64 (update, 3, found->place.op);
      sqlite3_bind_int64 (update, 4, found->place.column);
      sqlite3_bind_int64 (update, 5, found->place.after);
      if (!sgm_database_step (database, update, NULL, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * sgm_personal_copy:
 * @from: a database
 * @to: another one, in a write transaction
 * @seq: number of an entry
 *
 * Copies the personal values of an entry as they are.
 */
gboolean
sgm_personal_copy (SgmDatabase  *from,
                   SgmDatabase  *to,
                   gint64        seq,
                   GError      **error)
{
  sqlite3_stmt *select = sgm_database_prepare (from, SELECT_VALUES, error);
  gboolean row = TRUE;

  if (select == NULL)
    return FALSE;
  sqlite3_bind_int64 (select, 1, seq);
  while (sgm_database_step (from, select, &row, error))
    {
      sqlite3_stmt *insert;

      if (!row)
        return TRUE;
      insert = sgm_database_prepare (to,
                                     "INSERT INTO sgm_personal (seq, op, position, after, record_table, record, "
                                     "salt, value, digest) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
      if (insert == NULL)
        break;
      sqlite3_bind_int64 (insert, 1, seq);
      for (int i = 0; i < 8; i++)
        sqlite3_bind_value (insert, i + 2, sqlite3_column_value (select, i));
      if (!sgm_database_step (to, insert, NULL, error))
        break;
    }
  sqlite3_reset (select);
  return FALSE;
}
