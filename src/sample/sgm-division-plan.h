/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"
#include "sample/sgm-place-names.h"

G_BEGIN_DECLS

/**
 * SgmDivisionPart:
 * @code: its code; %NULL for a grid
 * @name: its name; %NULL for a grid
 * @kind: village or community
 * @setting: what kind of neighbourhood it is
 * @parent: number of the part of the level above
 * @n_units: how many units shall be in it
 * @weight: its share of the parent's area, against its siblings'
 *
 * A street, community or grid that shall be cut out of its parent.
 */
typedef struct
{
  char *code;
  char *name;
  SgmAreaKind kind;
  SgmSetting setting;
  guint parent;
  guint n_units;
  double weight;
} SgmDivisionPart;

/**
 * SgmDivisionPlan:
 * @district: the district itself
 * @streets: (element-type SgmDivisionPart): the streets
 * @communities: (element-type SgmDivisionPart): all communities and villages
 * @grids: (element-type SgmDivisionPart): all grids
 *
 * What the district shall be divided into: the real streets, communities and
 * villages, and as many grids and units as the district has published.
 */
typedef struct
{
  SgmDivisionPart district;
  GArray *streets;
  GArray *communities;
  GArray *grids;
} SgmDivisionPlan;

SgmDivisionPlan *sgm_division_plan_new  (guint             scale,
                                         GRand            *random,
                                         GError          **error);
void             sgm_division_plan_free (SgmDivisionPlan  *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmDivisionPlan, sgm_division_plan_free)

G_END_DECLS
