/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-source.h"

#include <errno.h>
#include <string.h>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "exchange/sgm-foreign-zip.h"

#define SHAPEFILE "ESRI Shapefile"

#define SQLITE_MAGIC "SQLite format 3"
#define SQLITE_WRITE_VERSION 18
#define SQLITE_HEADER 20

/* What is read into memory as a whole may not be larger. */
#define MAX_TEXT_SIZE (256 * 1024 * 1024)

static const char *const shape_options[] = { "ENCODING=", NULL };
static const char *const csv_options[] = { "HEADERS=NO", NULL };
static const char *const immutable_options[] = { "IMMUTABLE=YES", NULL };

/**
 * sgm_foreign_source_free:
 * @source: (transfer full): a source
 */
void
sgm_foreign_source_free (SgmForeignSource *source)
{
  if (source->memory != NULL)
    VSIUnlink (source->memory);
  g_free (source->memory);
  g_free (source->path);
  g_free (source->name);
  g_free (source->target);
  g_free (source);
}

static gboolean fail (GError     **error,
                      SgmError     code,
                      const char  *format,
                      ...) G_GNUC_PRINTF (3, 4);

static gboolean
fail (GError     **error,
      SgmError     code,
      const char  *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SGM_ERROR, code, format, arguments));
  va_end (arguments);
  return FALSE;
}

static gboolean
ends_with (const char *path,
           const char *ending)
{
  gsize length = strlen (path);
  gsize n = strlen (ending);

  return length > n && g_ascii_strcasecmp (path + length - n, ending) == 0;
}

static gboolean
ends_with_any (const char        *path,
               const char *const *endings)
{
  for (; *endings != NULL; endings++)
    if (ends_with (path, *endings))
      return TRUE;
  return FALSE;
}

/* The file beside @path that differs by its ending only, in whatever case. */
static char *
find_companion (const char *path,
                const char *ending)
{
  const char *dot = strrchr (path, '.');
  g_autofree char *stem = g_strndup (path, dot - path);
  g_autofree char *upper = g_ascii_strup (ending, -1);
  g_autofree char *small = g_strconcat (stem, ending, NULL);
  g_autofree char *large = g_strconcat (stem, upper, NULL);

  if (g_file_test (small, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&small);
  if (g_file_test (large, G_FILE_TEST_IS_REGULAR))
    return g_steal_pointer (&large);
  return NULL;
}

static gboolean
use_shapefile (SgmForeignSource  *source,
               const char        *shp,
               GError           **error)
{
  g_autofree char *shx = find_companion (shp, ".shx");
  g_autofree char *dbf = find_companion (shp, ".dbf");

  if (shx == NULL || dbf == NULL)
    return fail (error, SGM_ERROR_INVALID,
                 _("“%s” is only a part of a Shapefile: its .shx and .dbf are missing. Choose the folder in which all its parts lie."),
                 source->name);
  source->driver = SHAPEFILE;
  source->options = shape_options;
  g_free (source->target);
  source->target = g_strdup (shp);
  return TRUE;
}

/* A folder of one Shapefile or several; those that lack a part are left out by
 * the driver. */
static gboolean
use_folder (SgmForeignSource  *source,
            GError           **error)
{
  g_autoptr (GDir) folder = NULL;
  g_autofree char *partial = NULL;
  const char *name;

  if (ends_with (source->path, ".gdb"))
    {
      source->driver = "OpenFileGDB";
      return TRUE;
    }

  folder = g_dir_open (source->path, 0, NULL);
  if (folder == NULL)
    return fail (error, SGM_ERROR_IO, _("The folder “%s” cannot be read."), source->name);
  while ((name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *path = g_build_filename (source->path, name, NULL);
      g_autofree char *shx = NULL;
      g_autofree char *dbf = NULL;

      if (!ends_with (name, ".shp"))
        continue;
      shx = find_companion (path, ".shx");
      dbf = find_companion (path, ".dbf");
      if (shx != NULL && dbf != NULL)
        {
          source->driver = SHAPEFILE;
          source->options = shape_options;
          return TRUE;
        }
      g_free (partial);
      partial = g_strdup (name);
    }
  if (partial != NULL)
    return fail (error, SGM_ERROR_INVALID,
                 _("“%s” in this folder is only a part of a Shapefile: its .shx and .dbf are missing."), partial);
  return fail (error, SGM_ERROR_INVALID, _("There is no Shapefile in the folder “%s”."), source->name);
}

static gboolean
is_filled (const char *path,
           const char *ending)
{
  g_autofree char *beside = g_strconcat (path, ending, NULL);
  GStatBuf info;

  return g_stat (beside, &info) == 0 && info.st_size > 0;
}

/* A database in which another program is at work has a log beside it. Reading
 * it would need a place in that log, so write to the folder. */
static gboolean
use_sqlite (SgmForeignSource  *source,
            const guint8      *head,
            GError           **error)
{
  if (is_filled (source->path, "-wal") || is_filled (source->path, "-journal"))
    return fail (error, SGM_ERROR_IO,
                 _("“%s” is open in another program, and not all of it is in the file yet. Close it there and try again."),
                 source->name);
  if (head[SQLITE_WRITE_VERSION] != 1)
    source->options = immutable_options;
  return TRUE;
}

static const char *
guess_wide_encoding (const guint8 *head,
                     gsize         size)
{
  if (size >= 2 && head[0] == 0xff && head[1] == 0xfe)
    return "UTF-16LE";
  if (size >= 2 && head[0] == 0xfe && head[1] == 0xff)
    return "UTF-16BE";
  return NULL;
}

/* A text of two bytes a character, as spreadsheets save “Unicode text”. */
static gboolean
use_wide_text (SgmForeignSource  *source,
               const char        *encoding,
               GError           **error)
{
  static gint number;
  g_autofree char *wide = NULL;
  g_autofree char *text = NULL;
  gsize size, text_size;
  GStatBuf info;
  guint8 *copy;

  if (g_stat (source->path, &info) != 0 || info.st_size > MAX_TEXT_SIZE)
    return fail (error, SGM_ERROR_INVALID, _("“%s” is too large for a text of this kind."), source->name);
  if (!g_file_get_contents (source->path, &wide, &size, NULL))
    return fail (error, SGM_ERROR_IO, _("“%s” cannot be read."), source->name);
  text = g_convert (wide, size, "UTF-8", encoding, NULL, &text_size, NULL);
  if (text == NULL)
    return fail (error, SGM_ERROR_INVALID, _("The text of “%s” is damaged."), source->name);

  copy = VSIMalloc (MAX (text_size, 1));
  if (copy == NULL)
    return fail (error, SGM_ERROR_INVALID, _("“%s” is too large for a text of this kind."), source->name);
  memcpy (copy, text, text_size);
  source->memory = g_strdup_printf ("/vsimem/sgm-text-%d/%s", g_atomic_int_add (&number, 1), source->name);
  VSIFCloseL (VSIFileFromMemBuffer (source->memory, copy, text_size, TRUE));
  g_free (source->target);
  source->target = g_strdup (source->memory);
  return TRUE;
}

static gboolean
use_zip (SgmForeignSource  *source,
         GError           **error)
{
  SgmForeignZipFind find;

  if (!sgm_foreign_zip_check (source->path, source->name, error))
    return FALSE;
  if (!ends_with (source->path, ".zip"))
    return TRUE;
  if (!sgm_foreign_zip_find (source->path, source->name, &find, error))
    return FALSE;

  g_free (source->target);
  source->target = find.target;
  if (find.is_shapefile)
    {
      source->driver = SHAPEFILE;
      source->options = shape_options;
    }
  else if (find.is_csv)
    {
      source->driver = "CSV";
      source->options = csv_options;
    }
  return TRUE;
}

/* By what the file begins with, and how it is called. */
static gboolean
use_file (SgmForeignSource  *source,
          const guint8      *head,
          gsize              size,
          GError           **error)
{
  static const char *const parts[] = { ".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", NULL };
  static const char *const texts[] = { ".csv", ".tsv", ".psv", NULL };
  const char *wide = guess_wide_encoding (head, size);

  if (ends_with_any (source->path, parts))
    {
      g_autofree char *shp = find_companion (source->path, ".shp");

      if (shp != NULL)
        return use_shapefile (source, shp, error);
      if (!ends_with (source->path, ".dbf"))
        return fail (error, SGM_ERROR_INVALID,
                     _("“%s” is only a part of a Shapefile. Choose the folder in which all its parts lie."), source->name);
      source->driver = SHAPEFILE;
      source->options = shape_options;
      return TRUE;
    }
  if (ends_with_any (source->path, texts))
    {
      source->driver = "CSV";
      source->options = csv_options;
      return wide == NULL || use_wide_text (source, wide, error);
    }
  if (size >= 4 && memcmp (head, "PK\3\4", 4) == 0)
    return use_zip (source, error);
  if (size >= SQLITE_HEADER && memcmp (head, SQLITE_MAGIC, sizeof SQLITE_MAGIC) == 0)
    return use_sqlite (source, head, error);
  return TRUE;
}

static gboolean
read_head (SgmForeignSource  *source,
           guint8            *head,
           gsize             *size,
           GError           **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (source->path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), head, SQLITE_HEADER, size, NULL, NULL))
    return fail (error, SGM_ERROR_IO, _("“%s” cannot be read. Perhaps you do not have the right to."), source->name);
  if (*size == 0)
    return fail (error, SGM_ERROR_INVALID, _("“%s” is empty."), source->name);
  return TRUE;
}

/* A File Geodatabase is a folder, which choosing a file in it stands for. */
static void
leave_geodatabase (SgmForeignSource *source)
{
  g_autofree char *folder = g_path_get_dirname (source->path);

  if (!ends_with (folder, ".gdb") || !g_file_test (source->path, G_FILE_TEST_IS_REGULAR))
    return;
  g_free (source->path);
  source->path = g_steal_pointer (&folder);
}

/* There is nothing at the path, or nothing that the user may see. */
static gboolean
fail_to_find (const SgmForeignSource  *source,
              int                      reason,
              GError                 **error)
{
  g_autofree char *whole = g_canonicalize_filename (source->path, NULL);
  g_autofree char *path = g_filename_display_name (whole);

  if (reason == EACCES)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                 _("“%s” cannot be read. Perhaps you do not have the right to."), path);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _("There is no file “%s”."), path);
  return FALSE;
}

static gboolean
find (SgmForeignSource  *source,
      GError           **error)
{
  guint8 head[SQLITE_HEADER] = { 0 };
  GStatBuf info;
  gsize size;

  if (g_stat (source->path, &info) != 0)
    return fail_to_find (source, errno, error);
  if (S_ISDIR (info.st_mode))
    return use_folder (source, error);
  if (!S_ISREG (info.st_mode))
    return fail (error, SGM_ERROR_INVALID, _("“%s” is no file that could be read."), source->name);
  return read_head (source, head, &size, error)
         && use_file (source, head, size, error);
}

/**
 * sgm_foreign_source_new:
 * @path: a file or a folder
 *
 * Finds out what is to be opened, and says clearly why it cannot be where
 * that can be seen from outside.
 *
 * Returns: (transfer full): the source, or %NULL with %SGM_ERROR_INVALID,
 *   %SGM_ERROR_IO, %G_IO_ERROR_NOT_FOUND or %G_IO_ERROR_PERMISSION_DENIED
 */
SgmForeignSource *
sgm_foreign_source_new (const char  *path,
                        GError     **error)
{
  g_autoptr (SgmForeignSource) source = g_new0 (SgmForeignSource, 1);

  source->path = g_canonicalize_filename (path, NULL);
  leave_geodatabase (source);
  source->name = g_filename_display_basename (source->path);
  source->target = g_strdup (source->path);
  if (!find (source, error))
    return NULL;
  return g_steal_pointer (&source);
}
