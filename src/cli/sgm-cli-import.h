/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/sgm-cli.h"
#include "exchange/sgm-ledger.h"

G_BEGIN_DECLS

/* What `sgm import` can take from a file; each has its own options. */

int sgm_cli_import_areas (SgmCli  *cli,
                          int      argc,
                          char   **argv);
int sgm_cli_import_table (SgmCli    *cli,
                          SgmLedger  ledger,
                          int        argc,
                          char     **argv);

G_END_DECLS
