/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "draw/sgm-shapes.h"
#include "draw/sgm-theme.h"
#include "draw/sgm-view.h"

G_BEGIN_DECLS

/**
 * SgmPainterParts:
 *
 * What of the picture is wanted.
 */
typedef enum
{
  SGM_PAINTER_AREAS = 1 << 0,  /* fills and borders */
  SGM_PAINTER_LABELS = 1 << 1,
} SgmPainterParts;

cairo_surface_t *sgm_painter_paint (SgmShapes       *shapes,
                                    SgmTheme        *theme,
                                    const SgmView   *view,
                                    SgmPainterParts  parts,
                                    GCancellable    *cancellable);

G_END_DECLS
