/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "draw/sgm-raster.h"
#include "draw/sgm-theme.h"

G_BEGIN_DECLS

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

SgmPaint *sgm_paints_new   (SgmTheme        *theme,
                            guint            n_areas,
                            gboolean         dark);
void      sgm_raster_paint (const SgmRaster *raster,
                            const SgmPaint  *paints,
                            guint32          border,
                            guint            scale,
                            guint32         *pixels,
                            gsize            stride);

G_END_DECLS
