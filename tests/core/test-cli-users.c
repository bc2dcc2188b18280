/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sgm user` and `sgm readings` as an administrator uses them. */
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

#include <string.h>

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  g_object_unref (small_district_open_new (f->path));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
}

/* Runs the tool, and checks how it ended and what it said; %u in the words
 * stands for whoever runs it. */
static void
run (Fixture    *f,
     const char *words,
     int         expected_status,
     const char *expected_text)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;

  g_ptr_array_add (arguments, (gpointer) g_getenv ("SGM_PROGRAM"));
  g_ptr_array_add (arguments, (gpointer) "--database");
  g_ptr_array_add (arguments, f->path);
  for (guint i = 0; split[i] != NULL; i++)
    g_ptr_array_add (arguments, g_str_equal (split[i], "%u") ? (gpointer) g_get_user_name () : split[i]);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s: %s", words, out);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  g_assert_nonnull (strstr (out, expected_text));
}

static void
test_roles (Fixture       *f,
            gconstpointer  data)
{
  run (f, "user", 0, "Nobody has a role yet");
  run (f, "user take chen", 1, "“chen” has no role.");
  run (f, "user give chen dispatcher", 1, "The first one has to be an administrator");
  run (f, "user give %u administrator", 0, "now has the role “Administrator”");
  run (f, "user give chen dispatcher", 0, "“chen” now has the role “Dispatcher”.");
  run (f, "user give chen street --area 440704001", 0, "“chen” now has the role “Street”.");
  run (f, "user give chen street --area 1", 1, "There is no area with the code 1.");
  run (f, "user", 0, "Street  440704001 ");
  run (f, "user take %u", 1, "The district needs an administrator.");
  run (f, "user give %u leader", 1, "The district needs an administrator.");
  run (f, "user give li administrator", 0, "“li” now");
  run (f, "user take chen", 0, "“chen” has no role any more.");
  run (f, "user give %u leader", 0, "now has the role “Leader”");
  run (f, "user give %u administrator", 1, "has no right to do this.");
  run (f, "user", 0, "Leader");
  run (f, "verify", 1, "Breaks in the journal");
}

static void
test_usage (Fixture       *f,
            gconstpointer  data)
{
  run (f, "user give chen", 2, "give NAME ROLE");
  run (f, "user give chen king", 2, "The roles are");
  run (f, "user give chen street", 2, "--area");
  run (f, "user give chen leader --area 440704001", 2, "--area");
  run (f, "user --area 440704001", 2, "--area");
  run (f, "user forget chen", 2, "take NAME");
  run (f, "readings all", 2, "too many");
}

static void
reveal (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmRecord) reading = sgm_record_new (&sgm_table_reading, 0);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_REVEAL, 0, 0);

  g_assert_no_error (error);
  sgm_record_set_int (reading, SGM_READING_PERSON, SMALL_WORKER_A);
  sgm_record_set_text (reading, SGM_READING_WHAT, "phone");
  sgm_record_set_int (reading, SGM_READING_EXPIRES_AT, g_get_real_time () / 1000 + 60000);
  sgm_change_add_record (change, reading);
  sgm_change_set_who (change, "chen");
  sgm_change_set_why (change, "打不通终端");
  sgm_store_submit (store, change, &error);
  g_assert_no_error (error);
}

static void
test_readings (Fixture       *f,
               gconstpointer  data)
{
  run (f, "readings", 0, "Nobody has looked");
  reveal (f);
  run (f, "readings", 0, "chen  phone  person 1  until ");
  run (f, "readings", 0, "  打不通终端\n");
  run (f, "user give li administrator", 0, "“li” now");
  run (f, "readings", 1, "has no right to do this.");
}

#define ADD(name, function) g_test_add ("/cli-users/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("roles", test_roles);
  ADD ("usage", test_usage);
  ADD ("readings", test_readings);
  return g_test_run ();
}
