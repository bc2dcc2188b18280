/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-cache.h"

/* The cache waits for the disk. Here is how a thread uses it that must not. */

typedef struct
{
  SgmTileCache *cache;
  SgmTileKey key;
  char *source; /* of the key */
  SgmTileEntry entry;
  gboolean renew;
} Job;

static void
job_free (Job *job)
{
  sgm_tile_cache_unref (job->cache);
  sgm_tile_entry_clear (&job->entry);
  g_free (job->source);
  g_free (job);
}

static Job *
job_new (SgmTileCache     *cache,
         const SgmTileKey *key)
{
  Job *job = g_new0 (Job, 1);

  job->cache = sgm_tile_cache_ref (cache);
  job->source = g_strdup (key->source);
  job->key = *key;
  job->key.source = job->source;
  return job;
}

static void
read_in_thread (GTask        *task,
                gpointer      source,
                gpointer      task_data,
                GCancellable *cancellable)
{
  Job *job = task_data;

  g_task_return_boolean (task, sgm_tile_cache_read (job->cache, &job->key, &job->entry));
}

static void
write_in_thread (GTask        *task,
                 gpointer      source,
                 gpointer      task_data,
                 GCancellable *cancellable)
{
  Job *job = task_data;

  if (job->renew)
    sgm_tile_cache_renew (job->cache, &job->key, job->entry.fresh_until);
  else
    sgm_tile_cache_write (job->cache, &job->key, &job->entry);
  g_task_return_boolean (task, TRUE);
}

static void
write_later (Job *job)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, write_later);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_in_thread);
}

/**
 * sgm_tile_cache_read_async:
 * @self: a cache
 * @key: which tile
 * @callback: called in the same thread
 * @user_data: for @callback
 *
 * Like sgm_tile_cache_read(), in a worker thread.
 */
void
sgm_tile_cache_read_async (SgmTileCache        *self,
                           const SgmTileKey    *key,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, user_data);

  g_task_set_source_tag (task, sgm_tile_cache_read_async);
  g_task_set_task_data (task, job_new (self, key), (GDestroyNotify) job_free);
  g_task_run_in_thread (task, read_in_thread);
}

/**
 * sgm_tile_cache_read_finish:
 * @result: what the callback was given
 * @entry: (out): what is known of the tile; to be cleared
 *
 * Returns: whether anything is known
 */
gboolean
sgm_tile_cache_read_finish (GAsyncResult *result,
                            SgmTileEntry *entry)
{
  Job *job = g_task_get_task_data (G_TASK (result));

  *entry = job->entry;
  job->entry = (SgmTileEntry) { 0 };
  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * sgm_tile_cache_write_later:
 * @self: a cache
 * @key: which tile
 * @entry: (transfer full): what is known of it; cleared
 *
 * Keeps a tile, in a worker thread, if that is possible.
 */
void
sgm_tile_cache_write_later (SgmTileCache     *self,
                            const SgmTileKey *key,
                            SgmTileEntry     *entry)
{
  Job *job = job_new (self, key);

  job->entry = *entry;
  *entry = (SgmTileEntry) { 0 };
  write_later (job);
}

/**
 * sgm_tile_cache_renew_later:
 * @self: a cache
 * @key: which tile
 * @fresh_until: until when it need not be asked for again, UTC milliseconds
 *
 * Keeps for how long a tile is fresh, in a worker thread, if that is possible.
 */
void
sgm_tile_cache_renew_later (SgmTileCache     *self,
                            const SgmTileKey *key,
                            gint64            fresh_until)
{
  Job *job = job_new (self, key);

  job->renew = TRUE;
  job->entry.fresh_until = fresh_until;
  write_later (job);
}
