/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "draw/sgm-scan.h"
#include "draw/sgm-shapes.h"

G_BEGIN_DECLS

/**
 * SgmRasterFrame:
 * @x: west edge, Web Mercator 0 to 1
 * @y: north edge, the same
 * @zoom: zoom level; the world is 256 · 2^zoom logical pixels wide
 * @scale: device pixels in a logical one
 * @width: device pixels, at most 65535
 * @height: device pixels
 * @level: the level whose areas own the pixels
 *
 * Which part of the map a raster shows, and how large.
 */
typedef struct
{
  double x;
  double y;
  double zoom;
  double scale;
  int width;
  int height;
  SgmLevel level;
} SgmRasterFrame;

/**
 * SgmRaster:
 *
 * A part of the map as numbers of areas instead of colours: for each pixel
 * the one area whose polygon has the pixel's centre, run-length coded, and
 * beside them a mask of how strongly borders cover it. Colours are looked up
 * when it is painted, so that a theme, a live value or a selection recolours
 * it without drawing a polygon again.
 *
 * Immutable and reference-counted.
 */
typedef struct _SgmRaster SgmRaster;

SgmRaster    *sgm_raster_new       (SgmShapes            *shapes,
                                    const SgmRasterFrame *frame,
                                    GCancellable         *cancellable);
SgmRaster    *sgm_raster_ref       (SgmRaster            *raster);
void          sgm_raster_unref     (SgmRaster            *raster);
gsize         sgm_raster_get_size  (const SgmRaster      *raster);
const SgmRun *sgm_raster_get_row   (const SgmRaster      *raster,
                                    guint                 row,
                                    guint                *n_runs);
void          sgm_raster_get_borders (const SgmRaster    *raster,
                                    guint                 row,
                                    guint8               *strengths);
const cairo_rectangle_int_t *sgm_raster_get_extents (const SgmRaster *raster);
int           sgm_raster_get_width  (const SgmRaster     *raster);
int           sgm_raster_get_height (const SgmRaster     *raster);
gint64        sgm_raster_get_phase  (const SgmRaster     *raster);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmRaster, sgm_raster_unref)

G_END_DECLS
