/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-guest.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/sgm-error.h"
#include "scratch.h"

/* Files that are copied into the program's folder. */

static void
test_which (void)
{
  g_autofree char *shown = g_build_filename (g_get_user_runtime_dir (), "doc", "5e1a", "east.sgm", NULL);

  g_assert_true (sgm_guest_is_guest (shown));
  g_assert_true (sgm_guest_is_guest ("/run/flatpak/doc/5e1a/east.sgm"));
  g_assert_false (sgm_guest_is_guest ("/home/li/doc/east.sgm"));
}

static void
assert_taken_in (const char *path,
                 const char *folder,
                 const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = g_build_filename (folder, name, NULL);
  g_autofree char *copy = sgm_guest_take_in (path, folder, NULL, &error);
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (copy, ==, expected);
  g_file_get_contents (copy, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "east");
}

static void
test_take_in (void)
{
  g_autofree char *scratch = scratch_new ();
  g_autofree char *path = g_build_filename (scratch, "east.sgm", NULL);
  g_autofree char *plain = g_build_filename (scratch, ".east", NULL);
  g_autofree char *folder = g_build_filename (scratch, "data", NULL);

  g_file_set_contents (path, "east", -1, NULL);
  g_file_set_contents (plain, "east", -1, NULL);
  assert_taken_in (path, folder, "east.sgm");
  assert_taken_in (path, folder, "east-2.sgm");
  assert_taken_in (path, folder, "east-3.sgm");
  assert_taken_in (plain, folder, ".east");
  assert_taken_in (plain, folder, ".east-2");
  scratch_free (g_steal_pointer (&scratch));
}

static void
test_errors (void)
{
  g_autofree char *scratch = scratch_new ();
  g_autofree char *missing = g_build_filename (scratch, "missing.sgm", NULL);
  g_autofree char *file = g_build_filename (scratch, "file", NULL);
  g_autofree char *copy = g_build_filename (scratch, "data", "missing.sgm", NULL);
  g_autofree char *folder = g_path_get_dirname (copy);
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_guest_take_in (missing, folder, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
  g_assert_nonnull (strstr (error->message, missing));
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  g_clear_error (&error);

  g_file_set_contents (file, "no folder", -1, NULL);
  g_assert_null (sgm_guest_take_in (file, file, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
  scratch_free (g_steal_pointer (&scratch));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/guest/which", test_which);
  g_test_add_func ("/guest/take-in", test_take_in);
  g_test_add_func ("/guest/errors", test_errors);
  return g_test_run ();
}
