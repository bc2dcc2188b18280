/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

cairo_surface_t *sgm_tile_image_decode (GBytes          *image);
cairo_surface_t *sgm_tile_image_cut    (cairo_surface_t *ancestor,
                                        guint            levels,
                                        guint            x,
                                        guint            y);

G_END_DECLS
