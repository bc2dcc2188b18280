/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-check.h"

G_BEGIN_DECLS

/**
 * SgmFindingItem:
 *
 * One finding of an import, or all of one kind together, for a list. It keeps
 * the findings, so that it may outlive the report that they are of.
 */
#define SGM_TYPE_FINDING_ITEM (sgm_finding_item_get_type ())
G_DECLARE_FINAL_TYPE (SgmFindingItem, sgm_finding_item, SGM, FINDING_ITEM, GObject)

SgmFindingItem         *sgm_finding_item_new              (GPtrArray      *findings,
                                                           guint           index);
SgmFindingItem         *sgm_finding_item_new_group        (GPtrArray      *findings,
                                                           guint           first,
                                                           guint           n,
                                                           guint           n_found);
gboolean                sgm_finding_item_is_group         (SgmFindingItem *self);
const SgmImportFinding *sgm_finding_item_get_finding      (SgmFindingItem *self);
guint                   sgm_finding_item_get_n_found      (SgmFindingItem *self);
guint                   sgm_finding_item_get_n_repairable (SgmFindingItem *self);
guint                   sgm_finding_item_get_n_chosen     (SgmFindingItem *self);
void                    sgm_finding_item_choose           (SgmFindingItem *self,
                                                           gboolean        chosen);
GListModel             *sgm_finding_item_new_children     (SgmFindingItem *self);

G_END_DECLS
