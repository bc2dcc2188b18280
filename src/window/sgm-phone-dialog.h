/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-phone-book.h"

G_BEGIN_DECLS

void sgm_phone_dialog_ask (GtkWidget    *near,
                           SgmDistrict  *district,
                           SgmPhoneBook *phones,
                           gint64        person,
                           const char   *reason);

G_END_DECLS
