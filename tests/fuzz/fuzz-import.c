/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <string.h>

#include <glib/gstdio.h>

#include "domain/sgm-tables.h"
#include "exchange/sgm-import-read.h"
#include "exchange/sgm-import-repair.h"

/* A file of areas that somebody sends: its first byte says of which kind it is,
 * the rest is the file. It is opened, guessed at, read, checked and repaired. */

#define MAX_LAYERS 3

static const struct
{
  char kind;
  const char *name;
} kinds[] = {
  { 'J', "areas.geojson" },
  { 'C', "areas.csv" },
  { 'Z', "areas.zip" },
  { 'G', "areas.gpkg" },
  { 'K', "areas.kml" },
  { 'D', "areas.dxf" },
};

static void
add_area (GPtrArray  *records,
          gint64      id,
          SgmLevel    level,
          const char *code)
{
  const double ring[] = { 113.10, 22.55, 113.18, 22.55, 113.18, 22.57, 113.10, 22.57, 113.10, 22.55 };
  const guint end = 5, polygon_end = 1;
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (ring, &end, 1, &polygon_end, 1);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);
  SgmRecord *area = sgm_record_new (&sgm_table_area, id);

  sgm_record_set_int (area, SGM_AREA_LEVEL, level);
  sgm_record_set_text (area, SGM_AREA_CODE, code);
  sgm_record_set_text (area, SGM_AREA_NAME, code);
  if (id > 1)
    sgm_record_set_int (area, SGM_AREA_PARENT, id - 1);
  sgm_record_set_bytes (area, SGM_AREA_GEOMETRY, wkb);
  g_ptr_array_add (records, area);
}

static SgmImportPresent *
get_present (void)
{
  static SgmImportPresent *present;
  g_autoptr (GPtrArray) records = NULL;

  if (present != NULL)
    return present;
  records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  add_area (records, 1, SGM_LEVEL_DISTRICT, "440704");
  add_area (records, 2, SGM_LEVEL_STREET, "440704001");
  add_area (records, 3, SGM_LEVEL_COMMUNITY, "440704001015");
  add_area (records, 4, SGM_LEVEL_GRID, "440704001015001");
  present = sgm_import_present_new_empty ();
  present->areas = sgm_area_set_new (records, NULL);
  g_assert_nonnull (present->areas);
  return present;
}

static void
check (SgmStaging *staging)
{
  SgmImportOptions options = SGM_IMPORT_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmImportReport) report = sgm_import_repair_all (staging, get_present (), &options,
                                                              SGM_IMPORT_SAFE_REPAIRS, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      g_assert_true (g_utf8_validate (finding->sentence, -1, NULL));
    }
}

static void
read_layer (SgmForeignFile *file,
            guint           layer)
{
  g_autoptr (SgmImportPlan) plan = sgm_import_plan_new ();
  g_autoptr (SgmStaging) staging = NULL;
  g_autoptr (GError) error = NULL;

  sgm_import_plan_set_layer (plan, layer);
  if (!sgm_import_plan_guess (plan, file, get_present (), NULL, &error))
    return;
  for (guint i = 0; i < SGM_N_IMPORT_ASPECTS; i++)
    g_assert_true (plan->guesses[i].reason == NULL || g_utf8_validate (plan->guesses[i].reason, -1, NULL));
  if (plan->level == SGM_LEVEL_NONE && plan->levels == SGM_IMPORT_LEVELS_ONE)
    sgm_import_plan_set_levels (plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_UNIT);
  if (plan->crs == NULL)
    sgm_import_plan_set_crs (plan, "EPSG:4490", NULL);
  staging = sgm_staging_new (&error);
  g_assert_no_error (error);
  if (sgm_import_read (file, plan, staging, NULL, NULL, NULL, NULL, &error))
    check (staging);
  g_assert_true (error == NULL || g_utf8_validate (error->message, -1, NULL));
}

static void
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmForeignFile) file = sgm_foreign_file_open (path, NULL, &error);

  g_assert_true ((file == NULL) == (error != NULL));
  for (guint i = 0; file != NULL && i < MIN (sgm_foreign_file_get_n_layers (file), MAX_LAYERS); i++)
    read_layer (file, i);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *name = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; size > 0 && i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i].kind == (char) data[0])
      name = kinds[i].name;
  if (name == NULL)
    return 0;
  folder = g_dir_make_tmp ("sgm-fuzz-XXXXXX", NULL);
  g_assert_nonnull (folder);
  path = g_build_filename (folder, name, NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data + 1, size - 1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  read_file (path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  /* Nothing is written beside it. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return 0;
}
