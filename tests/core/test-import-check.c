/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "domain/sgm-tables.h"
#include "geo/sgm-datum.h"
#include "scratch.h"
#include "small-district.h"
#include "staged.h"

/* The small district has one grid from 113.10 to 113.12 and from 22.55 to
 * 22.56, and two units that meet at 113.11. Here, 0.0001 degrees are 10.28 m
 * from west to east and 11.07 m from south to north. */
#define GRID "440704001015001"
#define WEST GRID "001"
#define EAST GRID "002"
#define METRES_X 102833.0
#define METRES_Y 110745.0

typedef struct
{
  char *folder;
  SgmStore *store;
  SgmImportPresent *present;
  SgmStaging *staging;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;

  f->folder = scratch_new ();
  path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (path);
  f->present = sgm_import_present_new (f->store, &error);
  g_assert_no_error (error);
  f->staging = staged_new ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_staging_free (f->staging);
  sgm_import_present_free (f->present);
  g_clear_object (&f->store);
  scratch_free (f->folder);
}

static void
add_west (Fixture *f)
{
  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "西", 113.10, 22.55, 113.11, 22.56);
}

static void
add_east (Fixture *f)
{
  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.11, 22.55, 113.12, 22.56);
}

/* A district whose grid has no units yet. */
static void
drop_units (Fixture *f)
{
  g_autoptr (GPtrArray) records = small_district_make_records ();
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < records->len; i++)
    if (sgm_record_get_table (records->pdata[i]) == &sgm_table_area
        && sgm_record_get_int (records->pdata[i], SGM_AREA_LEVEL) < SGM_LEVEL_UNIT)
      g_ptr_array_add (areas, records->pdata[i]);
  sgm_area_set_unref (f->present->areas);
  f->present->areas = sgm_area_set_new (areas, &error);
  g_assert_no_error (error);
}

static void
assert_near (double value,
             double expected,
             double share)
{
  g_assert_cmpfloat (fabs (value - expected), <=, share * fabs (expected));
}

static void
test_clean (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  add_west (f);
  add_east (f);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_TOTAL, 0);
  g_assert_cmpuint (report->n_rows[SGM_LEVEL_UNIT], ==, 2);
  g_assert_false (sgm_import_report_blocks (report));
}

/* Codes --------------------------------------------------------------------- */

/* A unit without a code that is where a present one is gets that one's. */
static void
test_code_of_present (Fixture       *f,
                      gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  add_west (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, NULL, "东", 113.11, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_CODE_MISSING, 1);
  finding = staged_find (report, SGM_IMPORT_CODE_MISSING);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_CODE);
  g_assert_cmpstr (finding->proposal, ==, EAST);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).number, ==, 2);
}

/* Others get the next ones of the grid that they lie in, from west to east. */
static void
test_code_by_place (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, NULL, "二", 113.103, 22.55, 113.104, 22.56);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, "17", "一", 113.102, 22.55, 113.103, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  finding = staged_find (report, SGM_IMPORT_CODE_MISSING);
  g_assert_cmpstr (finding->proposal, ==, GRID "004");
  finding = staged_find (report, SGM_IMPORT_CODE_BAD);
  g_assert_cmpstr (finding->proposal, ==, GRID "003");
  g_assert_true (sgm_import_report_blocks (report));
}

static void
test_codes_wrong (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (SgmGeometry) geometry = NULL;
  g_autoptr (GBytes) wkb = NULL;
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  add_west (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "东", 113.11, 22.55, 113.12, 22.56);
  geometry = staged_dup (f->staging, 1);
  wkb = sgm_geometry_to_wkb (geometry);
  staged_add_bytes (f->staging, SGM_LEVEL_GRID, "440704001016001", NULL, wkb, NULL);
  staged_add_bytes (f->staging, SGM_LEVEL_GRID, "440704001015007", "440704001099", wkb, NULL);
  staged_add_bytes (f->staging, SGM_LEVEL_NONE, "no code", NULL, wkb, NULL);
  report = staged_check (f->staging, f->present, NULL);

  finding = staged_find (report, SGM_IMPORT_CODE_TWICE);
  g_assert_cmpuint (finding->rows->len, ==, 2);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).id, ==, 2);
  finding = staged_find (report, SGM_IMPORT_CODE_ORPHAN);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_CODE_ORPHAN], ==, 2);
  g_assert_cmpint (finding->severity, ==, SGM_IMPORT_BLOCKS);
  finding = staged_find (report, SGM_IMPORT_CODE_BAD);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).id, ==, 5);
}

/* The row that lies where the present area is keeps the code, and the other one
 * gets that of its place. */
static void
test_code_twice (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "东", 113.11, 22.55, 113.12, 22.56);
  add_west (f);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_CODE_TWICE], ==, 1);
  finding = staged_find (report, SGM_IMPORT_CODE_TWICE);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).id, ==, 1);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_CODE);
  g_assert_cmpstr (finding->proposal, ==, EAST);
  g_assert_true (finding->chosen);
  g_assert_cmpstr (finding->sentence, ==,
                   "The rows 1 and 2 both have the code " WEST ". By its place row 1 would be " EAST ".");
}

/* Neither lies there, but one has the name; of three at one place, two go. */
static void
test_code_twice_by_name (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  for (guint i = 0; i < 3; i++)
    staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, i == 1 ? "西" : "块", 113.102, 22.552, 113.104, 22.554);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_CODE_TWICE], ==, 2);
  for (guint i = 0; i < report->findings->len; i++)
    {
      const SgmImportFinding *finding = report->findings->pdata[i];

      if (finding->kind != SGM_IMPORT_CODE_TWICE)
        continue;
      g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).id, !=, 2);
      g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 1).id, ==, 2);
      g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_LEAVE_OUT);
      g_assert_false (finding->chosen);
      g_assert_nonnull (strstr (finding->sentence, "would be left out"));
    }
}

/* Rows ---------------------------------------------------------------------- */

static void
test_rings (Fixture       *f,
            gconstpointer  data)
{
  const double bow[] = { 113.10, 22.55, 113.11, 22.56, 113.11, 22.55, 113.10, 22.56, 113.10, 22.55 };
  const double turned[] = { 113.11, 22.55, 113.11, 22.56, 113.12, 22.56, 113.12, 22.56, 113.12, 22.55, 113.11, 22.55 };
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add (f->staging, SGM_LEVEL_UNIT, WEST, "西", bow, 5);
  staged_add (f->staging, SGM_LEVEL_UNIT, EAST, NULL, turned, 6);
  report = staged_check (f->staging, f->present, NULL);

  finding = staged_find (report, SGM_IMPORT_RING_INVALID);
  assert_near (finding->place.min_x, 113.105, 1e-9);
  assert_near (finding->place.min_y, 22.555, 1e-9);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_RESHAPE);
  g_assert_false (finding->chosen);
  g_assert_nonnull (strstr (finding->sentence, "in 2 parts instead of 0 m²"));
  finding = staged_find (report, SGM_IMPORT_VERTEX_TWICE);
  g_assert_cmpfloat (finding->place.min_x, ==, 113.12);
  g_assert_cmpfloat (finding->place.min_y, ==, 22.56);
  finding = staged_find (report, SGM_IMPORT_RING_ORDER);
  g_assert_cmpuint (finding->rows->len, ==, 1);
  finding = staged_find (report, SGM_IMPORT_NAME_MISSING);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).number, ==, 2);
}

/* The last vertex is not the first one. */
static GBytes *
make_open_ring (void)
{
  g_autoptr (SgmStaging) staging = staged_new ();
  g_autoptr (SgmGeometry) geometry = NULL;
  g_autoptr (GBytes) wkb = NULL;
  const double elsewhere = 22.5503;
  guint8 *data;
  gsize size;

  staged_add_box (staging, SGM_LEVEL_UNIT, WEST, NULL, 113.10, 22.55, 113.11, 22.56);
  geometry = staged_dup (staging, 1);
  wkb = sgm_geometry_to_wkb (geometry);
  data = g_memdup2 (g_bytes_get_data (wkb, &size), g_bytes_get_size (wkb));
  memcpy (data + size - sizeof elsewhere, &elsewhere, sizeof elsewhere);
  return g_bytes_new_take (data, size);
}

static void
test_unreadable (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GBytes) open = make_open_ring ();
  g_autoptr (GBytes) rubbish = g_bytes_new_static ("rubbish", 7);
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_bytes (f->staging, SGM_LEVEL_UNIT, WEST, NULL, open, NULL);
  staged_add_bytes (f->staging, SGM_LEVEL_UNIT, EAST, NULL, NULL, "It has no geometry.");
  staged_add_bytes (f->staging, SGM_LEVEL_UNIT, GRID "003", NULL, rubbish, NULL);
  report = staged_check (f->staging, f->present, NULL);

  finding = staged_find (report, SGM_IMPORT_RING_OPEN);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).id, ==, 1);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_CLOSE);
  finding = staged_find (report, SGM_IMPORT_UNREADABLE);
  g_assert_cmpstr (finding->sentence, ==, "Row 2: It has no geometry.");
  g_assert_cmpuint (report->n_found[SGM_IMPORT_UNREADABLE], ==, 2);
}

static void
test_tiny (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "西", 113.10, 22.55, 113.10005, 22.55005);
  report = staged_check (f->staging, f->present, NULL);
  assert_near (staged_find (report, SGM_IMPORT_TINY)->size, 5.1417 * 5.5373, 0.001);
}

/* Borders ------------------------------------------------------------------- */

static void
test_overlap (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  add_west (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.109, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_OVERLAP], ==, 1);
  finding = staged_find (report, SGM_IMPORT_OVERLAP);
  assert_near (finding->size, 0.001 * METRES_X * 0.01 * METRES_Y, 0.001);
  g_assert_cmpfloat (finding->place.min_x, ==, 113.109);
  g_assert_cmpfloat (finding->place.max_x, ==, 113.11);
  g_assert_cmpuint (finding->rows->len, ==, 2);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_NONE);
}

/* Areas that share their borders may still lie over each other. */
static void
test_twice (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  add_west (f);
  add_east (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, GRID "003", "西", 113.10, 22.55, 113.11, 22.56);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, GRID "004", "东", 113.11, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_OVERLAP, 2);
  assert_near (staged_find (report, SGM_IMPORT_OVERLAP)->size, 0.01 * METRES_X * 0.01 * METRES_Y, 0.001);
}

/* Thousands of areas over each other are told of, but not all. */
static void
test_hopeless (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *code = g_strdup_printf (GRID "%04u", i + 1);

      staged_add_box (f->staging, SGM_LEVEL_UNIT, code, "叠", 113.10, 22.55, 113.11, 22.56);
    }
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_OVERLAP], ==, SGM_IMPORT_MAX_FINDINGS);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_GAP], ==, 0);
}

static void
test_within (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  add_west (f);
  add_east (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, GRID "003", "中", 113.102, 22.552, 113.103, 22.553);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_OVERLAP, 1);
  assert_near (staged_find (report, SGM_IMPORT_OVERLAP)->size, 0.001 * METRES_X * 0.001 * METRES_Y, 0.001);
}

/* Nine squares, of which the middle one may be missing. */
static void
add_squares (Fixture  *f,
             gboolean  middle)
{
  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *code = g_strdup_printf ("%s%03u", GRID, i + 11);
      double west = 113.10 + 0.001 * (i % 3), south = 22.55 + 0.001 * (i / 3);

      if (i != 4 || middle)
        staged_add_box (f->staging, SGM_LEVEL_UNIT, code, "块", west, south,
                        113.10 + 0.001 * (i % 3 + 1), 22.55 + 0.001 * (i / 3 + 1));
    }
}

static void
test_gap (Fixture       *f,
          gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (SgmStaging) full = staged_new ();
  SgmImportFinding *finding;

  drop_units (f);
  add_squares (f, FALSE);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_GAP, 1);
  finding = staged_find (report, SGM_IMPORT_GAP);
  assert_near (finding->size, 0.001 * METRES_X * 0.001 * METRES_Y, 0.001);
  assert_near (finding->place.min_x, 113.101, 1e-12);
  assert_near (finding->place.max_y, 22.552, 1e-12);
  g_assert_cmpuint (finding->rows->len, ==, 8);

  sgm_import_report_free (report);
  sgm_staging_free (f->staging);
  f->staging = g_steal_pointer (&full);
  add_squares (f, TRUE);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_GAP, 0);
}

/* 0.3 m of ground are between them, and 0.3 m of a third lie over one. */
static void
test_slivers (Fixture       *f,
              gconstpointer  data)
{
  const double width = 0.3 / METRES_X;
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  drop_units (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, GRID "011", "西", 113.10, 22.55, 113.101, 22.551);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, GRID "012", "东", 113.101 - width, 22.55, 113.102, 22.551);
  report = staged_check (f->staging, f->present, NULL);
  finding = staged_find (report, SGM_IMPORT_SLIVER);
  assert_near (finding->size, 0.3 * 0.001 * METRES_Y, 0.01);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_SNAP);
  g_assert_true (finding->chosen);
  finding = staged_find (report, SGM_IMPORT_BORDER);
  g_assert_cmpuint (finding->rows->len, >=, 1);
  g_assert_cmpuint (report->findings->len, ==, 2);
}

/* A neighbour has a vertex more on the common border: no ground is lost, but
 * the border is not the same. */
static void
test_border (Fixture       *f,
             gconstpointer  data)
{
  const double east[] = {
    113.11, 22.55, 113.12, 22.55, 113.12, 22.56, 113.11, 22.56, 113.11, 22.555, 113.11, 22.55,
  };
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  add_west (f);
  staged_add (f->staging, SGM_LEVEL_UNIT, EAST, "东", east, 6);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_BORDER, 1);
  finding = staged_find (report, SGM_IMPORT_BORDER);
  g_assert_cmpuint (finding->rows->len, ==, 1);
  g_assert_cmpint (g_array_index (finding->rows, SgmImportRef, 0).id, ==, 1);
}

/* Places -------------------------------------------------------------------- */

static void
test_outside (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  add_west (f);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.11, 22.55, 113.1201, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_OUTSIDE, 1);
  finding = staged_find (report, SGM_IMPORT_OUTSIDE);
  assert_near (finding->size, 0.0001 * METRES_X * 0.01 * METRES_Y, 0.001);
  g_assert_nonnull (strstr (finding->sentence, "10.3 m"));
  g_assert_cmpstr (finding->codes->pdata[1], ==, GRID);
}

/* The file has two communities and a grid that lies in both. */
static void
test_across (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_COMMUNITY, "440704001015", "桥南", 113.10, 22.55, 113.11, 22.56);
  staged_add_box (f->staging, SGM_LEVEL_COMMUNITY, "440704001016", "桥北", 113.11, 22.55, 113.12, 22.56);
  staged_add_box (f->staging, SGM_LEVEL_GRID, GRID, "网格", 113.10, 22.55, 113.112, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  finding = staged_find (report, SGM_IMPORT_ACROSS);
  assert_near (finding->size, 0.002 * METRES_X * 0.01 * METRES_Y, 0.001);
  g_assert_cmpstr (finding->codes->pdata[1], ==, "440704001015");
  g_assert_cmpstr (finding->codes->pdata[2], ==, "440704001016");
}

static void
add_shifted (Fixture    *f,
             const char *code,
             double      west,
             double      east)
{
  double v[] = { west, 22.55, east, 22.55, east, 22.56, west, 22.56, west, 22.55 };

  for (guint i = 0; i < G_N_ELEMENTS (v); i += 2)
    sgm_datum_convert (SGM_DATUM_CGCS2000, SGM_DATUM_GCJ02, &v[i], &v[i + 1]);
  staged_add (f->staging, SGM_LEVEL_UNIT, code, "单元", v, 5);
}

static void
test_shifted (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;
  double metres = 0;

  add_shifted (f, WEST, 113.10, 113.11);
  add_shifted (f, EAST, 113.11, 113.12);
  report = staged_check (f->staging, f->present, NULL);
  finding = staged_find (report, SGM_IMPORT_SHIFTED);
  g_assert_cmpint (finding->severity, ==, SGM_IMPORT_BLOCKS);
  g_assert_cmpint (finding->repair, ==, SGM_IMPORT_REPAIR_DATUM);
  g_assert_cmpstr (finding->proposal, ==, "gcj02");
  metres = g_ascii_strtod (strstr (finding->sentence, "about ") + 6, NULL);
  g_assert_cmpfloat (metres, >, 550);
  g_assert_cmpfloat (metres, <, 700);
}

/* Without codes the district's outline has to tell. */
static void
test_shifted_without_codes (Fixture       *f,
                            gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  for (guint i = 0; i < 40; i++)
    add_shifted (f, NULL, 113.10 + 0.0005 * i, 113.10 + 0.0005 * (i + 1));
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpstr (staged_find (report, SGM_IMPORT_SHIFTED)->proposal, ==, "gcj02");
}

/* What follows --------------------------------------------------------------- */

static void
test_totals (Fixture       *f,
             gconstpointer  data)
{
  const SgmImportOptions complete = { TRUE, SGM_IMPORT_USUAL_TOLERANCE, SGM_IMPORT_USUAL_SLIVER };
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "西", 113.10, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, &complete);
  finding = staged_find (report, SGM_IMPORT_TOTAL);
  g_assert_cmpstr (finding->sentence, ==, "Minimal unit: 1 of 2590; missing: " EAST);
  finding = staged_find (report, SGM_IMPORT_ENDS);
  g_assert_cmpuint (finding->codes->len, ==, 1);
  g_assert_cmpstr (finding->codes->pdata[0], ==, EAST);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_POSTS], ==, 0);
}

/* The grid ends, and four people have their posts there. */
static void
test_posts (Fixture       *f,
            gconstpointer  data)
{
  const SgmImportOptions complete = { TRUE, SGM_IMPORT_USUAL_TOLERANCE, SGM_IMPORT_USUAL_SLIVER };
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_GRID, "440704001015002", "新", 113.10, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, &complete);
  finding = staged_find (report, SGM_IMPORT_POSTS);
  g_assert_cmpstr (finding->codes->pdata[0], ==, GRID);
  g_assert_nonnull (strstr (finding->sentence, " 4 posts"));
  g_assert_cmpuint (report->n_found[SGM_IMPORT_ENDS], ==, 2);
}

static void
cancel (double      fraction,
        const char *what,
        gpointer    data)
{
  g_cancellable_cancel (data);
}

static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  add_west (f);
  g_assert_null (sgm_import_check (f->staging, f->present, NULL, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  const struct
  {
    const char *name;
    void (*run) (Fixture *f, gconstpointer data);
  } tests[] = {
    { "clean", test_clean },
    { "code-of-present", test_code_of_present },
    { "code-by-place", test_code_by_place },
    { "codes-wrong", test_codes_wrong },
    { "code-twice", test_code_twice },
    { "code-twice-by-name", test_code_twice_by_name },
    { "rings", test_rings },
    { "unreadable", test_unreadable },
    { "tiny", test_tiny },
    { "overlap", test_overlap },
    { "twice", test_twice },
    { "within", test_within },
    { "hopeless", test_hopeless },
    { "gap", test_gap },
    { "slivers", test_slivers },
    { "border", test_border },
    { "outside", test_outside },
    { "across", test_across },
    { "shifted", test_shifted },
    { "shifted-without-codes", test_shifted_without_codes },
    { "totals", test_totals },
    { "posts", test_posts },
    { "cancelled", test_cancelled },
  };
  char *folder = scratch_new ();
  int status;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import-check/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  status = g_test_run ();
  scratch_free (folder);
  return status;
}
