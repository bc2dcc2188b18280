/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"
#include "sample/sgm-lists.h"

G_BEGIN_DECLS

/**
 * SgmEventPlan:
 * @reported_at: UTC milliseconds
 * @matter: index into the list of matters, or -1 where it fits none and was
 *   refused
 * @stage: what became of it
 *
 * An event of the sample before it has a place, people and steps.
 */
typedef struct
{
  gint64 reported_at;
  int matter;
  SgmStage stage;
} SgmEventPlan;

GArray *sgm_event_plans_new       (const SgmLists *lists,
                                   GRand          *rand,
                                   gint64          now,
                                   guint32         seed);
gint64  sgm_event_plan_get_due    (const SgmLists *lists,
                                   int             matter,
                                   gint64          reported_at);

G_END_DECLS
