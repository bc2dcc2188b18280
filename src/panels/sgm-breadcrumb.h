/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-choice.h"

G_BEGIN_DECLS

/**
 * SgmBreadcrumb:
 *
 * The way from the district to the chosen area; each step leads back to its
 * area.
 */
#define SGM_TYPE_BREADCRUMB (sgm_breadcrumb_get_type ())
G_DECLARE_FINAL_TYPE (SgmBreadcrumb, sgm_breadcrumb, SGM, BREADCRUMB, AdwBin)

void sgm_breadcrumb_set_choice (SgmBreadcrumb *self,
                                SgmChoice     *choice);

G_END_DECLS
