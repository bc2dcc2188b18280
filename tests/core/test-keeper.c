/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done for a district while somebody has it open. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-backup-folder.h"
#include "store/sgm-backup.h"
#include "store/sgm-keeper.h"
#include "store/sgm-lock.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

typedef struct
{
  char *folder;
  char *path;
  SgmStore *store;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->store = small_district_open_new (f->path);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  g_clear_object (&f->store);
  scratch_free (f->folder);
  g_free (f->path);
}

static gboolean
wake_up (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* A backup comes by itself, is whole, and is the only one of its day. */
static void
test_backup (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmKeeper) keeper = sgm_keeper_new (f->store, 0);
  g_autoptr (SgmKeeper) second = sgm_keeper_new (f->store, 0);
  g_autoptr (GPtrArray) files = sgm_backup_folder_list (f->path);
  g_autoptr (SgmHead) head = NULL;
  guint clock = g_timeout_add (20, wake_up, NULL);

  while (files->len == 0)
    {
      g_main_context_iteration (NULL, TRUE);
      g_ptr_array_unref (files);
      files = sgm_backup_folder_list (f->path);
    }
  g_source_remove (clock);
  g_assert_cmpuint (files->len, ==, 1);
  head = sgm_backup_check (((SgmBackupFile *) files->pdata[0])->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (head->seq, ==, 2);
}

static void
on_trouble (SgmKeeper  *keeper,
            GError     *error,
            GError    **told)
{
  if (*told == NULL)
    *told = g_error_copy (error);
}

static GError *
wait_for_trouble (Fixture *f)
{
  g_autoptr (SgmKeeper) keeper = sgm_keeper_new (f->store, 0);
  GError *told = NULL;

  g_signal_connect (keeper, "trouble", G_CALLBACK (on_trouble), &told);
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  return told;
}

/* Where no backup can be made, somebody is told. */
static void
test_no_folder (Fixture       *f,
                gconstpointer  data)
{
  g_autofree char *folder = g_build_filename (f->folder, "backups", NULL);
  g_autoptr (GError) told = NULL;

  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  told = wait_for_trouble (f);
  g_assert_error (told, SGM_ERROR, SGM_ERROR_READ_ONLY);
}

/* A damaged page is found although nobody has looked at it. */
static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) told = NULL;
  gsize size;

  g_clear_object (&f->store);
  g_assert_true (g_file_get_contents (f->path, &content, &size, NULL));
  memset (content + size / 4096 * 2 / 3 * 4096, '#', 4096);
  g_assert_true (g_file_set_contents (f->path, content, (gssize) size, NULL));
  f->store = sgm_store_open (f->path, SGM_STORE_OPEN, &told);
  g_assert_no_error (told);
  told = wait_for_trouble (f);
  g_assert_error (told, SGM_ERROR, SGM_ERROR_CORRUPT);
}

/* Much is written while a foreign program goes on reading what was before. */
static void
test_held (Fixture       *f,
           gconstpointer  data)
{
  g_autofree char *words = g_strnfill (4000, 'x');
  g_autoptr (GError) told = NULL;
  sqlite3 *foreign;

  g_assert_cmpint (sqlite3_open (f->path, &foreign), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (foreign, "BEGIN; SELECT count (*) FROM sgm_event", NULL, NULL, NULL), ==, SQLITE_OK);
  for (guint i = 0; i < 5; i++)
    {
      g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
      g_autoptr (SgmChange) change = NULL;

      g_assert_false (sgm_store_is_held (f->store));
      for (guint j = 1; j <= 1000; j++)
        {
          SgmRecord *org = sgm_record_new (&sgm_table_org, i * 1000 + j);

          sgm_record_set_int (org, SGM_ORG_LEVEL, 1);
          sgm_record_set_text (org, SGM_ORG_NAME, words);
          g_ptr_array_add (records, org);
        }
      change = sgm_change_new_import_sample (records);
      g_assert_cmpint (sgm_store_submit (f->store, change, &told), >, 0);
    }
  told = wait_for_trouble (f);
  g_assert_true (sgm_store_is_held (f->store));
  g_assert_error (told, SGM_ERROR, SGM_ERROR_BUSY);
  g_assert_nonnull (strstr (sgm_error_get_advice (told), "snapshot"));

  sqlite3_close (foreign);
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  /* The log is tidied after the answer. */
  while (sgm_store_is_held (f->store))
    g_thread_yield ();
}

/* What was left half-made is cleared away, and who is just making a backup is
 * not disturbed. */
static void
test_left_over (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / 1000;
  g_autofree char *name = sgm_backup_folder_dup_name (f->path, now);
  g_autofree char *folder = g_path_get_dirname (name);
  g_autofree char *left = g_strconcat (folder, "/district-20200101-000000.sgm.part", NULL);
  g_autofree char *stem = g_strconcat (folder, "/district-", NULL);
  g_autoptr (SgmLock) lock = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (left, "half", -1, NULL));
  lock = sgm_lock_new (stem, &error);
  g_assert_true (sgm_lock_take (lock, 0, &error));
  g_assert_true (sgm_backup_folder_keep (f->path, now, NULL, &error));
  g_assert_false (g_file_test (name, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (left, G_FILE_TEST_EXISTS));
  sgm_lock_give (lock);
  g_assert_true (sgm_backup_folder_keep (f->path, now, NULL, &error));
  g_assert_true (g_file_test (name, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (left, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/keeper/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("backup", test_backup);
  ADD ("no-folder", test_no_folder);
  ADD ("damaged", test_damaged);
  ADD ("held", test_held);
  ADD ("left-over", test_left_over);
#undef ADD
  return g_test_run ();
}
