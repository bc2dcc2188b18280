/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmForeignKind:
 * @SGM_FOREIGN_KIND_TABLE: rows without a place
 * @SGM_FOREIGN_KIND_POINTS: points
 * @SGM_FOREIGN_KIND_LINES: lines
 * @SGM_FOREIGN_KIND_POLYGONS: polygons, or closed lines of a drawing
 * @SGM_FOREIGN_KIND_MIXED: any of these
 *
 * What shapes the rows of a layer have.
 */
typedef enum
{
  SGM_FOREIGN_KIND_TABLE,
  SGM_FOREIGN_KIND_POINTS,
  SGM_FOREIGN_KIND_LINES,
  SGM_FOREIGN_KIND_POLYGONS,
  SGM_FOREIGN_KIND_MIXED,
} SgmForeignKind;

/**
 * SgmForeignLayer:
 * @name: the layer's name; that of the sheet, table or file
 * @kind: what shapes the rows have
 * @n_rows: how many rows there are, or -1 where only reading them all tells
 * @fields: (array length=n_fields): names of the columns
 * @n_fields: how many columns there are
 * @crs: (nullable): the coordinate system that the file names, as well-known
 *   text
 * @crs_name: (nullable): what people call it
 * @epsg: its number in the EPSG's list, or 0
 * @said_encoding: (nullable): the encoding that the file names
 * @encoding: the encoding in which texts are read, a name for iconv
 * @is_sheet: whether it is a plain table of cells, so that @header_row,
 *   @wkt_column, @x_column and @y_column have a meaning
 * @header_row: the row that has the names of the columns, from 1; 0 for none
 * @wkt_column: the column that has shapes as well-known text, or -1
 * @x_column: the column that has eastings or longitudes, or -1
 * @y_column: the column that has northings or latitudes, or -1
 *
 * One table of a foreign file. Texts are valid UTF-8.
 */
typedef struct
{
  char *name;
  SgmForeignKind kind;
  gint64 n_rows;
  char **fields;
  guint n_fields;
  char *crs;
  char *crs_name;
  int epsg;
  char *said_encoding;
  char *encoding;
  gboolean is_sheet;
  guint header_row;
  int wkt_column;
  int x_column;
  int y_column;
} SgmForeignLayer;

/**
 * SgmForeignFile:
 *
 * A file of another program that GDAL reads: a Shapefile (by one of its files,
 * its folder or a .zip of it), a GeoPackage, GeoJSON, KML, DXF, a File
 * Geodatabase's folder, SpatiaLite, CSV, a spreadsheet and some more. It is
 * only read, never written to, and nothing is written beside it.
 *
 * Used by one thread at a time. All functions that take time are to be called
 * by a worker.
 */
typedef struct _SgmForeignFile SgmForeignFile;

SgmForeignFile  *sgm_foreign_file_open  (const char      *path,
                                         GCancellable    *cancellable,
                                         GError         **error);
SgmForeignFile  *sgm_foreign_file_ref   (SgmForeignFile  *file);
void             sgm_foreign_file_unref (SgmForeignFile  *file);

const char      *sgm_foreign_file_get_path     (SgmForeignFile *file);
const char      *sgm_foreign_file_get_name     (SgmForeignFile *file);
const char      *sgm_foreign_file_get_format   (SgmForeignFile *file);
guint            sgm_foreign_file_get_n_layers (SgmForeignFile *file);
const SgmForeignLayer *
                 sgm_foreign_file_get_layer    (SgmForeignFile *file,
                                                guint           layer);
int              sgm_foreign_file_find_layer   (SgmForeignFile *file,
                                                const char     *name);
int              sgm_foreign_layer_find_field  (const SgmForeignLayer *layer,
                                                const char            *name);

gboolean         sgm_foreign_file_set_encoding (SgmForeignFile *file,
                                                guint           layer,
                                                const char     *encoding,
                                                GError        **error);
char           **sgm_foreign_file_dup_cells    (SgmForeignFile *file,
                                                guint           layer,
                                                guint           row);
gboolean         sgm_foreign_file_set_header   (SgmForeignFile *file,
                                                guint           layer,
                                                guint           row,
                                                GError        **error);
gboolean         sgm_foreign_file_set_place_columns (SgmForeignFile *file,
                                                     guint           layer,
                                                     int             wkt_column,
                                                     int             x_column,
                                                     int             y_column,
                                                     GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmForeignFile, sgm_foreign_file_unref)

G_END_DECLS
