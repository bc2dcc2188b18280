/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-file.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "exchange/sgm-foreign-private.h"
#include "exchange/sgm-foreign-text.h"
#include "exchange/sgm-gdal.h"

#define MAX_LAYERS 1000

struct _SgmForeignFile
{
  gatomicrefcount ref_count;
  SgmForeignSource *source;
  GDALDatasetH data;
  GPtrArray *tables;
};

/* What people call the forms of files; others by GDAL's short name. */
static const char *const formats[][2] = {
  { "ESRI Shapefile", "Shapefile" },
  { "GPKG", "GeoPackage" },
  { "LIBKML", "KML" },
  { "OpenFileGDB", "File Geodatabase" },
  { "SQLite", "SQLite / SpatiaLite" },
  { "MapInfo File", "MapInfo" },
  { "OSM", "OpenStreetMap" },
  { "CAD", "DWG" },
};

static const char *
get_driver (SgmForeignFile *file)
{
  return GDALGetDriverShortName (GDALGetDatasetDriver (file->data));
}

static void
say_fault (const SgmForeignSource  *source,
           SgmGdalFault             fault,
           GError                 **error)
{
  if (fault == SGM_GDAL_FAULT_LOCKED)
    g_set_error (error, SGM_ERROR, SGM_ERROR_IO,
                 _("Another program is at work on “%s”. Close it there and try again."), source->name);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                 _("“%s” is damaged, or of a kind that cannot be read here."), source->name);
}

static gboolean
load_tables (SgmForeignFile  *file,
             GCancellable    *cancellable,
             GError         **error)
{
  int n = GDALDatasetGetLayerCount (file->data);

  if (n > MAX_LAYERS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("“%s” has more than %d tables."), file->source->name, MAX_LAYERS);
      return FALSE;
    }
  for (int i = 0; i < n; i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (file->data, i);
      SgmForeignTable *table;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (layer == NULL)
        continue;
      table = sgm_foreign_table_new (layer, file->source, get_driver (file), error);
      if (table == NULL)
        return FALSE;
      g_ptr_array_add (file->tables, table);
    }
  if (file->tables->len == 0)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("There is no table in “%s”."), file->source->name);
      return FALSE;
    }
  return TRUE;
}

static gboolean
open_data (SgmForeignFile  *file,
           GCancellable    *cancellable,
           GError         **error)
{
  SgmForeignSource *source = file->source;
  SgmGdalTrap trap;
  gboolean ok;

  sgm_gdal_begin_reading ();
  sgm_gdal_trap_set (&trap);
  file->data = sgm_gdal_open (source->target, source->driver, source->options);
  if (file->data == NULL)
    say_fault (source, trap.fault, error);
  ok = file->data != NULL && load_tables (file, cancellable, error);
  sgm_gdal_trap_end (&trap);
  sgm_gdal_end_reading ();
  return ok;
}

/**
 * sgm_foreign_file_open:
 * @path: a file or a folder
 * @cancellable: (nullable): a cancellable
 *
 * Opens what somebody has chosen and finds out what is in it: tables, columns,
 * encodings. Takes up to some seconds, since some kinds of file are read as a
 * whole.
 *
 * Returns: (transfer full): the file, or %NULL with %SGM_ERROR_INVALID,
 *   %SGM_ERROR_IO, %G_IO_ERROR_NOT_FOUND, %G_IO_ERROR_PERMISSION_DENIED or
 *   %G_IO_ERROR_CANCELLED
 */
SgmForeignFile *
sgm_foreign_file_open (const char    *path,
                       GCancellable  *cancellable,
                       GError       **error)
{
  g_autoptr (SgmForeignFile) file = g_new0 (SgmForeignFile, 1);

  sgm_gdal_init ();
  g_atomic_ref_count_init (&file->ref_count);
  file->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_foreign_table_free);
  file->source = sgm_foreign_source_new (path, error);
  if (file->source == NULL || !open_data (file, cancellable, error))
    return NULL;
  return g_steal_pointer (&file);
}

SgmForeignFile *
sgm_foreign_file_ref (SgmForeignFile *file)
{
  g_atomic_ref_count_inc (&file->ref_count);
  return file;
}

void
sgm_foreign_file_unref (SgmForeignFile *file)
{
  SgmGdalTrap trap;

  if (!g_atomic_ref_count_dec (&file->ref_count))
    return;
  g_ptr_array_unref (file->tables);
  sgm_gdal_trap_set (&trap);
  if (file->data != NULL)
    GDALClose (file->data);
  g_clear_pointer (&file->source, sgm_foreign_source_free);
  sgm_gdal_trap_end (&trap);
  g_free (file);
}

const char *
sgm_foreign_file_get_path (SgmForeignFile *file)
{
  return file->source->path;
}

/**
 * sgm_foreign_file_get_name:
 * @file: a file
 *
 * Returns: what the file is called in sentences
 */
const char *
sgm_foreign_file_get_name (SgmForeignFile *file)
{
  return file->source->name;
}

/**
 * sgm_foreign_file_get_format:
 * @file: a file
 *
 * Returns: what people call this kind of file, such as “Shapefile”
 */
const char *
sgm_foreign_file_get_format (SgmForeignFile *file)
{
  const char *driver = get_driver (file);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i][0], driver))
      return formats[i][1];
  return driver;
}

guint
sgm_foreign_file_get_n_layers (SgmForeignFile *file)
{
  return file->tables->len;
}

SgmForeignTable *
sgm_foreign_file_get_table (SgmForeignFile *file,
                            guint           layer)
{
  g_return_val_if_fail (layer < file->tables->len, NULL);

  return g_ptr_array_index (file->tables, layer);
}

GDALDatasetH
sgm_foreign_file_get_data (SgmForeignFile *file)
{
  return file->data;
}

/**
 * sgm_foreign_file_get_layer:
 * @file: a file
 * @layer: number of a layer
 *
 * Returns: what is known of it; the names of its columns change with
 *   sgm_foreign_file_set_encoding() and sgm_foreign_file_set_header()
 */
const SgmForeignLayer *
sgm_foreign_file_get_layer (SgmForeignFile *file,
                            guint           layer)
{
  return &sgm_foreign_file_get_table (file, layer)->layer;
}

/**
 * sgm_foreign_file_find_layer:
 * @file: a file
 * @name: name of a layer
 *
 * Returns: number of the layer, or -1
 */
int
sgm_foreign_file_find_layer (SgmForeignFile *file,
                             const char     *name)
{
  for (guint i = 0; i < file->tables->len; i++)
    if (g_strcmp0 (sgm_foreign_file_get_layer (file, i)->name, name) == 0)
      return i;
  return -1;
}

/**
 * sgm_foreign_layer_find_field:
 * @layer: a layer
 * @name: name of a column, in whatever case
 *
 * Returns: number of the column, or -1
 */
int
sgm_foreign_layer_find_field (const SgmForeignLayer *layer,
                              const char            *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < layer->n_fields; i++)
    {
      g_autofree char *other = g_utf8_casefold (layer->fields[i], -1);

      if (g_str_equal (folded, other))
        return i;
    }
  return -1;
}

/**
 * sgm_foreign_file_set_encoding:
 * @file: a file
 * @layer: number of a layer
 * @encoding: a name for iconv
 *
 * Has the layer's texts read in another encoding than the one that was
 * guessed.
 *
 * Returns: whether the encoding is known; else with %SGM_ERROR_INVALID
 */
gboolean
sgm_foreign_file_set_encoding (SgmForeignFile  *file,
                               guint            layer,
                               const char      *encoding,
                               GError         **error)
{
  SgmForeignTable *table = sgm_foreign_file_get_table (file, layer);

  if (!sgm_encoding_is_known (encoding))
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("There is no encoding “%s”."), encoding);
      return FALSE;
    }
  g_free (table->layer.encoding);
  table->layer.encoding = g_strdup (encoding);
  sgm_foreign_table_name_fields (table);
  return TRUE;
}

/**
 * sgm_foreign_file_dup_cells:
 * @file: a file
 * @layer: number of a layer
 * @row: one of its first rows, from 1
 *
 * Returns: (transfer full) (nullable) (array zero-terminated=1): the texts of
 *   its cells; %NULL where the layer is no sheet or the row none of those in
 *   which the names of the columns can be
 */
char **
sgm_foreign_file_dup_cells (SgmForeignFile *file,
                            guint           layer,
                            guint           row)
{
  SgmForeignTable *table = sgm_foreign_file_get_table (file, layer);
  char **cells;

  if (!table->layer.is_sheet || row == 0 || row > table->head->len)
    return NULL;
  cells = g_strdupv (g_ptr_array_index (table->head, row - 1));
  for (guint i = 0; cells[i] != NULL; i++)
    {
      char *text = sgm_text_decode (cells[i], table->layer.encoding);

      g_free (cells[i]);
      cells[i] = text;
    }
  return cells;
}

/**
 * sgm_foreign_file_set_header:
 * @file: a file
 * @layer: number of a sheet
 * @row: the row that has the names of the columns, from 1; 0 for none
 *
 * Corrects where the rows of a sheet begin, and looks anew for columns that
 * say where a row lies.
 *
 * Returns: whether there may be such a row; else with %SGM_ERROR_INVALID
 */
gboolean
sgm_foreign_file_set_header (SgmForeignFile  *file,
                             guint            layer,
                             guint            row,
                             GError         **error)
{
  SgmForeignTable *table = sgm_foreign_file_get_table (file, layer);

  if (!table->layer.is_sheet || row > table->head->len)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("The names of the columns cannot be in row %u."), row);
      return FALSE;
    }
  if (table->layer.n_rows >= 0)
    table->layer.n_rows = MAX (table->layer.n_rows + table->layer.header_row - row, 0);
  table->layer.header_row = row;
  sgm_foreign_table_name_fields (table);
  sgm_foreign_table_find_places (table);
  return TRUE;
}

/**
 * sgm_foreign_file_set_place_columns:
 * @file: a file
 * @layer: number of a sheet
 * @wkt_column: the column that has shapes as well-known text, or -1
 * @x_column: the column that has eastings or longitudes, or -1
 * @y_column: the column that has northings or latitudes, or -1
 *
 * Returns: whether there are such columns; else with %SGM_ERROR_INVALID
 */
gboolean
sgm_foreign_file_set_place_columns (SgmForeignFile  *file,
                                    guint            layer,
                                    int              wkt_column,
                                    int              x_column,
                                    int              y_column,
                                    GError         **error)
{
  SgmForeignLayer *info = &sgm_foreign_file_get_table (file, layer)->layer;
  int n = info->n_fields;

  if (!info->is_sheet || wkt_column >= n || x_column >= n || y_column >= n
      || (x_column < 0) != (y_column < 0))
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("The table has no such columns of places."));
      return FALSE;
    }
  info->wkt_column = wkt_column;
  info->x_column = x_column;
  info->y_column = y_column;
  if (wkt_column >= 0)
    info->kind = SGM_FOREIGN_KIND_MIXED;
  else
    info->kind = x_column >= 0 ? SGM_FOREIGN_KIND_POINTS : SGM_FOREIGN_KIND_TABLE;
  return TRUE;
}
