/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-database.h"
#include "store/sgm-snapshot.h"

G_BEGIN_DECLS

/* Reading what the live district is made of. */

SgmSnapshot *sgm_load_snapshot (SgmDatabase  *database,
                                gboolean      everything,
                                GError      **error);
GPtrArray   *sgm_load_areas    (SgmDatabase  *database,
                                GError      **error);

G_END_DECLS
