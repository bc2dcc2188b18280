/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"
#include "geo/sgm-geometry.h"
#include "base/sgm-record.h"

G_BEGIN_DECLS

/**
 * SgmArea:
 * @index: its place in the set
 * @parent: index of the parent, or %SGM_AREA_NONE
 * @first_child: index of its first child; children stand together
 * @size: its area in m²
 *
 * One present area of the district, of any level.
 */
typedef struct
{
  guint index;
  gint64 id;
  SgmLevel level;
  SgmAreaKind kind;
  const char *code;
  const char *name;
  guint parent;
  guint first_child;
  guint n_children;
  SgmGeometry *geometry;
  double size;
} SgmArea;

#define SGM_AREA_NONE G_MAXUINT

/**
 * SgmAreaSet:
 *
 * All present areas, the district first, then level by level and within a
 * level by code, with a spatial index for each level. Immutable and
 * reference-counted: the map's threads draw from it while the main thread
 * goes on. A boundary that changes makes a new set.
 */
typedef struct _SgmAreaSet SgmAreaSet;

SgmAreaSet    *sgm_area_set_new         (GPtrArray         *records,
                                         GError           **error);
SgmAreaSet    *sgm_area_set_ref         (SgmAreaSet        *set);
void           sgm_area_set_unref       (SgmAreaSet        *set);
guint          sgm_area_set_get_n_areas (const SgmAreaSet  *set);
const SgmArea *sgm_area_set_get         (const SgmAreaSet  *set,
                                         guint              index);
void           sgm_area_set_get_level   (const SgmAreaSet  *set,
                                         SgmLevel           level,
                                         guint             *first,
                                         guint             *end);
const SgmArea *sgm_area_set_find_id     (const SgmAreaSet  *set,
                                         gint64             id);
const SgmArea *sgm_area_set_find_code   (const SgmAreaSet  *set,
                                         const char        *code);
const SgmArea *sgm_area_set_find_at     (const SgmAreaSet  *set,
                                         SgmLevel           level,
                                         double             longitude,
                                         double             latitude);
const SgmArea *sgm_area_set_get_ancestor (const SgmAreaSet *set,
                                         const SgmArea     *area,
                                         SgmLevel           level);
GArray        *sgm_area_set_query       (const SgmAreaSet  *set,
                                         SgmLevel           level,
                                         const SgmBox      *box);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmAreaSet, sgm_area_set_unref)

G_END_DECLS
