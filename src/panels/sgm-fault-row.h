/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "exchange/sgm-ledger-plan.h"
#include "panels/sgm-fault-item.h"

G_BEGIN_DECLS

/**
 * SgmFaultRow:
 *
 * What is seen of one finding in a table or of all of a kind, with a drop-down
 * where it has to be said who somebody is.
 *
 * Emits [signal@FaultRow::chosen] (gint64 row, guint SgmLedgerChoice) when a
 * person has said so.
 */
#define SGM_TYPE_FAULT_ROW (sgm_fault_row_get_type ())
G_DECLARE_FINAL_TYPE (SgmFaultRow, sgm_fault_row, SGM, FAULT_ROW, AdwBin)

GtkWidget *sgm_fault_row_new      (void);
void       sgm_fault_row_set_item (SgmFaultRow     *self,
                                   SgmFaultItem    *item,
                                   SgmLedgerChoice  choice);

G_END_DECLS
