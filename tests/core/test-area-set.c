/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "district/sgm-area-set.h"
#include "domain/sgm-tables.h"

/* A district of one street, two communities of 0.1° each, one above the
 * other, with two grids each and two units in each grid, all side by side. */
#define X 113.0
#define Y 22.0
#define SIDE 0.1

static SgmRecord *
make_area (gint64      id,
           SgmLevel    level,
           const char *code,
           gint64      parent,
           SgmBox      box)
{
  const double v[] = {
    box.min_x, box.min_y, box.max_x, box.min_y, box.max_x, box.max_y,
    box.min_x, box.max_y, box.min_x, box.min_y,
  };
  const guint ring_end = 5, polygon_end = 1;
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_polygons (v, &ring_end, 1, &polygon_end, 1);
  g_autoptr (GBytes) wkb = sgm_geometry_to_wkb (geometry);
  g_autofree char *name = g_strconcat ("区域", code, NULL);
  SgmRecord *record = sgm_record_new (&sgm_table_area, id);

  sgm_record_set_int (record, SGM_AREA_LEVEL, level);
  sgm_record_set_text (record, SGM_AREA_CODE, code);
  sgm_record_set_text (record, SGM_AREA_NAME, name);
  sgm_record_set_int (record, SGM_AREA_KIND, SGM_AREA_KIND_NONE);
  if (parent > 0)
    sgm_record_set_int (record, SGM_AREA_PARENT, parent);
  sgm_record_set_int (record, SGM_AREA_VALID_FROM, 0);
  sgm_record_set_bytes (record, SGM_AREA_GEOMETRY, wkb);
  return record;
}

/* Children first and codes backwards: the order of the records is nothing. */
static GPtrArray *
make_records (void)
{
  GPtrArray *records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);

  for (int community = 1; community >= 0; community--)
    {
      g_autofree char *code = g_strdup_printf ("44070400100%d", community + 1);
      double y = Y + community * SIDE;

      for (int grid = 1; grid >= 0; grid--)
        {
          g_autofree char *grid_code = g_strdup_printf ("%s00%d", code, grid + 1);
          double x = X + grid * SIDE / 2;

          for (int unit = 1; unit >= 0; unit--)
            {
              g_autofree char *unit_code = g_strdup_printf ("%s00%d", grid_code, unit + 1);
              double left = x + unit * SIDE / 4;

              g_ptr_array_add (records,
                               make_area (1000 + community * 100 + grid * 10 + unit,
                                          SGM_LEVEL_UNIT, unit_code, 100 + community * 10 + grid,
                                          (SgmBox) { left, y, left + SIDE / 4, y + SIDE }));
            }
          g_ptr_array_add (records,
                           make_area (100 + community * 10 + grid, SGM_LEVEL_GRID, grid_code,
                                      10 + community,
                                      (SgmBox) { x, y, x + SIDE / 2, y + SIDE }));
        }
      g_ptr_array_add (records, make_area (10 + community, SGM_LEVEL_COMMUNITY, code, 2,
                                           (SgmBox) { X, y, X + SIDE, y + SIDE }));
    }
  g_ptr_array_add (records, make_area (2, SGM_LEVEL_STREET, "440704001", 1,
                                       (SgmBox) { X, Y, X + SIDE, Y + 2 * SIDE }));
  g_ptr_array_add (records, make_area (1, SGM_LEVEL_DISTRICT, "440704", 0,
                                       (SgmBox) { X, Y, X + SIDE, Y + 2 * SIDE }));
  return records;
}

static SgmAreaSet *
make_set (void)
{
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (GError) error = NULL;
  SgmAreaSet *set = sgm_area_set_new (records, &error);

  g_assert_no_error (error);
  return set;
}

static void
test_order (void)
{
  g_autoptr (SgmAreaSet) set = make_set ();
  const guint counts[] = { 0, 1, 1, 2, 4, 8 };

  g_assert_cmpuint (sgm_area_set_get_n_areas (set), ==, 16);
  for (guint level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      guint first, end;

      sgm_area_set_get_level (set, level, &first, &end);
      g_assert_cmpuint (end - first, ==, counts[level]);
      for (guint i = first + 1; i < end; i++)
        g_assert_cmpstr (sgm_area_set_get (set, i - 1)->code, <, sgm_area_set_get (set, i)->code);
    }
  for (guint i = 0; i < sgm_area_set_get_n_areas (set); i++)
    {
      const SgmArea *area = sgm_area_set_get (set, i);
      const double *label = sgm_geometry_get_label_point (area->geometry);

      g_assert_cmpuint (area->index, ==, i);
      g_assert_true (sgm_area_set_find_id (set, area->id) == area);
      g_assert_true (sgm_area_set_find_code (set, area->code) == area);
      g_assert_true (sgm_geometry_contains (area->geometry, label[0], label[1]));
      g_assert_cmpfloat (area->size, >, 1e6);
      for (guint c = 0; c < area->n_children; c++)
        g_assert_cmpuint (sgm_area_set_get (set, area->first_child + c)->parent, ==, i);
    }
  g_assert_null (sgm_area_set_find_id (set, 4711));
  g_assert_null (sgm_area_set_find_code (set, "440704009"));
}

static void
test_find_at (void)
{
  g_autoptr (SgmAreaSet) set = make_set ();
  const SgmArea *unit = sgm_area_set_find_at (set, SGM_LEVEL_UNIT, X + 0.06, Y + 0.15);
  const SgmArea *grid = sgm_area_set_find_at (set, SGM_LEVEL_GRID, X + 0.06, Y + 0.15);

  g_assert_cmpstr (unit->code, ==, "440704001002002001");
  g_assert_cmpstr (grid->code, ==, "440704001002002");
  g_assert_true (sgm_area_set_get_ancestor (set, unit, SGM_LEVEL_GRID) == grid);
  g_assert_true (sgm_area_set_get_ancestor (set, unit, SGM_LEVEL_UNIT) == unit);
  g_assert_null (sgm_area_set_get_ancestor (set, grid, SGM_LEVEL_UNIT));
  g_assert_cmpint (sgm_area_set_get_ancestor (set, unit, SGM_LEVEL_DISTRICT)->id, ==, 1);
  g_assert_null (sgm_area_set_find_at (set, SGM_LEVEL_UNIT, X - 0.01, Y));
}

static void
test_query (void)
{
  g_autoptr (SgmAreaSet) set = make_set ();
  SgmBox box = { X + 0.01, Y + 0.01, X + 0.04, Y + 0.02 };
  g_autoptr (GArray) units = sgm_area_set_query (set, SGM_LEVEL_UNIT, &box);
  g_autoptr (GArray) streets = sgm_area_set_query (set, SGM_LEVEL_STREET, &box);

  g_assert_cmpuint (units->len, ==, 2);
  g_assert_cmpstr (sgm_area_set_get (set, g_array_index (units, guint, 0))->code,
                   ==, "440704001001001001");
  g_assert_cmpstr (sgm_area_set_get (set, g_array_index (units, guint, 1))->code,
                   ==, "440704001001001002");
  g_assert_cmpuint (streets->len, ==, 1);
}

static void
test_ended (void)
{
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (SgmAreaSet) set = NULL;
  g_autoptr (GError) error = NULL;
  SgmRecord *old = make_area (5000, SGM_LEVEL_UNIT, "440704001001001002", 4711,
                              (SgmBox) { X, Y, X + SIDE, Y + SIDE });

  sgm_record_set_int (old, SGM_AREA_VALID_TO, 1);
  g_ptr_array_add (records, old);
  set = sgm_area_set_new (records, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (sgm_area_set_get_n_areas (set), ==, 16);
  g_assert_null (sgm_area_set_find_id (set, 5000));
}

static void
test_empty (void)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmAreaSet) set = sgm_area_set_new (records, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sgm_area_set_get_n_areas (set), ==, 0);
  g_assert_null (sgm_area_set_find_at (set, SGM_LEVEL_GRID, X, Y));
}

static void
assert_refused (SgmRecord *record)
{
  g_autoptr (GPtrArray) records = make_records ();
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (records, record);
  g_assert_null (sgm_area_set_new (records, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
}

static void
test_refused (void)
{
  SgmBox box = { X, Y, X + SIDE, Y + SIDE };
  g_autoptr (SgmGeometry) point = sgm_geometry_new_point (X, Y);
  g_autoptr (GBytes) point_wkb = sgm_geometry_to_wkb (point);
  g_autoptr (GBytes) no_wkb = g_bytes_new_static ("\1\6", 2);
  SgmRecord *record;

  assert_refused (make_area (9, SGM_LEVEL_DISTRICT, "440705", 0, box));
  assert_refused (make_area (9, SGM_LEVEL_STREET, "440704002", 0, box));
  assert_refused (make_area (9, SGM_LEVEL_UNIT, "440704001001001009", 2, box));
  assert_refused (make_area (9, 6, "440704001001001009", 2, box));
  assert_refused (make_area (2, SGM_LEVEL_STREET, "440704002", 1, box));
  assert_refused (make_area (9, SGM_LEVEL_STREET, "440704001", 1, box));

  record = make_area (9, SGM_LEVEL_STREET, "440704002", 1, box);
  sgm_record_set_null (record, SGM_AREA_NAME);
  assert_refused (record);
  record = make_area (9, SGM_LEVEL_STREET, "440704002", 1, box);
  sgm_record_set_bytes (record, SGM_AREA_GEOMETRY, point_wkb);
  assert_refused (record);
  record = make_area (9, SGM_LEVEL_STREET, "440704002", 1, box);
  sgm_record_set_bytes (record, SGM_AREA_GEOMETRY, no_wkb);
  assert_refused (record);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/area-set/order", test_order);
  g_test_add_func ("/area-set/find-at", test_find_at);
  g_test_add_func ("/area-set/query", test_query);
  g_test_add_func ("/area-set/ended", test_ended);
  g_test_add_func ("/area-set/empty", test_empty);
  g_test_add_func ("/area-set/refused", test_refused);
  return g_test_run ();
}
