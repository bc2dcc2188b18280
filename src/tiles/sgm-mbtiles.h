/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SGM_MBTILES_UNFINISHED:
 *
 * The metadata key of a file of this program of which some tiles have yet to
 * be drawn.
 */
#define SGM_MBTILES_UNFINISHED "sgm-unfinished"

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
const char *sgm_mbtiles_get_path     (SgmMbtiles  *self);
gboolean    sgm_mbtiles_has_dark     (SgmMbtiles  *self);
gboolean    sgm_mbtiles_is_unfinished (SgmMbtiles *self);
void        sgm_mbtiles_refresh      (SgmMbtiles  *self);
GBytes     *sgm_mbtiles_read         (SgmMbtiles  *self,
                                      guint        zoom,
                                      guint        x,
                                      guint        y,
                                      GError     **error);
GBytes     *sgm_mbtiles_read_dark    (SgmMbtiles  *self,
                                      guint        zoom,
                                      guint        x,
                                      guint        y,
                                      GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmMbtiles, sgm_mbtiles_unref)

G_END_DECLS
