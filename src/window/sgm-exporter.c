/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-exporter.h"

#include "base/sgm-progress-relay.h"

typedef struct
{
  SgmStore *store;
  SgmExportOptions options;
  char *path;
  char *why;
  char *who;
  SgmProgress progress;
  gpointer progress_data;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_object_unref (work->store);
  g_clear_pointer (&work->options.areas, sgm_selection_unref);
  g_clear_pointer (&work->options.theme, sgm_theme_unref);
  g_free (work->path);
  g_free (work->why);
  g_free (work->who);
  g_free (work);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  GTask *task = data;
  Work *work = g_task_get_task_data (task);

  sgm_progress_relay_tell (task, work->progress, work->progress_data, fraction, what);
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  SgmExported *exported = sgm_export_write (work->store, &work->options, on_progress, task, cancellable, &error);

  if (exported != NULL)
    g_task_return_pointer (task, exported, (GDestroyNotify) sgm_exported_free);
  else
    g_task_return_error (task, error);
}

/**
 * sgm_exporter_write_async:
 * @store: the open store
 * @options: what to export; copied
 * @progress: is told in the main thread
 *
 * Does sgm_export_write() in a worker.
 */
void
sgm_exporter_write_async (SgmStore               *store,
                          const SgmExportOptions *options,
                          SgmProgress             progress,
                          gpointer                progress_data,
                          GCancellable           *cancellable,
                          GAsyncReadyCallback     callback,
                          gpointer                user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Work *work = g_new0 (Work, 1);

  work->store = g_object_ref (store);
  work->options = *options;
  work->options.path = work->path = g_strdup (options->path);
  work->options.why = work->why = g_strdup (options->why);
  work->options.who = work->who = g_strdup (options->who);
  if (options->areas != NULL)
    sgm_selection_ref (options->areas);
  if (options->theme != NULL)
    sgm_theme_ref (options->theme);
  work->progress = progress;
  work->progress_data = progress_data;
  g_task_set_source_tag (task, sgm_exporter_write_async);
  /* What is finished is said to be, even where it was cancelled too late. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * sgm_exporter_write_finish:
 *
 * Returns: (transfer full): what was exported
 */
SgmExported *
sgm_exporter_write_finish (GAsyncResult  *result,
                           GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
