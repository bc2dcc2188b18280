/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"
#include "district/sgm-event-item.h"

G_BEGIN_DECLS

/**
 * SgmEventRow:
 *
 * An open event in a list: its sign, what and where it is, the time left and
 * its stage.
 */
#define SGM_TYPE_EVENT_ROW (sgm_event_row_get_type ())
G_DECLARE_FINAL_TYPE (SgmEventRow, sgm_event_row, SGM, EVENT_ROW, AdwBin)

GtkWidget *sgm_event_row_new        (void);
void       sgm_event_row_set_event  (SgmEventRow  *self,
                                     SgmDistrict  *district,
                                     SgmRecord    *event);
void       sgm_event_row_set_item   (SgmEventRow  *self,
                                     SgmDistrict  *district,
                                     SgmEventItem *item);

G_END_DECLS
