/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmAlert:
 *
 * Tells of each urgent event when it comes in, in a toast that leads to it; and
 * through the desktop, where the window is not the one that is worked in, as
 * long as the event waits. The application has to have an action "show-event"
 * for that, which takes the path of the district and the event (“(sx)”).
 */
#define SGM_TYPE_ALERT (sgm_alert_get_type ())
G_DECLARE_FINAL_TYPE (SgmAlert, sgm_alert, SGM, ALERT, GObject)

SgmAlert *sgm_alert_new (SgmDistrict     *district,
                         AdwToastOverlay *toasts);

G_END_DECLS
