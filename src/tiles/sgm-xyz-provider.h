/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "tiles/sgm-tile-cache.h"
#include "tiles/sgm-tile-provider.h"
#include "tiles/sgm-xyz-template.h"

G_BEGIN_DECLS

/**
 * SgmXyzProvider:
 *
 * Tiles from a server over HTTP, of which few are asked for at a time, under
 * the program's own name. What comes is kept in a cache and asked for again
 * only when the server's word that it is fresh has run out; what was kept is
 * shown as well while the server cannot be reached.
 *
 * A server that cannot be reached, refuses or fails is left alone for a pause
 * that doubles. A tile that fails on its own, or is no picture, is left alone
 * for a while, too. Nothing but the signal `changed` leads to asking again.
 *
 * Properties, to be set before the first read: `timeout` and `first-pause`,
 * in milliseconds.
 */
#define SGM_TYPE_XYZ_PROVIDER (sgm_xyz_provider_get_type ())
G_DECLARE_FINAL_TYPE (SgmXyzProvider, sgm_xyz_provider, SGM, XYZ_PROVIDER, SgmTileProvider)

SgmTileProvider *sgm_xyz_provider_new     (SgmXyzTemplate *address,
                                           const char     *name,
                                           SgmTileCache   *cache);
void             sgm_xyz_provider_set_key (SgmXyzProvider *self,
                                           const char     *key);

G_END_DECLS
