/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

SgmRecord   *sgm_users_find     (GPtrArray  *users,
                                 const char *name);
SgmUserRole  sgm_users_get_role (GPtrArray  *users,
                                 const char *name);

G_END_DECLS
