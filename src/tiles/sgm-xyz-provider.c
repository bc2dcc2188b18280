/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-xyz-provider.h"

#include <glib/gi18n-lib.h>
#include <libsoup/soup.h>

#include "base/sgm-error.h"
#include "tiles/sgm-backoff.h"
#include "tiles/sgm-tile-answer.h"
#include "tiles/sgm-tile-fetch.h"

#define USER_AGENT "SmartGridMap/" SGM_VERSION
#define MAX_ACTIVE 4
#define TIMEOUT 20000
#define FIRST_PAUSE 2000
/* Refusals are not lifted within seconds. */
#define REFUSED_PAUSE (5 * 60 * 1000)
/* How many answers in a row may be wrong before the server is thought to be;
 * a tile that was wrong is not asked for again within the pause. */
#define FAILURES_ALLOWED 3
#define BAD_TILE_PAUSE (60 * 1000)
#define MAX_BAD_TILES 4096

struct _SgmXyzProvider
{
  SgmTileProvider parent_instance;

  SgmXyzTemplate *address;
  char *name;
  char *key;
  SgmTileCache *cache;
  guint timeout;
  guint first_pause;

  SoupSession *session;
  SgmBackoff *servers;  /* as many as the address names */
  guint failures;       /* answers in a row that were wrong */
  SgmTileState fault;   /* of the last failure */
  GHashTable *jobs;     /* tile → Job, not owned */
  GHashTable *bad;      /* tile → when it may be asked for again */
  GQueue waiting;       /* of Job, to be sent */
  guint n_active;
  GSource *retry;
};

/* A tile that is being read, however many have asked for it. */
typedef struct
{
  SgmXyzProvider *provider;
  guint64 id;
  guint zoom;
  guint x;
  guint y;
  GPtrArray *waiters; /* of Waiter */

  SgmTileEntry kept;  /* what the cache knew, to be shown for want of better */
  gboolean is_kept;

  guint server;
  SoupMessage *message;
  GCancellable *cancellable;
} Job;

typedef struct
{
  Job *job;
  GTask *task;
  GSource *cancelled;
} Waiter;

enum
{
  PROP_0,
  PROP_TIMEOUT,
  PROP_FIRST_PAUSE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (SgmXyzProvider, sgm_xyz_provider, SGM_TYPE_TILE_PROVIDER)

static void pump (SgmXyzProvider *self);

static gint64
get_now (void)
{
  return g_get_monotonic_time () / 1000;
}

static gint64
get_utc_now (void)
{
  return g_get_real_time () / 1000;
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* Jobs and who waits for them ---------------------------------------------- */

static void
waiter_free (gpointer data)
{
  Waiter *waiter = data;

  clear_source (&waiter->cancelled);
  g_object_unref (waiter->task);
  g_free (waiter);
}

static void
job_free (Job *job)
{
  sgm_tile_entry_clear (&job->kept);
  g_clear_object (&job->message);
  g_object_unref (job->cancellable);
  g_ptr_array_unref (job->waiters);
  g_object_unref (job->provider);
  g_free (job);
}

static Job *
job_new (SgmXyzProvider *self,
         guint64         id,
         guint           zoom,
         guint           x,
         guint           y)
{
  Job *job = g_new0 (Job, 1);

  job->provider = g_object_ref (self);
  job->id = id;
  job->zoom = zoom;
  job->x = x;
  job->y = y;
  job->waiters = g_ptr_array_new_with_free_func (waiter_free);
  job->cancellable = g_cancellable_new ();
  return job;
}

/* Nobody else can join a job that has been left. */
static void
leave_jobs (Job *job)
{
  if (g_hash_table_lookup (job->provider->jobs, &job->id) == job)
    g_hash_table_remove (job->provider->jobs, &job->id);
}

static gboolean
on_waiter_cancelled (GCancellable *cancellable,
                     gpointer      data)
{
  Waiter *waiter = data;
  Job *job = waiter->job;

  g_task_return_error_if_cancelled (waiter->task);
  g_ptr_array_remove_fast (job->waiters, waiter);
  if (job->waiters->len == 0)
    {
      leave_jobs (job);
      g_cancellable_cancel (job->cancellable);
    }
  return G_SOURCE_REMOVE;
}

static void
add_waiter (Job   *job,
            GTask *task)
{
  Waiter *waiter = g_new0 (Waiter, 1);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->job = job;
  waiter->task = g_object_ref (task);
  if (cancellable != NULL)
    {
      waiter->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (on_waiter_cancelled), waiter, NULL);
      g_source_attach (waiter->cancelled, g_main_context_get_thread_default ());
    }
  g_ptr_array_add (job->waiters, waiter);
}

/* Ends a job with a picture, with none, or with an error. */
static void
finish (Job    *job,
        GBytes *image,
        GError *error)
{
  g_autoptr (GError) owned_error = error;

  leave_jobs (job);
  for (guint i = 0; i < job->waiters->len; i++)
    {
      Waiter *waiter = g_ptr_array_index (job->waiters, i);

      if (error != NULL)
        g_task_return_error (waiter->task, g_error_copy (error));
      else
        g_task_return_pointer (waiter->task, image != NULL ? g_bytes_ref (image) : NULL,
                               (GDestroyNotify) g_bytes_unref);
    }
  job_free (job);
}

/* For want of better an old picture is shown. */
static void
finish_without (Job *job)
{
  const char *notice = sgm_tile_provider_get_notice (SGM_TILE_PROVIDER (job->provider));

  if (job->is_kept)
    finish (job, job->kept.image, NULL);
  else
    finish (job, NULL, g_error_new_literal (SGM_ERROR, SGM_ERROR_IO,
                                            notice != NULL ? notice : _("The tile cannot be had.")));
}

/* How the servers are ------------------------------------------------------ */

static char *
make_notice (SgmXyzProvider *self,
             SgmTileState    state)
{
  switch (state)
    {
    case SGM_TILE_STATE_OFFLINE:
      /* Translators: in these sentences %s is the name of a base map */
      return g_strdup_printf (_("The base map “%s” cannot be reached. What was seen of it before is shown."),
                              self->name);
    case SGM_TILE_STATE_FAILING:
      return g_strdup_printf (_("The server of the base map “%s” has a fault."), self->name);
    case SGM_TILE_STATE_BUSY:
      return g_strdup_printf (_("The server of the base map “%s” asks for a pause."), self->name);
    case SGM_TILE_STATE_REFUSED:
      return g_strdup_printf (_("The server of the base map “%s” refuses the key or the program."),
                              self->name);
    case SGM_TILE_STATE_NO_KEY:
      return g_strdup_printf (_("The base map “%s” needs a key, which the preferences ask for."),
                              self->name);
    case SGM_TILE_STATE_OK:
    case SGM_TILE_STATE_BROKEN:
    default:
      return NULL;
    }
}

static gboolean
lacks_key (SgmXyzProvider *self)
{
  return sgm_xyz_template_needs_key (self->address) && self->key == NULL;
}

static void
update_state (SgmXyzProvider *self)
{
  guint n_servers = sgm_xyz_template_get_n_servers (self->address);
  SgmTileState state = self->fault;
  g_autofree char *notice = NULL;

  for (guint i = 0; i < n_servers; i++)
    if (sgm_backoff_is_well (&self->servers[i]))
      state = SGM_TILE_STATE_OK;
  if (lacks_key (self))
    state = SGM_TILE_STATE_NO_KEY;
  notice = make_notice (self, state);
  sgm_tile_provider_set_state (SGM_TILE_PROVIDER (self), state, notice);
}

static gboolean
on_retry (gpointer data)
{
  SgmXyzProvider *self = data;

  clear_source (&self->retry);
  sgm_tile_provider_changed (SGM_TILE_PROVIDER (self));
  return G_SOURCE_REMOVE;
}

/* Some tile could not be had: has it asked for when a server may be tried. */
static void
plan_retry (SgmXyzProvider *self)
{
  guint n_servers = sgm_xyz_template_get_n_servers (self->address);
  gint64 until = G_MAXINT64;

  if (self->retry != NULL)
    return;
  for (guint i = 0; i < n_servers; i++)
    if (!sgm_backoff_is_well (&self->servers[i]) && !self->servers[i].trying)
      until = MIN (until, self->servers[i].until);
  if (until == G_MAXINT64)
    return;
  self->retry = g_timeout_source_new (CLAMP (until - get_now () + 1, 1, G_MAXINT));
  g_source_set_callback (self->retry, on_retry, self, NULL);
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

static void
note_failure (SgmXyzProvider *self,
              guint           server,
              SgmTileState    fault,
              gint64          wait)
{
  guint pause = self->first_pause;

  if (fault == SGM_TILE_STATE_REFUSED)
    pause = MAX (pause, REFUSED_PAUSE);
  self->fault = fault;
  sgm_backoff_fail (&self->servers[server], get_now (), pause, wait, g_random_double ());
  update_state (self);
  plan_retry (self);
}

static void
note_success (SgmXyzProvider *self,
              guint           server)
{
  gboolean was_well = sgm_backoff_is_well (&self->servers[server]);

  self->failures = 0;
  sgm_backoff_work (&self->servers[server]);
  if (was_well)
    return;
  update_state (self);
  clear_source (&self->retry);
  sgm_tile_provider_changed (SGM_TILE_PROVIDER (self));
}

/* One tile is wrong. Its server is not blamed before several are. */
static void
note_bad_tile (SgmXyzProvider *self,
               Job            *job)
{
  SgmBackoff *server = &self->servers[job->server];
  gint64 until = get_now () + BAD_TILE_PAUSE;

  if (g_hash_table_size (self->bad) >= MAX_BAD_TILES)
    g_hash_table_remove_all (self->bad);
  g_hash_table_replace (self->bad, g_memdup2 (&job->id, sizeof job->id),
                        g_memdup2 (&until, sizeof until));
  if (++self->failures >= FAILURES_ALLOWED || server->trying)
    note_failure (self, job->server, SGM_TILE_STATE_FAILING, 0);
}

static gboolean
is_bad_tile (SgmXyzProvider *self,
             Job            *job)
{
  gint64 *until = g_hash_table_lookup (self->bad, &job->id);

  return until != NULL && *until > get_now ();
}

/* Answers ------------------------------------------------------------------ */

static SgmTileKey
get_key (Job *job)
{
  return (SgmTileKey) { sgm_xyz_template_get_text (job->provider->address), job->zoom, job->x, job->y };
}

static void
keep (Job                 *job,
      const SgmTileAnswer *answer,
      GBytes              *image)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (job->message);
  SgmTileKey key = get_key (job);
  SgmTileEntry entry = { .fresh_until = answer->fresh_until };

  if (job->provider->cache == NULL || !answer->keep)
    return;
  if (answer->kind == SGM_TILE_ANSWER_SAME)
    {
      sgm_tile_cache_renew_later (job->provider->cache, &key, answer->fresh_until);
      return;
    }
  entry.image = image != NULL ? g_bytes_ref (image) : NULL;
  entry.tag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  entry.modified = g_strdup (soup_message_headers_get_one (headers, "Last-Modified"));
  sgm_tile_cache_write_later (job->provider->cache, &key, &entry);
}

static void
on_answer (Job    *job,
           GBytes *body)
{
  SgmXyzProvider *self = job->provider;
  guint server = job->server;
  SgmTileAnswer answer;

  sgm_tile_answer_read (&answer, soup_message_get_status (job->message),
                        soup_message_get_response_headers (job->message), body, get_utc_now ());
  if (answer.kind == SGM_TILE_ANSWER_SAME && !job->is_kept)
    answer.kind = SGM_TILE_ANSWER_FAILED;

  switch (answer.kind)
    {
    case SGM_TILE_ANSWER_PICTURE:
      keep (job, &answer, body);
      finish (job, body, NULL);
      note_success (self, server);
      break;
    case SGM_TILE_ANSWER_SAME:
      keep (job, &answer, NULL);
      finish (job, job->kept.image, NULL);
      note_success (self, server);
      break;
    case SGM_TILE_ANSWER_MISSING:
      keep (job, &answer, NULL);
      finish (job, NULL, NULL);
      note_success (self, server);
      break;
    case SGM_TILE_ANSWER_REFUSED:
      note_failure (self, server, SGM_TILE_STATE_REFUSED, answer.wait);
      finish_without (job);
      break;
    case SGM_TILE_ANSWER_BUSY:
      note_failure (self, server, SGM_TILE_STATE_BUSY, answer.wait);
      finish_without (job);
      break;
    case SGM_TILE_ANSWER_FAILED:
      note_bad_tile (self, job);
      finish_without (job);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* Nobody wants it any more, it is no tile, or the network is at fault. */
static void
on_no_answer (Job          *job,
              const GError *error)
{
  SgmXyzProvider *self = job->provider;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      sgm_backoff_give_up (&self->servers[job->server]);
      plan_retry (self);
    }
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE))
    note_bad_tile (self, job);
  else
    note_failure (self, job->server, SGM_TILE_STATE_OFFLINE, 0);
  finish_without (job);
}

static void
on_fetched (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  Job *job = data;
  g_autoptr (SgmXyzProvider) self = g_object_ref (job->provider);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) body = sgm_tile_fetch_finish (result, &error);

  self->n_active--;
  if (body != NULL)
    on_answer (job, body);
  else
    on_no_answer (job, error);
  pump (self);
}

/* Sending ------------------------------------------------------------------ */

static void
send_job (Job *job)
{
  SgmXyzProvider *self = job->provider;
  g_autofree char *address = sgm_xyz_template_expand (self->address, job->zoom, job->x, job->y,
                                                      job->server, self->key);
  SoupMessageHeaders *headers;

  job->message = soup_message_new (SOUP_METHOD_GET, address);
  if (job->message == NULL)
    {
      finish_without (job);
      return;
    }
  headers = soup_message_get_request_headers (job->message);
  soup_message_headers_append (headers, "Accept", "image/png, image/jpeg");
  if (job->is_kept && job->kept.tag != NULL)
    soup_message_headers_append (headers, "If-None-Match", job->kept.tag);
  if (job->is_kept && job->kept.modified != NULL)
    soup_message_headers_append (headers, "If-Modified-Since", job->kept.modified);

  sgm_backoff_start (&self->servers[job->server]);
  self->n_active++;
  sgm_tile_fetch_async (self->session, job->message, self->timeout, job->cancellable, on_fetched,
                        job);
}

/* The server whose turn it is, or the next that may be asked. */
static gboolean
choose_server (Job *job)
{
  SgmXyzProvider *self = job->provider;
  guint n_servers = sgm_xyz_template_get_n_servers (self->address);

  for (guint i = 0; i < n_servers; i++)
    {
      job->server = (job->x + job->y + i) % n_servers;
      if (sgm_backoff_may_try (&self->servers[job->server], get_now ()))
        return TRUE;
    }
  return FALSE;
}

static void
start_job (Job *job)
{
  SgmXyzProvider *self = job->provider;

  if (job->waiters->len == 0 || lacks_key (self) || is_bad_tile (self, job))
    {
      finish_without (job);
    }
  else if (!choose_server (job))
    {
      plan_retry (self);
      finish_without (job);
    }
  else
    {
      send_job (job);
    }
}

/* Sends what waits, as far as it may. */
static void
pump (SgmXyzProvider *self)
{
  g_object_ref (self);
  while (self->n_active < MAX_ACTIVE && !g_queue_is_empty (&self->waiting))
    start_job (g_queue_pop_head (&self->waiting));
  g_object_unref (self);
}

static void
enqueue (Job *job)
{
  SgmXyzProvider *self = job->provider;

  g_queue_push_tail (&self->waiting, job);
  pump (self);
}

/* Looking into the cache --------------------------------------------------- */

static void
on_looked (GObject      *object,
           GAsyncResult *result,
           gpointer      data)
{
  Job *job = data;

  job->is_kept = sgm_tile_cache_read_finish (result, &job->kept);
  if (job->is_kept && job->kept.fresh_until > get_utc_now ())
    finish (job, job->kept.image, NULL);
  else
    enqueue (job);
}

static void
look (Job *job)
{
  SgmTileKey key = get_key (job);

  sgm_tile_cache_read_async (job->provider->cache, &key, on_looked, job);
}

static guint64
make_id (guint zoom,
         guint x,
         guint y)
{
  return (guint64) zoom << 56 | (guint64) x << 28 | y;
}

static void
sgm_xyz_provider_read_async (SgmTileProvider     *provider,
                             guint                zoom,
                             guint                x,
                             guint                y,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  SgmXyzProvider *self = SGM_XYZ_PROVIDER (provider);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  guint64 id = make_id (zoom, x, y);
  Job *job = g_hash_table_lookup (self->jobs, &id);

  g_task_set_source_tag (task, sgm_xyz_provider_read_async);
  if (job != NULL)
    {
      add_waiter (job, task);
      return;
    }
  job = job_new (self, id, zoom, x, y);
  g_hash_table_insert (self->jobs, &job->id, job);
  add_waiter (job, task);
  if (self->cache != NULL)
    look (job);
  else
    enqueue (job);
}

static GBytes *
sgm_xyz_provider_read_finish (SgmTileProvider  *provider,
                              GAsyncResult     *result,
                              GError          **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The object --------------------------------------------------------------- */

static void
sgm_xyz_provider_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SgmXyzProvider *self = SGM_XYZ_PROVIDER (object);

  switch (prop_id)
    {
    case PROP_TIMEOUT:
      self->timeout = g_value_get_uint (value);
      break;
    case PROP_FIRST_PAUSE:
      self->first_pause = g_value_get_uint (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

/* Jobs hold the provider, so that there are none any more. */
static void
sgm_xyz_provider_finalize (GObject *object)
{
  SgmXyzProvider *self = SGM_XYZ_PROVIDER (object);

  clear_source (&self->retry);
  g_clear_object (&self->session);
  g_clear_pointer (&self->cache, sgm_tile_cache_unref);
  g_clear_pointer (&self->address, sgm_xyz_template_free);
  g_hash_table_unref (self->jobs);
  g_hash_table_unref (self->bad);
  g_free (self->servers);
  g_free (self->name);
  g_free (self->key);
  G_OBJECT_CLASS (sgm_xyz_provider_parent_class)->finalize (object);
}

static void
sgm_xyz_provider_class_init (SgmXyzProviderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  SgmTileProviderClass *provider_class = SGM_TILE_PROVIDER_CLASS (klass);
  const GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = sgm_xyz_provider_set_property;
  object_class->finalize = sgm_xyz_provider_finalize;
  provider_class->read_async = sgm_xyz_provider_read_async;
  provider_class->read_finish = sgm_xyz_provider_read_finish;

  /**
   * SgmXyzProvider:timeout:
   *
   * How long a tile may take from the request to its last byte, milliseconds.
   */
  properties[PROP_TIMEOUT] =
    g_param_spec_uint ("timeout", NULL, NULL, 1, G_MAXINT, TIMEOUT, flags);
  /**
   * SgmXyzProvider:first-pause:
   *
   * How long a server is left alone after its first failure, milliseconds.
   */
  properties[PROP_FIRST_PAUSE] =
    g_param_spec_uint ("first-pause", NULL, NULL, 1, G_MAXINT, FIRST_PAUSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
sgm_xyz_provider_init (SgmXyzProvider *self)
{
  self->timeout = TIMEOUT;
  self->first_pause = FIRST_PAUSE;
  self->jobs = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->bad = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_queue_init (&self->waiting);
  self->session = soup_session_new_with_options ("user-agent", USER_AGENT,
                                                 "max-conns", MAX_ACTIVE,
                                                 "max-conns-per-host", MAX_ACTIVE,
                                                 "timeout", 0,
                                                 NULL);
}

/**
 * sgm_xyz_provider_new:
 * @address: (transfer full): the address of its tiles
 * @name: what people call the map
 * @cache: (nullable): where to keep tiles
 *
 * Returns: (transfer full): a provider that asks a server
 */
SgmTileProvider *
sgm_xyz_provider_new (SgmXyzTemplate *address,
                      const char     *name,
                      SgmTileCache   *cache)
{
  SgmXyzProvider *self = g_object_new (SGM_TYPE_XYZ_PROVIDER, NULL);

  self->address = address;
  self->name = g_strdup (name);
  self->cache = cache != NULL ? sgm_tile_cache_ref (cache) : NULL;
  self->servers = g_new0 (SgmBackoff, sgm_xyz_template_get_n_servers (address));
  update_state (self);
  return SGM_TILE_PROVIDER (self);
}

/**
 * sgm_xyz_provider_set_key:
 * @self: a provider
 * @key: (nullable): what stands for `{key}`; never written anywhere
 *
 * Gives the user's key, and tries again where one was refused or lacking.
 */
void
sgm_xyz_provider_set_key (SgmXyzProvider *self,
                          const char     *key)
{
  g_return_if_fail (SGM_IS_XYZ_PROVIDER (self));

  if (key != NULL && key[0] == '\0')
    key = NULL;
  if (g_strcmp0 (self->key, key) == 0)
    return;
  g_free (self->key);
  self->key = g_strdup (key);
  for (guint i = 0; i < sgm_xyz_template_get_n_servers (self->address); i++)
    sgm_backoff_work (&self->servers[i]);
  clear_source (&self->retry);
  update_state (self);
  sgm_tile_provider_changed (SGM_TILE_PROVIDER (self));
}
