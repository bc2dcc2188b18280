/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "base/sgm-installation.h"

/**
 * sgm_cli_usage_error:
 * @command: name of the command, or %NULL for the program itself
 * @message: what is wrong with the arguments, translated
 *
 * Returns: the exit status for wrong arguments
 */
int
sgm_cli_usage_error (const char *command,
                     const char *message)
{
  g_autofree char *name = g_strjoin (" ", "sgm", command, NULL);
  g_autofree char *call = g_strjoin (" ", sgm_installation_get_tool (), command, NULL);

  g_printerr ("%s: %s\n", name, message);
  /* Translators: %s is a command with all its words, such as “sgm sample” */
  g_printerr (_("Try “%s --help”."), call);
  g_printerr ("\n");
  return SGM_CLI_USAGE;
}

/**
 * sgm_cli_parse_words:
 * @cli: gets what the options common to all commands say
 * @entries: (nullable): the command's own options, ending with a zero entry
 * @usage: (nullable): what stands behind the command's name in its help,
 *   translated
 * @summary: what the command does, translated
 * @words: (out) (transfer full): what is no option
 * @argv: the arguments from the command's name on
 *
 * Parses the options of a command.
 *
 * Returns: whether they are right; it was said what is wrong otherwise
 */
gboolean
sgm_cli_parse_words (SgmCli              *cli,
                     const GOptionEntry  *entries,
                     const char          *usage,
                     const char          *summary,
                     char              ***words,
                     int                  argc,
                     char               **argv)
{
  g_autoptr (GOptionContext) context = g_option_context_new (usage);
  g_autofree char *name = g_strconcat ("sgm ", argv[0], NULL);
  g_autofree char *command = g_strdup (argv[0]);
  g_autofree char *database = NULL;
  const GOptionEntry common[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &database,
      N_("The district’s file instead of the user’s own"), N_("FILE") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  char **left = argv;

  g_set_prgname (name);
  g_option_context_set_summary (context, summary);
  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &left, &error))
    {
      sgm_cli_usage_error (command, error->message);
      return FALSE;
    }
  if (database != NULL)
    {
      g_free (cli->database);
      cli->database = g_steal_pointer (&database);
    }
  *words = g_strdupv (left + 1);
  return TRUE;
}

/**
 * sgm_cli_parse_file:
 * @cli: gets what the options common to all commands say
 * @entries: (nullable): the command's own options, ending with a zero entry
 * @summary: what the command does, translated
 * @file: (out) (optional) (transfer full): the one file that the command is
 *   about; %NULL where it takes no arguments
 * @argv: the arguments from the command's name on
 *
 * Parses the options and the argument of a command.
 *
 * Returns: whether they are right; it was said what is wrong otherwise
 */
gboolean
sgm_cli_parse_file (SgmCli              *cli,
                    const GOptionEntry  *entries,
                    const char          *summary,
                    char               **file,
                    int                  argc,
                    char               **argv)
{
  guint n_arguments = file != NULL ? 1 : 0;
  g_autofree char *command = g_strdup (argv[0]);
  g_auto (GStrv) words = NULL;

  if (!sgm_cli_parse_words (cli, entries, file != NULL ? _("FILE") : NULL, summary, &words, argc, argv))
    return FALSE;
  if (g_strv_length (words) < n_arguments)
    {
      sgm_cli_usage_error (command, _("The name of a file is missing."));
      return FALSE;
    }
  if (g_strv_length (words) > n_arguments)
    {
      g_autofree char *message = g_strdup_printf (_("“%s” is one argument too many."), words[n_arguments]);

      sgm_cli_usage_error (command, message);
      return FALSE;
    }
  if (file != NULL)
    *file = g_strdup (words[0]);
  return TRUE;
}

/**
 * sgm_cli_parse:
 *
 * Like sgm_cli_parse_file(), for a command that takes options only.
 */
gboolean
sgm_cli_parse (SgmCli              *cli,
               const GOptionEntry  *entries,
               const char          *summary,
               int                  argc,
               char               **argv)
{
  return sgm_cli_parse_file (cli, entries, summary, NULL, argc, argv);
}

/**
 * sgm_cli_error:
 * @error: what went wrong
 *
 * Says so, and what to do next.
 *
 * Returns: the exit status for a failure
 */
int
sgm_cli_error (const GError *error)
{
  sgm_cli_end_progress ();
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_printerr ("%s\n", _("Cancelled. Nothing half-made was left behind."));
      return SGM_CLI_FAILED;
    }
  /* Translators: the heading of an error and the sentence that says more */
  g_printerr (_("%s: %s"), sgm_error_get_title (error), error->message);
  g_printerr ("\n%s\n", sgm_error_get_advice (error));
  return SGM_CLI_FAILED;
}

static gboolean progress_shown;

/**
 * sgm_cli_progress:
 *
 * A [callback@Progress] that keeps one line of a terminal up to date, and is
 * silent where there is no terminal.
 */
void
sgm_cli_progress (double      fraction,
                  const char *what,
                  gpointer    data)
{
  static int last = -1;
  int percent = (int) (CLAMP (fraction, 0, 1) * 100);

  if (!isatty (STDERR_FILENO) || (progress_shown && percent == last))
    return;

  last = percent;
  progress_shown = TRUE;
  g_printerr ("\r\033[K%3d %%  %s", percent, what);
}

/**
 * sgm_cli_end_progress:
 *
 * Clears the line of sgm_cli_progress().
 */
void
sgm_cli_end_progress (void)
{
  if (progress_shown)
    g_printerr ("\r\033[K");
  progress_shown = FALSE;
}

static gpointer
wait_for_signal (gpointer data)
{
  GCancellable *cancellable = data;
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  if (sigwait (&signals, &number) == 0)
    g_cancellable_cancel (cancellable);
  /* Whoever asks again does not want to wait for the tidying up. */
  if (sigwait (&signals, &number) == 0)
    _exit (128 + number);
  return NULL;
}

/**
 * sgm_cli_get_cancellable:
 *
 * Called before other threads are started.
 *
 * Returns: (transfer none): cancelled by Ctrl+C and by SIGTERM, so that
 *   nothing half-made is left behind
 */
GCancellable *
sgm_cli_get_cancellable (void)
{
  static GCancellable *cancellable;
  sigset_t signals;

  if (cancellable != NULL)
    return cancellable;

  cancellable = g_cancellable_new ();
  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, cancellable));
  return cancellable;
}
