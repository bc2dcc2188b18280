/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-held-list.h"
#include "kit/sgm-time-text.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* 2026-11-23 16:30:05 in Shanghai */
#define NOW G_GINT64_CONSTANT (1795422605000)

static void
assert_ago (gint64      ago,
            const char *wanted)
{
  g_autofree char *text = sgm_time_text_dup_ago (NOW, NOW - ago);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_ago (void)
{
  assert_ago (-5000, "now");
  assert_ago (1999, "now");
  assert_ago (2000, "2 s ago");
  assert_ago (MINUTE - 1, "59 s ago");
  assert_ago (MINUTE, "1 min ago");
  assert_ago (HOUR - 1, "59 min ago");
  assert_ago (HOUR, "1 h ago");
  assert_ago (DAY, "1 d ago");
  assert_ago (7 * DAY, "2026-11-16");
}

static void
assert_left (gint64      left,
             const char *wanted)
{
  g_autofree char *text = sgm_time_text_dup_left (NOW, NOW + left);

  g_assert_cmpstr (text, ==, wanted);
}

static void
test_left (void)
{
  assert_left (1, "1 min");
  assert_left (18 * MINUTE, "18 min");
  assert_left (HOUR, "1 h");
  assert_left (3 * DAY + HOUR, "3 d");
  assert_left (0, "0 min over");
  assert_left (-3 * HOUR, "3 h over");
}

static void
test_exact (void)
{
  g_autofree char *text = sgm_time_text_dup_exact (NOW);

  g_assert_cmpstr (text, ==, "2026-11-23 16:30:05");
}

/* What a view of the list would show, kept by its signals alone. */
static void
follow (GListModel *list,
        guint       position,
        guint       removed,
        guint       added,
        GPtrArray  *shown)
{
  if (removed > 0)
    g_ptr_array_remove_range (shown, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (shown, position + i, g_list_model_get_item (list, position + i));
}

static void
assert_same (GPtrArray  *shown,
             GListModel *list)
{
  g_assert_cmpuint (shown->len, ==, g_list_model_get_n_items (list));
  for (guint i = 0; i < shown->len; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);

      g_assert_true (item == g_ptr_array_index (shown, i));
    }
}

static void
insert (GListStore *store,
        guint       position)
{
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);

  g_list_store_insert (store, position, object);
}

static void
test_held (void)
{
  g_autoptr (SgmHeldList) held = sgm_held_list_new ();
  g_autoptr (GListStore) source = g_list_store_new (G_TYPE_OBJECT);
  g_autoptr (GPtrArray) shown = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GObject) second = NULL;

  g_signal_connect (held, "items-changed", G_CALLBACK (follow), shown);
  insert (source, 0);
  insert (source, 1);
  sgm_held_list_set_source (held, G_LIST_MODEL (source));
  assert_same (shown, G_LIST_MODEL (source));

  insert (source, 0);
  assert_same (shown, G_LIST_MODEL (source));

  sgm_held_list_set_held (held, TRUE);
  second = g_list_model_get_item (G_LIST_MODEL (source), 1);
  g_list_store_remove (source, 2);
  insert (source, 0);
  insert (source, 0);
  g_assert_cmpuint (shown->len, ==, 3);
  g_assert_true (g_ptr_array_index (shown, 1) == second);
  g_assert_cmpuint (sgm_held_list_get_pending (held), ==, 2);

  sgm_held_list_set_held (held, FALSE);
  g_assert_cmpuint (sgm_held_list_get_pending (held), ==, 0);
  assert_same (shown, G_LIST_MODEL (source));

  sgm_held_list_set_source (held, NULL);
  g_assert_cmpuint (shown->len, ==, 0);
}

static void
test_clock (void)
{
  g_autofree char *today = sgm_time_text_dup_clock (NOW, NOW - HOUR);
  g_autofree char *yesterday = sgm_time_text_dup_clock (NOW, NOW - DAY);

  g_assert_cmpstr (today, ==, "15:30");
  g_assert_cmpstr (yesterday, ==, "11-22 16:30");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kit/time/ago", test_ago);
  g_test_add_func ("/kit/time/left", test_left);
  g_test_add_func ("/kit/time/exact", test_exact);
  g_test_add_func ("/kit/time/clock", test_clock);
  g_test_add_func ("/kit/held-list", test_held);
  return g_test_run ();
}
