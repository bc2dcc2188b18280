/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmScenario:
 *
 * Makes up what could be reported in a district. The same seed on the same
 * district makes the same reports.
 */
typedef struct _SgmScenario SgmScenario;

SgmScenario *sgm_scenario_new      (SgmDistrict  *district,
                                    guint32       seed,
                                    GError      **error);
void         sgm_scenario_free     (SgmScenario  *scenario);
SgmChange   *sgm_scenario_make     (SgmScenario  *scenario);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmScenario, sgm_scenario_free)

G_END_DECLS
