/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmGroundKind:
 *
 * What something on the base map is, in the order of drawing.
 */
typedef enum
{
  SGM_GROUND_DISTRICT,
  SGM_GROUND_BLOCK, /* built-up */
  SGM_GROUND_FIELD,
  SGM_GROUND_PARK,
  SGM_GROUND_POND,
  SGM_GROUND_CANAL,
  SGM_GROUND_STREAM,
  SGM_GROUND_LANE,
  SGM_GROUND_ROAD,
  SGM_GROUND_STREET,
  SGM_GROUND_RIVER, /* over what ends at its bank */
  SGM_GROUND_AVENUE,
  SGM_GROUND_RAILWAY,
  SGM_GROUND_MOTORWAY,
} SgmGroundKind;

#define SGM_GROUND_N_KINDS (SGM_GROUND_MOTORWAY + 1)

/**
 * SgmGroundFeature:
 * @box: around it, in Web Mercator from 0 to 1
 * @n_points: number of points
 * @points: (array): x, y, x, y … in Web Mercator; a %NAN for x begins a new
 *   line or ring
 * @name: (nullable): what it is called on the map
 */
typedef struct
{
  SgmGroundKind kind;
  SgmBox box;
  guint n_points;
  double *points;
  const char *name;
} SgmGroundFeature;

/**
 * SgmBasemapPlan:
 *
 * What the plain base map shows: grounds, waters and roads that are made up
 * from the borders of the areas, always alike for the same areas. Immutable,
 * to be read from any thread.
 */
typedef struct _SgmBasemapPlan SgmBasemapPlan;

SgmBasemapPlan         *sgm_basemap_plan_new            (SgmAreaSet           *areas);
void                    sgm_basemap_plan_free           (SgmBasemapPlan       *plan);
guint                   sgm_basemap_plan_get_n_features (const SgmBasemapPlan *plan);
const SgmGroundFeature *sgm_basemap_plan_get_feature    (const SgmBasemapPlan *plan,
                                                         guint                 index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmBasemapPlan, sgm_basemap_plan_free)

G_END_DECLS
