/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "district/sgm-area-set.h"
#include "draw/sgm-theme.h"
#include "draw/sgm-view.h"

G_BEGIN_DECLS

/**
 * SgmLabel:
 * @area: index of the area that it names
 * @x: left edge of its box, logical pixels
 * @y: top edge of its box
 * @middle: the middle of its name and code
 * @name: the area's name
 * @code: (nullable): its code, where there is room for it
 * @count: (nullable): how many a theme counts in the area, for a badge beside
 *   the name, where there is room for it
 * @badge_x: left edge of that badge
 * @scale: (nullable): the scale of that theme, for the badge's colour
 *
 * An area's label in its place. Belongs to the thread that placed it.
 */
typedef struct
{
  guint area;
  SgmLevel level;
  double x;
  double y;
  double width;
  double height;
  double middle;
  PangoLayout *name;
  PangoLayout *code;
  PangoLayout *count;
  double badge_x;
  const SgmScale *scale;
} SgmLabel;

/**
 * SgmLabelRoom:
 * @signs: (nullable) (element-type SgmBox): what will be drawn over the labels,
 *   in the view's logical pixels. They step aside as far as they can.
 * @covers: (nullable) (element-type SgmBox): what lies over the map. Nothing is
 *   labelled under it.
 *
 * Where labels find no room.
 */
typedef struct
{
  GArray *signs;
  GArray *covers;
} SgmLabelRoom;

/**
 * SgmLabelStyle:
 * @from: the lowest zoom at which the level is labelled
 * @to: the first zoom at which it no longer is, since only a part of an area
 *   is in sight then
 * @code_from: the lowest zoom at which its code stands under the name
 * @count_from: the lowest zoom at which a theme's count stands beside it; in
 *   the smallest areas everything is seen by itself
 * @size: of the letters, logical pixels
 * @spacing: between letters, logical pixels
 * @weight: of the letters
 *
 * How the labels of a level look, and when they are there.
 */
typedef struct
{
  double from;
  double to;
  double code_from;
  double count_from;
  double size;
  double spacing;
  PangoWeight weight;
} SgmLabelStyle;

/* How wide the halo around letters is, logical pixels; less than
 * SGM_LABEL_HALO. */
#define SGM_LABEL_STYLE_HALO 1.5

/* How far a label may reach out of its box, logical pixels. */
#define SGM_LABEL_HALO 2

/* The tone of a theme's palette that its counts stand on, in white on a light
 * map and in black on a dark one. */
#define SGM_LABEL_BADGE_TONE 3

const SgmLabelStyle *sgm_label_style_get (SgmLevel level);
const char *sgm_labels_get_short_name (const SgmAreaSet *areas,
                                       const SgmArea    *area);
GPtrArray *sgm_labels_place (SgmAreaSet         *areas,
                             const SgmTheme     *theme,
                             const SgmView      *view,
                             const SgmLabelRoom *room,
                             GCancellable       *cancellable);
void       sgm_label_draw   (const SgmLabel     *label,
                             cairo_t            *cr,
                             gboolean            dark);
void       sgm_labels_draw  (GPtrArray          *labels,
                             cairo_t            *cr,
                             gboolean            dark);

G_END_DECLS
