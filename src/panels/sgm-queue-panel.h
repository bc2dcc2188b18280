/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "feed/sgm-feeds.h"
#include "panels/sgm-choice.h"

G_BEGIN_DECLS

/**
 * SgmQueuePanel:
 *
 * The open events in the order in which they want attention. It holds still
 * while the pointer is over it. Activates the actions `win.queue-event` (x)
 * for the event that the dispatcher goes to, and `win.assign` on Enter.
 */
#define SGM_TYPE_QUEUE_PANEL (sgm_queue_panel_get_type ())
G_DECLARE_FINAL_TYPE (SgmQueuePanel, sgm_queue_panel, SGM, QUEUE_PANEL, AdwBin)

void sgm_queue_panel_set_choice (SgmQueuePanel *self,
                                 SgmChoice     *choice);
void sgm_queue_panel_set_feeds  (SgmQueuePanel *self,
                                 SgmFeeds      *feeds);
void sgm_queue_panel_move       (SgmQueuePanel *self,
                                 int            step);

G_END_DECLS
