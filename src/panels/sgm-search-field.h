/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmSearchField:
 *
 * One entry for everything that can be found and everything that can be
 * done: areas, events, people, organizations and commands, in groups below
 * it. Activates `win.show-area`, `win.show-event`, `win.show-person`,
 * `win.show-org` (all x) or the command's own action.
 */
#define SGM_TYPE_SEARCH_FIELD (sgm_search_field_get_type ())
G_DECLARE_FINAL_TYPE (SgmSearchField, sgm_search_field, SGM, SEARCH_FIELD, GtkWidget)

void sgm_search_field_set_district (SgmSearchField *self,
                                    SgmDistrict    *district);

G_END_DECLS
