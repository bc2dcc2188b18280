/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli-import.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define OPTION "--as"

#define AREAS "areas"

/* Takes “--as WORD” or “--as=WORD” out of the arguments.
 *
 * Returns: (nullable): the word, "" where it is missing */
static const char *
take_word (GPtrArray *arguments)
{
  const char *word = NULL;
  guint i = 1;

  while (i < arguments->len && !g_str_equal (arguments->pdata[i], "--"))
    {
      const char *argument = arguments->pdata[i];

      if (g_str_has_prefix (argument, OPTION "="))
        word = argument + strlen (OPTION "=");
      else if (g_str_equal (argument, OPTION))
        {
          word = i + 1 < arguments->len ? arguments->pdata[i + 1] : "";
          if (i + 1 < arguments->len)
            g_ptr_array_remove_index (arguments, i);
        }
      else
        {
          i++;
          continue;
        }
      g_ptr_array_remove_index (arguments, i);
    }
  return word;
}

/**
 * sgm_cli_import:
 *
 * `sgm import`: takes areas, or what else `--as` says, from a file of another
 * program.
 */
int
sgm_cli_import (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();
  g_autoptr (GString) message = NULL;
  const char *word;
  SgmLedger ledger;
  int n;

  for (int i = 0; i < argc; i++)
    g_ptr_array_add (arguments, argv[i]);
  word = take_word (arguments);
  n = (int) arguments->len;
  g_ptr_array_add (arguments, NULL);
  if (word == NULL || g_str_equal (word, AREAS))
    return sgm_cli_import_areas (cli, n, (char **) arguments->pdata);
  if (sgm_ledger_from_id (word, &ledger))
    return sgm_cli_import_table (cli, ledger, n, (char **) arguments->pdata);

  message = g_string_new (_("“--as” is followed by one of:"));
  g_string_append (message, " " AREAS);
  for (guint i = 0; i < SGM_N_LEDGERS; i++)
    g_string_append_printf (message, " %s", sgm_ledger_get_id (i));
  return sgm_cli_usage_error ("import", message->str);
}
