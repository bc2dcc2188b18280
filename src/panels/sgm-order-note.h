/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "feed/sgm-feeds.h"
#include "panels/sgm-choice.h"
#include "panels/sgm-phone-book.h"

G_BEGIN_DECLS

/**
 * SgmOrderNote:
 *
 * What keeps the order about the chosen event from reaching its worker, and
 * what a person can do about it. Hidden where all goes its way.
 */
#define SGM_TYPE_ORDER_NOTE (sgm_order_note_get_type ())
G_DECLARE_FINAL_TYPE (SgmOrderNote, sgm_order_note, SGM, ORDER_NOTE, AdwBin)

void sgm_order_note_set_choice (SgmOrderNote *self,
                                SgmChoice    *choice);
void sgm_order_note_set_phones (SgmOrderNote *self,
                                SgmPhoneBook *phones);
void sgm_order_note_set_feeds  (SgmOrderNote *self,
                                SgmFeeds     *feeds);

G_END_DECLS
