/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "exchange/sgm-ledger-finding.h"

G_BEGIN_DECLS

/**
 * SgmFaultItem:
 *
 * One finding in a table, or all of one kind and severity together, for a
 * list. It keeps the findings, so that it may outlive the plan that they are of.
 */
#define SGM_TYPE_FAULT_ITEM (sgm_fault_item_get_type ())
G_DECLARE_FINAL_TYPE (SgmFaultItem, sgm_fault_item, SGM, FAULT_ITEM, GObject)

SgmFaultItem           *sgm_fault_item_new          (GPtrArray              *findings,
                                                     const SgmLedgerFinding *finding);
void                    sgm_fault_item_add          (SgmFaultItem           *self,
                                                     SgmFaultItem           *child);
void                    sgm_fault_item_set_n_found  (SgmFaultItem           *self,
                                                     guint                   n_found);
guint                   sgm_fault_item_get_n_found  (SgmFaultItem           *self);
const SgmLedgerFinding *sgm_fault_item_get_finding  (SgmFaultItem           *self);
GListModel             *sgm_fault_item_get_children (SgmFaultItem           *self);

G_END_DECLS
