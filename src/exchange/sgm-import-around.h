/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-present.h"
#include "exchange/sgm-staging.h"

G_BEGIN_DECLS

gboolean sgm_import_add_around (SgmStaging        *staging,
                                SgmImportPresent  *present,
                                guint             *n_added,
                                GCancellable      *cancellable,
                                GError           **error);

G_END_DECLS
