/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmPattern:
 *
 * How a class of a theme is filled, beside its colour, so that it can be
 * told apart without seeing colours.
 */
typedef enum
{
  SGM_PATTERN_EMPTY,   /* no fill: a value of zero */
  SGM_PATTERN_SOLID,
  SGM_PATTERN_HATCHED, /* solid with diagonal lines: shared */
  SGM_PATTERN_DASHED,  /* hollow with a dashed border: none */
  SGM_PATTERN_MISSING, /* hatched grey: nothing is known */
} SgmPattern;

/**
 * SgmColor:
 *
 * Red, green, blue and opacity, 0 to 1, not premultiplied.
 */
typedef struct
{
  float r, g, b, a;
} SgmColor;

/**
 * SgmThemeClass:
 * @label: (transfer none): what the legend says, translated
 * @count: how many areas are in the class
 */
typedef struct
{
  char *label;
  SgmPattern pattern;
  SgmColor light;
  SgmColor dark;
  guint count;
} SgmThemeClass;

/**
 * SgmTheme:
 *
 * A theme's result for one state of the district: a class for each area and
 * the legend. Immutable and reference-counted, so that threads may draw it.
 */
typedef struct _SgmTheme SgmTheme;

guint                sgm_theme_kinds_get_n     (void);
const char          *sgm_theme_kind_get_id     (guint            kind);
const char          *sgm_theme_kind_get_title  (guint            kind);
gint                 sgm_theme_kind_find       (const char      *id);

SgmTheme            *sgm_theme_new             (guint            kind,
                                                SgmDistrict     *district);
SgmTheme            *sgm_theme_ref             (SgmTheme        *theme);
void                 sgm_theme_unref           (SgmTheme        *theme);
const char          *sgm_theme_get_title       (const SgmTheme  *theme);
const char          *sgm_theme_get_note        (const SgmTheme  *theme);
guint                sgm_theme_get_n_classes   (const SgmTheme  *theme);
const SgmThemeClass *sgm_theme_get_class       (const SgmTheme  *theme,
                                                guint            index);
guint                sgm_theme_get_area_class  (const SgmTheme  *theme,
                                                guint            area);
gboolean             sgm_theme_equal           (const SgmTheme  *a,
                                                const SgmTheme  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTheme, sgm_theme_unref)

G_END_DECLS
