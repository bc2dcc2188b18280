/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "feed/sgm-deliverer.h"

G_BEGIN_DECLS

/**
 * SgmFeeds:
 *
 * All that goes on between a district and the world outside, for a window or
 * for a program without one: delivery, and on a sample district the simulated
 * world, which can be switched off. A district that is not a sample never
 * gets simulated terminals: without a gateway its messages wait.
 *
 * What is simulated outside of the centre happens in the process that is
 * elected to deliver; the colleagues in the centre are those of one window.
 */
#define SGM_TYPE_FEEDS (sgm_feeds_get_type ())
G_DECLARE_FINAL_TYPE (SgmFeeds, sgm_feeds, SGM, FEEDS, GObject)

SgmFeeds     *sgm_feeds_new            (SgmDistrict *district,
                                        gboolean     with_colleagues);
void          sgm_feeds_stop           (SgmFeeds    *self);
SgmDeliverer *sgm_feeds_get_deliverer  (SgmFeeds    *self);
void          sgm_feeds_set_simulating (SgmFeeds    *self,
                                        gboolean     simulating);
gboolean      sgm_feeds_get_simulating (SgmFeeds    *self);
gboolean      sgm_feeds_has_gateway    (SgmFeeds    *self);
void          sgm_feeds_spare          (SgmFeeds    *self,
                                        gint64       event);

G_END_DECLS
