/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-town.h"

G_BEGIN_DECLS

/**
 * SgmTownFigures:
 * @name: of a street or of the district
 * @n_units: how many units it has
 * @area: its area in hectares
 * @sizes: of the units in hectares: the smallest, a tenth, half and nine tenths
 *   of them are no larger, the largest
 * @compactness: 4πA/P² of the units: the least, a tenth and half of them have
 *   no more
 * @along: share of the units' borders that run along a way or a water
 * @n_neighbours: how many others a unit has a border with, on the average
 *
 * What the units of a town are like.
 */
typedef struct
{
  const char *name;
  guint n_units;
  double area;
  double sizes[5];
  double compactness[3];
  double along;
  double n_neighbours;
} SgmTownFigures;

GArray *sgm_town_figures_new (const SgmTown *town);

G_END_DECLS
