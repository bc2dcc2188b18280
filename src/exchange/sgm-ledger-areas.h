/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"

G_BEGIN_DECLS

/**
 * SgmLedgerAreas:
 *
 * Finds areas as spreadsheets name them: by code, by name, or by the name of
 * what they lie in and their own, such as “桥南社区第一网格”.
 */
typedef struct _SgmLedgerAreas SgmLedgerAreas;

/**
 * SgmLedgerAreaFind:
 * @SGM_LEDGER_AREA_FOUND: there is exactly one
 * @SGM_LEDGER_AREA_NONE: there is none
 * @SGM_LEDGER_AREA_SEVERAL: there are several of that name
 * @SGM_LEDGER_AREA_CUT: it is a code of a unit whose last digits a
 *   spreadsheet has made zeros
 */
typedef enum
{
  SGM_LEDGER_AREA_FOUND,
  SGM_LEDGER_AREA_NONE,
  SGM_LEDGER_AREA_SEVERAL,
  SGM_LEDGER_AREA_CUT,
} SgmLedgerAreaFind;

/* Which levels are looked for. */
#define SGM_LEDGER_LEVEL(level) (1u << (level))
#define SGM_LEDGER_ANY_LEVEL (~0u)

SgmLedgerAreas    *sgm_ledger_areas_new  (SgmAreaSet      *set);
void               sgm_ledger_areas_free (SgmLedgerAreas  *areas);
SgmLedgerAreaFind  sgm_ledger_areas_find (SgmLedgerAreas  *areas,
                                          const char      *text,
                                          const SgmArea   *within,
                                          guint            levels,
                                          const SgmArea  **found,
                                          guint           *n_found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerAreas, sgm_ledger_areas_free)

G_END_DECLS
