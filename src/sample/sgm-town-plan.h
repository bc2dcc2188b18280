/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"
#include "geo/sgm-ground.h"
#include "sample/sgm-contour.h"

G_BEGIN_DECLS

/**
 * SgmSetting:
 *
 * What kind of neighbourhood a community or village is.
 */
typedef enum
{
  SGM_SETTING_CITY,     /* 江南街道 */
  SGM_SETTING_TOWN,     /* a market town and what has grown around it */
  SGM_SETTING_INDUSTRY, /* the high-tech zone */
  SGM_SETTING_VILLAGE,  /* a village with its fields and ponds */
} SgmSetting;

/**
 * SgmTownDivision:
 * @code: its code
 * @name: its name
 * @kind: village or community, or none for district and streets
 * @parent: number of the part of the level above
 * @setting: of a community or village: what it is like
 * @seat: of a community or village: where its middle lies
 *
 * The district, a street, a community or a village.
 */
typedef struct
{
  char *code;
  char *name;
  SgmAreaKind kind;
  guint parent;
  SgmSetting setting;
  SgmMeshPoint seat;
} SgmTownDivision;

/**
 * SgmTownWayRole:
 * @SGM_TOWN_WAY_BANK: from the point of the outline that is nearest to its
 *   first point on along the outline, counter-clockwise, to its last
 * @SGM_TOWN_WAY_BORDER: parts streets
 * @SGM_TOWN_WAY: units do not reach across it
 * @SGM_TOWN_WAY_ABOVE: passes over whatever there is, or lies beyond the
 *   district
 *
 * What a way does to the areas.
 */
typedef enum
{
  SGM_TOWN_WAY_BANK,
  SGM_TOWN_WAY_BORDER,
  SGM_TOWN_WAY,
  SGM_TOWN_WAY_ABOVE,
} SgmTownWayRole;

/**
 * SgmTownWay:
 * @width: in metres
 * @points: (element-type SgmMeshPoint): where it passes; it is smooth
 *
 * A river, canal or road that was there before the areas.
 */
typedef struct
{
  SgmTownWayRole role;
  SgmGroundKind kind;
  double width;
  char *name;
  char *name_en;
  GArray *points;
} SgmTownWay;

/**
 * SgmTownSpot:
 *
 * Something to find one's way by, such as a station.
 */
typedef struct
{
  char *name;
  char *name_en;
  SgmMeshPoint at;
} SgmTownSpot;

/**
 * SgmTownLand:
 * @points: (element-type SgmMeshPoint): its outline, the first point repeated
 *
 * Land beyond the district: a town or a wood.
 */
typedef struct
{
  SgmGroundKind kind;
  GArray *points;
} SgmTownLand;

/**
 * SgmTownPlan:
 * @place: the plane in which all of it lies, in metres
 * @outline: (element-type SgmMeshPoint): the district's outline,
 *   counter-clockwise, its first vertex not repeated
 * @district: the district itself
 * @streets: (element-type SgmTownDivision): the streets
 * @communities: (element-type SgmTownDivision): the communities and villages
 * @ways: (element-type SgmTownWay): waters first
 * @lands: (element-type SgmTownLand): what is around the district
 * @spots: (element-type SgmTownSpot): stations and the like
 *
 * What is known of the sample's district before chance: the real outline, the
 * real names and codes, and the lie of its waters and main roads.
 */
typedef struct
{
  SgmContourPlace place;
  GArray *outline;
  SgmTownDivision district;
  GArray *streets;
  GArray *communities;
  GArray *ways;
  GArray *lands;
  GArray *spots;
} SgmTownPlan;

SgmTownPlan *sgm_town_plan_new  (GError      **error);
void         sgm_town_plan_free (SgmTownPlan  *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTownPlan, sgm_town_plan_free)

G_END_DECLS
