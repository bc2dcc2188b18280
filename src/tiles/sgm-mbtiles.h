/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmMbtiles:
 *
 * An MBTiles file to read raster tiles from. Tiles are counted as in XYZ
 * (y from the north); the file's own count from the south is turned over
 * here. It may be read from any thread; reads wait for one another.
 */
typedef struct _SgmMbtiles SgmMbtiles;

SgmMbtiles *sgm_mbtiles_open         (const char  *path,
                                      GError     **error);
SgmMbtiles *sgm_mbtiles_ref          (SgmMbtiles  *self);
void        sgm_mbtiles_unref        (SgmMbtiles  *self);
guint       sgm_mbtiles_get_min_zoom (SgmMbtiles  *self);
guint       sgm_mbtiles_get_max_zoom (SgmMbtiles  *self);
const char *sgm_mbtiles_get_attribution (SgmMbtiles *self);
GBytes     *sgm_mbtiles_read         (SgmMbtiles  *self,
                                      guint        zoom,
                                      guint        x,
                                      guint        y,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmMbtiles, sgm_mbtiles_unref)

G_END_DECLS
