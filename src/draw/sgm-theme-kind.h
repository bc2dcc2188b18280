/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-tally.h"
#include "draw/sgm-scale.h"

G_BEGIN_DECLS

/**
 * SgmThemeValue:
 * @area: an area
 * @data: the caller's; for the themes' own values the #SgmTallies
 *
 * Returns: the number that a theme shows of the area, NaN where nothing is
 *   known
 */
typedef double (*SgmThemeValue) (const SgmArea *area,
                                 gpointer       data);

/**
 * SgmThemeKind:
 * @id: stable name, for settings and the command line
 * @title: what the legend is headed, marked for translation
 * @explanation: what it shows, marked for translation
 * @value: (nullable): the number of an area; %NULL for a theme without colours
 * @smallest: the smallest areas that have a number of their own; smaller ones
 *   look like the one they lie in
 * @scale: how the numbers of areas become classes
 * @wide: (nullable): the same for areas larger than @narrow_from
 * @narrow_from: the largest areas that @scale is for
 * @share: whether the legend says how many of how many there are in all
 * @part: how many that is
 * @whole: of how many
 *
 * What a theme declares. Adding one is adding one of these.
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *explanation;
  SgmThemeValue value;
  SgmLevel smallest;
  const SgmScale *scale;
  const SgmScale *wide;
  SgmLevel narrow_from;
  gboolean share;
  SgmTally part;
  SgmTally whole;
} SgmThemeKind;

guint               sgm_theme_kinds_get_n           (void);
const SgmThemeKind *sgm_theme_kind_get              (guint               kind);
const char         *sgm_theme_kind_get_id           (guint               kind);
const char         *sgm_theme_kind_get_title        (guint               kind);
const char         *sgm_theme_kind_get_explanation  (guint               kind);
gint                sgm_theme_kind_find             (const char         *id);
const SgmScale     *sgm_theme_kind_get_scale        (const SgmThemeKind *kind,
                                                     SgmLevel            level);

G_END_DECLS
