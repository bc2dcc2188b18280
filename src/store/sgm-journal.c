/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-journal.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "store/sgm-hash.h"
#include "store/sgm-personal.h"

void
sgm_head_free (SgmHead *head)
{
  g_free (head->hash);
  g_free (head);
}

/**
 * sgm_journal_row_clear:
 *
 * Frees what a row holds and makes it empty.
 */
void
sgm_journal_row_clear (SgmJournalRow *row)
{
  g_free (row->who);
  g_free (row->origin);
  g_free (row->kind);
  g_free (row->why);
  g_clear_pointer (&row->patch, g_bytes_unref);
  g_clear_pointer (&row->personal_digest, g_bytes_unref);
  g_clear_pointer (&row->hash, g_bytes_unref);
  *row = (SgmJournalRow) { 0 };
}

/**
 * sgm_journal_row_hash:
 * @row: an entry; its own hash is not looked at
 * @previous: the hash of the entry before
 *
 * Returns: (transfer full): the hash that the entry has to have
 */
GBytes *
sgm_journal_row_hash (const SgmJournalRow *row,
                      GBytes              *previous)
{
  SgmHash *hash = sgm_hash_new ();

  sgm_hash_add_bytes (hash, previous);
  sgm_hash_add_int (hash, row->seq);
  sgm_hash_add_int (hash, row->at);
  sgm_hash_add_text (hash, row->who);
  sgm_hash_add_text (hash, row->origin);
  sgm_hash_add_text (hash, row->kind);
  sgm_hash_add_text (hash, row->why);
  sgm_hash_add_bytes (hash, row->patch);
  sgm_hash_add_bytes (hash, row->personal_digest);
  return sgm_hash_end (hash);
}

static void
bind_bytes (sqlite3_stmt *statement,
            int           index,
            GBytes       *bytes)
{
  gsize size;
  const void *data;

  if (bytes == NULL)
    return;
  data = g_bytes_get_data (bytes, &size);
  sqlite3_bind_blob64 (statement, index, data, size, SQLITE_STATIC);
}

static GBytes *
column_bytes (sqlite3_stmt *statement,
              int           column)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column), sqlite3_column_bytes (statement, column));
}

/**
 * sgm_journal_row_write:
 * @database: a database in a write transaction
 * @row: the entry after the last one, complete with its hash
 *
 * Adds an entry as it is, without its personal values.
 */
gboolean
sgm_journal_row_write (SgmDatabase          *database,
                       const SgmJournalRow  *row,
                       GError              **error)
{
  sqlite3_stmt *insert;
  sqlite3_stmt *head;

  insert = sgm_database_prepare (database,
                                 "INSERT INTO sgm_journal (seq, at, who, origin, kind, why, patch, "
                                 "personal_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
  head = sgm_database_prepare (database, "UPDATE sgm_journal_head SET seq = ?, at = ?, hash = ?", error);
  if (insert == NULL || head == NULL)
    return FALSE;

  sqlite3_bind_int64 (insert, 1, row->seq);
  sqlite3_bind_int64 (insert, 2, row->at);
  sqlite3_bind_text (insert, 3, row->who, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 4, row->origin, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 5, row->kind, -1, SQLITE_STATIC);
  sqlite3_bind_text (insert, 6, row->why, -1, SQLITE_STATIC);
  bind_bytes (insert, 7, row->patch);
  bind_bytes (insert, 8, row->personal_digest);
  bind_bytes (insert, 9, row->hash);
  if (!sgm_database_step (database, insert, NULL, error))
    return FALSE;

  sqlite3_bind_int64 (head, 1, row->seq);
  sqlite3_bind_int64 (head, 2, row->at);
  bind_bytes (head, 3, row->hash);
  return sgm_database_step (database, head, NULL, error);
}

/**
 * sgm_journal_append:
 * @database: a database in a write transaction
 * @entry: what happened; its number is given here
 *
 * Adds the next entry.
 */
gboolean
sgm_journal_append (SgmDatabase  *database,
                    SgmEntry     *entry,
                    GError      **error)
{
  g_autoptr (GBytes) previous = NULL;
  g_auto (SgmJournalRow) row = { 0 };

  if (!sgm_journal_get_head (database, &row.seq, NULL, &previous, error))
    return FALSE;

  row.seq++;
  row.at = entry->at;
  row.who = g_strdup (entry->who);
  row.origin = g_strdup (entry->origin);
  row.kind = g_strdup (sgm_change_kind_get_name (entry->kind));
  row.why = g_strdup (entry->why);
  row.patch = sgm_patch_encode (entry->patch);
  if (!sgm_personal_write (database, row.seq, entry->patch, &row.personal_digest, error))
    return FALSE;
  row.hash = sgm_journal_row_hash (&row, previous);
  if (!sgm_journal_row_write (database, &row, error))
    return FALSE;
  entry->seq = row.seq;
  return TRUE;
}

/**
 * sgm_journal_get_head:
 * @seq: (out) (optional): number of the last entry, 0 where there is none
 * @at: (out) (optional): its time
 * @hash: (out) (optional) (transfer full): its hash
 */
gboolean
sgm_journal_get_head (SgmDatabase  *database,
                      gint64       *seq,
                      gint64       *at,
                      GBytes      **hash,
                      GError      **error)
{
  sqlite3_stmt *statement = sgm_database_prepare (database, "SELECT seq, at, hash FROM sgm_journal_head", error);
  gboolean row;

  if (statement == NULL || !sgm_database_step (database, statement, &row, error))
    return FALSE;
  if (!row || sqlite3_column_bytes (statement, 2) != SGM_HASH_SIZE)
    {
      sqlite3_reset (statement);
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("The head of the journal is missing."));
      return FALSE;
    }
  if (seq != NULL)
    *seq = sqlite3_column_int64 (statement, 0);
  if (at != NULL)
    *at = sqlite3_column_int64 (statement, 1);
  if (hash != NULL)
    *hash = column_bytes (statement, 2);
  sqlite3_reset (statement);
  return TRUE;
}

/**
 * sgm_journal_dup_head:
 *
 * Returns: (transfer full): the end of the journal
 */
SgmHead *
sgm_journal_dup_head (SgmDatabase  *database,
                      GError      **error)
{
  g_autoptr (SgmHead) head = g_new0 (SgmHead, 1);
  g_autoptr (GBytes) hash = NULL;

  if (!sgm_journal_get_head (database, &head->seq, &head->at, &hash, error))
    return NULL;
  head->hash = sgm_hash_to_text (hash);
  return g_steal_pointer (&head);
}

static char *
dup_column (sqlite3_stmt *statement,
            int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

/**
 * sgm_journal_next_row:
 * @database: a database
 * @after: a number
 * @row: (inout): an empty row; gets the first entry after @after, and a
 *   number of 0 where there is none
 *
 * Reads an entry as it lies on the disk, whatever that is.
 */
gboolean
sgm_journal_next_row (SgmDatabase    *database,
                      gint64          after,
                      SgmJournalRow  *row,
                      GError        **error)
{
  sqlite3_stmt *statement;
  gboolean found;

  statement = sgm_database_prepare (database,
                                    "SELECT seq, at, who, origin, kind, why, patch, personal_digest, hash "
                                    "FROM sgm_journal WHERE seq > ?1 ORDER BY seq LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, after);
  if (!sgm_database_step (database, statement, &found, error))
    return FALSE;
  /* In a damaged file the way to a later entry may lead back to an earlier
   * one, and to walk on from there would never end. */
  if (found && sqlite3_column_int64 (statement, 0) <= after)
    {
      sqlite3_reset (statement);
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("An entry of the journal cannot be read."));
      return FALSE;
    }
  if (found)
    *row = (SgmJournalRow) {
      sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
      dup_column (statement, 2), dup_column (statement, 3), dup_column (statement, 4), dup_column (statement, 5),
      column_bytes (statement, 6), column_bytes (statement, 7), column_bytes (statement, 8),
    };
  sqlite3_reset (statement);
  return TRUE;
}

static SgmEntry *
read_entry (SgmDatabase    *database,
            SgmJournalRow  *row,
            GError        **error)
{
  g_autoptr (SgmEntry) entry = sgm_entry_new ();

  if (row->patch == NULL || row->kind == NULL)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("An entry of the journal cannot be read."));
      return NULL;
    }
  entry->seq = row->seq;
  entry->at = row->at;
  entry->who = g_steal_pointer (&row->who);
  entry->origin = g_steal_pointer (&row->origin);
  entry->kind = sgm_change_kind_from_name (row->kind);
  entry->why = g_steal_pointer (&row->why);
  entry->patch = sgm_patch_decode (row->patch, sgm_table_find, error);
  if (entry->patch == NULL)
    return NULL;
  if (row->personal_digest != NULL)
    {
      g_autoptr (GBytes) digest = NULL;

      if (!sgm_personal_read (database, row->seq, entry->patch, NULL, NULL, &digest, error))
        return NULL;
    }
  return g_steal_pointer (&entry);
}

/**
 * sgm_journal_read:
 * @database: a database
 * @after: number of the last entry that is known
 * @limit: how many at the most
 *
 * Returns: (transfer full) (element-type SgmEntry): the next entries
 */
GPtrArray *
sgm_journal_read (SgmDatabase  *database,
                  gint64        after,
                  guint         limit,
                  GError      **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_entry_unref);

  while (entries->len < limit)
    {
      g_auto (SgmJournalRow) row = { 0 };
      SgmEntry *entry;

      if (!sgm_journal_next_row (database, after, &row, error))
        return NULL;
      if (row.seq == 0)
        break;
      after = row.seq;
      entry = read_entry (database, &row, error);
      if (entry == NULL)
        return NULL;
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}
