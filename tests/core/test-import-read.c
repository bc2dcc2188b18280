/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "exchange/sgm-import-read.h"
#include "importing.h"

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "foreign-maker.h"

/* Areas of every kind of file come into a staging as they are. */

/* A centimetre, in degrees. */
#define CENTIMETRE 1e-7

typedef struct
{
  const char *name;
  AreaFile file;
  gboolean has_codes;
} Format;

static const Format formats[] = {
  { "units.gpkg", { .driver = "GPKG", .layer = "units", .crs = "EPSG:4547", .code_field = "code", .name_field = "name" }, TRUE },
  { "units.geojson", { .driver = "GeoJSON", .layer = "units", .crs = "EPSG:4326", .code_field = "code", .name_field = "name" }, TRUE },
  { "units.kml", { .driver = "KML", .layer = "units", .crs = "EPSG:4326", .code_field = "code", .name_field = "Name" }, TRUE },
  { "units.dxf", { .driver = "DXF", .layer = "entities", .projection = "EPSG:4547" }, FALSE },
  { "units.gdb", { .driver = "OpenFileGDB", .layer = "units", .crs = "EPSG:4490", .code_field = "WGBM", .name_field = "WGMC" }, TRUE },
  { "units.sqlite", { .driver = "SQLite", .layer = "units", .crs = "EPSG:4490", .code_field = "code", .name_field = "name" }, TRUE },
  { "units.csv", { .driver = "CSV", .layer = "units", .projection = "EPSG:4547", .code_field = "单元编码", .name_field = "名称" }, TRUE },
  { "units.shp", { .driver = "ESRI Shapefile", .layer = "units", .projection = "EPSG:4526", .encoding = "GBK", .code_field = "DYBM", .name_field = "DYMC" }, TRUE },
  { "units.tab", { .driver = "MapInfo File", .layer = "units", .crs = "EPSG:4326", .code_field = "code", .name_field = "name" }, TRUE },
};

/* Each vertex is one of the town's. */
static gboolean
look_at_row (const SgmStagingRow *row,
             gpointer             data)
{
  GPtrArray *units = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGeometry) geometry = NULL;
  const double *v;
  guint n;

  g_assert_cmpstr (row->fault, ==, NULL);
  g_assert_cmpint (row->level, ==, SGM_LEVEL_UNIT);
  geometry = sgm_geometry_new_from_wkb (row->wkb, &error);
  g_assert_no_error (error);
  v = sgm_geometry_get_ring (geometry, 0, &n);
  for (guint i = 0; i < n; i++)
    {
      double x = (v[2 * i] - TOWN_WEST) / TOWN_SIDE, y = (v[2 * i + 1] - TOWN_SOUTH) / TOWN_SIDE;

      g_assert_cmpfloat (fabs (x - round (x)) * TOWN_SIDE, <, CENTIMETRE);
      g_assert_cmpfloat (fabs (y - round (y)) * TOWN_SIDE, <, CENTIMETRE);
    }
  if (row->code != NULL)
    g_assert_cmpstr (row->name, ==, area_shapes_find (units, row->code)->name);
  return TRUE;
}

static void
test_formats (Importing     *i,
              gconstpointer  data)
{
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);

  for (guint n = 0; n < G_N_ELEMENTS (formats); n++)
    {
      g_test_message ("%s", formats[n].name);
      importing_write (i, formats[n].name, units, &formats[n].file);
      importing_guess (i, formats[n].name);
      importing_read (i);
      g_assert_cmpuint (sgm_staging_count (i->staging, SGM_LEVEL_NONE), ==, TOWN_N_UNITS);
      g_assert_true (sgm_staging_each (i->staging, SGM_LEVEL_NONE, look_at_row, units, NULL, NULL));
      importing_check (i, SGM_IMPORT_SAFE_REPAIRS);
      g_assert_false (sgm_import_report_blocks (i->report));
      g_assert_cmpuint (i->report->n_found[SGM_IMPORT_NAME_MISSING], ==, formats[n].has_codes ? 0 : TOWN_N_UNITS);
      importing_apply (i);
      importing_assert_town (i, CENTIMETRE);
    }
}

/* Rows ---------------------------------------------------------------------- */

static gboolean
collect_codes (const SgmStagingRow *row,
               gpointer             data)
{
  g_string_append_printf (data, "%s ", row->code != NULL ? row->code : "-");
  return TRUE;
}

static char *
list_codes (Importing *i)
{
  GString *codes = g_string_new (NULL);

  g_assert_true (sgm_staging_each (i->staging, SGM_LEVEL_NONE, collect_codes, codes, NULL, NULL));
  return g_string_free (codes, FALSE);
}

/* Numbers within the grid, and the grid's code beside them. */
static void
test_short_codes (Importing     *i,
                  gconstpointer  data)
{
  const AreaFile file = {
    .driver = "GPKG", .layer = "units", .crs = "EPSG:4490", .code_field = "编号", .name_field = "名称",
    .parent_field = "网格编码", .short_codes = TRUE,
  };
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *codes = NULL;
  g_autoptr (GError) error = NULL;

  for (guint n = 0; n < units->len; n++)
    g_string_append_printf (expected, "%s ", ((AreaShape *) units->pdata[n])->code);
  importing_write (i, "short.gpkg", units, &file);
  importing_guess (i, "short.gpkg");
  sgm_import_plan_set_column (i->plan, SGM_IMPORT_COLUMN_CODE,
                              sgm_foreign_layer_find_field (sgm_foreign_file_get_layer (i->file, 0), "编号"));
  sgm_import_plan_set_levels (i->plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_UNIT);
  sgm_import_plan_guess (i->plan, i->file, i->present, NULL, &error);
  g_assert_no_error (error);
  importing_read (i);
  codes = list_codes (i);
  g_assert_cmpstr (codes, ==, expected->str);
}

/* Units alone find theirs by place: that of the present unit where they are most
 * of it, else the next one of their grid. */
static void
test_by_place (Importing     *i,
               gconstpointer  data)
{
  const AreaFile file = { .driver = "GPKG", .layer = "unit", .crs = "EPSG:4490", .name_field = "name" };
  const double middle = TOWN_WEST + TOWN_SIDE / 3;
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);
  g_autofree char *codes = NULL;
  AreaShape *first = area_shapes_find (units, TOWN_UNIT);

  /* The first unit is divided; its parts come after all others in the file. */
  g_ptr_array_remove (units, first);
  g_ptr_array_add (units, area_shape_new_box (SGM_LEVEL_UNIT, NULL, "东", middle, TOWN_SOUTH,
                                              TOWN_WEST + TOWN_SIDE, TOWN_SOUTH + TOWN_SIDE));
  g_ptr_array_add (units, area_shape_new_box (SGM_LEVEL_UNIT, NULL, "西", TOWN_WEST, TOWN_SOUTH,
                                              middle, TOWN_SOUTH + TOWN_SIDE));
  importing_write (i, "unit.gpkg", units, &file);
  importing_guess (i, "unit.gpkg");
  g_assert_cmpint (i->plan->columns[SGM_IMPORT_COLUMN_CODE], ==, -1);
  importing_read (i);
  importing_check (i, SGM_IMPORT_SAFE_REPAIRS);
  g_assert_false (sgm_import_report_blocks (i->report));
  codes = list_codes (i);
  g_assert_true (g_str_has_prefix (codes, TOWN_GRID "002 " TOWN_GRID "003 " TOWN_GRID "004 "));
  g_assert_nonnull (strstr (codes, TOWN_UNIT " " TOWN_GRID "005 "));
}

/* What is wrong with rows is said of them, in words for people. */
static void
test_faults (Importing     *i,
             gconstpointer  data)
{
  static const char text[] =
    "WKT,code,name\n"
    "\"POLYGON((113.1 22.55,113.11 22.55,113.11 22.56,113.1 22.55))\"," TOWN_UNIT ",good\n"
    "\"POLYGON((113.11 22.55,113.12 22.55,113.12 22.56,113.11 22.55))\"," TOWN_GRID "005,good\n"
    "\"POINT(113.1 22.55)\"," TOWN_GRID "002,point\n"
    "\"POLYGON((nonsense\"," TOWN_GRID "003,nonsense\n"
    "," TOWN_GRID "004,nothing\n"
    "\"POLYGON((1113.1 22.55,113.11 22.55,113.11 22.56,1113.1 22.55))\"," TOWN_VILLAGE "001001,far\n"
    "\"POLYGON((nan 22.55,113.11 22.55,113.11 22.56,nan 22.55))\"," TOWN_VILLAGE "001002,nan\n"
    "\"POLYGON((1e300 22.55,113.11 22.55,113.11 22.56,1e300 22.55))\"," TOWN_VILLAGE "001003,huge\n";
  g_autofree char *path = importing_get_path (i, "faults.csv");

  foreign_write (path, text);
  importing_guess (i, "faults.csv");
  importing_read (i);
  g_assert_cmpuint (sgm_staging_count (i->staging, SGM_LEVEL_UNIT), ==, 8);
  importing_check (i, 0);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_UNREADABLE], ==, 6);
  for (guint n = 0; n < i->report->findings->len; n++)
    {
      const SgmImportFinding *finding = i->report->findings->pdata[n];

      g_assert_null (strstr (finding->sentence, "OGR"));
      g_assert_null (strstr (finding->sentence, "proj"));
    }
}

/* Lines drawn at random would take hours and all memory to be taken apart. */
static void
test_tangle (Importing     *i,
             gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("WKT,code\n\"POLYGON((113.1 22.55");
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autofree char *path = importing_get_path (i, "tangle.csv");

  for (guint n = 0; n < 5000; n++)
    g_string_append_printf (text, ",%.6f %.6f", g_rand_double_range (random, 113.1, 113.11),
                            g_rand_double_range (random, 22.55, 22.56));
  g_string_append (text, ",113.1 22.55))\"," TOWN_UNIT "\n");
  foreign_write (path, text->str);
  importing_guess (i, "tangle.csv");
  importing_read (i);
  importing_check (i, SGM_IMPORT_SAFE_REPAIRS);
  g_assert_cmpuint (i->report->n_found[SGM_IMPORT_UNREADABLE], ==, 1);
}

/* Lines and texts between the areas of a drawing. */
static void
test_drawing (Importing     *i,
              gconstpointer  data)
{
  static const char head[] = "0\nSECTION\n2\nENTITIES\n";
  static const char line[] = "0\nLINE\n8\n0\n10\n113.1\n20\n22.55\n11\n113.2\n21\n22.56\n";
  static const char words[] = "0\nTEXT\n8\n0\n10\n113.105\n20\n22.555\n40\n1\n1\nhere\n";
  static const char area[] = "0\nLWPOLYLINE\n8\n0\n90\n4\n70\n1\n10\n113.1\n20\n22.55\n10\n113.11\n20\n22.55\n"
                             "10\n113.11\n20\n22.56\n10\n113.1\n20\n22.56\n";
  static const char tail[] = "0\nENDSEC\n0\nEOF\n";
  g_autofree char *text = g_strconcat (head, line, words, area, tail, NULL);
  g_autofree char *path = importing_get_path (i, "drawing.dxf");
  g_autoptr (GError) error = NULL;
  guint n_passed_over = 0;

  foreign_write (path, text);
  importing_guess (i, "drawing.dxf");
  sgm_import_plan_set_levels (i->plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_UNIT);
  i->staging = sgm_staging_new (&error);
  g_assert_no_error (error);
  sgm_import_read (i->file, i->plan, i->staging, &n_passed_over, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_passed_over, ==, 2);
  g_assert_cmpuint (sgm_staging_count (i->staging, SGM_LEVEL_UNIT), ==, 1);
}

static gboolean
list_row (const SgmStagingRow *row,
          gpointer             data)
{
  g_string_append_printf (data, "%s=%s ", row->code != NULL ? row->code : "-", row->name != NULL ? row->name : "-");
  return TRUE;
}

/* A drawing has codes and names as texts within the areas. */
static void
test_labels (Importing     *i,
             gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("0\nSECTION\n2\nENTITIES\n");
  g_autoptr (GString) listed = g_string_new (NULL);
  g_autofree char *path = importing_get_path (i, "最小单元.dxf");

  for (guint n = 0; n < 3; n++)
    {
      double west = TOWN_WEST + TOWN_SIDE * n, east = west + TOWN_SIDE, north = TOWN_SOUTH + TOWN_SIDE;

      g_string_append_printf (text, "0\nLWPOLYLINE\n8\n0\n90\n4\n70\n1\n10\n%.2f\n20\n22.55\n10\n%.2f\n20\n22.55\n"
                                    "10\n%.2f\n20\n%.2f\n10\n%.2f\n20\n%.2f\n", west, east, east, north, west, north);
      g_string_append_printf (text, "0\nTEXT\n8\n0\n10\n%.3f\n20\n22.556\n40\n1\n1\nBlock %u\n", west + 0.002, n + 1);
      if (n < 2)
        g_string_append_printf (text, "0\nTEXT\n8\n0\n10\n%.3f\n20\n22.553\n40\n1\n1\n" TOWN_GRID "%03u\n", west + 0.002,
                                n + 1);
    }
  g_string_append (text, "0\nENDSEC\n0\nEOF\n");
  foreign_write (path, text->str);
  importing_guess (i, "最小单元.dxf");
  sgm_import_plan_set_levels (i->plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_UNIT);
  importing_read (i);
  g_assert_true (sgm_staging_each (i->staging, SGM_LEVEL_NONE, list_row, listed, NULL, NULL));
  g_assert_cmpstr (listed->str, ==, TOWN_GRID "001=Block 1 " TOWN_GRID "002=Block 2 -=Block 3 ");
}

static void
cancel (double      fraction,
        const char *what,
        gpointer    data)
{
  g_assert_cmpfloat (fraction, >=, 0);
  g_assert_cmpfloat (fraction, <=, 1);
  g_cancellable_cancel (data);
}

static void
test_refused (Importing     *i,
              gconstpointer  data)
{
  const AreaFile file = { .driver = "GPKG", .layer = "unit", .crs = "EPSG:4490", .code_field = "code" };
  g_autoptr (GPtrArray) units = area_town_take (SGM_LEVEL_UNIT);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  importing_write (i, "unit.gpkg", units, &file);
  importing_guess (i, "unit.gpkg");
  i->staging = sgm_staging_new (&error);
  g_assert_no_error (error);
  g_assert_false (sgm_import_read (i->file, i->plan, i->staging, NULL, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  sgm_import_plan_set_levels (i->plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_NONE);
  g_assert_false (sgm_import_read (i->file, i->plan, i->staging, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add ("/import-read/" name, Importing, IMPORTING_TOWN, importing_set_up, function, importing_tear_down)
  ADD ("formats", test_formats);
  ADD ("short-codes", test_short_codes);
  ADD ("by-place", test_by_place);
  ADD ("faults", test_faults);
  ADD ("tangle", test_tangle);
  ADD ("drawing", test_drawing);
  ADD ("labels", test_labels);
  ADD ("refused", test_refused);
#undef ADD
  return g_test_run ();
}
