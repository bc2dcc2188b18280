/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <geos_c.h>

#include "exchange/sgm-import-finding.h"
#include "exchange/sgm-staging.h"

G_BEGIN_DECLS

gboolean sgm_import_give_sliver (SgmStaging              *staging,
                                 const SgmImportFinding  *finding,
                                 GEOSContextHandle_t      geos,
                                 gboolean                *given,
                                 GError                 **error);

G_END_DECLS
