/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "staged.h"

/* Files that have only some of the areas: what they have goes beside what
 * stays. The small district has one grid from 113.10 to 113.12 and from 22.55
 * to 22.56, and two units that meet at 113.11. */
#define GRID "440704001015001"
#define WEST GRID "001"
#define EAST GRID "002"
#define METRES_X 102833.0
#define METRES_Y 110745.0

typedef struct
{
  SgmImportPresent *present;
  SgmStaging *staging;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) records = small_district_make_records ();
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < records->len; i++)
    if (sgm_record_get_table (records->pdata[i]) == &sgm_table_area)
      g_ptr_array_add (areas, records->pdata[i]);
  f->present = sgm_import_present_new_empty ();
  f->present->areas = sgm_area_set_new (areas, &error);
  g_assert_no_error (error);
  f->staging = staged_new ();
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_staging_free (f->staging);
  sgm_import_present_free (f->present);
}

static void
assert_size (const SgmImportFinding *finding,
             double                  degrees_x,
             double                  degrees_y)
{
  double expected = degrees_x * METRES_X * degrees_y * METRES_Y;

  g_assert_cmpfloat (fabs (finding->size - expected), <, 0.001 * expected);
}

static void
assert_code (const SgmImportFinding *finding,
             guint                   index,
             const char             *code)
{
  g_assert_cmpuint (finding->codes->len, >, index);
  g_assert_cmpstr (finding->codes->pdata[index], ==, code);
}

/* One area of a file is as it was. */
static void
test_unchanged (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.11, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->findings->len, ==, 0);
}

/* The eastern unit is drawn onto the ground of the western one. */
static void
test_onto_neighbour (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.10, 22.55, 113.11, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  finding = staged_find (report, SGM_IMPORT_OVERLAP);
  g_assert_cmpint (finding->severity, ==, SGM_IMPORT_BLOCKS);
  assert_size (finding, 0.01, 0.01);
  assert_code (finding, 0, EAST);
  assert_code (finding, 1, WEST);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_OVERLAP], ==, 1);
}

/* The same where the file has the other one, too. */
static void
test_onto_row (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "西", 113.10, 22.55, 113.11, 22.56);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.10, 22.55, 113.11, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpint (staged_find (report, SGM_IMPORT_OVERLAP)->severity, ==, SGM_IMPORT_BLOCKS);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_OVERLAP], ==, 1);
}

static void
test_reaches_over (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.109, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_OVERLAP, 1);
  finding = staged_find (report, SGM_IMPORT_OVERLAP);
  g_assert_cmpint (finding->severity, ==, SGM_IMPORT_WARNS);
  assert_size (finding, 0.001, 0.01);
}

/* A narrow strip is none for a whole overlap. */
static void
test_strip (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  const double width = 0.05 / METRES_X;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.11 - width, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_SLIVER, 1);
  assert_size (staged_find (report, SGM_IMPORT_SLIVER), width, 0.01);
}

/* The eastern unit draws back, and nobody has the ground that it leaves. */
static void
test_leaves_ground (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.111, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  staged_assert_only (report, SGM_IMPORT_GAP, 1);
  finding = staged_find (report, SGM_IMPORT_GAP);
  assert_size (finding, 0.001, 0.01);
  assert_code (finding, 0, GRID);
}

/* Two rows that only change places with each other leave none. */
static void
test_between_rows (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, WEST, "西", 113.10, 22.55, 113.111, 22.56);
  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.111, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->findings->len, ==, 0);
}

/* The grid becomes smaller than its two units. */
static void
test_parts_left_outside (Fixture       *f,
                         gconstpointer  data)
{
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  staged_add_box (f->staging, SGM_LEVEL_GRID, GRID, "网格", 113.10, 22.55, 113.115, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  finding = staged_find (report, SGM_IMPORT_OUTSIDE);
  assert_size (finding, 0.005, 0.01);
  assert_code (finding, 0, GRID);
  assert_code (finding, 1, EAST);
  g_assert_cmpuint (finding->codes->len, ==, 2);
  /* Its community loses as much. */
  finding = staged_find (report, SGM_IMPORT_GAP);
  assert_size (finding, 0.005, 0.01);
  assert_code (finding, 0, "440704001015");
}

/* All levels down to the grid grow, and the units stay. */
static void
test_parts_do_not_fill (Fixture       *f,
                        gconstpointer  data)
{
  const struct
  {
    SgmLevel level;
    const char *code;
  } grown[] = {
    { SGM_LEVEL_DISTRICT, "440704" },
    { SGM_LEVEL_STREET, "440704001" },
    { SGM_LEVEL_COMMUNITY, "440704001015" },
    { SGM_LEVEL_GRID, GRID },
  };
  g_autoptr (SgmImportReport) report = NULL;
  SgmImportFinding *finding;

  for (guint i = 0; i < G_N_ELEMENTS (grown); i++)
    staged_add_box (f->staging, grown[i].level, grown[i].code, "大", 113.10, 22.55, 113.123, 22.56);
  report = staged_check (f->staging, f->present, NULL);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_GAP], ==, 1);
  finding = staged_find (report, SGM_IMPORT_GAP);
  assert_size (finding, 0.003, 0.01);
  g_assert_cmpint (finding->level, ==, SGM_LEVEL_UNIT);
}

/* What ends makes room. */
static void
test_complete (Fixture       *f,
               gconstpointer  data)
{
  const SgmImportOptions complete = { TRUE, SGM_IMPORT_USUAL_TOLERANCE, SGM_IMPORT_USUAL_SLIVER };
  g_autoptr (SgmImportReport) report = NULL;

  staged_add_box (f->staging, SGM_LEVEL_UNIT, EAST, "东", 113.10, 22.55, 113.12, 22.56);
  report = staged_check (f->staging, f->present, &complete);
  staged_find (report, SGM_IMPORT_ENDS);
  g_assert_cmpuint (report->n_found[SGM_IMPORT_OVERLAP], ==, 0);
  g_assert_false (sgm_import_report_blocks (report));
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
    { "unchanged", test_unchanged },
    { "onto-neighbour", test_onto_neighbour },
    { "onto-row", test_onto_row },
    { "reaches-over", test_reaches_over },
    { "strip", test_strip },
    { "leaves-ground", test_leaves_ground },
    { "between-rows", test_between_rows },
    { "parts-left-outside", test_parts_left_outside },
    { "parts-do-not-fill", test_parts_do_not_fill },
    { "complete", test_complete },
  };
  char *folder = scratch_new ();
  int status;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import-partly/", tests[i].name, NULL);

      g_test_add (path, Fixture, NULL, set_up, tests[i].run, tear_down);
    }
  status = g_test_run ();
  scratch_free (folder);
  return status;
}
