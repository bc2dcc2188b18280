/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-raster.h"
#include "draw/sgm-theme.h"

G_BEGIN_DECLS

/* Diagonal stripes, logical pixels. */
#define SGM_PAINT_STRIPE_PERIOD 8
#define SGM_PAINT_STRIPE_WIDTH 2

/* Dashes along a rim, logical pixels. */
#define SGM_PAINT_DASH_PERIOD SGM_PAINT_STRIPE_PERIOD
#define SGM_PAINT_DASH_LENGTH 5
#define SGM_PAINT_DASH_WIDTH 2

/**
 * SgmPaint:
 * @color: the fill, premultiplied ARGB
 * @stripe: the colour of diagonal stripes over it; the same as @color where
 *   there are none
 * @dash: the colour of a dashed rim inside the area, 0 where there is none
 *
 * How an area looks.
 */
typedef struct
{
  guint32 color;
  guint32 stripe;
  guint32 dash;
} SgmPaint;

/**
 * SgmPaints:
 *
 * How all areas of an area set look under a theme, and their borders.
 * Immutable and reference-counted, so that threads may paint with it while the
 * next one is made.
 */
typedef struct _SgmPaints SgmPaints;

SgmPaint        sgm_paint_for_class (const SgmThemeClass *class,
                                  gboolean         dark);
SgmPaints      *sgm_paints_new   (SgmTheme        *theme,
                                  guint            n_areas,
                                  gboolean         dark);
SgmPaints      *sgm_paints_new_for_items (const SgmPaint *items,
                                  guint            n_areas,
                                  guint32          border);
SgmPaints      *sgm_paints_ref   (SgmPaints       *paints);
void            sgm_paints_unref (SgmPaints       *paints);

void            sgm_raster_paint_part (const SgmRaster             *raster,
                                  const SgmPaints             *paints,
                                  guint                        scale,
                                  const cairo_rectangle_int_t *part,
                                  guint32                     *pixels,
                                  gsize                        stride);
void            sgm_raster_paint (const SgmRaster *raster,
                                  const SgmPaints *paints,
                                  guint            scale,
                                  guint32         *pixels,
                                  gsize            stride);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPaints, sgm_paints_unref)

G_END_DECLS
