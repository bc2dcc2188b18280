/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-check.h"
#include "exchange/sgm-ledger-plan.h"

G_BEGIN_DECLS

/**
 * SgmFindingItem:
 *
 * One finding in areas or in a table, or all of one kind and severity
 * together. Such a group is the list of its findings (a GListModel of
 * SgmFindingItem), which are made when they are asked for: there may be many
 * thousands. It keeps the findings, so that it may outlive the report or the
 * plan that they are of.
 */
#define SGM_TYPE_FINDING_ITEM (sgm_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (SgmFindingItem, sgm_finding_item, SGM, FINDING_ITEM, GObject)

void                    sgm_finding_item_add_report       (GListStore            *groups,
                                                           const SgmImportReport *report);
void                    sgm_finding_item_add_plan         (GListStore            *groups,
                                                           const SgmLedgerPlan   *plan);

gboolean                sgm_finding_item_is_group         (SgmFindingItem        *self);
const SgmImportFinding *sgm_finding_item_get_in_areas     (SgmFindingItem        *self);
const SgmLedgerFinding *sgm_finding_item_get_in_table     (SgmFindingItem        *self);
SgmImportSeverity       sgm_finding_item_get_severity     (SgmFindingItem        *self);
char                   *sgm_finding_item_dup_title        (SgmFindingItem        *self);
char                   *sgm_finding_item_dup_subtitle     (SgmFindingItem        *self);
guint                   sgm_finding_item_get_n_found      (SgmFindingItem        *self);
guint                   sgm_finding_item_get_n_repairable (SgmFindingItem        *self);
guint                   sgm_finding_item_get_n_chosen     (SgmFindingItem        *self);
void                    sgm_finding_item_choose           (SgmFindingItem        *self,
                                                           gboolean               chosen);

G_END_DECLS
