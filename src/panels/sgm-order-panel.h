/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "feed/sgm-feeds.h"
#include "panels/sgm-choice.h"
#include "panels/sgm-phone-book.h"

G_BEGIN_DECLS

/**
 * SgmOrderPanel:
 *
 * What Enter will send: the chosen event, who may get it and why, and the
 * button that sends it. Or, where somebody has it already, who, and the
 * button that takes it back.
 */
#define SGM_TYPE_ORDER_PANEL (sgm_order_panel_get_type ())
G_DECLARE_FINAL_TYPE (SgmOrderPanel, sgm_order_panel, SGM, ORDER_PANEL, AdwBin)

void sgm_order_panel_set_choice (SgmOrderPanel *self,
                                 SgmChoice     *choice);
void sgm_order_panel_set_phones (SgmOrderPanel *self,
                                 SgmPhoneBook  *phones);
void sgm_order_panel_set_feeds  (SgmOrderPanel *self,
                                 SgmFeeds      *feeds);
void sgm_order_panel_move       (SgmOrderPanel *self,
                                 int            step);

G_END_DECLS
