/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "store/sgm-store.h"

static gboolean
is_open (SgmRecord *message)
{
  SgmOutboxState state = sgm_record_get_int (message, SGM_OUTBOX_STATE);

  return state == SGM_OUTBOX_STATE_WAITING || state == SGM_OUTBOX_STATE_PARKED;
}

/* Numbers, not names: whoever needs to know who it is looks into the window. */
static void
print_message (SgmRecord *message)
{
  gint64 next_at = sgm_record_get_int (message, SGM_OUTBOX_NEXT_AT);
  const char *reason = sgm_record_get_text (message, SGM_OUTBOX_REASON);
  g_autoptr (GDateTime) next = g_date_time_new_from_unix_local (next_at / 1000);
  g_autofree char *when = next != NULL ? g_date_time_format (next, "%Y-%m-%d %H:%M:%S") : g_strdup ("");
  gboolean parked = sgm_record_get_int (message, SGM_OUTBOX_STATE) == SGM_OUTBOX_STATE_PARKED;

  g_print ("%8" PRId64 "  %-8s  ", sgm_record_get_id (message),
           sgm_message_get_name (sgm_record_get_int (message, SGM_OUTBOX_MESSAGE)));
  g_print (_("order %" PRId64), sgm_record_get_int (message, SGM_OUTBOX_TASK));
  g_print ("  %s", sgm_outbox_state_get_name (sgm_record_get_int (message, SGM_OUTBOX_STATE)));
  if (!parked)
    {
      g_print (", ");
      g_print (_("not before %s"), when);
    }
  if (sgm_record_get_int (message, SGM_OUTBOX_TRIES) > 0)
    {
      int n = sgm_record_get_int (message, SGM_OUTBOX_TRIES);
      g_autofree char *tries = g_strdup_printf (ngettext ("%d try", "%d tries", n), n);

      g_print (", %s: %s", tries, reason != NULL ? reason : "");
    }
  g_print ("\n");
}

static void
print_all (GPtrArray *messages)
{
  guint n = 0;

  for (guint i = 0; i < messages->len; i++)
    if (is_open (messages->pdata[i]))
      {
        print_message (messages->pdata[i]);
        n++;
      }
  if (n == 0)
    g_print ("%s\n", _("No message waits to be sent."));
}

/* Returns: how many were sent again, -1 with an error where one was not */
static int
resend (SgmStore   *store,
        GPtrArray  *messages,
        gint64      only,
        GError    **error)
{
  int n = 0;

  for (guint i = 0; i < messages->len; i++)
    {
      SgmRecord *message = messages->pdata[i];
      gint64 id = sgm_record_get_id (message);
      g_autoptr (SgmChange) change = NULL;

      if (only != 0 ? id != only : sgm_record_get_int (message, SGM_OUTBOX_STATE) != SGM_OUTBOX_STATE_PARKED)
        continue;
      change = sgm_change_new (SGM_CHANGE_RESEND, id, sgm_record_get_version (message));
      sgm_change_set_who (change, g_get_user_name ());
      sgm_change_set_origin (change, "sgm");
      if (sgm_store_submit (store, change, error) == 0)
        return -1;
      n++;
    }
  if (only == 0 || n > 0)
    return n;
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_REFUSED, _("There is no such message."));
  return -1;
}

static gboolean
parse_number (const char *text,
              gint64     *only)
{
  guint64 number;

  *only = 0;
  if (g_str_equal (text, "all"))
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &number, NULL))
    return FALSE;
  *only = number;
  return TRUE;
}

/**
 * sgm_cli_outbox:
 *
 * `sgm outbox`: the messages that terminals have not acknowledged.
 */
int
sgm_cli_outbox (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  g_autofree char *what = NULL;
  const GOptionEntry entries[] = {
    { "resend", 0, 0, G_OPTION_ARG_STRING, &what,
      N_("Send a message again that was given up, or “all” of them"), N_("NUMBER") },
    { NULL },
  };
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gint64 only = 0;
  int n;

  if (!sgm_cli_parse (cli, entries, _("Lists the messages to terminals that wait to be sent or were given up, and sends them again."),
                      argc, argv))
    return SGM_CLI_USAGE;
  if (what != NULL && !parse_number (what, &only))
    return sgm_cli_usage_error ("outbox", _("“--resend” needs the number of a message, or “all”."));

  store = sgm_store_open (cli->database, what != NULL ? SGM_STORE_OPEN : SGM_STORE_READ, &error);
  if (store == NULL)
    return sgm_cli_error (error);
  messages = sgm_store_read_table (store, &sgm_table_outbox, &error);
  if (messages == NULL)
    return sgm_cli_error (error);
  if (what == NULL)
    {
      print_all (messages);
      return SGM_CLI_OK;
    }
  n = resend (store, messages, only, &error);
  if (n < 0)
    return sgm_cli_error (error);
  text = g_strdup_printf (ngettext ("%d message will be sent again.", "%d messages will be sent again.", n), n);
  g_print ("%s\n", text);
  return SGM_CLI_OK;
}
