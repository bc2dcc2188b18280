/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-export.h"

G_BEGIN_DECLS

void         sgm_exporter_write_async  (SgmStore                *store,
                                        const SgmExportOptions  *options,
                                        SgmProgress              progress,
                                        gpointer                 progress_data,
                                        GCancellable            *cancellable,
                                        GAsyncReadyCallback      callback,
                                        gpointer                 user_data);
SgmExported *sgm_exporter_write_finish (GAsyncResult            *result,
                                        GError                 **error);

G_END_DECLS
