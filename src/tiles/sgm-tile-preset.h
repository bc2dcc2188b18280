/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tiles/sgm-tile-spec.h"

G_BEGIN_DECLS

GPtrArray *sgm_tile_preset_dup_specs (void);

G_END_DECLS
