/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

/* A made district for tests that draw: 3 streets, 24 communities, 96 grids and
 * 1152 units with wavy borders that neighbours share vertex for vertex, as
 * large as the real one. */

#define PATCHWORK_WEST 113.06
#define PATCHWORK_SOUTH 22.50
#define PATCHWORK_EAST 113.18
#define PATCHWORK_NORTH 22.60

GPtrArray  *patchwork_make_records (void);
SgmAreaSet *patchwork_new          (void);
