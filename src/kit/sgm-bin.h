/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

void sgm_bin_dispose_template (AdwBin *bin,
                               GType   type);
void sgm_bin_keep_width       (AdwBin *bin);

G_END_DECLS
