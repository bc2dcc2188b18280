/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "geo/sgm-datum.h"
#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmForeignThing:
 * @layer: name of the layer it is in
 * @shape: what it is
 * @n_points: how many points it has
 * @points: (array): x, y, x, y …, longitude and latitude in CGCS2000; a %NAN
 *   for x begins a new line or ring, and rings within rings are holes
 *
 * A thing of a map.
 */
typedef struct
{
  const char *layer;
  SgmGroundShape shape;
  guint n_points;
  const double *points;
} SgmForeignThing;

/**
 * SgmForeignSweep:
 *
 * Goes once through all layers of a file of maps, a province's OpenStreetMap
 * extract (`.osm.pbf`) as well as a folder of Shapefiles, for what lies in a
 * rectangle. It needs little memory however large the file is. Used by one
 * thread.
 */
typedef struct _SgmForeignSweep SgmForeignSweep;

SgmForeignSweep *sgm_foreign_sweep_new          (const char              *path,
                                                 GPtrArray               *columns,
                                                 const SgmBox            *box,
                                                 SgmDatum                 datum,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
void             sgm_foreign_sweep_free         (SgmForeignSweep         *self);
gboolean         sgm_foreign_sweep_next         (SgmForeignSweep         *self,
                                                 const SgmForeignThing  **thing,
                                                 GCancellable            *cancellable,
                                                 GError                 **error);
const char      *sgm_foreign_sweep_get_value    (SgmForeignSweep         *self,
                                                 const char              *column);
double           sgm_foreign_sweep_get_fraction (SgmForeignSweep         *self);
guint            sgm_foreign_sweep_get_n_faults (SgmForeignSweep         *self);
const char      *sgm_foreign_sweep_get_name     (SgmForeignSweep         *self);
gboolean         sgm_foreign_sweep_is_osm       (SgmForeignSweep         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmForeignSweep, sgm_foreign_sweep_free)

G_END_DECLS
