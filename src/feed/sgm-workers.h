/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmWorkers:
 *
 * The workers of a sample district with their terminals: a transport that
 * acknowledges orders, mostly, and workers who then accept them, arrive, and
 * report back, or give them back, through the one door and within times that
 * could be true. It follows the records alone, so that it goes on where it
 * was after a restart. Refuses to run on a district that is not a sample.
 */
#define SGM_TYPE_WORKERS (sgm_workers_get_type ())
G_DECLARE_FINAL_TYPE (SgmWorkers, sgm_workers, SGM, WORKERS, GObject)

SgmWorkers *sgm_workers_new         (SgmDistrict *district,
                                     guint32      seed);
void        sgm_workers_set_running (SgmWorkers  *self,
                                     gboolean     running);
void        sgm_workers_set_pace    (SgmWorkers  *self,
                                     double       pace);

G_END_DECLS
