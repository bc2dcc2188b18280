/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"

G_BEGIN_DECLS

/* The photos of a district's events lie in a folder beside it, so that the
 * district and its backups stay small: `jianghai.photos` beside `jianghai.sgm`.
 * A photo is a file named by the SHA-256 of what is in it, in a folder of that
 * name's first two digits. It is there before a record says so, is never
 * changed and never removed, and what is read is compared with its name. */

char     *sgm_photo_folder_dup_path (const char    *database);
char     *sgm_photo_folder_keep     (const char    *database,
                                     GBytes        *content,
                                     GError       **error);
GBytes   *sgm_photo_folder_read     (const char    *database,
                                     const char    *hash,
                                     GError       **error);
gboolean  sgm_photo_folder_copy     (const char    *from,
                                     const char    *to,
                                     SgmProgress    progress,
                                     gpointer       data,
                                     GCancellable  *cancellable,
                                     guint         *n_photos,
                                     guint         *n_left,
                                     GError       **error);

G_END_DECLS
