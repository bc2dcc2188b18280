/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <ogr_api.h>

G_BEGIN_DECLS

/* What a single row may have; more is a mistake or malice. */
#define SGM_FOREIGN_MAX_RINGS 10000
#define SGM_FOREIGN_MAX_VERTICES 1000000

/* The farthest that any coordinate system reaches: zones of the Gauss-Krüger
 * kind write their number in front, up to 45,999,999 m. */
#define SGM_FOREIGN_MAX_COORDINATE 1e8

GBytes *sgm_foreign_shape_to_wkb  (OGRGeometryH   geometry,
                                   gboolean       close_lines,
                                   char         **fault);
char   *sgm_foreign_shape_say_many_rings (guint n_rings);

G_END_DECLS
