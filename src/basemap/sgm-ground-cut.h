/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

void sgm_ground_add_cut (SgmGround              *ground,
                         const SgmGroundFeature *feature,
                         const SgmBox           *box);

G_END_DECLS
