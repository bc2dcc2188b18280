/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "geo/sgm-datum.h"

G_BEGIN_DECLS

/**
 * SgmTileKind:
 * @SGM_TILE_KIND_DISTRICT: the base map that belongs to the district's file
 * @SGM_TILE_KIND_MBTILES: an MBTiles file
 * @SGM_TILE_KIND_XYZ: a server, by an address with places to fill in
 * @SGM_TILE_KIND_TIANDITU_MAP: Tianditu's street map with its names
 * @SGM_TILE_KIND_TIANDITU_IMAGERY: Tianditu's imagery with its names
 *
 * Where a layer of the base map comes from.
 */
typedef enum
{
  SGM_TILE_KIND_DISTRICT,
  SGM_TILE_KIND_MBTILES,
  SGM_TILE_KIND_XYZ,
  SGM_TILE_KIND_TIANDITU_MAP,
  SGM_TILE_KIND_TIANDITU_IMAGERY,
} SgmTileKind;

/**
 * SgmTileSpec:
 * @kind: where it comes from
 * @location: (nullable): the file's path or the server's address, where the
 *   kind has one
 * @servers: (nullable): what `{s}` stands for in an address, with commas
 * @opacity: 0 to 1
 * @datum: what the map is measured against
 *
 * What a person has said about a layer of the base map.
 */
typedef struct
{
  SgmTileKind kind;
  char *location;
  char *servers;
  double opacity;
  SgmDatum datum;
} SgmTileSpec;

/* The layers as they are kept in the settings: the lowest first. */
#define SGM_TILE_SPECS_TYPE "aa{sv}"

SgmTileSpec *sgm_tile_spec_new           (SgmTileKind         kind,
                                          const char         *location);
void         sgm_tile_spec_free          (SgmTileSpec        *self);
gboolean     sgm_tile_spec_check         (const SgmTileSpec  *self,
                                          GError            **error);
char        *sgm_tile_spec_dup_name      (const SgmTileSpec  *self);
char        *sgm_tile_spec_dup_key_name  (const SgmTileSpec  *self);
GVariant    *sgm_tile_specs_to_variant   (GPtrArray          *specs);
GPtrArray   *sgm_tile_specs_from_variant (GVariant           *variant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTileSpec, sgm_tile_spec_free)

G_END_DECLS
