/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmAlert:
 *
 * Tells of each urgent event when it comes in, in a toast that leads to it.
 */
#define SGM_TYPE_ALERT (sgm_alert_get_type ())
G_DECLARE_FINAL_TYPE (SgmAlert, sgm_alert, SGM, ALERT, GObject)

SgmAlert *sgm_alert_new (SgmDistrict     *district,
                         AdwToastOverlay *toasts);

G_END_DECLS
