/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Machines whose clock jumps, and files that lie on another computer. The
 * clock and what the kernel says of a folder are this program's own: its
 * definitions come before those of the libraries. */
#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"

#include <string.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

#include <linux/magic.h>

#define HOUR G_GINT64_CONSTANT (3600000)

static gint64 jump; /* milliseconds that the clock is wrong by; atomic by being set before and after work only */
static long file_system; /* what folders are said to be on, 0 for the truth */

gint64
g_get_real_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_REALTIME, &now);
  return now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000 + jump * 1000;
}

int
statfs (const char    *path,
        struct statfs *about)
{
  int result = (int) syscall (SYS_statfs, path, about);

  if (file_system != 0)
    about->f_type = file_system;
  return result;
}

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  jump = 0;
  file_system = 0;
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
note (SgmStore *store,
      SgmEntry *entry,
      GPtrArray *entries)
{
  g_ptr_array_add (entries, sgm_entry_ref (entry));
}

/* Reports an event by each of several clocks, and closes and opens the file in
 * between, as after a night. */
static GPtrArray *
report_by_clocks (Fixture      *f,
                  const gint64 *clocks,
                  guint         n)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_entry_unref);
  SgmStore *store = small_district_open_new (f->path);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (SgmSnapshot) snapshot = NULL;

      jump = clocks[i];
      snapshot = sgm_store_load (store, &error);
      g_assert_no_error (error);
      g_signal_connect (store, "entry", G_CALLBACK (note), entries);
      small_district_report (store, SMALL_MATTER_URGENT, NULL);
      while (entries->len <= i)
        g_main_context_iteration (NULL, TRUE);
      g_object_unref (store);
      store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
      g_assert_no_error (error);
    }
  g_object_unref (store);
  return entries;
}

/* A clock that was set back by hours, a battery that is empty (1970), and a
 * clock that is right again: nothing is refused, nothing lost, entries keep
 * their order, and none seems to be before the one that it came after. */
static void
test_clock (Fixture       *f,
            gconstpointer  data)
{
  const gint64 year_1970 = -g_get_real_time () / 1000;
  const gint64 clocks[] = { 0, -5 * HOUR, year_1970, 1000, -HOUR };
  g_autoptr (GPtrArray) entries = report_by_clocks (f, clocks, G_N_ELEMENTS (clocks));
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) events = NULL;
  gint64 n;

  jump = 0;
  for (guint i = 0; i < entries->len; i++)
    {
      SgmEntry *entry = entries->pdata[i];

      g_assert_cmpint (entry->seq, ==, i + 2);
      g_assert_cmpint (entry->at, >=, i > 0 ? ((SgmEntry *) entries->pdata[i - 1])->at : 0);
      g_assert_cmpint (entry->at, <, g_get_real_time () / 1000 + 2000);
    }
  store = sgm_store_open (f->path, SGM_STORE_OPEN, &error);
  g_assert_no_error (error);
  sgm_store_check_journal (store, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n, ==, 1 + G_N_ELEMENTS (clocks));
  events = sgm_store_read_table (store, &sgm_table_event, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < events->len; i++)
    {
      SgmEntry *entry = entries->pdata[i];

      /* The time that counts for a limit is the journal's, too. */
      g_assert_cmpint (sgm_record_get_int (events->pdata[i], SGM_EVENT_REPORTED_AT), ==, entry->at);
      g_assert_cmpint (sgm_record_get_int (events->pdata[i], SGM_EVENT_DUE_AT), ==, entry->at + 2 * HOUR);
    }
}

static const struct
{
  const char *name;
  long magic;
} networks[] = {
  { "NFS", NFS_SUPER_MAGIC }, { "SMB", SMB_SUPER_MAGIC }, { "CIFS", CIFS_SUPER_MAGIC }, { "SMB 2", SMB2_SUPER_MAGIC },
  { "AFS", AFS_SUPER_MAGIC }, { "Ceph", CEPH_SUPER_MAGIC }, { "Coda", CODA_SUPER_MAGIC }, { "9P", V9FS_MAGIC },
};

/* A file on another computer is neither made nor opened, and stays as it is. */
static void
test_network (Fixture       *f,
              gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before, size_after;

  g_object_unref (small_district_open_new (f->path));
  g_assert_true (g_file_get_contents (f->path, &before, &size_before, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autofree char *other = g_build_filename (f->folder, "other.sgm", NULL);

      g_test_message ("%s", networks[i].name);
      file_system = networks[i].magic;
      for (guint flags = SGM_STORE_OPEN; flags <= SGM_STORE_READ; flags++)
        {
          g_autoptr (GError) error = NULL;
          const char *path = flags == SGM_STORE_CREATE ? other : f->path;

          g_assert_null (sgm_store_open (path, flags, &error));
          g_assert_error (error, SGM_ERROR, SGM_ERROR_NETWORK_FILE);
          g_assert_nonnull (strstr (error->message, f->folder));
        }
      g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
    }
  file_system = 0;
  g_assert_true (g_file_get_contents (f->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  g_object_unref (sgm_store_open (f->path, SGM_STORE_OPEN, NULL));
}

#define ADD(name, function) g_test_add ("/odd-machine/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("clock", test_clock);
  ADD ("network", test_network);
  return g_test_run ();
}
