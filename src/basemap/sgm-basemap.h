/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "district/sgm-area-set.h"

G_BEGIN_DECLS

char    *sgm_basemap_dup_path (const char      *database);
gboolean sgm_basemap_make     (const char      *path,
                               SgmAreaSet      *areas,
                               SgmProgress      progress,
                               gpointer         progress_data,
                               GCancellable    *cancellable,
                               GError         **error);

G_END_DECLS
