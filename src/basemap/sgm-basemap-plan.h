/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "basemap/sgm-ground.h"
#include "district/sgm-area-set.h"

G_BEGIN_DECLS

SgmGround *sgm_basemap_plan_new (SgmAreaSet *areas);

G_END_DECLS
