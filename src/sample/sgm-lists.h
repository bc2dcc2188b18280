/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"
#include "domain/sgm-clock.h"
#include "sample/sgm-event-habit.h"

G_BEGIN_DECLS

/**
 * SgmLists:
 * @matters: (element-type SgmRecord): the admitted matters
 * @weights: how often the sample reports each matter
 * @places: (array zero-terminated=1): the use of words for each matter's
 *   places, see [struct@Words]
 * @habits: (element-type SgmEventHabit): when each matter is reported
 * @items: (element-type SgmRecord): the information items
 * @duties: (element-type SgmRecord): the duties of full-time workers
 * @days: (element-type SgmRecord): holidays and make-up working days
 * @calendar: the same days to count with
 *
 * The lists in `data/lists`, as records.
 */
typedef struct
{
  GPtrArray *matters;
  GArray *weights;
  char **places;
  GArray *habits;
  GPtrArray *items;
  GPtrArray *duties;
  GPtrArray *days;
  SgmCalendar *calendar;
} SgmLists;

SgmLists *sgm_lists_new  (gint64     now,
                          GError   **error);
void      sgm_lists_free (SgmLists  *lists);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLists, sgm_lists_free)

G_END_DECLS
