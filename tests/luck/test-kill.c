/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Three processes report events into one district as fast as they can, and
 * are killed at random moments. Each says which entries were acknowledged to
 * it; all of them are there in the end, and the journal is whole. */
#include "domain/sgm-tables.h"
#include "scratch.h"
#include "small-district.h"
#include "work.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_WORKERS 3
#define N_IN_FLIGHT 8

/* One acknowledged change, as a worker says it. */
typedef struct
{
  gint64 seq;
  guint64 number;
} Word;

/* The worker --------------------------------------------------------------- */

typedef struct
{
  SgmStore *store;
  guint who;
  guint next;
} Worker;

typedef struct
{
  Worker *worker;
  guint number;
} Sent;

static void send_one (Worker *worker);

static void
on_submitted (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autofree Sent *sent = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);
  Word word = { 0, sent->number };

  if (error != NULL)
    g_error ("%s", error->message);
  word.seq = entry->seq;
  /* Less than a pipe's block, so whole or not at all. */
  if (write (STDOUT_FILENO, &word, sizeof word) != sizeof word)
    _exit (0);
  send_one (sent->worker);
}

static void
send_one (Worker *worker)
{
  Sent *sent = g_new (Sent, 1);
  g_autoptr (SgmChange) change = NULL;

  *sent = (Sent) { worker, worker->next++ };
  change = work_make_change (sent->number, worker->who);
  sgm_store_submit_async (worker->store, change, NULL, on_submitted, sent);
}

static G_NORETURN void
be_worker (const char *path,
           guint       who)
{
  Worker worker = { work_open (path), who, 0 };

  for (guint i = 0; i < N_IN_FLIGHT; i++)
    send_one (&worker);
  while (TRUE)
    g_main_context_iteration (NULL, TRUE);
}

/* The test ----------------------------------------------------------------- */

typedef struct
{
  const char *path;
  GMutex mutex;
  GCond news;
  GPid pids[N_WORKERS];
  guint n_started;
  gboolean ending;
  GArray *words; /* of Word, its number with the worker's in the upper half */
} Office;

static GPid
start (Office *office,
       guint   who,
       int    *pipe)
{
  g_autofree char *number = g_strdup_printf ("%u", who);
  char *arguments[] = { (char *) "/proc/self/exe", (char *) "--worker", (char *) office->path, number, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, NULL, pipe, NULL,
                            &error);
  g_assert_no_error (error);
  return pid;
}

static void
listen_to (Office *office,
           guint   who,
           int     pipe)
{
  Word word;

  while (read (pipe, &word, sizeof word) == sizeof word)
    {
      word.number |= (guint64) who << 32;
      g_mutex_lock (&office->mutex);
      g_array_append_val (office->words, word);
      g_cond_signal (&office->news);
      g_mutex_unlock (&office->mutex);
    }
  close (pipe);
}

typedef struct
{
  Office *office;
  guint desk;
} Desk;

/* Keeps a desk occupied: where a worker has died, another one comes. */
static gpointer
run_desk (gpointer data)
{
  Desk *desk = data;
  Office *office = desk->office;

  g_mutex_lock (&office->mutex);
  while (!office->ending)
    {
      guint who = ++office->n_started;
      int pipe, status;
      GPid pid = office->pids[desk->desk] = start (office, who, &pipe);

      g_mutex_unlock (&office->mutex);
      listen_to (office, who, pipe);
      g_mutex_lock (&office->mutex);
      office->pids[desk->desk] = 0;
      while (waitpid (pid, &status, 0) < 0 && errno == EINTR)
        ;
      /* Killed, and not ended by an error of its own. */
      g_assert_true (WIFSIGNALED (status));
      g_assert_cmpint (WTERMSIG (status), ==, SIGKILL);
    }
  g_mutex_unlock (&office->mutex);
  return NULL;
}

static void
kill_one (Office *office,
          guint   desk)
{
  if (office->pids[desk] != 0)
    kill (office->pids[desk], SIGKILL);
}

static void
wait_for_work (Office *office,
               guint   n)
{
  while (office->words->len < n)
    g_cond_wait (&office->news, &office->mutex);
}

static void
work_and_kill (Office *office,
               guint   n_changes,
               guint   n_kills)
{
  Desk desks[N_WORKERS];
  GThread *threads[N_WORKERS];

  for (guint i = 0; i < N_WORKERS; i++)
    {
      desks[i] = (Desk) { office, i };
      threads[i] = g_thread_new ("desk", run_desk, &desks[i]);
    }
  for (guint i = 0; i < n_kills; i++)
    {
      g_mutex_lock (&office->mutex);
      wait_for_work (office, (i + 1) * (guint64) n_changes / (n_kills + 1));
      g_mutex_unlock (&office->mutex);
      /* The moment has nothing to do with what was just acknowledged. */
      g_usleep (g_test_rand_int_range (0, 5000));
      g_mutex_lock (&office->mutex);
      kill_one (office, g_test_rand_int_range (0, N_WORKERS));
      g_mutex_unlock (&office->mutex);
    }
  g_mutex_lock (&office->mutex);
  wait_for_work (office, n_changes);
  office->ending = TRUE;
  for (guint i = 0; i < N_WORKERS; i++)
    kill_one (office, i);
  g_mutex_unlock (&office->mutex);
  for (guint i = 0; i < N_WORKERS; i++)
    g_thread_join (threads[i]);
}

static int
compare_words (gconstpointer a,
               gconstpointer b)
{
  gint64 x = ((const Word *) a)->seq;
  gint64 y = ((const Word *) b)->seq;

  return (x > y) - (x < y);
}

/* Returns: how many entries there are that nobody heard of */
static gint64
check_words (Office *office)
{
  g_autoptr (SgmStore) store = work_open (office->path);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) inbox = NULL;
  g_autoptr (GError) error = NULL;
  gint64 n_entries;

  sgm_store_check_journal (store, &n_entries, &error);
  g_assert_no_error (error);
  inbox = sgm_store_read_table (store, &sgm_table_inbox, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < inbox->len; i++)
    g_hash_table_add (ids, (gpointer) sgm_record_get_text (inbox->pdata[i], SGM_INBOX_SOURCE_ID));
  g_array_sort (office->words, compare_words);
  for (guint i = 0; i < office->words->len; i++)
    {
      const Word *word = &g_array_index (office->words, Word, i);
      g_autofree char *id = g_strdup_printf ("%u-%u", (guint) (word->number >> 32), (guint) word->number);

      g_assert_cmpint (word->seq, <=, n_entries);
      g_assert_true (i == 0 || word->seq > (word - 1)->seq);
      g_assert_true (g_hash_table_contains (ids, id));
    }
  return n_entries - 1 - office->words->len;
}

static void
test_kill (void)
{
  char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  Office office = { .path = path, .words = g_array_new (FALSE, FALSE, sizeof (Word)) };
  guint n_changes = work_is_long () ? 100000 : 2000;
  guint n_kills = work_is_long () ? 200 : 6;
  gint64 n_unheard;
  gint64 begin;

  g_mutex_init (&office.mutex);
  g_cond_init (&office.news);
  g_object_unref (small_district_open_new (path));
  begin = g_get_monotonic_time ();
  work_and_kill (&office, n_changes, n_kills);
  begin = g_get_monotonic_time () - begin;
  n_unheard = check_words (&office);
  g_test_message ("%u changes acknowledged to three processes in %.1f s, %u kills: none missing, %" G_GINT64_FORMAT
                  " more were made whose word was not heard",
                  office.words->len, begin / 1e6, n_kills, n_unheard);
  g_array_unref (office.words);
  g_mutex_clear (&office.mutex);
  g_cond_clear (&office.news);
  scratch_free (folder);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--worker"))
    be_worker (argv[2], g_ascii_strtoull (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/luck/kill", test_kill);
  return g_test_run ();
}
