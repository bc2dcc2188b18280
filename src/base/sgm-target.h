/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sgm_target_check (const char  *path,
                           GError     **error);

G_END_DECLS
