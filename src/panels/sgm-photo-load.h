/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        sgm_photo_load_async  (const char           *database,
                                   const char           *hash,
                                   int                   max_side,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GdkTexture *sgm_photo_load_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
