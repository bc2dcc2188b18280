/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-district.h"

#include "district/sgm-district-private.h"

#define FIRST_RETRY 500   /* milliseconds */
#define LAST_RETRY 30000

enum
{
  PROP_0,
  PROP_LIVE,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmDistrict, sgm_district, G_TYPE_OBJECT)

static void reload (SgmDistrict *self);

static void
set_loading (SgmDistrict *self,
             gboolean     loading)
{
  if (self->loading == loading)
    return;
  self->loading = loading;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LIVE]);
}

/* Shows another picture in the queue, whose items stay the same objects for
 * events that are in both. */
static void
update_queue (SgmDistrict *self,
              SgmPicture  *old)
{
  g_autoptr (GPtrArray) events = sgm_records_dup_all (self->picture->records, &sgm_table_event);
  g_autoptr (GPtrArray) old_events = NULL;

  if (old != NULL)
    old_events = sgm_records_dup_all (old->records, &sgm_table_event);
  for (guint i = 0; old != NULL && i < old_events->len; i++)
    {
      SgmRecord *event = g_ptr_array_index (old_events, i);
      gint64 id = sgm_record_get_id (event);

      if (sgm_records_get (self->picture->records, &sgm_table_event, id) == NULL)
        sgm_queue_update (self->queue, event, NULL);
    }
  for (guint i = 0; i < events->len; i++)
    {
      SgmRecord *event = g_ptr_array_index (events, i);
      gint64 id = sgm_record_get_id (event);

      sgm_queue_update (self->queue,
                        old != NULL ? sgm_records_get (old->records, &sgm_table_event, id) : NULL,
                        event);
    }
}

static void
take_picture (SgmDistrict *self,
              SgmPicture  *picture)
{
  g_autoptr (SgmPicture) old = g_steal_pointer (&self->picture);

  self->picture = picture;
  self->changed_at = g_get_real_time () / 1000;
  update_queue (self, old);
}

/* Returns: whether the entry is part of the picture now */
static gboolean
apply_entry (SgmDistrict *self,
             SgmEntry    *entry)
{
  g_autoptr (GPtrArray) differences = NULL;

  if (entry->seq <= self->picture->seq)
    return TRUE;
  differences = sgm_picture_apply (self->picture, entry);
  if (differences == NULL)
    return FALSE;

  self->changed_at = entry->at;
  for (guint i = 0; i < differences->len; i++)
    {
      const SgmDifference *difference = g_ptr_array_index (differences, i);
      SgmRecord *record = difference->after != NULL ? difference->after : difference->before;

      if (sgm_record_get_table (record) == &sgm_table_event)
        sgm_queue_update (self->queue, difference->before, difference->after);
    }
  g_signal_emit (self, signals[CHANGED], 0, entry);
  return TRUE;
}

static void
apply_pending (SgmDistrict *self)
{
  while (!self->loading && !g_queue_is_empty (&self->pending))
    {
      g_autoptr (SgmEntry) entry = g_queue_pop_head (&self->pending);

      if (!apply_entry (self, entry))
        {
          g_queue_push_head (&self->pending, g_steal_pointer (&entry));
          reload (self);
        }
    }
}

static void
entry_cb (SgmDistrict *self,
          SgmEntry    *entry)
{
  g_queue_push_tail (&self->pending, sgm_entry_ref (entry));
  apply_pending (self);
}

static void
make_picture (GTask        *task,
              gpointer      source,
              gpointer      snapshot,
              GCancellable *cancellable)
{
  GError *error = NULL;
  SgmPicture *picture = sgm_picture_new (snapshot, &error);

  if (picture != NULL)
    g_task_return_pointer (task, picture, (GDestroyNotify) sgm_picture_free);
  else
    g_task_return_error (task, error);
}

static void
snapshot_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SgmSnapshot *snapshot = sgm_store_load_finish (SGM_STORE (source), result, &error);

  if (snapshot == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, snapshot, (GDestroyNotify) sgm_snapshot_unref);
  g_task_run_in_thread (task, make_picture);
}

/* Entries wait from now until the picture is taken. */
static void
load_async (SgmDistrict         *self,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, load_async);
  set_loading (self, TRUE);
  sgm_store_load_async (self->store, cancellable, snapshot_cb, task);
}

static gboolean
retry_cb (gpointer data)
{
  SgmDistrict *self = data;

  g_clear_pointer (&self->retry, g_source_unref);
  reload (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (SgmDistrict *self)
{
  self->retry_delay = CLAMP (self->retry_delay * 2, FIRST_RETRY, LAST_RETRY);
  self->retry = g_timeout_source_new (self->retry_delay);
  g_source_set_callback (self->retry, retry_cb, self, NULL);
  g_source_attach (self->retry, g_main_context_get_thread_default ());
}

static void
reloaded_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  SgmDistrict *self = SGM_DISTRICT (source);
  g_autoptr (GError) error = NULL;
  SgmPicture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture == NULL)
    {
      if (!g_cancellable_is_cancelled (self->cancellable))
        retry_later (self);
      return;
    }

  self->retry_delay = 0;
  take_picture (self, picture);
  g_signal_emit (self, signals[CHANGED], 0, NULL);
  set_loading (self, FALSE);
  apply_pending (self);
}

/* Until it succeeds the district shows what it last knew and is not live. */
static void
reload (SgmDistrict *self)
{
  load_async (self, self->cancellable, reloaded_cb, NULL);
}

static void
sgm_district_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SgmDistrict *self = SGM_DISTRICT (object);

  switch (property_id)
    {
    case PROP_LIVE:
      g_value_set_boolean (value, sgm_district_get_live (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_district_dispose (GObject *object)
{
  SgmDistrict *self = SGM_DISTRICT (object);

  g_cancellable_cancel (self->cancellable);
  if (self->retry != NULL)
    g_source_destroy (self->retry);
  g_clear_pointer (&self->retry, g_source_unref);
  g_clear_object (&self->store);
  G_OBJECT_CLASS (sgm_district_parent_class)->dispose (object);
}

static void
sgm_district_finalize (GObject *object)
{
  SgmDistrict *self = SGM_DISTRICT (object);

  g_queue_clear_full (&self->pending, (GDestroyNotify) sgm_entry_unref);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->queue);
  g_clear_pointer (&self->picture, sgm_picture_free);
  G_OBJECT_CLASS (sgm_district_parent_class)->finalize (object);
}

static void
sgm_district_class_init (SgmDistrictClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sgm_district_get_property;
  object_class->dispose = sgm_district_dispose;
  object_class->finalize = sgm_district_finalize;

  /**
   * SgmDistrict:live:
   *
   * Whether every entry of the journal that is known of has been applied;
   * %FALSE while the district is loaded anew.
   */
  properties[PROP_LIVE] =
    g_param_spec_boolean ("live", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SgmDistrict::changed:
   * @self: the district
   * @entry: (nullable): the entry that has been applied, or %NULL where
   *   anything may have changed
   */
  signals[CHANGED] =
    g_signal_new ("changed", SGM_TYPE_DISTRICT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, SGM_TYPE_ENTRY | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sgm_district_init (SgmDistrict *self)
{
  g_queue_init (&self->pending);
  self->cancellable = g_cancellable_new ();
  self->queue = sgm_queue_new ();
}

static SgmDistrict *
new_following (SgmStore *store)
{
  SgmDistrict *self = g_object_new (SGM_TYPE_DISTRICT, NULL);

  self->store = g_object_ref (store);
  g_signal_connect_object (store, "entry", G_CALLBACK (entry_cb), self, G_CONNECT_SWAPPED);
  return self;
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  SgmDistrict *self = SGM_DISTRICT (source);
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  SgmPicture *picture = g_task_propagate_pointer (G_TASK (result), &error);

  if (picture == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  take_picture (self, picture);
  set_loading (self, FALSE);
  apply_pending (self);
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

/**
 * sgm_district_open_async:
 * @store: an open store
 *
 * Loads what is known now, without waiting in this thread. Entries that are
 * written meanwhile are not missed.
 */
void
sgm_district_open_async (SgmStore            *store,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr (SgmDistrict) self = NULL;
  GTask *task;

  g_return_if_fail (SGM_IS_STORE (store));

  self = new_following (store);
  task = g_task_new (store, cancellable, callback, user_data);
  g_task_set_source_tag (task, sgm_district_open_async);
  load_async (self, cancellable, opened_cb, task);
}

/**
 * sgm_district_open_finish:
 *
 * Returns: (transfer full): the district, or %NULL with an error of the store
 *   or %SGM_ERROR_CORRUPT where its areas make no sense
 */
SgmDistrict *
sgm_district_open_finish (GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, sgm_district_open_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * sgm_district_new:
 * @store: an open store
 * @snapshot: what was loaded from it
 *
 * For programs without a window; others take sgm_district_open_async().
 *
 * Returns: (transfer full): the district, or %NULL with an error where the
 *   areas make no sense
 */
SgmDistrict *
sgm_district_new (SgmStore     *store,
                  SgmSnapshot  *snapshot,
                  GError      **error)
{
  SgmDistrict *self;
  SgmPicture *picture;

  g_return_val_if_fail (SGM_IS_STORE (store), NULL);

  picture = sgm_picture_new (snapshot, error);
  if (picture == NULL)
    return NULL;
  self = new_following (store);
  take_picture (self, picture);
  return self;
}
