/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `sgm photo` as a person and a script use it, several at once too. */
#include "domain/sgm-tables.h"
#include "photo-maker.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-photo-check.h"

#include <string.h>

#include <glib/gstdio.h>

#define N_PROCESSES 6

typedef struct
{
  char *folder;
  char *path;
  char *numbers[2]; /* of two events */
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  store = small_district_open_new (f->path);
  small_district_report (store, SMALL_MATTER_URGENT, NULL);
  small_district_report (store, SMALL_MATTER_ORDINARY, NULL);
  events = sgm_store_read_table (store, &sgm_table_event, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (f->numbers); i++)
    f->numbers[i] = g_strdup (sgm_record_get_text (events->pdata[i], SGM_EVENT_NO));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (f->numbers); i++)
    g_free (f->numbers[i]);
  scratch_free (f->folder);
  g_free (f->path);
}

static char *
write_photo (Fixture    *f,
             const char *name,
             guint       seed)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 320, 240, seed);
  g_autoptr (GFile) file = photo_maker_write (f->folder, name, content);

  return g_file_get_path (file);
}

static GSubprocess *
start (Fixture    *f,
       const char *first,
       va_list     words)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  g_ptr_array_add (arguments, (gpointer) g_getenv ("SGM_PROGRAM"));
  g_ptr_array_add (arguments, (gpointer) "--database");
  g_ptr_array_add (arguments, f->path);
  for (const char *word = first; word != NULL; word = va_arg (words, const char *))
    g_ptr_array_add (arguments, (gpointer) word);
  g_ptr_array_add (arguments, NULL);
  process = g_subprocess_newv ((const char *const *) arguments->pdata,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE, &error);
  g_assert_no_error (error);
  return process;
}

static GSubprocess *
begin (Fixture    *f,
       const char *first,
       ...)
{
  va_list words;
  GSubprocess *process;

  va_start (words, first);
  process = start (f, first, words);
  va_end (words);
  return process;
}

static char *
end (GSubprocess *process,
     int          expected_status)
{
  g_autoptr (GError) error = NULL;
  char *out = NULL;

  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_test_message ("%s", out);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, expected_status);
  g_object_unref (process);
  return out;
}

/* Runs the tool, and checks how it ended and what it said. */
#define run(f, expected_status, expected_text, ...) \
  G_STMT_START \
  { \
    g_autofree char *said = end (begin (f, "photo", __VA_ARGS__, NULL), expected_status); \
\
    g_assert_nonnull (strstr (said, expected_text)); \
  } \
  G_STMT_END

static void
test_add (Fixture       *f,
          gconstpointer  data)
{
  g_autofree char *one = write_photo (f, "one.jpg", 1);
  g_autofree char *two = write_photo (f, "two.jpg", 40);
  g_autofree char *text = g_build_filename (f->folder, "text.jpg", NULL);

  g_assert_true (g_file_set_contents (text, "no picture", -1, NULL));
  run (f, 0, "has no photos yet", "list", f->numbers[0]);
  run (f, 0, "two.jpg: added by entry 5.", "add", f->numbers[0], one, two);
  run (f, 0, "two.jpg: the event has this photo already.", "add", f->numbers[0], two);
  run (f, 1, "is not a JPEG, PNG or WebP picture", "add", f->numbers[0], text);
  run (f, 1, "save it from there as JPEG", "add", f->numbers[0], text);
  run (f, 1, "no event with the number “JH1”", "add", "JH1", one);
  run (f, 1, "no event with the number “JH1”", "list", "JH1");
  run (f, 0, "  before  ", "list", f->numbers[0]);
}

static void
test_save (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *one = write_photo (f, "one.jpg", 1);
  g_autofree char *folder = g_build_filename (f->folder, "copies", NULL);
  g_autofree char *name = g_strconcat (f->numbers[0], "-1-before.jpg", NULL);
  g_autofree char *copy = g_build_filename (folder, name, NULL);
  g_autofree char *alone = g_build_filename (f->folder, "alone.jpg", NULL);
  g_autofree char *listed = NULL;
  g_autofree char *hash = NULL;

  run (f, 0, "added", "add", f->numbers[0], one);
  run (f, 0, "The copy is in ", "save", f->numbers[0], folder);
  g_assert_true (g_file_test (copy, G_FILE_TEST_IS_REGULAR));
  run (f, 1, "“--force” replaces", "save", f->numbers[0], folder);
  run (f, 0, "The copy is in ", "save", "--force", f->numbers[0], folder);
  listed = end (begin (f, "photo", "list", f->numbers[0], NULL), 0);
  hash = g_strndup (strrchr (listed, ' ') + 1, 12);
  run (f, 0, "alone.jpg", "save", hash, alone);
  run (f, 1, "There is no photo “00000000”", "save", "00000000", alone);
}

static void
test_usage (Fixture       *f,
            gconstpointer  data)
{
  run (f, 2, "add EVENT FILE", "add", f->numbers[0]);
  run (f, 2, "list EVENT", "list");
  run (f, 2, "save HASH FILE", "save", f->numbers[0]);
  run (f, 2, "“--force” belongs to “save”.", "add", "--force", f->numbers[0], "x.jpg");
  run (f, 2, "Say “add EVENT FILE”", "remove", f->numbers[0]);
}

/* Several processes add the same photo to two events: each event has it once,
 * and whoever has the district open sees all of it. */
static void
test_several (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *photo = write_photo (f, "photo.jpg", 1);
  GSubprocess *processes[N_PROCESSES];
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (SgmPhotoCheck) check = NULL;
  guint n_added = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < N_PROCESSES; i++)
    processes[i] = begin (f, "photo", "add", f->numbers[i % 2], photo, NULL);
  for (guint i = 0; i < N_PROCESSES; i++)
    {
      g_autofree char *said = end (processes[i], 0);

      n_added += strstr (said, "added by entry") != NULL;
    }
  g_assert_cmpuint (n_added, ==, 2);
  check = sgm_photo_check_run (store, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (check->n_photos, ==, 2);
  g_assert_cmpuint (check->n_lost, ==, 0);
}

/* A backup elsewhere has the photos, and gives them back. */
static void
test_backup (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *photo = write_photo (f, "photo.jpg", 1);
  g_autofree char *stick = g_build_filename (f->folder, "stick", NULL);
  g_autofree char *backup = g_build_filename (stick, "copy.sgm", NULL);
  g_autofree char *photos = g_build_filename (f->folder, "district.photos", NULL);
  g_autofree char *away = g_build_filename (f->folder, "away", NULL);
  g_autofree char *saved = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *restored = NULL;
  g_autofree char *found = NULL;

  g_assert_cmpint (g_mkdir (stick, 0700), ==, 0);
  run (f, 0, "added", "add", f->numbers[0], photo);
  saved = end (begin (f, "backup", backup, NULL), 0);
  g_assert_nonnull (strstr (saved, "1 photo is in "));
  g_assert_cmpint (g_rename (photos, away), ==, 0);
  lost = end (begin (f, "verify", NULL), 1);
  g_assert_nonnull (strstr (lost, "is missing."));
  restored = end (begin (f, "restore", backup, NULL), 0);
  g_assert_nonnull (strstr (restored, "1 photo is in "));
  found = end (begin (f, "verify", NULL), 1);
  g_assert_null (strstr (found, "is missing."));
}

#define ADD(name, function) g_test_add ("/cli-photos/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("add", test_add);
  ADD ("save", test_save);
  ADD ("usage", test_usage);
  ADD ("several", test_several);
  ADD ("backup", test_backup);
  return g_test_run ();
}
