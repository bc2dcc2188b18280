/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "geo/sgm-ground.h"

G_BEGIN_DECLS

/**
 * SgmTownLine:
 * @kind: the kind of water or way that it is; %SGM_GROUND_DISTRICT where there
 *   is nothing but a border
 * @width: in metres, 0 for the usual width of its kind
 * @swing: how far its pieces waver, as a share of their length
 * @name: (nullable): what it is called
 * @name_en: (nullable): the same in English
 *
 * A line of the town's mesh: what lies between two areas.
 */
typedef struct
{
  SgmGroundKind kind;
  double width;
  double swing;
  const char *name;
  const char *name_en;
} SgmTownLine;

/* The lines that are there in every town: the district's outline on land,
 * walls in towns and balks between fields; then come the ways of its plan. */
#define SGM_TOWN_LINE_OUTLINE 0
#define SGM_TOWN_LINE_WALL 1
#define SGM_TOWN_LINE_BALK 2
#define SGM_TOWN_LINE_WAYS 3

static inline gboolean
sgm_town_line_is_water (const SgmTownLine *line)
{
  return line->kind >= SGM_GROUND_STREAM && line->kind <= SGM_GROUND_RIVER;
}

static inline gboolean
sgm_town_line_is_way (const SgmTownLine *line)
{
  return line->kind >= SGM_GROUND_PATH && line->kind <= SGM_GROUND_RAILWAY;
}

G_END_DECLS
