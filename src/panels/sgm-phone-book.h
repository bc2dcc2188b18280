/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmPhoneBook:
 *
 * The telephone numbers of a district's people, as far as they may be seen
 * now: with their middle hidden, but for those that somebody has said what
 * for, and only until that time is over. It does not ask and writes nothing
 * down; who shows a number has done both before.
 *
 * Emits [signal@PhoneBook::changed] when a number shows or hides, and when it
 * is another matter whether numbers can be shown.
 */
#define SGM_TYPE_PHONE_BOOK (sgm_phone_book_get_type ())
G_DECLARE_FINAL_TYPE (SgmPhoneBook, sgm_phone_book, SGM, PHONE_BOOK, GObject)

SgmPhoneBook *sgm_phone_book_new        (SgmDistrict  *district);

char         *sgm_phone_book_dup_phone  (SgmPhoneBook *self,
                                         SgmRecord    *person);
gboolean      sgm_phone_book_is_shown   (SgmPhoneBook *self,
                                         gint64        person);
gboolean      sgm_phone_book_can_show   (SgmPhoneBook *self,
                                         SgmRecord    *person);
void          sgm_phone_book_show       (SgmPhoneBook *self,
                                         gint64        person,
                                         gint64        milliseconds);
void          sgm_phone_book_hide       (SgmPhoneBook *self,
                                         gint64        person);
void          sgm_phone_book_set_sealed (SgmPhoneBook *self,
                                         gboolean      sealed);

G_END_DECLS
