/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "district/sgm-area-set.h"
#include "geo/sgm-ground.h"

G_BEGIN_DECLS

SgmGround *sgm_basemap_plan_new  (SgmAreaSet    *areas);
gboolean   sgm_basemap_plan_make (const char    *path,
                                  SgmAreaSet    *areas,
                                  SgmProgress    progress,
                                  gpointer       progress_data,
                                  GCancellable  *cancellable,
                                  GError       **error);

G_END_DECLS
