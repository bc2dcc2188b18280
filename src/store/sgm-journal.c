/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-journal.h"

#include <inttypes.h>
#include <string.h>
#include <sys/random.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"

#define HASH_SIZE 32
#define SALT_SIZE 16

/* What one entry looks like on the disk; all borrowed. */
typedef struct
{
  gint64 seq;
  gint64 at;
  const char *who;
  const char *origin;
  const char *kind;
  const char *why;
  GBytes *patch;
  GBytes *digest; /* of the personal part, or NULL */
} Row;

/* A length before each piece keeps pieces from running into each other. */
static void
hash_piece (GChecksum  *sum,
            const void *data,
            gsize       size)
{
  guint64 little = GUINT64_TO_LE (size);

  g_checksum_update (sum, (const guchar *) &little, sizeof little);
  if (size > 0)
    g_checksum_update (sum, data, size);
}

static void
hash_number (GChecksum *sum,
             gint64     number)
{
  guint64 little = GUINT64_TO_LE ((guint64) number);

  g_checksum_update (sum, (const guchar *) &little, sizeof little);
}

static void
hash_bytes (GChecksum *sum,
            GBytes    *bytes)
{
  gsize size = 0;
  const void *data = bytes != NULL ? g_bytes_get_data (bytes, &size) : NULL;

  hash_piece (sum, data, size);
}

static GBytes *
finish (GChecksum *sum)
{
  guint8 *digest = g_malloc (HASH_SIZE);
  gsize size = HASH_SIZE;

  g_checksum_get_digest (sum, digest, &size);
  return g_bytes_new_take (digest, size);
}

static GBytes *
hash_row (const Row *row,
          GBytes    *previous)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  hash_bytes (sum, previous);
  hash_number (sum, row->seq);
  hash_number (sum, row->at);
  hash_piece (sum, row->who, strlen (row->who));
  hash_piece (sum, row->origin, strlen (row->origin));
  hash_piece (sum, row->kind, strlen (row->kind));
  hash_piece (sum, row->why, row->why != NULL ? strlen (row->why) : 0);
  hash_bytes (sum, row->patch);
  hash_bytes (sum, row->digest);
  return finish (sum);
}

static GBytes *
digest_of (GBytes *bytes)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  hash_bytes (sum, bytes);
  return finish (sum);
}

/* The salt goes first, then the values. */
static GBytes *
add_salt (GBytes  *personal,
          GError **error)
{
  gsize size;
  const void *data = g_bytes_get_data (personal, &size);
  g_autofree guint8 *salted = g_malloc (SALT_SIZE + size);

  if (getrandom (salted, SALT_SIZE, 0) != SALT_SIZE)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_IO, _("The system gives no random numbers."));
      return NULL;
    }
  memcpy (salted + SALT_SIZE, data, size);
  return g_bytes_new_take (g_steal_pointer (&salted), SALT_SIZE + size);
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

static gboolean
write_row (SgmDatabase  *database,
           const Row    *row,
           GBytes       *personal,
           GBytes       *hash,
           GError      **error)
{
  sqlite3_stmt *insert;
  sqlite3_stmt *head;

  insert = sgm_database_prepare (database,
                                 "INSERT INTO sgm_journal (seq, at, who, origin, kind, why, patch, private, "
                                 "private_digest, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", error);
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
  bind_bytes (insert, 8, personal);
  bind_bytes (insert, 9, row->digest);
  bind_bytes (insert, 10, hash);
  if (!sgm_database_step (database, insert, NULL, error))
    return FALSE;

  sqlite3_bind_int64 (head, 1, row->seq);
  sqlite3_bind_int64 (head, 2, row->at);
  bind_bytes (head, 3, hash);
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
  g_autoptr (GBytes) patch = NULL;
  g_autoptr (GBytes) personal = NULL;
  g_autoptr (GBytes) salted = NULL;
  g_autoptr (GBytes) digest = NULL;
  g_autoptr (GBytes) hash = NULL;
  gint64 seq;
  Row row;

  if (!sgm_journal_get_head (database, &seq, NULL, &previous, error))
    return FALSE;
  sgm_patch_encode (entry->patch, &patch, &personal);
  if (personal != NULL)
    {
      salted = add_salt (personal, error);
      if (salted == NULL)
        return FALSE;
      digest = digest_of (salted);
    }
  row = (Row) {
    seq + 1, entry->at, entry->who, entry->origin,
    sgm_change_kind_get_name (entry->kind), entry->why, patch, digest,
  };
  hash = hash_row (&row, previous);
  if (!write_row (database, &row, salted, hash, error))
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
  if (!row || sqlite3_column_bytes (statement, 2) != HASH_SIZE)
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

static char *
dup_column (sqlite3_stmt *statement,
            int           column)
{
  return g_strdup ((const char *) sqlite3_column_text (statement, column));
}

static SgmPatch *
decode (GBytes  *patch,
        GBytes  *salted,
        GError **error)
{
  g_autoptr (GBytes) personal = NULL;

  if (patch == NULL || (salted != NULL && g_bytes_get_size (salted) < SALT_SIZE))
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT, _("An entry of the journal cannot be read."));
      return NULL;
    }
  /* Copied, as values in a GVariant are aligned from its first byte on. */
  if (salted != NULL)
    personal = g_bytes_new ((const guint8 *) g_bytes_get_data (salted, NULL) + SALT_SIZE,
                            g_bytes_get_size (salted) - SALT_SIZE);
  return sgm_patch_decode (patch, personal, sgm_table_find, error);
}

static SgmEntry *
read_entry (sqlite3_stmt  *statement,
            GError       **error)
{
  g_autoptr (SgmEntry) entry = sgm_entry_new ();
  g_autoptr (GBytes) patch = column_bytes (statement, 6);
  g_autoptr (GBytes) salted = column_bytes (statement, 7);
  const char *kind = (const char *) sqlite3_column_text (statement, 4);

  entry->seq = sqlite3_column_int64 (statement, 0);
  entry->at = sqlite3_column_int64 (statement, 1);
  entry->who = dup_column (statement, 2);
  entry->origin = dup_column (statement, 3);
  entry->kind = kind != NULL ? sgm_change_kind_from_name (kind) : 0;
  entry->why = dup_column (statement, 5);
  entry->patch = decode (patch, salted, error);
  return entry->patch != NULL ? g_steal_pointer (&entry) : NULL;
}

#define SELECT_ENTRIES \
  "SELECT seq, at, who, origin, kind, why, patch, private, private_digest, hash " \
  "FROM sgm_journal WHERE seq > ?1 ORDER BY seq LIMIT ?2"

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
  sqlite3_stmt *statement = sgm_database_prepare (database, SELECT_ENTRIES, error);
  g_autoptr (GPtrArray) entries = NULL;
  gboolean row = TRUE;

  if (statement == NULL)
    return NULL;
  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_entry_unref);
  sqlite3_bind_int64 (statement, 1, after);
  sqlite3_bind_int64 (statement, 2, limit);
  while (row)
    {
      SgmEntry *entry;

      if (!sgm_database_step (database, statement, &row, error))
        return NULL;
      if (!row)
        break;
      entry = read_entry (statement, error);
      if (entry == NULL)
        {
          sqlite3_reset (statement);
          return NULL;
        }
      g_ptr_array_add (entries, entry);
    }
  return g_steal_pointer (&entries);
}

static gboolean
check_row (sqlite3_stmt  *statement,
           gint64         seq,
           GBytes       **hash)
{
  g_autoptr (GBytes) patch = column_bytes (statement, 6);
  g_autoptr (GBytes) salted = column_bytes (statement, 7);
  g_autoptr (GBytes) digest = column_bytes (statement, 8);
  g_autoptr (GBytes) stored = column_bytes (statement, 9);
  g_autoptr (GBytes) counted = NULL;
  Row row = {
    sqlite3_column_int64 (statement, 0), sqlite3_column_int64 (statement, 1),
    (const char *) sqlite3_column_text (statement, 2), (const char *) sqlite3_column_text (statement, 3),
    (const char *) sqlite3_column_text (statement, 4), (const char *) sqlite3_column_text (statement, 5),
    patch, digest,
  };

  if (row.seq != seq || row.who == NULL || row.origin == NULL || row.kind == NULL
      || patch == NULL || stored == NULL)
    return FALSE;
  if (salted != NULL)
    {
      g_autoptr (GBytes) again = digest_of (salted);

      if (digest == NULL || !g_bytes_equal (again, digest))
        return FALSE;
    }
  counted = hash_row (&row, *hash);
  if (!g_bytes_equal (counted, stored))
    return FALSE;
  g_bytes_unref (*hash);
  *hash = g_steal_pointer (&counted);
  return TRUE;
}

/**
 * sgm_journal_check:
 * @database: a database
 * @n_entries: (out) (optional): how many entries are whole
 *
 * Walks the chain from its first entry to its head.
 *
 * Returns: %FALSE with %SGM_ERROR_CORRUPT naming the first entry that is
 *   missing or was changed
 */
gboolean
sgm_journal_check (SgmDatabase  *database,
                   gint64       *n_entries,
                   GError      **error)
{
  sqlite3_stmt *statement = sgm_database_prepare (database, SELECT_ENTRIES, error);
  g_autoptr (GBytes) hash = g_bytes_new_take (g_malloc0 (HASH_SIZE), HASH_SIZE);
  g_autoptr (GBytes) head = NULL;
  gint64 seq;
  gint64 n = 0;
  gboolean row = TRUE;

  if (statement == NULL || !sgm_journal_get_head (database, &seq, NULL, &head, error))
    return FALSE;
  sqlite3_bind_int64 (statement, 1, 0);
  sqlite3_bind_int64 (statement, 2, G_MAXINT64);
  while (TRUE)
    {
      if (!sgm_database_step (database, statement, &row, error))
        return FALSE;
      if (!row)
        break;
      if (!check_row (statement, n + 1, &hash))
        {
          sqlite3_reset (statement);
          g_set_error (error, SGM_ERROR, SGM_ERROR_CORRUPT,
                       _("Entry %" PRId64 " of the journal is missing or was changed."), n + 1);
          return FALSE;
        }
      n++;
    }
  if (n != seq || !g_bytes_equal (hash, head))
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_CORRUPT,
                           _("The journal does not end where its head says."));
      return FALSE;
    }
  if (n_entries != NULL)
    *n_entries = n;
  return TRUE;
}
