/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two dispatchers in two processes give the same event at the same moment,
 * again and again. Exactly one wins; the other is told to whom it was given. */
#include "base/sgm-error.h"
#include "scratch.h"
#include "small-district.h"
#include "work.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define N_SHORT 60
#define N_LONG 1000

/* What a desk says of its attempt. */
typedef struct
{
  gint64 seq;
  int code;
  char message[200];
} Answer;

static const struct
{
  gint64 worker;
  const char *name;
} desks[] = { { SMALL_WORKER_A, "甲" }, { SMALL_WORKER_B, "乙" } };

static int
be_desk (const char *path,
         guint       desk)
{
  SgmStore *store = work_open (path);
  gint64 event;

  while (read (STDIN_FILENO, &event, sizeof event) == sizeof event)
    {
      g_autoptr (SgmChange) change = sgm_change_new_assign (event, 1, desks[desk].worker);
      g_autoptr (GError) error = NULL;
      Answer answer = { 0 };

      answer.seq = sgm_store_submit (store, change, &error);
      if (error != NULL)
        {
          answer.code = error->code;
          g_strlcpy (answer.message, error->message, sizeof answer.message);
        }
      if (write (STDOUT_FILENO, &answer, sizeof answer) != sizeof answer)
        break;
    }
  g_object_unref (store);
  return 0;
}

typedef struct
{
  GPid pid;
  int to;
  int from;
} Child;

static Child
start (const char *path,
       guint       desk)
{
  g_autofree char *number = g_strdup_printf ("%u", desk);
  char *arguments[] = { (char *) "/proc/self/exe", (char *) "--desk", (char *) path, number, NULL };
  g_autoptr (GError) error = NULL;
  Child child;

  g_spawn_async_with_pipes (NULL, arguments, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &child.pid, &child.to,
                            &child.from, NULL, &error);
  g_assert_no_error (error);
  return child;
}

static void
end (Child *child)
{
  int status;

  close (child->to);
  close (child->from);
  g_assert_cmpint (waitpid (child->pid, &status, 0), ==, child->pid);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
}

static void
test_two_desks (void)
{
  char *folder = scratch_new ();
  g_autofree char *path = g_build_filename (folder, "district.sgm", NULL);
  SgmStore *store = small_district_open_new (path);
  guint n = work_is_long () ? N_LONG : N_SHORT;
  guint n_won[2] = { 0 };
  g_autoptr (GError) error = NULL;
  Child children[2];
  gint64 n_entries;

  for (guint i = 0; i < n; i++)
    small_district_report (store, SMALL_MATTER_URGENT, NULL);
  for (guint i = 0; i < 2; i++)
    children[i] = start (path, i);
  for (gint64 event = 1; event <= n; event++)
    {
      Answer answers[2];
      guint winner;

      for (guint i = 0; i < 2; i++)
        g_assert_cmpint (write (children[(i + event) % 2].to, &event, sizeof event), ==, sizeof event);
      for (guint i = 0; i < 2; i++)
        g_assert_cmpint (read (children[i].from, &answers[i], sizeof answers[i]), ==, sizeof answers[i]);
      winner = answers[0].seq != 0 ? 0 : 1;
      n_won[winner]++;
      g_assert_cmpint (answers[winner].seq, ==, n + 1 + event);
      g_assert_cmpint (answers[!winner].seq, ==, 0);
      g_assert_cmpint (answers[!winner].code, ==, SGM_ERROR_CONFLICT);
      /* Who has it now, and which event it is. */
      g_assert_nonnull (strstr (answers[!winner].message, desks[winner].name));
      g_assert_nonnull (strstr (answers[!winner].message, "JH20"));
    }
  for (guint i = 0; i < 2; i++)
    end (&children[i]);
  sgm_store_check_journal (store, &n_entries, &error);
  g_assert_no_error (error);
  g_assert_cmpint (n_entries, ==, 1 + 2 * n);
  g_test_message ("two desks on one event %u times: one won %u, the other %u, always exactly one", n, n_won[0],
                  n_won[1]);
  g_object_unref (store);
  scratch_free (folder);
}

int
main (int    argc,
      char **argv)
{
  if (argc == 4 && g_str_equal (argv[1], "--desk"))
    return be_desk (argv[2], g_ascii_strtoull (argv[3], NULL, 10));

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/luck/two-desks", test_two_desks);
  return g_test_run ();
}
