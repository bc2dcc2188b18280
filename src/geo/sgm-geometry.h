/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmBox:
 *
 * An axis-parallel rectangle. Empty while @min_x > @max_x.
 */
typedef struct
{
  double min_x;
  double min_y;
  double max_x;
  double max_y;
} SgmBox;

#define SGM_BOX_EMPTY ((SgmBox) { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE })

/**
 * SgmGeometry:
 *
 * A multipolygon (or a single point) in flat arrays: all coordinates one
 * after another as x, y, x, y …, rings as offsets into them, polygons as
 * offsets into the rings. x is the longitude and y the latitude in degrees
 * (EPSG:4490) unless a function says otherwise. The first ring of a polygon
 * is its outer one, the others are holes; a ring's last vertex repeats its
 * first.
 *
 * Immutable, reference-counted, to be read from any thread.
 */
typedef struct _SgmGeometry SgmGeometry;

SgmGeometry  *sgm_geometry_new_polygons (const double      *coordinates,
                                         const guint       *ring_ends,
                                         guint              n_rings,
                                         const guint       *polygon_ends,
                                         guint              n_polygons);
SgmGeometry  *sgm_geometry_new_point    (double             x,
                                         double             y);
SgmGeometry  *sgm_geometry_new_from_wkb (GBytes            *wkb,
                                         GError           **error);
GBytes       *sgm_geometry_to_wkb       (const SgmGeometry *geometry);
GBytes       *sgm_wkb_new               (gconstpointer      data,
                                         gsize              size);
SgmGeometry  *sgm_geometry_ref          (SgmGeometry       *geometry);
void          sgm_geometry_unref        (SgmGeometry       *geometry);

gboolean      sgm_geometry_is_point     (const SgmGeometry *geometry);
const SgmBox *sgm_geometry_get_box      (const SgmGeometry *geometry);
guint         sgm_geometry_get_n_polygons (const SgmGeometry *geometry);
guint         sgm_geometry_get_n_rings  (const SgmGeometry *geometry);
void          sgm_geometry_get_polygon_rings (const SgmGeometry *geometry,
                                         guint              polygon,
                                         guint             *first_ring,
                                         guint             *end_ring);
const double *sgm_geometry_get_ring     (const SgmGeometry *geometry,
                                         guint              ring,
                                         guint             *n_vertices);
gboolean      sgm_geometry_contains     (const SgmGeometry *geometry,
                                         double             x,
                                         double             y);
double        sgm_geometry_get_area     (const SgmGeometry *geometry);
const double *sgm_geometry_get_label_point (SgmGeometry      *geometry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmGeometry, sgm_geometry_unref)

G_END_DECLS
