/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-zip.h"

#include <string.h>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "exchange/sgm-gdal.h"

#define MAX_ENTRIES 5000

/* What may come out of a file; what is small is not asked for its ratio. */
#define MAX_SIZE (G_GINT64_CONSTANT (2) << 30)
#define SMALL_SIZE (G_GINT64_CONSTANT (64) << 20)
#define MAX_RATIO 200

static gboolean
fail (GError     **error,
      char        *message)
{
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, message);
  g_free (message);
  return FALSE;
}

static char *
make_root (const char *path)
{
  return g_strdup_printf ("/vsizip/{%s}", path);
}

/* Entry by entry, so that a list of millions is not made first. */
static gboolean
sum_up (const char *root,
        guint      *n,
        gint64     *size)
{
  VSIDIR *folder = VSIOpenDir (root, -1, NULL);
  const VSIDIREntry *entry;

  *n = 0;
  *size = 0;
  if (folder == NULL)
    return FALSE;
  while (*n <= MAX_ENTRIES && *size <= MAX_SIZE && (entry = VSIGetNextDirEntry (folder)) != NULL)
    {
      ++*n;
      *size = entry->nSize > (guint64) MAX_SIZE ? MAX_SIZE + 1 : *size + (gint64) entry->nSize;
    }
  VSICloseDir (folder);
  return TRUE;
}

/**
 * sgm_foreign_zip_check:
 * @path: a file that is compressed as .zip files are
 * @name: what it is called in sentences
 *
 * Returns: whether what comes out of it is of a size that can be taken; else
 *   with %SGM_ERROR_INVALID
 */
gboolean
sgm_foreign_zip_check (const char  *path,
                       const char  *name,
                       GError     **error)
{
  g_autofree char *root = make_root (path);
  SgmGdalTrap trap;
  gboolean ok;
  GStatBuf info;
  gint64 size;
  guint n;

  sgm_gdal_begin_reading ();
  sgm_gdal_trap_set (&trap);
  ok = sum_up (root, &n, &size);
  sgm_gdal_trap_end (&trap);
  sgm_gdal_end_reading ();

  if (!ok || g_stat (path, &info) != 0)
    return fail (error, g_strdup_printf (_("“%s” is damaged: what is packed in it cannot be found."), name));
  if (n > MAX_ENTRIES)
    return fail (error, g_strdup_printf (_("More than %u files are packed in “%s”. Unpack it and choose the right one."), MAX_ENTRIES, name));
  if (size > MAX_SIZE || (size > SMALL_SIZE && size / MAX_RATIO > info.st_size))
    return fail (error, g_strdup_printf (_("“%s” would become far too large when it is unpacked. It was left as it is."), name));
  return TRUE;
}

typedef struct
{
  char *shape_folder; /* of the Shapefiles, "" for the top */
  gboolean several;   /* whether there are Shapefiles in several folders */
  char *other;
  guint n_others;
} Contents;

static void
note_shape (Contents   *contents,
            const char *entry)
{
  const char *slash = strrchr (entry, '/');
  g_autofree char *folder = slash != NULL ? g_strndup (entry, slash - entry) : g_strdup ("");

  if (contents->shape_folder == NULL)
    contents->shape_folder = g_steal_pointer (&folder);
  else if (!g_str_equal (contents->shape_folder, folder))
    contents->several = TRUE;
}

static gboolean
has_ending (const char        *name,
            const char *const *endings)
{
  for (; *endings != NULL; endings++)
    {
      gsize length = strlen (name);
      gsize n = strlen (*endings);

      if (length > n && g_ascii_strcasecmp (name + length - n, *endings) == 0)
        return TRUE;
    }
  return FALSE;
}

static const char *const shape_endings[] = { ".shp", NULL };
static const char *const csv_endings[] = { ".csv", ".tsv", NULL };
static const char *const database_endings[] = { ".gdb", NULL };
static const char *const other_endings[] = {
  ".gpkg", ".geojson", ".json", ".kml", ".dxf", ".csv", ".tsv", ".fgb", ".tab", ".mif",
  ".sqlite", ".xlsx", ".ods", ".xls", ".gdb", NULL,
};

static void
note_entry (Contents   *contents,
            const char *entry,
            gboolean    is_folder)
{
  if (g_str_has_prefix (entry, "__MACOSX"))
    return;
  if (is_folder != has_ending (entry, database_endings))
    return;
  if (has_ending (entry, shape_endings))
    note_shape (contents, entry);
  else if (has_ending (entry, other_endings) && contents->n_others++ == 0)
    contents->other = g_strdup (entry);
}

static void
list (const char *root,
      Contents   *contents)
{
  VSIDIR *folder = VSIOpenDir (root, -1, NULL);
  const VSIDIREntry *entry;

  if (folder == NULL)
    return;
  while ((entry = VSIGetNextDirEntry (folder)) != NULL)
    note_entry (contents, entry->pszName, VSI_ISDIR (entry->nMode));
  VSICloseDir (folder);
}

/**
 * sgm_foreign_zip_find:
 * @path: a .zip
 * @name: what it is called in sentences
 * @find: (out): what is in it; its target is the caller's
 *
 * Looks for Shapefiles in the .zip, or else for one other file that could be
 * read.
 *
 * Returns: whether there is one; else with %SGM_ERROR_INVALID
 */
gboolean
sgm_foreign_zip_find (const char         *path,
                      const char         *name,
                      SgmForeignZipFind  *find,
                      GError            **error)
{
  g_autofree char *root = make_root (path);
  g_autofree char *shape_folder = NULL;
  g_autofree char *other = NULL;
  Contents contents = { 0 };
  SgmGdalTrap trap;

  sgm_gdal_begin_reading ();
  sgm_gdal_trap_set (&trap);
  list (root, &contents);
  sgm_gdal_trap_end (&trap);
  sgm_gdal_end_reading ();
  shape_folder = contents.shape_folder;
  other = contents.other;

  if (contents.several || (shape_folder == NULL && contents.n_others > 1))
    return fail (error, g_strdup_printf (_("Several files are packed in “%s”. Unpack it and choose one of them."), name));
  if (shape_folder == NULL && other == NULL)
    return fail (error, g_strdup_printf (_("There is nothing in “%s” that could be read."), name));

  find->is_shapefile = shape_folder != NULL;
  find->is_csv = shape_folder == NULL && has_ending (other, csv_endings);
  if (shape_folder == NULL)
    find->target = g_strconcat (root, "/", other, NULL);
  else if (*shape_folder == '\0')
    find->target = g_steal_pointer (&root);
  else
    find->target = g_strconcat (root, "/", shape_folder, NULL);
  return TRUE;
}
