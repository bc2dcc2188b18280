/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-file-dialog.h"

#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "photo-maker.h"
#include "photo/sgm-photo.h"
#include "store/sgm-backup.h"
#include "store/sgm-photo-folder.h"

#include <sqlite3.h>
#include <string.h>

#include <glib/gstdio.h>

/* The dialog on a district that is open: what is done in it, and what it says
 * then. */

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
  GApplication *application;
  GtkWidget *parent;
  GtkWidget *dialog;
} Fixture;

static void
present (Fixture *f)
{
  f->dialog = sgm_file_dialog_new (GTK_WINDOW (f->parent), f->store);
  gtk_window_present (GTK_WINDOW (f->dialog));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  f->application = g_application_new (NULL, G_APPLICATION_DEFAULT_FLAGS);
  g_application_set_default (f->application);
  f->parent = gtk_window_new ();
  present (f);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  gtk_window_destroy (GTK_WINDOW (f->parent));
  g_application_set_default (NULL);
  g_object_unref (f->application);
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

/* Without what is hidden. */
static gboolean
says (GtkWidget  *widget,
      const char *words)
{
  if (!gtk_widget_get_visible (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

static void
await (Fixture    *f,
       const char *words)
{
  while (!says (f->dialog, words))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_copy (Fixture    *f,
             const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = sgm_backup_check (path, NULL, &error);

  g_assert_no_error (error);
  /* The event, and that somebody has taken a copy. */
  g_assert_cmpint (head->seq, ==, 3);
  g_assert_true (says (f->dialog, head->hash));
}

static void
test_look (Fixture       *f,
           gconstpointer  data)
{
  await (f, f->folder);
  await (f, "None yet.");
  g_assert_true (says (f->dialog, "district.sgm"));
}

static void
test_copy (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *target = g_build_filename (f->folder, "copy.sgm", NULL);
  g_autofree char *head = g_strconcat (target, ".head", NULL);

  g_assert_true (g_file_set_contents (target, "a former copy", -1, NULL));
  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), target);
  await (f, "The copy is in copy.sgm.");
  assert_copy (f, target);
  g_assert_true (g_file_test (head, G_FILE_TEST_EXISTS));
}

/* Beside a file that the document portal shows nothing else can be made. */
static void
test_portal (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (g_get_user_runtime_dir (), "doc", "a1b2", NULL);
  g_autofree char *target = g_build_filename (folder, "copy.sgm", NULL);
  g_autofree char *cache = g_build_filename (g_get_user_cache_dir (), "smart-grid-map", NULL);
  g_autoptr (GDir) left = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), target);
  await (f, "The copy is in copy.sgm.");
  g_assert_cmpint (g_rename (target, f->path), ==, 0);
  left = g_dir_open (folder, 0, NULL);
  g_assert_null (g_dir_read_name (left));
  g_clear_pointer (&left, g_dir_close);
  left = g_dir_open (cache, 0, NULL);
  g_assert_null (g_dir_read_name (left));
  assert_copy (f, f->path);
}

/* What went wrong is said, and the next try goes well. */
static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *nowhere = g_build_filename (f->folder, "nowhere", "copy.sgm", NULL);

  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), f->path);
  await (f, "cannot be copied onto itself");
  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), nowhere);
  await (f, "nowhere");
  sgm_file_dialog_check (SGM_FILE_DIALOG (f->dialog));
  await (f, "The file is whole.");
}

static void
test_check (Fixture       *f,
            gconstpointer  data)
{
  sqlite3 *other;

  sgm_file_dialog_check (SGM_FILE_DIALOG (f->dialog));
  await (f, "The journal’s 2 entries follow each other");
  g_assert_false (says (f->dialog, "Checking every page"));

  g_assert_cmpint (sqlite3_open (f->path, &other), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (other, "UPDATE sgm_matter SET basis = 'mine' WHERE id = 1", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  sqlite3_close (other);
  sgm_file_dialog_check (SGM_FILE_DIALOG (f->dialog));
  await (f, "•");
  g_assert_true (says (f->dialog, "matter"));
  g_assert_true (says (f->dialog, "basis"));
}

/* Photos go with a copy, and those that are lost are told apart from the file,
 * which is whole. */
static void
test_photos (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GBytes) content = photo_maker_new ("jpeg", 64, 48, 1);
  g_autoptr (GFile) file = photo_maker_write (f->folder, "photo.jpg", content);
  g_autofree char *target = g_build_filename (f->folder, "copy.sgm", NULL);
  g_autofree char *folder = sgm_photo_folder_dup_path (f->path);
  g_autofree char *away = g_build_filename (f->folder, "away", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_photo_add (f->store, 1, file, "test", NULL, &error);

  g_assert_no_error (error);
  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), target);
  await (f, "1 photo is in copy.photos.");
  sgm_file_dialog_check (SGM_FILE_DIALOG (f->dialog));
  await (f, "1 photo is on the disk as it was.");
  g_assert_cmpint (g_rename (folder, away), ==, 0);
  sgm_file_dialog_check (SGM_FILE_DIALOG (f->dialog));
  await (f, "Of the photos, 1 is missing or changed on the disk:");
  g_assert_true (says (f->dialog, "The file is whole."));
}

/* The names of people are not everybody's to take along. */
static void
test_rights (Fixture       *f,
             gconstpointer  data)
{
  g_autofree char *target = g_build_filename (f->folder, "copy.sgm", NULL);
  g_autoptr (SgmRecord) other = sgm_record_new (&sgm_table_user, 0);
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_SAVE, 0, 0);
  g_autoptr (GError) error = NULL;

  sgm_record_set_text (other, SGM_USER_NAME, "li");
  sgm_record_set_int (other, SGM_USER_ROLE, SGM_USER_ROLE_ADMINISTRATOR);
  sgm_change_add_record (change, other);
  sgm_store_submit (f->store, change, &error);
  g_assert_no_error (error);
  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), target);
  await (f, "has no right to do this");
  g_assert_false (g_file_test (target, G_FILE_TEST_EXISTS));
}

/* Whoever closes the dialog does not wait for what was begun in it. */
static void
test_close (Fixture       *f,
            gconstpointer  data)
{
  g_autofree char *target = g_build_filename (f->folder, "copy.sgm", NULL);

  sgm_file_dialog_copy_to (SGM_FILE_DIALOG (f->dialog), target);
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  present (f);
  sgm_file_dialog_check (SGM_FILE_DIALOG (f->dialog));
  gtk_window_destroy (GTK_WINDOW (f->dialog));
  present (f);
  await (f, f->folder);
}

#define ADD(name, function) g_test_add ("/file-dialog/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  char *home = scratch_new ();
  int status;

  /* Where files of the portal are, and what is made on the way to them. */
  g_setenv ("XDG_RUNTIME_DIR", home, TRUE);
  g_setenv ("XDG_CACHE_HOME", home, TRUE);
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }
  adw_init ();
  ADD ("look", test_look);
  ADD ("copy", test_copy);
  ADD ("portal", test_portal);
  ADD ("no-folder", test_no_folder);
  ADD ("check", test_check);
  ADD ("photos", test_photos);
  ADD ("rights", test_rights);
  ADD ("close", test_close);
  status = g_test_run ();
  scratch_free (home);
  return status;
}
