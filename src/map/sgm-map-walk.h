/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

const SgmArea *sgm_map_walk     (const SgmAreaSet *areas,
                                 const SgmArea    *from,
                                 int               east,
                                 int               south);

G_END_DECLS
