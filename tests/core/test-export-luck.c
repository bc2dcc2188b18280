/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may happen to an export: it is whole, or it is not there. */
#include <signal.h>
#include <sys/resource.h>

#include "base/sgm-error.h"
#include "export-fixture.h"
#include "small-district.h"

#define TINY_FILES 700 /* bytes: more than what is said of the export, less than its units */

static const ExportWay ways[] = {
  { SGM_EXPORT_FORMAT_GEOPACKAGE, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_GEOJSON, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_SHAPEFILE, SGM_EXPORT_GEOGRAPHIC },
  { SGM_EXPORT_FORMAT_CSV, SGM_EXPORT_GEOGRAPHIC },
};

/* Bad luck ---------------------------------------------------------------------- */

/* Nothing but what the district itself has. */
static void
check_nothing_left (ExportFixture *f)
{
  g_autoptr (GDir) folder = g_dir_open (f->folder, 0, NULL);

  for (const char *name; (name = g_dir_read_name (folder)) != NULL;)
    g_assert_true (g_str_has_prefix (name, "district.sgm"));
}

static void
on_progress_cancel (double      fraction,
                    const char *what,
                    gpointer    data)
{
  if (fraction > 0.5)
    g_cancellable_cancel (data);
}

static void
test_cancel (ExportFixture *f,
             gconstpointer  data)
{
  const ExportWay *way = data;
  g_autofree char *target = export_fixture_dup_target (f, way->format);
  SgmExportOptions options = export_fixture_make_options (target, way->format);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_export_write (f->store, &options, on_progress_cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  check_nothing_left (f);
}

static void
set_largest_file (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
on_progress_no_room (double      fraction,
                     const char *what,
                     gpointer    data)
{
  set_largest_file (TINY_FILES);
}

static void
test_no_room (ExportFixture *f,
              gconstpointer  data)
{
  const ExportWay *way = data;
  g_autofree char *target = export_fixture_dup_target (f, way->format);
  SgmExportOptions options = export_fixture_make_options (target, way->format);
  g_autoptr (GError) error = NULL;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_null (sgm_export_write (f->store, &options, on_progress_no_room, NULL, NULL, &error));
  set_largest_file (RLIM_INFINITY);
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
  check_nothing_left (f);
}

static void
test_targets (ExportFixture *f,
              gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (f->folder, "no-such-folder", "out.gpkg", NULL);
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_CSV);
  g_autofree char *grids = g_build_filename (target, "grid.csv", NULL);
  g_autofree char *units = g_build_filename (target, "unit.csv", NULL);
  SgmExportOptions options = export_fixture_make_options (nowhere, SGM_EXPORT_FORMAT_GEOPACKAGE);
  g_autoptr (SgmExported) exported = NULL;
  g_autoptr (SgmExported) again = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_export_write (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (sgm_error_get_advice (error), "Check the name"));
  g_clear_error (&error);

  /* An export is replaced where that is asked for. */
  options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_CSV);
  exported = export_fixture_export (f, &options);
  g_assert_null (sgm_export_write (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  g_clear_error (&error);
  options.replace = TRUE;
  options.layers = 1u << SGM_EXPORT_LAYER_GRID;
  again = export_fixture_export (f, &options);
  g_assert_cmpint (again->n_rows[SGM_EXPORT_LAYER_GRID], ==, 1);
  g_assert_true (g_file_test (grids, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (units, G_FILE_TEST_EXISTS));
}

static void
test_foreign_folder (ExportFixture *f,
                     gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_CSV);
  g_autofree char *precious = g_build_filename (target, "thesis.txt", NULL);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_CSV);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (target, 0700), ==, 0);
  g_assert_true (g_file_set_contents (precious, "x", -1, NULL));
  options.replace = TRUE;
  g_assert_null (sgm_export_write (f->store, &options, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
  g_assert_true (g_file_test (precious, G_FILE_TEST_EXISTS));
}

/* Somebody reports an event after each row. */
static void
on_progress_report (double      fraction,
                    const char *what,
                    gpointer    data)
{
  ExportFixture *f = data;

  if (fraction > 0)
    small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
}

static void
test_moment (ExportFixture *f,
             gconstpointer  data)
{
  g_autofree char *target = export_fixture_dup_target (f, SGM_EXPORT_FORMAT_GEOJSON);
  SgmExportOptions options = export_fixture_make_options (target, SGM_EXPORT_FORMAT_GEOJSON);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmExported) exported = sgm_export_write (f->store, &options, on_progress_report, f, NULL, &error);
  g_autoptr (SgmHead) head = sgm_store_dup_head (f->store, NULL);

  g_assert_no_error (error);
  g_assert_cmpint (exported->n_rows[SGM_EXPORT_LAYER_EVENT], ==, 2);
  g_assert_cmpint (exported->seq, <, head->seq);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      export_fixture_add_test ("cancel", &ways[i], test_cancel);
      export_fixture_add_test ("no-room", &ways[i], test_no_room);
    }
  export_fixture_add_test ("targets", NULL, test_targets);
  export_fixture_add_test ("foreign-folder", NULL, test_foreign_folder);
  export_fixture_add_test ("moment", NULL, test_moment);
  return g_test_run ();
}
