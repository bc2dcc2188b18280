/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-job.h"

/* Answers that are given in one turn of the main loop, which draws, too. */
#define ANSWERS_AT_ONCE 64

SgmJob *
sgm_job_new (SgmJobFunc     run,
             gpointer       argument,
             GDestroyNotify free_argument,
             GDestroyNotify free_result)
{
  SgmJob *job = g_new0 (SgmJob, 1);

  job->run = run;
  job->argument = argument;
  job->free_argument = free_argument;
  job->free_result = free_result;
  g_mutex_init (&job->mutex);
  g_cond_init (&job->done_cond);
  return job;
}

/**
 * sgm_job_free:
 * @job: (transfer full): a job whose result was taken
 */
void
sgm_job_free (SgmJob *job)
{
  if (job->free_argument != NULL)
    job->free_argument (job->argument);
  g_clear_object (&job->task);
  g_clear_object (&job->cancellable);
  g_mutex_clear (&job->mutex);
  g_cond_clear (&job->done_cond);
  g_free (job);
}

static void
answer (SgmJob *job)
{
  if (job->error != NULL)
    g_task_return_error (job->task, job->error);
  else
    g_task_return_pointer (job->task, job->result, job->free_result);
  sgm_job_free (job);
}

/* An answer may run a main loop in which the others go on. */
static gboolean
answer_all (gpointer data)
{
  g_autoptr (GPtrArray) jobs = g_ptr_array_ref (data);

  while (jobs->len > 0)
    answer (g_ptr_array_remove_index (jobs, 0));
  return G_SOURCE_REMOVE;
}

/* Answers are given where they are waited for, many at a time. A task holds
 * its store: were its last reference dropped in the store's own thread, the
 * store would be closed there, which cannot wait for its own end. */
static void
send_answers (GPtrArray *jobs)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_can_recurse (source, TRUE);
  g_source_set_callback (source, answer_all, jobs, (GDestroyNotify) g_ptr_array_unref);
  g_source_attach (source, g_task_get_context (((SgmJob *) jobs->pdata[0])->task));
}

static void
wake_caller (SgmJob *job)
{
  g_mutex_lock (&job->mutex);
  job->done = TRUE;
  g_cond_signal (&job->done_cond);
  g_mutex_unlock (&job->mutex);
}

static gboolean
fits (GPtrArray *jobs,
      SgmJob    *job)
{
  return jobs->len < ANSWERS_AT_ONCE
         && g_task_get_context (((SgmJob *) jobs->pdata[0])->task) == g_task_get_context (job->task);
}

/**
 * sgm_jobs_finish:
 * @jobs: (array length=n) (element-type SgmJob): jobs with their results
 *
 * Gives their answers, in their order. The jobs belong to the answers then.
 */
void
sgm_jobs_finish (SgmJob **jobs,
                 guint    n)
{
  GPtrArray *answers = NULL;

  for (guint i = 0; i < n; i++)
    if (jobs[i]->task == NULL)
      wake_caller (jobs[i]);
    else
      {
        if (answers != NULL && !fits (answers, jobs[i]))
          send_answers (g_steal_pointer (&answers));
        if (answers == NULL)
          answers = g_ptr_array_new ();
        g_ptr_array_add (answers, jobs[i]);
      }
  if (answers != NULL)
    send_answers (answers);
}
