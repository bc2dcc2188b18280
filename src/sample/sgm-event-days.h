/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-event-habit.h"
#include "sample/sgm-lists.h"

G_BEGIN_DECLS

/* The sample reaches back 18 months. */
#define SGM_EVENT_DAYS 548

GArray *sgm_event_days_new      (const SgmLists *lists,
                                 gint64          now,
                                 guint32         seed);
gint64  sgm_event_days_count    (gint64          at);
int     sgm_event_days_get_hour (gint64          at);

G_END_DECLS
