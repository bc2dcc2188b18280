/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <pango/pangocairo.h>

#include "district/sgm-area-set.h"
#include "draw/sgm-view.h"

G_BEGIN_DECLS

/**
 * SgmLabel:
 * @area: index of the area that it names
 * @x: left edge of its box, logical pixels
 * @y: top edge of its box
 * @name: the area's name
 * @code: (nullable): its code, where there is room for it
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
  PangoLayout *name;
  PangoLayout *code;
} SgmLabel;

/* How far a label may reach out of its box, logical pixels. */
#define SGM_LABEL_HALO 2

GPtrArray *sgm_labels_place (SgmAreaSet    *areas,
                             const SgmView *view,
                             GArray        *obstacles,
                             GCancellable  *cancellable);
void       sgm_label_draw   (const SgmLabel *label,
                             cairo_t      *cr,
                             gboolean      dark);
void       sgm_labels_draw  (GPtrArray     *labels,
                             cairo_t       *cr,
                             gboolean       dark);

G_END_DECLS
