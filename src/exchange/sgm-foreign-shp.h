/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmForeignShp:
 *
 * Tells how many rings the shapes of a .shp have before GDAL reads them, which
 * takes a time that grows with their square.
 */
typedef struct _SgmForeignShp SgmForeignShp;

SgmForeignShp *sgm_foreign_shp_new         (const char    *path);
void           sgm_foreign_shp_free        (SgmForeignShp *shp);
guint          sgm_foreign_shp_get_n_rings (SgmForeignShp *shp,
                                            gint64         record);

G_END_DECLS
