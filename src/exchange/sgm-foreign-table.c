/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-foreign-private.h"

#include <math.h>
#include <string.h>

#include <cpl_conv.h>
#include <glib/gi18n-lib.h>
#include <ogr_srs_api.h>

#include "base/sgm-error.h"
#include "exchange/sgm-foreign-text.h"
#include "exchange/sgm-gdal.h"

#define MAX_FIELDS 1000

/* Rows that tell an encoding. The first ones often have numbers only. */
#define SAMPLE_ROWS 2000
#define SAMPLE_SHAPES 100

/* The largest whole number that a real number holds without a gap. */
#define MAX_WHOLE 9007199254740992.0

/* GDAL is this sure, in percent, that a well-known text means an entry of the
 * EPSG's list. */
#define MIN_CONFIDENCE 90

/**
 * sgm_foreign_table_free:
 * @table: (transfer full) (nullable): a table
 */
void
sgm_foreign_table_free (SgmForeignTable *table)
{
  SgmForeignLayer *layer = &table->layer;

  g_free (layer->name);
  g_strfreev (layer->fields);
  g_free (layer->crs);
  g_free (layer->crs_name);
  g_free (layer->said_encoding);
  g_free (layer->encoding);
  g_strfreev (table->raw_fields);
  g_clear_pointer (&table->head, g_ptr_array_unref);
  g_free (table->shp);
  g_free (table);
}

static char *
format_real (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return NULL;
  if (value == floor (value) && fabs (value) < MAX_WHOLE)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value);
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.15g", value));
}

static char *
format_day (OGRFeatureH feature,
            int         column)
{
  int year, month, day, hour, minute, second, zone;

  if (!OGR_F_GetFieldAsDateTime (feature, column, &year, &month, &day, &hour, &minute, &second, &zone))
    return NULL;
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

/**
 * sgm_foreign_feature_dup_value:
 * @feature: a row of GDAL's
 * @column: number of a column
 *
 * Returns: (transfer full) (nullable): its text, byte by byte as it is there
 */
char *
sgm_foreign_feature_dup_value (OGRFeatureH feature,
                               int         column)
{
  OGRFieldType type;

  if (!OGR_F_IsFieldSetAndNotNull (feature, column))
    return NULL;
  type = OGR_Fld_GetType (OGR_F_GetFieldDefnRef (feature, column));
  if (type == OFTBinary)
    return NULL;
  if (type == OFTReal)
    return format_real (OGR_F_GetFieldAsDouble (feature, column));
  if (type == OFTDate)
    return format_day (feature, column);
  return g_strdup (OGR_F_GetFieldAsString (feature, column));
}

/**
 * sgm_foreign_is_wkt:
 * @text: a text
 *
 * Returns: whether the text begins as a shape in well-known text does
 */
gboolean
sgm_foreign_is_wkt (const char *text)
{
  static const char *const words[] = {
    "POINT", "LINESTRING", "POLYGON", "MULTI", "GEOMETRYCOLLECTION", "CURVEPOLYGON", "SRID=",
  };

  while (g_ascii_isspace (*text))
    text++;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (g_ascii_strncasecmp (text, words[i], strlen (words[i])) == 0)
      return strpbrk (text, "(;") != NULL;
  return FALSE;
}

static SgmForeignKind
sort_kind (OGRwkbGeometryType type)
{
  type = OGR_GT_Flatten (type);
  if (type == wkbNone)
    return SGM_FOREIGN_KIND_TABLE;
  if (type == wkbPoint || type == wkbMultiPoint)
    return SGM_FOREIGN_KIND_POINTS;
  if (OGR_GT_IsSubClassOf (type, wkbCurve) || OGR_GT_IsSubClassOf (type, wkbMultiCurve))
    return SGM_FOREIGN_KIND_LINES;
  if (OGR_GT_IsSubClassOf (type, wkbSurface) || OGR_GT_IsSubClassOf (type, wkbMultiSurface))
    return SGM_FOREIGN_KIND_POLYGONS;
  return SGM_FOREIGN_KIND_MIXED;
}

/* What a row of a layer adds to what is known of its shapes. */
static SgmForeignKind
join_kind (SgmForeignKind known,
           gboolean       first,
           OGRGeometryH   geometry)
{
  SgmForeignKind kind = sort_kind (OGR_G_GetGeometryType (geometry));

  return first || kind == known ? kind : SGM_FOREIGN_KIND_MIXED;
}

static char **
copy_values (OGRFeatureH feature,
             guint       n)
{
  char **values = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    {
      values[i] = sgm_foreign_feature_dup_value (feature, i);
      if (values[i] == NULL || strlen (values[i]) > SGM_FOREIGN_MAX_TEXT)
        {
          g_free (values[i]);
          values[i] = g_strdup ("");
        }
    }
  return values;
}

static void
look_at_texts (OGRFeatureH    feature,
               guint          n_fields,
               SgmTextSample *sample)
{
  for (guint i = 0; i < n_fields; i++)
    {
      OGRFieldType type = OGR_Fld_GetType (OGR_F_GetFieldDefnRef (feature, i));

      if (OGR_F_IsFieldSetAndNotNull (feature, i) && (type == OFTString || type == OFTStringList))
        sgm_text_sample_add (sample, OGR_F_GetFieldAsString (feature, i));
    }
}

/* Reads the first rows for what they tell: encoding, kinds of shapes, and the
 * first cells of a sheet. */
static void
look_at_rows (SgmForeignTable *table,
              SgmTextSample   *sample)
{
  SgmForeignLayer *layer = &table->layer;
  gboolean kind_open = layer->kind == SGM_FOREIGN_KIND_MIXED;
  guint n_shapes = 0;

  OGR_L_ResetReading (table->handle);
  for (guint row = 0; row < SAMPLE_ROWS; row++)
    {
      OGRFeatureH feature = OGR_L_GetNextFeature (table->handle);
      OGRGeometryH geometry;

      if (feature == NULL)
        break;
      look_at_texts (feature, layer->n_fields, sample);
      if (table->head != NULL && table->head->len < SGM_FOREIGN_HEAD_ROWS)
        g_ptr_array_add (table->head, copy_values (feature, layer->n_fields));
      geometry = OGR_F_GetGeometryRef (feature);
      if (kind_open && geometry != NULL && n_shapes < SAMPLE_SHAPES)
        layer->kind = join_kind (layer->kind, n_shapes++ == 0, geometry);
      OGR_F_Destroy (feature);
    }
  OGR_L_ResetReading (table->handle);
}

/* Which entry of the EPSG's list a coordinate system is that a file describes
 * in words of its own. */
static int
identify (OGRSpatialReferenceH crs)
{
  const char *authority = OSRGetAuthorityName (crs, NULL);
  int *confidences = NULL;
  OGRSpatialReferenceH *matches;
  int n = 0;
  int epsg = 0;

  if (g_strcmp0 (authority, "EPSG") == 0)
    return atoi (OSRGetAuthorityCode (crs, NULL));

  matches = OSRFindMatches (crs, NULL, &n, &confidences);
  if (n > 0 && confidences[0] >= MIN_CONFIDENCE
      && g_strcmp0 (OSRGetAuthorityName (matches[0], NULL), "EPSG") == 0)
    epsg = atoi (OSRGetAuthorityCode (matches[0], NULL));
  OSRFreeSRSArray (matches);
  CPLFree (confidences);
  return epsg;
}

static void
look_at_crs (SgmForeignTable *table)
{
  OGRSpatialReferenceH crs = OGR_L_GetSpatialRef (table->handle);
  char *text = NULL;
  const char *name;

  if (crs == NULL || OSRIsLocal (crs) || OSRExportToWkt (crs, &text) != OGRERR_NONE)
    {
      CPLFree (text);
      return;
    }
  name = OSRGetName (crs);
  /* A GeoPackage says so of what it does not know. */
  if (name == NULL || !g_str_has_prefix (name, "Undefined"))
    {
      table->layer.crs = g_utf8_make_valid (text, -1);
      table->layer.crs_name = g_utf8_make_valid (name != NULL ? name : "", -1);
      table->layer.epsg = identify (crs);
    }
  CPLFree (text);
}

static char *
find_said_encoding (OGRLayerH   handle,
                    const char *driver)
{
  static const char *const names[] = { "ENCODING_FROM_CPG", "CPG_VALUE", "ENCODING_FROM_LDID" };

  if (!g_str_equal (driver, "ESRI Shapefile"))
    return NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = GDALGetMetadataItem (handle, names[i], "SHAPEFILE");

      if (value != NULL && *value != '\0')
        return g_utf8_make_valid (value, -1);
    }
  return NULL;
}

/* A column without a name is called as in a spreadsheet. */
static char *
make_letters (guint column)
{
  char letters[8];
  guint at = sizeof letters - 1;

  letters[at] = '\0';
  do
    {
      letters[--at] = 'A' + column % 26;
      column = column / 26;
    }
  while (column-- > 0);
  return g_strdup (letters + at);
}

/**
 * sgm_foreign_table_name_fields:
 * @table: a table
 *
 * Reads the names of its columns in its encoding, from its header.
 */
void
sgm_foreign_table_name_fields (SgmForeignTable *table)
{
  SgmForeignLayer *layer = &table->layer;
  char **names = g_new0 (char *, layer->n_fields + 1);
  char **raw = table->raw_fields;

  if (layer->is_sheet)
    raw = layer->header_row > 0 ? g_ptr_array_index (table->head, layer->header_row - 1) : NULL;
  for (guint i = 0; i < layer->n_fields; i++)
    {
      if (raw != NULL)
        names[i] = sgm_text_decode (raw[i], layer->encoding);
      if (names[i] == NULL || *names[i] == '\0')
        {
          g_free (names[i]);
          names[i] = make_letters (i);
        }
    }
  g_strfreev (layer->fields);
  layer->fields = names;
}

static gboolean
is_number (const char *text)
{
  char *end;

  if (*text == '\0')
    return FALSE;
  g_ascii_strtod (text, &end);
  return *end == '\0';
}

/* How many cells are filled, or 0 if one of them is no name: a number or the
 * same as another. */
static guint
count_names (char **cells)
{
  guint n = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    {
      if (*cells[i] == '\0')
        continue;
      if (is_number (cells[i]) || sgm_foreign_is_wkt (cells[i]))
        return 0;
      for (guint k = 0; k < i; k++)
        if (g_str_equal (cells[i], cells[k]))
          return 0;
      n++;
    }
  return n;
}

static guint
count_filled (char **cells)
{
  guint n = 0;

  for (guint i = 0; cells[i] != NULL; i++)
    n += *cells[i] != '\0';
  return n;
}

/* The names of the columns stand in the first row that is nearly full and has
 * nothing but names; above it there may be a title. */
static guint
guess_header (const SgmForeignTable *table)
{
  guint widest = 0;

  for (guint i = 0; i < table->head->len; i++)
    widest = MAX (widest, count_filled (g_ptr_array_index (table->head, i)));
  for (guint i = 0; i < table->head->len; i++)
    {
      char **cells = g_ptr_array_index (table->head, i);

      if (3 * count_filled (cells) < 2 * widest)
        continue;
      return count_names (cells) > 0 ? i + 1 : 0;
    }
  return 0;
}

static int
find_field (const SgmForeignLayer *layer,
            const char *const     *names)
{
  for (; *names != NULL; names++)
    {
      int column = sgm_foreign_layer_find_field (layer, *names);

      if (column >= 0)
        return column;
    }
  return -1;
}

static int
find_wkt (const SgmForeignTable *table)
{
  for (guint row = table->layer.header_row; row < table->head->len; row++)
    {
      char **cells = g_ptr_array_index (table->head, row);

      for (guint i = 0; i < table->layer.n_fields; i++)
        if (sgm_foreign_is_wkt (cells[i]))
          return i;
    }
  return -1;
}

static gboolean
has_numbers (const SgmForeignTable *table,
             int                    column)
{
  guint n = 0;

  for (guint row = table->layer.header_row; row < table->head->len; row++)
    {
      char **cells = g_ptr_array_index (table->head, row);

      if (*cells[column] == '\0')
        continue;
      if (!is_number (cells[column]))
        return FALSE;
      n++;
    }
  return n > 0;
}

/**
 * sgm_foreign_table_find_places:
 * @table: a sheet
 *
 * Looks for columns that say where a row lies.
 */
void
sgm_foreign_table_find_places (SgmForeignTable *table)
{
  static const char *const x_names[] = {
    "经度", "longitude", "lon", "lng", "long", "x", "point_x", "x坐标", "东坐标", "横坐标", "easting", NULL,
  };
  static const char *const y_names[] = {
    "纬度", "latitude", "lat", "y", "point_y", "y坐标", "北坐标", "纵坐标", "northing", NULL,
  };
  SgmForeignLayer *layer = &table->layer;

  layer->wkt_column = find_wkt (table);
  layer->x_column = find_field (layer, x_names);
  layer->y_column = find_field (layer, y_names);
  if (layer->x_column < 0 || layer->y_column < 0
      || !has_numbers (table, layer->x_column) || !has_numbers (table, layer->y_column))
    layer->x_column = layer->y_column = -1;
  if (layer->wkt_column >= 0)
    layer->kind = SGM_FOREIGN_KIND_MIXED;
  else
    layer->kind = layer->x_column >= 0 ? SGM_FOREIGN_KIND_POINTS : SGM_FOREIGN_KIND_TABLE;
}

static gboolean
load_fields (SgmForeignTable  *table,
             GError          **error)
{
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn (table->handle);
  int n = OGR_FD_GetFieldCount (definition);

  if (n > MAX_FIELDS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
                   _("“%s” has more than %d columns."), table->layer.name, MAX_FIELDS);
      return FALSE;
    }
  table->layer.n_fields = n;
  table->raw_fields = g_new0 (char *, n + 1);
  for (int i = 0; i < n; i++)
    table->raw_fields[i] = g_strdup (OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (definition, i)));
  return TRUE;
}

static char *
find_shp (const SgmForeignSource *source,
          const char             *driver,
          const char             *layer)
{
  if (!g_str_equal (driver, "ESRI Shapefile"))
    return NULL;
  if (g_ascii_strcasecmp (source->target + MAX (strlen (source->target), 4) - 4, ".shp") == 0)
    return g_strdup (source->target);
  return g_strdup_printf ("%s/%s.shp", source->target, layer);
}

/**
 * sgm_foreign_table_new:
 * @handle: GDAL's layer
 * @source: what it comes from
 * @driver: GDAL's short name of the driver
 *
 * Looks at a layer and its first rows.
 *
 * Returns: (transfer full): the table, or %NULL with %SGM_ERROR_INVALID
 */
SgmForeignTable *
sgm_foreign_table_new (OGRLayerH                handle,
                       const SgmForeignSource  *source,
                       const char              *driver,
                       GError                 **error)
{
  static const char *const sheets[] = { "CSV", "XLSX", "XLS", "ODS", NULL };
  SgmForeignTable *table = g_new0 (SgmForeignTable, 1);
  SgmForeignLayer *layer = &table->layer;
  SgmTextSample sample = { 0 };
  gboolean is_stream = g_str_equal (driver, "OSM");

  table->handle = handle;
  table->is_drawing = g_str_equal (driver, "DXF") || g_str_equal (driver, "CAD");
  table->shp = find_shp (source, driver, OGR_L_GetName (handle));
  layer->name = g_utf8_make_valid (OGR_L_GetName (handle), -1);
  layer->is_sheet = g_strv_contains (sheets, driver);
  layer->kind = sort_kind (OGR_L_GetGeomType (handle));
  layer->wkt_column = layer->x_column = layer->y_column = -1;
  if (!load_fields (table, error))
    {
      sgm_foreign_table_free (table);
      return NULL;
    }

  if (layer->is_sheet)
    table->head = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!is_stream)
    look_at_rows (table, &sample);
  look_at_crs (table);
  layer->said_encoding = find_said_encoding (handle, driver);
  layer->encoding = g_strdup (sgm_text_sample_guess (&sample, layer->said_encoding));
  layer->n_rows = is_stream ? -1 : OGR_L_GetFeatureCount (handle, TRUE);
  if (layer->is_sheet)
    {
      layer->header_row = guess_header (table);
      layer->n_rows = MAX (layer->n_rows - layer->header_row, 0);
    }
  sgm_foreign_table_name_fields (table);
  if (layer->is_sheet)
    sgm_foreign_table_find_places (table);
  return table;
}
