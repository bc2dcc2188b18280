/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "tiles/sgm-tile-provider.h"

G_BEGIN_DECLS

void             sgm_tile_read_async  (SgmTileProvider      *provider,
                                       guint                 zoom,
                                       guint                 x,
                                       guint                 y,
                                       gboolean              dark,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
cairo_surface_t *sgm_tile_read_finish (GAsyncResult         *result,
                                       gboolean             *is_dark,
                                       gboolean             *complete);

G_END_DECLS
