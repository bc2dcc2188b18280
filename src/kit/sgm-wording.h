/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

char *sgm_wording_dup_event_place (SgmDistrict *district,
                                   SgmRecord   *event);
char *sgm_wording_dup_person      (SgmDistrict *district,
                                   gint64       person);
char *sgm_wording_dup_phone       (SgmRecord   *person);
char *sgm_wording_dup_step        (SgmDistrict *district,
                                   SgmRecord   *step);

G_END_DECLS
