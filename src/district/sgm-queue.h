/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-record.h"

G_BEGIN_DECLS

/**
 * SgmQueue:
 *
 * The open events as a #GListModel of [class@EventItem], in the order of
 * sgm_event_compare(). Told about each event's record before and after, it
 * changes only what differs.
 */
#define SGM_TYPE_QUEUE (sgm_queue_get_type ())
G_DECLARE_FINAL_TYPE (SgmQueue, sgm_queue, SGM, QUEUE, GObject)

SgmQueue *sgm_queue_new    (void);
void      sgm_queue_update (SgmQueue  *self,
                            SgmRecord *before,
                            SgmRecord *after);

G_END_DECLS
