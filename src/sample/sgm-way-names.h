/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmWayName:
 * @name: what it is called
 * @name_en: the same in English
 *
 * The name of a way or a water.
 */
typedef struct
{
  const char *name;
  const char *name_en;
} SgmWayName;

/**
 * SgmWayNames:
 *
 * Makes up names of roads, streets and canals, none of them twice as long as
 * there are enough.
 */
typedef struct _SgmWayNames SgmWayNames;

SgmWayNames *sgm_way_names_new  (GRand         *random);
void         sgm_way_names_free (SgmWayNames   *names);
SgmWayName   sgm_way_names_take (SgmWayNames   *names,
                                 SgmGroundKind  kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmWayNames, sgm_way_names_free)

G_END_DECLS
