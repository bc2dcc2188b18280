/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmKeeper:
 *
 * Looks after a district as long as somebody has it open, in a thread of its
 * own: reads its pages once, and each day makes a backup and forgets the
 * reporters whose time is over. Of several programs that have it open, one
 * makes the day's backup.
 *
 * What goes wrong is told by [signal@Keeper::trouble] in the main context that
 * made the keeper, each trouble once until it is over.
 */
#define SGM_TYPE_KEEPER (sgm_keeper_get_type ())
G_DECLARE_FINAL_TYPE (SgmKeeper, sgm_keeper, SGM, KEEPER, GObject)

SgmKeeper *sgm_keeper_new (SgmStore *store,
                           guint     delay_seconds);

G_END_DECLS
