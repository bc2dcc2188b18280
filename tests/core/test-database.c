/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection: that cancelling reaches a query that runs, and that what was
 * prepared is kept. */
#include "base/sgm-error.h"
#include "scratch.h"
#include "small-district.h"
#include "store/sgm-database.h"

/* A query without an end. */
#define ENDLESS "WITH RECURSIVE c (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT max (x) FROM c"

typedef struct
{
  char *folder;
  char *path;
  SgmDatabase *database;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  g_object_unref (small_district_open_new (f->path));
  f->database = sgm_database_open (f->path, TRUE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  sgm_database_close (f->database);
  scratch_free (f->folder);
  g_free (f->path);
}

static gint64 cancelled_at;

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (20000);
  cancelled_at = g_get_monotonic_time ();
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (Fixture       *f,
             gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;
  double delay;
  gint64 number = 7;

  sgm_database_set_cancellable (f->database, cancellable);
  g_assert_true (sgm_database_exec (f->database, "BEGIN IMMEDIATE; DELETE FROM sgm_meta WHERE id = 1", &error));
  thread = g_thread_new ("cancel", cancel_soon, cancellable);
  g_assert_false (sgm_database_get_int (f->database, ENDLESS, &number, &error));
  delay = (g_get_monotonic_time () - cancelled_at) / 1000.0;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (number, ==, 7);
  g_test_message ("the query ended %.2f ms after it was cancelled", delay);
  g_assert_cmpfloat (delay, <, 1000);
  g_thread_join (thread);

  /* What had begun is taken back, and work goes on. */
  g_clear_error (&error);
  sgm_database_roll_back (f->database);
  g_assert_true (sgm_database_get_int (f->database, "SELECT count (*) FROM sgm_meta WHERE id = 1", &number, &error));
  g_assert_no_error (error);
  g_assert_cmpint (number, ==, 1);
}

static void
test_prepared (Fixture       *f,
               gconstpointer  data)
{
  const char *sql = "SELECT id FROM sgm_person WHERE id = ?1";
  g_autofree char *same = g_strdup (sql);
  sqlite3_stmt *statement = sgm_database_prepare (f->database, sql, NULL);

  g_assert_nonnull (statement);
  g_assert_true (sgm_database_prepare (f->database, same, NULL) == statement);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/database/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("cancel", test_cancel);
  ADD ("prepared", test_prepared);
#undef ADD
  return g_test_run ();
}
