/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Damaged districts come back from the last backup and what can be read of the
 * journal, with a plain account of what is missing. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-backup-folder.h"
#include "store/sgm-backup.h"
#include "store/sgm-recovery.h"
#include "store/sgm-store.h"

#include <string.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#define DAY (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define PAGE 4096

/* The journal ends with 40 entries before the backup and 100 in the end. */
#define BACKED_UP 40
#define ALL 100

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
report_up_to (SgmStore *store,
              gint64    seq)
{
  while (small_district_report (store, SMALL_MATTER_URGENT, NULL) < seq)
    ;
}

static void
set_up (Fixture       *f,
        gconstpointer  with_backup)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = NULL;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  store = small_district_open_new (f->path);
  report_up_to (store, BACKED_UP);
  if (with_backup != NULL)
    g_assert_true (sgm_backup_folder_make (f->path, g_get_real_time () / 1000, NULL, &error));
  g_assert_no_error (error);
  report_up_to (store, ALL);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
}

/* Runs a query of one number. */
static gint64
ask (const char *path,
     const char *sql)
{
  sqlite3 *handle;
  sqlite3_stmt *statement;
  gint64 number = -1;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (handle, sql, -1, &statement, NULL), ==, SQLITE_OK);
  if (sqlite3_step (statement) == SQLITE_ROW)
    number = sqlite3_column_int64 (statement, 0);
  sqlite3_finalize (statement);
  sqlite3_close (handle);
  return number;
}

static void
spoil_page (const char *path,
            gint64      page)
{
  g_autofree char *rubbish = g_strnfill (PAGE, '#');
  FILE *file = g_fopen (path, "r+");

  g_assert_cmpint (page, >, 0);
  g_assert_cmpint (fseek (file, (page - 1) * PAGE, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (rubbish, PAGE, 1, file), ==, 1);
  g_assert_cmpint (fclose (file), ==, 0);
}

static void
spoil_events (const char *path)
{
  spoil_page (path, ask (path, "SELECT rootpage FROM sqlite_master WHERE name = 'sgm_event'"));
}

static SgmRecovery *
recover (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  SgmRecovery *account = sgm_recovery_run (f->path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return account;
}

static void
assert_ends_with (Fixture *f,
                  gint64   seq)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_autoptr (GPtrArray) events = NULL;
  gint64 n = 0;

  g_assert_no_error (error);
  g_assert_true (sgm_store_check_journal (store, &n, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, seq);
  events = sgm_store_read_table (store, &sgm_table_event, &error);
  g_assert_cmpint (events->len, ==, seq - 1);
  g_assert_cmpint (small_district_report (store, SMALL_MATTER_URGENT, NULL), ==, seq + 1);
}

/* Nothing but the district, its lock, its log and its backups. */
static void
assert_nothing_left_over (Fixture *f)
{
  g_autoptr (GDir) folder = g_dir_open (f->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (folder)) != NULL)
    g_assert_true (g_str_equal (name, "backups") || g_str_equal (name, "district.sgm")
                   || g_str_equal (name, "district.sgm.lock") || g_str_equal (name, "district.sgm-wal")
                   || g_str_equal (name, "district.sgm-shm"));
}

/* The records are gone, the journal is whole: so is everything. */
static void
test_rows_gone (Fixture       *f,
                gconstpointer  with_backup)
{
  g_autoptr (SgmRecovery) account = NULL;
  g_autofree char *text = NULL;

  spoil_events (f->path);
  account = recover (f);
  g_assert_true ((account->backup != NULL) == (with_backup != NULL));
  g_assert_cmpint (account->n_applied, ==, with_backup != NULL ? ALL - BACKED_UP : ALL);
  g_assert_cmpint (account->last_known, ==, ALL);
  g_assert_cmpint (account->n_stranded, ==, 0);
  g_assert_true (g_file_test (account->aside, G_FILE_TEST_EXISTS));
  text = sgm_recovery_to_text (account);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, "Nothing is missing."));
  assert_ends_with (f, ALL);
}

/* A page in the middle of the journal: up to there, and what is missing. */
static void
test_journal_torn (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (SgmRecovery) account = NULL;
  g_autofree char *text = NULL;
  gint64 page;

  page = ask (f->path, "SELECT pageno FROM dbstat WHERE name = 'sgm_journal' AND pagetype = 'leaf' "
                       "ORDER BY path LIMIT 1 OFFSET (SELECT count(*) * 3 / 4 FROM dbstat "
                       "WHERE name = 'sgm_journal' AND pagetype = 'leaf')");
  spoil_page (f->path, page);
  account = recover (f);
  g_assert_cmpint (account->backup_head->seq, ==, BACKED_UP);
  g_assert_cmpint (account->n_applied, >, 0);
  g_assert_cmpint (account->head->seq, ==, BACKED_UP + account->n_applied);
  g_assert_cmpint (account->head->seq, <, ALL);
  g_assert_cmpint (account->last_known, ==, ALL);
  g_assert_cmpint (account->n_stranded, >, 0);
  g_assert_cmpint (account->n_stranded, <, ALL - account->head->seq);
  text = sgm_recovery_to_text (account);
  g_test_message ("%s", text);
  g_assert_nonnull (strstr (text, " to 100."));
  assert_ends_with (f, account->head->seq);
}

/* An entry that somebody has changed ends the chain as well. */
static void
test_entry_changed (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (SgmRecovery) account = NULL;

  ask (f->path, "UPDATE sgm_journal SET who = 'nobody' WHERE seq = 61");
  account = recover (f);
  g_assert_cmpint (account->head->seq, ==, 60);
  g_assert_cmpint (account->n_stranded, ==, ALL - 61);
  assert_ends_with (f, 60);
}

static gpointer
give_up (gpointer cancellable)
{
  g_usleep (20 * G_USEC_PER_SEC);
  g_cancellable_cancel (cancellable);
  g_object_unref (cancellable);
  return NULL;
}

/* A head that claims more than any file can hold is not believed, and nobody
 * looks for all of that. */
static void
test_head_boasts (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SgmRecovery) account = NULL;
  g_autoptr (GError) error = NULL;
  gint64 page;

  page = ask (f->path, "SELECT pageno FROM dbstat WHERE name = 'sgm_journal' AND pagetype = 'leaf' "
                       "ORDER BY path DESC LIMIT 1");
  ask (f->path, "UPDATE sgm_journal_head SET seq = 1 << 62");
  spoil_page (f->path, page);
  g_thread_unref (g_thread_new ("patience", give_up, g_object_ref (cancellable)));
  account = sgm_recovery_run (f->path, NULL, NULL, cancellable, &error);
  g_assert_no_error (error);
  g_assert_cmpint (account->head->seq, >=, BACKED_UP);
  g_assert_cmpint (account->head->seq, <, ALL);
  g_assert_cmpint (account->last_known, ==, 0);
  assert_ends_with (f, account->head->seq);
}

/* Of a head that knows of less than there is, too. */
static void
test_head_forgets (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (SgmRecovery) account = NULL;
  g_autofree char *text = NULL;

  ask (f->path, "UPDATE sgm_journal SET who = 'nobody' WHERE seq = 61");
  ask (f->path, "UPDATE sgm_journal_head SET seq = -5");
  account = recover (f);
  g_assert_cmpint (account->head->seq, ==, 60);
  g_assert_cmpint (account->last_known, ==, ALL);
  g_assert_cmpint (account->n_stranded, ==, ALL - 61);
  text = sgm_recovery_to_text (account);
  g_assert_nonnull (strstr (text, "Missing are the entries 61 to 100."));
}

/* Nothing can be read at all. */
static void
test_header_gone (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (SgmRecovery) account = NULL;
  g_autofree char *text = NULL;

  spoil_page (f->path, 1);
  account = recover (f);
  g_assert_cmpint (account->n_applied, ==, 0);
  g_assert_cmpint (account->last_known, ==, 0);
  text = sgm_recovery_to_text (account);
  g_assert_nonnull (strstr (text, "cannot be known"));
  assert_ends_with (f, BACKED_UP);
}

/* Nothing is not put in the place of what might be of use to somebody. */
static void
test_hopeless (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  spoil_page (f->path, 1);
  g_assert_null (sgm_recovery_run (f->path, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_CORRUPT);
  assert_nothing_left_over (f);
}

static void
test_file_gone (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (SgmRecovery) account = NULL;
  g_autoptr (GError) error = NULL;

  /* It is missed, and no new one takes its place. */
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_null (sgm_store_open (f->path, i == 0 ? SGM_STORE_OPEN : SGM_STORE_CREATE, &error));
      g_assert_error (error, SGM_ERROR, SGM_ERROR_CORRUPT);
      g_clear_error (&error);
    }
  account = recover (f);
  g_assert_null (account->aside);
  assert_ends_with (f, BACKED_UP);
}

/* The newest backup is damaged, too: the one before serves. */
static void
test_backup_damaged (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmRecovery) account = NULL;
  g_autofree char *newer = sgm_backup_folder_dup_name (f->path, g_get_real_time () / 1000 + DAY);

  g_assert_true (sgm_backup_write (f->path, newer, 0, NULL, NULL, NULL, NULL, &error));
  spoil_events (newer);
  spoil_events (f->path);
  account = recover (f);
  g_assert_cmpstr (account->backup, !=, newer);
  g_assert_cmpint (account->backup_head->seq, ==, BACKED_UP);
  assert_ends_with (f, ALL);
}

static void
cancel (double      fraction,
        const char *what,
        gpointer    data)
{
  if (fraction > 0.5)
    g_cancellable_cancel (data);
}

/* A sound district is left alone, and so is a damaged one while it is not
 * clear that it can be made again. */
static void
test_left_alone (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;

  g_assert_null (sgm_recovery_run (f->path, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_REFUSED);
  g_clear_error (&error);

  spoil_events (f->path);
  g_assert_true (g_file_get_contents (f->path, &before, &size_before, NULL));
  g_assert_null (sgm_recovery_run (f->path, cancel, cancellable, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (f->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  assert_nothing_left_over (f);
}

/* Backups by themselves ------------------------------------------------------ */

static GPtrArray *
list_days (const gint64 *days,
           guint         n)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_backup_file_free);

  for (guint i = 0; i < n; i++)
    {
      SgmBackupFile *file = g_new0 (SgmBackupFile, 1);

      file->at = days[i] * DAY;
      g_ptr_array_add (files, file);
    }
  return files;
}

/* A hundred days with two backups each: one of each of seven days, and one of
 * each of four weeks. */
static void
test_rotation (void)
{
  gint64 days[200];
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) old = NULL;
  guint n_weekly = 0;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    days[i] = 20000 - i / 2;
  files = list_days (days, G_N_ELEMENTS (days));
  old = sgm_backup_folder_choose_old (files);
  for (guint i = 0; i < files->len; i++)
    {
      gint64 day = ((SgmBackupFile *) files->pdata[i])->at / DAY;
      gboolean kept = !g_ptr_array_find (old, files->pdata[i], NULL);

      if (day > 20000 - 7)
        g_assert_true (kept == (i % 2 == 0));
      else
        n_weekly += kept;
    }
  g_assert_cmpuint (n_weekly, >=, 2);
  g_assert_cmpuint (n_weekly, <=, 3);
  g_assert_cmpuint (files->len - old->len, ==, 7 + n_weekly);
}

/* Few backups stay however old they are. */
static void
test_rotation_few (void)
{
  const gint64 days[] = { 20000, 19000, 18000 };
  g_autoptr (GPtrArray) files = list_days (days, G_N_ELEMENTS (days));
  g_autoptr (GPtrArray) old = sgm_backup_folder_choose_old (files);

  g_assert_cmpuint (old->len, ==, 0);
}

static void
test_schedule (Fixture       *f,
               gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 now = g_get_real_time () / 1000;
  g_autoptr (GPtrArray) files = NULL;
  g_autofree char *stranger = g_build_filename (f->folder, "backups", "district-of-somebody.sgm", NULL);

  g_assert_false (sgm_backup_folder_is_due (f->path, now));
  g_assert_true (sgm_backup_folder_is_due (f->path, now + DAY + 60000));
  g_assert_true (sgm_backup_folder_is_due (f->path, now - 2 * DAY));
  g_assert_true (g_file_set_contents (stranger, "mine", -1, NULL));
  for (guint i = 1; i <= 9; i++)
    g_assert_true (sgm_backup_folder_make (f->path, now + i * DAY, NULL, &error));
  files = sgm_backup_folder_list (f->path);
  g_assert_cmpuint (files->len, >=, 7);
  g_assert_cmpuint (files->len, <=, 9);
  g_assert_cmpint (((SgmBackupFile *) files->pdata[0])->at / 1000, ==, (now + 9 * DAY) / 1000);
  g_assert_true (g_file_test (stranger, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, with_backup, function) \
  g_test_add ("/recovery/" name, Fixture, with_backup, set_up, function, tear_down)
  ADD ("rows-gone", "backup", test_rows_gone);
  ADD ("rows-gone-without-backup", NULL, test_rows_gone);
  ADD ("journal-torn", "backup", test_journal_torn);
  ADD ("entry-changed", "backup", test_entry_changed);
  ADD ("head-boasts", "backup", test_head_boasts);
  ADD ("head-forgets", "backup", test_head_forgets);
  ADD ("header-gone", "backup", test_header_gone);
  ADD ("hopeless", NULL, test_hopeless);
  ADD ("file-gone", "backup", test_file_gone);
  ADD ("backup-damaged", "backup", test_backup_damaged);
  ADD ("left-alone", "backup", test_left_alone);
  ADD ("schedule", "backup", test_schedule);
#undef ADD
  g_test_add_func ("/recovery/rotation", test_rotation);
  g_test_add_func ("/recovery/rotation-few", test_rotation_few);
  return g_test_run ();
}
