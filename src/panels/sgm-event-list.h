/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmEventList:
 *
 * Open events to choose from, the first of them where there are many. A row
 * that is selected asks for `win.choose-event`, Enter on it for `win.assign`.
 * The rows of events that are shown again stay, with the focus in them.
 */
#define SGM_TYPE_EVENT_LIST (sgm_event_list_get_type ())
G_DECLARE_FINAL_TYPE (SgmEventList, sgm_event_list, SGM, EVENT_LIST, AdwBin)

void sgm_event_list_show   (SgmEventList *self,
                            SgmDistrict  *district,
                            GPtrArray    *events,
                            gint64        chosen);
void sgm_event_list_choose (SgmEventList *self,
                            gint64        chosen);

G_END_DECLS
