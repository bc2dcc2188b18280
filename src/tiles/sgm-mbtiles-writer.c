/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-mbtiles-writer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "base/sgm-target.h"
#include "tiles/sgm-mbtiles.h"

#define BUSY_MS 5000

struct _SgmMbtilesWriter
{
  char *path;
  char *temporary;    /* of a new file, NULL once it has its own name */
  char *mark;         /* of a file that is opened again: who has it locked writes */
  int mark_fd;
  GHashTable *metadata;
  sqlite3 *db;
  sqlite3_stmt *add[2]; /* the tiles, and the dark ones */
  sqlite3_stmt *has[2];
};

/* 0x4d504258 is the application id that the MBTiles specification asks for. */
static const char schema[] =
  "PRAGMA application_id = 0x4d504258;"
  "PRAGMA auto_vacuum = INCREMENTAL;"
  "PRAGMA journal_mode = OFF;"
  "BEGIN;"
  "CREATE TABLE metadata (name text NOT NULL PRIMARY KEY, value text);"
  "CREATE TABLE tiles (zoom_level integer NOT NULL, tile_column integer NOT NULL,"
  " tile_row integer NOT NULL, tile_data blob NOT NULL,"
  " PRIMARY KEY (zoom_level, tile_column, tile_row));";

/* What other programs would not expect is there only where it is needed. */
static const char more_schema[] =
  "CREATE TABLE IF NOT EXISTS tiles_dark (zoom_level integer NOT NULL, tile_column integer NOT NULL,"
  " tile_row integer NOT NULL, tile_data blob NOT NULL,"
  " PRIMARY KEY (zoom_level, tile_column, tile_row));";
static const char attachment_schema[] =
  "CREATE TABLE IF NOT EXISTS sgm_attachments (name text NOT NULL PRIMARY KEY, data blob NOT NULL)";

static const char *const add_sql[2] = {
  "INSERT INTO tiles VALUES (?, ?, ?, ?)",
  "INSERT INTO tiles_dark VALUES (?, ?, ?, ?)",
};
static const char *const has_sql[2] = {
  "SELECT 1 FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
  "SELECT 1 FROM tiles_dark WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
};

static void
set_error (SgmMbtilesWriter  *self,
           SgmError           code,
           const char        *reason,
           GError           **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (error, SGM_ERROR, code,
               /* Translators: a file name, and the reason */
               _("The base map “%s” cannot be written: %s."), name, reason);
}

static void
set_error_from_errno (SgmMbtilesWriter  *self,
                      int                code,
                      GError           **error)
{
  SgmError kind = SGM_ERROR_IO;

  if (code == ENOSPC || code == EDQUOT)
    kind = SGM_ERROR_NO_SPACE;
  else if (code == EACCES || code == EPERM || code == EROFS)
    kind = SGM_ERROR_READ_ONLY;
  set_error (self, kind, g_strerror (code), error);
}

static void
set_error_from_sqlite (SgmMbtilesWriter  *self,
                       GError           **error)
{
  SgmError kind = SGM_ERROR_IO;

  switch (sqlite3_errcode (self->db) & 0xff)
    {
    case SQLITE_FULL:
      kind = SGM_ERROR_NO_SPACE;
      break;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      kind = SGM_ERROR_READ_ONLY;
      break;
    case SQLITE_BUSY:
      kind = SGM_ERROR_BUSY;
      break;
    default:
      break;
    }
  set_error (self, kind, sqlite3_errmsg (self->db), error);
}

static gboolean
make_temporary (SgmMbtilesWriter  *self,
                GError           **error)
{
  g_autofree char *name = g_strconcat (self->path, ".XXXXXX", NULL);
  int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0644);

  if (fd < 0)
    {
      set_error_from_errno (self, errno, error);
      return FALSE;
    }
  g_close (fd, NULL);
  self->temporary = g_steal_pointer (&name);
  return TRUE;
}

static SgmMbtilesWriter *
writer_new (const char *path)
{
  SgmMbtilesWriter *self = g_new0 (SgmMbtilesWriter, 1);

  self->path = g_strdup (path);
  self->mark_fd = -1;
  self->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

/**
 * sgm_mbtiles_writer_new:
 * @path: name that the file shall have; one that is there is replaced at the
 *   end
 *
 * Begins a file of PNG tiles.
 *
 * Returns: (transfer full): the writer, or %NULL with %SGM_ERROR_INVALID,
 *   %SGM_ERROR_READ_ONLY, %SGM_ERROR_NO_SPACE or %SGM_ERROR_IO
 */
SgmMbtilesWriter *
sgm_mbtiles_writer_new (const char  *path,
                        GError     **error)
{
  g_autoptr (SgmMbtilesWriter) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!sgm_target_check (path, error))
    return NULL;
  self = writer_new (path);
  sgm_mbtiles_writer_set_metadata (self, "format", "png");

  if (!make_temporary (self, error))
    return NULL;

  if (sqlite3_open_v2 (self->temporary, &self->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK)
    {
      set_error_from_sqlite (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/* A file beside it, since SQLite's own locks are held for a moment only, and
 * are lost where the file itself is opened and closed once more. */
static gboolean
take_mark (SgmMbtilesWriter  *self,
           GError           **error)
{
  self->mark = g_strconcat (self->path, ".drawing", NULL);
  self->mark_fd = g_open (self->mark, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (self->mark_fd < 0)
    {
      set_error_from_errno (self, errno, error);
      return FALSE;
    }
  if (flock (self->mark_fd, LOCK_EX | LOCK_NB) != 0)
    {
      g_close (self->mark_fd, NULL);
      self->mark_fd = -1;
      set_error (self, SGM_ERROR_BUSY, _("another program is drawing it"), error);
      return FALSE;
    }
  return TRUE;
}

/**
 * sgm_mbtiles_writer_open:
 * @path: name of a file that this program has begun
 *
 * Opens a file for more tiles. It can be read meanwhile.
 *
 * Returns: (transfer full): the writer, or %NULL with %SGM_ERROR_BUSY where
 *   somebody has it open already, %SGM_ERROR_READ_ONLY, or another error
 */
SgmMbtilesWriter *
sgm_mbtiles_writer_open (const char  *path,
                         GError     **error)
{
  g_autoptr (SgmMbtilesWriter) self = NULL;
  g_autoptr (SgmMbtiles) tiles = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  /* Says what is wrong with a file that is none. */
  tiles = sgm_mbtiles_open (path, error);
  if (tiles == NULL)
    return NULL;
  self = writer_new (path);
  if (!take_mark (self, error))
    return NULL;
  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_busy_timeout (self->db, BUSY_MS) != SQLITE_OK
      || sqlite3_exec (self->db, "PRAGMA synchronous = NORMAL; PRAGMA cache_spill = OFF; BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK)
    {
      set_error_from_sqlite (self, error);
      return NULL;
    }
  return g_steal_pointer (&self);
}

/**
 * sgm_mbtiles_writer_set_metadata:
 * @self: a writer
 * @name: a key of the MBTiles specification such as `name`, `bounds`
 *   (west,south,east,north in degrees), `minzoom` or `attribution`
 * @value: (nullable): its value; %NULL says it no more
 *
 * Says something about the file, once it is finished; the last value of a name
 * counts.
 */
void
sgm_mbtiles_writer_set_metadata (SgmMbtilesWriter *self,
                                 const char       *name,
                                 const char       *value)
{
  g_return_if_fail (self != NULL);

  g_hash_table_replace (self->metadata, g_strdup (name), g_strdup (value));
}

static gboolean
prepare (SgmMbtilesWriter  *self,
         const char        *sql,
         sqlite3_stmt     **statement)
{
  return *statement != NULL
         || sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, statement, NULL) == SQLITE_OK;
}

static void
bind_place (sqlite3_stmt *statement,
            guint         zoom,
            guint         x,
            guint         y)
{
  sqlite3_bind_int64 (statement, 1, zoom);
  sqlite3_bind_int64 (statement, 2, x);
  sqlite3_bind_int64 (statement, 3, ((gint64) 1 << zoom) - 1 - y);
}

static gboolean
add_tile (SgmMbtilesWriter  *self,
          gboolean           dark,
          guint              zoom,
          guint              x,
          guint              y,
          GBytes            *image,
          GError           **error)
{
  sqlite3_stmt *add;
  gsize size;
  gconstpointer data;
  gboolean added;

  if ((dark && self->add[dark] == NULL && sqlite3_exec (self->db, more_schema, NULL, NULL, NULL) != SQLITE_OK)
      || !prepare (self, add_sql[dark], &self->add[dark]))
    {
      set_error_from_sqlite (self, error);
      return FALSE;
    }
  add = self->add[dark];
  data = g_bytes_get_data (image, &size);
  bind_place (add, zoom, x, y);
  sqlite3_bind_blob64 (add, 4, data, size, SQLITE_STATIC);

  added = sqlite3_step (add) == SQLITE_DONE;
  if (!added)
    set_error_from_sqlite (self, error);
  sqlite3_reset (add);
  sqlite3_clear_bindings (add);
  return added;
}

/**
 * sgm_mbtiles_writer_add:
 * @self: a writer
 * @zoom: zoom level, 0 to 24
 * @x: column from the west
 * @y: row from the north
 * @image: the tile's picture, a PNG unless the metadata `format` says
 *   otherwise
 *
 * Adds a tile that is not there yet.
 *
 * Returns: whether it was written
 */
gboolean
sgm_mbtiles_writer_add (SgmMbtilesWriter  *self,
                        guint              zoom,
                        guint              x,
                        guint              y,
                        GBytes            *image,
                        GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (zoom <= 24 && x >> zoom == 0 && y >> zoom == 0, FALSE);

  return add_tile (self, FALSE, zoom, x, y, image, error);
}

/**
 * sgm_mbtiles_writer_add_dark:
 * @self: a writer
 * @zoom: zoom level, 0 to 24
 * @x: column from the west
 * @y: row from the north
 * @image: the picture of the same tile for a dark window
 *
 * Adds a tile of the dark map that is not there yet.
 *
 * Returns: whether it was written
 */
gboolean
sgm_mbtiles_writer_add_dark (SgmMbtilesWriter  *self,
                             guint              zoom,
                             guint              x,
                             guint              y,
                             GBytes            *image,
                             GError           **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (zoom <= 24 && x >> zoom == 0 && y >> zoom == 0, FALSE);

  return add_tile (self, TRUE, zoom, x, y, image, error);
}

/**
 * sgm_mbtiles_writer_has:
 * @self: a writer
 * @dark: whether the dark map is meant
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 *
 * Returns: whether the tile is there
 */
gboolean
sgm_mbtiles_writer_has (SgmMbtilesWriter *self,
                        gboolean          dark,
                        guint             zoom,
                        guint             x,
                        guint             y)
{
  gboolean has;

  dark = !!dark;
  if (!prepare (self, has_sql[dark], &self->has[dark]))
    return FALSE;
  bind_place (self->has[dark], zoom, x, y);
  has = sqlite3_step (self->has[dark]) == SQLITE_ROW;
  sqlite3_reset (self->has[dark]);
  return has;
}

/**
 * sgm_mbtiles_writer_attach:
 * @self: a writer
 * @name: by what it is found again
 * @data: what is kept in the file
 *
 * Keeps something in the file that whoever opens it again needs.
 *
 * Returns: whether it was written
 */
gboolean
sgm_mbtiles_writer_attach (SgmMbtilesWriter  *self,
                           const char        *name,
                           GBytes            *data,
                           GError           **error)
{
  sqlite3_stmt *statement = NULL;
  gboolean written;

  written = sqlite3_exec (self->db, attachment_schema, NULL, NULL, NULL) == SQLITE_OK
            && prepare (self, "INSERT OR REPLACE INTO sgm_attachments VALUES (?, ?)", &statement);
  if (written)
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      sqlite3_bind_blob64 (statement, 2, g_bytes_get_data (data, NULL), g_bytes_get_size (data), SQLITE_STATIC);
      written = sqlite3_step (statement) == SQLITE_DONE;
    }
  if (!written)
    set_error_from_sqlite (self, error);
  sqlite3_finalize (statement);
  return written;
}

/**
 * sgm_mbtiles_writer_dup_attachment:
 * @self: a writer
 * @name: by what it was attached
 *
 * Returns: (transfer full) (nullable): what was attached
 */
GBytes *
sgm_mbtiles_writer_dup_attachment (SgmMbtilesWriter *self,
                                   const char       *name)
{
  sqlite3_stmt *statement = NULL;
  GBytes *data = NULL;

  if (prepare (self, "SELECT data FROM sgm_attachments WHERE name = ?", &statement))
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      if (sqlite3_step (statement) == SQLITE_ROW && sqlite3_column_blob (statement, 0) != NULL)
        data = g_bytes_new (sqlite3_column_blob (statement, 0), sqlite3_column_bytes (statement, 0));
    }
  sqlite3_finalize (statement);
  return data;
}

/**
 * sgm_mbtiles_writer_detach_all:
 * @self: a writer
 *
 * Takes out of the file what was attached, and makes it smaller once the
 * writer is finished.
 *
 * Returns: whether that was possible
 */
gboolean
sgm_mbtiles_writer_detach_all (SgmMbtilesWriter  *self,
                               GError           **error)
{
  if (sqlite3_exec (self->db, "DROP TABLE IF EXISTS sgm_attachments", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error_from_sqlite (self, error);
  return FALSE;
}

static gboolean
write_entry (SgmMbtilesWriter *self,
             const char       *name,
             const char       *value)
{
  const char *sql = value != NULL ? "INSERT OR REPLACE INTO metadata VALUES (?, ?)"
                                  : "DELETE FROM metadata WHERE name = ?";
  sqlite3_stmt *statement = NULL;
  gboolean written = FALSE;

  if (prepare (self, sql, &statement))
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      if (value != NULL)
        sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
      written = sqlite3_step (statement) == SQLITE_DONE;
    }
  sqlite3_finalize (statement);
  return written;
}

static gboolean
write_metadata (SgmMbtilesWriter *self)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->metadata);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!write_entry (self, name, value))
      return FALSE;
  return TRUE;
}

/**
 * sgm_mbtiles_writer_commit:
 * @self: a writer of a file that was opened again
 *
 * Lets readers see the tiles that were added, and goes on.
 *
 * Returns: whether they are in the file
 */
gboolean
sgm_mbtiles_writer_commit (SgmMbtilesWriter  *self,
                           GError           **error)
{
  if (sqlite3_exec (self->db, "COMMIT; BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;
  set_error_from_sqlite (self, error);
  return FALSE;
}

static void
close_database (SgmMbtilesWriter *self)
{
  for (guint i = 0; i < 2; i++)
    {
      g_clear_pointer (&self->add[i], sqlite3_finalize);
      g_clear_pointer (&self->has[i], sqlite3_finalize);
    }
  g_clear_pointer (&self->db, sqlite3_close);
}

/**
 * sgm_mbtiles_writer_finish:
 * @self: a writer
 *
 * Completes the file, and gives a new one its name. Nothing but freeing may
 * follow.
 *
 * Returns: whether the file is there
 */
gboolean
sgm_mbtiles_writer_finish (SgmMbtilesWriter  *self,
                           GError           **error)
{
  g_return_val_if_fail (self != NULL && self->db != NULL, FALSE);

  if (!write_metadata (self)
      || sqlite3_exec (self->db, "COMMIT; PRAGMA incremental_vacuum", NULL, NULL, NULL) != SQLITE_OK)
    {
      set_error_from_sqlite (self, error);
      return FALSE;
    }
  close_database (self);

  if (self->temporary != NULL && g_rename (self->temporary, self->path) != 0)
    {
      set_error_from_errno (self, errno, error);
      return FALSE;
    }
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

/**
 * sgm_mbtiles_writer_free:
 * @self: (transfer full): a writer
 *
 * Frees the writer. A new file that was not finished is removed; one that was
 * opened again keeps what was committed.
 */
void
sgm_mbtiles_writer_free (SgmMbtilesWriter *self)
{
  close_database (self);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  if (self->mark_fd >= 0)
    {
      g_unlink (self->mark);
      g_close (self->mark_fd, NULL);
    }
  g_hash_table_unref (self->metadata);
  g_free (self->temporary);
  g_free (self->mark);
  g_free (self->path);
  g_free (self);
}
