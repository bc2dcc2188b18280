/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "district/sgm-district.h"
#include "draw/sgm-theme-kind.h"

G_BEGIN_DECLS

/**
 * SgmThemeClass:
 * @label: what the legend says, translated
 * @pattern: how it is filled
 * @light: its colour on a light map
 * @dark: its colour on a dark map
 * @count: how many areas of its level are in the class
 *
 * Areas that look the same.
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
 * the legend. Each level has classes of its own. Immutable and
 * reference-counted, so that threads may draw it.
 */
typedef struct _SgmTheme SgmTheme;

#define SGM_TYPE_THEME (sgm_theme_get_type ())

/* The class of an area about which a theme says nothing. */
#define SGM_THEME_NO_CLASS G_MAXUINT

GType                sgm_theme_get_type       (void);
SgmTheme            *sgm_theme_new            (guint            kind,
                                               SgmDistrict     *district);
SgmTheme            *sgm_theme_new_for_values (guint            kind,
                                               SgmAreaSet      *areas,
                                               SgmThemeValue    value,
                                               gpointer         data);
SgmTheme            *sgm_theme_new_for_tallies (guint           kind,
                                               const SgmTallies *tallies,
                                               const SgmTheme  *last);
SgmTheme            *sgm_theme_update         (SgmTheme        *theme,
                                               SgmDistrict     *district);
SgmTheme            *sgm_theme_ref            (SgmTheme        *theme);
void                 sgm_theme_unref          (SgmTheme        *theme);
guint                sgm_theme_get_kind       (const SgmTheme  *theme);
const char          *sgm_theme_get_title      (const SgmTheme  *theme);
const char          *sgm_theme_get_explanation (const SgmTheme *theme);
char                *sgm_theme_dup_note       (const SgmTheme  *theme,
                                               SgmLevel         level);
guint                sgm_theme_get_n_classes  (const SgmTheme  *theme);
const SgmThemeClass *sgm_theme_get_class      (const SgmTheme  *theme,
                                               guint            index);
void                 sgm_theme_get_legend     (const SgmTheme  *theme,
                                               SgmLevel         level,
                                               guint           *first,
                                               guint           *n);
guint                sgm_theme_get_area_class (const SgmTheme  *theme,
                                               guint            area);
gboolean             sgm_theme_get_count      (const SgmTheme  *theme,
                                               guint            area,
                                               guint           *count);
char                *sgm_theme_dup_value      (const SgmTheme  *theme,
                                               SgmDistrict     *district,
                                               const SgmArea   *area);
gboolean             sgm_theme_equal          (const SgmTheme  *a,
                                               const SgmTheme  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTheme, sgm_theme_unref)

G_END_DECLS
