/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/sgm-ground.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

SgmGround *sgm_town_ground_new  (guint32        seed,
                                 GCancellable  *cancellable,
                                 GError       **error);
SgmGround *sgm_town_ground_read (SgmStore      *store,
                                 GCancellable  *cancellable,
                                 GError       **error);

G_END_DECLS
