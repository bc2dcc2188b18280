/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "store/sgm-backup.h"
#include "store/sgm-photo-folder.h"
#include "store/sgm-recovery.h"

/* The head is worth being kept on paper. */
static void
print_head (const SgmHead *head)
{
  g_print (_("Last entry: %" PRId64 ", hash %s"), head->seq, head->hash);
  g_print ("\n");
}

/* The photos beside a district go with it, and say so where there are any. */
static gboolean
copy_photos (const char  *from,
             const char  *to,
             GError     **error)
{
  g_autofree char *folder = sgm_photo_folder_dup_path (to);
  guint n_photos, n_left;

  if (!sgm_photo_folder_copy (from, to, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), &n_photos, &n_left, error))
    return FALSE;
  sgm_cli_end_progress ();
  if (n_photos > 0)
    {
      /* Translators: how many, and a folder */
      g_print (ngettext ("%u photo is in %s.", "%u photos are in %s.", n_photos), n_photos, folder);
      g_print ("\n");
    }
  if (n_left > 0)
    {
      g_printerr (ngettext ("%u photo could not be copied, as it is damaged: “sgm verify” tells which.",
                            "%u photos could not be copied, as they are damaged: “sgm verify” tells which.", n_left),
                  n_left);
      g_printerr ("\n");
    }
  return TRUE;
}

static int
copy_to (SgmCli     *cli,
         const char *file,
         gboolean    force,
         gboolean    with_photos)
{
  g_autoptr (SgmHead) head = NULL;
  g_autoptr (GError) error = NULL;

  if (!sgm_backup_write (cli->database, file, force ? SGM_BACKUP_REPLACE : SGM_BACKUP_NONE, sgm_cli_progress, NULL,
                         sgm_cli_get_cancellable (), &head, &error))
    return sgm_cli_error (error);
  sgm_cli_end_progress ();
  g_print (_("The copy is in %s."), file);
  g_print ("\n");
  if (with_photos && !copy_photos (cli->database, file, &error))
    return sgm_cli_error (error);
  print_head (head);
  return SGM_CLI_OK;
}

/**
 * sgm_cli_backup:
 *
 * `sgm backup`: copies the district while people work.
 */
int
sgm_cli_backup (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  g_autofree char *file = NULL;
  gboolean force = FALSE;
  const GOptionEntry entries[] = {
    { "force", 0, 0, G_OPTION_ARG_NONE, &force, N_("Replace the file that is there"), NULL },
    { NULL },
  };

  if (!sgm_cli_parse_file (cli, entries, _("Copies the district to a file, while people work, and checks the copy. The end of the journal and the photos are written beside it."),
                           &file, argc, argv))
    return SGM_CLI_USAGE;
  return copy_to (cli, file, force, TRUE);
}

/**
 * sgm_cli_snapshot:
 *
 * `sgm snapshot`: the same for other programs, which get the newest state
 * each time.
 */
int
sgm_cli_snapshot (SgmCli  *cli,
                  int      argc,
                  char   **argv)
{
  g_autofree char *file = NULL;

  if (!sgm_cli_parse_file (cli, NULL, _("Copies the district to a file of its own for QGIS and others, replacing the former one. It has the names of people in it."),
                           &file, argc, argv))
    return SGM_CLI_USAGE;
  return copy_to (cli, file, TRUE, FALSE);
}

/**
 * sgm_cli_restore:
 *
 * `sgm restore`: puts a backup in the place of the district.
 */
int
sgm_cli_restore (SgmCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autofree char *file = NULL;
  g_autofree char *aside = NULL;
  g_autoptr (SgmHead) head = NULL;
  g_autoptr (GError) error = NULL;

  if (!sgm_cli_parse_file (cli, NULL, _("Checks a backup and puts it in the place of the district, whose file is kept under another name. Photos beside the backup are added to those beside the district."),
                           &file, argc, argv))
    return SGM_CLI_USAGE;
  if (!sgm_backup_restore (file, cli->database, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), &aside, &head,
                           &error))
    return sgm_cli_error (error);
  sgm_cli_end_progress ();
  if (aside != NULL)
    {
      g_print (_("The former district is kept as %s."), aside);
      g_print ("\n");
    }
  g_print (_("The district is in %s."), cli->database);
  g_print ("\n");
  if (!copy_photos (file, cli->database, &error))
    return sgm_cli_error (error);
  print_head (head);
  return SGM_CLI_OK;
}

/**
 * sgm_cli_recover:
 *
 * `sgm recover`: makes a district again and says what is missing.
 */
int
sgm_cli_recover (SgmCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autoptr (SgmRecovery) recovery = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!sgm_cli_parse (cli, NULL, _("Makes the district again from the last backup in the folder “backups” and from what can be read of the damaged file, which is kept. Says what is missing."),
                      argc, argv))
    return SGM_CLI_USAGE;
  recovery = sgm_recovery_run (cli->database, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), &error);
  if (recovery == NULL)
    return sgm_cli_error (error);
  sgm_cli_end_progress ();
  text = sgm_recovery_to_text (recovery);
  g_print ("%s", text);
  print_head (recovery->head);
  return SGM_CLI_OK;
}
