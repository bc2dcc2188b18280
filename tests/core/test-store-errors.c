/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every way in which a district cannot be opened or written has a code and
 * sentences of its own, and leaves what was there as it was. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-lock.h"
#include "store/sgm-migration.h"
#include "store/sgm-store.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <sqlite3.h>

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
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  scratch_free (f->folder);
  g_free (f->path);
}

static void
make_district (Fixture *f)
{
  SgmStore *store = small_district_open_new (f->path);

  small_district_report (store, SMALL_MATTER_URGENT, NULL);
  g_object_unref (store);
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

static char *
read_file (const char *path,
           gsize      *size)
{
  g_autoptr (GError) error = NULL;
  char *content = NULL;

  g_file_get_contents (path, &content, size, &error);
  g_assert_no_error (error);
  return content;
}

static void
write_file (const char *path,
            const char *content,
            gsize       size)
{
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, content, size, &error);
  g_assert_no_error (error);
}

/* A whole error: its code, the file's name in its message, a heading and
 * advice of its own. */
static void
assert_explained (const GError *error,
                  int           code,
                  const char   *path)
{
  g_assert_error (error, SGM_ERROR, code);
  if (path != NULL)
    g_assert_nonnull (strstr (error->message, path));
  g_assert_cmpuint (strlen (sgm_error_get_title (error)), >, 5);
  g_assert_cmpuint (strlen (sgm_error_get_advice (error)), >, 20);
}

static void
assert_cannot_open (const char *path,
                    int         code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (sgm_store_open (path, SGM_STORE_OPEN, &error));
  assert_explained (error, code, path);
}

static void
test_missing (Fixture       *f,
              gconstpointer  data)
{
  assert_cannot_open (f->path, SGM_ERROR_NO_DATABASE);
  g_assert_false (g_file_test (f->path, G_FILE_TEST_EXISTS));
}

static void
test_exists (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  make_district (f);
  g_assert_null (sgm_store_open (f->path, SGM_STORE_CREATE, &error));
  assert_explained (error, SGM_ERROR_EXISTS, f->path);
}

/* A district names people: its file is nobody else's to read. */
static void
test_mode (Fixture       *f,
           gconstpointer  data)
{
  GStatBuf about;

  make_district (f);
  g_assert_cmpint (g_stat (f->path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
}

static void
test_not_a_database (Fixture       *f,
                     gconstpointer  data)
{
  static const char *const contents[] = { "", "district of Jianghai, surely", "SQLite format 3" };

  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *after = NULL;

      write_file (f->path, contents[i], strlen (contents[i]));
      /* A text was never a district. */
      assert_cannot_open (f->path, i == 1 ? SGM_ERROR_FOREIGN : SGM_ERROR_CORRUPT);
      after = read_file (f->path, NULL);
      g_assert_cmpstr (after, ==, contents[i]);
    }
}

static gboolean
try_everything (const char  *path,
                GError     **error)
{
  g_autoptr (SgmStore) store = sgm_store_open (path, SGM_STORE_OPEN, error);
  g_autoptr (SgmSnapshot) snapshot = NULL;

  if (store == NULL)
    return FALSE;
  snapshot = sgm_store_load (store, error);
  if (snapshot == NULL)
    return FALSE;
  for (guint i = 0; sgm_tables[i] != NULL; i++)
    {
      g_autoptr (GPtrArray) records = sgm_store_read_table (store, sgm_tables[i], error);

      if (records == NULL)
        return FALSE;
    }
  return sgm_store_check_journal (store, NULL, error);
}

/* A page of rubbish anywhere, or the end cut off anywhere, is an error or
 * hurts nothing that is read, and never worse. */
static void
test_damaged (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *whole = NULL;
  gsize size;
  guint n_found = 0;

  make_district (f);
  whole = read_file (f->path, &size);
  for (gsize page = 0; page < size / 4096; page += 3)
    {
      g_autofree char *copy = g_memdup2 (whole, size);
      g_autoptr (GError) error = NULL;

      memset (copy + page * 4096, 0xa5, 4096);
      write_file (f->path, copy, size);
      if (!try_everything (f->path, &error))
        {
          g_assert_nonnull (error);
          n_found++;
        }
      g_clear_error (&error);
      write_file (f->path, whole, page * 4096 + 100);
      g_assert_false (try_everything (f->path, &error));
      g_assert_nonnull (error);
    }
  g_assert_cmpuint (n_found, >, 5);
}

static void
test_foreign (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before;
  gsize size_after;

  execute (f->path, "CREATE TABLE recipes (name TEXT); INSERT INTO recipes VALUES ('soup')");
  before = read_file (f->path, &size_before);
  assert_cannot_open (f->path, SGM_ERROR_FOREIGN);
  after = read_file (f->path, &size_after);
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
test_newer (Fixture       *f,
            gconstpointer  data)
{
  make_district (f);
  execute (f->path, "PRAGMA user_version = 99");
  assert_cannot_open (f->path, SGM_ERROR_NEWER);
  execute (f->path, "PRAGMA user_version = " G_STRINGIFY (SGM_MIGRATION_NEWEST));
  g_assert_true (try_everything (f->path, NULL));
}

/* An older district is brought up to date by whoever may write, and read by
 * nobody before. */
static void
test_older (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = NULL;

  make_district (f);
  execute (f->path, "PRAGMA user_version = 1");
  store = sgm_store_open (f->path, SGM_STORE_READ, &error);
  g_assert_null (store);
  assert_explained (error, SGM_ERROR_READ_ONLY, f->path);
}

static int
open_here (const char    *path,
           SgmStoreFlags  flags)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = sgm_store_open (path, flags, &error);
  g_autoptr (SgmAudit) audit = store != NULL ? sgm_store_audit (store, NULL, &error) : NULL;

  if (audit == NULL)
    return 10 + error->code;
  return sgm_audit_is_sound (audit, NULL) ? 0 : 1;
}

/* Rights do not bind the superuser, so the look happens as somebody else. */
static int
open_as_nobody (const char    *path,
                SgmStoreFlags  flags)
{
  pid_t child = fork ();
  int status;

  if (child == 0)
    {
      if (geteuid () == 0 && setresuid (65534, 65534, 65534) != 0)
        _exit (99);
      _exit (open_here (path, flags));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_read_only (Fixture       *f,
                gconstpointer  data)
{
  make_district (f);
  g_assert_cmpint (g_chmod (f->folder, 0777), ==, 0);
  g_assert_cmpint (g_chmod (f->path, 0444), ==, 0);
  g_assert_cmpint (open_as_nobody (f->path, SGM_STORE_OPEN), ==, 10 + SGM_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (f->path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (f->folder, 0555), ==, 0);
  g_assert_cmpint (open_as_nobody (f->path, SGM_STORE_OPEN), ==, 10 + SGM_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (f->folder, 0777), ==, 0);
  g_assert_true (try_everything (f->path, NULL));
}

/* Reads a file, and writes it down elsewhere. */
static void
copy_file (const char *from,
           const char *to)
{
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (from, &content, &size, &error));
  g_assert_true (g_file_set_contents (to, content, size, &error));
}

/* The power goes while the log is put into the file, and the disk leaves
 * letters where the first page was to be: the log still has that page. */
static void
test_torn_first_page (Fixture       *f,
                      gconstpointer  data)
{
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *torn = g_build_filename (f->folder, "torn.sgm", NULL);
  g_autofree char *torn_log = g_strconcat (torn, "-wal", NULL);
  g_autoptr (SgmStore) store = small_district_open_new (f->path);
  FILE *file;

  copy_file (f->path, torn);
  copy_file (log, torn_log);
  file = g_fopen (torn, "r+b");
  g_assert_nonnull (file);
  for (guint i = 0; i < 512; i++)
    g_assert_cmpint (fputc ('x', file), ==, 'x');
  g_assert_cmpint (fclose (file), ==, 0);
  g_assert_true (try_everything (torn, NULL));
}

/* What lies in a folder that cannot be written can be verified all the same,
 * unless a part of it is in a log that cannot be read there. */
static void
test_read_only_folder (Fixture       *f,
                       gconstpointer  data)
{
  g_autofree char *log = g_strconcat (f->path, "-wal", NULL);
  g_autofree char *index = g_strconcat (f->path, "-shm", NULL);

  make_district (f);
  g_assert_cmpint (g_chmod (f->path, 0444), ==, 0);
  g_unlink (log);
  g_unlink (index);
  g_assert_cmpint (g_chmod (f->folder, 0555), ==, 0);
  g_assert_cmpint (open_as_nobody (f->path, SGM_STORE_READ), ==, 0);

  g_assert_cmpint (g_chmod (f->folder, 0777), ==, 0);
  g_assert_true (g_file_set_contents (log, "changes", -1, NULL));
  g_assert_cmpint (g_chmod (f->folder, 0555), ==, 0);
  g_assert_cmpint (open_as_nobody (f->path, SGM_STORE_READ), ==, 10 + SGM_ERROR_READ_ONLY);
  g_assert_cmpint (g_chmod (f->folder, 0777), ==, 0);
  g_unlink (log);
}

static gint64
report (SgmStore  *store,
        GError   **error)
{
  SgmReport what = { SGM_SOURCE_TERMINAL, NULL, SMALL_MATTER_URGENT, NULL, SMALL_UNIT_WEST, SMALL_X, SMALL_Y, NULL };
  g_autoptr (SgmChange) change = sgm_change_new_report_event (&what);

  return sgm_store_submit (store, change, error);
}

static void
test_foreign_writer (Fixture       *f,
                     gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = NULL;
  sqlite3 *foreign;

  make_district (f);
  store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_open (f->path, &foreign), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (foreign, "BEGIN IMMEDIATE", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (report (store, &error), ==, 0);
  assert_explained (error, SGM_ERROR_BUSY, f->path);
  g_clear_error (&error);

  g_assert_cmpint (sqlite3_exec (foreign, "ROLLBACK", NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (foreign);
  g_assert_cmpint (report (store, &error), ==, 3);
  g_assert_no_error (error);
}

/* Changes to a file that was taken away would be lost. */
static void
test_moved (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = NULL;
  g_autofree char *elsewhere = g_strconcat (f->path, ".old", NULL);

  make_district (f);
  store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_rename (f->path, elsewhere), ==, 0);
  g_assert_cmpint (report (store, &error), ==, 0);
  assert_explained (error, SGM_ERROR_IO, f->path);
  g_clear_error (&error);
  g_assert_cmpint (g_rename (elsewhere, f->path), ==, 0);
  g_assert_cmpint (report (store, &error), ==, 3);
  g_assert_no_error (error);
}

static void
test_lock (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmLock) a = sgm_lock_new (f->path, &error);
  g_autoptr (SgmLock) b = sgm_lock_new (f->path, &error);

  g_assert_no_error (error);
  g_assert_true (sgm_lock_take (a, 0, &error));
  g_assert_false (sgm_lock_take (b, 20, &error));
  assert_explained (error, SGM_ERROR_BUSY, NULL);
  sgm_lock_give (a);
  g_clear_error (&error);
  g_assert_true (sgm_lock_take (b, 0, &error));
  g_assert_no_error (error);
}

/* Somebody who wants the lock all the time. */
typedef struct
{
  SgmLock *lock;
  gint n_turns; /* atomic */
  gint ending;
} Greedy;

static gpointer
take_again_and_again (gpointer data)
{
  Greedy *greedy = data;

  while (!g_atomic_int_get (&greedy->ending))
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (sgm_lock_take (greedy->lock, 5000, &error));
      g_atomic_int_inc (&greedy->n_turns);
      g_usleep (5000);
      sgm_lock_give (greedy->lock);
    }
  return NULL;
}

/* Whoever waits comes next, however soon the other wants it again. */
static void
test_lock_in_turn (Fixture       *f,
                   gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmLock) greedy_lock = sgm_lock_new (f->path, &error);
  g_autoptr (SgmLock) lock = sgm_lock_new (f->path, &error);
  Greedy greedy = { greedy_lock, 0, FALSE };
  GThread *thread = g_thread_new ("greedy", take_again_and_again, &greedy);
  int most = 0;

  while (g_atomic_int_get (&greedy.n_turns) == 0)
    g_usleep (100);
  for (guint i = 0; i < 20; i++)
    {
      int before = g_atomic_int_get (&greedy.n_turns);

      g_assert_true (sgm_lock_take (lock, 5000, &error));
      most = MAX (most, g_atomic_int_get (&greedy.n_turns) - before);
      sgm_lock_give (lock);
    }
  g_atomic_int_set (&greedy.ending, TRUE);
  g_thread_join (thread);
  g_test_message ("the other came before at most %d times", most);
  g_assert_cmpint (most, <=, 3);
}

static void
limit_files (rlim_t size)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = size;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Fills the room there is, in a process of its own, as the limit is the
 * process's. */
static void
fill_up (void)
{
  g_autofree char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (SgmStore) store = small_district_open_new (path);
  guint n = 0;

  signal (SIGXFSZ, SIG_IGN);
  limit_files (1000 * 1024);
  while (report (store, &error) > 0)
    n++;
  assert_explained (error, SGM_ERROR_NO_SPACE, path);
  g_assert_cmpuint (n, >, 0);
  g_clear_error (&error);

  /* Nothing acknowledged is lost, nothing else is there, and work goes on
   * when there is room again. */
  events = sgm_store_read_table (store, &sgm_table_event, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (events->len, ==, n);
  limit_files (RLIM_INFINITY);
  g_assert_cmpint (report (store, &error), >, 0);
  g_assert_no_error (error);
  g_assert_true (sgm_store_check_journal (store, NULL, &error));
  g_clear_object (&store);
  g_assert_true (try_everything (path, &error));
  scratch_free (g_steal_pointer (&folder));
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

/* No two codes share a heading or advice. */
static void
test_sentences (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = SGM_ERROR_INVALID; code <= SGM_ERROR_LOST_PHOTO; code++)
    {
      g_autoptr (GError) error = g_error_new_literal (SGM_ERROR, code, "x");

      g_assert_true (g_hash_table_add (seen, (gpointer) sgm_error_get_title (error)));
      g_assert_true (g_hash_table_add (seen, (gpointer) sgm_error_get_advice (error)));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/store-errors/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("missing", test_missing);
  ADD ("exists", test_exists);
  ADD ("mode", test_mode);
  ADD ("not-a-database", test_not_a_database);
  ADD ("damaged", test_damaged);
  ADD ("foreign", test_foreign);
  ADD ("newer", test_newer);
  ADD ("older", test_older);
  ADD ("read-only", test_read_only);
  ADD ("torn-first-page", test_torn_first_page);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("foreign-writer", test_foreign_writer);
  ADD ("moved", test_moved);
  ADD ("lock", test_lock);
  ADD ("lock-in-turn", test_lock_in_turn);
#undef ADD
  g_test_add_func ("/store-errors/no-space", test_no_space);
  g_test_add_func ("/store-errors/sentences", test_sentences);
  return g_test_run ();
}
