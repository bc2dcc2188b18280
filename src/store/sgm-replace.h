/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Files of a district that are put in the place of others, so that nothing is
 * ever overwritten and a crash leaves the one or the other. */

gboolean sgm_replace_move       (const char  *from,
                                 const char  *to,
                                 GError     **error);
gboolean sgm_replace_district   (const char  *fresh,
                                 const char  *path,
                                 char       **aside,
                                 GError     **error);
void     sgm_replace_sync_folder (const char *path);
void     sgm_replace_remove     (const char  *path);

G_END_DECLS
