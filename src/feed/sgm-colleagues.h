/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmColleagues:
 *
 * The other dispatchers of a sample district's centre: they give out events
 * that have waited for some minutes, tell part-time workers by phone, and
 * verify what was reported back, so that the number of open events stays
 * about the same. They leave alone what the person in front of the screen
 * deals with: an event that was spared is not touched for ten minutes, and an
 * urgent one not within its first minutes. Refuse to work in a district that
 * is not a sample.
 */
#define SGM_TYPE_COLLEAGUES (sgm_colleagues_get_type ())
G_DECLARE_FINAL_TYPE (SgmColleagues, sgm_colleagues, SGM, COLLEAGUES, GObject)

SgmColleagues *sgm_colleagues_new         (SgmDistrict   *district,
                                           guint32        seed);
void           sgm_colleagues_set_running (SgmColleagues *self,
                                           gboolean       running);
void           sgm_colleagues_set_pace    (SgmColleagues *self,
                                           double         pace);
void           sgm_colleagues_spare       (SgmColleagues *self,
                                           gint64         event);

G_END_DECLS
