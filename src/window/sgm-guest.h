/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean  sgm_guest_is_guest        (const char           *path);
char     *sgm_guest_take_in         (const char           *path,
                                     const char           *folder,
                                     GCancellable         *cancellable,
                                     GError              **error);
void      sgm_guest_take_in_async   (const char           *path,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
char     *sgm_guest_take_in_finish  (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
