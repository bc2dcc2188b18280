/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

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
 * @label: what the legend says, translated
 * @pattern: how it is filled
 * @light: its colour on a light map
 * @dark: its colour on a dark map
 * @count: how many grids are in the class
 *
 * Areas that look the same.
 */
typedef struct
{
  const char *label;
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

#define SGM_TYPE_THEME (sgm_theme_get_type ())

/* The class of an area about which a theme says nothing. */
#define SGM_THEME_NO_CLASS G_MAXUINT

/**
 * SgmThemeValue:
 * @area: an area
 * @data: the caller's
 *
 * Returns: the number that a theme shows of the area, or %G_MAXUINT for none
 */
typedef guint (*SgmThemeValue) (const SgmArea *area,
                                gpointer       data);

guint                sgm_theme_kinds_get_n    (void);
const char          *sgm_theme_kind_get_id    (guint            kind);
const char          *sgm_theme_kind_get_title (guint            kind);
gint                 sgm_theme_kind_find      (const char      *id);

GType                sgm_theme_get_type       (void);
SgmTheme            *sgm_theme_new            (guint            kind,
                                               SgmDistrict     *district);
SgmTheme            *sgm_theme_new_for_values (guint            kind,
                                               SgmAreaSet      *areas,
                                               SgmThemeValue    value,
                                               gpointer         data);
SgmTheme            *sgm_theme_ref            (SgmTheme        *theme);
void                 sgm_theme_unref          (SgmTheme        *theme);
guint                sgm_theme_get_kind       (const SgmTheme  *theme);
const char          *sgm_theme_get_title      (const SgmTheme  *theme);
const char          *sgm_theme_get_note       (const SgmTheme  *theme);
guint                sgm_theme_get_n_classes  (const SgmTheme  *theme);
const SgmThemeClass *sgm_theme_get_class      (const SgmTheme  *theme,
                                               guint            index);
guint                sgm_theme_get_area_class (const SgmTheme  *theme,
                                               guint            area);
gboolean             sgm_theme_equal          (const SgmTheme  *a,
                                               const SgmTheme  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTheme, sgm_theme_unref)

G_END_DECLS
