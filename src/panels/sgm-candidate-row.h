/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "domain/sgm-rank.h"
#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmCandidateRow:
 *
 * Somebody who may get an order, with the reason and the present load.
 */
#define SGM_TYPE_CANDIDATE_ROW (sgm_candidate_row_get_type ())
G_DECLARE_FINAL_TYPE (SgmCandidateRow, sgm_candidate_row, SGM, CANDIDATE_ROW, GtkListBoxRow)

GtkWidget *sgm_candidate_row_new        (SgmDistrict        *district,
                                         const SgmCandidate *candidate);
gint64     sgm_candidate_row_get_person (SgmCandidateRow    *self);

G_END_DECLS
