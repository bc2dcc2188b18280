/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"
#include "district/sgm-records.h"

G_BEGIN_DECLS

/**
 * SgmTally:
 * @SGM_TALLY_OPEN: open events
 * @SGM_TALLY_OVERDUE: open events that were due before now
 * @SGM_TALLY_RECENT: events reported within the last days, neither refused nor
 *   void
 * @SGM_TALLY_TO_CLOSE: of these, the ones that are closed or overdue (应结案)
 * @SGM_TALLY_IN_TIME: of these, the ones closed before they were due
 * @SGM_TALLY_GRIDS: grids
 * @SGM_TALLY_OWN: grids that a party organization covers alone
 * @SGM_TALLY_JOINT: grids that share one with others
 * @SGM_TALLY_UNITS: minimal units
 * @SGM_TALLY_LED: units with a leader
 * @SGM_TALLY_WORKERS: posts of grid workers
 * @SGM_TALLY_ON_DUTY: of these, those whose person is on duty
 * @SGM_TALLY_SHORT: full-time workers that are missing on duty, of
 *   %SGM_FULL_TIME_PER_GRID in each grid
 *
 * What is counted for each area, in it and in what lies within it. Workers
 * and organizations belong to grids, leaders to units: the smaller areas have
 * none of them.
 */
typedef enum
{
  SGM_TALLY_OPEN,
  SGM_TALLY_OVERDUE,
  SGM_TALLY_RECENT,
  SGM_TALLY_TO_CLOSE,
  SGM_TALLY_IN_TIME,
  SGM_TALLY_GRIDS,
  SGM_TALLY_OWN,
  SGM_TALLY_JOINT,
  SGM_TALLY_UNITS,
  SGM_TALLY_LED,
  SGM_TALLY_WORKERS,
  SGM_TALLY_ON_DUTY,
  SGM_TALLY_SHORT,
  SGM_N_TALLIES,
} SgmTally;

/**
 * SgmNews:
 * @SGM_NEWS_EVENT: an event was reported
 * @SGM_NEWS_FACT: a figure of the area was recorded (台账)
 *
 * Of what it is known when it last happened in an area.
 */
typedef enum
{
  SGM_NEWS_EVENT,
  SGM_NEWS_FACT,
  SGM_N_NEWS,
} SgmNews;

/* 一格两员 */
#define SGM_FULL_TIME_PER_GRID 2

/* Today and the days before it, in Asia/Shanghai. */
#define SGM_TALLY_DAYS 7

/**
 * SgmTallies:
 *
 * The counts of every area of a set. They follow from the records and a
 * moment, and are kept true by the differences of each journal entry and by
 * sgm_tallies_advance(). Belongs to one thread at a time.
 */
typedef struct _SgmTallies SgmTallies;

SgmTallies    *sgm_tallies_new        (SgmRecords       *records,
                                       SgmAreaSet       *areas,
                                       gint64            now);
void           sgm_tallies_free       (SgmTallies       *tallies);
void           sgm_tallies_follow     (SgmTallies       *tallies,
                                       SgmRecord        *before,
                                       SgmRecord        *after);
void           sgm_tallies_advance    (SgmTallies       *tallies,
                                       gint64            now);
gint64         sgm_tallies_get_now    (const SgmTallies *tallies);
gint64         sgm_tallies_get_since  (const SgmTallies *tallies);
SgmAreaSet    *sgm_tallies_get_areas  (const SgmTallies *tallies);
guint          sgm_tallies_get        (const SgmTallies *tallies,
                                       const SgmArea    *area,
                                       SgmTally          tally);
gint64         sgm_tallies_get_latest (const SgmTallies *tallies,
                                       const SgmArea    *area,
                                       SgmNews           news);

const SgmArea *sgm_tally_find_area    (SgmAreaSet       *areas,
                                       SgmRecord        *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmTallies, sgm_tallies_free)

G_END_DECLS
