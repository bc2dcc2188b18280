/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"

G_BEGIN_DECLS

/* Editions (版次) of areas. The records of areas stay what posts, events and
 * coverage refer to; what an edition that is real says of an area comes before
 * the area's own values, and the latest one comes first. */

gboolean   sgm_edition_is_real   (SgmRecord *edition);
gboolean   sgm_edition_is_later  (SgmRecord *edition,
                                  SgmRecord *than);
gboolean   sgm_area_is_awaiting  (SgmRecord *area);
SgmRecord *sgm_area_new_of_edition (SgmRecord *area,
                                  SgmRecord *boundary,
                                  SgmRecord *edition);
void       sgm_areas_lay_editions (GPtrArray *areas,
                                  GPtrArray *editions,
                                  GPtrArray *boundaries);

G_END_DECLS
