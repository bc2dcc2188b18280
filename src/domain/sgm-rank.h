/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmCandidate:
 * @person: the worker
 * @grid: area id of the grid whose post makes the worker a candidate
 * @same_grid: whether @grid is the event's own; otherwise it is another grid
 *   of the same community
 * @on_duty: whether the worker is on duty
 * @skilled: whether the event's matter asks for one of the worker's skills
 * @load: how many orders the worker has that are not done
 *
 * Somebody who could be given an event, and what speaks for it.
 */
typedef struct
{
  SgmRecord *person;
  gint64 grid;
  gboolean same_grid;
  gboolean on_duty;
  gboolean skilled;
  guint load;
} SgmCandidate;

SgmCandidate *sgm_candidate_new     (SgmRecord          *person,
                                     gint64              grid,
                                     gboolean            same_grid,
                                     guint               load,
                                     SgmRecord          *matter);
void          sgm_candidate_free    (SgmCandidate       *candidate);
char         *sgm_candidate_dup_why (const SgmCandidate *candidate);
int           sgm_candidate_compare (const SgmCandidate *a,
                                     const SgmCandidate *b);

void          sgm_rank_candidates   (GPtrArray          *candidates);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmCandidate, sgm_candidate_free)

G_END_DECLS
