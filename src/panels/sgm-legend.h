/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "draw/sgm-theme.h"

G_BEGIN_DECLS

/**
 * SgmLegend:
 *
 * A card that tells what the colours of the map's theme mean, with how many
 * areas each class has.
 */
#define SGM_TYPE_LEGEND (sgm_legend_get_type ())
G_DECLARE_FINAL_TYPE (SgmLegend, sgm_legend, SGM, LEGEND, AdwBin)

void sgm_legend_set_theme (SgmLegend *self,
                           SgmTheme  *theme,
                           SgmLevel   level);

G_END_DECLS
