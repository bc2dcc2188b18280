/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "area-file.h"
#include "exchange/sgm-gdal.h"
#include "scratch.h"

#include <string.h>

#include <ogr_api.h>

/* `sgm import` as a centre uses it, on the whole sample district. */

#define N_UNITS 2590

typedef struct
{
  int status;
  char *out;
  char *err;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

typedef struct
{
  char *folder;
  char *district;
  char *file;
} Fixture;

/* The words are separated by single spaces; %f stands for the file. */
static Result
run (Fixture    *f,
     const char *words)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Result result = { 0 };

  g_ptr_array_add (arguments, (gpointer) g_getenv ("SGM_PROGRAM"));
  g_ptr_array_add (arguments, (gpointer) "--database");
  g_ptr_array_add (arguments, f->district);
  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (arguments, g_str_equal (split[i], "%f") ? f->file : split[i]);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &result.out, &result.err, &error);
  g_assert_no_error (error);
  result.status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  g_test_message ("%s\n%s%s", words, result.out, result.err);
  return result;
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->district = g_build_filename (f->folder, "district.sgm", NULL);
  f->file = g_build_filename (f->folder, "areas.shp", NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_free (f->district);
  g_free (f->file);
  scratch_free (f->folder);
}

/* Files --------------------------------------------------------------------- */

static AreaShape *
take_shape (OGRFeatureH row)
{
  OGRGeometryH geometry = OGR_F_GetGeometryRef (row);
  OGRGeometryH polygon = OGR_G_GetGeometryRef (geometry, 0);
  OGRGeometryH ring;
  g_autoptr (GArray) vertices = g_array_new (FALSE, FALSE, sizeof (double));

  if (OGR_GT_Flatten (OGR_G_GetGeometryType (geometry)) == wkbPolygon)
    polygon = geometry;
  ring = OGR_G_GetGeometryRef (polygon, 0);
  for (int i = 0; i < OGR_G_GetPointCount (ring); i++)
    {
      const double v[] = { OGR_G_GetX (ring, i), OGR_G_GetY (ring, i) };

      g_array_append_vals (vertices, v, 2);
    }
  return area_shape_new (SGM_LEVEL_UNIT, OGR_F_GetFieldAsString (row, OGR_F_GetFieldIndex (row, "code")),
                         OGR_F_GetFieldAsString (row, OGR_F_GetFieldIndex (row, "name")),
                         (const double *) vertices->data, vertices->len / 2);
}

/* The units of the district, as other programs see them. */
static GPtrArray *
read_units (Fixture *f)
{
  GPtrArray *units = area_town_take (SGM_LEVEL_NONE);
  GDALDatasetH data;
  OGRLayerH layer;
  OGRFeatureH row;

  sgm_gdal_init ();
  data = sgm_gdal_open (f->district, NULL, NULL);
  g_assert_nonnull (data);
  layer = GDALDatasetGetLayerByName (data, "unit");
  g_assert_nonnull (layer);
  while ((row = OGR_L_GetNextFeature (layer)) != NULL)
    {
      g_ptr_array_add (units, take_shape (row));
      OGR_F_Destroy (row);
    }
  GDALClose (data);
  return units;
}

/* Some units get another name, one loses its code, one has a point twice. */
static void
spoil (GPtrArray *units)
{
  AreaShape *codeless = units->pdata[1000];
  AreaShape *repeated = units->pdata[2000];

  for (guint i = 0; i < 10; i++)
    {
      AreaShape *unit = units->pdata[i];

      g_free (unit->name);
      unit->name = g_strdup_printf ("新名%u", i);
    }
  g_clear_pointer (&codeless->code, g_free);
  g_array_insert_vals (repeated->vertices, 2, repeated->vertices->data, 2);
}

/* Puts the corner where a ring begins and ends somewhat inside. */
static void
move (AreaShape *unit)
{
  double *v = (double *) (void *) unit->vertices->data;
  double *last = v + unit->vertices->len - 2;

  last[0] = v[0] = (v[0] * 9 + v[4]) / 10;
  last[1] = v[1] = (v[1] * 9 + v[5]) / 10;
}

/* Tests --------------------------------------------------------------------- */

static void
test_whole (Fixture       *f,
            gconstpointer  data)
{
  const AreaFile surveyed = {
    .driver = "ESRI Shapefile", .layer = "areas", .datum = SGM_DATUM_GCJ02, .encoding = "GBK",
    .code_field = "单元编码", .name_field = "单元名称",
  };
  g_auto (Result) sample = run (f, "sample --seed 3");
  g_autoptr (GPtrArray) units = read_units (f);

  g_assert_cmpint (sample.status, ==, 0);
  g_assert_cmpuint (units->len, ==, N_UNITS);
  spoil (units);
  area_file_write (f->file, units, &surveyed);

  /* Telling changes nothing. */
  {
    g_auto (Result) told = run (f, "import %f");
    g_auto (Result) refused = run (f, "import %f --apply");
    g_auto (Result) verified = run (f, "verify");

    g_assert_cmpint (told.status, ==, 1);
    g_assert_nonnull (strstr (told.out, "GCJ-02"));
    g_assert_nonnull (strstr (told.out, "code-missing") != NULL ? told.out : strstr (told.out, "No code"));
    g_assert_nonnull (strstr (told.out, "--repair safe"));
    g_assert_cmpint (refused.status, ==, 1);
    g_assert_cmpint (verified.status, ==, 0);
  }
  {
    g_auto (Result) foreseen = run (f, "import %f --repair safe --complete");
    g_auto (Result) applied = run (f, "import %f --repair safe --complete --apply");
    g_auto (Result) verified = run (f, "verify");
    g_auto (GStrv) words = NULL;
    g_autofree char *undo = NULL;

    g_assert_cmpint (foreseen.status, ==, 0);
    g_assert_nonnull (strstr (foreseen.out, "Areas: 0 new, "));
    g_assert_nonnull (strstr (foreseen.out, " → 新名0"));
    g_assert_cmpint (applied.status, ==, 0);
    g_assert_nonnull (strstr (applied.out, "Areas: 0 new, "));
    g_assert_cmpint (verified.status, ==, 0);

    words = g_strsplit (strstr (applied.out, "sgm undo "), " ", -1);
    undo = g_strdup_printf ("undo %d", atoi (words[2]));
    {
      g_auto (Result) undone = run (f, undo);
      g_auto (Result) again = run (f, undo);
      g_auto (Result) same = run (f, "verify");

      g_assert_cmpint (undone.status, ==, 0);
      g_assert_cmpint (again.status, ==, 1);
      g_assert_cmpint (same.status, ==, 0);
    }
  }
}

static void
test_new (Fixture       *f,
          gconstpointer  data)
{
  const AreaFile plain = {
    .driver = "ESRI Shapefile", .layer = "areas", .projection = "EPSG:4547", .encoding = "UTF-8", .code_field = "编码",
    .name_field = "名称",
  };
  g_autoptr (GPtrArray) town = area_town_new ();

  area_file_write (f->file, town, &plain);
  {
    g_auto (Result) missing = run (f, "import %f");
    g_auto (Result) told = run (f, "import %f --new");
    g_auto (Result) corrected = run (f, "import %f --new --crs EPSG:4547 --datum wgs84 --name 名称 --code 1 --level code");

    g_assert_cmpint (missing.status, ==, 1);
    g_assert_cmpint (told.status, ==, 0);
    g_assert_cmpint (corrected.status, ==, 0);
    g_assert_nonnull (strstr (corrected.out, "As you say"));
    g_assert_nonnull (strstr (told.out, "Areas: 24 new, 0 changed, 0 ended, 0 as they are.\nNew:\n"));
    g_assert_nonnull (strstr (told.out, "and 4 more, which “--all” tells"));
    g_assert_false (g_file_test (f->district, G_FILE_TEST_EXISTS));
  }
  {
    g_auto (Result) applied = run (f, "import %f --new --apply");
    g_auto (Result) again = run (f, "import %f --new --apply");
    g_auto (Result) same = run (f, "import %f --apply");

    g_assert_cmpint (applied.status, ==, 0);
    g_assert_nonnull (strstr (applied.out, "Areas: 24 new, 0 changed, 0 ended, 0 as they were."));
    g_assert_cmpint (again.status, ==, 1);
    g_assert_cmpint (same.status, ==, 0);
    g_assert_nonnull (strstr (same.out, "24 as they were"));
  }
  move (town->pdata[town->len - 1]);
  area_file_write (f->file, town, &plain);
  {
    g_auto (Result) told = run (f, "import %f");

    g_assert_nonnull (strstr (told.out, "Areas: 0 new, 1 changed, 0 ended, 23 as they are."));
    g_assert_nonnull (strstr (told.out, "With another boundary:\n"));
    g_assert_nonnull (strstr (told.out, "other boundary, by "));
    g_assert_null (strstr (told.out, "by 0 m²"));
  }
}

static void
test_usage (Fixture       *f,
            gconstpointer  data)
{
  static const char *const wrong[] = {
    "import", "import one two", "import %f --as", "import %f --as nonsense", "import %f --tolerance -1", "undo",
    "undo x", "undo 1 2", "undo 0",
  };
  static const char *const failing[] = {
    "import nowhere.shp --new", "import %f --new --layer nothing", "import %f --new --code nothing",
    "import %f --new --level nothing", "import %f --new --datum nothing", "import %f --new --crs nothing",
    "import %f --new --repair nothing", "import %f --new --encoding nothing", "undo 1",
  };
  const AreaFile plain = { .driver = "ESRI Shapefile", .layer = "areas", .crs = "EPSG:4490", .code_field = "code" };
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Result) result = run (f, wrong[i]);

      g_assert_cmpint (result.status, ==, 2);
      g_assert_nonnull (strstr (result.err, "--help"));
    }
  area_file_write (f->file, units, &plain);
  for (guint i = 0; i < G_N_ELEMENTS (failing); i++)
    {
      g_auto (Result) result = run (f, failing[i]);

      g_assert_cmpint (result.status, ==, 1);
      g_assert_cmpstr (result.err, !=, "");
    }
  {
    g_auto (Result) layers = run (f, "import %f --as=areas --list-layers");
    g_auto (Result) help = run (f, "import --help");
    g_auto (Result) alone = run (f, "import %f --column name=姓名");
    static const char *const known[] = { "--as=WHAT", "--column=", "--value=", "--choose=", "people, orgs, coverage" };

    for (guint i = 0; i < G_N_ELEMENTS (known); i++)
      g_assert_nonnull (strstr (help.out, known[i]));
    g_assert_cmpint (alone.status, ==, 2);
    g_assert_nonnull (strstr (alone.err, "--as people"));

    g_assert_cmpint (layers.status, ==, 0);
    g_assert_nonnull (strstr (layers.out, "code"));
    g_assert_nonnull (strstr (layers.out, "16 rows"));
  }
  g_ptr_array_set_size (units, 0);
  area_file_write (f->file, units, &plain);
  {
    g_auto (Result) empty = run (f, "import %f --new");

    g_assert_cmpint (empty.status, ==, 1);
    g_assert_nonnull (strstr (empty.out, "no layer has areas"));
    g_assert_null (strstr (empty.out, "the only one with areas"));
    g_assert_null (strstr (empty.out, "no present areas"));
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/cli-import/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("usage", test_usage);
  ADD ("new", test_new);
  ADD ("whole", test_whole);
#undef ADD
  return g_test_run ();
}
