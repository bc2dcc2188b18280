/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap.h"
#include "basemap/sgm-map-image.h"
#include "domain/sgm-tables.h"
#include "draw/sgm-theme.h"
#include "store/sgm-store.h"

/* Below this, title and legend leave no room for a map. */
#define MIN_WIDTH 480
#define MIN_HEIGHT 360

/* Width and height as in 1920x1080. */
static gboolean
parse_size (const char *text,
            int        *width,
            int        *height)
{
  char rest;

  return sscanf (text, "%5dx%5d%c", width, height, &rest) == 2 && *width >= MIN_WIDTH && *height >= MIN_HEIGHT
         && *width <= SGM_MAP_IMAGE_MAX_SIDE && *height <= SGM_MAP_IMAGE_MAX_SIDE;
}

static gboolean
is_png (const char *path)
{
  const char *dot = strrchr (path, '.');

  return dot != NULL && g_ascii_strcasecmp (dot, ".png") == 0;
}

static int
fail_theme (const char *id)
{
  g_autoptr (GString) message = g_string_new (NULL);

  g_string_printf (message, _("There is no theme “%s”. There are:"), id);
  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    g_string_append_printf (message, " %s", sgm_theme_kind_get_id (i));
  return sgm_cli_usage_error ("render", message->str);
}

/* Returns: (transfer full): what the command does, and the themes by name */
static char *
dup_summary (void)
{
  GString *text = g_string_new (_("Draws the map to a picture, without a display."));

  g_string_append_printf (text, "\n\n%s", _("Themes:"));
  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    g_string_append_printf (text, "\n  %-11s %s – %s", sgm_theme_kind_get_id (i),
                            sgm_theme_kind_get_title (i), sgm_theme_kind_get_explanation (i));
  return g_string_free (text, FALSE);
}

static SgmDistrict *
open_district (const char  *database,
               GError     **error)
{
  g_autoptr (SgmStore) store = sgm_store_open (database, SGM_STORE_READ, error);
  g_autoptr (SgmSnapshot) snapshot = NULL;

  if (store == NULL)
    return NULL;
  snapshot = sgm_store_load (store, error);
  if (snapshot == NULL)
    return NULL;

  return sgm_district_new (store, snapshot, error);
}

/* Without a base map of its own the district is drawn all the same, and it is
 * said why. One that was asked for has to be there. */
static gboolean
open_tiles (const char  *database,
            const char  *named,
            SgmMbtiles **tiles,
            GError     **error)
{
  g_autofree char *beside = sgm_basemap_dup_path (database);
  g_autoptr (GError) local = NULL;

  if (named != NULL)
    return (*tiles = sgm_mbtiles_open (named, error)) != NULL;
  *tiles = sgm_mbtiles_open (beside, &local);
  if (*tiles == NULL)
    sgm_cli_error (local);
  return TRUE;
}

/**
 * sgm_cli_render:
 *
 * `sgm render`: draws the map to a PNG.
 */
int
sgm_cli_render (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  g_autofree char *theme = NULL;
  g_autofree char *size = NULL;
  g_autofree char *area = NULL;
  g_autofree char *out = NULL;
  g_autofree char *tiles_path = NULL;
  g_autofree char *summary = dup_summary ();
  SgmMapImageOptions options = { 1920, 1080, 1 };
  const GOptionEntry entries[] = {
    { "theme", 0, 0, G_OPTION_ARG_STRING, &theme, N_("What colours the areas"), N_("NAME") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("Width and height in pixels"), N_("1920x1080") },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &out, N_("The picture to write"), N_("FILE") },
    { "area", 0, 0, G_OPTION_ARG_STRING, &area, N_("Code of the area to show"), N_("CODE") },
    { "tiles", 0, 0, G_OPTION_ARG_FILENAME, &tiles_path,
      N_("The base map instead of the one beside the district"), N_("FILE") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_("Draw a dark map"), NULL },
    { NULL },
  };
  g_autoptr (SgmDistrict) district = NULL;
  g_autoptr (SgmMbtiles) tiles = NULL;
  g_autoptr (GError) error = NULL;
  int kind;

  if (!sgm_cli_parse (cli, entries, summary, argc, argv))
    return SGM_CLI_USAGE;
  if (out == NULL)
    return sgm_cli_usage_error ("render", _("“--out FILE” is missing."));
  if (!is_png (out))
    return sgm_cli_usage_error ("render", _("The picture is a PNG: its name ends in “.png”."));
  if (size != NULL && !parse_size (size, &options.width, &options.height))
    return sgm_cli_usage_error ("render", _("The size is width and height in pixels, from 480x360 to 16384x16384, such as 1920x1080."));
  kind = sgm_theme_kind_find (theme != NULL ? theme : sgm_theme_kind_get_id (0));
  if (kind < 0)
    return fail_theme (theme);

  district = open_district (cli->database, &error);
  if (district == NULL)
    return sgm_cli_error (error);
  if (!open_tiles (cli->database, tiles_path, &tiles, &error))
    return sgm_cli_error (error);
  options.theme_kind = (guint) kind;
  options.area = area;
  options.tiles = tiles;
  options.now = g_get_real_time () / 1000;
  if (!sgm_map_image_render (out, district, &options, &error))
    return sgm_cli_error (error);
  return SGM_CLI_OK;
}
