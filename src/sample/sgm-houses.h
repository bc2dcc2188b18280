/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-town.h"

G_BEGIN_DECLS

GArray *sgm_houses_new (const SgmTown *town,
                        guint          face,
                        GRand         *random);
GArray *sgm_ponds_new  (const SgmTown *town,
                        guint          face,
                        GRand         *random);

G_END_DECLS
