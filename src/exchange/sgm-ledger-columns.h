/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-foreign-file.h"
#include "exchange/sgm-ledger.h"
#include "geo/sgm-datum.h"

G_BEGIN_DECLS

/**
 * SgmLedgerColumns:
 * @ledger: what the table is a list of
 * @columns: (array): for each field the number of the layer's column, -1 for
 *   none
 * @values: (array): for each field what all rows have where there is no
 *   column, or %NULL
 * @datum: what longitudes and latitudes are measured against
 * @remembered: whether it is what somebody has chosen for such a table before
 *
 * Which column of a foreign table says what.
 */
typedef struct
{
  SgmLedger ledger;
  int columns[SGM_LEDGER_MAX_FIELDS];
  char *values[SGM_LEDGER_MAX_FIELDS];
  SgmDatum datum;
  gboolean remembered;
} SgmLedgerColumns;

SgmLedgerColumns *sgm_ledger_columns_new       (SgmLedger               ledger);
SgmLedgerColumns *sgm_ledger_columns_copy      (const SgmLedgerColumns *columns);
void              sgm_ledger_columns_free      (SgmLedgerColumns       *columns);
void              sgm_ledger_columns_guess     (SgmLedgerColumns       *columns,
                                                const SgmForeignLayer  *layer,
                                                const char             *file_name);
void              sgm_ledger_columns_set       (SgmLedgerColumns       *columns,
                                                guint                   field,
                                                int                     column);
void              sgm_ledger_columns_set_value (SgmLedgerColumns       *columns,
                                                guint                   field,
                                                const char             *value);
gboolean          sgm_ledger_columns_check     (const SgmLedgerColumns *columns,
                                                const SgmForeignLayer  *layer,
                                                GError                **error);

gboolean          sgm_ledger_columns_recall    (SgmLedgerColumns       *columns,
                                                const SgmForeignLayer  *layer);
gboolean          sgm_ledger_columns_remember  (const SgmLedgerColumns *columns,
                                                const SgmForeignLayer  *layer,
                                                GError                **error);

SgmLedger         sgm_ledger_guess             (const SgmForeignLayer  *layer,
                                                const char             *file_name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmLedgerColumns, sgm_ledger_columns_free)

G_END_DECLS
