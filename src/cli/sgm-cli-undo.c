/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "store/sgm-store.h"

/* No import is made of more parts. */
#define MAX_ENTRIES 10000

static gboolean
add_run (GArray     *entries,
         const char *text)
{
  g_auto (GStrv) ends = g_strsplit (text, "-", 2);
  gint64 first, last;

  if (ends[0] == NULL || !g_ascii_string_to_signed (ends[0], 10, 1, G_MAXINT64 - 1, &first, NULL))
    return FALSE;
  last = first;
  if (ends[1] != NULL && !g_ascii_string_to_signed (ends[1], 10, first, G_MAXINT64 - 1, &last, NULL))
    return FALSE;
  if (last - first >= MAX_ENTRIES - (gint64) entries->len)
    return FALSE;
  for (gint64 seq = first; seq <= last; seq++)
    g_array_append_val (entries, seq);
  return TRUE;
}

/* “48”, or runs of numbers in their order: “41-46,48”. Returns: (nullable) */
static GArray *
parse_numbers (const char *text)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_auto (GStrv) runs = g_strsplit (text, ",", -1);

  for (guint i = 0; runs[i] != NULL; i++)
    if (!add_run (entries, runs[i]))
      return NULL;
  for (guint i = 1; i < entries->len; i++)
    if (g_array_index (entries, gint64, i) <= g_array_index (entries, gint64, i - 1))
      return NULL;
  return entries->len > 0 ? g_steal_pointer (&entries) : NULL;
}

static gboolean
take_back (SgmStore  *store,
           gint64     seq,
           GError   **error)
{
  g_autoptr (SgmChange) change = sgm_change_new (SGM_CHANGE_UNDO, seq, 0);
  gint64 undone;

  sgm_change_set_who (change, g_get_user_name ());
  sgm_change_set_origin (change, "sgm");
  undone = sgm_store_submit (store, change, error);
  if (undone == 0)
    return FALSE;
  /* Translators: both are numbers of entries of the journal */
  g_print (_("Entry %" PRId64 " is taken back by entry %" PRId64 "."), seq, undone);
  g_print ("\n");
  return TRUE;
}

/**
 * sgm_cli_undo:
 *
 * `sgm undo`: takes entries of the journal back, the last one first.
 */
int
sgm_cli_undo (SgmCli  *cli,
              int      argc,
              char   **argv)
{
  g_auto (GStrv) words = NULL;
  g_autoptr (GArray) entries = NULL;
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GError) error = NULL;

  if (!sgm_cli_parse_words (cli, NULL, _("NUMBER"),
                            _("Takes back what an entry of the journal changed, unless something was built upon it. The number is told by the command that made the change; several are written as in 41-46,48."),
                            &words, argc, argv))
    return SGM_CLI_USAGE;
  entries = g_strv_length (words) == 1 ? parse_numbers (words[0]) : NULL;
  if (entries == NULL)
    return sgm_cli_usage_error ("undo", _("Say the number of one entry, or several in their order as in 41-46,48."));

  store = sgm_store_open (cli->database, SGM_STORE_OPEN, &error);
  if (store == NULL)
    return sgm_cli_error (error);
  for (guint i = entries->len; i-- > 0;)
    if (!take_back (store, g_array_index (entries, gint64, i), &error))
      return sgm_cli_error (error);
  return SGM_CLI_OK;
}
