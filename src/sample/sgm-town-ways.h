/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-town.h"

G_BEGIN_DECLS

/**
 * SgmTownStretch:
 * @kind: the kind of water or way
 * @width: in metres, 0 for the usual width of its kind
 * @length: in metres
 * @name: (nullable): what it is called
 * @name_en: (nullable): the same in English
 * @coordinates: (element-type double): longitude and latitude of its points
 *
 * A stretch of water or way, along the borders of units.
 */
typedef struct
{
  SgmGroundKind kind;
  double width;
  double length;
  const char *name;
  const char *name_en;
  GArray *coordinates;
} SgmTownStretch;

GPtrArray *sgm_town_ways_new (const SgmTown *town,
                              guint32        seed);

G_END_DECLS
