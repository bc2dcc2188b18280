/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out in each format is read again with plain GDAL and with the
 * program's own reader: codes and names are the same, and no shape is a
 * centimetre off. */
#include <string.h>

#include <cpl_conv.h>
#include <geos_c.h>
#include <ogr_api.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "domain/sgm-users.h"
#include "exchange/sgm-foreign-reader.h"
#include "exchange/sgm-gdal.h"
#include "export-fixture.h"
#include "small-district.h"

#define CENTIMETRE 0.01

/* Reading again -------------------------------------------------------------- */

static char *
dup_file (SgmExportFormat  format,
          const char      *target,
          SgmExportLayer   layer)
{
  g_autofree char *name = NULL;

  if (!sgm_export_format_is_folder (format))
    return g_strdup (target);
  name = g_strconcat (sgm_export_schema_get (layer)->name,
                      format == SGM_EXPORT_FORMAT_SHAPEFILE && sgm_export_schema_get (layer)->shape == SGM_EXPORT_SHAPE_NONE
                        ? ".dbf" : sgm_export_format_get_ending (format), NULL);
  return g_build_filename (target, name, NULL);
}

static OGRLayerH
open_layer (SgmExportFormat  format,
            const char      *target,
            SgmExportLayer   layer,
            GDALDatasetH    *data)
{
  g_autofree char *path = dup_file (format, target, layer);
  OGRLayerH found;

  *data = GDALOpenEx (path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  g_assert_nonnull (*data);
  found = GDALDatasetGetLayerByName (*data, sgm_export_schema_get (layer)->name);
  g_assert_nonnull (found);
  return found;
}

static const char *
get_text (OGRFeatureH  feature,
          const char  *name)
{
  int field = OGR_F_GetFieldIndex (feature, name);

  g_assert_cmpint (field, >=, 0);
  return OGR_F_GetFieldAsString (feature, field);
}

/* Both in metres. */
static double
get_distance (OGRGeometryH          shape,
              OGRSpatialReferenceH  crs,
              GBytes               *original)
{
  OGRSpatialReferenceH geographic = sgm_gdal_new_crs (SGM_EXPORT_GEOGRAPHIC);
  OGRSpatialReferenceH metres = sgm_gdal_new_crs (SGM_EXPORT_PROJECTED);
  OGRCoordinateTransformationH from_original = OCTNewCoordinateTransformation (geographic, metres);
  OGRCoordinateTransformationH from_shape = OCTNewCoordinateTransformation (crs, metres);
  GEOSContextHandle_t geos = GEOS_init_r ();
  OGRGeometryH expected = NULL;
  GEOSGeometry *geometries[2];
  double distance;
  OGRGeometryH both[2];

  g_assert_cmpint (OGR_G_CreateFromWkb (g_bytes_get_data (original, NULL), NULL, &expected, g_bytes_get_size (original)),
                   ==, OGRERR_NONE);
  both[0] = expected;
  both[1] = OGR_G_Clone (shape);
  g_assert_cmpint (OGR_G_Transform (both[0], from_original), ==, OGRERR_NONE);
  g_assert_cmpint (OGR_G_Transform (both[1], from_shape), ==, OGRERR_NONE);
  for (guint i = 0; i < 2; i++)
    {
      g_autofree guint8 *wkb = g_malloc (OGR_G_WkbSize (both[i]));

      OGR_G_ExportToWkb (both[i], wkbNDR, wkb);
      geometries[i] = GEOSGeomFromWKB_buf_r (geos, wkb, OGR_G_WkbSize (both[i]));
      g_assert_nonnull (geometries[i]);
    }
  g_assert_cmpint (GEOSHausdorffDistance_r (geos, geometries[0], geometries[1], &distance), ==, 1);
  for (guint i = 0; i < 2; i++)
    {
      GEOSGeom_destroy_r (geos, geometries[i]);
      OGR_G_DestroyGeometry (both[i]);
    }
  GEOS_finish_r (geos);
  OCTDestroyCoordinateTransformation (from_original);
  OCTDestroyCoordinateTransformation (from_shape);
  OSRDestroySpatialReference (geographic);
  OSRDestroySpatialReference (metres);
  return distance;
}

static GHashTable *
index_by (GPtrArray *records,
          guint      column)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < records->len; i++)
    g_hash_table_insert (index, (gpointer) sgm_record_get_text (records->pdata[i], column), records->pdata[i]);
  return index;
}

static void
check_areas (ExportFixture          *f,
             const SgmExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = sgm_store_read_table (f->store, &sgm_table_area, &error);
  g_autoptr (GHashTable) by_code = index_by (records, SGM_AREA_CODE);
  guint n = 0;

  for (SgmExportLayer i = SGM_EXPORT_LAYER_DISTRICT; i <= SGM_EXPORT_LAYER_UNIT; i++)
    {
      GDALDatasetH data;
      OGRLayerH layer = open_layer (options->format, options->path, i, &data);
      OGRSpatialReferenceH crs = OGR_L_GetSpatialRef (layer);
      OGRFeatureH feature;

      g_assert_nonnull (crs);
      OSRSetAxisMappingStrategy (crs, OAMS_TRADITIONAL_GIS_ORDER);
      while ((feature = OGR_L_GetNextFeature (layer)) != NULL)
        {
          SgmRecord *area = g_hash_table_lookup (by_code, get_text (feature, "code"));

          g_assert_nonnull (area);
          g_assert_cmpint (sgm_record_get_int (area, SGM_AREA_LEVEL), ==, sgm_export_layer_get_level (i));
          g_assert_cmpstr (get_text (feature, "name"), ==, sgm_record_get_text (area, SGM_AREA_NAME));
          g_assert_cmpfloat (get_distance (OGR_F_GetGeometryRef (feature), crs,
                                           sgm_record_get_bytes (area, SGM_AREA_GEOMETRY)), <, CENTIMETRE);
          OGR_F_Destroy (feature);
          n++;
        }
      GDALClose (data);
    }
  g_assert_cmpuint (n, ==, records->len);
}

/* The program takes in what it has given out. */
static void
check_own_reader (const SgmExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_file (options->format, options->path, SGM_EXPORT_LAYER_UNIT);
  g_autoptr (SgmForeignFile) file = sgm_foreign_file_open (path, NULL, &error);
  g_autoptr (SgmForeignReader) reader = NULL;
  const SgmForeignLayer *about;
  const SgmForeignRow *row;
  int layer, code, name;
  guint n = 0;

  g_assert_no_error (error);
  layer = MAX (sgm_foreign_file_find_layer (file, "unit"), 0);
  about = sgm_foreign_file_get_layer (file, layer);
  code = sgm_foreign_layer_find_field (about, "code");
  name = sgm_foreign_layer_find_field (about, "name");
  g_assert_cmpint (code, >=, 0);
  g_assert_cmpint (name, >=, 0);
  reader = sgm_foreign_reader_new (file, layer, &error);
  g_assert_no_error (error);
  while (sgm_foreign_reader_next (reader, &row, NULL, &error) && row != NULL)
    {
      gboolean west = g_str_equal (row->values[code], "440704001015001001");

      g_assert_null (row->fault);
      g_assert_nonnull (row->geometry);
      g_assert_true (west || g_str_equal (row->values[code], "440704001015001002"));
      g_assert_cmpstr (row->values[name], ==, west ? "西" : "东");
      n++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, 2);
}

static guint
count_rows (const SgmExportOptions *options,
            SgmExportLayer          layer)
{
  GDALDatasetH data;
  OGRLayerH found = open_layer (options->format, options->path, layer, &data);
  guint n = (guint) OGR_L_GetFeatureCount (found, TRUE);

  GDALClose (data);
  return n;
}

static void
check_event (const SgmExportOptions *options)
{
  GDALDatasetH data;
  OGRLayerH layer = open_layer (options->format, options->path, SGM_EXPORT_LAYER_EVENT, &data);
  OGRFeatureH feature = OGR_L_GetNextFeature (layer);
  int year, month, day, hour, minute, second, zone;

  g_assert_nonnull (feature);
  g_assert_cmpstr (get_text (feature, "matter"), ==, "内涝积水");
  g_assert_cmpstr (get_text (feature, "unit"), ==, "440704001015001001");
  g_assert_cmpstr (get_text (feature, "grid"), ==, "440704001015001");
  g_assert_cmpstr (get_text (feature, "stage_no"), ==, "2");
  if (options->format == SGM_EXPORT_FORMAT_GEOPACKAGE)
    g_assert_true (OGR_F_GetFieldAsDateTime (feature, OGR_F_GetFieldIndex (feature, "reported"), &year, &month, &day,
                                             &hour, &minute, &second, &zone));
  OGR_F_Destroy (feature);
  GDALClose (data);
}

static const ExportWay ways[] = {
  { SGM_EXPORT_FORMAT_GEOPACKAGE, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_GEOPACKAGE, SGM_EXPORT_PROJECTED },
  { SGM_EXPORT_FORMAT_GEOJSON, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_SHAPEFILE, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_SHAPEFILE, SGM_EXPORT_PROJECTED },
  { SGM_EXPORT_FORMAT_CSV, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_CSV, SGM_EXPORT_PROJECTED },
};

static void
test_round_trip (ExportFixture *f,
                 gconstpointer  data)
{
  const ExportWay *way = data;
  g_autofree char *target = export_fixture_dup_target (f, way->format);
  SgmExportOptions options = export_fixture_make_options (target, way->format);
  g_autoptr (SgmExported) exported = NULL;
  g_autoptr (SgmHead) head = NULL;

  options.epsg = way->epsg;
  exported = export_fixture_export (f, &options);
  check_areas (f, &options);
  check_own_reader (&options);
  check_event (&options);
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    g_assert_cmpuint (count_rows (&options, i), ==, exported->n_rows[i]);
  g_assert_cmpint (exported->n_rows[SGM_EXPORT_LAYER_PERSON], ==, 4);
  g_assert_cmpint (exported->n_rows[SGM_EXPORT_LAYER_COVERAGE], ==, 1);
  g_assert_cmpint (exported->n_rows[SGM_EXPORT_LAYER_FACT], ==, 1);

  /* The log is in what went out. */
  head = sgm_store_dup_head (f->store, NULL);
  g_assert_cmpint (exported->seq, ==, head->seq);
  g_assert_cmpstr (exported->hash, ==, head->hash);
}

static void
test_geojson (ExportFixture *f,
              gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_GEOJSON);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_GEOJSON);
  g_autoptr (GError) error = NULL;

  options.epsg = SGM_EXPORT_PROJECTED;
  g_assert_null (sgm_export_write (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
}

/* Personal values ------------------------------------------------------------- */

static char *
read_everything (const char *target)
{
  g_autoptr (GDir) folder = g_dir_open (target, 0, NULL);
  GString *text = g_string_new (NULL);

  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;)
    {
      g_autofree char *path = g_build_filename (target, name, NULL);
      g_autofree char *contents = NULL;
      gsize length;

      g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
      g_string_append_len (text, contents, length);
    }
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      text->str[i] = ' ';
  return g_string_free (text, FALSE);
}

static GPtrArray *
read_log (ExportFixture *f)
{
  GPtrArray *readings = sgm_store_read_table (f->store, &sgm_table_reading, NULL);

  g_assert_nonnull (readings);
  return readings;
}

static void
test_without_personal (ExportFixture *f,
                       gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_CSV);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_CSV);
  g_autoptr (SgmExported) exported = export_fixture_export (f, &options);
  g_autofree char *text = read_everything (target);
  g_autoptr (GPtrArray) readings = read_log (f);

  g_assert_nonnull (strstr (text, "桥南第一网格党支部"));
  g_assert_null (strstr (text, "10000000000"));
  g_assert_null (strstr (text, "甲"));
  g_assert_null (strstr (text, "报料人"));
  g_assert_nonnull (strstr (text, "\xef\xbb\xbf" "code,name,"));
  g_assert_cmpuint (readings->len, ==, 1);
  g_assert_cmpstr (sgm_record_get_text (readings->pdata[0], SGM_READING_WHO), ==, "chen");
}

/* Looks into the log when the first row is written. */
static void
on_logged_progress (double      fraction,
                    const char *what,
                    gpointer    data)
{
  ExportFixture *f = data;
  g_autoptr (GPtrArray) readings = read_log (f);

  g_assert_cmpuint (readings->len, ==, 1);
}

static void
test_personal (ExportFixture *f,
               gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_CSV);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_CSV);
  g_autoptr (SgmExported) exported = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  SgmRecord *reading;

  options.personal = TRUE;
  g_assert_null (sgm_export_write (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));

  options.why = "名册核对";
  exported = sgm_export_write (f->store, &options, on_logged_progress, f, NULL, &error);
  g_assert_no_error (error);
  text = read_everything (target);
  g_assert_nonnull (strstr (text, "10000000000"));
  g_assert_nonnull (strstr (text, "甲"));
  g_assert_nonnull (strstr (text, "书记甲"));
  g_assert_nonnull (strstr (text, "报料人"));
  /* Each such row and the export say whose copy it is. */
  g_assert_nonnull (strstr (text, ",chen 20"));
  g_assert_nonnull (strstr (text, "\"exported_by\" : \"chen\""));
  g_assert_nonnull (strstr (text, exported->hash));
  readings = read_log (f);
  g_assert_cmpuint (readings->len, ==, 1);
  reading = readings->pdata[0];
  g_assert_cmpstr (sgm_record_get_text (reading, SGM_READING_WHY), ==, "名册核对");
  g_assert_nonnull (strstr (sgm_record_get_text (reading, SGM_READING_WHAT), "personal"));
}

static void
set_role (ExportFixture *f,
          const char    *name,
          SgmUserRole    role)
{
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (GPtrArray) users = sgm_store_read_table (f->store, &sgm_table_user, NULL);
  SgmRecord *known = sgm_users_find (users, name);
  g_autoptr (SgmRecord) user = known != NULL ? sgm_record_copy (known) : sgm_record_new (&sgm_table_user, 0);
  g_autoptr (GError) error = NULL;

  sgm_record_set_text (user, SGM_USER_NAME, name);
  sgm_record_set_int (user, SGM_USER_ROLE, role);
  sgm_change_add_record (change, user);
  sgm_store_submit (f->store, change, &error);
  g_assert_no_error (error);
}

static void
test_rights (ExportFixture *f,
             gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_GEOPACKAGE);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_GEOPACKAGE);
  g_autoptr (SgmExported) exported = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GError) error = NULL;

  set_role (f, g_get_user_name (), SGM_USER_ROLE_ADMINISTRATOR);
  set_role (f, "somebody-else", SGM_USER_ROLE_ADMINISTRATOR);
  set_role (f, g_get_user_name (), SGM_USER_ROLE_DISPATCHER);
  options.personal = TRUE;
  options.why = "名册核对";
  g_assert_null (sgm_export_write (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_DENIED);
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
  readings = read_log (f);
  g_assert_cmpuint (readings->len, ==, 0);

  options.personal = FALSE;
  exported = export_fixture_export (f, &options);
}

/* A title that a spreadsheet would run, from whoever reports something. */
static void
test_formula (ExportFixture *f,
              gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_CSV);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_CSV);
  SgmReport report = { SGM_SOURCE_HOTLINE, NULL, SMALL_MATTER_URGENT, "=HYPERLINK(\"http://x\")", SMALL_UNIT_EAST,
                       113.115, SMALL_Y, NULL };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&report);
  g_autoptr (SgmExported) exported = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  sgm_store_submit (f->store, change, &error);
  g_assert_no_error (error);
  exported = export_fixture_export (f, &options);
  text = read_everything (target);
  g_assert_nonnull (strstr (text, "\"'=HYPERLINK("));
  g_assert_null (strstr (text, "\"=HYPERLINK("));
}

/* A part ----------------------------------------------------------------------- */

static void
test_selection (ExportFixture *f,
                gconstpointer  data)
{
  const gint64 east = SMALL_UNIT_EAST;
  const gint64 grid = SMALL_GRID;
  g_autoptr (SgmSelection) unit = sgm_selection_new (&east, 1);
  g_autoptr (SgmSelection) whole_grid = sgm_selection_new (&grid, 1);
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_GEOPACKAGE);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_GEOPACKAGE);
  g_autoptr (SgmExported) small = NULL;
  g_autoptr (SgmExported) large = NULL;

  options.areas = unit;
  small = export_fixture_export (f, &options);
  g_assert_cmpint (small->n_rows[SGM_EXPORT_LAYER_GRID], ==, 0);
  g_assert_cmpint (small->n_rows[SGM_EXPORT_LAYER_UNIT], ==, 1);
  g_assert_cmpint (small->n_rows[SGM_EXPORT_LAYER_EVENT], ==, 0);
  g_assert_cmpint (small->n_rows[SGM_EXPORT_LAYER_PERSON], ==, 0);
  g_assert_cmpint (small->n_rows[SGM_EXPORT_LAYER_PLACE], ==, 1);
  g_assert_cmpint (small->n_rows[SGM_EXPORT_LAYER_FACT], ==, 1);

  options.areas = whole_grid;
  options.replace = TRUE;
  large = export_fixture_export (f, &options);
  g_assert_cmpint (large->n_rows[SGM_EXPORT_LAYER_COMMUNITY], ==, 0);
  g_assert_cmpint (large->n_rows[SGM_EXPORT_LAYER_GRID], ==, 1);
  g_assert_cmpint (large->n_rows[SGM_EXPORT_LAYER_UNIT], ==, 2);
  g_assert_cmpint (large->n_rows[SGM_EXPORT_LAYER_EVENT], ==, 2);
  g_assert_cmpint (large->n_rows[SGM_EXPORT_LAYER_PERSON], ==, 4);
  g_assert_cmpint (large->n_rows[SGM_EXPORT_LAYER_ORGANIZATION], ==, 1);
  g_assert_cmpuint (count_rows (&options, SGM_EXPORT_LAYER_UNIT), ==, 2);
}

static void
test_events (ExportFixture *f,
             gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_GEOPACKAGE);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_GEOPACKAGE);
  g_autoptr (SgmChange) refusal = NULL;
  g_autoptr (GPtrArray) events = sgm_store_read_table (f->store, &sgm_table_event, NULL);
  g_autoptr (SgmExported) open = NULL;
  g_autoptr (SgmExported) all = NULL;
  g_autoptr (SgmExported) before = NULL;
  g_autoptr (GError) error = NULL;

  refusal = sgm_change_new (SGM_CHANGE_REFUSE, sgm_record_get_id (events->pdata[0]),
                            sgm_record_get_version (events->pdata[0]));
  sgm_change_set_why (refusal, "不属准入事项");
  sgm_store_submit (f->store, refusal, &error);
  g_assert_no_error (error);
  options.layers = 1u << SGM_EXPORT_LAYER_EVENT;
  options.replace = TRUE;
  open = export_fixture_export (f, &options);
  options.events.all = TRUE;
  all = export_fixture_export (f, &options);
  options.events.until = sgm_record_get_int (events->pdata[0], SGM_EVENT_REPORTED_AT);
  before = export_fixture_export (f, &options);
  g_assert_cmpint (open->n_rows[SGM_EXPORT_LAYER_EVENT], ==, 1);
  g_assert_cmpint (all->n_rows[SGM_EXPORT_LAYER_EVENT], ==, 2);
  g_assert_cmpint (before->n_rows[SGM_EXPORT_LAYER_EVENT], ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    export_fixture_add_test ("round-trip", &ways[i], test_round_trip);
  export_fixture_add_test ("geojson-in-metres", NULL, test_geojson);
  export_fixture_add_test ("without-personal", NULL, test_without_personal);
  export_fixture_add_test ("personal", NULL, test_personal);
  export_fixture_add_test ("rights", NULL, test_rights);
  export_fixture_add_test ("formula", NULL, test_formula);
  export_fixture_add_test ("selection", NULL, test_selection);
  export_fixture_add_test ("events", NULL, test_events);
  return g_test_run ();
}
