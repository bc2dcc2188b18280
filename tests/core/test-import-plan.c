/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "exchange/sgm-import-crs.h"
#include "exchange/sgm-import-words.h"
#include "importing.h"

#include <math.h>
#include <string.h>

/* What columns and coordinates of a file are taken for. */

static void
write_level (Importing      *i,
             const char     *name,
             SgmLevel        level,
             const AreaFile *file)
{
  g_autoptr (GPtrArray) shapes = level != SGM_LEVEL_NONE ? area_town_take (level) : area_town_new ();

  importing_write (i, name, shapes, file);
}

static const char *
get_field (Importing       *i,
           SgmImportColumn  column)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (i->file, i->plan->layer);

  return i->plan->columns[column] >= 0 ? layer->fields[i->plan->columns[column]] : NULL;
}

static SgmImportSureness
get_sure (Importing       *i,
          SgmImportAspect  aspect)
{
  g_assert_true (i->plan->guesses[aspect].reason != NULL || i->plan->guesses[aspect].sure == SGM_IMPORT_SAID);
  return i->plan->guesses[aspect].sure;
}

static gboolean
is_readable (Importing *i)
{
  return sgm_import_plan_check (i->plan, i->file, NULL);
}

/* Columns ------------------------------------------------------------------- */

static void
test_chinese (Importing     *i,
              gconstpointer  data)
{
  const AreaFile file = {
    .driver = "GPKG", .layer = "最小单元", .crs = "EPSG:4490",
    .code_field = "单元编码", .name_field = "单元名称", .parent_field = "所属网格", .kind_field = "备注",
  };

  write_level (i, "file.gpkg", SGM_LEVEL_UNIT, &file);
  importing_guess (i, "file.gpkg");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_CODE), ==, "单元编码");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_NAME), ==, "单元名称");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_PARENT), ==, "所属网格");
  g_assert_null (get_field (i, SGM_IMPORT_COLUMN_KIND));
  g_assert_cmpint (i->plan->levels, ==, SGM_IMPORT_LEVELS_ONE);
  g_assert_cmpint (i->plan->level, ==, SGM_LEVEL_UNIT);
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CODE), ==, SGM_IMPORT_CERTAIN);
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_LEVEL), ==, SGM_IMPORT_CERTAIN);
  g_assert_true (is_readable (i));
}

/* Names that say nothing: the contents do. */
static void
test_nameless (Importing     *i,
               gconstpointer  data)
{
  const AreaFile file = {
    .driver = "GPKG", .layer = "x", .crs = "EPSG:4490",
    .code_field = "f1", .name_field = "f2", .parent_field = "f3", .kind_field = "f4",
  };

  write_level (i, "file.gpkg", SGM_LEVEL_COMMUNITY, &file);
  importing_guess (i, "file.gpkg");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_CODE), ==, "f1");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_NAME), ==, "f2");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_PARENT), ==, "f3");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_KIND), ==, "f4");
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CODE), ==, SGM_IMPORT_LIKELY);
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_NAME), ==, SGM_IMPORT_UNSURE);
}

static void
test_levels (Importing     *i,
             gconstpointer  data)
{
  const AreaFile mixed = { .driver = "GPKG", .layer = "all", .crs = "EPSG:4490", .code_field = "code", .name_field = "name" };
  const AreaFile by_column = {
    .driver = "GPKG", .layer = "all", .crs = "EPSG:4490", .name_field = "name", .level_field = "层级",
  };
  const AreaFile by_layer = { .driver = "GPKG", .layer = "wangge_grid", .crs = "EPSG:4490", .name_field = "name" };
  const AreaFile unknown = { .driver = "GPKG", .layer = "x", .crs = "EPSG:4490", .name_field = "name" };

  write_level (i, "mixed.gpkg", SGM_LEVEL_NONE, &mixed);
  importing_guess (i, "mixed.gpkg");
  g_assert_cmpint (i->plan->levels, ==, SGM_IMPORT_LEVELS_CODE);

  write_level (i, "column.gpkg", SGM_LEVEL_NONE, &by_column);
  importing_guess (i, "column.gpkg");
  g_assert_cmpint (i->plan->levels, ==, SGM_IMPORT_LEVELS_COLUMN);
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_LEVEL), ==, "层级");
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_CODE), ==, NULL);

  write_level (i, "layer.gpkg", SGM_LEVEL_GRID, &by_layer);
  importing_guess (i, "layer.gpkg");
  g_assert_cmpint (i->plan->levels, ==, SGM_IMPORT_LEVELS_ONE);
  g_assert_cmpint (i->plan->level, ==, SGM_LEVEL_GRID);
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_LEVEL), ==, SGM_IMPORT_LIKELY);

  write_level (i, "x.gpkg", SGM_LEVEL_GRID, &unknown);
  importing_guess (i, "x.gpkg");
  g_assert_cmpint (i->plan->level, ==, SGM_LEVEL_NONE);
  g_assert_false (is_readable (i));
}

/* A person's word stays, and what follows from it is guessed again. */
static void
test_said (Importing     *i,
           gconstpointer  data)
{
  const AreaFile file = {
    .driver = "GPKG", .layer = "x", .crs = "EPSG:4490", .code_field = "code", .name_field = "name", .parent_field = "other",
  };
  g_autoptr (GError) error = NULL;

  write_level (i, "file.gpkg", SGM_LEVEL_UNIT, &file);
  importing_guess (i, "file.gpkg");
  sgm_import_plan_set_column (i->plan, SGM_IMPORT_COLUMN_CODE,
                              sgm_foreign_layer_find_field (sgm_foreign_file_get_layer (i->file, 0), "other"));
  sgm_import_plan_set_datum (i->plan, SGM_DATUM_BD09);
  g_assert_true (sgm_import_plan_set_crs (i->plan, "4547", &error));
  g_assert_no_error (error);
  g_assert_true (sgm_import_plan_guess (i->plan, i->file, i->present, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_CODE), ==, "other");
  g_assert_cmpint (i->plan->level, ==, SGM_LEVEL_GRID);
  g_assert_cmpint (i->plan->datum, ==, SGM_DATUM_BD09);
  g_assert_cmpstr (i->plan->crs_name, ==, "CGCS2000 / 3-degree Gauss-Kruger CM 114E");
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_DATUM), ==, SGM_IMPORT_SAID);
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CRS), ==, SGM_IMPORT_SAID);

  sgm_import_plan_forget (i->plan, SGM_IMPORT_ASPECT_CODE);
  g_assert_true (sgm_import_plan_guess (i->plan, i->file, i->present, NULL, &error));
  g_assert_cmpstr (get_field (i, SGM_IMPORT_COLUMN_CODE), ==, "code");
  g_assert_cmpint (i->plan->level, ==, SGM_LEVEL_UNIT);
}

static void
test_checked (Importing     *i,
              gconstpointer  data)
{
  const AreaFile file = { .driver = "GPKG", .layer = "x", .crs = "EPSG:4490", .code_field = "code", .name_field = "name" };
  g_autoptr (GError) error = NULL;

  write_level (i, "file.gpkg", SGM_LEVEL_UNIT, &file);
  importing_guess (i, "file.gpkg");
  g_assert_true (is_readable (i));
  sgm_import_plan_set_column (i->plan, SGM_IMPORT_COLUMN_NAME, 17);
  g_assert_false (is_readable (i));
  sgm_import_plan_set_column (i->plan, SGM_IMPORT_COLUMN_NAME, -1);
  g_assert_true (is_readable (i));
  sgm_import_plan_set_levels (i->plan, SGM_IMPORT_LEVELS_COLUMN, SGM_LEVEL_NONE);
  g_assert_false (is_readable (i));
  sgm_import_plan_set_levels (i->plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_UNIT);
  g_assert_true (is_readable (i));
  g_assert_false (sgm_import_plan_set_crs (i->plan, "+proj=merc +nadgrids=/etc/passwd", &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_assert_true (is_readable (i));
  sgm_import_plan_set_layer (i->plan, 9);
  g_assert_false (is_readable (i));
}

/* Places -------------------------------------------------------------------- */

typedef struct
{
  const char *name;
  const char *projection;
  SgmDatum datum;
  gboolean swapped;
  const char *crs; /* what is guessed */
} Place;

static const Place places[] = {
  { "degrees", "EPSG:4490", SGM_DATUM_CGCS2000, FALSE, "EPSG:4490" },
  { "degrees-swapped", "EPSG:4490", SGM_DATUM_CGCS2000, TRUE, "EPSG:4490" },
  { "4547", "EPSG:4547", SGM_DATUM_CGCS2000, FALSE, "EPSG:4547" },
  { "4547-swapped", "EPSG:4547", SGM_DATUM_CGCS2000, TRUE, "EPSG:4547" },
  { "4546", "EPSG:4546", SGM_DATUM_CGCS2000, FALSE, "EPSG:4546" },
  { "4548", "EPSG:4548", SGM_DATUM_CGCS2000, FALSE, "EPSG:4548" },
  { "zone-38", "EPSG:4526", SGM_DATUM_CGCS2000, FALSE, "EPSG:4526" },
  { "zone-38-swapped", "EPSG:4526", SGM_DATUM_CGCS2000, TRUE, "EPSG:4526" },
  { "wide-zone-19", "EPSG:4497", SGM_DATUM_CGCS2000, FALSE, "EPSG:4497" },
  { "mercator", "EPSG:3857", SGM_DATUM_CGCS2000, FALSE, "EPSG:3857" },
  { "gcj02", "EPSG:4490", SGM_DATUM_GCJ02, FALSE, "EPSG:4490" },
  { "bd09", "EPSG:4490", SGM_DATUM_BD09, FALSE, "EPSG:4490" },
  { "gcj02-mercator", "EPSG:3857", SGM_DATUM_GCJ02, FALSE, "EPSG:3857" },
  { "gcj02-4547", "EPSG:4547", SGM_DATUM_GCJ02, FALSE, "EPSG:4547" },
};

/* Nothing but the numbers tells what they are. */
static void
test_places (Importing     *i,
             gconstpointer  data)
{
  for (guint n = 0; n < G_N_ELEMENTS (places); n++)
    {
      const Place *place = &places[n];
      const AreaFile file = {
        .driver = "ESRI Shapefile", .layer = place->name, .projection = place->projection, .datum = place->datum,
        .swapped = place->swapped, .encoding = "UTF-8", .code_field = "WGBM", .name_field = "WGMC",
      };
      g_autofree char *name = g_strdup_printf ("%s.shp", place->name);

      g_test_message ("%s", place->name);
      write_level (i, name, SGM_LEVEL_GRID, &file);
      importing_guess (i, name);
      g_assert_cmpstr (i->plan->crs, ==, place->crs);
      g_assert_cmpint (i->plan->swapped, ==, place->swapped);
      g_assert_cmpint (i->plan->datum, ==, place->datum);
      g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CRS), ==, SGM_IMPORT_LIKELY);
      g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_DATUM), ==, SGM_IMPORT_CERTAIN);
      importing_read (i);
      importing_check (i, 0);
      g_assert_cmpuint (i->report->n_found[SGM_IMPORT_SHIFTED], ==, 0);
      g_assert_cmpuint (i->report->n_found[SGM_IMPORT_OUTSIDE], ==, 0);
    }
}

/* A file that names its system is believed, save where that is impossible. */
static void
test_said_by_file (Importing     *i,
                   gconstpointer  data)
{
  const AreaFile right = { .driver = "GPKG", .layer = "grid", .crs = "EPSG:4547", .code_field = "code" };
  const AreaFile wrong = { .driver = "GPKG", .layer = "grid", .crs = "EPSG:4490", .projection = "EPSG:4547", .code_field = "code" };
  const AreaFile swapped = { .driver = "GPKG", .layer = "grid", .crs = "EPSG:4547", .swapped = TRUE, .code_field = "code" };
  const AreaFile old = { .driver = "GPKG", .layer = "grid", .crs = "EPSG:2383", .projection = "EPSG:4547", .code_field = "code" };

  write_level (i, "right.gpkg", SGM_LEVEL_GRID, &right);
  importing_guess (i, "right.gpkg");
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CRS), ==, SGM_IMPORT_CERTAIN);

  write_level (i, "wrong.gpkg", SGM_LEVEL_GRID, &wrong);
  importing_guess (i, "wrong.gpkg");
  g_assert_cmpstr (i->plan->crs, ==, "EPSG:4547");
  g_assert_nonnull (strstr (i->plan->guesses[SGM_IMPORT_ASPECT_CRS].reason, "cannot be"));

  write_level (i, "swapped.gpkg", SGM_LEVEL_GRID, &swapped);
  importing_guess (i, "swapped.gpkg");
  g_assert_true (i->plan->swapped);

  write_level (i, "old.gpkg", SGM_LEVEL_GRID, &old);
  importing_guess (i, "old.gpkg");
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CRS), ==, SGM_IMPORT_UNSURE);
}

/* Without present areas, what can be told is told, and how unsure it is. */
static void
test_first (Importing     *i,
            gconstpointer  data)
{
  const AreaFile metres = { .driver = "ESRI Shapefile", .layer = "metres", .projection = "EPSG:4547", .code_field = "code" };
  const AreaFile strange = { .driver = "CSV", .layer = "strange", .projection = "EPSG:3031", .code_field = "code" };

  write_level (i, "metres.shp", SGM_LEVEL_GRID, &metres);
  importing_guess (i, "metres.shp");
  g_assert_cmpstr (i->plan->crs, ==, "EPSG:4547");
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CRS), ==, SGM_IMPORT_UNSURE);
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_DATUM), ==, SGM_IMPORT_UNSURE);

  write_level (i, "strange.csv", SGM_LEVEL_GRID, &strange);
  importing_guess (i, "strange.csv");
  g_assert_cmpint (get_sure (i, SGM_IMPORT_ASPECT_CRS), ==, SGM_IMPORT_UNKNOWN);
  g_assert_null (i->plan->crs);
  g_assert_false (is_readable (i));
}

/* Coordinate systems -------------------------------------------------------- */

static void
test_crs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmImportCrs) metres = sgm_import_crs_new ("EPSG:4547", FALSE, SGM_DATUM_CGCS2000, &error);
  g_autoptr (SgmImportCrs) same = sgm_import_crs_new ("EPSG:4326", FALSE, SGM_DATUM_CGCS2000, &error);
  g_autoptr (SgmImportCrs) none = NULL;
  double place[] = { 407423.988, 2494983.030 };
  double exact[] = { 113.1, 22.55 };
  double nowhere[] = { 1e7, NAN };

  g_assert_no_error (error);
  g_assert_true (sgm_import_crs_convert (metres, place, 1));
  g_assert_cmpfloat (fabs (place[0] - 113.1), <, 1e-8);
  g_assert_cmpfloat (fabs (place[1] - 22.55), <, 1e-8);
  g_assert_false (sgm_import_crs_is_degrees (metres));

  g_assert_true (sgm_import_crs_convert (same, exact, 1));
  g_assert_cmpfloat (exact[0], ==, 113.1);
  g_assert_cmpfloat (exact[1], ==, 22.55);
  g_assert_false (sgm_import_crs_convert (same, nowhere, 1));
  g_assert_false (sgm_import_crs_convert (metres, nowhere, 1));

  none = sgm_import_crs_new ("EPSG:999999", FALSE, SGM_DATUM_CGCS2000, &error);
  g_assert_null (none);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
}

/* Words --------------------------------------------------------------------- */

static void
test_words (void)
{
  static const char *const codes[][2] = {
    { "440704001015001", "440704001015001" }, { " 440704001015001 ", "440704001015001" },
    { "'440704001015001", "440704001015001" }, { "440704001015001.0", "440704001015001" },
    { "４４０７０４", "440704" }, { "甲-1", "甲-1" }, { "", NULL }, { "  ", NULL },
  };
  g_autofree char *joined = sgm_import_words_join_code ("7", TOWN_GRID);

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autofree char *code = sgm_import_words_dup_code (codes[i][0]);

      g_assert_cmpstr (code, ==, codes[i][1]);
    }
  g_assert_null (sgm_import_words_dup_code (NULL));
  g_assert_cmpstr (joined, ==, TOWN_GRID "007");
  g_assert_null (sgm_import_words_join_code ("1234", TOWN_GRID));
  g_assert_null (sgm_import_words_join_code ("7", TOWN_UNIT));
  g_assert_null (sgm_import_words_join_code ("7", NULL));

  g_assert_cmpint (sgm_import_words_find_level ("村（社区）"), ==, SGM_LEVEL_COMMUNITY);
  g_assert_cmpint (sgm_import_words_find_level ("Unit"), ==, SGM_LEVEL_UNIT);
  g_assert_cmpint (sgm_import_words_find_level ("5"), ==, SGM_LEVEL_UNIT);
  g_assert_cmpint (sgm_import_words_find_level ("网格员"), ==, SGM_LEVEL_NONE);
  g_assert_cmpint (sgm_import_words_seek_level ("community_2026"), ==, SGM_LEVEL_COMMUNITY);
  g_assert_cmpint (sgm_import_words_seek_level ("江海区最小单元"), ==, SGM_LEVEL_UNIT);
  g_assert_cmpint (sgm_import_words_find_kind ("村委会"), ==, SGM_AREA_KIND_VILLAGE);
  g_assert_cmpuint (sgm_import_words_rate_code ("WG_BM"), ==, 3);
  g_assert_cmpuint (sgm_import_words_rate_name ("单元名称（全称）"), ==, 2);
  g_assert_cmpuint (sgm_import_words_rate_name ("面积"), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, town, function) \
  g_test_add ("/import-plan/" name, Importing, town, importing_set_up, function, importing_tear_down)
  ADD ("chinese", IMPORTING_TOWN, test_chinese);
  ADD ("nameless", IMPORTING_TOWN, test_nameless);
  ADD ("levels", IMPORTING_TOWN, test_levels);
  ADD ("said", IMPORTING_TOWN, test_said);
  ADD ("checked", IMPORTING_TOWN, test_checked);
  ADD ("places", IMPORTING_TOWN, test_places);
  ADD ("said-by-file", IMPORTING_TOWN, test_said_by_file);
  ADD ("first", NULL, test_first);
#undef ADD
  g_test_add_func ("/import-plan/crs", test_crs);
  g_test_add_func ("/import-plan/words", test_words);
  return g_test_run ();
}
