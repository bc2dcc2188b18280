/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "feed/sgm-deliverer.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "feed/sgm-agenda.h"
#include "store/sgm-election.h"

/* All times in milliseconds. */
#define FIRST_PAUSE 5000
#define LONGEST_PAUSE (10 * 60 * 1000)
#define ANSWER_PATIENCE 30000
#define STORE_PAUSE 5000 /* where the store cannot write what came of a try */

/* After an outage thousands of messages may be due at once. */
#define MAX_UNDER_WAY 32

/* A message that is under way. */
typedef struct
{
  SgmDeliverer *deliverer;
  gint64 id;
  gint64 version;
  gint64 task;
  guint tries;             /* with this one */
  GCancellable *cancellable;
  GSource *alarm;          /* when the answer is too late, or to report again */
  gboolean too_late;       /* no answer in time */
  gboolean dropped;        /* this process does not deliver any more */
  GError *error;           /* NULL where it was acknowledged */
} Sending;

struct _SgmDeliverer
{
  GObject parent_instance;
  SgmDistrict *district;
  SgmTransport *transport; /* NULL: this process cannot deliver */
  SgmElection *election;
  SgmAgenda *agenda;       /* of messages that wait, by id */
  GHashTable *sending;     /* id → Sending */
  GQueue due;              /* ids that wait for another one to come back */
  guint first_pause;
  guint answer_patience;
};

enum
{
  PROP_0,
  PROP_ELECTED,
  N_PROPS,
};

enum
{
  TRIED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SgmDeliverer, sgm_deliverer, G_TYPE_OBJECT)

static void report (Sending *sending);

static void
stop_alarm (Sending *sending)
{
  if (sending->alarm != NULL)
    g_source_destroy (sending->alarm);
  g_clear_pointer (&sending->alarm, g_source_unref);
}

static void
set_alarm (Sending     *sending,
           guint        milliseconds,
           GSourceFunc  func)
{
  stop_alarm (sending);
  sending->alarm = g_timeout_source_new (milliseconds);
  g_source_set_callback (sending->alarm, func, sending, NULL);
  g_source_attach (sending->alarm, g_main_context_get_thread_default ());
}

static void
sending_free (Sending *sending)
{
  stop_alarm (sending);
  g_clear_error (&sending->error);
  g_object_unref (sending->cancellable);
  g_object_unref (sending->deliverer);
  g_free (sending);
}

/* The store's clock never goes back behind the last entry; neither does this,
 * or an order would be held for as long as the clock was set back. */
static gint64
get_now (SgmDeliverer *self)
{
  return MAX (g_get_real_time () / 1000, sgm_district_get_changed_at (self->district));
}

/**
 * sgm_deliverer_wait:
 * @next_at: when a message may be tried
 * @now: the present
 *
 * Returns: how many milliseconds to wait until it is tried; never long, even
 *   where a clock that has been set back makes it look so
 */
gint64
sgm_deliverer_wait (gint64 next_at,
                    gint64 now)
{
  return CLAMP (next_at - now, 0, LONGEST_PAUSE * 5 / 4);
}

static gint64
get_pause (SgmDeliverer *self,
           guint         tries)
{
  gint64 pause = MIN ((gint64) self->first_pause << MIN (tries - 1, 20), LONGEST_PAUSE);

  /* So that what failed together does not come back together. */
  return pause * g_random_double_range (0.75, 1.25);
}

/* Sets or strikes out when the message is tried. */
static void
consider (SgmDeliverer *self,
          SgmRecord    *message)
{
  gint64 id = sgm_record_get_id (message);

  if (!sgm_deliverer_get_elected (self) || g_hash_table_contains (self->sending, &id))
    return;
  if (sgm_record_get_int (message, SGM_OUTBOX_STATE) == SGM_OUTBOX_STATE_WAITING)
    sgm_agenda_put (self->agenda, id,
                    sgm_deliverer_wait (sgm_record_get_int (message, SGM_OUTBOX_NEXT_AT), get_now (self)));
  else
    sgm_agenda_remove (self->agenda, id);
}

static void
consider_all (SgmDeliverer *self)
{
  g_autoptr (GPtrArray) messages = sgm_district_dup_records (self->district, &sgm_table_outbox);

  for (guint i = 0; i < messages->len; i++)
    consider (self, messages->pdata[i]);
}

static void
on_district_changed (SgmDeliverer *self,
                     SgmEntry     *entry)
{
  if (!sgm_deliverer_get_elected (self))
    return;
  if (entry == NULL)
    consider_all (self);
  for (guint i = 0; entry != NULL && i < sgm_patch_get_n_ops (entry->patch); i++)
    {
      const SgmPatchOp *op = sgm_patch_get_op (entry->patch, i);
      SgmRecord *message = op->table == &sgm_table_outbox
                             ? sgm_district_get_record (self->district, op->table, op->id) : NULL;

      if (message != NULL)
        consider (self, message);
    }
}

/* Two messages about one order must not overtake each other. */
static gboolean
is_under_way (SgmDeliverer *self,
              gint64        task)
{
  GHashTableIter iter;
  gpointer sending;

  g_hash_table_iter_init (&iter, self->sending);
  while (g_hash_table_iter_next (&iter, NULL, &sending))
    if (((Sending *) sending)->task == task)
      return TRUE;
  return FALSE;
}

/* Those that cannot go yet come back into the queue. */
static void
go_on (SgmDeliverer *self)
{
  for (guint i = g_hash_table_size (self->sending); i < MAX_UNDER_WAY && !g_queue_is_empty (&self->due); i++)
    {
      g_autofree gint64 *id = g_queue_pop_head (&self->due);

      sgm_agenda_put (self->agenda, *id, 0);
    }
}

/* A message came back and what came of it was written, or never will be. */
static void
end_sending (Sending *sending)
{
  g_autoptr (SgmDeliverer) self = g_object_ref (sending->deliverer);
  SgmRecord *message = sgm_district_get_record (self->district, &sgm_table_outbox, sending->id);

  /* Where the district is just being loaded anew, it is considered then. */
  if (message != NULL && !sending->dropped && sgm_record_get_version (message) == sending->version)
    message = NULL;
  g_hash_table_remove (self->sending, &sending->id); /* frees it */
  if (message != NULL)
    consider (self, message);
  go_on (self);
}

/* Somebody has cancelled it while it was under way: that it was tried has to
 * be known all the same, since the terminal may have it and is told then that
 * it does not hold any more. */
static gboolean
report_again (Sending *sending)
{
  SgmRecord *message = sgm_district_get_record (sending->deliverer->district, &sgm_table_outbox, sending->id);

  if (message == NULL || sgm_record_get_version (message) <= sending->version)
    return FALSE;
  sending->version = sgm_record_get_version (message);
  report (sending);
  return TRUE;
}

/* Such as a full disk. */
static gboolean
is_passing (const GError *error)
{
  return error->domain != SGM_ERROR
         || (error->code != SGM_ERROR_REFUSED && error->code != SGM_ERROR_CONFLICT && error->code != SGM_ERROR_INVALID);
}

static gboolean
report_later (gpointer data)
{
  report (data);
  return G_SOURCE_REMOVE;
}

static void
on_reported (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  Sending *sending = data;
  SgmDeliverer *self = sending->deliverer;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmEntry) entry = sgm_store_submit_finish (SGM_STORE (source), result, &error);

  if (entry != NULL)
    g_signal_emit (self, signals[TRIED], 0, sending->id, sending->error);
  else if (!sending->dropped && g_error_matches (error, SGM_ERROR, SGM_ERROR_CONFLICT) && report_again (sending))
    return;
  else if (g_error_matches (error, SGM_ERROR, SGM_ERROR_DENIED)
           || g_error_matches (error, SGM_ERROR, SGM_ERROR_READ_ONLY))
    /* Who cannot write down what was sent would send it again and again. */
    sgm_election_withdraw (self->election);
  else if (!sending->dropped && is_passing (error))
    {
      set_alarm (sending, STORE_PAUSE, report_later);
      return;
    }
  end_sending (sending);
}

static SgmChange *
new_report (Sending *sending)
{
  SgmDeliverer *self = sending->deliverer;
  SgmChange *change;

  if (sending->error == NULL)
    return sgm_change_new (SGM_CHANGE_SENT, sending->id, sending->version);
  /* Where a person sends it again, it is tried as often again. */
  change = sgm_change_new (SGM_CHANGE_NOT_SENT, sending->id, sending->version);
  sgm_change_set_why (change, sending->error->message);
  if (sending->tries % SGM_DELIVERER_MAX_TRIES != 0
      && !g_error_matches (sending->error, SGM_ERROR, SGM_ERROR_REFUSED))
    sgm_change_set_until (change, get_now (self) + get_pause (self, sending->tries % SGM_DELIVERER_MAX_TRIES));
  return change;
}

static void
report (Sending *sending)
{
  g_autoptr (SgmChange) change = new_report (sending);

  sgm_change_set_who (change, "deliverer");
  sgm_change_set_origin (change, "deliverer");
  sgm_store_submit_async (sgm_district_get_store (sending->deliverer->district), change, NULL,
                          on_reported, sending);
}

static void
on_sent (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  Sending *sending = data;

  stop_alarm (sending);
  if (!sgm_transport_send_finish (SGM_TRANSPORT (source), result, &sending->error)
      && sending->error == NULL)
    sending->error = g_error_new_literal (SGM_ERROR, SGM_ERROR_IO, _("The terminal did not acknowledge the message."));
  if (sending->dropped)
    {
      end_sending (sending);
      return;
    }
  if (sending->too_late)
    {
      g_clear_error (&sending->error);
      sending->error = g_error_new_literal (SGM_ERROR, SGM_ERROR_IO, _("The terminal did not answer in time."));
    }
  report (sending);
}

static gboolean
lose_patience (gpointer data)
{
  Sending *sending = data;

  sending->too_late = TRUE;
  g_cancellable_cancel (sending->cancellable);
  return G_SOURCE_REMOVE;
}

static void
send_message (SgmDeliverer *self,
              SgmRecord    *message,
              SgmDelivery  *delivery)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->deliverer = g_object_ref (self);
  sending->id = delivery->id;
  sending->version = sgm_record_get_version (message);
  sending->task = sgm_record_get_int (message, SGM_OUTBOX_TASK);
  sending->tries = sgm_record_get_int (message, SGM_OUTBOX_TRIES) + 1;
  sending->cancellable = g_cancellable_new ();
  set_alarm (sending, self->answer_patience, lose_patience);
  g_hash_table_insert (self->sending, &sending->id, sending);
  sgm_transport_send_async (self->transport, delivery, sending->cancellable, on_sent, sending);
}

static void
on_due (gint64   id,
        gpointer data)
{
  SgmDeliverer *self = data;
  SgmRecord *message = sgm_district_get_record (self->district, &sgm_table_outbox, id);
  SgmDelivery delivery = { id };

  if (message == NULL || sgm_record_get_int (message, SGM_OUTBOX_STATE) != SGM_OUTBOX_STATE_WAITING)
    return;
  if (g_hash_table_size (self->sending) >= MAX_UNDER_WAY
      || is_under_way (self, sgm_record_get_int (message, SGM_OUTBOX_TASK)))
    {
      g_queue_push_tail (&self->due, g_memdup2 (&id, sizeof id));
      return;
    }
  delivery.message = sgm_record_get_int (message, SGM_OUTBOX_MESSAGE);
  delivery.task = sgm_district_get_record (self->district, &sgm_table_task,
                                           sgm_record_get_int (message, SGM_OUTBOX_TASK));
  delivery.person = sgm_district_get_record (self->district, &sgm_table_person,
                                             sgm_record_get_int (message, SGM_OUTBOX_PERSON));
  if (delivery.task != NULL)
    delivery.event = sgm_district_get_record (self->district, &sgm_table_event,
                                              sgm_record_get_int (delivery.task, SGM_TASK_EVENT));
  /* A message lives with its order and its event, and people stay. */
  g_return_if_fail (delivery.event != NULL && delivery.person != NULL);
  send_message (self, message, &delivery);
}

/* What is under way is for the next deliverer to try again. */
static void
drop_all (SgmDeliverer *self)
{
  g_autoptr (GList) all = g_hash_table_get_values (self->sending);
  gint64 *id;

  sgm_agenda_clear (self->agenda);
  while ((id = g_queue_pop_head (&self->due)) != NULL)
    g_free (id);
  for (GList *l = all; l != NULL; l = l->next)
    {
      Sending *sending = l->data;

      sending->dropped = TRUE;
      g_cancellable_cancel (sending->cancellable);
    }
}

static void
on_elected (SgmDeliverer *self)
{
  if (sgm_deliverer_get_elected (self))
    consider_all (self);
  else
    drop_all (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ELECTED]);
}

static void
sgm_deliverer_get_property (GObject    *object,
                            guint       property_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_ELECTED:
      g_value_set_boolean (value, sgm_deliverer_get_elected (SGM_DELIVERER (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
sgm_deliverer_dispose (GObject *object)
{
  SgmDeliverer *self = SGM_DELIVERER (object);

  if (self->election != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->election, self);
      sgm_election_withdraw (self->election);
    }
  g_clear_object (&self->election);
  g_clear_object (&self->transport);
  G_OBJECT_CLASS (sgm_deliverer_parent_class)->dispose (object);
}

static void
sgm_deliverer_finalize (GObject *object)
{
  SgmDeliverer *self = SGM_DELIVERER (object);

  g_clear_pointer (&self->agenda, sgm_agenda_free);
  g_clear_pointer (&self->sending, g_hash_table_unref);
  g_queue_clear_full (&self->due, g_free);
  g_clear_object (&self->district);
  G_OBJECT_CLASS (sgm_deliverer_parent_class)->finalize (object);
}

static void
sgm_deliverer_class_init (SgmDelivererClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->get_property = sgm_deliverer_get_property;
  object_class->dispose = sgm_deliverer_dispose;
  object_class->finalize = sgm_deliverer_finalize;

  /**
   * SgmDeliverer:elected:
   *
   * Whether this is the process that delivers.
   */
  properties[PROP_ELECTED] =
    g_param_spec_boolean ("elected", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /**
   * SgmDeliverer::tried:
   * @self: the deliverer
   * @message: id of the message
   * @error: (nullable): why it was not acknowledged, %NULL where it was
   *
   * A message was tried, and what came of it is written down.
   */
  signals[TRIED] =
    g_signal_new ("tried", SGM_TYPE_DELIVERER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_INT64, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
sgm_deliverer_init (SgmDeliverer *self)
{
  self->agenda = sgm_agenda_new (on_due, self);
  self->sending = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) sending_free);
  g_queue_init (&self->due);
  self->first_pause = FIRST_PAUSE;
  self->answer_patience = ANSWER_PATIENCE;
}

/**
 * sgm_deliverer_new:
 * @district: the district whose outbox is to be delivered
 *
 * Returns: (transfer full): a deliverer without a way to the terminals
 */
SgmDeliverer *
sgm_deliverer_new (SgmDistrict *district)
{
  SgmDeliverer *self = g_object_new (SGM_TYPE_DELIVERER, NULL);

  self->district = g_object_ref (district);
  self->election = sgm_election_new (sgm_store_get_path (sgm_district_get_store (district)));
  g_signal_connect_object (self->election, "notify::elected", G_CALLBACK (on_elected), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (district, "changed", G_CALLBACK (on_district_changed), self, G_CONNECT_SWAPPED);
  return self;
}

/**
 * sgm_deliverer_set_transport:
 * @transport: (nullable): the way to the terminals
 *
 * Without one, this process leaves the messages to others, or they wait.
 */
void
sgm_deliverer_set_transport (SgmDeliverer *self,
                             SgmTransport *transport)
{
  g_return_if_fail (SGM_IS_DELIVERER (self));

  if (self->transport == transport)
    return;
  sgm_election_withdraw (self->election);
  g_set_object (&self->transport, transport);
  if (transport != NULL)
    sgm_election_stand (self->election);
}

/**
 * sgm_deliverer_get_elected:
 *
 * Returns: the value of [property@Deliverer:elected]
 */
gboolean
sgm_deliverer_get_elected (SgmDeliverer *self)
{
  g_return_val_if_fail (SGM_IS_DELIVERER (self), FALSE);

  return self->election != NULL && sgm_election_get_elected (self->election);
}

/**
 * sgm_deliverer_set_patience:
 * @first_pause: milliseconds after a message has failed for the first time;
 *   they double with each failure
 * @answer: milliseconds that a terminal has for its answer
 */
void
sgm_deliverer_set_patience (SgmDeliverer *self,
                            guint         first_pause,
                            guint         answer)
{
  g_return_if_fail (SGM_IS_DELIVERER (self));
  g_return_if_fail (first_pause > 0 && answer > 0);

  self->first_pause = first_pause;
  self->answer_patience = answer;
}
