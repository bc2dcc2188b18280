/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-maker.h"

#include "base/sgm-progress-relay.h"
#include "basemap/sgm-basemap-district.h"
#include "domain/sgm-tables.h"
#include "sample/sgm-sample.h"
#include "sample/sgm-town-ground.h"
#include "store/sgm-recovery.h"

#define SAMPLE_SEED 440704

/* How much of the work the district is; the rest is its base map. */
#define DISTRICT_PART 0.6

typedef struct
{
  char *database;
  SgmProgress progress;
  gpointer progress_data;
  double from; /* the step under way, as parts of the whole */
  double to;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  g_free (work->database);
  g_free (work);
}

static void
on_progress (double      fraction,
             const char *what,
             gpointer    data)
{
  Work *work = g_task_get_task_data (data);

  sgm_progress_relay_tell (data, work->progress, work->progress_data,
                           work->from + CLAMP (fraction, 0, 1) * (work->to - work->from), what);
}

static gboolean
make_district (GTask         *task,
               Work          *work,
               GCancellable  *cancellable,
               GError       **error)
{
  SgmSampleOptions options = { SAMPLE_SEED, 1, g_get_real_time () / 1000 };

  work->from = 0;
  work->to = DISTRICT_PART;
  return sgm_sample_make (work->database, &options, on_progress, task, cancellable, error);
}

static gboolean
make_basemap (GTask         *task,
              Work          *work,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autofree char *path = sgm_basemap_dup_path (work->database);
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (SgmAreaSet) areas = NULL;
  g_autoptr (SgmGround) town = NULL;
  g_autoptr (GError) failure = NULL;

  work->from = work->to;
  work->to = 1;
  store = sgm_store_open (work->database, SGM_STORE_READ, error);
  if (store == NULL)
    return FALSE;
  records = sgm_store_read_table (store, &sgm_table_area, error);
  areas = records != NULL ? sgm_area_set_new (records, error) : NULL;
  if (areas == NULL)
    return FALSE;
  town = sgm_town_ground_read (store, cancellable, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  return sgm_basemap_district_begin (path, areas, town, on_progress, task, cancellable, error);
}

static void
make (GTask        *task,
      gpointer      source,
      gpointer      task_data,
      GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  if (!g_file_test (work->database, G_FILE_TEST_EXISTS)
      && !make_district (task, work, cancellable, &error))
    g_task_return_error (task, error);
  else if (!make_basemap (task, work, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
recover (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;
  g_autoptr (SgmRecovery) recovery = NULL;

  work->from = 0;
  work->to = 1;
  recovery = sgm_recovery_run (work->database, on_progress, task, cancellable, &error);
  if (recovery != NULL)
    g_task_return_pointer (task, sgm_recovery_to_text (recovery), g_free);
  else
    g_task_return_error (task, error);
}

static void
start (GTask           *task,
       const char      *database,
       SgmProgress      progress,
       gpointer         progress_data,
       GTaskThreadFunc  func)
{
  Work *work = g_new0 (Work, 1);

  work->database = g_strdup (database);
  work->progress = progress;
  work->progress_data = progress_data;
  g_task_set_task_data (task, work, work_free);
  g_task_run_in_thread (task, func);
}

/**
 * sgm_maker_make_async:
 * @database: where the sample district shall be
 * @progress: called in the main thread
 *
 * Makes the sample district and its base map in a thread. Where there is a
 * district already, it is left as it is and only the base map is made.
 */
void
sgm_maker_make_async (const char          *database,
                      SgmProgress          progress,
                      gpointer             progress_data,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_maker_make_async);
  start (task, database, progress, progress_data, make);
}

gboolean
sgm_maker_make_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * sgm_maker_recover_async:
 * @database: a damaged or missing district, which is not open here
 * @progress: called in the main thread
 *
 * Makes the district again from its backups and its journal, in a thread.
 */
void
sgm_maker_recover_async (const char          *database,
                         SgmProgress          progress,
                         gpointer             progress_data,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, sgm_maker_recover_async);
  start (task, database, progress, progress_data, recover);
}

/**
 * sgm_maker_recover_finish:
 *
 * Returns: (transfer full): what is there and what is missing, for a person
 */
char *
sgm_maker_recover_finish (GAsyncResult  *result,
                          GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
