/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-plan.h"
#include "basemap/sgm-basemap.h"
#include "domain/sgm-tables.h"
#include "store/sgm-store.h"
#include "tiles/sgm-mbtiles.h"

static SgmAreaSet *
read_areas (SgmCli  *cli,
            GError **error)
{
  g_autoptr (SgmStore) store = sgm_store_open (cli->database, SGM_STORE_READ, error);
  g_autoptr (GPtrArray) records = NULL;

  if (store == NULL)
    return NULL;
  records = sgm_store_read_table (store, &sgm_table_area, error);
  return records != NULL ? sgm_area_set_new (records, error) : NULL;
}

static void
tell_size (const char *path,
           gint64      started)
{
  GStatBuf info;
  double seconds = (g_get_monotonic_time () - started) / 1e6;
  double megabytes = g_stat (path, &info) == 0 ? info.st_size / 1e6 : 0;

  sgm_cli_end_progress ();
  /* Translators: a file, its size and how long it took to make it */
  g_print (_("The base map is in %s: %.1f MB, made in %.1f s."), path, megabytes, seconds);
  g_print ("\n");
}

/**
 * sgm_cli_make_basemap:
 * @path: where the base map shall lie
 *
 * Begins the base map of the district: the first zooms.
 */
gboolean
sgm_cli_make_basemap (SgmCli      *cli,
                      const char  *path,
                      GError     **error)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr (SgmAreaSet) areas = read_areas (cli, error);

  if (areas == NULL
      || !sgm_basemap_plan_make (path, areas, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), error))
    return FALSE;
  tell_size (path, started);
  return TRUE;
}

/* What was drawn is kept, and how to have the rest is said. */
static gboolean
draw_rest (const char  *path,
           GError     **error)
{
  gint64 started = g_get_monotonic_time ();

  if (!sgm_basemap_continue (path, SGM_BASEMAP_AT_ONCE, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), error))
    {
      sgm_cli_end_progress ();
      if (g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        g_printerr ("%s\n", _("What is drawn is kept. “sgm basemap --continue” draws the rest, and so does an open window."));
      return FALSE;
    }
  tell_size (path, started);
  return TRUE;
}

/**
 * sgm_cli_basemap:
 *
 * `sgm basemap`: makes the base map again.
 */
int
sgm_cli_basemap (SgmCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_autofree char *out = NULL;
  gboolean only_rest = FALSE;
  gboolean first = FALSE;
  const GOptionEntry entries[] = {
    { "continue", 0, 0, G_OPTION_ARG_NONE, &only_rest,
      N_("Draw only what is missing of the map that is there"), NULL },
    { "first-zooms", 0, 0, G_OPTION_ARG_NONE, &first,
      N_("Draw the first zooms only; an open window draws the rest"), NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out,
      N_("The file to write instead of the one beside the district"), N_("FILE") },
    { NULL },
  };
  g_autoptr (GError) error = NULL;

  if (!sgm_cli_parse (cli, entries, _("Makes the base map of the district, replacing the former one."),
                      argc, argv))
    return SGM_CLI_USAGE;
  if (only_rest && first)
    return sgm_cli_usage_error ("basemap", _("“--continue” and “--first-zooms” exclude each other."));

  if (out == NULL)
    out = sgm_basemap_dup_path (cli->database);
  if (!only_rest && !sgm_cli_make_basemap (cli, out, &error))
    return sgm_cli_error (error);
  if (!first && !draw_rest (out, &error))
    return sgm_cli_error (error);
  return SGM_CLI_OK;
}
