/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <geos_c.h>

#include "exchange/sgm-import-finding.h"
#include "geo/sgm-datum.h"

G_BEGIN_DECLS

/* Repairs that need nothing but the geometry itself. Each returns a new
 * geometry in well-known binary form, or NULL where nothing would be left. */
GBytes *sgm_import_rings_repair  (GBytes               *wkb,
                                  SgmImportRepair       repair,
                                  GEOSContextHandle_t   geos);
GBytes *sgm_import_rings_convert (GBytes               *wkb,
                                  SgmDatum              datum);

G_END_DECLS
