/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-subdivision.h"

G_BEGIN_DECLS

/**
 * SgmUse:
 *
 * What a unit is used for.
 */
typedef enum
{
  SGM_USE_ESTATE,      /* 小区 */
  SGM_USE_OLD_TOWN,    /* lanes of old houses */
  SGM_USE_SHOPS,
  SGM_USE_MARKET,
  SGM_USE_TOWERS,      /* offices and hotels */
  SGM_USE_INDUSTRY,
  SGM_USE_SCHOOL,
  SGM_USE_HOSPITAL,
  SGM_USE_OFFICES,     /* of government */
  SGM_USE_PARK,
  SGM_USE_VILLAGE,     /* a village's houses */
  SGM_USE_FIELDS,
  SGM_USE_PONDS,
  SGM_USE_ORCHARD,
} SgmUse;

#define SGM_USE_N (SGM_USE_ORCHARD + 1)

SgmUse *sgm_use_choose (const SgmQuarters *quarters,
                        const SgmTownPlan *plan,
                        const SgmSubdivision *division,
                        GRand             *random);

G_END_DECLS
