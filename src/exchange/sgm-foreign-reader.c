/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-reader.h"

#include <inttypes.h>
#include <string.h>

#include <cpl_string.h>
#include <cpl_vsi.h>
#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "exchange/sgm-foreign-private.h"
#include "exchange/sgm-foreign-shape.h"
#include "exchange/sgm-foreign-shp.h"
#include "exchange/sgm-foreign-text.h"
#include "exchange/sgm-gdal.h"

struct _SgmForeignReader
{
  SgmForeignFile *file;
  SgmForeignTable *table;
  guint8 *wanted; /* for each column, whether it is read */
  gboolean with_geometry;
  gint64 n_read;
  SgmForeignRow row;

  /* Rows of a Shapefile that GDAL would need hours for. */
  SgmForeignShp *shp;
  gint64 next_id;
};

/**
 * sgm_foreign_reader_new:
 * @file: a file
 * @layer: number of a layer
 *
 * Returns: (transfer full): a reader that stands before the first row, or
 *   %NULL with %SGM_ERROR_INVALID
 */
SgmForeignReader *
sgm_foreign_reader_new (SgmForeignFile  *file,
                        guint            layer,
                        GError         **error)
{
  g_autoptr (SgmForeignReader) reader = g_new0 (SgmForeignReader, 1);
  SgmGdalTrap trap;

  reader->file = sgm_foreign_file_ref (file);
  reader->table = sgm_foreign_file_get_table (file, layer);
  reader->row.n_values = reader->table->layer.n_fields;
  reader->row.values = g_new0 (char *, reader->row.n_values + 1);
  reader->wanted = g_malloc (reader->row.n_values + 1);
  memset (reader->wanted, TRUE, reader->row.n_values);
  reader->with_geometry = TRUE;

  sgm_gdal_trap_set (&trap);
  if (reader->table->shp != NULL)
    reader->shp = sgm_foreign_shp_new (reader->table->shp);
  OGR_L_SetIgnoredFields (reader->table->handle, NULL);
  OGR_L_ResetReading (reader->table->handle);
  sgm_gdal_trap_end (&trap);
  return g_steal_pointer (&reader);
}

static void
clear_row (SgmForeignRow *row)
{
  for (guint i = 0; i < row->n_values; i++)
    g_clear_pointer (&row->values[i], g_free);
  g_clear_pointer (&row->geometry, g_bytes_unref);
  g_clear_pointer (&row->fault, g_free);
}

/**
 * sgm_foreign_reader_free:
 * @reader: (transfer full): a reader
 */
void
sgm_foreign_reader_free (SgmForeignReader *reader)
{
  SgmGdalTrap trap;

  sgm_gdal_trap_set (&trap);
  OGR_L_SetIgnoredFields (reader->table->handle, NULL);
  OGR_L_ResetReading (reader->table->handle);
  sgm_gdal_trap_end (&trap);

  clear_row (&reader->row);
  g_free (reader->row.values);
  g_free (reader->wanted);
  g_clear_pointer (&reader->shp, sgm_foreign_shp_free);
  sgm_foreign_file_unref (reader->file);
  g_free (reader);
}

static gboolean
has_fault (const SgmForeignReader *reader)
{
  return reader->row.fault != NULL;
}

/* The first fault is told. */
static void
take_fault (SgmForeignReader *reader,
            char             *fault)
{
  if (has_fault (reader))
    g_free (fault);
  else
    reader->row.fault = fault;
}

static void
ignore_unwanted (SgmForeignReader *reader,
                 gboolean          with_geometry)
{
  char **names = NULL;

  for (guint i = 0; i < reader->row.n_values; i++)
    if (!reader->wanted[i])
      names = CSLAddString (names, reader->table->raw_fields[i]);
  if (!with_geometry)
    names = CSLAddString (names, "OGR_GEOMETRY");
  OGR_L_SetIgnoredFields (reader->table->handle, (const char **) names);
  CSLDestroy (names);
}

/**
 * sgm_foreign_reader_set_columns:
 * @reader: a reader before its first row
 * @columns: (array length=n_columns): numbers of columns; -1 stands for none
 * @n_columns: how many
 * @with_geometry: whether shapes are wanted
 *
 * Has only these columns read, which is faster; the values of all others are
 * %NULL.
 */
void
sgm_foreign_reader_set_columns (SgmForeignReader *reader,
                                const int        *columns,
                                guint             n_columns,
                                gboolean          with_geometry)
{
  const SgmForeignLayer *layer = &reader->table->layer;
  SgmGdalTrap trap;

  memset (reader->wanted, FALSE, reader->row.n_values);
  for (guint i = 0; i < n_columns; i++)
    if (columns[i] >= 0 && columns[i] < (int) reader->row.n_values)
      reader->wanted[columns[i]] = TRUE;
  reader->with_geometry = with_geometry;

  if (layer->is_sheet)
    return;
  sgm_gdal_trap_set (&trap);
  ignore_unwanted (reader, with_geometry);
  OGR_L_ResetReading (reader->table->handle);
  sgm_gdal_trap_end (&trap);
}

static char *
load_value (SgmForeignReader *reader,
            OGRFeatureH       feature,
            guint             column)
{
  const SgmForeignLayer *layer = &reader->table->layer;
  gsize limit = (int) column == layer->wkt_column ? SGM_FOREIGN_MAX_WKT : SGM_FOREIGN_MAX_TEXT;
  g_autofree char *raw = sgm_foreign_feature_dup_value (feature, column);
  char *value;

  if (raw == NULL || *raw == '\0')
    return NULL;
  if (strlen (raw) > limit)
    {
      take_fault (reader, g_strdup_printf (_("The text in column “%s” is far too long."), layer->fields[column]));
      return NULL;
    }
  value = sgm_text_decode (raw, layer->encoding);
  if (*value == '\0')
    g_clear_pointer (&value, g_free);
  return value;
}

static void
take_shape (SgmForeignReader *reader,
            OGRGeometryH      geometry)
{
  char *fault = NULL;

  reader->row.geometry = sgm_foreign_shape_to_wkb (geometry, reader->table->is_drawing, &fault);
  if (fault != NULL)
    take_fault (reader, fault);
}

static void
read_wkt (SgmForeignReader *reader,
          const char       *text)
{
  OGRGeometryH geometry = NULL;
  const char *end = strchr (text, ';');
  char *at;

  if (g_ascii_strncasecmp (text, "SRID=", 5) == 0 && end != NULL)
    text = end + 1;
  at = (char *) text;
  if (OGR_G_CreateFromWkt (&at, NULL, &geometry) != OGRERR_NONE || geometry == NULL)
    take_fault (reader, g_strdup (_("The shape is not written as well-known text should be.")));
  else
    take_shape (reader, geometry);
  if (geometry != NULL)
    OGR_G_DestroyGeometry (geometry);
}

static gboolean
parse_number (const char *text,
              double     *value)
{
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

static void
read_place (SgmForeignReader *reader,
            const char       *x_text,
            const char       *y_text)
{
  OGRGeometryH point;
  double x, y;

  if (!parse_number (x_text, &x) || !parse_number (y_text, &y))
    {
      take_fault (reader, g_strdup (_("The coordinates are no numbers.")));
      return;
    }
  point = OGR_G_CreateGeometry (wkbPoint);
  OGR_G_SetPoint_2D (point, 0, x, y);
  take_shape (reader, point);
  OGR_G_DestroyGeometry (point);
}

/* Where a row of a sheet lies. */
static void
load_place (SgmForeignReader *reader,
            OGRFeatureH       feature)
{
  const SgmForeignLayer *layer = &reader->table->layer;

  if (layer->wkt_column >= 0)
    {
      g_autofree char *text = load_value (reader, feature, layer->wkt_column);

      if (text != NULL)
        read_wkt (reader, text);
    }
  else if (layer->x_column >= 0)
    {
      g_autofree char *x = load_value (reader, feature, layer->x_column);
      g_autofree char *y = load_value (reader, feature, layer->y_column);

      if (x != NULL && y != NULL)
        read_place (reader, x, y);
    }
}

static void
load_row (SgmForeignReader *reader,
          OGRFeatureH       feature)
{
  const SgmForeignLayer *layer = &reader->table->layer;
  OGRGeometryH geometry = OGR_F_GetGeometryRef (feature);

  for (guint i = 0; i < reader->row.n_values; i++)
    if (reader->wanted[i])
      reader->row.values[i] = load_value (reader, feature, i);
  if (!reader->with_geometry)
    return;
  if (layer->is_sheet)
    load_place (reader, feature);
  else if (geometry != NULL)
    take_shape (reader, geometry);
}

static gboolean
is_blank (const SgmForeignReader *reader)
{
  for (guint i = 0; i < reader->row.n_values; i++)
    if (reader->row.values[i] != NULL)
      return FALSE;
  return reader->row.geometry == NULL && !has_fault (reader);
}

/* A row of a Shapefile whose shape has too many rings: GDAL compares each with
 * each, so it is read without its shape. */
static OGRFeatureH
read_without_shape (SgmForeignReader *reader,
                    guint             n_rings)
{
  OGRLayerH handle = reader->table->handle;
  OGRFeatureH feature;

  ignore_unwanted (reader, FALSE);
  feature = OGR_L_GetFeature (handle, reader->next_id);
  ignore_unwanted (reader, reader->with_geometry);
  OGR_L_SetNextByIndex (handle, reader->next_id + 1);
  take_fault (reader, sgm_foreign_shape_say_many_rings (n_rings));
  return feature;
}

static OGRFeatureH
read_feature (SgmForeignReader *reader)
{
  OGRFeatureH feature;
  guint n_rings;

  if (reader->shp == NULL || !reader->with_geometry)
    return OGR_L_GetNextFeature (reader->table->handle);

  n_rings = sgm_foreign_shp_get_n_rings (reader->shp, reader->next_id);
  if (n_rings > SGM_FOREIGN_MAX_RINGS)
    {
      feature = read_without_shape (reader, n_rings);
      reader->next_id++;
      return feature;
    }
  feature = OGR_L_GetNextFeature (reader->table->handle);
  if (feature != NULL)
    reader->next_id = OGR_F_GetFID (feature) + 1;
  return feature;
}

static gboolean
say_end (SgmForeignReader  *reader,
         SgmGdalFault       fault,
         GError           **error)
{
  const char *name = sgm_foreign_file_get_name (reader->file);

  if (fault == SGM_GDAL_FAULT_LOCKED)
    g_set_error (error, SGM_ERROR, SGM_ERROR_IO,
                 _("Another program is at work on “%s”. Close it there and try again."), name);
  else if (fault == SGM_GDAL_FAULT_NO_SPACE)
    g_set_error (error, SGM_ERROR, SGM_ERROR_NO_SPACE,
                 _("The disk is full: “%s” cannot be read."), name);
  else
    g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                 _("“%s” is damaged: nothing more can be read after row %" PRId64 "."),
                 name, reader->n_read);
  return FALSE;
}

/* One row of GDAL's. Returns FALSE at the end, which may be an early one. */
static gboolean
step (SgmForeignReader *reader,
      SgmGdalFault     *fault)
{
  SgmGdalTrap trap;
  OGRFeatureH feature;
  gboolean found;

  clear_row (&reader->row);
  sgm_gdal_trap_set (&trap);
  feature = read_feature (reader);
  found = feature != NULL || has_fault (reader);
  *fault = sgm_gdal_trap_take (&trap);
  if (found)
    reader->row.number = ++reader->n_read;
  if (found && *fault != SGM_GDAL_FAULT_NONE)
    take_fault (reader, g_strdup (_("The row is damaged in the file.")));
  if (feature != NULL)
    {
      load_row (reader, feature);
      OGR_F_Destroy (feature);
    }
  sgm_gdal_trap_end (&trap);
  return found;
}

/**
 * sgm_foreign_reader_next:
 * @reader: a reader
 * @row: (out) (nullable) (transfer none): the next row, until the next call,
 *   or %NULL at the end
 * @cancellable: (nullable): a cancellable
 *
 * Reads on. Rows of a sheet that have nothing in them are passed over.
 *
 * Returns: whether that was possible; else with %SGM_ERROR_INVALID,
 *   %SGM_ERROR_IO or %G_IO_ERROR_CANCELLED
 */
gboolean
sgm_foreign_reader_next (SgmForeignReader     *reader,
                         const SgmForeignRow **row,
                         GCancellable         *cancellable,
                         GError              **error)
{
  const SgmForeignLayer *layer = &reader->table->layer;
  SgmGdalFault fault;

  do
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!step (reader, &fault))
        {
          if (fault != SGM_GDAL_FAULT_NONE)
            return say_end (reader, fault, error);
          *row = NULL;
          return TRUE;
        }
    }
  while (layer->is_sheet && (reader->n_read <= layer->header_row || is_blank (reader)));
  *row = &reader->row;
  return TRUE;
}
