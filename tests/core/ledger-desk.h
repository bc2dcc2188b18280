/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-ledger-apply.h"
#include "small-district.h"

/* A desk at which tables are imported into the small district, for tests. */
typedef struct
{
  char *folder;
  SgmStore *store;
  SgmLedgerColumns *columns; /* those of the last table, or NULL */
  SgmLedgerOptions *options;
} LedgerDesk;

/* Whole numbers and days of a table are cells of that type. */
typedef enum
{
  LEDGER_TEXTS,
  LEDGER_TYPED,
} LedgerCells;

void              ledger_desk_set_up    (LedgerDesk       *desk,
                                         gconstpointer     data);
void              ledger_desk_tear_down (LedgerDesk       *desk,
                                         gconstpointer     data);
char             *ledger_desk_write     (LedgerDesk       *desk,
                                         const char       *name,
                                         const char       *text);
char             *ledger_desk_write_gbk (LedgerDesk       *desk,
                                         const char       *name,
                                         const char       *text);
char             *ledger_desk_make      (LedgerDesk       *desk,
                                         const char       *name,
                                         const char       *driver,
                                         LedgerCells       cells,
                                         const char       *text);
SgmLedgerPlan    *ledger_desk_read      (LedgerDesk       *desk,
                                         SgmLedger         ledger,
                                         const char       *path);
SgmLedgerPlan    *ledger_desk_plan      (LedgerDesk       *desk,
                                         SgmLedger         ledger,
                                         const char       *text);
GArray           *ledger_desk_apply     (LedgerDesk       *desk,
                                         SgmLedgerPlan    *plan);
void              ledger_desk_undo      (LedgerDesk       *desk,
                                         GArray           *entries);
void              ledger_desk_import    (LedgerDesk       *desk,
                                         SgmLedger         ledger,
                                         const char       *text);
GPtrArray        *ledger_desk_get       (LedgerDesk       *desk,
                                         const SgmTable   *table);
void              ledger_desk_check     (LedgerDesk       *desk);
SgmLedgerFinding *ledger_find           (SgmLedgerPlan    *plan,
                                         SgmLedgerFault    fault,
                                         gint64            row);
void              ledger_assert_counts  (SgmLedgerPlan    *plan,
                                         guint             n_new,
                                         guint             n_changed,
                                         guint             n_same,
                                         guint             n_left_out);
