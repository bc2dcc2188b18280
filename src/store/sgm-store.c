/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sgm-store.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "base/sgm-installation.h"
#include "store/sgm-erase.h"
#include "store/sgm-journal.h"
#include "store/sgm-store-private.h"

/* How often the thread looks for other processes' changes. */
#define FOLLOW_MICROSECONDS (100 * 1000)

/* A log of 32 MiB that cannot be put away is worth a word. */
#define HELD_PAGES 8192

/* Changes that wait in the queue are made real together, this many at a time. */
#define TOGETHER 1024

/* Entries read at once while following. */
#define FOLLOW_LIMIT 256

G_DEFINE_FINAL_TYPE (SgmStore, sgm_store, G_TYPE_OBJECT)

enum
{
  ENTRY,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The thread --------------------------------------------------------------- */

typedef struct
{
  GWeakRef store;
  SgmEntry *entry;
} Emission;

static gboolean
emit_entry (gpointer data)
{
  Emission *emission = data;
  g_autoptr (SgmStore) store = g_weak_ref_get (&emission->store);

  if (store != NULL)
    g_signal_emit (store, signals[ENTRY], 0, emission->entry);
  return G_SOURCE_REMOVE;
}

static void
emission_free (gpointer data)
{
  Emission *emission = data;

  g_weak_ref_clear (&emission->store);
  sgm_entry_unref (emission->entry);
  g_free (emission);
}

/* Always a source of its own, never at once, so that the order holds even
 * where the thread that opened the store runs no main loop. */
static void
send_entry (SgmStore *self,
            SgmEntry *entry)
{
  Emission *emission = g_new0 (Emission, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&emission->store, self);
  emission->entry = sgm_entry_ref (entry);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_entry, emission, emission_free);
  g_source_attach (source, self->context);
  self->followed = entry->seq;
}

/* Emits what has come into the journal since the last time. */
gboolean
sgm_store_follow (SgmStore  *self,
                  GError   **error)
{
  guint n = FOLLOW_LIMIT;

  while (self->followed >= 0 && n == FOLLOW_LIMIT)
    {
      g_autoptr (GPtrArray) entries = NULL;

      entries = sgm_journal_read (sgm_engine_get_database (self->engine), self->followed, FOLLOW_LIMIT, error);
      if (entries == NULL)
        return FALSE;
      n = entries->len;
      for (guint i = 0; i < n; i++)
        send_entry (self, entries->pdata[i]);
    }
  return TRUE;
}

/* A failure here is no news: the next change or the next look reports it. */
static void
look_for_news (SgmStore *self)
{
  gboolean news;

  if (self->followed >= 0 && sgm_engine_has_news (self->engine, &news, NULL) && news)
    sgm_store_follow (self, NULL);
}

static void
run_job (SgmStore *self,
         SgmJob      *job)
{
  SgmDatabase *database = sgm_engine_get_database (self->engine);
  GCancellable *cancellable = job->task != NULL ? g_task_get_cancellable (job->task) : job->cancellable;

  if (g_cancellable_set_error_if_cancelled (cancellable, &job->error))
    return;
  sgm_database_set_cancellable (database, job->cancellable);
  job->result = job->run (self, job, &job->error);
  sgm_database_set_cancellable (database, NULL);
}

/* Marks the jobs that are changes, which are run in rows and not by this. */
static gpointer
submit_in_row (SgmStore  *self,
               SgmJob    *job,
               GError   **error)
{
  g_assert_not_reached ();
}

/* Emits an entry that was made here; others' entries that came before are
 * emitted first. */
static void
emit_own (SgmStore *self,
          SgmEntry *entry)
{
  if (self->followed < 0 || entry->seq <= self->followed)
    return;
  if (entry->seq == self->followed + 1)
    send_entry (self, entry);
  else
    sgm_store_follow (self, NULL);
}

static gboolean
is_submit (const SgmJob *job)
{
  return job->run == submit_in_row;
}

/* A change that was cancelled before its turn is answered at once. */
static gboolean
drop_cancelled (SgmJob *job)
{
  if (job->task == NULL || !g_cancellable_set_error_if_cancelled (g_task_get_cancellable (job->task), &job->error))
    return FALSE;
  sgm_jobs_finish (&job, 1);
  return TRUE;
}

/* Before an answer is given, so that whoever has it can ask. */
static void
note_held_pages (SgmStore *self)
{
  g_atomic_int_set (&self->held_pages, (int) sgm_engine_get_held_pages (self->engine));
}

static void
submit_jobs (SgmStore *self,
             SgmJob     **jobs,
             guint     n)
{
  g_autofree SgmSubmission *submissions = g_new0 (SgmSubmission, n);

  for (guint i = 0; i < n; i++)
    submissions[i].change = jobs[i]->argument;
  for (guint from = 0; from < n;)
    {
      guint done = sgm_engine_submit_together (self->engine, submissions + from, n - from);

      for (guint i = from; i < from + done; i++)
        {
          jobs[i]->result = submissions[i].entry;
          jobs[i]->error = submissions[i].error;
          if (submissions[i].entry != NULL)
            emit_own (self, submissions[i].entry);
        }
      note_held_pages (self);
      sgm_jobs_finish (jobs + from, done);
      from += done;
    }
}

/* Makes the changes real that wait in a row.
 * Returns: the job after them, or NULL where there is none */
static SgmJob *
submit_row (SgmStore *self,
            SgmJob      *job)
{
  g_autoptr (GPtrArray) row = g_ptr_array_new ();

  for (; job != NULL && is_submit (job); job = row->len < TOGETHER ? g_async_queue_try_pop (self->jobs) : NULL)
    if (!drop_cancelled (job))
      g_ptr_array_add (row, job);
  if (row->len > 0)
    submit_jobs (self, (SgmJob **) row->pdata, row->len);
  return job;
}

static gpointer
run_thread (gpointer data)
{
  SgmStore *self = data;

  while (TRUE)
    {
      SgmJob *job = g_async_queue_timeout_pop (self->jobs, FOLLOW_MICROSECONDS);

      if (job == NULL)
        look_for_news (self);
      else if (is_submit (job))
        job = submit_row (self, job);
      if (job != NULL && job->run == NULL)
        {
          sgm_job_free (job);
          return NULL;
        }
      if (job != NULL)
        {
          run_job (self, job);
          note_held_pages (self);
          sgm_jobs_finish (&job, 1);
        }
    }
}

/* Handing jobs over -------------------------------------------------------- */

gpointer
sgm_store_run (SgmStore  *self,
               SgmJob    *job,
               GError   **error)
{
  gpointer result;

  g_async_queue_push (self->jobs, job);
  g_mutex_lock (&job->mutex);
  while (!job->done)
    g_cond_wait (&job->done_cond, &job->mutex);
  g_mutex_unlock (&job->mutex);

  result = job->result;
  if (job->error != NULL)
    g_propagate_error (error, job->error);
  sgm_job_free (job);
  return result;
}

void
sgm_store_run_later (SgmStore            *self,
                     SgmJob              *job,
                     gpointer             source_tag,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  job->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (job->task, source_tag);
  g_task_set_check_cancellable (job->task, FALSE);
  g_async_queue_push (self->jobs, job);
}

/* Opening and closing ------------------------------------------------------ */

/**
 * sgm_store_dup_default_path:
 *
 * Returns: (transfer full): where the user's own district lies, which is in
 *   the user's data unless the administrator has set another place
 */
char *
sgm_store_dup_default_path (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "smart-grid-map", NULL);
  g_autofree char *database = sgm_installation_dup_setting ("database");

  return g_canonicalize_filename (database != NULL ? database : "district.sgm", folder);
}

static SgmStore *
open_in_context (const char     *path,
                 SgmStoreFlags   flags,
                 GMainContext   *context,
                 GError        **error)
{
  g_autoptr (SgmStore) self = NULL;
  SgmEngine *engine = sgm_engine_open (path, (flags & SGM_STORE_CREATE) != 0,
                                       (flags & SGM_STORE_READ) == 0, error);

  if (engine == NULL)
    return NULL;
  self = g_object_new (SGM_TYPE_STORE, NULL);
  self->path = g_strdup (path);
  self->engine = engine;
  self->context = g_main_context_ref (context);
  self->thread = g_thread_new ("store", run_thread, self);
  return g_steal_pointer (&self);
}

/**
 * sgm_store_open:
 * @path: path of the database
 * @flags: how to open it
 *
 * Blocks; in a program with a window use sgm_store_open_async().
 *
 * Returns: (transfer full): the store, or %NULL with an error whose code says
 *   what kind of file is there
 */
SgmStore *
sgm_store_open (const char     *path,
                SgmStoreFlags   flags,
                GError        **error)
{
  g_autoptr (GMainContext) context = g_main_context_ref_thread_default ();

  return open_in_context (path, flags, context, error);
}

typedef struct
{
  char *path;
  SgmStoreFlags flags;
  GMainContext *context;
} Opening;

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  g_free (opening->path);
  g_main_context_unref (opening->context);
  g_free (opening);
}

static void
open_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  SgmStore *store = open_in_context (opening->path, opening->flags, opening->context, &error);

  if (store != NULL)
    g_task_return_pointer (task, store, g_object_unref);
  else
    g_task_return_error (task, error);
}

void
sgm_store_open_async (const char          *path,
                      SgmStoreFlags        flags,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Opening *opening = g_new0 (Opening, 1);

  opening->path = g_strdup (path);
  opening->flags = flags;
  opening->context = g_main_context_ref_thread_default ();
  g_task_set_source_tag (task, sgm_store_open_async);
  g_task_set_task_data (task, opening, opening_free);
  g_task_run_in_thread (task, open_in_thread);
}

SgmStore *
sgm_store_open_finish (GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sgm_store_close:
 * @store: a store
 *
 * Waits for the changes under way, puts the log into the file and closes it.
 * Nothing may be asked of the store afterwards. Dropping the last reference
 * does the same.
 */
void
sgm_store_close (SgmStore *store)
{
  if (store->thread == NULL)
    return;

  g_async_queue_push (store->jobs, sgm_job_new (NULL, NULL, NULL, NULL));
  g_thread_join (g_steal_pointer (&store->thread));
  g_clear_pointer (&store->engine, sgm_engine_close);
}

const char *
sgm_store_get_path (SgmStore *store)
{
  return store->path;
}

/**
 * sgm_store_is_held:
 * @store: a store
 *
 * Returns: whether another program has kept reading for so long that the log,
 *   which everybody has to read too, cannot be put into the file; such a
 *   program is better given a copy
 */
gboolean
sgm_store_is_held (SgmStore *store)
{
  return g_atomic_int_get (&store->held_pages) > HELD_PAGES;
}

/* Changes ------------------------------------------------------------------ */

static SgmJob *
submit_job (SgmChange *change)
{
  return sgm_job_new (submit_in_row, sgm_change_ref (change), (GDestroyNotify) sgm_change_unref,
                  (GDestroyNotify) sgm_entry_unref);
}

/**
 * sgm_store_submit_entry:
 * @store: a store
 * @change: a change
 *
 * Blocks until the change is on the disk.
 *
 * Returns: (transfer full): the journal's entry, or %NULL with an error and
 *   nothing changed
 */
SgmEntry *
sgm_store_submit_entry (SgmStore   *store,
                        SgmChange  *change,
                        GError    **error)
{
  return sgm_store_run (store, submit_job (change), error);
}

/**
 * sgm_store_submit:
 * @store: a store
 * @change: a change
 *
 * Blocks until the change is on the disk.
 *
 * Returns: the number of its journal entry, or 0 with an error and nothing
 *   changed
 */
gint64
sgm_store_submit (SgmStore   *store,
                  SgmChange  *change,
                  GError    **error)
{
  g_autoptr (SgmEntry) entry = sgm_store_submit_entry (store, change, error);

  return entry != NULL ? entry->seq : 0;
}

/**
 * sgm_store_submit_async:
 * @store: a store
 * @change: a change
 * @cancellable: (nullable): stops a change that has not begun; one that has
 *   is always finished
 */
void
sgm_store_submit_async (SgmStore            *store,
                        SgmChange           *change,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  sgm_store_run_later (store, submit_job (change), sgm_store_submit_async, cancellable, callback, user_data);
}

/**
 * sgm_store_submit_finish:
 *
 * Returns: (transfer full): the journal's entry, which has been emitted
 *   already; or %NULL with an error and nothing changed
 */
SgmEntry *
sgm_store_submit_finish (SgmStore      *store,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

typedef struct
{
  gint64 after;
  guint n;
} Erasing;

/* Some events at a time, so that others' changes come between. */
static gpointer
erase_in_thread (SgmStore  *self,
                 SgmJob    *job,
                 GError   **error)
{
  Erasing *erasing = job->argument;
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (SgmEntry) entry = NULL;

  if (!sgm_erase_plan (sgm_engine_get_database (self->engine), g_get_real_time () / 1000, &erasing->after, &change,
                       error))
    return NULL;
  if (change != NULL)
    {
      entry = sgm_engine_submit (self->engine, change, error);
      if (entry == NULL)
        return NULL;
      emit_own (self, entry);
      erasing->n += sgm_change_get_records (change)->len;
    }
  else if (erasing->after == G_MAXINT64 && erasing->n > 0)
    sgm_engine_tidy (self->engine);
  return erasing;
}

/**
 * sgm_store_erase_reporters:
 * @store: a store
 * @cancellable: (nullable): ends it between two parts
 * @n_events: (out) (optional): how many events' reporters were forgotten
 *
 * Forgets the reporters of events that ended longer ago than the district's
 * setting says: in the records and in the journal, whose chain still holds.
 * Blocks; not for the main thread. Others can work meanwhile.
 */
gboolean
sgm_store_erase_reporters (SgmStore      *store,
                           GCancellable  *cancellable,
                           guint         *n_events,
                           GError       **error)
{
  Erasing erasing = { 0, 0 };

  while (erasing.after != G_MAXINT64)
    if (g_cancellable_set_error_if_cancelled (cancellable, error)
        || sgm_store_run (store, sgm_job_new (erase_in_thread, &erasing, NULL, NULL), error) == NULL)
      return FALSE;
  if (n_events != NULL)
    *n_events = erasing.n;
  return TRUE;
}

/* The object --------------------------------------------------------------- */

static void
sgm_store_finalize (GObject *object)
{
  SgmStore *self = SGM_STORE (object);

  sgm_store_close (self);
  g_clear_pointer (&self->jobs, g_async_queue_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->path);

  G_OBJECT_CLASS (sgm_store_parent_class)->finalize (object);
}

static void
sgm_store_class_init (SgmStoreClass *class)
{
  G_OBJECT_CLASS (class)->finalize = sgm_store_finalize;

  /**
   * SgmStore::entry:
   * @entry: a journal entry
   *
   * An entry has come into the journal, from here or from elsewhere.
   */
  signals[ENTRY] = g_signal_new ("entry", SGM_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, SGM_TYPE_ENTRY);
}

static void
sgm_store_init (SgmStore *self)
{
  self->jobs = g_async_queue_new ();
  self->followed = -1;
}
