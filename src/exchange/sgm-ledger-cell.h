/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "exchange/sgm-ledger.h"

G_BEGIN_DECLS

/* How cells of spreadsheets are read. They were written by people: digits may
 * be full-width, numbers may have commas and units, days any usual form. */

char    *sgm_ledger_dup_plain    (const char           *text);
char    *sgm_ledger_dup_key      (const char           *text);
gboolean sgm_ledger_parse_day    (const char           *text,
                                  gint64               *day);
gboolean sgm_ledger_parse_number (const char           *text,
                                  double               *number,
                                  char                **unit);
gboolean sgm_ledger_parse_count  (const char           *text,
                                  gint64               *count);
char    *sgm_ledger_parse_phone  (const char           *text);
gboolean sgm_ledger_parse_yes    (const char           *text,
                                  gboolean             *yes);
gboolean sgm_ledger_parse_word   (const char           *text,
                                  const SgmLedgerWord  *words,
                                  int                  *value);
gboolean sgm_ledger_words_have   (const char           *words,
                                  const char           *key);

G_END_DECLS
