/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "export-fixture.h"

#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

enum
{
  ORG_ALONE = 1,
  PLACE = 1,
};

/* A unit in two parts, one with a hole, and digits down to a millimetre. */
static GBytes *
make_odd_shape (void)
{
  static const double coordinates[] = {
    113.1000000123, 22.5500000456, 113.1100000789, 22.5500000012, 113.1100000345, 22.5600000678, 113.1000000901, 22.5600000234,
    113.1000000123, 22.5500000456,
    113.1030000123, 22.5530000456, 113.1030000901, 22.5560000234, 113.1060000345, 22.5560000678, 113.1060000789, 22.5530000012,
    113.1030000123, 22.5530000456,
    113.0950000123, 22.5500000456, 113.0960000789, 22.5500000012, 113.0960000345, 22.5510000678, 113.0950000123, 22.5500000456,
  };
  const guint ring_ends[] = { 5, 10, 14 };
  const guint polygon_ends[] = { 2, 3 };
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (coordinates, ring_ends, 3, polygon_ends, 2);

  return sgm_geometry_to_wkb (geometry);
}

static GPtrArray *
make_records (void)
{
  GPtrArray *records = small_district_make_records ();
  g_autoptr (GBytes) odd = make_odd_shape ();
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (SMALL_X, SMALL_Y);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (point);
  SgmRecord *org = sgm_record_new (&sgm_table_org, ORG_ALONE);
  SgmRecord *org_area = sgm_record_new (&sgm_table_org_area, 1);
  SgmRecord *place = sgm_record_new (&sgm_table_place, PLACE);
  SgmRecord *fact = sgm_record_new (&sgm_table_fact, 1);

  for (guint i = 0; i < records->len; i++)
    if (sgm_record_get_table (records->pdata[i]) == &sgm_table_area
        && sgm_record_get_id (records->pdata[i]) == SMALL_UNIT_WEST)
      sgm_record_set_bytes (records->pdata[i], SGM_AREA_GEOMETRY, odd);
  sgm_record_set_int (org, SGM_ORG_LEVEL, SGM_ORG_LEVEL_GRID);
  sgm_record_set_text (org, SGM_ORG_NAME, "桥南第一网格党支部");
  sgm_record_set_text (org, SGM_ORG_SECRETARY, "书记甲");
  sgm_record_set_int (org, SGM_ORG_MEMBERS, 12);
  g_ptr_array_add (records, org);
  sgm_record_set_int (org_area, SGM_ORG_AREA_ORG, ORG_ALONE);
  sgm_record_set_int (org_area, SGM_ORG_AREA_AREA, SMALL_GRID);
  g_ptr_array_add (records, org_area);
  sgm_record_set_text (place, SGM_PLACE_KIND, "enterprise");
  sgm_record_set_text (place, SGM_PLACE_NAME, "江海一厂");
  sgm_record_set_int (place, SGM_PLACE_AREA, SMALL_UNIT_EAST);
  sgm_record_set_bytes (place, SGM_PLACE_GEOMETRY, wkb);
  g_ptr_array_add (records, place);
  sgm_record_set_int (fact, SGM_FACT_AREA, SMALL_UNIT_EAST);
  sgm_record_set_text (fact, SGM_FACT_MEASURE, "households");
  sgm_record_set_int (fact, SGM_FACT_AT, G_GINT64_CONSTANT (1767225600000));
  sgm_record_set_real (fact, SGM_FACT_VALUE, 42);
  g_ptr_array_add (records, fact);
  return records;
}

void
export_fixture_set_up (ExportFixture *f,
                       gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (SgmChange) change = sgm_change_new_import_sample (records);

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = sgm_store_open (f->path, SGM_STORE_CREATE, &error);
  g_assert_no_error (error);
  sgm_store_submit (f->store, change, &error);
  g_assert_no_error (error);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  small_district_report (f->store, SMALL_MATTER_ORDINARY, NULL);
}

void
export_fixture_tear_down (ExportFixture *f,
                          gconstpointer  data)
{
  sgm_store_close (f->store);
  g_object_unref (f->store);
  g_free (f->path);
  scratch_free (f->folder);
}

SgmExportOptions
export_fixture_make_options (const char      *path,
                             SgmExportFormat  format)
{
  return (SgmExportOptions) {
    .path = path,
    .format = format,
    .layers = SGM_EXPORT_ALL_LAYERS,
    .epsg = SGM_EXPORT_GEOGRAPHIC,
    .theme_kind = sgm_theme_kind_find ("coverage"),
    .who = "chen",
    .origin = "test",
  };
}

char *
export_fixture_dup_target (ExportFixture   *f,
                           SgmExportFormat  format)
{
  return g_build_filename (f->folder, format == SGM_EXPORT_FORMAT_GEOPACKAGE ? "out.gpkg" : "out", NULL);
}

SgmExported *
export_fixture_export (ExportFixture          *f,
                       const SgmExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  SgmExported *exported = sgm_export_write (f->store, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return exported;
}

void
export_fixture_add_test (const char      *name,
                         const ExportWay *way,
                         void           (*test) (ExportFixture *f,
                                                 gconstpointer  data))
{
  g_autofree char *path = way != NULL ? g_strdup_printf ("/export/%s/%s-%d", name, sgm_export_format_get_id (way->format),
                                                         way->epsg)
                                      : g_strconcat ("/export/", name, NULL);

  g_test_add (path, ExportFixture, way, export_fixture_set_up, test, export_fixture_tear_down);
}
