/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "draw/sgm-view.h"
#include "tiles/sgm-mbtiles.h"

G_BEGIN_DECLS

void sgm_basemap_set_ground (cairo_t         *cr,
                             gboolean         dark);
void sgm_basemap_darken     (cairo_surface_t *surface);
void sgm_basemap_paint      (SgmMbtiles      *tiles,
                             cairo_t         *cr,
                             const SgmView   *view);

G_END_DECLS
