/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "base/sgm-error.h"
#include "exchange/sgm-staging.h"
#include "scratch.h"

/* Well-known bytes need not make sense to be kept. */
static GBytes *
make_bytes (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
add (SgmStaging *staging,
     gint64      number,
     SgmLevel    level,
     const char *code,
     const char *bytes)
{
  g_autoptr (GBytes) wkb = bytes != NULL ? make_bytes (bytes) : NULL;
  g_autoptr (GError) error = NULL;
  SgmStagingRow row = {
    .number = number, .level = level, .code = code, .name = "名", .parent = "440704001015", .wkb = wkb,
  };

  sgm_staging_add (staging, &row, &error);
  g_assert_no_error (error);
}

static gboolean
describe (const SgmStagingRow *row,
          gpointer             data)
{
  gsize size = 0;
  const char *bytes = row->wkb != NULL ? g_bytes_get_data (row->wkb, &size) : "";

  g_string_append_printf (data, "%d %d %s %.*s%s; ", (int) row->number, row->level,
                          row->code != NULL ? row->code : "-", (int) size, bytes,
                          row->repaired ? "!" : "");
  return TRUE;
}

static void
assert_rows (SgmStaging *staging,
             SgmLevel    level,
             const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  sgm_staging_each (staging, level, describe, text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text->str, ==, expected);
}

static guint
count_files (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "smart-grid-map", "import", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static void
test_rows (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStaging) staging = sgm_staging_new (&error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  add (staging, 1, SGM_LEVEL_GRID, "440704001015001", "a");
  add (staging, 2, SGM_LEVEL_UNIT, NULL, "b");
  add (staging, 3, SGM_LEVEL_UNIT, "440704001015001002", NULL);
  g_assert_cmpuint (sgm_staging_get_n_rows (staging), ==, 3);
  g_assert_cmpuint (sgm_staging_count (staging, SGM_LEVEL_UNIT), ==, 2);
  g_assert_cmpuint (sgm_staging_count (staging, SGM_LEVEL_NONE), ==, 3);
  assert_rows (staging, SGM_LEVEL_UNIT, "2 5 - b; 3 5 440704001015001002 ; ");
  assert_rows (staging, SGM_LEVEL_NONE, "1 4 440704001015001 a; 2 5 - b; 3 5 440704001015001002 ; ");

  g_assert_true (sgm_staging_get (staging, 2, describe, text, &error));
  g_assert_cmpstr (text->str, ==, "2 5 - b; ");
  g_assert_false (sgm_staging_get (staging, 4, describe, text, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
}

static void
test_repairs (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStaging) staging = sgm_staging_new (&error);
  g_autoptr (GBytes) other = make_bytes ("B");
  g_autoptr (GBytes) third = make_bytes ("C");
  guint first;

  g_assert_no_error (error);
  add (staging, 1, SGM_LEVEL_UNIT, NULL, "a");
  add (staging, 2, SGM_LEVEL_UNIT, "2", "b");
  first = sgm_staging_begin_repairs (staging);
  g_assert_true (sgm_staging_set_geometry (staging, 2, other, &error));
  g_assert_true (sgm_staging_set_code (staging, 2, "22", &error));
  g_assert_true (sgm_staging_set_code (staging, 1, "11", &error));
  assert_rows (staging, SGM_LEVEL_UNIT, "1 5 11 a!; 2 5 22 B!; ");

  sgm_staging_begin_repairs (staging);
  g_assert_true (sgm_staging_set_geometry (staging, 2, third, &error));
  g_assert_true (sgm_staging_leave_out (staging, 1, &error));
  assert_rows (staging, SGM_LEVEL_UNIT, "2 5 22 C!; ");
  g_assert_cmpuint (sgm_staging_count (staging, SGM_LEVEL_NONE), ==, 1);

  g_assert_true (sgm_staging_take_back (staging, first + 1, &error));
  assert_rows (staging, SGM_LEVEL_UNIT, "1 5 11 a!; 2 5 22 B!; ");
  g_assert_true (sgm_staging_take_back (staging, first, &error));
  assert_rows (staging, SGM_LEVEL_UNIT, "1 5 - a; 2 5 2 b; ");
  g_assert_cmpuint (sgm_staging_get_batch (staging), ==, 0);
}

/* Nothing is left of a staging, not even while it is used. */
static void
test_leftovers (void)
{
  g_autofree char *left = g_build_filename (g_get_user_cache_dir (), "smart-grid-map", "import",
                                            "areas-abcdef", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStaging) staging = sgm_staging_new (&error);
  g_autoptr (SgmStaging) other = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (count_files (), ==, 0);
  g_assert_true (g_file_set_contents (left, "left", -1, NULL));
  other = sgm_staging_new (&error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_files (), ==, 0);
  add (staging, 1, SGM_LEVEL_UNIT, "1", "a");
  add (other, 1, SGM_LEVEL_UNIT, "2", "b");
  assert_rows (staging, SGM_LEVEL_UNIT, "1 5 1 a; ");
  assert_rows (other, SGM_LEVEL_UNIT, "1 5 2 b; ");
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStaging) staging = sgm_staging_new (&error);

  g_assert_no_error (error);
  add (staging, 1, SGM_LEVEL_UNIT, "1", "a");
  g_cancellable_cancel (cancellable);
  g_assert_false (sgm_staging_each (staging, SGM_LEVEL_NONE, describe, text, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  char *folder = scratch_new ();
  int status;

  g_setenv ("XDG_CACHE_HOME", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/staging/rows", test_rows);
  g_test_add_func ("/staging/repairs", test_repairs);
  g_test_add_func ("/staging/leftovers", test_leftovers);
  g_test_add_func ("/staging/cancelled", test_cancelled);
  status = g_test_run ();
  scratch_free (folder);
  return status;
}
