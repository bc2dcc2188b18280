/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

cairo_surface_t *sgm_png_decode (GBytes          *image);
GBytes          *sgm_png_encode (cairo_surface_t *surface);

G_END_DECLS
