/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

G_BEGIN_DECLS

typedef struct _SgmJob SgmJob;

/**
 * SgmJobFunc:
 *
 * Runs in the store's thread.
 *
 * Returns: what `free_result` frees, or %NULL with an error
 */
typedef gpointer (*SgmJobFunc) (SgmStore  *store,
                                SgmJob    *job,
                                GError   **error);

/**
 * SgmJob:
 * @run: %NULL ends the thread
 * @cancellable: ends the job in the middle; %NULL for changes
 * @task: %NULL where the caller waits
 *
 * A piece of work for a store's thread. It either answers a GTask or wakes
 * the caller who waits for it.
 */
struct _SgmJob
{
  SgmJobFunc run;
  gpointer argument;
  GDestroyNotify free_argument;
  GDestroyNotify free_result;
  GCancellable *cancellable;
  GTask *task;

  gpointer result;
  GError *error;
  GMutex mutex;
  GCond done_cond;
  gboolean done;
};

SgmJob *sgm_job_new     (SgmJobFunc       run,
                         gpointer         argument,
                         GDestroyNotify   free_argument,
                         GDestroyNotify   free_result);
void    sgm_job_free    (SgmJob          *job);
void    sgm_jobs_finish (SgmJob         **jobs,
                         guint            n);

G_END_DECLS
