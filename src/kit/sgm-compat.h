/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What depends on the versions of the interface's libraries. */
void sgm_compat_init_without_gl (void);

G_END_DECLS
