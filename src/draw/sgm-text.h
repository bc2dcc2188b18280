/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

G_BEGIN_DECLS

PangoLayout *sgm_text_new      (const char   *text,
                                double        size,
                                PangoWeight   weight);
void         sgm_text_space    (PangoLayout  *layout,
                                double        spacing);
void         sgm_text_get_size (PangoLayout  *layout,
                                double       *width,
                                double       *height);
void         sgm_text_add_halo (PangoLayout  *layout,
                                cairo_t      *cr,
                                double        width);

G_END_DECLS
