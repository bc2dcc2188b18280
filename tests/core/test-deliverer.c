/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-error.h"
#include "district/sgm-district.h"
#include "domain/sgm-tables.h"
#include "feed/sgm-agenda.h"
#include "feed/sgm-deliverer.h"
#include "scratch.h"
#include "small-district.h"

/* A way to terminals that does what the test says. */
typedef enum
{
  ANSWER_YES,
  ANSWER_NO,
  ANSWER_NEVER_AGAIN,
  ANSWER_WHEN_ASKED,
} Answer;

#define TEST_TYPE_WIRE (test_wire_get_type ())
G_DECLARE_FINAL_TYPE (TestWire, test_wire, TEST, WIRE, GObject)

struct _TestWire
{
  GObject parent_instance;
  Answer answer;
  GArray *ids;     /* of messages, in the order in which they came */
  GArray *kinds;   /* SgmMessage */
  GPtrArray *open; /* tasks that are not answered yet */
  guint most_open;
};

static void
test_wire_send_async (SgmTransport        *transport,
                      const SgmDelivery   *delivery,
                      GCancellable        *cancellable,
                      GAsyncReadyCallback  callback,
                      gpointer             data)
{
  TestWire *self = TEST_WIRE (transport);
  GTask *task = g_task_new (self, cancellable, callback, data);

  g_assert_cmpint (sgm_record_get_int (delivery->task, SGM_TASK_EVENT), ==, sgm_record_get_id (delivery->event));
  g_assert_cmpint (sgm_record_get_int (delivery->task, SGM_TASK_PERSON), ==, sgm_record_get_id (delivery->person));
  g_array_append_val (self->ids, delivery->id);
  g_array_append_val (self->kinds, delivery->message);
  if (self->answer == ANSWER_WHEN_ASKED)
    {
      g_ptr_array_add (self->open, task);
      self->most_open = MAX (self->most_open, self->open->len);
      return;
    }
  if (self->answer == ANSWER_YES)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, SGM_ERROR,
                             self->answer == ANSWER_NO ? SGM_ERROR_IO : SGM_ERROR_REFUSED, "no answer from there");
  g_object_unref (task);
}

static gboolean
test_wire_send_finish (SgmTransport  *transport,
                       GAsyncResult  *result,
                       GError       **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
test_wire_transport_init (SgmTransportInterface *iface)
{
  iface->send_async = test_wire_send_async;
  iface->send_finish = test_wire_send_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestWire, test_wire, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SGM_TYPE_TRANSPORT, test_wire_transport_init))

static void
test_wire_finalize (GObject *object)
{
  TestWire *self = TEST_WIRE (object);

  g_array_unref (self->ids);
  g_array_unref (self->kinds);
  g_ptr_array_unref (self->open);
  G_OBJECT_CLASS (test_wire_parent_class)->finalize (object);
}

static void
test_wire_class_init (TestWireClass *class)
{
  G_OBJECT_CLASS (class)->finalize = test_wire_finalize;
}

static void
test_wire_init (TestWire *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->kinds = g_array_new (FALSE, FALSE, sizeof (SgmMessage));
  self->open = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
answer_all (TestWire *wire)
{
  for (guint i = 0; i < wire->open->len; i++)
    g_task_return_boolean (wire->open->pdata[i], TRUE);
  g_ptr_array_set_size (wire->open, 0);
}

/* A process that has the district open. */
typedef struct
{
  SgmStore *store;
  SgmDistrict *district;
  TestWire *wire;
  SgmDeliverer *deliverer;
} Desk;

typedef struct
{
  char *folder;
  char *path;
  Desk desk;
} Fixture;

static void
desk_open (Desk     *desk,
           SgmStore *store)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmSnapshot) snapshot = sgm_store_load (store, &error);

  g_assert_no_error (error);
  desk->store = store;
  desk->district = sgm_district_new (store, snapshot, &error);
  g_assert_no_error (error);
  desk->wire = g_object_new (TEST_TYPE_WIRE, NULL);
  desk->deliverer = sgm_deliverer_new (desk->district);
  sgm_deliverer_set_patience (desk->deliverer, 1, 60000);
}

static void
desk_close (Desk *desk)
{
  sgm_deliverer_set_transport (desk->deliverer, NULL);
  answer_all (desk->wire);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_clear_object (&desk->deliverer);
  g_clear_object (&desk->wire);
  g_clear_object (&desk->district);
  g_clear_object (&desk->store);
}

static void
desk_deliver (Desk   *desk,
              Answer  answer)
{
  desk->wire->answer = answer;
  sgm_deliverer_set_transport (desk->deliverer, SGM_TRANSPORT (desk->wire));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  f->folder = scratch_new ();
  f->path = g_build_filename (f->folder, "district.sgm", NULL);
  desk_open (&f->desk, small_district_open_new (f->path));
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  desk_close (&f->desk);
  scratch_free (f->folder);
  g_free (f->path);
}

/* Submits and waits until the district knows. */
static void
act (Desk      *desk,
     SgmChange *change)
{
  g_autoptr (GError) error = NULL;
  gint64 seq;

  sgm_change_set_who (change, "test");
  seq = sgm_store_submit (desk->store, change, &error);
  g_assert_no_error (error);
  while (sgm_district_get_seq (desk->district) < seq)
    g_main_context_iteration (NULL, TRUE);
  sgm_change_unref (change);
}

static SgmRecord *
get_newest (Desk           *desk,
            const SgmTable *table)
{
  g_autoptr (GPtrArray) records = sgm_district_dup_records (desk->district, table);

  g_assert_cmpuint (records->len, >, 0);
  return sgm_district_get_record (desk->district, table, sgm_record_get_id (records->pdata[records->len - 1]));
}

/* Returns: the message about a new order, which is held for five seconds */
static gint64
give_order (Desk *desk)
{
  SgmRecord *event;
  gint64 seq = small_district_report (desk->store, SMALL_MATTER_ORDINARY, NULL);

  while (sgm_district_get_seq (desk->district) < seq)
    g_main_context_iteration (NULL, TRUE);
  event = get_newest (desk, &sgm_table_event);
  act (desk, sgm_change_new_assign (sgm_record_get_id (event), sgm_record_get_version (event), SMALL_WORKER_A));
  return sgm_record_get_id (get_newest (desk, &sgm_table_outbox));
}

static void
withdraw (Desk *desk)
{
  SgmRecord *task = get_newest (desk, &sgm_table_task);

  act (desk, sgm_change_new_withdraw (sgm_record_get_id (task), sgm_record_get_version (task)));
}

/* Returns: a message that may go out at once: a recall of an order that a
 *   terminal has */
static gint64
call_back (Desk *desk)
{
  gint64 order = give_order (desk);

  act (desk, sgm_change_new (SGM_CHANGE_SENT, order, 1));
  withdraw (desk);
  return sgm_record_get_id (get_newest (desk, &sgm_table_outbox));
}

static SgmOutboxState
get_state (Desk   *desk,
           gint64  message)
{
  return sgm_record_get_int (sgm_district_get_record (desk->district, &sgm_table_outbox, message), SGM_OUTBOX_STATE);
}

static void
wait_for_state (Desk           *desk,
                gint64          message,
                SgmOutboxState  state)
{
  while (get_state (desk, message) != state)
    g_main_context_iteration (NULL, TRUE);
}

/* Held, sent, taken back while it is on its way, and recalled. */
static void
test_order (Fixture       *f,
            gconstpointer  data)
{
  Desk *desk = &f->desk;
  gint64 order = give_order (desk);
  gint64 held_until = sgm_record_get_int (get_newest (desk, &sgm_table_outbox), SGM_OUTBOX_NEXT_AT);
  gint64 recall;

  desk_deliver (desk, ANSWER_WHEN_ASKED);
  while (desk->wire->ids->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_get_real_time () / 1000, >=, held_until);
  g_assert_cmpint (g_array_index (desk->wire->ids, gint64, 0), ==, order);
  g_assert_cmpint (g_array_index (desk->wire->kinds, SgmMessage, 0), ==, SGM_MESSAGE_ORDER);

  withdraw (desk);
  g_assert_cmpint (get_state (desk, order), ==, SGM_OUTBOX_STATE_CANCELLED);
  answer_all (desk->wire);
  desk->wire->answer = ANSWER_YES;
  wait_for_state (desk, order, SGM_OUTBOX_STATE_SENT);
  recall = sgm_record_get_id (get_newest (desk, &sgm_table_outbox));
  wait_for_state (desk, recall, SGM_OUTBOX_STATE_SENT);
  g_assert_cmpuint (desk->wire->ids->len, ==, 2);
  g_assert_cmpint (g_array_index (desk->wire->kinds, SgmMessage, 1), ==, SGM_MESSAGE_RECALL);
}

/* A withdrawal is undone while the worker is being told of it: the order goes
 * out again, and not before the recall has come back. */
static void
test_undo (Fixture       *f,
           gconstpointer  data)
{
  Desk *desk = &f->desk;
  gint64 recall = call_back (desk);
  gint64 again;

  desk_deliver (desk, ANSWER_WHEN_ASKED);
  while (desk->wire->ids->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (g_array_index (desk->wire->ids, gint64, 0), ==, recall);
  act (desk, sgm_change_new (SGM_CHANGE_UNDO, sgm_district_get_seq (desk->district), 0));
  again = sgm_record_get_id (get_newest (desk, &sgm_table_outbox));
  g_assert_cmpint (again, >, recall);
  g_assert_cmpint (get_state (desk, recall), ==, SGM_OUTBOX_STATE_CANCELLED);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (desk->wire->ids->len, ==, 1);

  answer_all (desk->wire);
  desk->wire->answer = ANSWER_YES;
  wait_for_state (desk, again, SGM_OUTBOX_STATE_SENT);
  g_assert_cmpint (get_state (desk, recall), ==, SGM_OUTBOX_STATE_SENT);
  g_assert_cmpuint (desk->wire->ids->len, ==, 2);
  g_assert_cmpint (g_array_index (desk->wire->kinds, SgmMessage, 1), ==, SGM_MESSAGE_ORDER);
  g_assert_cmpint (sgm_record_get_int (get_newest (desk, &sgm_table_task), SGM_TASK_STATE), ==, SGM_TASK_STATE_SENT);
}

/* Tried so often, then parked; tried again when a person says so. */
static void
test_park (Fixture       *f,
           gconstpointer  data)
{
  Desk *desk = &f->desk;
  gint64 id = call_back (desk);
  SgmRecord *message;

  desk_deliver (desk, ANSWER_NO);
  wait_for_state (desk, id, SGM_OUTBOX_STATE_PARKED);
  g_assert_cmpuint (desk->wire->ids->len, ==, SGM_DELIVERER_MAX_TRIES);
  message = sgm_district_get_record (desk->district, &sgm_table_outbox, id);
  g_assert_cmpstr (sgm_record_get_text (message, SGM_OUTBOX_REASON), ==, "no answer from there");
  g_assert_cmpint (sgm_record_get_int (message, SGM_OUTBOX_TRIES), ==, SGM_DELIVERER_MAX_TRIES);

  act (desk, sgm_change_new (SGM_CHANGE_RESEND, id, sgm_record_get_version (message)));
  wait_for_state (desk, id, SGM_OUTBOX_STATE_PARKED);
  g_assert_cmpuint (desk->wire->ids->len, ==, 2 * SGM_DELIVERER_MAX_TRIES);
  message = sgm_district_get_record (desk->district, &sgm_table_outbox, id);
  desk->wire->answer = ANSWER_YES;
  act (desk, sgm_change_new (SGM_CHANGE_RESEND, id, sgm_record_get_version (message)));
  wait_for_state (desk, id, SGM_OUTBOX_STATE_SENT);
}

static void
test_refused (Fixture       *f,
              gconstpointer  data)
{
  gint64 id = call_back (&f->desk);

  desk_deliver (&f->desk, ANSWER_NEVER_AGAIN);
  wait_for_state (&f->desk, id, SGM_OUTBOX_STATE_PARKED);
  g_assert_cmpuint (f->desk.wire->ids->len, ==, 1);
}

static void
test_no_answer (Fixture       *f,
                gconstpointer  data)
{
  gint64 id = call_back (&f->desk);

  sgm_deliverer_set_patience (f->desk.deliverer, 60000, 1);
  desk_deliver (&f->desk, ANSWER_WHEN_ASKED);
  while (f->desk.wire->open->len == 0)
    g_main_context_iteration (NULL, TRUE);
  while (!g_cancellable_is_cancelled (g_task_get_cancellable (f->desk.wire->open->pdata[0])))
    g_main_context_iteration (NULL, TRUE);
  answer_all (f->desk.wire);
  while (sgm_record_get_int (sgm_district_get_record (f->desk.district, &sgm_table_outbox, id), SGM_OUTBOX_TRIES) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (get_state (&f->desk, id), ==, SGM_OUTBOX_STATE_WAITING);
}

/* After an outage there may be any number. */
static void
test_many (Fixture       *f,
           gconstpointer  data)
{
  Desk *desk = &f->desk;
  gint64 last = 0;

  for (guint i = 0; i < 100; i++)
    last = call_back (desk);
  desk_deliver (desk, ANSWER_WHEN_ASKED);
  /* Those of the same millisecond go in any order, so the last may not be. */
  while (desk->wire->ids->len < 100 || get_state (desk, last) != SGM_OUTBOX_STATE_SENT)
    {
      g_main_context_iteration (NULL, TRUE);
      if (desk->wire->open->len == 32 || desk->wire->ids->len == 100)
        answer_all (desk->wire);
    }
  g_assert_cmpuint (desk->wire->ids->len, ==, 100);
  g_assert_cmpuint (desk->wire->most_open, ==, 32);
}

/* Without a way to the terminals nothing is tried, and the office is free. */
static void
test_two_desks (Fixture       *f,
                gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = call_back (&f->desk);
  Desk other;

  desk_open (&other, sgm_store_open (f->path, SGM_STORE_OPEN, &error));
  g_assert_no_error (error);
  desk_deliver (&f->desk, ANSWER_WHEN_ASKED);
  while (!sgm_deliverer_get_elected (f->desk.deliverer))
    g_main_context_iteration (NULL, TRUE);
  desk_deliver (&other, ANSWER_YES);
  while (f->desk.wire->ids->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (sgm_deliverer_get_elected (other.deliverer));
  g_assert_cmpuint (other.wire->ids->len, ==, 0);

  /* What was under way is tried again by the next. */
  sgm_deliverer_set_transport (f->desk.deliverer, NULL);
  g_assert_false (sgm_deliverer_get_elected (f->desk.deliverer));
  wait_for_state (&other, id, SGM_OUTBOX_STATE_SENT);
  g_assert_true (sgm_deliverer_get_elected (other.deliverer));
  g_assert_cmpuint (other.wire->ids->len, ==, 1);
  answer_all (f->desk.wire);
  wait_for_state (&f->desk, id, SGM_OUTBOX_STATE_SENT);
  desk_close (&other);
}

/* What waits is known after a start. */
static void
test_start (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;
  gint64 id = call_back (&f->desk);

  desk_close (&f->desk);
  desk_open (&f->desk, sgm_store_open (f->path, SGM_STORE_OPEN, &error));
  g_assert_no_error (error);
  desk_deliver (&f->desk, ANSWER_YES);
  wait_for_state (&f->desk, id, SGM_OUTBOX_STATE_SENT);
}

/* Whatever the clock was set to, a message is not held for long. */
static void
test_clock (Fixture       *f,
            gconstpointer  data)
{
  const gint64 now = G_GINT64_CONSTANT (1700000000000);
  const gint64 day = 24 * 3600 * 1000;

  g_assert_cmpint (sgm_deliverer_wait (now + 5000, now), ==, 5000);
  g_assert_cmpint (sgm_deliverer_wait (now - 1, now), ==, 0);
  g_assert_cmpint (sgm_deliverer_wait (now + 5000, now + day), ==, 0);
  g_assert_cmpint (sgm_deliverer_wait (now + 5000, now - day), <=, 15 * 60 * 1000);
  g_assert_cmpint (sgm_deliverer_wait (0, G_MAXINT64), ==, 0);
}

static void
note_down (gint64   id,
           gpointer data)
{
  g_array_append_val (data, id);
}

static void
test_agenda (Fixture       *f,
             gconstpointer  data)
{
  static const gint64 expected[] = { 3, 2, 5, 1 };
  g_autoptr (GArray) done = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SgmAgenda) agenda = sgm_agenda_new (note_down, done);

  sgm_agenda_put (agenda, 1, 30);
  sgm_agenda_put (agenda, 2, 10);
  sgm_agenda_put (agenda, 3, 3600 * 1000);
  sgm_agenda_put (agenda, 4, 10);
  sgm_agenda_put (agenda, 5, 20);
  sgm_agenda_put (agenda, 3, 0);
  sgm_agenda_remove (agenda, 4);
  g_assert_true (sgm_agenda_has (agenda, 5));
  while (done->len < 4)
    g_main_context_iteration (NULL, TRUE);
  for (guint i = 0; i < done->len; i++)
    g_assert_cmpint (g_array_index (done, gint64, i), ==, expected[i]);
  g_assert_false (sgm_agenda_has (agenda, 5));
  sgm_agenda_put (agenda, 6, 0);
  sgm_agenda_clear (agenda);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (done->len, ==, 4);
}

#define ADD(name, function) \
  g_test_add ("/deliverer/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("agenda", test_agenda);
  ADD ("clock", test_clock);
  ADD ("order", test_order);
  ADD ("undo", test_undo);
  ADD ("park", test_park);
  ADD ("refused", test_refused);
  ADD ("no-answer", test_no_answer);
  ADD ("many", test_many);
  ADD ("two-desks", test_two_desks);
  ADD ("start", test_start);
  return g_test_run ();
}
