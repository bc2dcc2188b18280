/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-progress-relay.h"

/* One word of progress on its way to the main thread. */
typedef struct
{
  GTask *task;
  SgmProgress progress;
  gpointer data;
  double fraction;
  char *what;
} Word;

static void
word_free (gpointer data)
{
  Word *word = data;

  g_object_unref (word->task);
  g_free (word->what);
  g_free (word);
}

static gboolean
tell (gpointer data)
{
  Word *word = data;

  if (!g_task_get_completed (word->task))
    word->progress (word->fraction, word->what, word->data);
  return G_SOURCE_REMOVE;
}

/**
 * sgm_progress_relay_tell:
 * @task: the work that is done in a thread
 * @progress: to be called in the thread that has begun it, unless it has ended
 *   by then
 * @data: for @progress
 * @fraction: how far it has come, 0 to 1
 * @what: what is being done, translated
 */
void
sgm_progress_relay_tell (GTask       *task,
                         SgmProgress  progress,
                         gpointer     data,
                         double       fraction,
                         const char  *what)
{
  Word *word = g_new0 (Word, 1);

  word->task = g_object_ref (task);
  word->progress = progress;
  word->data = data;
  word->fraction = fraction;
  word->what = g_strdup (what);
  g_main_context_invoke_full (g_task_get_context (task), G_PRIORITY_DEFAULT, tell, word, word_free);
}
