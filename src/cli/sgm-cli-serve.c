/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>
#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "feed/sgm-feeds.h"
#include "store/sgm-keeper.h"

#define KEEPER_DELAY_SECONDS 30

typedef struct
{
  GMainLoop *loop;
  SgmDistrict *district;
  GError *error;
} Server;

/* One line of the log. It has numbers of records in it, and no values of
 * theirs. */
static void G_GNUC_PRINTF (1, 2)
say (const char *format,
     ...)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H:%M:%S");
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_print ("%s %s\n", when, text);
  fflush (stdout);
}

static void
on_elected (SgmDeliverer *deliverer)
{
  if (sgm_deliverer_get_elected (deliverer))
    say (_("This process delivers now."));
  else
    say (_("This process does not deliver any more."));
}

static void
on_tried (SgmDeliverer *deliverer,
          gint64        message,
          GError       *error)
{
  if (error == NULL)
    say (_("Message %" PRId64 " was acknowledged."), message);
  else
    say (_("Message %" PRId64 " was not acknowledged: %s"), message, error->message);
}

static void
on_trouble (SgmKeeper *keeper,
            GError    *error)
{
  say ("%s", error->message);
}

static gboolean
on_signal (GCancellable *cancellable,
           gpointer      data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

static void
on_opened (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Server *server = data;

  server->district = sgm_district_open_finish (result, &server->error);
  g_main_loop_quit (server->loop);
}

/* Runs until a signal comes. */
static void
serve (Server       *server,
       SgmStore     *store,
       GCancellable *cancellable,
       gboolean      simulating)
{
  g_autoptr (SgmFeeds) feeds = sgm_feeds_new (server->district, FALSE);
  g_autoptr (SgmKeeper) keeper = sgm_keeper_new (store, KEEPER_DELAY_SECONDS);
  g_autoptr (GSource) signal = g_cancellable_source_new (cancellable);
  SgmDeliverer *deliverer = sgm_feeds_get_deliverer (feeds);

  g_signal_connect (deliverer, "notify::elected", G_CALLBACK (on_elected), NULL);
  g_signal_connect (deliverer, "tried", G_CALLBACK (on_tried), NULL);
  g_signal_connect (keeper, "trouble", G_CALLBACK (on_trouble), NULL);
  g_source_set_callback (signal, G_SOURCE_FUNC (on_signal), server->loop, NULL);
  g_source_attach (signal, NULL);

  say (_("Serving %s."), sgm_store_get_path (store));
  sgm_feeds_set_simulating (feeds, simulating);
  if (!sgm_feeds_has_gateway (feeds))
    say (_("No terminal gateway is connected: messages wait."));
  g_main_loop_run (server->loop);
  g_signal_handlers_disconnect_by_func (deliverer, on_elected, NULL);
  sgm_feeds_stop (feeds);
}

/**
 * sgm_cli_serve:
 *
 * `sgm serve`: feeds and delivery without a window, until SIGTERM or SIGINT.
 */
int
sgm_cli_serve (SgmCli  *cli,
               int      argc,
               char   **argv)
{
  gboolean quiet = FALSE;
  const GOptionEntry entries[] = {
    { "no-simulator", 0, 0, G_OPTION_ARG_NONE, &quiet,
      N_("Do not simulate the world outside of a sample district"), NULL },
    { NULL },
  };
  g_autoptr (GMainLoop) loop = NULL;
  g_autoptr (SgmStore) store = NULL;
  GCancellable *cancellable;
  Server server = { NULL };
  int status = SGM_CLI_OK;

  if (!sgm_cli_parse (cli, entries, _("Brings orders to terminals and takes in what comes from outside, without a window, until it is ended with Ctrl+C or SIGTERM. Any number may run on one district: one works, and when it ends another goes on."),
                      argc, argv))
    return SGM_CLI_USAGE;
  cancellable = sgm_cli_get_cancellable ();
  store = sgm_store_open (cli->database, SGM_STORE_OPEN, &server.error);
  if (store != NULL)
    {
      loop = server.loop = g_main_loop_new (NULL, FALSE);
      sgm_district_open_async (store, cancellable, on_opened, &server);
      g_main_loop_run (loop);
    }
  if (server.district != NULL)
    serve (&server, store, cancellable, !quiet);
  else
    status = sgm_cli_error (server.error);

  g_clear_error (&server.error);
  g_clear_object (&server.district);
  if (store != NULL)
    sgm_store_close (store);
  if (status == SGM_CLI_OK)
    say (_("Ended."));
  return status;
}
