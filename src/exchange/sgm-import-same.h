/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-geometry.h"

G_BEGIN_DECLS

gboolean sgm_import_is_same_shape (const SgmGeometry *a,
                                   const SgmGeometry *b);

G_END_DECLS
