/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-classify.h"
#include "draw/sgm-palette.h"

G_BEGIN_DECLS

/**
 * SgmPattern:
 *
 * How a class of a theme is filled, beside its colour, so that it can be
 * told apart without seeing colours.
 */
typedef enum
{
  SGM_PATTERN_EMPTY,   /* no fill: nothing to see to */
  SGM_PATTERN_SOLID,
  SGM_PATTERN_HATCHED, /* solid with diagonal lines: shared, in part */
  SGM_PATTERN_DASHED,  /* hollow with a dashed border: none */
  SGM_PATTERN_MISSING, /* hatched grey: nothing is known */
} SgmPattern;

/**
 * SgmFormat:
 *
 * How a theme's numbers are written.
 */
typedef enum
{
  SGM_FORMAT_COUNT,   /* whole */
  SGM_FORMAT_DECIMAL,
  SGM_FORMAT_PERCENT, /* of a number from 0 to 1 */
  SGM_FORMAT_HOURS,
} SgmFormat;

/**
 * SgmCategory:
 * @value: the number that makes an area one of them
 * @label: what the legend says, marked for translation
 * @pattern: how it is filled
 * @tone: which tone of the palette it has, where it is filled
 *
 * A class of its own for one number.
 */
typedef struct
{
  double value;
  const char *label;
  SgmPattern pattern;
  guint tone;
} SgmCategory;

#define SGM_SCALE_MAX_CATEGORIES 4

/**
 * SgmScale:
 * @categories: classes of single numbers, in the legend's order
 * @n_categories: how many there are
 * @limits: the largest number of each class of other numbers but the last one,
 *   which has all above
 * @n_limits: how many there are
 * @classify: (nullable): what finds such limits in the numbers themselves,
 *   where they are not declared
 * @n_classes: how many classes that shall make
 * @palette: what is coloured with
 * @reversed: whether the small numbers stand out
 * @format: how the numbers are written
 *
 * How numbers become classes, and what those look like. A category below the
 * limits comes before the other classes, another one after them.
 */
typedef struct
{
  SgmCategory categories[SGM_SCALE_MAX_CATEGORIES];
  guint n_categories;
  double limits[SGM_CLASSIFY_MAX];
  guint n_limits;
  SgmClassify classify;
  guint n_classes;
  SgmPalette palette;
  gboolean reversed;
  SgmFormat format;
} SgmScale;

/**
 * SgmDivision:
 * @n: how many classes there are beside the categories
 * @limits: the largest number in each; the last one is infinite
 * @most: the largest number that there was
 *
 * A scale's limits for the numbers of one day. They stay while the numbers
 * change, so that a map does not change where nothing has happened.
 */
typedef struct
{
  guint n;
  double limits[SGM_CLASSIFY_MAX + 1];
  double most;
} SgmDivision;

void  sgm_scale_divide        (const SgmScale    *scale,
                               const double      *values,
                               guint              n_values,
                               SgmDivision       *division);
guint sgm_scale_get_n_classes (const SgmScale    *scale,
                               const SgmDivision *division);
guint sgm_scale_find_class    (const SgmScale    *scale,
                               const SgmDivision *division,
                               double             value);
void  sgm_scale_get_look      (const SgmScale    *scale,
                               const SgmDivision *division,
                               guint              index,
                               SgmPattern        *pattern,
                               guint             *tone);
char *sgm_scale_dup_label     (const SgmScale    *scale,
                               const SgmDivision *division,
                               guint              index);
char *sgm_scale_dup_value     (const SgmScale    *scale,
                               double             value);
char *sgm_format_dup          (SgmFormat          format,
                               double             value);

G_END_DECLS
