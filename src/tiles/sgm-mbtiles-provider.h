/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tiles/sgm-mbtiles.h"
#include "tiles/sgm-tile-provider.h"

G_BEGIN_DECLS

/**
 * SgmMbtilesProvider:
 *
 * Tiles from an MBTiles file. The file is opened by the first read, in a
 * worker thread, since it may lie on a slow disk.
 */
#define SGM_TYPE_MBTILES_PROVIDER (sgm_mbtiles_provider_get_type ())
G_DECLARE_FINAL_TYPE (SgmMbtilesProvider, sgm_mbtiles_provider, SGM, MBTILES_PROVIDER,
                      SgmTileProvider)

SgmTileProvider *sgm_mbtiles_provider_new          (SgmMbtiles *tiles);
SgmTileProvider *sgm_mbtiles_provider_new_for_path (const char *path);

G_END_DECLS
