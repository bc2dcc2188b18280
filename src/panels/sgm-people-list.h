/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "kit/sgm-fact-list.h"
#include "panels/sgm-choice.h"
#include "panels/sgm-phone-book.h"

G_BEGIN_DECLS

void sgm_people_list_fill (SgmFactList  *list,
                           SgmChoice    *choice,
                           SgmPhoneBook *phones);

G_END_DECLS
