/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"

G_BEGIN_DECLS

GPtrArray *sgm_partition_make (guint32        seed,
                               guint          scale,
                               SgmProgress    progress,
                               gpointer       progress_data,
                               GCancellable  *cancellable,
                               GError       **error);

G_END_DECLS
