/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

GBytes    *sgm_ground_pack   (const SgmGround  *ground);
SgmGround *sgm_ground_unpack (GBytes           *bytes,
                              GError          **error);

G_END_DECLS
