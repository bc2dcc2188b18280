/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-cache.h"

#include <sqlite3.h>

#include <glib/gstdio.h>

/* Of a purge: how much is left, and how many tiles go before looking again. */
#define KEPT_PART 0.9
#define TILES_AT_ONCE 8
/* What a tile may take beside its picture, in the tables and their indices. */
#define EXTRA_BYTES (64 * 1024)
#define BUSY_MS 2000
#define APPLICATION_ID 1397181763 /* "SGTC" */
#define VERSION 1

static const char schema[] =
  "PRAGMA auto_vacuum = INCREMENTAL;"
  "PRAGMA application_id = " G_STRINGIFY (APPLICATION_ID) ";"
  "BEGIN IMMEDIATE;"
  "CREATE TABLE IF NOT EXISTS source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);"
  "CREATE TABLE IF NOT EXISTS tile (id INTEGER PRIMARY KEY, source INTEGER NOT NULL, zoom INTEGER NOT NULL,"
  " x INTEGER NOT NULL, y INTEGER NOT NULL, used INTEGER NOT NULL, fresh_until INTEGER NOT NULL,"
  " tag TEXT, modified TEXT, image BLOB, UNIQUE (source, zoom, x, y));"
  "CREATE INDEX IF NOT EXISTS tile_used ON tile (used);"
  "PRAGMA user_version = " G_STRINGIFY (VERSION) ";"
  "COMMIT;";

typedef enum
{
  READ,
  WRITE,
  RENEW,
  ADD_SOURCE,
  TOUCH,
  DROP_OLDEST,
  N_STATEMENTS,
} Statement;

#define THIS_TILE \
  " source = (SELECT id FROM source WHERE name = ?1) AND zoom = ?2 AND x = ?3 AND y = ?4"

static const char *const statements[N_STATEMENTS] = {
  [READ] = "SELECT id, image, tag, modified, fresh_until FROM tile WHERE" THIS_TILE,
  [WRITE] = "INSERT OR REPLACE INTO tile (source, zoom, x, y, used, fresh_until, tag, modified, image)"
            " VALUES ((SELECT id FROM source WHERE name = ?1), ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
  [RENEW] = "UPDATE tile SET fresh_until = ?5 WHERE" THIS_TILE,
  [ADD_SOURCE] = "INSERT OR IGNORE INTO source (name) VALUES (?1)",
  [TOUCH] = "UPDATE tile SET used = ?2 WHERE id = ?1",
  [DROP_OLDEST] = "DELETE FROM tile WHERE id IN (SELECT id FROM tile ORDER BY used LIMIT "
                  G_STRINGIFY (TILES_AT_ONCE) ")",
};

struct _SgmTileCache
{
  gatomicrefcount ref_count;
  char *path;

  GMutex mutex; /* over all that follows */
  gint64 limit;
  sqlite3 *db;
  sqlite3_stmt *prepared[N_STATEMENTS];
  GHashTable *touched; /* id → when it was used; written with the next write */
};

/**
 * sgm_tile_entry_clear:
 *
 * Frees what an entry holds.
 */
void
sgm_tile_entry_clear (SgmTileEntry *self)
{
  g_clear_pointer (&self->image, g_bytes_unref);
  g_clear_pointer (&self->tag, g_free);
  g_clear_pointer (&self->modified, g_free);
}

/* The file ----------------------------------------------------------------- */

static void
close_file (SgmTileCache *self)
{
  for (guint i = 0; i < N_STATEMENTS; i++)
    g_clear_pointer (&self->prepared[i], sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close);
  g_hash_table_remove_all (self->touched);
}

static gint64
read_number (SgmTileCache *self,
             const char   *sql)
{
  sqlite3_stmt *statement = NULL;
  gint64 number = -1;

  if (sqlite3_prepare_v2 (self->db, sql, -1, &statement, NULL) == SQLITE_OK
      && sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  return number;
}

static gboolean
run (SgmTileCache *self,
     const char   *sql)
{
  return sqlite3_exec (self->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static gboolean
is_damage (int result)
{
  return (result & 0xff) == SQLITE_CORRUPT || (result & 0xff) == SQLITE_NOTADB;
}

static gboolean
try_to_open (SgmTileCache *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  g_mkdir_with_parents (folder, 0700);
  if (sqlite3_open_v2 (self->path, &self->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                       NULL) != SQLITE_OK)
    return FALSE;
  sqlite3_busy_timeout (self->db, BUSY_MS);
  /* After a power failure the file may be damaged, which costs only tiles; to
   * wait for the disk at each of them would cost more. */
  run (self, "PRAGMA synchronous = OFF");
  if (read_number (self, "SELECT count (*) FROM sqlite_master") == 0 && !run (self, schema))
    return FALSE;
  if (read_number (self, "PRAGMA application_id") != APPLICATION_ID
      || read_number (self, "PRAGMA user_version") != VERSION)
    return FALSE;
  for (guint i = 0; i < N_STATEMENTS; i++)
    if (sqlite3_prepare_v3 (self->db, statements[i], -1, SQLITE_PREPARE_PERSISTENT,
                            &self->prepared[i], NULL) != SQLITE_OK)
      return FALSE;
  return TRUE;
}

static void
remove_file (SgmTileCache *self)
{
  g_autofree char *journal = g_strconcat (self->path, "-journal", NULL);

  close_file (self);
  g_unlink (self->path);
  g_unlink (journal);
}

/* A file that cannot be used is replaced, unless another process holds it. */
static gboolean
open_file (SgmTileCache *self)
{
  int code;

  if (self->db != NULL)
    return TRUE;
  if (try_to_open (self))
    return TRUE;
  code = self->db != NULL ? sqlite3_errcode (self->db) & 0xff : SQLITE_CANTOPEN;
  if (code == SQLITE_BUSY || code == SQLITE_LOCKED || code == SQLITE_CANTOPEN || code == SQLITE_FULL)
    {
      close_file (self);
      return FALSE;
    }
  remove_file (self);
  if (try_to_open (self))
    return TRUE;
  close_file (self);
  return FALSE;
}

/* Steps a statement that gives no rows, and makes it ready for another time.
 * Where the file turns out to be damaged it is removed. */
static gboolean
step (SgmTileCache *self,
      Statement     which)
{
  int result = sqlite3_step (self->prepared[which]);

  sqlite3_reset (self->prepared[which]);
  sqlite3_clear_bindings (self->prepared[which]);
  if (is_damage (result))
    remove_file (self);
  return result == SQLITE_DONE;
}

static sqlite3_stmt *
bind_key (SgmTileCache     *self,
          Statement         which,
          const SgmTileKey *key)
{
  sqlite3_stmt *statement = self->prepared[which];

  sqlite3_bind_text (statement, 1, key->source, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 2, key->zoom);
  sqlite3_bind_int64 (statement, 3, key->x);
  sqlite3_bind_int64 (statement, 4, key->y);
  return statement;
}

/* The limit ---------------------------------------------------------------- */

static gboolean
write_touched (SgmTileCache *self)
{
  GHashTableIter iter;
  gpointer id;
  gpointer used;

  g_hash_table_iter_init (&iter, self->touched);
  while (g_hash_table_iter_next (&iter, &id, &used))
    {
      sqlite3_bind_int64 (self->prepared[TOUCH], 1, *(gint64 *) id);
      sqlite3_bind_int64 (self->prepared[TOUCH], 2, *(gint64 *) used);
      if (!step (self, TOUCH))
        return FALSE;
      g_hash_table_iter_remove (&iter);
    }
  return TRUE;
}

static gint64
get_file_bytes (SgmTileCache *self)
{
  return read_number (self, "PRAGMA page_count") * read_number (self, "PRAGMA page_size");
}

static gint64
get_used_bytes (SgmTileCache *self)
{
  return get_file_bytes (self)
         - read_number (self, "PRAGMA freelist_count") * read_number (self, "PRAGMA page_size");
}

/* Drops the tiles that were not used for the longest time until @needed bytes
 * fit, and gives the space back to the disk. */
static gboolean
make_room (SgmTileCache *self,
           gint64        needed)
{
  gboolean done;

  if (get_file_bytes (self) + needed <= self->limit)
    return TRUE;
  if (!run (self, "BEGIN IMMEDIATE"))
    return FALSE;
  done = write_touched (self);
  while (done && get_used_bytes (self) + needed > self->limit * KEPT_PART)
    done = step (self, DROP_OLDEST) && sqlite3_changes (self->db) > 0;
  if (self->db == NULL)
    return FALSE;
  if (!run (self, "COMMIT"))
    {
      run (self, "ROLLBACK");
      return FALSE;
    }
  return run (self, "PRAGMA incremental_vacuum") && get_file_bytes (self) + needed <= self->limit;
}

/* Reading and writing ------------------------------------------------------ */

static void
touch (SgmTileCache *self,
       gint64        id)
{
  gint64 now = g_get_real_time ();

  g_hash_table_replace (self->touched, g_memdup2 (&id, sizeof id), g_memdup2 (&now, sizeof now));
}

static GBytes *
read_image (sqlite3_stmt *statement,
            int           column)
{
  if (sqlite3_column_type (statement, column) != SQLITE_BLOB)
    return NULL;
  return g_bytes_new (sqlite3_column_blob (statement, column),
                      sqlite3_column_bytes (statement, column));
}

/**
 * sgm_tile_cache_read:
 * @self: a cache
 * @key: which tile
 * @entry: (out): what is known of it; to be cleared
 *
 * Reads what is known of a tile, fresh or not.
 *
 * Returns: whether anything is
 */
gboolean
sgm_tile_cache_read (SgmTileCache     *self,
                     const SgmTileKey *key,
                     SgmTileEntry     *entry)
{
  g_autoptr (GMutexLocker) locker = NULL;
  sqlite3_stmt *statement;
  int result;

  g_return_val_if_fail (self != NULL && key != NULL && entry != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  if (!open_file (self))
    return FALSE;
  statement = bind_key (self, READ, key);
  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      entry->image = read_image (statement, 1);
      entry->tag = g_strdup ((const char *) sqlite3_column_text (statement, 2));
      entry->modified = g_strdup ((const char *) sqlite3_column_text (statement, 3));
      entry->fresh_until = sqlite3_column_int64 (statement, 4);
      touch (self, sqlite3_column_int64 (statement, 0));
    }
  sqlite3_reset (statement);
  sqlite3_clear_bindings (statement);
  if (is_damage (result))
    remove_file (self);
  return result == SQLITE_ROW;
}

/**
 * sgm_tile_cache_write:
 * @self: a cache
 * @key: which tile
 * @entry: what is known of it
 *
 * Keeps a tile, in place of what was known of it. A picture that would fill a
 * great part of the cache is not kept.
 *
 * Returns: whether it is kept
 */
gboolean
sgm_tile_cache_write (SgmTileCache       *self,
                      const SgmTileKey   *key,
                      const SgmTileEntry *entry)
{
  g_autoptr (GMutexLocker) locker = NULL;
  gsize size = entry->image != NULL ? g_bytes_get_size (entry->image) : 0;
  sqlite3_stmt *statement;

  g_return_val_if_fail (self != NULL && key != NULL && entry != NULL, FALSE);

  locker = g_mutex_locker_new (&self->mutex);
  if ((gint64) size > self->limit / 4 || !open_file (self) || !make_room (self, size + EXTRA_BYTES))
    return FALSE;
  sqlite3_bind_text (self->prepared[ADD_SOURCE], 1, key->source, -1, SQLITE_STATIC);
  if (!step (self, ADD_SOURCE))
    return FALSE;
  statement = bind_key (self, WRITE, key);
  sqlite3_bind_int64 (statement, 5, g_get_real_time ());
  sqlite3_bind_int64 (statement, 6, entry->fresh_until);
  sqlite3_bind_text (statement, 7, entry->tag, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 8, entry->modified, -1, SQLITE_STATIC);
  if (entry->image != NULL)
    sqlite3_bind_blob64 (statement, 9, size > 0 ? g_bytes_get_data (entry->image, NULL) : "", size,
                         SQLITE_STATIC);
  return step (self, WRITE);
}

/**
 * sgm_tile_cache_renew:
 * @self: a cache
 * @key: which tile
 * @fresh_until: until when it need not be asked for again, UTC milliseconds
 *
 * Returns: whether that is kept
 */
gboolean
sgm_tile_cache_renew (SgmTileCache     *self,
                      const SgmTileKey *key,
                      gint64            fresh_until)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!open_file (self))
    return FALSE;
  sqlite3_bind_int64 (bind_key (self, RENEW, key), 5, fresh_until);
  return step (self, RENEW);
}

/**
 * sgm_tile_cache_set_limit:
 * @self: a cache
 * @limit: bytes; less than a megabyte is taken to be one
 *
 * Says how large the file may be. One that is larger is cut at once.
 */
void
sgm_tile_cache_set_limit (SgmTileCache *self,
                          gint64        limit)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->limit = MAX (limit, SGM_TILE_CACHE_MIN_LIMIT);
  if (open_file (self))
    make_room (self, EXTRA_BYTES);
}

/**
 * sgm_tile_cache_get_size:
 *
 * Returns: how large the file is, in bytes
 */
gint64
sgm_tile_cache_get_size (SgmTileCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return open_file (self) ? get_file_bytes (self) : 0;
}

/**
 * sgm_tile_cache_empty:
 *
 * Forgets all tiles.
 *
 * Returns: whether it could
 */
gboolean
sgm_tile_cache_empty (SgmTileCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!open_file (self))
    return FALSE;
  g_hash_table_remove_all (self->touched);
  return run (self, "DELETE FROM tile") && run (self, "PRAGMA incremental_vacuum");
}

/**
 * sgm_tile_cache_new:
 * @path: where the file is or shall be
 * @limit: how large it may be, in bytes; less than a megabyte is taken to be
 *   one
 *
 * Returns: (transfer full): the cache
 */
SgmTileCache *
sgm_tile_cache_new (const char *path,
                    gint64      limit)
{
  SgmTileCache *self = g_new0 (SgmTileCache, 1);

  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);
  self->limit = MAX (limit, SGM_TILE_CACHE_MIN_LIMIT);
  self->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

SgmTileCache *
sgm_tile_cache_ref (SgmTileCache *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sgm_tile_cache_unref (SgmTileCache *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  if (self->db != NULL && g_hash_table_size (self->touched) > 0 && run (self, "BEGIN IMMEDIATE")
      && write_touched (self))
    run (self, "COMMIT");
  close_file (self);
  g_hash_table_unref (self->touched);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self);
}
