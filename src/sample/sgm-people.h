/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-area-tree.h"
#include "sample/sgm-words.h"

G_BEGIN_DECLS

/**
 * SgmPeople:
 * @persons: (element-type SgmRecord): who works for the district
 * @posts: (element-type SgmRecord): where, and as what
 * @workers: (element-type gint64 GPtrArray): the workers of each grid, by its
 *   area id, full-time ones first
 *
 * The made-up people of the sample district: the published number of
 * full-time and part-time workers and resident leaders, spread over the
 * grids, leaders of most units, and somebody who answers for every area down
 * to the grids.
 */
typedef struct
{
  GPtrArray *persons;
  GPtrArray *posts;
  GHashTable *workers;
} SgmPeople;

SgmPeople *sgm_people_new         (const SgmAreaTree *tree,
                                   const SgmWords    *words,
                                   guint32            seed,
                                   gint64             since);
void       sgm_people_free        (SgmPeople         *people);
SgmRecord *sgm_people_pick_worker (const SgmPeople   *people,
                                   GRand             *rand,
                                   gint64             grid);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPeople, sgm_people_free)

G_END_DECLS
