/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-export-writer.h"

#include <fcntl.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cpl_conv.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <ogr_api.h>

#include "base/sgm-error.h"
#include "exchange/sgm-gdal.h"

/* A Shapefile's text is at most so many bytes long. */
#define MAX_SHAPEFILE_TEXT 254

/* What programs know a column of shapes by. It is the last one of a table, as
 * a person who reads the table looks for the others. */
#define WKT_FIELD "WKT"

/* What a layer of a file must have when it is read again. */
typedef struct
{
  char *path;
  char *layer;
  gint64 n_rows;
} Written;

struct _SgmExportWriter
{
  SgmExportFormat format;
  char *folder;
  char *path; /* of the one file, where there is one */
  OGRSpatialReferenceH crs;
  OGRCoordinateTransformationH projection; /* from EPSG:4490, or NULL */
  gboolean theme;
  char *mark; /* with personal values, or NULL */
  SgmGdalTrap trap;

  GDALDatasetH data;
  OGRLayerH layer;
  const SgmExportSchema *schema;
  int fields[SGM_EXPORT_MAX_FIELDS]; /* where the layer has the column, or -1 */
  int wkt_field; /* the same for shapes that are texts */
  gint64 n_rows;
  GArray *written; /* of Written */
};

static void
clear_written (Written *written)
{
  g_free (written->path);
  g_free (written->layer);
}

static gboolean
is_disk_full (SgmExportWriter *writer)
{
  struct statvfs about;

  return statvfs (writer->folder, &about) == 0 && about.f_bavail == 0;
}

/* Not all drivers say why: a disk without room is one that is full. */
static gboolean
fail (SgmExportWriter  *writer,
      GError          **error)
{
  SgmGdalFault fault = sgm_gdal_trap_take (&writer->trap);

  if (fault == SGM_GDAL_FAULT_NO_SPACE || is_disk_full (writer))
    g_set_error_literal (error, SGM_ERROR, SGM_ERROR_NO_SPACE, _("There is no room left for the export."));
  else
    g_set_error_literal (error, SGM_ERROR, SGM_ERROR_IO, _("The export cannot be written."));
  return FALSE;
}

/* What GDAL has complained about counts, even where it goes on. */
static gboolean
check (SgmExportWriter  *writer,
       gboolean          ok,
       GError          **error)
{
  return (ok && writer->trap.fault == SGM_GDAL_FAULT_NONE) || fail (writer, error);
}

/**
 * sgm_export_writer_new:
 * @folder: an empty folder
 * @name: what the one file is called, with its ending, for formats of one file
 * @epsg: %SGM_EXPORT_GEOGRAPHIC or %SGM_EXPORT_PROJECTED; what GeoJSON writes
 *   is always longitude and latitude
 *
 * GDAL's messages of this thread go to the writer until it is freed.
 *
 * Returns: (transfer full): a writer
 */
SgmExportWriter *
sgm_export_writer_new (SgmExportFormat   format,
                       const char       *folder,
                       const char       *name,
                       int               epsg,
                       GError          **error)
{
  g_autoptr (SgmExportWriter) writer = g_new0 (SgmExportWriter, 1);

  sgm_gdal_init ();
  sgm_gdal_trap_set (&writer->trap);
  writer->format = format;
  writer->folder = g_strdup (folder);
  writer->written = g_array_new (FALSE, TRUE, sizeof (Written));
  g_array_set_clear_func (writer->written, (GDestroyNotify) clear_written);
  writer->crs = sgm_gdal_new_crs (epsg);
  if (writer->crs == NULL)
    {
      fail (writer, error);
      return NULL;
    }
  if (epsg != SGM_EXPORT_GEOGRAPHIC)
    {
      OGRSpatialReferenceH from = sgm_gdal_new_crs (SGM_EXPORT_GEOGRAPHIC);

      writer->projection = OCTNewCoordinateTransformation (from, writer->crs);
      OSRDestroySpatialReference (from);
    }
  if (!sgm_export_format_is_folder (format))
    {
      writer->path = g_build_filename (folder, name, NULL);
      writer->data = sgm_gdal_create (writer->path, sgm_export_format_get_driver (format));
      if (!check (writer, writer->data != NULL, error))
        return NULL;
    }
  return g_steal_pointer (&writer);
}

void
sgm_export_writer_free (SgmExportWriter *writer)
{
  if (writer->data != NULL)
    GDALClose (writer->data);
  if (writer->projection != NULL)
    OCTDestroyCoordinateTransformation (writer->projection);
  if (writer->crs != NULL)
    OSRDestroySpatialReference (writer->crs);
  sgm_gdal_trap_end (&writer->trap);
  g_array_unref (writer->written);
  g_free (writer->folder);
  g_free (writer->path);
  g_free (writer->mark);
  g_free (writer);
}

/**
 * sgm_export_writer_set_uses:
 * @theme: whether columns of a theme are written
 * @mark: (nullable): what marks rows with personal values; %NULL to leave
 *   those values out
 *
 * Says which columns layers that are begun from now on have.
 */
void
sgm_export_writer_set_uses (SgmExportWriter *writer,
                            gboolean         theme,
                            const char      *mark)
{
  writer->theme = theme;
  g_free (writer->mark);
  writer->mark = g_strdup (mark);
}

/* Layers -------------------------------------------------------------------- */

static const char *const *
get_layer_options (SgmExportWriter *writer)
{
  static const char *const geopackage[] = { "GEOMETRY_NAME=geometry", "FID=fid", NULL };
  static const char *const geojson[] = { "RFC7946=YES", "COORDINATE_PRECISION=9", NULL };
  static const char *const shapefile[] = { "ENCODING=UTF-8", NULL };
  static const char *const csv[] = { "WRITE_BOM=YES", "CREATE_CSVT=YES", "LINEFORMAT=CRLF", NULL };

  switch (writer->format)
    {
    case SGM_EXPORT_FORMAT_GEOPACKAGE:
      return geopackage;
    case SGM_EXPORT_FORMAT_GEOJSON:
      return geojson;
    case SGM_EXPORT_FORMAT_SHAPEFILE:
      return shapefile;
    case SGM_EXPORT_FORMAT_CSV:
    case SGM_N_EXPORT_FORMATS:
    default:
      return csv;
    }
}

static OGRwkbGeometryType
get_geometry_type (SgmExportShape shape)
{
  switch (shape)
    {
    case SGM_EXPORT_SHAPE_POINT:
      return wkbPoint;
    case SGM_EXPORT_SHAPE_POLYGON:
      return wkbMultiPolygon;
    case SGM_EXPORT_SHAPE_NONE:
    default:
      return wkbNone;
    }
}

/* Only one of them has a type for moments that everything reads alike. */
static OGRFieldType
get_field_type (SgmExportWriter *writer,
                SgmExportType    type)
{
  switch (type)
    {
    case SGM_EXPORT_TYPE_INT:
      return OFTInteger64;
    case SGM_EXPORT_TYPE_REAL:
      return OFTReal;
    case SGM_EXPORT_TYPE_TIME:
      return writer->format == SGM_EXPORT_FORMAT_GEOPACKAGE ? OFTDateTime : OFTString;
    case SGM_EXPORT_TYPE_TEXT:
    default:
      return OFTString;
    }
}

static gboolean
create_field (SgmExportWriter *writer,
              const char      *name,
              SgmExportType    type)
{
  OGRFieldDefnH field = OGR_Fld_Create (name, get_field_type (writer, type));
  OGRErr result = OGR_L_CreateField (writer->layer, field, FALSE);

  OGR_Fld_Destroy (field);
  return result == OGRERR_NONE;
}

static gboolean
is_used (SgmExportWriter      *writer,
         const SgmExportField *field)
{
  switch (field->use)
    {
    case SGM_EXPORT_USE_THEME:
      return writer->theme;
    case SGM_EXPORT_USE_PERSONAL:
    case SGM_EXPORT_USE_MARK:
      return writer->mark != NULL;
    case SGM_EXPORT_USE_ALWAYS:
    default:
      return TRUE;
    }
}

static gboolean
create_fields (SgmExportWriter *writer)
{
  int n = 0;

  for (guint i = 0; writer->schema->fields[i].name != NULL; i++)
    {
      const SgmExportField *field = &writer->schema->fields[i];

      writer->fields[i] = -1;
      if (!is_used (writer, field))
        continue;
      if (!create_field (writer, field->name, field->type))
        return FALSE;
      writer->fields[i] = n++;
    }
  writer->wkt_field = -1;
  if (writer->format != SGM_EXPORT_FORMAT_CSV || writer->schema->shape == SGM_EXPORT_SHAPE_NONE)
    return TRUE;
  writer->wkt_field = n;
  return create_field (writer, WKT_FIELD, SGM_EXPORT_TYPE_TEXT);
}

/* A table of texts has its coordinate system beside it. */
static gboolean
write_crs (SgmExportWriter *writer)
{
  g_autofree char *file = g_strconcat (writer->schema->name, ".prj", NULL);
  g_autofree char *path = g_build_filename (writer->folder, file, NULL);
  char *wkt = NULL;
  gboolean done = OSRExportToWkt (writer->crs, &wkt) == OGRERR_NONE && g_file_set_contents (path, wkt, -1, NULL);

  CPLFree (wkt);
  return done;
}

static gboolean
create_layer (SgmExportWriter    *writer,
              const char         *name,
              OGRwkbGeometryType  type,
              GError            **error)
{
  OGRSpatialReferenceH crs;
  Written written = { NULL, g_strdup (name), 0 };

  if (sgm_export_format_is_folder (writer->format))
    {
      g_autofree char *file = g_strconcat (name, sgm_export_format_get_ending (writer->format), NULL);
      g_autofree char *path = g_build_filename (writer->folder, file, NULL);

      /* A table in this format has its cells only. */
      if (writer->format == SGM_EXPORT_FORMAT_SHAPEFILE && type == wkbNone)
        memcpy (path + strlen (path) - strlen (".dbf"), ".dbf", strlen (".dbf"));
      writer->data = sgm_gdal_create (path, sgm_export_format_get_driver (writer->format));
      written.path = g_steal_pointer (&path);
    }
  else
    written.path = g_strdup (writer->path);
  g_array_append_val (writer->written, written);
  if (!check (writer, writer->data != NULL, error))
    return FALSE;
  if (writer->format == SGM_EXPORT_FORMAT_CSV)
    type = wkbNone;
  crs = type == wkbNone ? NULL : writer->crs;
  writer->layer = GDALDatasetCreateLayer (writer->data, name, crs, type, (char **) get_layer_options (writer));
  writer->n_rows = 0;
  return check (writer, writer->layer != NULL, error);
}

/* One transaction for a layer, where there are such. */
static gboolean
start_transaction (SgmExportWriter  *writer,
                   GError          **error)
{
  return writer->format != SGM_EXPORT_FORMAT_GEOPACKAGE
         || check (writer, GDALDatasetStartTransaction (writer->data, FALSE) == OGRERR_NONE, error);
}

static gboolean
end_layer (SgmExportWriter  *writer,
           GError          **error)
{
  Written *written = &g_array_index (writer->written, Written, writer->written->len - 1);
  gboolean done = TRUE;

  written->n_rows = writer->n_rows;
  writer->layer = NULL;
  if (writer->format == SGM_EXPORT_FORMAT_GEOPACKAGE)
    done = GDALDatasetCommitTransaction (writer->data) == OGRERR_NONE;
  else
    GDALClose (g_steal_pointer (&writer->data));
  return check (writer, done, error);
}

/**
 * sgm_export_writer_begin:
 * @schema: a layer's schema
 *
 * Begins a layer; sgm_export_writer_end() ends it.
 */
gboolean
sgm_export_writer_begin (SgmExportWriter        *writer,
                         const SgmExportSchema  *schema,
                         GError                **error)
{
  writer->schema = schema;
  return create_layer (writer, schema->name, get_geometry_type (schema->shape), error)
         && check (writer, create_fields (writer) && (writer->wkt_field < 0 || write_crs (writer)), error)
         && start_transaction (writer, error);
}

/**
 * sgm_export_writer_end:
 *
 * Returns: %FALSE with an error where the layer is not whole
 */
gboolean
sgm_export_writer_end (SgmExportWriter  *writer,
                       GError          **error)
{
  return end_layer (writer, error);
}

/* Rows ---------------------------------------------------------------------- */

static void
set_time (SgmExportWriter *writer,
          OGRFeatureH      feature,
          int              field,
          gint64           at)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  g_autofree char *text = NULL;

  if (local == NULL)
    return;
  if (writer->format == SGM_EXPORT_FORMAT_GEOPACKAGE)
    {
      OGR_F_SetFieldDateTimeEx (feature, field, g_date_time_get_year (utc), g_date_time_get_month (utc),
                                g_date_time_get_day_of_month (utc), g_date_time_get_hour (utc),
                                g_date_time_get_minute (utc), g_date_time_get_second (utc) + at % 1000 / 1000.0f, 100);
      return;
    }
  text = g_date_time_format (local, writer->format == SGM_EXPORT_FORMAT_GEOJSON ? "%Y-%m-%dT%H:%M:%S+08:00"
                                                                                 : "%Y-%m-%d %H:%M:%S");
  OGR_F_SetFieldString (feature, field, text);
}

/* What a spreadsheet would take for a formula comes from outside, too: a
 * report's title must not do anything where it is opened. */
static char *
dup_harmless (const char *text)
{
  return strchr ("=+-@\t\r", text[0]) != NULL && text[0] != '\0' ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

static char *
dup_cut (const char *text)
{
  const char *end = text + MIN (strlen (text), MAX_SHAPEFILE_TEXT);

  if (*end != '\0')
    end = g_utf8_find_prev_char (text, end + 1);
  return g_strndup (text, end - text);
}

static void
set_text (SgmExportWriter *writer,
          OGRFeatureH      feature,
          int              field,
          const char      *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *fitting = writer->format == SGM_EXPORT_FORMAT_CSV ? dup_harmless (valid)
                             : writer->format == SGM_EXPORT_FORMAT_SHAPEFILE ? dup_cut (valid)
                             : g_steal_pointer (&valid);

  OGR_F_SetFieldString (feature, field, fitting);
}

static void
set_value (SgmExportWriter *writer,
           OGRFeatureH      feature,
           int              field,
           SgmExportType    type,
           const SgmValue  *value)
{
  if (value->type == SGM_TYPE_TEXT)
    set_text (writer, feature, field, value->text);
  else if (value->type == SGM_TYPE_REAL)
    OGR_F_SetFieldDouble (feature, field, value->r);
  else if (value->type == SGM_TYPE_INT && type == SGM_EXPORT_TYPE_TIME)
    set_time (writer, feature, field, value->i);
  else if (value->type == SGM_TYPE_INT)
    OGR_F_SetFieldInteger64 (feature, field, value->i);
  else
    OGR_F_SetFieldNull (feature, field);
}

static gboolean
set_shape (SgmExportWriter *writer,
           OGRFeatureH      feature,
           GBytes          *wkb)
{
  OGRGeometryH geometry = NULL;
  gsize size;
  gconstpointer bytes = g_bytes_get_data (wkb, &size);
  char *wkt = NULL;
  gboolean done;

  if (OGR_G_CreateFromWkb (bytes, NULL, &geometry, (int) size) != OGRERR_NONE)
    return FALSE;
  if (writer->projection != NULL && OGR_G_Transform (geometry, writer->projection) != OGRERR_NONE)
    {
      OGR_G_DestroyGeometry (geometry);
      return FALSE;
    }
  if (writer->wkt_field < 0)
    return OGR_F_SetGeometryDirectly (feature, geometry) == OGRERR_NONE;

  done = OGR_G_ExportToWkt (geometry, &wkt) == OGRERR_NONE;
  OGR_G_DestroyGeometry (geometry);
  if (done)
    OGR_F_SetFieldString (feature, writer->wkt_field, wkt);
  CPLFree (wkt);
  return done;
}

/**
 * sgm_export_writer_add:
 * @row: a row of the layer that was begun
 */
gboolean
sgm_export_writer_add (SgmExportWriter     *writer,
                       const SgmExportRow  *row,
                       GError             **error)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (writer->layer));
  gboolean done = TRUE;

  for (guint i = 0; writer->schema->fields[i].name != NULL; i++)
    {
      const SgmExportField *field = &writer->schema->fields[i];

      if (writer->fields[i] < 0)
        continue;
      if (field->use == SGM_EXPORT_USE_MARK)
        set_text (writer, feature, writer->fields[i], writer->mark);
      else
        set_value (writer, feature, writer->fields[i], field->type, &row->values[i]);
    }
  if (row->wkb != NULL && writer->schema->shape != SGM_EXPORT_SHAPE_NONE)
    done = set_shape (writer, feature, row->wkb);
  done = done && OGR_L_CreateFeature (writer->layer, feature) == OGRERR_NONE;
  OGR_F_Destroy (feature);
  writer->n_rows++;
  return check (writer, done, error);
}

/**
 * sgm_export_writer_add_table:
 * @name: a name that no layer has
 * @fields: (array zero-terminated=1): names of its columns
 * @rows: (element-type GStrv): for each row a text for each column, or empty
 *   text for nothing
 *
 * Writes a table of texts that is no layer of the district, such as what is
 * said about the export.
 */
gboolean
sgm_export_writer_add_table (SgmExportWriter    *writer,
                             const char         *name,
                             const char *const  *fields,
                             GPtrArray          *rows,
                             GError            **error)
{
  writer->schema = NULL;
  if (!create_layer (writer, name, wkbNone, error))
    return FALSE;
  for (guint i = 0; fields[i] != NULL; i++)
    if (!check (writer, create_field (writer, fields[i], SGM_EXPORT_TYPE_TEXT), error))
      return FALSE;
  if (!start_transaction (writer, error))
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (writer->layer));
      char **texts = rows->pdata[i];
      gboolean done;

      for (int j = 0; fields[j] != NULL; j++)
        OGR_F_SetFieldString (feature, j, texts[j]);
      done = OGR_L_CreateFeature (writer->layer, feature) == OGRERR_NONE;
      OGR_F_Destroy (feature);
      writer->n_rows++;
      if (!check (writer, done, error))
        return FALSE;
    }
  return end_layer (writer, error);
}

/* The end ------------------------------------------------------------------- */

/* Whether the last line of a table is there to its end. */
static gboolean
has_line_end (const char *path)
{
  char end[2] = { 0 };
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean whole = fd >= 0 && lseek (fd, -2, SEEK_END) >= 0 && read (fd, end, 2) == 2 && memcmp (end, "\r\n", 2) == 0;

  if (fd >= 0)
    close (fd);
  return whole;
}

/* Drivers of text formats do not notice every byte that was not written. */
static gboolean
is_whole (SgmExportWriter *writer,
          const Written   *written)
{
  GDALDatasetH data = sgm_gdal_open (written->path, sgm_export_format_get_driver (writer->format), NULL);
  OGRLayerH layer;
  gboolean whole;

  if (data == NULL || (writer->format == SGM_EXPORT_FORMAT_CSV && !has_line_end (written->path)))
    {
      if (data != NULL)
        GDALClose (data);
      return FALSE;
    }
  layer = sgm_export_format_is_folder (writer->format) ? GDALDatasetGetLayer (data, 0)
                                                       : GDALDatasetGetLayerByName (data, written->layer);
  whole = layer != NULL && OGR_L_GetFeatureCount (layer, TRUE) == written->n_rows;
  GDALClose (data);
  return whole;
}

/**
 * sgm_export_writer_finish:
 *
 * Closes everything and reads it again.
 *
 * Returns: whether all rows are there
 */
gboolean
sgm_export_writer_finish (SgmExportWriter  *writer,
                          GCancellable     *cancellable,
                          GError          **error)
{
  if (writer->data != NULL)
    GDALClose (g_steal_pointer (&writer->data));
  if (!check (writer, TRUE, error))
    return FALSE;
  for (guint i = 0; i < writer->written->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (!is_whole (writer, &g_array_index (writer->written, Written, i)))
        return fail (writer, error);
    }
  return TRUE;
}
