/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies of a district that people work with, and the way back. Whatever goes
 * wrong, nothing half-made stays and nothing that was there is lost. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-backup.h"
#include "store/sgm-store.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

#define N_BULK 3000

typedef struct
{
  char *folder;
  char *path;
  char *copy;
  SgmStore *store;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  f->copy = g_build_filename (f->folder, "copy.sgm", NULL);
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
  g_free (f->copy);
}

/* Enough for a copy to take many steps. */
static void
add_bulk (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (SgmChange) change = NULL;
  g_autofree char *words = g_strnfill (2000, 'x');

  for (guint i = 0; i < N_BULK; i++)
    {
      SgmRecord *org = sgm_record_new (&sgm_table_org, i + 1);

      sgm_record_set_int (org, SGM_ORG_LEVEL, 1);
      sgm_record_set_text (org, SGM_ORG_NAME, words);
      g_ptr_array_add (records, org);
    }
  change = sgm_change_new_import_sample (records);
  g_assert_cmpint (sgm_store_submit (store, change, &error), >, 0);
  g_assert_no_error (error);
}

static guint
count_files (Fixture *f)
{
  g_autoptr (GDir) folder = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (folder) != NULL)
    n++;
  return n;
}

static gint64
get_seq (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = sgm_backup_check (path, NULL, &error);

  g_assert_no_error (error);
  return head->seq;
}

static gboolean
back_up (Fixture         *f,
         SgmBackupFlags   flags,
         GError         **error)
{
  return sgm_backup_write (f->path, f->copy, flags, NULL, NULL, NULL, NULL, error);
}

typedef struct
{
  Fixture *f;
  GArray *milliseconds;
  double last;
} Work;

/* Somebody works while a copy is being made, in every step of it. */
static void
work (double      fraction,
      const char *what,
      gpointer    data)
{
  Work *w = data;
  gint64 start = g_get_monotonic_time ();
  double milliseconds;

  g_assert_cmpfloat (fraction, >=, w->last);
  w->last = fraction;
  small_district_report (w->f->store, SMALL_MATTER_URGENT, NULL);
  milliseconds = (g_get_monotonic_time () - start) / 1000.0;
  g_array_append_val (w->milliseconds, milliseconds);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  const double *x = a;
  const double *y = b;

  return (*x > *y) - (*x < *y);
}

static void
test_while_working (Fixture       *f,
                    gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = NULL;
  g_autoptr (SgmHead) before = NULL;
  g_autoptr (GArray) milliseconds = g_array_new (FALSE, FALSE, sizeof (double));
  Work w = { f, milliseconds, 0 };
  GStatBuf about;
  g_autofree char *content = NULL;
  g_autofree char *log = g_strconcat (f->copy, "-wal", NULL);

  add_bulk (f->store);
  before = sgm_store_dup_head (f->store, &error);
  g_assert_true (sgm_backup_write (f->path, f->copy, 0, work, &w, NULL, &head, &error));
  g_assert_no_error (error);
  g_assert_cmpint (head->seq, ==, before->seq);
  g_assert_cmpstr (head->hash, ==, before->hash);
  g_assert_cmpint (get_seq (f->copy), ==, before->seq);
  g_assert_cmpuint (milliseconds->len, >, 10);

  g_array_sort (milliseconds, compare_doubles);
  g_test_message ("%u changes during a copy: median %.1f ms, longest %.1f ms", milliseconds->len,
                  g_array_index (milliseconds, double, milliseconds->len / 2),
                  g_array_index (milliseconds, double, milliseconds->len - 1));
  g_assert_cmpfloat (g_array_index (milliseconds, double, milliseconds->len / 2), <, 100);

  /* One plain file for its owner alone. */
  g_assert_cmpint (g_stat (f->copy, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (f->copy, &content, NULL, NULL));
  g_assert_cmpint (content[18], ==, 1);
  g_assert_cmpint (content[19], ==, 1);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *link = g_build_filename (f->folder, "link.sgm", NULL);
  guint n;

  g_assert_true (back_up (f, SGM_BACKUP_NONE, &error));
  n = count_files (f);
  g_assert_false (back_up (f, SGM_BACKUP_NONE, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_EXISTS);
  g_clear_error (&error);

  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  g_assert_true (back_up (f, SGM_BACKUP_REPLACE, &error));
  g_assert_cmpint (get_seq (f->copy), ==, 3);

  g_assert_cmpint (symlink (f->path, link), ==, 0);
  g_assert_false (sgm_backup_write (f->path, link, SGM_BACKUP_REPLACE, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_clear_error (&error);
  g_unlink (link);

  g_assert_false (sgm_backup_write (f->path, "/nowhere/at/all.sgm", 0, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_IO);
  g_clear_error (&error);
  g_assert_false (sgm_backup_write ("/nowhere.sgm", f->copy, SGM_BACKUP_REPLACE, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_NO_DATABASE);
  g_assert_cmpint (get_seq (f->copy), ==, 3);
  g_assert_cmpuint (count_files (f), ==, n);
}

static void
cancel_at_half (double      fraction,
                const char *what,
                gpointer    data)
{
  if (fraction > 0.4)
    g_cancellable_cancel (data);
}

/* Cancelled in the middle, the former copy is as it was. */
static void
test_cancelled (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  guint n;

  g_assert_true (back_up (f, SGM_BACKUP_NONE, &error));
  n = count_files (f);
  add_bulk (f->store);
  g_assert_false (sgm_backup_write (f->path, f->copy, SGM_BACKUP_REPLACE, cancel_at_half, cancellable, cancellable,
                                    NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (f), ==, n);
  g_assert_cmpint (get_seq (f->copy), ==, 2);
}

static void
copy_again (double      fraction,
            const char *what,
            gpointer    data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (back_up (data, SGM_BACKUP_REPLACE, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_BUSY);
}

/* Two at once to one place: the second is told so and the first is whole. */
static void
test_two_at_once (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (sgm_backup_write (f->path, f->copy, 0, copy_again, f, NULL, NULL, &error));
  g_assert_cmpint (get_seq (f->copy), ==, 2);
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

static void
fill_up (void)
{
  Fixture f = { NULL };
  g_autoptr (GError) error = NULL;
  guint n;

  set_up (&f, NULL);
  g_assert_true (back_up (&f, 0, &error));
  n = count_files (&f);
  add_bulk (f.store);
  signal (SIGXFSZ, SIG_IGN);
  for (rlim_t size = 0; size < 3 * 1024 * 1024; size += 500 * 1024)
    {
      limit_files (size);
      g_assert_false (back_up (&f, SGM_BACKUP_REPLACE, &error));
      g_assert_error (error, SGM_ERROR, SGM_ERROR_NO_SPACE);
      g_clear_error (&error);
      limit_files (RLIM_INFINITY);
      g_assert_cmpuint (count_files (&f), ==, n);
      g_assert_cmpint (get_seq (f.copy), ==, 2);
    }
  g_assert_true (back_up (&f, SGM_BACKUP_REPLACE, &error));
  g_assert_cmpint (get_seq (f.copy), ==, 3);
  tear_down (&f, NULL);
}

static void
test_no_space (void)
{
  if (g_test_subprocess ())
    {
      fill_up ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* A folder that cannot be written; rights do not bind the superuser. */
static void
test_read_only (Fixture       *f,
                gconstpointer  data)
{
  static const char *const endings[] = { "", "-wal", "-shm" };
  g_autofree char *folder = g_build_filename (f->folder, "closed", NULL);
  g_autofree char *copy = g_build_filename (folder, "copy.sgm", NULL);
  pid_t child;
  int status;

  g_clear_object (&f->store);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (f->path, endings[i], NULL);

      g_chmod (name, 0666);
    }
  g_assert_cmpint (g_chmod (f->folder, 0777), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0555), ==, 0);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;

      if (geteuid () == 0 && setresuid (65534, 65534, 65534) != 0)
        _exit (99);
      _exit (sgm_backup_write (f->path, copy, 0, NULL, NULL, NULL, NULL, &error) ? 0 : 10 + error->code);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_cmpint (WEXITSTATUS (status), ==, 10 + SGM_ERROR_READ_ONLY);
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
}

static gint64
count_events (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, &error);
  g_autoptr (GPtrArray) events = NULL;

  g_assert_no_error (error);
  events = sgm_store_read_table (store, &sgm_table_event, &error);
  g_assert_no_error (error);
  return events->len;
}

static void
test_restore (Fixture       *f,
              gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmHead) head = NULL;
  g_autofree char *aside = NULL;

  g_assert_true (back_up (f, 0, &error));
  small_district_report (f->store, SMALL_MATTER_URGENT, NULL);
  g_clear_object (&f->store);
  g_assert_true (sgm_backup_restore (f->copy, f->path, NULL, NULL, NULL, &aside, &head, &error));
  g_assert_no_error (error);
  g_assert_cmpint (head->seq, ==, 2);
  g_assert_cmpint (count_events (f->path), ==, 1);
  g_assert_cmpint (count_events (aside), ==, 2);

  /* To where there is nothing, too. */
  g_clear_pointer (&aside, g_free);
  g_assert_cmpint (g_unlink (f->path), ==, 0);
  g_assert_true (sgm_backup_restore (f->copy, f->path, NULL, NULL, NULL, &aside, NULL, &error));
  g_assert_null (aside);
  g_assert_cmpint (count_events (f->path), ==, 1);
}

/* While another process has the district open it is not taken away. */
static void
test_restore_busy (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  int to_child[2];
  int from_child[2];
  pid_t child;
  char byte;
  guint n;

  g_assert_true (back_up (f, 0, &error));
  g_clear_object (&f->store);
  g_assert_cmpint (pipe (to_child), ==, 0);
  g_assert_cmpint (pipe (from_child), ==, 0);
  child = fork ();
  if (child == 0)
    {
      SgmStore *store = sgm_store_open (f->path, SGM_STORE_OPEN, NULL);

      close (to_child[1]);
      if (store == NULL || write (from_child[1], "o", 1) != 1)
        _exit (1);
      _exit (read (to_child[0], &byte, 1) == 0 ? 0 : 2);
    }
  g_assert_cmpint (read (from_child[0], &byte, 1), ==, 1);
  n = count_files (f);
  g_assert_false (sgm_backup_restore (f->copy, f->path, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_BUSY);
  g_assert_cmpuint (count_files (f), ==, n);
  close (to_child[1]);
  g_assert_cmpint (waitpid (child, NULL, 0), ==, child);
  g_clear_error (&error);
  g_assert_true (sgm_backup_restore (f->copy, f->path, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
execute (const char *path,
         const char *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

/* A copy that is not what it was is not put in the place of anything. */
static void
test_bad_copy (Fixture       *f,
               gconstpointer  data)
{
  static const char *const tampers[] = {
    "UPDATE sgm_person SET phone = '1' WHERE id = 1",
    "UPDATE sgm_journal SET who = 'nobody' WHERE seq = 1",
    "DELETE FROM sgm_journal WHERE seq = 2; UPDATE sgm_journal_head SET seq = 1",
  };
  g_autofree char *head = g_strconcat (f->copy, ".head", NULL);
  g_autofree char *page = g_strnfill (4096, '#');
  g_autofree char *content = NULL;
  gsize size;

  for (guint i = 0; i < G_N_ELEMENTS (tampers) + 2; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (back_up (f, SGM_BACKUP_REPLACE, &error));
      if (i < G_N_ELEMENTS (tampers))
        execute (f->copy, tampers[i]);
      else if (i == G_N_ELEMENTS (tampers))
        g_assert_true (g_file_set_contents (head, "[head]\nseq=2\nhash=00\n", -1, NULL));
      else
        {
          g_assert_true (g_file_get_contents (f->copy, &content, &size, NULL));
          memcpy (content + size / 8192 * 4096, page, 4096);
          g_assert_true (g_file_set_contents (f->copy, content, size, NULL));
        }
      g_assert_false (sgm_backup_restore (f->copy, f->path, NULL, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, SGM_ERROR, SGM_ERROR_CORRUPT);
    }
  g_assert_cmpint (count_events (f->path), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/backup/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("while-working", test_while_working);
  ADD ("refused", test_refused);
  ADD ("cancelled", test_cancelled);
  ADD ("two-at-once", test_two_at_once);
  ADD ("read-only", test_read_only);
  ADD ("restore", test_restore);
  ADD ("restore-busy", test_restore_busy);
  ADD ("bad-copy", test_bad_copy);
#undef ADD
  g_test_add_func ("/backup/no-space", test_no_space);
  return g_test_run ();
}
