/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geo/sgm-index.h"

static gboolean
visit_mark (guint    item,
            gpointer data)
{
  guint *marks = data;

  marks[item]++;
  return TRUE;
}

static gboolean
visit_once (guint    item,
            gpointer data)
{
  guint *calls = data;

  (*calls)++;
  return FALSE;
}

static SgmBox
make_box (GRand  *random,
          double  extent)
{
  double x = g_rand_double_range (random, 113, 114);
  double y = g_rand_double_range (random, 22, 23);

  return (SgmBox) { x, y, x + g_rand_double (random) * extent,
                    y + g_rand_double (random) * extent };
}

static gboolean
meet (const SgmBox *a,
      const SgmBox *b)
{
  return a->min_x <= b->max_x && a->max_x >= b->min_x
         && a->min_y <= b->max_y && a->max_y >= b->min_y;
}

/* Each query finds each rectangle that a plain loop finds, once. */
static void
test_against_loop (void)
{
  const guint sizes[] = { 1, 2, 15, 16, 17, 255, 256, 257, 3000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (20260101);

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    {
      guint n = sizes[s];
      g_autofree SgmBox *boxes = g_new (SgmBox, n);
      g_autoptr (SgmIndex) index = NULL;

      for (guint i = 0; i < n; i++)
        boxes[i] = i % 100 == 99 ? SGM_BOX_EMPTY : make_box (random, 0.03);
      index = sgm_index_new (boxes, n);
      for (guint q = 0; q < 100; q++)
        {
          g_autofree guint *marks = g_new0 (guint, n);
          SgmBox query = make_box (random, q % 3 == 0 ? 0 : 0.2);

          sgm_index_query (index, &query, visit_mark, marks);
          for (guint i = 0; i < n; i++)
            g_assert_cmpuint (marks[i], ==, meet (&boxes[i], &query));
        }
    }
}

static void
test_one_place (void)
{
  SgmBox boxes[40];
  guint marks[40] = { 0 };
  g_autoptr (SgmIndex) index = NULL;

  for (guint i = 0; i < 40; i++)
    boxes[i] = (SgmBox) { 113, 22, 113, 22 };
  index = sgm_index_new (boxes, 40);
  sgm_index_query (index, &boxes[0], visit_mark, marks);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpuint (marks[i], ==, 1);
}

static void
test_end_early (void)
{
  SgmBox boxes[300];
  guint calls = 0;
  g_autoptr (SgmIndex) index = NULL;

  for (guint i = 0; i < 300; i++)
    boxes[i] = (SgmBox) { i, 0, i + 1, 1 };
  index = sgm_index_new (boxes, 300);
  sgm_index_query (index, &(SgmBox) { 0, 0, 300, 1 }, visit_once, &calls);
  g_assert_cmpuint (calls, ==, 1);
}

static void
test_empty (void)
{
  guint calls = 0;
  g_autoptr (SgmIndex) index = sgm_index_new (NULL, 0);

  sgm_index_query (index, &(SgmBox) { -180, -90, 180, 90 }, visit_once, &calls);
  g_assert_cmpuint (calls, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/index/against-loop", test_against_loop);
  g_test_add_func ("/index/one-place", test_one_place);
  g_test_add_func ("/index/end-early", test_end_early);
  g_test_add_func ("/index/empty", test_empty);
  return g_test_run ();
}
