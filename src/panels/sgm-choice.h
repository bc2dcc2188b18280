/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmChoice:
 *
 * What the dispatcher has chosen: an area, an event in it and the person who
 * shall get the order. It is what Enter will send, and it only changes when
 * the dispatcher chooses something: what happens in the district meanwhile
 * never retargets it. Where the chosen event itself has changed, the choice
 * is *stale* and cannot be sent until it is looked at again.
 *
 * Emits [signal@Choice::changed] when something else is chosen and when the
 * district changes what can be said about it.
 */
#define SGM_TYPE_CHOICE (sgm_choice_get_type ())
G_DECLARE_FINAL_TYPE (SgmChoice, sgm_choice, SGM, CHOICE, GObject)

SgmChoice     *sgm_choice_new           (SgmDistrict *district);
SgmDistrict   *sgm_choice_get_district  (SgmChoice   *self);

void           sgm_choice_choose_area   (SgmChoice   *self,
                                         gint64       area);
void           sgm_choice_look_at_area  (SgmChoice   *self,
                                         gint64       area);
void           sgm_choice_choose_event  (SgmChoice   *self,
                                         gint64       event);
void           sgm_choice_choose_person (SgmChoice   *self,
                                         gint64       person);
void           sgm_choice_look_again    (SgmChoice   *self);
gboolean       sgm_choice_go_up         (SgmChoice   *self);

const SgmArea *sgm_choice_get_area      (SgmChoice   *self);
gint64         sgm_choice_get_event     (SgmChoice   *self);
gint64         sgm_choice_get_person    (SgmChoice   *self);
gboolean       sgm_choice_is_stale      (SgmChoice   *self);
char          *sgm_choice_dup_news      (SgmChoice   *self);
gboolean       sgm_choice_can_assign    (SgmChoice   *self);
SgmChange     *sgm_choice_new_change    (SgmChoice   *self);

gboolean       sgm_choice_event_waits   (SgmDistrict *district,
                                         SgmRecord   *event);

G_END_DECLS
