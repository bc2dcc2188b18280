/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-mbtiles.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "base/sgm-error.h"

/* A raster tile has some ten kilobytes, one of 512 px imagery some hundred.
 * What is far larger is no tile, and SQLite refuses it before it is read. */
#define MAX_TILE_BYTES (8 * 1024 * 1024)
#define MAX_ZOOM 24

/* Who draws the rest of a file holds it only for moments. */
#define BUSY_MS 5000

struct _SgmMbtiles
{
  gatomicrefcount ref_count;
  char *path;
  char *attribution;
  guint min_zoom;
  guint max_zoom;

  GMutex mutex; /* over the connection and its statement */
  sqlite3 *db;
  sqlite3_stmt *read;
  sqlite3_stmt *read_dark; /* NULL where there is no dark map */
  gboolean unfinished;
};

static void
set_bad (SgmMbtiles  *self,
         const char  *reason,
         GError     **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  g_set_error (error, SGM_ERROR, SGM_ERROR_BAD_TILES,
               /* Translators: a file name, and what is wrong with it */
               _("The base map “%s” cannot be read: %s."), name, reason);
}

static void
set_bad_from_sqlite (SgmMbtiles  *self,
                     GError     **error)
{
  switch (sqlite3_errcode (self->db) & 0xff)
    {
    case SQLITE_NOTADB:
      set_bad (self, _("it is not an MBTiles file"), error);
      break;

    case SQLITE_CORRUPT:
      set_bad (self, _("it is damaged or incomplete"), error);
      break;

    case SQLITE_TOOBIG:
      set_bad (self, _("it holds a tile that is far too large"), error);
      break;

    default:
      set_bad (self, sqlite3_errmsg (self->db), error);
      break;
    }
}

/* Looks at the file before SQLite does, which would call a missing file, a
 * folder and one without permission by the same code. */
static gboolean
check_file (SgmMbtiles  *self,
            GError     **error)
{
  GStatBuf status;

  if (g_stat (self->path, &status) != 0)
    {
      int code = errno;

      if (code == ENOENT || code == ENOTDIR)
        {
          g_autofree char *name = g_filename_display_name (self->path);

          g_set_error (error, SGM_ERROR, SGM_ERROR_NO_TILES,
                       _("There is no base map at “%s”."), name);
        }
      else
        {
          set_bad (self, g_strerror (code), error);
        }
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    {
      set_bad (self, _("it is not a file"), error);
      return FALSE;
    }
  if (g_access (self->path, R_OK) != 0)
    {
      set_bad (self, g_strerror (errno), error);
      return FALSE;
    }
  return TRUE;
}

static gboolean
has_column (SgmMbtiles *self,
            const char *table,
            const char *column)
{
  sqlite3_stmt *statement = NULL;
  gboolean found = FALSE;

  if (sqlite3_prepare_v2 (self->db, "SELECT 1 FROM pragma_table_info (?) WHERE name = ?",
                          -1, &statement, NULL) != SQLITE_OK)
    return FALSE;

  sqlite3_bind_text (statement, 1, table, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, column, -1, SQLITE_STATIC);
  found = sqlite3_step (statement) == SQLITE_ROW;
  sqlite3_finalize (statement);
  return found;
}

/* The value of a metadata key, or NULL. */
static char *
dup_metadata (SgmMbtiles *self,
              const char *name)
{
  sqlite3_stmt *statement = NULL;
  char *value = NULL;

  if (sqlite3_prepare_v2 (self->db, "SELECT value FROM metadata WHERE name = ?",
                          -1, &statement, NULL) != SQLITE_OK)
    return NULL;

  sqlite3_bind_text (statement, 1, name, -1, SQLITE_STATIC);
  if (sqlite3_step (statement) == SQLITE_ROW)
    value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  sqlite3_finalize (statement);

  if (value != NULL && !g_utf8_validate (value, -1, NULL))
    g_clear_pointer (&value, g_free);
  return value;
}

/* The zooms that are really there: the metadata may be absent or wrong. Two
 * queries, since SQLite answers only a lone min() or max() from the index. */
static gboolean
read_zooms (SgmMbtiles  *self,
            GError     **error)
{
  const char *queries[] = {
    "SELECT min (zoom_level) FROM tiles",
    "SELECT max (zoom_level) FROM tiles",
  };
  gint64 zooms[2];

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      sqlite3_stmt *statement = NULL;
      gboolean empty;

      if (sqlite3_prepare_v2 (self->db, queries[i], -1, &statement, NULL) != SQLITE_OK
          || sqlite3_step (statement) != SQLITE_ROW)
        {
          set_bad_from_sqlite (self, error);
          sqlite3_finalize (statement);
          return FALSE;
        }
      empty = sqlite3_column_type (statement, 0) != SQLITE_INTEGER;
      zooms[i] = sqlite3_column_int64 (statement, 0);
      sqlite3_finalize (statement);

      if (empty || zooms[i] < 0 || zooms[i] > MAX_ZOOM)
        {
          set_bad (self, _("it holds no tiles"), error);
          return FALSE;
        }
    }
  self->min_zoom = zooms[0];
  self->max_zoom = zooms[1];
  return TRUE;
}

/* The zooms that an unfinished file shall have one day. */
static void
look_forward (SgmMbtiles *self)
{
  g_autofree char *unfinished = dup_metadata (self, SGM_MBTILES_UNFINISHED);
  g_autofree char *max_zoom = dup_metadata (self, "maxzoom");
  guint64 zoom;

  self->unfinished = unfinished != NULL;
  if (self->unfinished && max_zoom != NULL
      && g_ascii_string_to_unsigned (max_zoom, 10, self->max_zoom, MAX_ZOOM, &zoom, NULL))
    self->max_zoom = zoom;
}

static gboolean
check_content (SgmMbtiles  *self,
               GError     **error)
{
  g_autofree char *format = NULL;

  if (sqlite3_exec (self->db, "SELECT count (*) FROM sqlite_master", NULL, NULL, NULL) != SQLITE_OK)
    {
      set_bad_from_sqlite (self, error);
      return FALSE;
    }
  if (!has_column (self, "tiles", "zoom_level")
      || !has_column (self, "tiles", "tile_column")
      || !has_column (self, "tiles", "tile_row")
      || !has_column (self, "tiles", "tile_data"))
    {
      set_bad (self, _("it is not an MBTiles file"), error);
      return FALSE;
    }

  format = dup_metadata (self, "format");
  if (g_strcmp0 (format, "pbf") == 0)
    {
      set_bad (self, _("it holds vector tiles, and only pictures can be shown"), error);
      return FALSE;
    }
  self->attribution = dup_metadata (self, "attribution");
  if (!read_zooms (self, error))
    return FALSE;
  look_forward (self);
  return TRUE;
}

/* Whoever drew it was stopped within a transaction. SQLite takes that back
 * where the file is opened for writing. */
static void
take_back (SgmMbtiles *self)
{
  static const char look[] = "SELECT count (*) FROM sqlite_master";
  sqlite3 *db = NULL;

  if (sqlite3_exec (self->db, look, NULL, NULL, NULL) == SQLITE_OK
      || sqlite3_extended_errcode (self->db) != SQLITE_READONLY_ROLLBACK)
    return;
  if (sqlite3_open_v2 (self->path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK)
    sqlite3_exec (db, look, NULL, NULL, NULL);
  sqlite3_close (db);
}

/**
 * sgm_mbtiles_open:
 * @path: name of the file
 *
 * Opens an MBTiles file to read. It is not written to, but for taking back what
 * a program has left half-written.
 *
 * Returns: (transfer full): the tiles, or %NULL with %SGM_ERROR_NO_TILES where
 *   there is no such file and %SGM_ERROR_BAD_TILES where it is none of raster
 *   tiles, or damaged
 */
SgmMbtiles *
sgm_mbtiles_open (const char  *path,
                  GError     **error)
{
  g_autoptr (SgmMbtiles) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (SgmMbtiles, 1);
  g_atomic_ref_count_init (&self->ref_count);
  g_mutex_init (&self->mutex);
  self->path = g_strdup (path);

  if (!check_file (self, error))
    return NULL;

  if (sqlite3_open_v2 (path, &self->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    {
      set_bad_from_sqlite (self, error);
      return NULL;
    }
  sqlite3_busy_timeout (self->db, BUSY_MS);
  take_back (self);
  sqlite3_limit (self->db, SQLITE_LIMIT_LENGTH, MAX_TILE_BYTES);

  if (!check_content (self, error))
    return NULL;

  if (sqlite3_prepare_v3 (self->db,
                          "SELECT tile_data FROM tiles"
                          " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                          -1, SQLITE_PREPARE_PERSISTENT, &self->read, NULL) != SQLITE_OK)
    {
      set_bad_from_sqlite (self, error);
      return NULL;
    }
  if (has_column (self, "tiles_dark", "tile_data"))
    sqlite3_prepare_v3 (self->db,
                        "SELECT tile_data FROM tiles_dark"
                        " WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?",
                        -1, SQLITE_PREPARE_PERSISTENT, &self->read_dark, NULL);
  return g_steal_pointer (&self);
}

SgmMbtiles *
sgm_mbtiles_ref (SgmMbtiles *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
sgm_mbtiles_unref (SgmMbtiles *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  sqlite3_finalize (self->read);
  sqlite3_finalize (self->read_dark);
  sqlite3_close (self->db);
  g_mutex_clear (&self->mutex);
  g_free (self->attribution);
  g_free (self->path);
  g_free (self);
}

/**
 * sgm_mbtiles_get_min_zoom:
 * @self: an MBTiles file
 *
 * Returns: the lowest zoom level of which it holds tiles
 */
guint
sgm_mbtiles_get_min_zoom (SgmMbtiles *self)
{
  return self->min_zoom;
}

/**
 * sgm_mbtiles_get_max_zoom:
 * @self: an MBTiles file
 *
 * Returns: the highest zoom level of which it holds tiles
 */
guint
sgm_mbtiles_get_max_zoom (SgmMbtiles *self)
{
  return self->max_zoom;
}

/**
 * sgm_mbtiles_get_attribution:
 * @self: an MBTiles file
 *
 * Returns: (nullable) (transfer none): whom the map is owed to, as the file
 *   says, in the user's language where this program wrote it; it may contain
 *   HTML
 */
const char *
sgm_mbtiles_get_attribution (SgmMbtiles *self)
{
  /* The translation of an empty text is the catalogue's heading. */
  if (self->attribution == NULL || self->attribution[0] == '\0')
    return self->attribution;
  return g_dgettext (GETTEXT_PACKAGE, self->attribution);
}

const char *
sgm_mbtiles_get_path (SgmMbtiles *self)
{
  return self->path;
}

/**
 * sgm_mbtiles_has_dark:
 * @self: an MBTiles file
 *
 * Returns: whether it has tiles that are made for a dark window
 */
gboolean
sgm_mbtiles_has_dark (SgmMbtiles *self)
{
  return self->read_dark != NULL;
}

/**
 * sgm_mbtiles_is_unfinished:
 * @self: an MBTiles file
 *
 * Returns: whether tiles that are not there have yet to be drawn, as it was
 *   when the file was opened or sgm_mbtiles_refresh() was called
 */
gboolean
sgm_mbtiles_is_unfinished (SgmMbtiles *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->unfinished;
}

/**
 * sgm_mbtiles_refresh:
 * @self: an MBTiles file
 *
 * Looks again whether the file is finished. Waits for the disk.
 */
void
sgm_mbtiles_refresh (SgmMbtiles *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autofree char *unfinished = dup_metadata (self, SGM_MBTILES_UNFINISHED);

  self->unfinished = unfinished != NULL;
}

static GBytes *
read_tile (SgmMbtiles    *self,
           sqlite3_stmt  *statement,
           guint          zoom,
           guint          x,
           guint          y,
           GError       **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  GBytes *bytes = NULL;
  int result;

  if (zoom > self->max_zoom || x >> zoom != 0 || y >> zoom != 0)
    return NULL;

  locker = g_mutex_locker_new (&self->mutex);
  sqlite3_bind_int64 (statement, 1, zoom);
  sqlite3_bind_int64 (statement, 2, x);
  sqlite3_bind_int64 (statement, 3, ((gint64) 1 << zoom) - 1 - y);

  result = sqlite3_step (statement);
  if (result == SQLITE_ROW)
    {
      const void *data = sqlite3_column_blob (statement, 0);

      if (data != NULL)
        bytes = g_bytes_new (data, sqlite3_column_bytes (statement, 0));
    }
  else if (result != SQLITE_DONE)
    {
      set_bad_from_sqlite (self, error);
    }
  sqlite3_reset (statement);
  return bytes;
}

/**
 * sgm_mbtiles_read:
 * @self: an MBTiles file
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 *
 * Reads one tile. May be called from any thread but waits for the disk.
 *
 * Returns: (transfer full) (nullable): the tile's picture as it is in the
 *   file, mostly a PNG; %NULL without an error where the file has no such
 *   tile, and with %SGM_ERROR_BAD_TILES where it cannot be read
 */
GBytes *
sgm_mbtiles_read (SgmMbtiles  *self,
                  guint        zoom,
                  guint        x,
                  guint        y,
                  GError     **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  return read_tile (self, self->read, zoom, x, y, error);
}

/**
 * sgm_mbtiles_read_dark:
 * @self: an MBTiles file that has dark tiles
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 *
 * Reads one tile for a dark window, like sgm_mbtiles_read().
 *
 * Returns: (transfer full) (nullable): the tile's picture
 */
GBytes *
sgm_mbtiles_read_dark (SgmMbtiles  *self,
                       guint        zoom,
                       guint        x,
                       guint        y,
                       GError     **error)
{
  g_return_val_if_fail (self != NULL && self->read_dark != NULL, NULL);

  return read_tile (self, self->read_dark, zoom, x, y, error);
}
