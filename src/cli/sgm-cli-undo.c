/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "store/sgm-store.h"

/**
 * sgm_cli_undo:
 *
 * `sgm undo`: takes an entry of the journal back.
 */
int
sgm_cli_undo (SgmCli  *cli,
              int      argc,
              char   **argv)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (SgmChange) change = NULL;
  g_autoptr (GError) error = NULL;
  gint64 seq, undone;

  if (!sgm_cli_parse_words (cli, NULL, _("NUMBER"),
                            _("Takes back what an entry of the journal changed, unless something was built upon it. The number is told by the command that made the change."),
                            &words, argc, argv))
    return SGM_CLI_USAGE;
  if (g_strv_length (words) != 1 || !g_ascii_string_to_signed (words[0], 10, 1, G_MAXINT64, &seq, NULL))
    return sgm_cli_usage_error ("undo", _("Say the number of one entry."));

  store = sgm_store_open (cli->database, SGM_STORE_OPEN, &error);
  if (store == NULL)
    return sgm_cli_error (error);
  change = sgm_change_new (SGM_CHANGE_UNDO, seq, 0);
  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, "sgm");
  undone = sgm_store_submit (store, change, &error);
  if (undone == 0)
    return sgm_cli_error (error);
  /* Translators: both are numbers of entries of the journal */
  g_print (_("Entry %" PRId64 " is taken back by entry %" PRId64 "."), seq, undone);
  g_print ("\n");
  return SGM_CLI_OK;
}
