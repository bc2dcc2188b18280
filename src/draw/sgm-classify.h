/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More classes cannot be told apart on a map. */
#define SGM_CLASSIFY_MAX 7

/**
 * SgmClassify:
 * @values: (array length=n): numbers in any order; those that are not finite
 *   are left out
 * @n_classes: how many classes are wanted, at most %SGM_CLASSIFY_MAX
 * @limits: (out caller-allocates): the largest number in each class, growing
 *
 * A way to sort numbers into classes. Equal numbers always fall into the same
 * class.
 *
 * Returns: how many classes there are: none where there are no numbers, and
 *   fewer than wanted where there are too few different ones
 */
typedef guint (*SgmClassify) (const double *values,
                              guint         n,
                              guint         n_classes,
                              double       *limits);

guint sgm_classify_quantile (const double *values,
                             guint         n,
                             guint         n_classes,
                             double       *limits);
guint sgm_classify_equal    (const double *values,
                             guint         n,
                             guint         n_classes,
                             double       *limits);
guint sgm_classify_jenks    (const double *values,
                             guint         n,
                             guint         n_classes,
                             double       *limits);
guint sgm_classify_round    (double       *limits,
                             guint         n_classes);
guint sgm_classify_find     (const double *limits,
                             guint         n_classes,
                             double        value);

G_END_DECLS
