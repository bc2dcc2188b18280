/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-mbtiles-writer.h"

#include <errno.h>
#include <fcntl.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sgm-error.h"
#include "base/sgm-target.h"

struct _SgmMbtilesWriter
{
  char *path;
  char *temporary;    /* NULL once it has its own name */
  GHashTable *metadata;
  sqlite3 *db;
  sqlite3_stmt *add;
};

/* 0x4d504258 is the application id that the MBTiles specification asks for. */
static const char schema[] =
  "PRAGMA application_id = 0x4d504258;"
  "PRAGMA journal_mode = OFF;"
  "BEGIN;"
  "CREATE TABLE metadata (name text NOT NULL PRIMARY KEY, value text);"
  "CREATE TABLE tiles (zoom_level integer NOT NULL, tile_column integer NOT NULL,"
  " tile_row integer NOT NULL, tile_data blob NOT NULL,"
  " PRIMARY KEY (zoom_level, tile_column, tile_row));";

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

  if ((sqlite3_errcode (self->db) & 0xff) == SQLITE_FULL)
    kind = SGM_ERROR_NO_SPACE;
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
  self = g_new0 (SgmMbtilesWriter, 1);
  self->path = g_strdup (path);
  self->metadata = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  sgm_mbtiles_writer_set_metadata (self, "format", "png");

  if (!make_temporary (self, error))
    return NULL;

  if (sqlite3_open_v2 (self->temporary, &self->db,
                       SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK
      || sqlite3_exec (self->db, schema, NULL, NULL, NULL) != SQLITE_OK
      || sqlite3_prepare_v2 (self->db, "INSERT INTO tiles VALUES (?, ?, ?, ?)",
                             -1, &self->add, NULL) != SQLITE_OK)
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
 * @value: its value
 *
 * Says something about the file; the last value of a name counts.
 */
void
sgm_mbtiles_writer_set_metadata (SgmMbtilesWriter *self,
                                 const char       *name,
                                 const char       *value)
{
  g_return_if_fail (self != NULL);

  g_hash_table_replace (self->metadata, g_strdup (name), g_strdup (value));
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
  gsize size;
  gconstpointer data;
  gboolean added;

  g_return_val_if_fail (self != NULL && self->temporary != NULL, FALSE);
  g_return_val_if_fail (zoom <= 24 && x >> zoom == 0 && y >> zoom == 0, FALSE);

  data = g_bytes_get_data (image, &size);
  sqlite3_bind_int64 (self->add, 1, zoom);
  sqlite3_bind_int64 (self->add, 2, x);
  sqlite3_bind_int64 (self->add, 3, ((gint64) 1 << zoom) - 1 - y);
  sqlite3_bind_blob64 (self->add, 4, data, size, SQLITE_STATIC);

  added = sqlite3_step (self->add) == SQLITE_DONE;
  if (!added)
    set_error_from_sqlite (self, error);
  sqlite3_reset (self->add);
  sqlite3_clear_bindings (self->add);
  return added;
}

static gboolean
write_metadata (SgmMbtilesWriter *self)
{
  GHashTableIter iter;
  gpointer name;
  gpointer value;
  sqlite3_stmt *statement = NULL;
  int result;

  result = sqlite3_prepare_v2 (self->db, "INSERT INTO metadata VALUES (?, ?)", -1, &statement, NULL);
  g_hash_table_iter_init (&iter, self->metadata);
  while ((result == SQLITE_OK || result == SQLITE_DONE)
         && g_hash_table_iter_next (&iter, &name, &value))
    {
      sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
      sqlite3_bind_text (statement, 2, value, -1, SQLITE_STATIC);
      result = sqlite3_step (statement);
      sqlite3_reset (statement);
    }
  sqlite3_finalize (statement);
  return result == SQLITE_OK || result == SQLITE_DONE;
}

/**
 * sgm_mbtiles_writer_finish:
 * @self: a writer
 *
 * Completes the file and gives it its name. Nothing but freeing may follow.
 *
 * Returns: whether the file is there
 */
gboolean
sgm_mbtiles_writer_finish (SgmMbtilesWriter  *self,
                           GError           **error)
{
  g_return_val_if_fail (self != NULL && self->temporary != NULL, FALSE);

  if (!write_metadata (self)
      || sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL) != SQLITE_OK)
    {
      set_error_from_sqlite (self, error);
      return FALSE;
    }
  g_clear_pointer (&self->add, sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close);

  if (g_rename (self->temporary, self->path) != 0)
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
 * Frees the writer, and removes what it has written unless it was finished.
 */
void
sgm_mbtiles_writer_free (SgmMbtilesWriter *self)
{
  sqlite3_finalize (self->add);
  sqlite3_close (self->db);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_hash_table_unref (self->metadata);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}
