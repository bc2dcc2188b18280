/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The keys of map services, kept by the desktop's secret service and nowhere
 * else. */

void      sgm_secrets_lookup_async  (const char           *name,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
char     *sgm_secrets_lookup_finish (GAsyncResult         *result,
                                     GError              **error);
void      sgm_secrets_keep_async    (const char           *name,
                                     const char           *key,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean  sgm_secrets_keep_finish   (GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
