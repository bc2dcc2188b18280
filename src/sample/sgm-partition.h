/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-town.h"

G_BEGIN_DECLS

GPtrArray *sgm_partition_make       (guint32         seed,
                                     guint           scale,
                                     SgmProgress     progress,
                                     gpointer        progress_data,
                                     GCancellable   *cancellable,
                                     GError        **error);
GPtrArray *sgm_partition_name_units (const SgmTown  *town,
                                     guint32         seed);

G_END_DECLS
