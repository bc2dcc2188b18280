/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "draw/sgm-classify.h"

static void
check (SgmClassify   classify,
       const double *values,
       guint         n,
       guint         n_classes,
       const double *expected,
       guint         n_expected)
{
  double limits[SGM_CLASSIFY_MAX];

  g_assert_cmpuint (classify (values, n, n_classes, limits), ==, n_expected);
  for (guint i = 0; i < n_expected; i++)
    g_assert_cmpfloat_with_epsilon (limits[i], expected[i], 1e-12);
}

#define CHECK(classify, n_classes, values, ...) \
  G_STMT_START \
    { \
      static const double expected_[] = { __VA_ARGS__ }; \
      check (classify, values, G_N_ELEMENTS (values), n_classes, expected_, G_N_ELEMENTS (expected_)); \
    } \
  G_STMT_END

static void
test_quantile (void)
{
  static const double ten[] = { 10, 3, 7, 1, 9, 2, 8, 4, 6, 5 };
  static const double ties[] = { 0, 0, 0, 0, 0, 0, 1, 2, 3, 4 };
  static const double top[] = { 1, 2, 5, 5, 5, 5 };
  static const double two[] = { 7, 3 };

  CHECK (sgm_classify_quantile, 5, ten, 2, 4, 6, 8, 10);
  CHECK (sgm_classify_quantile, 4, ten, 3, 5, 8, 10);
  CHECK (sgm_classify_quantile, 1, ten, 10);
  CHECK (sgm_classify_quantile, 5, ties, 0, 2, 4);
  CHECK (sgm_classify_quantile, 3, top, 2, 5);
  CHECK (sgm_classify_quantile, 5, two, 3, 7);
}

static void
test_equal (void)
{
  static const double skewed[] = { 0, 1, 1, 2, 100 };
  static const double below[] = { -10, 10, 0 };

  CHECK (sgm_classify_equal, 4, skewed, 25, 50, 75, 100);
  CHECK (sgm_classify_equal, 5, below, -6, -2, 2, 6, 10);
  CHECK (sgm_classify_equal, 1, skewed, 100);
}

static void
test_jenks (void)
{
  static const double three[] = { 1, 2, 3, 10, 11, 12, 100, 101 };
  static const double weighted[] = { 0, 0, 0, 0, 0, 0, 0, 0, 4, 5, 9 };
  static const double few[] = { 3, 3, 8, 8, 8 };

  CHECK (sgm_classify_jenks, 3, three, 3, 12, 101);
  CHECK (sgm_classify_jenks, 2, three, 12, 101);
  CHECK (sgm_classify_jenks, 3, weighted, 0, 5, 9);
  CHECK (sgm_classify_jenks, 5, few, 3, 8);
}

/* Nothing, one value, the same value again and again, and what is no number. */
static void
test_odd (void)
{
  static const SgmClassify all[] = { sgm_classify_quantile, sgm_classify_equal, sgm_classify_jenks };
  static const double one[] = { 4 };
  static const double same[] = { 4, 4, 4, 4, 4, 4, 4 };
  static const double nothing[] = { NAN, NAN, INFINITY };
  static const double mixed[] = { NAN, 1, INFINITY, 2, NAN, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    for (guint n = 1; n <= SGM_CLASSIFY_MAX; n++)
      {
        check (all[i], NULL, 0, n, NULL, 0);
        check (all[i], nothing, G_N_ELEMENTS (nothing), n, NULL, 0);
        CHECK (all[i], n, one, 4);
        CHECK (all[i], n, same, 4);
      }
  CHECK (sgm_classify_quantile, 2, mixed, 1, 2);
  CHECK (sgm_classify_equal, 2, mixed, 1.5, 2);
  CHECK (sgm_classify_jenks, 2, mixed, 1, 2);
}

/* The squared distances from their means, of classes that end at limits. */
static double
get_spread (const double *values,
            guint         n,
            const double *limits,
            guint         n_classes)
{
  double spread = 0;

  for (guint class = 0; class < n_classes; class++)
    {
      double sum = 0;
      double squares = 0;
      guint count = 0;

      for (guint i = 0; i < n; i++)
        if (sgm_classify_find (limits, n_classes, values[i]) == class)
          {
            sum += values[i];
            squares += values[i] * values[i];
            count++;
          }
      if (count > 0)
        spread += squares - sum * sum / count;
    }
  return spread;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return (*(const double *) a > *(const double *) b) - (*(const double *) a < *(const double *) b);
}

/* The least spread of all ways to end classes at values: each bit of a number
 * says whether a class ends there. */
static double
find_least (const double *sorted,
            guint         n,
            guint         n_classes)
{
  double least = G_MAXDOUBLE;

  for (guint bits = 0; bits < 1u << (n - 1); bits++)
    {
      double limits[SGM_CLASSIFY_MAX];
      guint n_limits = 0;

      for (guint i = 0; i + 1 < n && n_limits < n_classes; i++)
        if (bits >> i & 1)
          limits[n_limits++] = sorted[i];
      if (n_limits == n_classes)
        continue;
      limits[n_limits++] = sorted[n - 1];
      least = MIN (least, get_spread (sorted, n, limits, n_limits));
    }
  return least;
}

/* Natural breaks against every other way to divide the same numbers. */
static void
test_jenks_best (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);

  for (guint turn = 0; turn < 300; turn++)
    {
      guint n = g_rand_int_range (rand, 2, 11);
      guint n_classes = g_rand_int_range (rand, 1, 6);
      guint n_limits;
      double values[10];
      double limits[SGM_CLASSIFY_MAX];

      for (guint i = 0; i < n; i++)
        values[i] = turn % 2 ? g_rand_int_range (rand, 0, 9) : g_rand_double_range (rand, -5, 50);
      n_limits = sgm_classify_jenks (values, n, n_classes, limits);
      qsort (values, n, sizeof (double), compare);
      g_assert_cmpfloat_with_epsilon (get_spread (values, n, limits, n_limits),
                                      find_least (values, n, n_classes), 1e-6);
    }
}

/* Of many numbers neighbours are taken together, which moves a limit by no more
 * than such a group is wide. */
static void
test_jenks_many (void)
{
  const guint n = 300000;
  g_autofree double *values = g_new (double, n);
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  double limits[SGM_CLASSIFY_MAX];

  for (guint i = 0; i < n; i++)
    values[i] = 1.5 * (i % 3) + g_rand_double (rand);
  g_assert_cmpuint (sgm_classify_jenks (values, n, 3, limits), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpfloat (limits[i], >, 1.5 * i + 0.998);
      g_assert_cmpfloat (limits[i], <, 1.5 * i + 1.502);
    }
}

static void
test_round (void)
{
  double limits[] = { -12.34, 0, 0.0126, 3.449, 77.7, 1234, 1234.5 };
  const double expected[] = { -12, 0, 0.013, 3.4, 78, 1200, 1300 };
  double close[] = { 1.01, 1.02, 1.03 };

  g_assert_cmpuint (sgm_classify_round (limits, G_N_ELEMENTS (limits)), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpfloat_with_epsilon (limits[i], expected[i], 1e-9);
  g_assert_cmpuint (sgm_classify_round (close, 3), ==, 2);
  g_assert_cmpfloat_with_epsilon (close[1], 1.1, 1e-9);
  g_assert_cmpuint (sgm_classify_round (close, 0), ==, 0);
}

static void
test_find (void)
{
  static const double limits[] = { 1, 2, 5 };

  g_assert_cmpuint (sgm_classify_find (limits, 3, -7), ==, 0);
  g_assert_cmpuint (sgm_classify_find (limits, 3, 1), ==, 0);
  g_assert_cmpuint (sgm_classify_find (limits, 3, 1.1), ==, 1);
  g_assert_cmpuint (sgm_classify_find (limits, 3, 5), ==, 2);
  g_assert_cmpuint (sgm_classify_find (limits, 3, 99), ==, 2);
  g_assert_cmpuint (sgm_classify_find (limits, 0, 3), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/classify/quantile", test_quantile);
  g_test_add_func ("/classify/equal", test_equal);
  g_test_add_func ("/classify/jenks", test_jenks);
  g_test_add_func ("/classify/odd", test_odd);
  g_test_add_func ("/classify/jenks/best", test_jenks_best);
  g_test_add_func ("/classify/jenks/many", test_jenks_many);
  g_test_add_func ("/classify/round", test_round);
  g_test_add_func ("/classify/find", test_find);
  return g_test_run ();
}
