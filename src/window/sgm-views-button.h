/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "window/sgm-saved-views.h"

G_BEGIN_DECLS

/**
 * SgmViewsButton:
 *
 * A button whose popover lists the saved views and saves the present one. It
 * asks for `win.show-view`, `win.save-view` and `win.remove-view`.
 */
#define SGM_TYPE_VIEWS_BUTTON (sgm_views_button_get_type ())
G_DECLARE_FINAL_TYPE (SgmViewsButton, sgm_views_button, SGM, VIEWS_BUTTON, AdwBin)

void sgm_views_button_set_views (SgmViewsButton *self,
                                 SgmSavedViews  *views);
void sgm_views_button_popup     (SgmViewsButton *self);

G_END_DECLS
