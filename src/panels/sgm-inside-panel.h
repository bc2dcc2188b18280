/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-inside.h"
#include "panels/sgm-choice.h"

G_BEGIN_DECLS

/**
 * SgmInsidePanel:
 *
 * What several selected areas, or a shape that was drawn, have in them: the
 * sums, and lists of the events, the workers and the areas. The list of areas
 * mirrors what is selected on the map.
 */
#define SGM_TYPE_INSIDE_PANEL (sgm_inside_panel_get_type ())
G_DECLARE_FINAL_TYPE (SgmInsidePanel, sgm_inside_panel, SGM, INSIDE_PANEL, AdwBin)

void sgm_inside_panel_set_choice (SgmInsidePanel  *self,
                                  SgmChoice       *choice);
void sgm_inside_panel_show       (SgmInsidePanel  *self,
                                  const SgmInside *inside,
                                  const char      *title);

G_END_DECLS
