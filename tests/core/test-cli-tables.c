/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sgm import --as people` and the like, as an administrator uses them. */
#include "domain/sgm-tables.h"
#include "foreign-maker.h"
#include "scratch.h"
#include "small-district.h"

#include <string.h>

#define GRID "440704001015001"

typedef struct
{
  char *folder;
  char *path;
  char *table;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->table = g_build_filename (f->folder, "名单.csv", NULL);
  g_object_unref (small_district_open_new (f->path));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
  g_free (f->table);
}

/* Runs the tool, and checks how it ended and what it said; %t in the words stands
 * for the table. What it remembers stays in the test's folder. Returns: (transfer
 * full): all that it said */
static char *
run (Fixture    *f,
     const char *words,
     int         expected_status,
     const char *expected_text)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocessLauncher) launcher = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_ptr_array_add (arguments, (gpointer) g_getenv ("SGM_PROGRAM"));
  g_ptr_array_add (arguments, (gpointer) "--database");
  g_ptr_array_add (arguments, f->path);
  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (arguments, g_str_equal (split[i], "%t") ? f->table : split[i]);
  g_ptr_array_add (arguments, NULL);
  launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE);
  g_subprocess_launcher_setenv (launcher, "XDG_CONFIG_HOME", f->folder, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, (const char *const *) arguments->pdata, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s", words, out);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  g_assert_nonnull (strstr (out, expected_text));
  return out;
}

static void
test_people (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *dry = NULL;

  foreign_write (f->table, "谁,号码,网格编码\n王某某,13800000077," GRID "\n李某某,13800," GRID "\n");
  g_free (run (f, "import %t --as people", 1, "No column of the table says what the field “Person’s name” is."));
  dry = run (f, "import %t --as people --column name=谁 --column phone=号码 --value kind=专职", 0, "New: 1, changed: 0");
  g_assert_nonnull (strstr (dry, "Nothing was changed."));
  g_assert_nonnull (strstr (dry, "row 3"));
  /* Personal values are in no sentence. */
  g_assert_null (strstr (dry, "王某某"));
  g_assert_null (strstr (dry, "13800000077"));

  g_free (run (f, "import %t --as=people --column name=谁 --column phone=2 --value kind=专职 --apply", 0, "“sgm undo 2” takes it back."));
  g_free (run (f, "import %t --as people", 0, "chosen for such a table before"));
  g_free (run (f, "import %t --as people", 0, "There is nothing to change."));
  g_free (run (f, "undo 2", 0, "Entry 2 is taken back by entry 3."));
  g_free (run (f, "undo 2", 1, "This has been taken back already."));
  g_free (run (f, "import %t --as people", 0, "New: 1, changed: 0"));
  g_free (run (f, "import %t --as people --complete", 1, "Nothing can be imported"));
}

/* All that is wrong with a row is told at once. */
static void
test_mistakes (Fixture       *f,
               gconstpointer  data)
{
  g_autofree char *dry = NULL;

  foreign_write (f->table, "姓名,电话,类别,网格编码,备用栏\n王某某,13800000077,专职," GRID ",甲\n"
                           "李某某,13800,国王,4.40704E+14,乙\n赵某某,13800000078,专职,4.40704E+14,丙\n");
  dry = run (f, "import %t --as people", 0, "Rows: 3, left out: 2 (rows 3, 4)");
  g_assert_nonnull (strstr (dry, "Not used: 备用栏\n"));
  g_assert_nonnull (strstr (dry, "row 3  [left out]  “国王” is not a known word"));
  g_assert_nonnull (strstr (dry, "row 3  [left out]  “1****” is no telephone number."));
  g_assert_nonnull (strstr (dry, "row 4  [left out]  The code was destroyed by a spreadsheet"));
  foreign_write (f->table, "姓名,电话,类别,网格编码\n王某某,13800000077,专职," GRID "\n李某某,13800,专职," GRID "\n");
  g_free (run (f, "import %t --as people", 0, "Rows: 2, left out: 1 (row 3)"));
}

/* Several entries are taken back with one command, the last one first. */
static void
test_undo (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GString) text = g_string_new ("网格编码,信息项,数量\n");
  g_autofree char *out = NULL;

  for (guint i = 1; i <= 43; i++)
    g_string_append_printf (text, GRID ",%u,%u\n" GRID "001,%u,%u\n", i, i, i, i);
  foreign_write (f->table, text->str);
  g_free (run (f, "import %t --as facts --apply", 0, "New: 86, changed: 0"));
  foreign_write (f->table, "网格编码,信息项,数量\n" GRID "002,1,700\n");
  g_free (run (f, "import %t --as facts --apply", 0, "New: 1, changed: 0"));
  out = run (f, "undo 2-3", 0, "Entry 2 is taken back by entry 5.");
  g_assert_nonnull (strstr (out, "Entry 3 is taken back by entry 4."));
  g_free (run (f, "import %t --as facts", 0, "New: 1, changed: 0"));
}

static void
test_usage (Fixture       *f,
            gconstpointer  data)
{
  foreign_write (f->table, "姓名,电话,类别\n");
  g_free (run (f, "import %t", 1, "--as people"));
  g_free (run (f, "import %t --as nothing", 2, "areas people orgs coverage matters facts places addresses"));
  g_free (run (f, "import %t --as people --column who=姓名", 1, "the fields are name, phone"));
  g_free (run (f, "import %t --as people --column name=谁", 1, "The layer has no column “谁”"));
  g_free (run (f, "import %t --as people --value kind=国王", 1, "“国王” is nothing that"));
  g_free (run (f, "import %t --as people --choose 1=perhaps", 1, "ROW=same"));
  g_free (run (f, "import %t --as people --datum mars", 1, "is no datum"));
  g_free (run (f, "import %t --as facts --complete", 1, "Counts do not end"));
  g_free (run (f, "import /nowhere.csv --as people", 1, "There is no file “/nowhere.csv”.\nNothing was changed. Check the name"));
  g_free (run (f, "export %t --format=csv", 1, "“--force” replaces the export"));
  g_free (run (f, "export /nowhere/out.gpkg", 1, "Check the name"));
  g_free (run (f, "undo 3-2", 2, "41-46,48"));
  g_free (run (f, "undo 1-999999999", 2, "41-46,48"));
  g_free (run (f, "undo 2,1", 2, "41-46,48"));
  g_free (run (f, "undo x", 2, "41-46,48"));
}

#define ADD(name, function) g_test_add ("/cli-tables/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("people", test_people);
  ADD ("mistakes", test_mistakes);
  ADD ("undo", test_undo);
  ADD ("usage", test_usage);
  return g_test_run ();
}
