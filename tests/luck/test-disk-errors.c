/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every write of a run fails once, as on a full disk and as on a broken one,
 * and again so that all after it fail, too. Each time the error says which of
 * the two it is, nothing that was acknowledged is lost, and the work goes on
 * when there is room again. */
#include "bad-disk.h"
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "work.h"

#include <sqlite3.h>

#define N_CHANGES 8
#define N_TIMES_FOR_EVER 1000000
#define STRIDE_SHORT 9

typedef struct
{
  const char *name;
  int result;
  int code; /* that the error must have */
  guint times;
} Trouble;

static const Trouble troubles[] = {
  { "full once", SQLITE_FULL, SGM_ERROR_NO_SPACE, 1 },
  { "full", SQLITE_FULL, SGM_ERROR_NO_SPACE, N_TIMES_FOR_EVER },
  { "broken once", SQLITE_IOERR, SGM_ERROR_IO, 1 },
  { "broken", SQLITE_IOERR, SGM_ERROR_IO, N_TIMES_FOR_EVER },
};

typedef struct
{
  const Trouble *trouble;
  char *folder;
  char *path;
  gint64 acknowledged;
  guint n_refused;
} Run;

/* Puts the disk right after a failure, which must have been told as it was. */
static void
recover (Run    *run,
         GError *error)
{
  g_assert_error (error, SGM_ERROR, run->trouble->code);
  bad_disk_heal ();
  run->n_refused++;
  g_error_free (error);
}

static SgmStore *
open_in_trouble (Run *run)
{
  GError *error = NULL;
  SgmStore *store = sgm_store_open (run->path, SGM_STORE_OPEN, &error);

  if (store != NULL)
    return store;
  recover (run, error);
  return work_open (run->path);
}

static void
assert_readable (SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (store, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (sgm_snapshot_get_records (snapshot, &sgm_table_area)->len, ==, 6);
}

static void
work_in_trouble (Run      *run,
                 SgmStore *store,
                 guint     number)
{
  GError *error = NULL;
  gint64 seq = work_do (store, number, 0, &error);

  if (seq == 0)
    {
      assert_readable (store);
      recover (run, error);
      error = NULL;
      seq = work_do (store, number, 0, &error);
      g_assert_no_error (error);
    }
  g_assert_cmpint (seq, ==, run->acknowledged + 1);
  run->acknowledged = seq;
}

static void
assert_whole (Run *run)
{
  g_autoptr (SgmStore) store = work_open (run->path);
  g_autoptr (GError) error = NULL;
  gint64 n;

  sgm_store_check_journal (store, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, run->acknowledged);
}

/* Returns: how many writes the work had */
static guint
work (Run   *run,
      guint  after)
{
  SgmStore *store;
  guint n;

  run->acknowledged = 1;
  bad_disk_fail (after, run->trouble->times, run->trouble->result);
  store = open_in_trouble (run);
  for (guint i = 0; i < N_CHANGES; i++)
    {
      work_in_trouble (run, store, i);
      if (i == N_CHANGES / 2)
        {
          g_object_unref (store);
          store = open_in_trouble (run);
        }
    }
  g_object_unref (store);
  n = bad_disk_heal ();
  assert_whole (run);
  return n;
}

static void
run_clear (Run *run)
{
  g_clear_pointer (&run->folder, scratch_free);
  g_clear_pointer (&run->path, g_free);
  bad_disk_watch ("/nowhere");
}

static void
run_begin (Run *run)
{
  run->folder = scratch_new ();
  run->path = g_build_filename (run->folder, "district.sgm", NULL);
}

/* Returns: how many writes the run had */
static guint
run_once (const Trouble *trouble,
          const char    *origin,
          guint          after,
          guint         *n_refused)
{
  Run run = { trouble };
  guint n;

  run_begin (&run);
  work_copy_files (origin, run.folder);
  bad_disk_watch (run.folder);
  n = work (&run, after);
  *n_refused += run.n_refused;
  run_clear (&run);
  return n;
}

static void
test_work (gconstpointer data)
{
  const Trouble *trouble = data;
  char *origin = scratch_new ();
  g_autofree char *path = g_build_filename (origin, "district.sgm", NULL);
  guint stride = work_is_long () ? 1 : STRIDE_SHORT;
  guint n_refused = 0;
  guint n_runs = 0;
  guint n;

  g_object_unref (small_district_open_new (path));
  n = run_once (trouble, origin, G_MAXUINT - 1, &n_refused);
  g_assert_cmpuint (n, >, 50);
  g_assert_cmpuint (n_refused, ==, 0);
  for (guint after = 0; after < n; after += stride, n_runs++)
    run_once (trouble, origin, after, &n_refused);
  g_assert_cmpuint (n_refused, >, n_runs / 4);
  g_test_message ("%s: %u of %u writes failed in turn, %u refusals, all told; nothing acknowledged was lost",
                  trouble->name, n_runs, n, n_refused);
  scratch_free (origin);
}

/* A district that could not be made leaves no file in the way of the next
 * attempt. */
static guint
make_once (const Trouble *trouble,
           guint          after)
{
  Run run = { trouble };
  GError *error = NULL;
  SgmStore *store;
  guint n;

  run_begin (&run);
  bad_disk_watch (run.folder);
  bad_disk_fail (after, trouble->times, trouble->result);
  store = sgm_store_open (run.path, SGM_STORE_CREATE, &error);
  if (store == NULL)
    {
      recover (&run, error);
      error = NULL;
      store = sgm_store_open (run.path, SGM_STORE_CREATE, &error);
      g_assert_no_error (error);
    }
  g_object_unref (store);
  n = bad_disk_heal ();
  assert_whole (&run);
  run_clear (&run);
  return n;
}

static void
test_make (gconstpointer data)
{
  const Trouble *trouble = data;
  guint stride = work_is_long () ? 1 : STRIDE_SHORT;
  guint n = make_once (trouble, G_MAXUINT - 1);

  for (guint after = 0; after < n; after += stride)
    make_once (trouble, after);
  g_test_message ("%s: %u writes of making a district", trouble->name, n);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  bad_disk_install ();
  for (guint i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      g_autofree char *work_name = g_strconcat ("/luck/disk-errors/work/", troubles[i].name, NULL);
      g_autofree char *make_name = g_strconcat ("/luck/disk-errors/make/", troubles[i].name, NULL);

      g_test_add_data_func (work_name, &troubles[i], test_work);
      g_test_add_data_func (make_name, &troubles[i], test_make);
    }
  return g_test_run ();
}
