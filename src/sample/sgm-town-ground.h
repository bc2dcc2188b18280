/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/sgm-ground.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SGM_TOWN_EDITION:
 *
 * Of what edition the towns are that are made: it changes when the same seed
 * makes another town. Kept with a sample, so that an older one does not get a
 * ground that is not its own.
 */
#define SGM_TOWN_EDITION 2

SgmGround *sgm_town_ground_new  (guint32        seed,
                                 GCancellable  *cancellable,
                                 GError       **error);
SgmGround *sgm_town_ground_read (SgmStore      *store,
                                 GCancellable  *cancellable,
                                 GError       **error);

G_END_DECLS
