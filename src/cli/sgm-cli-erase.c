/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <glib/gi18n-lib.h>

#include "store/sgm-store.h"

/**
 * sgm_cli_erase_reporters:
 *
 * `sgm erase-reporters`: does what an open window does once a day.
 */
int
sgm_cli_erase_reporters (SgmCli  *cli,
                         int      argc,
                         char   **argv)
{
  GCancellable *cancellable;
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (!sgm_cli_parse (cli, NULL, _("Forgets the reporters of events that ended longer ago than the setting “erase-after-days” says, which is 180 days where nothing is set. An open window does so once a day. Backups made before still have them."),
                      argc, argv))
    return SGM_CLI_USAGE;
  cancellable = sgm_cli_get_cancellable ();
  store = sgm_store_open (cli->database, SGM_STORE_OPEN, &error);
  if (store == NULL || !sgm_store_erase_reporters (store, cancellable, &n, &error))
    return sgm_cli_error (error);
  text = g_strdup_printf (ngettext ("The reporter of %u event was forgotten.",
                                    "The reporters of %u events were forgotten.", n), n);
  g_print ("%s\n", text);
  return SGM_CLI_OK;
}
