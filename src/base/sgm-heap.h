/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void sgm_heap_set_up (void);
void sgm_heap_tidy   (void);

G_END_DECLS
