/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-finding-item.h"

G_BEGIN_DECLS

/**
 * SgmFindingRow:
 *
 * What is seen of one finding or of all of a kind, with a check box where a
 * repair is proposed, and a drop-down where it has to be said who somebody is.
 *
 * Emits [signal@FindingRow::toggled] when a person has chosen a repair or let
 * go of it, and [signal@FindingRow::chosen] (gint64 row, guint
 * SgmLedgerChoice) when it was said what becomes of a row.
 */
#define SGM_TYPE_FINDING_ROW (sgm_finding_row_get_type ())
G_DECLARE_FINAL_TYPE (SgmFindingRow, sgm_finding_row, SGM, FINDING_ROW, AdwBin)

GtkWidget *sgm_finding_row_new      (void);
void       sgm_finding_row_set_item (SgmFindingRow   *self,
                                     SgmFindingItem  *item,
                                     SgmLedgerChoice  choice);
void       sgm_finding_row_refresh  (SgmFindingRow   *self);

G_END_DECLS
