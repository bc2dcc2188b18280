/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

#define SGM_BASEMAP_MIN_ZOOM 9
#define SGM_BASEMAP_MAX_ZOOM 16

GBytes *sgm_basemap_tile_make (const SgmGround *ground,
                               GArray          *names,
                               guint            zoom,
                               guint            x,
                               guint            y);

G_END_DECLS
