/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"

G_BEGIN_DECLS

void     sgm_maker_make_async  (const char           *database,
                                SgmProgress           progress,
                                gpointer              progress_data,
                                GCancellable         *cancellable,
                                GAsyncReadyCallback   callback,
                                gpointer              user_data);
gboolean sgm_maker_make_finish (GAsyncResult         *result,
                                GError              **error);

void     sgm_maker_recover_async  (const char           *database,
                                   SgmProgress           progress,
                                   gpointer              progress_data,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
char    *sgm_maker_recover_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
