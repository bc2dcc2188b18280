/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/sgm-theme.h"

G_BEGIN_DECLS

cairo_pattern_t *sgm_pattern_create          (const SgmThemeClass *class,
                                              gboolean             dark,
                                              int                  scale,
                                              double               origin_x,
                                              double               origin_y);
void             sgm_pattern_set_dashed_line (const SgmThemeClass *class,
                                              gboolean             dark,
                                              cairo_t             *cr);

G_END_DECLS
