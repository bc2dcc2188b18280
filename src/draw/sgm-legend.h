/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/sgm-theme.h"

G_BEGIN_DECLS

void sgm_legend_draw_swatch (const SgmThemeClass *class,
                             cairo_t             *cr,
                             gboolean             dark,
                             int                  scale,
                             double               x,
                             double               y,
                             double               width,
                             double               height);
void sgm_legend_draw_card   (cairo_t             *cr,
                             gboolean             dark,
                             double               x,
                             double               y,
                             double               width,
                             double               height);
void sgm_legend_get_size    (SgmTheme            *theme,
                             SgmLevel             level,
                             double              *width,
                             double              *height);
void sgm_legend_draw        (SgmTheme            *theme,
                             SgmLevel             level,
                             cairo_t             *cr,
                             gboolean             dark,
                             int                  scale,
                             double               x,
                             double               y);

G_END_DECLS
