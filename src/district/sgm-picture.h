/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"
#include "district/sgm-records.h"
#include "district/sgm-tally.h"
#include "store/sgm-entry.h"

G_BEGIN_DECLS

/**
 * SgmDifference:
 * @before: (nullable): a record as it was, %NULL where there was none
 * @after: (nullable): the same record as it is, %NULL where it is gone
 */
typedef struct
{
  SgmRecord *before;
  SgmRecord *after;
} SgmDifference;

/**
 * SgmPicture:
 * @seq: number of the journal entry that the picture shows
 * @records: all records
 * @areas: the area set that follows from them
 * @tallies: what is counted for each area of the set
 *
 * The state of a district. @areas and @tallies follow from @records alone, so
 * that a picture kept by entries and one of a fresh snapshot are equal. May be
 * made in any thread; belongs to one at a time.
 */
typedef struct
{
  gint64 seq;
  SgmRecords *records;
  SgmAreaSet *areas;
  SgmTallies *tallies;
} SgmPicture;

SgmPicture    *sgm_picture_new       (SgmSnapshot   *snapshot,
                                      GError       **error);
void           sgm_picture_free      (SgmPicture    *picture);
GPtrArray     *sgm_picture_apply     (SgmPicture    *picture,
                                      SgmEntry      *entry);
const SgmArea *sgm_picture_find_area (SgmPicture    *picture,
                                      SgmRecord     *event);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPicture, sgm_picture_free)

G_END_DECLS
