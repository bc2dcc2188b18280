/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/sgm-record.h"

G_BEGIN_DECLS

/* Closed events that were reported within so many days are in a snapshot. */
#define SGM_SNAPSHOT_DAYS 7

/* Closed events stay in the live picture this long. */
#define SGM_RECENT_MILLISECONDS (G_GINT64_CONSTANT (7) * 24 * 3600 * 1000)

/**
 * SgmSnapshot:
 *
 * The records that were live at one number of the journal: every area,
 * person, post, organization and list, the open events and those of the last
 * seven days, and their tasks and steps. Immutable and reference-counted.
 */
typedef struct _SgmSnapshot SgmSnapshot;

SgmSnapshot *sgm_snapshot_new         (gint64          seq);
void         sgm_snapshot_take        (SgmSnapshot    *snapshot,
                                       const SgmTable *table,
                                       GPtrArray      *records);
SgmSnapshot *sgm_snapshot_ref         (SgmSnapshot    *snapshot);
void         sgm_snapshot_unref       (SgmSnapshot    *snapshot);
gint64       sgm_snapshot_get_seq     (SgmSnapshot    *snapshot);
void         sgm_snapshot_set_at      (SgmSnapshot    *snapshot,
                                       gint64          at);
gint64       sgm_snapshot_get_at      (SgmSnapshot    *snapshot);
void         sgm_snapshot_lay_editions (SgmSnapshot   *snapshot);
GPtrArray   *sgm_snapshot_get_records (SgmSnapshot    *snapshot,
                                       const SgmTable *table);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmSnapshot, sgm_snapshot_unref)

G_END_DECLS
