/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-scale.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Returns: the number's category, or -1 */
static int
find_category (const SgmScale *scale,
               double          value)
{
  for (guint i = 0; i < scale->n_categories; i++)
    if (scale->categories[i].value == value)
      return (int) i;
  return -1;
}

static gboolean
has_ranges (const SgmScale *scale)
{
  return scale->n_limits > 0 || scale->classify != NULL;
}

/**
 * sgm_scale_divide:
 * @scale: a scale
 * @values: (array length=n_values): the numbers
 * @division: (out caller-allocates): its limits for them
 */
void
sgm_scale_divide (const SgmScale *scale,
                  const double   *values,
                  guint           n_values,
                  SgmDivision    *division)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (double));

  *division = (SgmDivision) { 0 };
  if (!has_ranges (scale))
    return;

  for (guint i = 0; i < n_values; i++)
    if (isfinite (values[i]) && find_category (scale, values[i]) < 0)
      {
        division->most = others->len == 0 ? values[i] : MAX (division->most, values[i]);
        g_array_append_val (others, values[i]);
      }
  if (scale->classify != NULL)
    {
      division->n = scale->classify ((const double *) (void *) others->data, others->len,
                                     scale->n_classes, division->limits);
      division->n = sgm_classify_round (division->limits, division->n);
    }
  else
    {
      division->n = scale->n_limits + 1;
      for (guint i = 0; i < scale->n_limits; i++)
        division->limits[i] = scale->limits[i];
    }
  division->n = MAX (division->n, 1);
  division->limits[division->n - 1] = INFINITY;
}

/* How many categories come before the ranges. */
static guint
count_before (const SgmScale    *scale,
              const SgmDivision *division)
{
  guint n = 0;

  if (division->n == 0)
    return scale->n_categories;
  while (n < scale->n_categories && scale->categories[n].value < division->limits[0]
         && (division->n > 1 || scale->categories[n].value <= 0))
    n++;
  return n;
}

/**
 * sgm_scale_get_n_classes:
 *
 * Returns: how many classes there are
 */
guint
sgm_scale_get_n_classes (const SgmScale    *scale,
                         const SgmDivision *division)
{
  return scale->n_categories + division->n;
}

/**
 * sgm_scale_find_class:
 * @value: a number
 *
 * Returns: number of its class; the number of classes where @value is not a
 *   number or has no class
 */
guint
sgm_scale_find_class (const SgmScale    *scale,
                      const SgmDivision *division,
                      double             value)
{
  int category = find_category (scale, value);
  guint before;

  if (isnan (value) || (category < 0 && division->n == 0))
    return sgm_scale_get_n_classes (scale, division);
  before = count_before (scale, division);
  if (category >= 0)
    return (guint) category < before ? (guint) category : (guint) category + division->n;
  return before + sgm_classify_find (division->limits, division->n, value);
}

/* Returns: (nullable): the category of a class, with its range where it is none */
static const SgmCategory *
get_category (const SgmScale    *scale,
              const SgmDivision *division,
              guint              index,
              guint             *range)
{
  guint before = count_before (scale, division);

  *range = 0;
  if (index < before)
    return &scale->categories[index];
  if (index >= before + division->n)
    return &scale->categories[index - division->n];
  *range = index - before;
  return NULL;
}

/**
 * sgm_scale_get_look:
 * @index: number of a class
 * @pattern: (out): how it is filled
 * @tone: (out): with which tone of the palette
 */
void
sgm_scale_get_look (const SgmScale    *scale,
                    const SgmDivision *division,
                    guint              index,
                    SgmPattern        *pattern,
                    guint             *tone)
{
  guint range;
  const SgmCategory *category = get_category (scale, division, index, &range);

  *pattern = category != NULL ? category->pattern : SGM_PATTERN_SOLID;
  if (category != NULL)
    *tone = category->tone;
  else
    *tone = sgm_palette_spread (scale->reversed ? division->n - 1 - range : range, division->n);
}

/* Two significant digits, but no fewer than there are before the point. */
static char *
dup_decimal (double value)
{
  int decimals = value == 0 ? 0 : CLAMP (1 - (int) floor (log10 (fabs (value)) + 1e-9), 0, 6);
  double power = pow (10, decimals);

  while (decimals > 0 && fabs (value * power / 10 - round (value * power / 10)) < 1e-9)
    {
      power /= 10;
      decimals--;
    }
  return g_strdup_printf ("%'.*f", decimals, value);
}

/* Down, so that only all of them are 100 %. */
static char *
dup_percent (double value)
{
  double percent = value * 100;
  double tenths = floor (percent * 10 + 1e-6) / 10;

  /* Translators: a share, such as 85% or 99.5% */
  return g_strdup_printf (_("%.*f%%"), tenths == floor (tenths) ? 0 : 1, tenths);
}

static char *
dup_hours (double value)
{
  guint whole = (guint) MIN (value, 1e6);

  if (whole < 24 || (whole < 48 && whole % 24 != 0))
    return g_strdup_printf (ngettext ("%u hour", "%u hours", whole), whole);
  return g_strdup_printf (ngettext ("%u day", "%u days", whole / 24), whole / 24);
}

/**
 * sgm_format_dup:
 * @format: how to write it
 * @value: a number
 *
 * Returns: (transfer full): the number as people of the language write it
 */
char *
sgm_format_dup (SgmFormat format,
                double    value)
{
  switch (format)
    {
    case SGM_FORMAT_DECIMAL:
      return dup_decimal (value);
    case SGM_FORMAT_PERCENT:
      return dup_percent (value);
    case SGM_FORMAT_HOURS:
      return dup_hours (value);
    case SGM_FORMAT_COUNT:
    default:
      return g_strdup_printf ("%'.0f", value);
    }
}

/* Whole numbers are told from the first to the last one. */
static char *
dup_range (const SgmScale    *scale,
           const SgmDivision *division,
           guint              range)
{
  gboolean whole = scale->format == SGM_FORMAT_COUNT;
  gboolean zero_apart = scale->n_categories > 0 && scale->categories[0].value == 0;
  double from = range > 0 ? division->limits[range - 1] : 0;
  double to = division->limits[range];
  g_autofree char *from_text = NULL;
  g_autofree char *to_text = NULL;

  if (division->n == 1)
    return sgm_format_dup (scale->format, division->most);

  from_text = sgm_format_dup (scale->format, whole && isfinite (to) ? from + 1 : from);
  if (!isfinite (to))
    /* Translators: what is above a number, such as “more than 10” or “more than 6 days” */
    return g_strdup_printf (_("More than %s"), from_text);
  to_text = sgm_format_dup (scale->format, to);
  if (whole && from + 1 == to && (range > 0 || zero_apart))
    return g_steal_pointer (&to_text);
  if (range == 0 && !(whole && zero_apart))
    /* Translators: a number and what is below it, such as “up to 10” or “up to 6 hours” */
    return g_strdup_printf (_("Up to %s"), to_text);
  /* Translators: from one number to another, such as “3 to 5” */
  return g_strdup_printf (_("%s to %s"), from_text, to_text);
}

/**
 * sgm_scale_dup_label:
 * @index: number of a class
 *
 * Returns: (transfer full): what the legend says of it, translated
 */
char *
sgm_scale_dup_label (const SgmScale    *scale,
                     const SgmDivision *division,
                     guint              index)
{
  guint range;
  const SgmCategory *category = get_category (scale, division, index, &range);

  return category != NULL ? g_strdup (_(category->label)) : dup_range (scale, division, range);
}

/**
 * sgm_scale_dup_value:
 * @value: a number
 *
 * Returns: (transfer full) (nullable): what is said of one area that has it,
 *   translated; %NULL where it is not a number
 */
char *
sgm_scale_dup_value (const SgmScale *scale,
                     double          value)
{
  int category = find_category (scale, value);

  if (isnan (value))
    return NULL;
  if (category >= 0 && (!has_ranges (scale) || value == 0))
    return g_strdup (_(scale->categories[category].label));
  if (isinf (value) && scale->n_limits > 0)
    {
      g_autofree char *limit = sgm_format_dup (scale->format, scale->limits[scale->n_limits - 1]);

      return g_strdup_printf (_("More than %s"), limit);
    }
  return sgm_format_dup (scale->format, value);
}
