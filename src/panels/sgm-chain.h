/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-choice.h"

G_BEGIN_DECLS

/**
 * SgmChain:
 *
 * The chain of responsibility of the chosen area, from the district to the
 * minimal unit (区—街道—村(社区)—网格—最小单元), with the person who answers
 * at each level. A row chooses its area.
 */
#define SGM_TYPE_CHAIN (sgm_chain_get_type ())
G_DECLARE_FINAL_TYPE (SgmChain, sgm_chain, SGM, CHAIN, AdwBin)

void sgm_chain_show (SgmChain  *self,
                     SgmChoice *choice);

G_END_DECLS
