/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-classify.h"

#include <math.h>
#include <string.h>

/* Natural breaks are exact for so many different numbers; of more, neighbours
 * are taken together. */
#define MAX_GROUPS 4096

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double one = *(const double *) a;
  double other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Returns: (transfer full) (element-type double): the finite ones, growing */
static GArray *
sort_finite (const double *values,
             guint         n)
{
  GArray *sorted = g_array_sized_new (FALSE, FALSE, sizeof (double), n);

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      g_array_append_val (sorted, values[i]);
  g_array_sort (sorted, compare);
  return sorted;
}

/* Adds a limit unless it is the last one again. */
static guint
add_limit (double *limits,
           guint   n_limits,
           double  limit)
{
  if (n_limits > 0 && limits[n_limits - 1] >= limit)
    return n_limits;
  limits[n_limits] = limit;
  return n_limits + 1;
}

/**
 * sgm_classify_quantile:
 *
 * Classes with as many numbers each, as far as equal numbers allow.
 *
 * Returns: see #SgmClassify
 */
guint
sgm_classify_quantile (const double *values,
                       guint         n,
                       guint         n_classes,
                       double       *limits)
{
  g_autoptr (GArray) sorted = sort_finite (values, n);
  guint n_limits = 0;

  g_return_val_if_fail (n_classes > 0 && n_classes <= SGM_CLASSIFY_MAX, 0);

  for (guint i = 1; i <= n_classes && sorted->len > 0; i++)
    {
      guint end = (guint) (((guint64) sorted->len * i + n_classes - 1) / n_classes);

      n_limits = add_limit (limits, n_limits, g_array_index (sorted, double, end - 1));
    }
  return n_limits;
}

/**
 * sgm_classify_equal:
 *
 * Classes that are equally wide. Some may have no numbers.
 *
 * Returns: see #SgmClassify
 */
guint
sgm_classify_equal (const double *values,
                    guint         n,
                    guint         n_classes,
                    double       *limits)
{
  g_autoptr (GArray) sorted = sort_finite (values, n);
  guint n_limits = 0;
  double least, most;

  g_return_val_if_fail (n_classes > 0 && n_classes <= SGM_CLASSIFY_MAX, 0);

  if (sorted->len == 0)
    return 0;
  least = g_array_index (sorted, double, 0);
  most = g_array_index (sorted, double, sorted->len - 1);
  for (guint i = 1; i < n_classes && least < most; i++)
    n_limits = add_limit (limits, n_limits, least + (most - least) * i / n_classes);
  return add_limit (limits, n_limits, most);
}

/**
 * Groups:
 * @n: how many groups of equal, or neighbouring, numbers there are
 * @last: the largest number of each
 * @weights: for each, how many numbers it and those before it have
 * @sums: the same for the sums of the numbers, less the mean of all
 * @squares: the same for their squares
 *
 * What the spread of a run of groups is computed from at once.
 */
typedef struct
{
  guint n;
  double *last;
  double *weights;
  double *sums;
  double *squares;
} Groups;

static double
get_mean (GArray *sorted)
{
  double sum = 0;

  for (guint i = 0; i < sorted->len; i++)
    sum += g_array_index (sorted, double, i) / sorted->len;
  return sum;
}

static void
groups_init (Groups *groups,
             GArray *sorted)
{
  const double *values = (const double *) (void *) sorted->data;
  double mean = get_mean (sorted);
  guint n_different = 0;
  guint together;
  guint seen = 0;

  for (guint i = 0; i < sorted->len; i++)
    n_different += i == 0 || values[i] > values[i - 1];
  together = (n_different + MAX_GROUPS - 1) / MAX_GROUPS;
  groups->n = n_different == 0 ? 0 : (n_different + together - 1) / together;
  groups->last = g_new0 (double, groups->n);
  groups->weights = g_new0 (double, groups->n + 1);
  groups->sums = g_new0 (double, groups->n + 1);
  groups->squares = g_new0 (double, groups->n + 1);
  for (guint i = 0; i < sorted->len; i++)
    {
      double value = values[i] - mean;
      guint group;

      seen += i == 0 || values[i] > values[i - 1];
      group = (seen - 1) / together;
      groups->last[group] = values[i];
      groups->weights[group + 1] += 1;
      groups->sums[group + 1] += value;
      groups->squares[group + 1] += value * value;
    }
  for (guint i = 1; i <= groups->n; i++)
    {
      groups->weights[i] += groups->weights[i - 1];
      groups->sums[i] += groups->sums[i - 1];
      groups->squares[i] += groups->squares[i - 1];
    }
}

static void
groups_clear (Groups *groups)
{
  g_free (groups->last);
  g_free (groups->weights);
  g_free (groups->sums);
  g_free (groups->squares);
}

/* The squared distances from their mean of the groups from @first to before
 * @end. */
static double
get_spread (const Groups *groups,
            guint         first,
            guint         end)
{
  double weight = groups->weights[end] - groups->weights[first];
  double sum = groups->sums[end] - groups->sums[first];

  return groups->squares[end] - groups->squares[first] - sum * sum / weight;
}

/**
 * Division:
 * @least: the least spread of the groups before each one in one class fewer
 * @next: the same in one class more, to be found
 * @begins: where the last class begins then
 *
 * One step from some classes to one class more.
 */
typedef struct
{
  const Groups *groups;
  const double *least;
  double *next;
  guint *begins;
} Division;

/* For the ends from @first to before @end, whose last classes begin between
 * @from and @to: the further the end, the further the beginning. */
static void
divide (Division *division,
        guint     first,
        guint     end,
        guint     from,
        guint     to)
{
  guint middle = first + (end - first) / 2;
  guint best = from;

  if (first >= end)
    return;
  division->next[middle] = G_MAXDOUBLE;
  for (guint begin = from; begin <= to && begin < middle; begin++)
    {
      double spread = division->least[begin] + get_spread (division->groups, begin, middle);

      if (spread < division->next[middle])
        {
          division->next[middle] = spread;
          best = begin;
        }
    }
  division->begins[middle] = best;
  divide (division, first, middle, from, best);
  divide (division, middle + 1, end, best, to);
}

/* Fills in where each of the classes ends. */
static void
divide_best (const Groups *groups,
             guint         n_classes,
             guint        *ends)
{
  guint n = groups->n;
  g_autofree double *least = g_new (double, n + 1);
  g_autofree double *next = g_new (double, n + 1);
  g_autofree guint *begins = g_new0 (guint, (gsize) (n + 1) * n_classes);

  for (guint end = 1; end <= n; end++)
    least[end] = get_spread (groups, 0, end);
  for (guint i = 1; i < n_classes; i++)
    {
      Division division = { groups, least, next, begins + (gsize) (n + 1) * i };

      divide (&division, i + 1, n + 1, i, n - 1);
      memcpy (least + i + 1, next + i + 1, (n - i) * sizeof (double));
    }
  for (guint i = n_classes; i > 0; i--)
    {
      ends[i - 1] = i == n_classes ? n : begins[(gsize) (n + 1) * i + ends[i]];
    }
}

/**
 * sgm_classify_jenks:
 *
 * Natural breaks: the classes within which the numbers differ least (the least
 * sum of squared distances from the classes' means). Found exactly by dynamic
 * programming (W. D. Fisher, “On Grouping for Maximum Homogeneity”, 1958).
 *
 * Returns: see #SgmClassify
 */
guint
sgm_classify_jenks (const double *values,
                    guint         n,
                    guint         n_classes,
                    double       *limits)
{
  g_autoptr (GArray) sorted = sort_finite (values, n);
  guint ends[SGM_CLASSIFY_MAX];
  Groups groups;

  g_return_val_if_fail (n_classes > 0 && n_classes <= SGM_CLASSIFY_MAX, 0);

  groups_init (&groups, sorted);
  n_classes = MIN (n_classes, groups.n);
  if (n_classes > 0)
    divide_best (&groups, n_classes, ends);
  for (guint i = 0; i < n_classes; i++)
    limits[i] = groups.last[ends[i] - 1];
  groups_clear (&groups);
  return n_classes;
}

/**
 * sgm_classify_round:
 * @limits: (array length=n_classes): limits of classes, growing
 *
 * Rounds limits to two significant digits, so that they can be read and do not
 * change with every number. The last one is rounded up, so that it still is
 * one.
 *
 * Returns: how many different ones are left
 */
guint
sgm_classify_round (double *limits,
                    guint   n_classes)
{
  guint n = 0;

  for (guint i = 0; i < n_classes; i++)
    {
      double limit = limits[i];

      if (limit != 0)
        {
          double power = pow (10, 1 - floor (log10 (fabs (limit))));
          double scaled = i + 1 == n_classes ? ceil (limit * power - 1e-9) : round (limit * power);

          limit = scaled / power;
        }
      n = add_limit (limits, n, limit);
    }
  return n;
}

/**
 * sgm_classify_find:
 * @limits: (array length=n_classes): limits of classes
 * @value: a number
 *
 * Returns: in which class it is; beyond the last limit, still in the last
 *   class. 0 where there are no classes.
 */
guint
sgm_classify_find (const double *limits,
                   guint         n_classes,
                   double        value)
{
  guint i = 0;

  while (i + 1 < n_classes && value > limits[i])
    i++;
  return i;
}
