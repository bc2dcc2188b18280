/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "exchange/sgm-foreign-reader.h"
#include "foreign-maker.h"
#include "geo/sgm-geometry.h"
#include "scratch.h"

#define N_COLUMNS 4
#define N_ROWS 3

static const ForeignPlan plain = {
  .driver = "GPKG",
  .layer = "grids",
  .crs = "EPSG:4490",
  .code_field = "code",
  .name_field = "name",
  .n_columns = N_COLUMNS,
  .n_rows = N_ROWS,
};

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = scratch_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  scratch_free (fixture->folder);
}

static char *
get_path (Fixture    *fixture,
          const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static SgmForeignFile *
open_file (Fixture    *fixture,
           const char *name)
{
  g_autofree char *path = get_path (fixture, name);
  g_autoptr (GError) error = NULL;
  SgmForeignFile *file = sgm_foreign_file_open (path, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (file);
  return file;
}

static void
assert_refused (Fixture    *fixture,
                const char *name,
                const char *word)
{
  g_autofree char *path = get_path (fixture, name);
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_foreign_file_open (path, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == SGM_ERROR);
  g_assert_nonnull (strstr (error->message, word));
}

/* Where it was looked for is said as a whole. */
static void
assert_missing (Fixture    *fixture,
                const char *name)
{
  g_autofree char *path = get_path (fixture, name);
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_foreign_file_open (path, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (error->message, path));
}

static SgmForeignReader *
read_layer (SgmForeignFile *file,
            guint           layer)
{
  g_autoptr (GError) error = NULL;
  SgmForeignReader *reader = sgm_foreign_reader_new (file, layer, &error);

  g_assert_no_error (error);
  return reader;
}

static const SgmForeignRow *
next_row (SgmForeignReader *reader)
{
  g_autoptr (GError) error = NULL;
  const SgmForeignRow *row;

  sgm_foreign_reader_next (reader, &row, NULL, &error);
  g_assert_no_error (error);
  return row;
}

/* That the layer has all areas, in whatever order, with codes and names. */
static void
assert_areas (SgmForeignFile *file,
              guint           layer,
              const char     *code_field,
              const char     *name_field)
{
  const SgmForeignLayer *info = sgm_foreign_file_get_layer (file, layer);
  g_autoptr (SgmForeignReader) reader = read_layer (file, layer);
  int code_column = sgm_foreign_layer_find_field (info, code_field);
  int name_column = sgm_foreign_layer_find_field (info, name_field);
  const SgmForeignRow *row;
  guint64 seen = 0;
  guint n = 0;

  g_assert_cmpint (code_column, >=, 0);
  g_assert_cmpint (name_column, >=, 0);
  while ((row = next_row (reader)) != NULL)
    {
      const char *code = row->values[code_column];
      guint index = atoi (code + strlen ("440704001015")) - 1;
      g_autofree char *right = foreign_get_code (index);
      g_autofree char *name = foreign_get_name (index);

      g_assert_cmpint (row->number, ==, ++n + info->header_row);
      g_assert_cmpstr (row->fault, ==, NULL);
      g_assert_cmpstr (code, ==, right);
      g_assert_cmpstr (row->values[name_column], ==, name);
      g_assert_nonnull (row->geometry);
      seen |= G_GUINT64_CONSTANT (1) << index;
    }
  g_assert_cmpuint (n, ==, N_COLUMNS * N_ROWS);
  g_assert_cmpuint (seen, ==, (1 << n) - 1);
}

typedef struct
{
  const char *driver;
  const char *file;
  const char *format;
  int epsg;
  const char *code_field;
  const char *name_field;
} Format;

static const Format formats[] = {
  { "GPKG", "areas.gpkg", "GeoPackage", 4490, "code", "name" },
  { "GeoJSON", "areas.geojson", "GeoJSON", 4326, "code", "name" },
  { "ESRI Shapefile", "areas.shp", "Shapefile", 4490, "编码", "名称" },
  { "FlatGeobuf", "areas.fgb", "FlatGeobuf", 4490, "code", "name" },
  { "MapInfo File", "areas.tab", "MapInfo", 4490, "code", "name" },
  { "SQLite", "areas.sqlite", "SQLite / SpatiaLite", 4490, "code", "name" },
  { "LIBKML", "areas.kml", "KML", 4326, "code", "Name" },
  { "GeoJSONSeq", "areas.geojsonl", "GeoJSONSeq", 4326, "code", "name" },
};

static void
test_format (Fixture       *fixture,
             gconstpointer  data)
{
  const Format *format = data;
  g_autofree char *path = get_path (fixture, format->file);
  g_autoptr (SgmForeignFile) file = NULL;
  ForeignPlan plan = plain;

  plan.driver = format->driver;
  plan.layer = "areas";
  plan.code_field = format->code_field;
  plan.name_field = g_str_equal (format->name_field, "Name") ? "name" : format->name_field;
  if (g_str_equal (format->driver, "ESRI Shapefile"))
    plan.encoding = "UTF-8";
  if (format->epsg == 4326)
    plan.crs = "EPSG:4326";
  foreign_make (path, &plan);

  file = open_file (fixture, format->file);
  g_assert_cmpstr (sgm_foreign_file_get_format (file), ==, format->format);
  g_assert_cmpuint (sgm_foreign_file_get_n_layers (file), ==, 1);
  g_assert_cmpint (sgm_foreign_file_get_layer (file, 0)->kind, ==, SGM_FOREIGN_KIND_POLYGONS);
  g_assert_cmpint (sgm_foreign_file_get_layer (file, 0)->n_rows, ==, N_COLUMNS * N_ROWS);
  if (!g_str_equal (format->driver, "MapInfo File"))
    g_assert_cmpint (sgm_foreign_file_get_layer (file, 0)->epsg, ==, format->epsg);
  assert_areas (file, 0, format->code_field, format->name_field);
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *empty = get_path (fixture, "empty.gpkg");
  g_autofree char *nonsense = get_path (fixture, "nonsense.gpkg");
  g_autofree char *lone = get_path (fixture, "lone.shp");
  g_autofree char *prj = get_path (fixture, "other.prj");
  g_autofree char *pipe = get_path (fixture, "pipe.csv");

  foreign_write (empty, "");
  foreign_write (nonsense, "This is a letter, not a database of areas at all.");
  foreign_write (lone, "whatever it may be");
  foreign_write (prj, "GEOGCS");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  assert_missing (fixture, "missing.gpkg");
  assert_refused (fixture, "empty.gpkg", "is empty");
  assert_refused (fixture, "nonsense.gpkg", "is damaged, or of a kind");
  assert_refused (fixture, "lone.shp", "Choose the folder");
  assert_refused (fixture, "other.prj", "Choose the folder");
  assert_refused (fixture, "pipe.csv", "no file that could be read");
  assert_refused (fixture, ".", "“lone.shp” in this folder is only a part");
  g_unlink (lone);
  assert_refused (fixture, ".", "There is no Shapefile");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *name = g_strdup_printf ("/foreign/format/%s", formats[i].file);

      g_test_add (name, Fixture, &formats[i], set_up, test_format, tear_down);
    }
  g_test_add ("/foreign/refused", Fixture, NULL, set_up, test_refused, tear_down);
  return g_test_run ();
}
