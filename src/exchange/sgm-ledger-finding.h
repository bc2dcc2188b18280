/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-import-finding.h"

G_BEGIN_DECLS

/**
 * SgmLedgerFault:
 * @SGM_LEDGER_UNREADABLE: a cell is not what it should be: a day, a number, a
 *   word
 * @SGM_LEDGER_PHONE_BAD: a cell is no telephone number
 * @SGM_LEDGER_MISSING: a cell is empty that is needed
 * @SGM_LEDGER_AREA_UNKNOWN: there is no such area
 * @SGM_LEDGER_AREA_UNSURE: the name stands for several areas
 * @SGM_LEDGER_AREA_MISSING: a person or a count has no area
 * @SGM_LEDGER_UNKNOWN: there is no such organization or item
 * @SGM_LEDGER_TWICE: another row says the same
 * @SGM_LEDGER_PHONE_SHARED: two people have one phone
 * @SGM_LEDGER_UNSURE: it may or may not be the same as somebody who is there
 * @SGM_LEDGER_CONTRARY: two cells do not fit each other
 * @SGM_LEDGER_OUTSIDE: a place lies outside of the district or of its area
 * @SGM_LEDGER_SHIFTED: places are shifted, as by a Chinese map service
 * @SGM_LEDGER_MIDDLE: a place without coordinates is put into the middle of
 *   its area
 * @SGM_LEDGER_TOTAL: there would be fewer or more than published
 * @SGM_LEDGER_FEW_WORKERS: grids would have fewer than two full-time workers
 *   (一格两员)
 * @SGM_LEDGER_UNCOVERED: grids would have no organization
 * @SGM_LEDGER_IDLE: organizations would cover nothing
 * @SGM_LEDGER_STAYS: what the file does not say stays as it is
 * @SGM_LEDGER_ENDS: what the file does not have ends
 *
 * What can be found wrong with a table that is to be imported.
 */
typedef enum
{
  SGM_LEDGER_UNREADABLE,
  SGM_LEDGER_PHONE_BAD,
  SGM_LEDGER_MISSING,
  SGM_LEDGER_AREA_UNKNOWN,
  SGM_LEDGER_AREA_UNSURE,
  SGM_LEDGER_AREA_MISSING,
  SGM_LEDGER_UNKNOWN,
  SGM_LEDGER_TWICE,
  SGM_LEDGER_PHONE_SHARED,
  SGM_LEDGER_UNSURE,
  SGM_LEDGER_CONTRARY,
  SGM_LEDGER_OUTSIDE,
  SGM_LEDGER_SHIFTED,
  SGM_LEDGER_MIDDLE,
  SGM_LEDGER_TOTAL,
  SGM_LEDGER_FEW_WORKERS,
  SGM_LEDGER_UNCOVERED,
  SGM_LEDGER_IDLE,
  SGM_LEDGER_STAYS,
  SGM_LEDGER_ENDS,
  SGM_N_LEDGER_FAULTS,
} SgmLedgerFault;

/**
 * SgmLedgerFinding:
 * @fault: what it is
 * @severity: how bad; what blocks has to be mended before anything is imported
 * @row: the row's number in the file as people count, 0 where it is about
 *   the whole
 * @other_row: another row that it is about, or 0
 * @field: number of the field, or -1
 * @sentence: what it is, translated; personal values are masked in it
 * @proposal: (nullable): what to do, translated
 * @left_out: whether the row is not imported because of it
 * @can_choose: whether sgm_ledger_options_choose() may say what becomes of the
 *   row
 * @areas: (element-type gint64): ids of the areas that it is about
 * @x: longitude of its place, or NaN
 * @y: latitude
 *
 * Something that was found wrong.
 */
typedef struct
{
  SgmLedgerFault fault;
  SgmImportSeverity severity;
  gint64 row;
  gint64 other_row;
  int field;
  char *sentence;
  char *proposal;
  gboolean left_out;
  gboolean can_choose;
  GArray *areas;
  double x;
  double y;
} SgmLedgerFinding;

SgmLedgerFinding *sgm_ledger_finding_new  (SgmLedgerFault     fault,
                                           SgmImportSeverity  severity,
                                           gint64             row);
void              sgm_ledger_finding_free (SgmLedgerFinding  *finding);

const char       *sgm_ledger_fault_get_id   (SgmLedgerFault fault);
const char       *sgm_ledger_fault_get_name (SgmLedgerFault fault);

char             *sgm_ledger_dup_masked_name  (const char *name);
char             *sgm_ledger_dup_masked_phone (const char *phone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerFinding, sgm_ledger_finding_free)

G_END_DECLS
