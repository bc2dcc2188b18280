/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"

G_BEGIN_DECLS

/**
 * SgmCli:
 * @database: path of the district, as `--database` or the default has it
 *
 * What every command of `sgm` knows. A command gets its arguments with its
 * own name first, and returns the exit status of the program.
 */
typedef struct
{
  char *database;
} SgmCli;

#define SGM_CLI_OK 0
#define SGM_CLI_FAILED 1
#define SGM_CLI_USAGE 2

int           sgm_cli_sample      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_verify      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_figures     (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_serve       (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_outbox      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_render      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_basemap     (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_backup      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_snapshot    (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_export      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_restore     (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_recover     (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_erase_reporters (SgmCli          *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_user        (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_readings    (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_import      (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_undo        (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_photo       (SgmCli              *cli,
                                   int                  argc,
                                   char               **argv);

gboolean      sgm_cli_parse_words (SgmCli              *cli,
                                   const GOptionEntry  *entries,
                                   const char          *usage,
                                   const char          *summary,
                                   char              ***words,
                                   int                  argc,
                                   char               **argv);
gboolean      sgm_cli_parse_file  (SgmCli              *cli,
                                   const GOptionEntry  *entries,
                                   const char          *summary,
                                   char               **file,
                                   int                  argc,
                                   char               **argv);
gboolean      sgm_cli_parse       (SgmCli              *cli,
                                   const GOptionEntry  *entries,
                                   const char          *summary,
                                   int                  argc,
                                   char               **argv);
int           sgm_cli_usage_error (const char          *command,
                                   const char          *message);
int           sgm_cli_error       (const GError        *error);
void          sgm_cli_progress    (double               fraction,
                                   const char          *what,
                                   gpointer             data);
void          sgm_cli_end_progress (void);
GCancellable *sgm_cli_get_cancellable (void);
gboolean      sgm_cli_make_basemap (SgmCli             *cli,
                                   const char          *path,
                                   GError             **error);

G_END_DECLS
