/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap.h"
#include "sample/sgm-sample.h"
#include "store/sgm-replace.h"

#define DEFAULT_SEED 440704

/* Where a district shall be replaced, the new one is complete before the
 * former one goes. */
static gboolean
make (SgmCli                  *cli,
      const SgmSampleOptions  *options,
      GError                 **error)
{
  g_autofree char *fresh = NULL;
  g_autofree char *aside = NULL;

  if (!g_file_test (cli->database, G_FILE_TEST_EXISTS))
    return sgm_sample_make (cli->database, options, sgm_cli_progress, NULL,
                            sgm_cli_get_cancellable (), error);

  fresh = g_strconcat (cli->database, ".new", NULL);
  g_unlink (fresh);
  if (!sgm_sample_make (fresh, options, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), error))
    return FALSE;
  if (!sgm_replace_district (fresh, cli->database, &aside, error))
    {
      g_unlink (fresh);
      return FALSE;
    }
  sgm_cli_end_progress ();
  g_print (_("The former district is kept as %s."), aside);
  g_print ("\n");
  return TRUE;
}

/**
 * sgm_cli_sample:
 *
 * `sgm sample`: makes the sample district and its base map.
 */
int
sgm_cli_sample (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  int scale = 1;
  int seed = DEFAULT_SEED;
  gboolean force = FALSE;
  gboolean if_missing = FALSE;
  const GOptionEntry entries[] = {
    { "scale", 0, 0, G_OPTION_ARG_INT, &scale,
      N_("How many times as many units: 1, 10 or 100"), N_("N") },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed,
      N_("The same number makes the same district"), N_("N") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &force,
      N_("Replace the district that is there, keeping its file under another name"), NULL },
    { "if-missing", 0, 0, G_OPTION_ARG_NONE, &if_missing,
      N_("Leave the district that is there as it is"), NULL },
    { NULL },
  };
  g_autofree char *tiles = NULL;
  g_autoptr (GError) error = NULL;
  gboolean exists;

  if (!sgm_cli_parse (cli, entries, _("Makes the sample district: real names, made-up boundaries, people and events."),
                      argc, argv))
    return SGM_CLI_USAGE;
  if (scale != 1 && scale != 10 && scale != 100)
    return sgm_cli_usage_error ("sample", _("The scale is 1, 10 or 100."));
  if (force && if_missing)
    return sgm_cli_usage_error ("sample", _("“--force” and “--if-missing” exclude each other."));

  exists = g_file_test (cli->database, G_FILE_TEST_EXISTS);
  tiles = sgm_basemap_dup_path (cli->database);
  if (!exists || !if_missing)
    {
      SgmSampleOptions options = { (guint32) seed, (guint) scale, g_get_real_time () / 1000 };

      if (exists && !force)
        {
          g_set_error (&error, SGM_ERROR, SGM_ERROR_EXISTS, _("The file %s exists already."),
                       cli->database);
          return sgm_cli_error (error);
        }
      if (!make (cli, &options, &error))
        return sgm_cli_error (error);
      sgm_cli_end_progress ();
      g_print (_("The sample district is in %s."), cli->database);
      g_print ("\n");
    }
  if (!if_missing || !g_file_test (tiles, G_FILE_TEST_EXISTS))
    {
      if (!sgm_cli_make_basemap (cli, tiles, &error))
        return sgm_cli_error (error);
    }
  return SGM_CLI_OK;
}
