/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-progress-relay.h"

/* Words of progress come to the thread that has begun the work. */

#define N_WORDS 1000

typedef struct
{
  GAsyncQueue *to_main;
  GAsyncQueue *to_thread;
  GThread *main;
  guint n_heard;
  double fraction;
  gboolean ended;
} Talk;

static void
hear (double      fraction,
      const char *what,
      gpointer    data)
{
  Talk *talk = data;

  g_assert_true (g_thread_self () == talk->main);
  g_assert_cmpstr (what, ==, "working");
  talk->n_heard++;
  talk->fraction = fraction;
}

static void
work (GTask        *task,
      gpointer      source,
      gpointer      data,
      GCancellable *cancellable)
{
  Talk *talk = data;

  for (guint i = 1; i <= N_WORDS; i++)
    sgm_progress_relay_tell (task, hear, talk, i / (2.0 * N_WORDS), "working");
  g_async_queue_push (talk->to_main, talk);
  g_async_queue_pop (talk->to_thread);
  /* What is told at the end may come too late. */
  sgm_progress_relay_tell (task, hear, talk, 1, "working");
  g_task_return_boolean (task, TRUE);
}

static void
on_ended (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  ((Talk *) data)->ended = TRUE;
}

static void
test_latest (void)
{
  Talk talk = { g_async_queue_new (), g_async_queue_new (), g_thread_self (), 0, 0, FALSE };
  GTask *task = g_task_new (NULL, NULL, on_ended, &talk);
  guint n_at_end;

  g_task_set_task_data (task, &talk, NULL);
  g_task_run_in_thread (task, work);
  g_object_unref (task);

  /* Nobody has listened meanwhile: only the last word is told. */
  g_async_queue_pop (talk.to_main);
  g_assert_cmpuint (talk.n_heard, ==, 0);
  while (talk.n_heard == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpfloat (talk.fraction, ==, 0.5);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (talk.n_heard, ==, 1);

  g_async_queue_push (talk.to_thread, &talk);
  while (!talk.ended)
    g_main_context_iteration (NULL, TRUE);
  n_at_end = talk.n_heard;
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (talk.n_heard, ==, n_at_end);
  g_async_queue_unref (talk.to_main);
  g_async_queue_unref (talk.to_thread);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress-relay/latest", test_latest);
  return g_test_run ();
}
