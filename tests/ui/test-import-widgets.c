/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choice-fixture.h"

#include <adwaita.h>
#include <string.h>

#include "area-file.h"
#include "base/sgm-error.h"
#include "panels/sgm-finding-item.h"
#include "panels/sgm-guess-row.h"
#include "panels/sgm-import-findings.h"
#include "panels/sgm-import-job.h"

/* The parts of the import that are seen, and the job behind them. */

/* Findings ------------------------------------------------------------------ */

static void
add (GPtrArray         *findings,
     SgmImportKind      kind,
     SgmImportSeverity  severity,
     SgmImportRepair    repair,
     const char        *sentence)
{
  SgmImportFinding *finding = sgm_import_finding_new (kind, severity);

  finding->repair = repair;
  finding->chosen = repair != SGM_IMPORT_REPAIR_NONE;
  finding->sentence = g_strdup (sentence);
  g_ptr_array_add (findings, finding);
}

static SgmImportReport *
make_report (void)
{
  SgmImportReport *report = g_new0 (SgmImportReport, 1);

  report->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_import_finding_free);
  add (report->findings, SGM_IMPORT_RING_INVALID, SGM_IMPORT_BLOCKS, SGM_IMPORT_REPAIR_VALID, "first");
  add (report->findings, SGM_IMPORT_RING_INVALID, SGM_IMPORT_BLOCKS, SGM_IMPORT_REPAIR_NONE, "second");
  add (report->findings, SGM_IMPORT_RING_INVALID, SGM_IMPORT_BLOCKS, SGM_IMPORT_REPAIR_VALID, "third");
  add (report->findings, SGM_IMPORT_TOTAL, SGM_IMPORT_NOTE, SGM_IMPORT_REPAIR_NONE, "fourth");
  return report;
}

static void
test_items (void)
{
  g_autoptr (SgmImportReport) report = make_report ();
  g_autoptr (GListStore) groups = g_list_store_new (SGM_TYPE_FINDING_ITEM);
  g_autoptr (SgmFindingItem) group = NULL;
  g_autoptr (SgmFindingItem) third = NULL;

  report->n_found[SGM_IMPORT_RING_INVALID] = 40;
  sgm_finding_item_add_report (groups, report);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (groups)), ==, 2);
  group = g_list_model_get_item (G_LIST_MODEL (groups), 0);
  third = g_list_model_get_item (G_LIST_MODEL (group), 2);

  g_assert_true (sgm_finding_item_is_group (group));
  g_assert_cmpuint (sgm_finding_item_get_n_found (group), ==, 40);
  g_assert_cmpuint (sgm_finding_item_get_n_repairable (group), ==, 2);
  g_assert_cmpuint (sgm_finding_item_get_n_chosen (group), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (group)), ==, 3);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (group), 3));

  g_assert_false (sgm_finding_item_is_group (third));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (third)), ==, 0);
  sgm_finding_item_choose (third, FALSE);
  g_assert_cmpuint (sgm_finding_item_get_n_chosen (group), ==, 1);
  sgm_finding_item_choose (group, TRUE);
  g_assert_cmpuint (sgm_finding_item_get_n_chosen (group), ==, 2);

  /* Items outlive their report. */
  g_clear_pointer (&report, sgm_import_report_free);
  g_assert_cmpstr (sgm_finding_item_get_in_areas (third)->sentence, ==, "third");
  g_assert_null (sgm_finding_item_get_in_table (third));
}

static void
add_in_table (GPtrArray         *findings,
              SgmLedgerFault     fault,
              SgmImportSeverity  severity,
              gint64             row)
{
  SgmLedgerFinding *finding = sgm_ledger_finding_new (fault, severity, row);

  finding->sentence = g_strdup ("a sentence");
  finding->can_choose = fault == SGM_LEDGER_UNSURE;
  g_ptr_array_add (findings, finding);
}

/* What was found in a table is told in the same way, and has no repairs. */
static void
test_table (void)
{
  SgmLedgerPlan plan = { .n_found = { [SGM_LEDGER_AREA_UNKNOWN] = 3, [SGM_LEDGER_UNSURE] = 1 } };
  g_autoptr (GListStore) groups = g_list_store_new (SGM_TYPE_FINDING_ITEM);
  g_autoptr (SgmFindingItem) second = NULL, row = NULL;
  g_autofree char *title = NULL;

  plan.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_ledger_finding_free);
  add_in_table (plan.findings, SGM_LEDGER_AREA_UNKNOWN, SGM_IMPORT_BLOCKS, 7);
  add_in_table (plan.findings, SGM_LEDGER_AREA_UNKNOWN, SGM_IMPORT_WARNS, 3);
  add_in_table (plan.findings, SGM_LEDGER_AREA_UNKNOWN, SGM_IMPORT_WARNS, 4);
  add_in_table (plan.findings, SGM_LEDGER_UNSURE, SGM_IMPORT_WARNS, 5);
  sgm_finding_item_add_plan (groups, &plan);
  g_ptr_array_unref (plan.findings);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (groups)), ==, 3);
  second = g_list_model_get_item (G_LIST_MODEL (groups), 1);
  g_assert_cmpuint (sgm_finding_item_get_n_found (second), ==, 2);
  g_assert_cmpuint (sgm_finding_item_get_n_repairable (second), ==, 0);
  row = g_list_model_get_item (G_LIST_MODEL (second), 1);
  g_assert_cmpint (sgm_finding_item_get_in_table (row)->row, ==, 4);
  title = sgm_finding_item_dup_title (row);
  g_assert_cmpstr (title, ==, "Row 4: a sentence");
}

static void
take_sentence (SgmImportFindings *findings,
               SgmFindingItem    *item,
               GString           *said)
{
  g_string_append (said, sgm_finding_item_get_in_areas (item)->sentence);
}

static GtkListView *
find_list (GtkWidget *widget)
{
  if (GTK_IS_LIST_VIEW (widget))
    return GTK_LIST_VIEW (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkListView *list = find_list (child);

      if (list != NULL)
        return list;
    }
  return NULL;
}

static void
test_findings (void)
{
  g_autoptr (SgmImportReport) report = make_report ();
  GtkWidget *window = gtk_window_new ();
  SgmImportFindings *findings = g_object_new (SGM_TYPE_IMPORT_FINDINGS, NULL);
  g_autoptr (GString) said = g_string_new (NULL);
  GtkSelectionModel *model;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (findings));
  g_signal_connect (findings, "shown", G_CALLBACK (take_sentence), said);
  sgm_import_findings_set_report (findings, report);
  g_assert_cmpuint (sgm_import_findings_get_n_chosen (findings), ==, 2);

  /* Both kinds have few: they are open. The first row is a kind. */
  model = gtk_list_view_get_model (find_list (GTK_WIDGET (findings)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 6);
  gtk_selection_model_select_item (model, 0, TRUE);
  g_assert_cmpstr (said->str, ==, "");
  gtk_selection_model_select_item (model, 2, TRUE);
  g_assert_cmpstr (said->str, ==, "second");

  sgm_import_findings_set_report (findings, NULL);
  g_assert_cmpuint (sgm_import_findings_get_n_chosen (findings), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (model)), ==, 0);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Guesses ------------------------------------------------------------------- */

static void
take_choice (SgmGuessRow *row,
             guint        choice,
             guint       *chosen)
{
  *chosen = choice + 1;
}

static GtkDropDown *
find_drop_down (GtkWidget *widget)
{
  if (GTK_IS_DROP_DOWN (widget))
    return GTK_DROP_DOWN (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkDropDown *found = find_drop_down (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_guess (void)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GtkWidget *row = g_object_ref_sink (sgm_guess_row_new ("Code"));
  GtkDropDown *choices = find_drop_down (row);
  guint chosen = 0;

  g_signal_connect (row, "chosen", G_CALLBACK (take_choice), &chosen);
  g_ptr_array_add (names, (char *) "WGBM");
  g_ptr_array_add (names, (char *) "MC");
  sgm_guess_row_set_choices (SGM_GUESS_ROW (row), names, 1);
  sgm_guess_row_set_guess (SGM_GUESS_ROW (row), SGM_IMPORT_UNSURE, "one of two");

  /* Only a person chooses. */
  g_assert_cmpuint (chosen, ==, 0);
  g_assert_cmpuint (gtk_drop_down_get_selected (choices), ==, 1);
  g_assert_true (gtk_widget_has_css_class (row, "unsure"));
  gtk_drop_down_set_selected (choices, 0);
  g_assert_cmpuint (chosen, ==, 1);
  sgm_guess_row_set_guess (SGM_GUESS_ROW (row), SGM_IMPORT_SAID, NULL);
  g_assert_false (gtk_widget_has_css_class (row, "unsure"));
  g_object_unref (row);
}

/* The job ------------------------------------------------------------------- */

typedef struct
{
  ChoiceFixture district;
  SgmImportJob *job;
  GError *error;
} Fixture;

static void
on_failed (SgmImportJob *job,
           GError       *error,
           Fixture      *f)
{
  g_clear_error (&f->error);
  f->error = g_error_copy (error);
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  choice_fixture_set_up (&f->district, NULL);
  f->job = sgm_import_job_new (f->district.district);
  g_signal_connect (f->job, "failed", G_CALLBACK (on_failed), f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->job);
  g_clear_error (&f->error);
  choice_fixture_tear_down (&f->district, NULL);
}

static void
await (Fixture *f)
{
  while (sgm_import_job_is_busy (f->job))
    g_main_context_iteration (NULL, TRUE);
}

static char *
write_town (Fixture *f,
            SgmDatum datum)
{
  g_autoptr (GPtrArray) town = area_town_new ();
  AreaFile file = { .driver = "GeoJSON", .layer = "town", .datum = datum, .code_field = "code", .name_field = "name" };
  char *path = g_build_filename (f->district.folder, "town.geojson", NULL);

  area_file_write (path, town, &file);
  return path;
}

static void
test_job (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *path = write_town (f, SGM_DATUM_CGCS2000);
  const SgmImportView *view;
  const SgmBox *box;

  sgm_import_job_open (f->job, path);
  g_assert_true (sgm_import_job_is_busy (f->job));
  await (f);
  g_assert_no_error (f->error);
  g_assert_cmpint (sgm_import_job_get_stage (f->job), ==, SGM_IMPORT_STAGE_READ);
  view = sgm_import_job_get_view (f->job);
  g_assert_cmpuint (view->n_rows[SGM_LEVEL_NONE], ==, TOWN_N_AREAS);
  g_assert_cmpuint (view->n_rows[SGM_LEVEL_UNIT], ==, TOWN_N_UNITS);
  g_assert_cmpuint (view->samples->len, >, 0);
  g_assert_cmpuint (sgm_outlines_get_n (view->outlines), ==, TOWN_N_AREAS);
  box = sgm_outlines_get_box (sgm_import_job_get_view (f->job)->outlines);
  g_assert_cmpfloat_with_epsilon (box->min_x, TOWN_WEST, 1e-9);

  sgm_import_job_check (f->job);
  await (f);
  g_assert_cmpint (sgm_import_job_get_stage (f->job), ==, SGM_IMPORT_STAGE_CHECKED);
  g_assert_nonnull (sgm_import_job_get_report (f->job));
}

/* What a person says while it works is what counts in the end. */
static void
test_last_word (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *path = write_town (f, SGM_DATUM_CGCS2000);
  const SgmBox *box;

  sgm_import_job_open (f->job, path);
  await (f);
  sgm_import_plan_set_datum (sgm_import_job_edit_plan (f->job), SGM_DATUM_BD09);
  sgm_import_job_read (f->job);
  sgm_import_plan_set_datum (sgm_import_job_edit_plan (f->job), SGM_DATUM_GCJ02);
  sgm_import_job_read (f->job);
  await (f);
  g_assert_no_error (f->error);
  g_assert_cmpint (sgm_import_job_get_plan (f->job)->datum, ==, SGM_DATUM_GCJ02);
  g_assert_cmpint (sgm_import_job_get_stage (f->job), ==, SGM_IMPORT_STAGE_READ);
  box = sgm_outlines_get_box (sgm_import_job_get_view (f->job)->outlines);
  g_assert_cmpfloat (TOWN_WEST - box->min_x, >, 0.003);
  g_assert_cmpfloat (TOWN_WEST - box->min_x, <, 0.008);
}

/* The names of the columns are looked for in the first full row, which may be
 * another one than a person says. */
static void
test_header (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->district.folder, "people.csv", NULL);
  g_autoptr (GError) error = NULL;
  const SgmForeignLayer *layer;
  const SgmImportLedger *ledger;

  g_file_set_contents (path, "甲栏,乙栏,丙栏\n姓名,手机号码,人员类别\n王某某,13800000001,专职\n", -1, &error);
  g_assert_no_error (error);
  sgm_import_job_open (f->job, path);
  await (f);
  g_assert_no_error (f->error);
  layer = sgm_foreign_file_get_layer (sgm_import_job_get_file (f->job), 0);
  g_assert_cmpuint (layer->header_row, ==, 1);
  g_assert_cmpint (layer->n_rows, ==, 2);

  sgm_import_ledger_say_header (sgm_import_job_get_ledger (f->job), 2);
  sgm_import_job_read (f->job);
  await (f);
  g_assert_no_error (f->error);
  ledger = sgm_import_job_get_ledger (f->job);
  g_assert_cmpstr (layer->fields[1], ==, "手机号码");
  g_assert_cmpint (layer->n_rows, ==, 1);
  g_assert_cmpint (ledger->columns->columns[SGM_PEOPLE_PHONE], ==, 1);
  g_assert_cmpuint (ledger->samples->len, ==, 1);
  g_assert_cmpint (((SgmImportCells *) ledger->samples->pdata[0])->number, ==, 3);

  sgm_import_ledger_say_header (sgm_import_job_get_ledger (f->job), 9);
  sgm_import_job_read (f->job);
  await (f);
  g_assert_error (f->error, SGM_ERROR, SGM_ERROR_INVALID);
}

static void
test_no_file (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *path = g_build_filename (f->district.folder, "missing.shp", NULL);

  sgm_import_job_open (f->job, path);
  await (f);
  g_assert_nonnull (f->error);
  g_assert_nonnull (strstr (f->error->message, "missing.shp"));
  g_assert_cmpint (sgm_import_job_get_stage (f->job), ==, SGM_IMPORT_STAGE_EMPTY);
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *path = write_town (f, SGM_DATUM_CGCS2000);

  sgm_import_job_open (f->job, path);
  await (f);
  sgm_import_job_check (f->job);
  sgm_import_job_cancel (f->job);
  await (f);
  g_assert_no_error (f->error);
  g_assert_cmpint (sgm_import_job_get_stage (f->job), >=, SGM_IMPORT_STAGE_READ);
  sgm_import_job_check (f->job);
  await (f);
  g_assert_cmpint (sgm_import_job_get_stage (f->job), ==, SGM_IMPORT_STAGE_CHECKED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  adw_init ();
  g_test_add_func ("/import-widgets/items", test_items);
  g_test_add_func ("/import-widgets/table", test_table);
  g_test_add_func ("/import-widgets/findings", test_findings);
  g_test_add_func ("/import-widgets/guess", test_guess);
  g_test_add ("/import-widgets/job", Fixture, NULL, set_up, test_job, tear_down);
  g_test_add ("/import-widgets/last-word", Fixture, NULL, set_up, test_last_word, tear_down);
  g_test_add ("/import-widgets/header", Fixture, NULL, set_up, test_header, tear_down);
  g_test_add ("/import-widgets/no-file", Fixture, NULL, set_up, test_no_file, tear_down);
  g_test_add ("/import-widgets/cancel", Fixture, NULL, set_up, test_cancel, tear_down);
  return g_test_run ();
}
