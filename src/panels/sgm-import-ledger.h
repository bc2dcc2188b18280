/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "district/sgm-area-set.h"
#include "exchange/sgm-ledger-apply.h"

G_BEGIN_DECLS

/**
 * SgmImportCells:
 * @number: the row's number in the file
 * @cells: (array): for each field what the row has, personal values masked, or
 *   %NULL
 *
 * One of the first rows of a table, as it is understood.
 */
typedef struct
{
  gint64 number;
  char *cells[SGM_LEDGER_MAX_FIELDS];
} SgmImportCells;

/**
 * SgmImportLedger:
 * @layer: number of the table
 * @kind: what it is a list of
 * @said_kind: whether a person has said so
 * @header: the row that has the names of the columns, where a person has said
 *   so, from 1; 0 for none
 * @said_header: whether a person has said so
 * @said_fields: bits of the fields of which a person has said something
 * @columns: which column says what
 * @options: what a person has chosen for rows that are unsure
 * @samples: (nullable) (element-type SgmImportCells): the first rows
 * @plan: (nullable): what would change, once it is checked
 * @owns_plan: whether the plan is its own
 *
 * A table of people, organizations and the like on its way into the district:
 * what a person has said of it, what was guessed, and what came of it.
 */
typedef struct
{
  guint layer;
  SgmLedger kind;
  gboolean said_kind;
  guint header;
  gboolean said_header;
  guint said_fields;
  SgmLedgerColumns *columns;
  SgmLedgerOptions *options;
  GPtrArray *samples;
  SgmLedgerPlan *plan;
  gboolean owns_plan;
} SgmImportLedger;

gboolean         sgm_import_ledger_suits       (SgmForeignFile         *file);
SgmImportLedger *sgm_import_ledger_new         (void);
SgmImportLedger *sgm_import_ledger_copy        (const SgmImportLedger  *ledger);
void             sgm_import_ledger_free        (SgmImportLedger        *ledger);

void             sgm_import_ledger_say_layer   (SgmImportLedger        *ledger,
                                                guint                   layer);
void             sgm_import_ledger_say_kind    (SgmImportLedger        *ledger,
                                                SgmLedger               kind);
void             sgm_import_ledger_say_header  (SgmImportLedger        *ledger,
                                                guint                   row);
void             sgm_import_ledger_say_column  (SgmImportLedger        *ledger,
                                                guint                   field,
                                                int                     column);
void             sgm_import_ledger_say_value   (SgmImportLedger        *ledger,
                                                guint                   field,
                                                const char             *value);
gboolean         sgm_import_ledger_guess       (SgmImportLedger        *ledger,
                                                SgmForeignFile         *file,
                                                GCancellable           *cancellable,
                                                GError                **error);
guint            sgm_import_ledger_count       (const SgmLedgerPlan    *plan,
                                                SgmImportSeverity       severity);
SgmGeometry     *sgm_import_ledger_dup_ground  (const SgmLedgerFinding *finding,
                                                SgmAreaSet             *areas,
                                                SgmBox                 *box);

G_END_DECLS
