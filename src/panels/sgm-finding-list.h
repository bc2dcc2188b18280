/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmFindingList:
 *
 * Findings that follow one another as a list of [class@FindingItem], which are
 * made when they are asked for: there may be many thousands.
 */
#define SGM_TYPE_FINDING_LIST (sgm_finding_list_get_type ())
G_DECLARE_FINAL_TYPE (SgmFindingList, sgm_finding_list, SGM, FINDING_LIST, GObject)

SgmFindingList *sgm_finding_list_new (GPtrArray *findings,
                                      guint      first,
                                      guint      n);

G_END_DECLS
