/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "district/sgm-event-item.h"
#include "district/sgm-queue.h"
#include "domain/sgm-tables.h"

/* A list that follows a model only by what the model says has changed, as a
 * view does. */
typedef struct
{
  GListModel *model;
  GPtrArray *items;
  guint n_signals;
} Follower;

static void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Follower   *follower)
{
  follower->n_signals++;
  g_assert_cmpuint (position + removed, <=, follower->items->len);
  if (removed > 0)
    g_ptr_array_remove_range (follower->items, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (follower->items, position + i,
                        g_list_model_get_item (model, position + i));
}

static void
follow (Follower   *follower,
        GListModel *model)
{
  follower->model = model;
  follower->items = g_ptr_array_new_with_free_func (g_object_unref);
  follower->n_signals = 0;
  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), follower);
}

static void
check (Follower *follower)
{
  guint n = g_list_model_get_n_items (follower->model);

  g_assert_cmpuint (follower->items->len, ==, n);
  g_assert_null (g_list_model_get_item (follower->model, n));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (SgmEventItem) item = g_list_model_get_item (follower->model, i);

      g_assert_true (item == g_ptr_array_index (follower->items, i));
      if (i > 0)
        g_assert_cmpint (sgm_event_compare (sgm_event_item_get_record (follower->items->pdata[i - 1]),
                                            sgm_event_item_get_record (item)), <, 0);
    }
}

static SgmRecord *
make_event (gint64     id,
            SgmUrgency urgency,
            gint64     due_at,
            SgmStage   stage)
{
  SgmRecord *event = sgm_record_new (&sgm_table_event, id);

  sgm_record_set_int (event, SGM_EVENT_URGENCY, urgency);
  sgm_record_set_int (event, SGM_EVENT_STAGE, stage);
  if (due_at != 0)
    sgm_record_set_int (event, SGM_EVENT_DUE_AT, due_at);
  return event;
}

static gint64
get_id (GListModel *queue,
        guint       position)
{
  g_autoptr (SgmEventItem) item = g_list_model_get_item (queue, position);

  return sgm_record_get_id (sgm_event_item_get_record (item));
}

static void
test_order (void)
{
  g_autoptr (SgmQueue) queue = sgm_queue_new ();
  g_autoptr (SgmRecord) late = make_event (1, SGM_URGENCY_ORDINARY, 900, SGM_STAGE_FILED);
  g_autoptr (SgmRecord) soon = make_event (2, SGM_URGENCY_ORDINARY, 100, SGM_STAGE_FILED);
  g_autoptr (SgmRecord) never = make_event (3, SGM_URGENCY_ORDINARY, 0, SGM_STAGE_FILED);
  g_autoptr (SgmRecord) urgent = make_event (4, SGM_URGENCY_URGENT, 5000, SGM_STAGE_FILED);
  g_autoptr (SgmRecord) closed = make_event (5, SGM_URGENCY_URGENT, 50, SGM_STAGE_CLOSED);

  sgm_queue_update (queue, NULL, late);
  sgm_queue_update (queue, NULL, soon);
  sgm_queue_update (queue, NULL, never);
  sgm_queue_update (queue, NULL, urgent);
  sgm_queue_update (queue, NULL, closed);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (queue)), ==, 4);
  g_assert_cmpint (get_id (G_LIST_MODEL (queue), 0), ==, 4);
  g_assert_cmpint (get_id (G_LIST_MODEL (queue), 1), ==, 2);
  g_assert_cmpint (get_id (G_LIST_MODEL (queue), 2), ==, 1);
  g_assert_cmpint (get_id (G_LIST_MODEL (queue), 3), ==, 3);
}

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

/* A record that changes without moving is told by its item alone. */
static void
test_change_in_place (void)
{
  g_autoptr (SgmQueue) queue = sgm_queue_new ();
  g_autoptr (SgmRecord) filed = make_event (1, SGM_URGENCY_ORDINARY, 900, SGM_STAGE_FILED);
  g_autoptr (SgmRecord) dispatched = make_event (1, SGM_URGENCY_ORDINARY, 900, SGM_STAGE_DISPATCHED);
  g_autoptr (SgmEventItem) item = NULL;
  g_autoptr (SgmEventItem) again = NULL;
  Follower follower;
  guint notified = 0;

  sgm_queue_update (queue, NULL, filed);
  follow (&follower, G_LIST_MODEL (queue));
  item = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_signal_connect (item, "notify::record", G_CALLBACK (count_cb), &notified);

  sgm_queue_update (queue, filed, dispatched);
  again = g_list_model_get_item (G_LIST_MODEL (queue), 0);
  g_assert_true (item == again);
  g_assert_true (sgm_event_item_get_record (item) == dispatched);
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpuint (follower.n_signals, ==, 0);
  g_ptr_array_unref (follower.items);
}

/* Thousands of changes, followed by their signals alone. */
static void
test_many (void)
{
  g_autoptr (SgmQueue) queue = sgm_queue_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  SgmRecord *events[60] = { NULL };
  guint n_open = 0;
  Follower follower;

  follow (&follower, G_LIST_MODEL (queue));
  for (guint i = 0; i < 3000; i++)
    {
      guint at = g_rand_int_range (rand, 0, G_N_ELEMENTS (events));
      SgmRecord *after = NULL;

      if (g_rand_int_range (rand, 0, 10) > 0)
        after = make_event (at + 1, g_rand_int_range (rand, 1, 4), g_rand_int_range (rand, 0, 5),
                            g_rand_int_range (rand, SGM_STAGE_FILED, SGM_STAGE_EVALUATED));
      if (events[at] != NULL || after != NULL)
        sgm_queue_update (queue, events[at], after);
      g_clear_pointer (&events[at], sgm_record_unref);
      events[at] = after;
    }
  check (&follower);
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      n_open += events[i] != NULL
                && sgm_stage_is_open (sgm_record_get_int (events[i], SGM_EVENT_STAGE));
      g_clear_pointer (&events[i], sgm_record_unref);
    }
  g_assert_cmpuint (n_open, ==, follower.items->len);
  g_assert_cmpuint (n_open, >, 10);
  g_ptr_array_unref (follower.items);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/order", test_order);
  g_test_add_func ("/queue/change-in-place", test_change_in_place);
  g_test_add_func ("/queue/many", test_many);
  return g_test_run ();
}
