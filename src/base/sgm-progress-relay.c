/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-progress-relay.h"

/* What waits at a task to be told. */
#define WAITING "sgm-progress"

/* A word of progress on its way to the main thread. */
typedef struct
{
  GTask *task;
  SgmProgress progress;
  gpointer data;
  double fraction;
  char *what;
} Word;

static GMutex lock; /* over the words that wait */

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

  g_mutex_lock (&lock);
  g_object_set_data (G_OBJECT (word->task), WAITING, NULL);
  g_mutex_unlock (&lock);
  if (!g_task_get_completed (word->task))
    word->progress (word->fraction, word->what, word->data);
  return G_SOURCE_REMOVE;
}

static Word *
send_word (GTask       *task,
           SgmProgress  progress,
           gpointer     data)
{
  Word *word = g_new0 (Word, 1);
  GSource *source = g_idle_source_new ();

  word->task = g_object_ref (task);
  word->progress = progress;
  word->data = data;
  g_source_set_callback (source, tell, word, word_free);
  g_source_attach (source, g_task_get_context (task));
  g_source_unref (source);
  return word;
}

/**
 * sgm_progress_relay_tell:
 * @task: the work that is done in a thread
 * @progress: to be called in the thread that has begun it, unless it has ended
 *   by then
 * @data: for @progress
 * @fraction: how far it has come, 0 to 1
 * @what: what is being done, translated
 *
 * Of words that come faster than they are heard, only the last is told.
 */
void
sgm_progress_relay_tell (GTask       *task,
                         SgmProgress  progress,
                         gpointer     data,
                         double       fraction,
                         const char  *what)
{
  Word *word;

  g_mutex_lock (&lock);
  word = g_object_get_data (G_OBJECT (task), WAITING);
  if (word == NULL)
    {
      word = send_word (task, progress, data);
      g_object_set_data (G_OBJECT (task), WAITING, word);
    }
  word->fraction = fraction;
  g_free (word->what);
  word->what = g_strdup (what);
  g_mutex_unlock (&lock);
}
