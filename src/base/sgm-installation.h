/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean    sgm_installation_is_flatpak      (void);
const char *sgm_installation_get_tool        (void);
char       *sgm_installation_dup_setting     (const char  *key);
char       *sgm_installation_dup_tiles       (void);
gboolean    sgm_installation_check_settings  (GError     **error);
void        sgm_installation_use_build_folder (void);
void        sgm_installation_set_up_language (void);

G_END_DECLS
