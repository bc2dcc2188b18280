/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean sgm_import_is_tangled (GBytes *wkb);

G_END_DECLS
