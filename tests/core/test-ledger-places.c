/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places and addresses from spreadsheets: where they lie. */
#include "domain/sgm-tables.h"
#include "geo/sgm-datum.h"
#include "geo/sgm-geometry.h"
#include "ledger-desk.h"

#define GRID "440704001015001"
#define CENTIMETRE 1e-7

static void
assert_lies (SgmRecord *record,
             guint      column,
             double     x,
             double     y,
             double     tolerance)
{
  g_autoptr (SgmGeometry) point = sgm_geometry_new_from_wkb (sgm_record_get_bytes (record, column), NULL);

  g_assert_nonnull (point);
  g_assert_cmpfloat_with_epsilon (sgm_geometry_get_box (point)->min_x, x, tolerance);
  g_assert_cmpfloat_with_epsilon (sgm_geometry_get_box (point)->min_y, y, tolerance);
}

static void
test_places (LedgerDesk    *desk,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) places = NULL;

  ledger_desk_import (desk, SGM_LEDGER_ADDRESSES, "地址,经度,纬度\n江南路１号,113.1151,22.5551\n");
  ledger_desk_import (desk, SGM_LEDGER_PLACES,
                      "类别,名称,状态,经度,纬度,地址,网格编码\n"
                      "企业,甲厂,正常,113.105,22.555,,\n"
                      "企业,乙厂,停业,,,江南路1号,\n"
                      "点位,丙点,,,,," GRID "\n");
  places = ledger_desk_get (desk, &sgm_table_place);
  g_assert_cmpuint (places->len, ==, 3);
  assert_lies (places->pdata[0], SGM_PLACE_GEOMETRY, 113.105, 22.555, CENTIMETRE);
  g_assert_cmpint (sgm_record_get_int (places->pdata[0], SGM_PLACE_AREA), ==, SMALL_UNIT_WEST);
  g_assert_cmpstr (sgm_record_get_text (places->pdata[0], SGM_PLACE_STATE), ==, "正常");
  assert_lies (places->pdata[1], SGM_PLACE_GEOMETRY, 113.1151, 22.5551, CENTIMETRE);
  g_assert_cmpint (sgm_record_get_int (places->pdata[1], SGM_PLACE_AREA), ==, SMALL_UNIT_EAST);
  g_assert_cmpint (sgm_record_get_int (places->pdata[2], SGM_PLACE_AREA), ==, SMALL_GRID);
}

/* Metres of the zone around 114° E, as surveyors give them. */
static void
test_metres (LedgerDesk    *desk,
             gconstpointer  data)
{
  g_autoptr (GPtrArray) places = NULL;

  ledger_desk_import (desk, SGM_LEDGER_PLACES, "类别,名称,x坐标,y坐标\n设备,甲,407915.5,2495540.8\n");
  places = ledger_desk_get (desk, &sgm_table_place);
  assert_lies (places->pdata[0], SGM_PLACE_GEOMETRY, 113.10476, 22.55507, 1e-4);
}

/* Shapes instead of two columns: well-known text in a table, and GeoJSON. */
static void
test_shapes (LedgerDesk    *desk,
             gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) line = NULL;
  g_autoptr (GPtrArray) places = NULL;

  ledger_desk_import (desk, SGM_LEDGER_PLACES, "类别,名称,位置\n设备,甲,POINT (407915.5 2495540.8)\n");
  path = ledger_desk_write (desk, "places.geojson",
                            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
                            "{\"类别\":\"设备\",\"名称\":\"乙\"},\"geometry\":{\"type\":\"Point\",\"coordinates\":"
                            "[113.115,22.555]}}]}");
  plan = ledger_desk_read (desk, SGM_LEDGER_PLACES, path);
  g_array_unref (ledger_desk_apply (desk, plan));
  places = ledger_desk_get (desk, &sgm_table_place);
  g_assert_cmpuint (places->len, ==, 2);
  assert_lies (places->pdata[0], SGM_PLACE_GEOMETRY, 113.10476, 22.55507, 1e-4);
  assert_lies (places->pdata[1], SGM_PLACE_GEOMETRY, 113.115, 22.555, CENTIMETRE);

  line = ledger_desk_plan (desk, SGM_LEDGER_PLACES, "类别,名称,位置\n设备,甲,\"LINESTRING (113.1 22.55,113.2 22.6)\"\n");
  g_assert_true (ledger_find (line, SGM_LEDGER_UNREADABLE, 2)->left_out);
}

static void
test_faults (LedgerDesk    *desk,
             gconstpointer  data)
{
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) ending = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) again = NULL;
  SgmLedgerFinding *finding;

  plan = ledger_desk_plan (desk, SGM_LEDGER_PLACES,
                           "类别,名称,经度,纬度,单元编码\n"
                           "企业,甲厂,113.105,22.555," GRID "001\n"
                           "企业,甲 厂,113.106,22.555,\n"
                           "企业,乙厂,113.105,22.555," GRID "002\n"
                           "企业,丙厂,120.5,30.1,\n"
                           "企业,丁厂,东边,22.555,\n"
                           "企业,戊厂,,,\n"
                           "企业,己厂,113.105,,\n"
                           "企业,庚厂,1e300,1e300,\n"
                           "企业,,113.105,22.555,\n"
                           ",辛厂,113.105,22.555,\n");
  ledger_assert_counts (plan, 2, 0, 0, 8);
  ledger_find (plan, SGM_LEDGER_TWICE, 3);
  finding = ledger_find (plan, SGM_LEDGER_OUTSIDE, 4);
  g_assert_false (finding->left_out);
  g_assert_cmpint (g_array_index (finding->areas, gint64, 0), ==, SMALL_UNIT_EAST);
  g_assert_true (ledger_find (plan, SGM_LEDGER_OUTSIDE, 5)->left_out);
  ledger_find (plan, SGM_LEDGER_UNREADABLE, 6);
  ledger_find (plan, SGM_LEDGER_MISSING, 7);
  ledger_find (plan, SGM_LEDGER_UNREADABLE, 8);
  ledger_find (plan, SGM_LEDGER_MISSING, 10);
  ledger_find (plan, SGM_LEDGER_MISSING, 11);
  g_array_unref (ledger_desk_apply (desk, plan));

  /* A complete list of enterprises removes those that it does not have. */
  desk->options->complete = TRUE;
  ending = ledger_desk_plan (desk, SGM_LEDGER_PLACES, "类别,名称,经度,纬度\n企业,甲厂,113.105,22.555\n");
  ledger_assert_counts (ending, 0, 0, 1, 0);
  g_assert_cmpuint (ending->removed->len, ==, 1);
  entries = ledger_desk_apply (desk, ending);
  left = ledger_desk_get (desk, &sgm_table_place);
  g_assert_cmpuint (left->len, ==, 1);
  ledger_desk_undo (desk, entries);
  again = ledger_desk_get (desk, &sgm_table_place);
  g_assert_cmpuint (again->len, ==, 2);
}

/* Places of the units' middles, as Amap would give them. */
static void
test_shifted (LedgerDesk    *desk,
              gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("地址,经度,纬度,单元编码\n");
  g_autoptr (SgmLedgerPlan) plan = NULL;
  g_autoptr (SgmLedgerPlan) said = NULL;
  g_autofree char *path = NULL;

  for (guint i = 0; i < 10; i++)
    {
      double x = 113.1005 + 0.001 * i, y = 22.5505 + 0.0008 * i;
      char east[G_ASCII_DTOSTR_BUF_SIZE], north[G_ASCII_DTOSTR_BUF_SIZE];

      sgm_datum_convert (SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, &x, &y);
      g_string_append_printf (text, "江南路%u号,%s,%s," GRID "001\n", i + 1, g_ascii_dtostr (east, sizeof east, x),
                              g_ascii_dtostr (north, sizeof north, y));
    }
  plan = ledger_desk_plan (desk, SGM_LEDGER_ADDRESSES, text->str);
  ledger_find (plan, SGM_LEDGER_SHIFTED, 0);

  path = ledger_desk_write (desk, "table.csv", text->str);
  desk->columns = sgm_ledger_columns_new (SGM_LEDGER_ADDRESSES);
  for (guint i = 0; i < 4; i++)
    sgm_ledger_columns_set (desk->columns, i, (int) i);
  desk->columns->datum = SGM_DATUM_GCJ02;
  said = ledger_desk_read (desk, SGM_LEDGER_ADDRESSES, path);
  ledger_assert_counts (said, 10, 0, 0, 0);
  g_assert_cmpuint (said->findings->len, ==, 0);
}

#define ADD(name, function) \
  g_test_add ("/ledger-places/" name, LedgerDesk, NULL, ledger_desk_set_up, function, ledger_desk_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("places", test_places);
  ADD ("metres", test_metres);
  ADD ("shapes", test_shapes);
  ADD ("faults", test_faults);
  ADD ("shifted", test_shifted);
  return g_test_run ();
}
