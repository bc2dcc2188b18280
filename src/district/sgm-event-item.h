/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmEventItem:
 *
 * One open event as a row of the queue. It stays the same object while the
 * event's record changes, and notifies [property@EventItem:record] then, so
 * that a list keeps its selection.
 */
#define SGM_TYPE_EVENT_ITEM (sgm_event_item_get_type ())
G_DECLARE_FINAL_TYPE (SgmEventItem, sgm_event_item, SGM, EVENT_ITEM, GObject)

SgmEventItem *sgm_event_item_new        (SgmRecord    *record);
SgmRecord    *sgm_event_item_get_record (SgmEventItem *self);
void          sgm_event_item_set_record (SgmEventItem *self,
                                         SgmRecord    *record);

int           sgm_event_compare         (SgmRecord    *a,
                                         SgmRecord    *b);

G_END_DECLS
