/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-installation.h"
#include "cli/sgm-cli.h"
#include "store/sgm-store.h"

static const struct
{
  const char *name;
  const char *what;
  int (*run) (SgmCli  *cli,
              int      argc,
              char   **argv);
} commands[] = {
  { "sample", N_("Make the sample district and its base map"), sgm_cli_sample },
  { "verify", N_("Compare the district with its published totals"), sgm_cli_verify },
  { "figures", N_("Tell how the events of a sample district are spread"), sgm_cli_figures },
  { "render", N_("Draw the map to a picture"), sgm_cli_render },
  { "serve", N_("Bring orders to terminals without a window"), sgm_cli_serve },
  { "outbox", N_("List what has not reached a terminal, and send it again"), sgm_cli_outbox },
  { "backup", N_("Copy the district to a safe place, while people work"), sgm_cli_backup },
  { "restore", N_("Put a backup in the place of the district"), sgm_cli_restore },
  { "recover", N_("Make the district again from a damaged file and the last backup"), sgm_cli_recover },
  { "snapshot", N_("Copy the district for other programs, such as QGIS"), sgm_cli_snapshot },
  { "export", N_("Write areas, events and people to files of other programs"), sgm_cli_export },
  { "erase-reporters", N_("Forget who reported events that ended long ago"), sgm_cli_erase_reporters },
  { "import", N_("Take areas from a file of another program"), sgm_cli_import },
  { "undo", N_("Take back a change by the number of its entry"), sgm_cli_undo },
  { "photo", N_("Add photos to events, list them, save copies"), sgm_cli_photo },
  { "user", N_("List who may use the program; give and take roles"), sgm_cli_user },
  { "readings", N_("List who has looked at personal values"), sgm_cli_readings },
  { "basemap", N_("Make the base map of the district"), sgm_cli_basemap },
};

static char *
dup_description (void)
{
  GString *text = g_string_new (_("Commands:"));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "\n  %-15s %s", commands[i].name, _(commands[i].what));
  g_string_append (text, "\n\n");
  /* Translators: %s is a command, such as “sgm” */
  g_string_append_printf (text, _("“%s COMMAND --help” tells the options of a command."),
                          sgm_installation_get_tool ());
  return g_string_free (text, FALSE);
}

static int
run_command (SgmCli  *cli,
             int      argc,
             char   **argv)
{
  g_autofree char *message = NULL;

  if (argc < 1)
    return sgm_cli_usage_error (NULL, _("A command is missing."));

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (argv[0], commands[i].name))
      return commands[i].run (cli, argc, argv);

  message = g_strdup_printf (_("There is no command “%s”."), argv[0]);
  return sgm_cli_usage_error (NULL, message);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GOptionContext) context = NULL;
  g_autofree char *description = NULL;
  g_autoptr (GError) error = NULL;
  gboolean version = FALSE;
  SgmCli cli = { NULL };
  const GOptionEntry entries[] = {
    { "database", 0, 0, G_OPTION_ARG_FILENAME, &cli.database,
      N_("The district’s file instead of the user’s own"), N_("FILE") },
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_("Tell the program’s version"), NULL },
    { NULL },
  };
  int status;

  sgm_installation_use_build_folder ();
  sgm_installation_set_up_language ();
  g_set_prgname ("sgm");
  context = g_option_context_new (_("COMMAND"));
  description = dup_description ();
  g_option_context_set_summary (context, _("Smart Grid Map on the command line"));
  g_option_context_set_description (context, description);
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    return sgm_cli_usage_error (NULL, error->message);
  if (version)
    {
      g_print ("sgm %s\n", SGM_VERSION);
      return SGM_CLI_OK;
    }

  if (!sgm_installation_check_settings (&error))
    return sgm_cli_error (error);
  if (cli.database == NULL)
    cli.database = sgm_store_dup_default_path ();
  status = run_command (&cli, argc - 1, argv + 1);
  g_free (cli.database);
  return status;
}
