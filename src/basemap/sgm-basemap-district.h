/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "basemap/sgm-basemap.h"
#include "district/sgm-area-set.h"

G_BEGIN_DECLS

SgmGround *sgm_basemap_district_new_ground (SgmAreaSet       *areas);
gboolean   sgm_basemap_district_begin      (const char       *path,
                                            SgmAreaSet       *areas,
                                            const SgmGround  *town,
                                            SgmProgress       progress,
                                            gpointer          progress_data,
                                            GCancellable     *cancellable,
                                            GError          **error);

G_END_DECLS
