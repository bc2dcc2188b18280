/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"
#include "tiles/sgm-mbtiles.h"

G_BEGIN_DECLS

/**
 * SgmOpened:
 * @tiles: (nullable): the base map, %NULL where there is none to read
 * @tiles_error: (nullable): why not
 *
 * A district that is ready to be worked with.
 */
typedef struct
{
  SgmDistrict *district;
  SgmMbtiles *tiles;
  GError *tiles_error;
} SgmOpened;

void       sgm_opened_free        (SgmOpened           *opened);

void       sgm_opener_open_async  (const char          *database,
                                   const char          *tiles,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data);
SgmOpened *sgm_opener_open_finish (GAsyncResult        *result,
                                   GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmOpened, sgm_opened_free)

G_END_DECLS
