/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "feed/sgm-feeds.h"

G_BEGIN_DECLS

/**
 * SgmOutboxBar:
 *
 * Says plainly that no terminal gateway is connected, and how many messages
 * were given up, with a button that goes to the first of them. Hidden where
 * there is nothing to say.
 */
#define SGM_TYPE_OUTBOX_BAR (sgm_outbox_bar_get_type ())
G_DECLARE_FINAL_TYPE (SgmOutboxBar, sgm_outbox_bar, SGM, OUTBOX_BAR, AdwBin)

void sgm_outbox_bar_set_feeds (SgmOutboxBar *self,
                               SgmDistrict  *district,
                               SgmFeeds     *feeds);

G_END_DECLS
