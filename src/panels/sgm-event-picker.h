/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmEventPicker:
 *
 * The events that stand in one place of the map, to choose one from. Arrow
 * keys go through them, Enter or a click asks for `win.choose-event` and puts
 * the list away. As long as it is open its rows stay where they are and tell
 * how their events go on.
 */
#define SGM_TYPE_EVENT_PICKER (sgm_event_picker_get_type ())
G_DECLARE_FINAL_TYPE (SgmEventPicker, sgm_event_picker, SGM, EVENT_PICKER, GtkPopover)

GtkWidget *sgm_event_picker_new  (SgmDistrict        *district);
void       sgm_event_picker_show (SgmEventPicker     *self,
                                  GArray             *events,
                                  gint64              chosen,
                                  const GdkRectangle *place);

G_END_DECLS
