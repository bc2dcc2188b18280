/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-district.h"
#include "basemap/sgm-basemap-source.h"
#include "domain/sgm-tables.h"
#include "geo/sgm-datum.h"
#include "sample/sgm-town-ground.h"
#include "store/sgm-store.h"
#include "tiles/sgm-mbtiles.h"

/* In the order of SgmBasemapLanguage. */
static const char *const language_ids[] = { "both", "zh", "en" };

/* What the arguments say. */
typedef struct
{
  char *out;
  char *from;
  char *style;
  char *write_style;
  char *datum;
  char *names;
  char *attribution;
  gboolean only_rest;
  gboolean first;
  SgmDatum source_datum;
  SgmBasemapLanguage language;
} Order;

static void
order_clear (Order *order)
{
  g_free (order->out);
  g_free (order->from);
  g_free (order->style);
  g_free (order->write_style);
  g_free (order->datum);
  g_free (order->names);
  g_free (order->attribution);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Order, order_clear)

/* The areas, and where wanted the ground that a sample has. */
static gboolean
read_district (SgmCli      *cli,
               SgmAreaSet **areas,
               SgmGround  **town,
               GError     **error)
{
  g_autoptr (SgmStore) store = sgm_store_open (cli->database, SGM_STORE_READ, error);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) failure = NULL;

  if (store == NULL)
    return FALSE;
  records = sgm_store_read_table (store, &sgm_table_area, error);
  *areas = records != NULL ? sgm_area_set_new (records, error) : NULL;
  if (*areas == NULL)
    return FALSE;
  if (town != NULL)
    *town = sgm_town_ground_read (store, sgm_cli_get_cancellable (), &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
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
  g_autoptr (SgmAreaSet) areas = NULL;
  g_autoptr (SgmGround) town = NULL;

  if (!read_district (cli, &areas, &town, error)
      || !sgm_basemap_district_begin (path, areas, town, sgm_cli_progress, NULL,
                                      sgm_cli_get_cancellable (), error))
    return FALSE;
  tell_size (path, started);
  return TRUE;
}

/* Of a map of one's own: from a file, in a style. */
static gboolean
make_from_file (SgmCli       *cli,
                const Order  *order,
                GError      **error)
{
  GCancellable *cancellable = sgm_cli_get_cancellable ();
  gint64 started = g_get_monotonic_time ();
  SgmBasemapOptions options = { .language = order->language, .attribution = order->attribution };
  g_autoptr (SgmAreaSet) areas = NULL;
  g_autoptr (SgmBasemapStyle) style = NULL;
  g_autoptr (SgmGround) ground = NULL;
  SgmBasemapSource source;

  if (!read_district (cli, &areas, NULL, error))
    return FALSE;
  if (sgm_area_set_get_n_areas (areas) == 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID, _("The district has no areas to draw yet."));
      return FALSE;
    }
  style = order->style != NULL ? sgm_basemap_style_load (order->style, error) : sgm_basemap_style_new ();
  if (style == NULL)
    return FALSE;
  options.style = style;
  options.bounds = *sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  ground = sgm_basemap_source_read (order->from, style, sgm_area_set_get (areas, 0)->geometry, order->source_datum,
                                    &source, sgm_cli_progress, NULL, cancellable, error);
  if (ground == NULL)
    return FALSE;

  sgm_cli_end_progress ();
  g_print (_("%u things are drawn, %u are not in the style, %u cannot be read."),
           source.n_drawn, source.n_other, source.n_faults);
  g_print ("\n");
  if (options.attribution == NULL && source.is_osm)
    options.attribution = N_("© OpenStreetMap contributors");
  if (!sgm_basemap_begin (order->out, ground, &options, sgm_cli_progress, NULL, cancellable, error))
    return FALSE;
  tell_size (order->out, started);
  return TRUE;
}

/* What was drawn is kept, and how to have the rest is said. */
static int
draw_rest (const char *path)
{
  gint64 started = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (!sgm_basemap_continue (path, SGM_BASEMAP_AT_ONCE, sgm_cli_progress, NULL, sgm_cli_get_cancellable (), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        return sgm_cli_error (error);
      sgm_cli_end_progress ();
      g_printerr ("%s\n", _("What is drawn is kept. “sgm basemap --continue” draws the rest, and so does an open window."));
      return SGM_CLI_FAILED;
    }
  tell_size (path, started);
  return SGM_CLI_OK;
}

static gboolean
find_language (const char         *id,
               SgmBasemapLanguage *language)
{
  for (guint i = 0; i < G_N_ELEMENTS (language_ids); i++)
    if (g_strcmp0 (id, language_ids[i]) == 0)
      {
        *language = i;
        return TRUE;
      }
  return FALSE;
}

/* Returns SGM_CLI_OK where the arguments make sense. */
static int
check (Order *order)
{
  if (order->only_rest && order->first)
    return sgm_cli_usage_error ("basemap", _("“--continue” and “--first-zooms” exclude each other."));
  if (order->only_rest && order->from != NULL)
    return sgm_cli_usage_error ("basemap", _("“--continue” and “--from” exclude each other."));
  if (order->from == NULL && (order->style != NULL || order->datum != NULL || order->names != NULL))
    return sgm_cli_usage_error ("basemap", _("“--style”, “--datum” and “--names” belong to “--from”."));
  if (order->datum != NULL && !sgm_datum_from_id (order->datum, &order->source_datum))
    return sgm_cli_usage_error ("basemap", _("The datum is cgcs2000, gcj02 or bd09."));
  if (order->names != NULL && !find_language (order->names, &order->language))
    return sgm_cli_usage_error ("basemap", _("Names are “zh”, “en” or “both”."));
  return SGM_CLI_OK;
}

static int
run (SgmCli *cli,
     Order  *order)
{
  g_autoptr (GError) error = NULL;

  if (order->write_style != NULL)
    {
      if (!sgm_basemap_style_write_default (order->write_style, &error))
        return sgm_cli_error (error);
      g_print (_("The style is in %s."), order->write_style);
      g_print ("\n");
      return SGM_CLI_OK;
    }
  if (order->out == NULL)
    order->out = sgm_basemap_dup_path (cli->database);
  if (order->from != NULL)
    {
      if (!make_from_file (cli, order, &error))
        return sgm_cli_error (error);
    }
  else if (!order->only_rest && !sgm_cli_make_basemap (cli, order->out, &error))
    {
      return sgm_cli_error (error);
    }
  return order->first ? SGM_CLI_OK : draw_rest (order->out);
}

/**
 * sgm_cli_basemap:
 *
 * `sgm basemap`: makes the base map again, of the sample's own ground or from a
 * file.
 */
int
sgm_cli_basemap (SgmCli  *cli,
                 int      argc,
                 char   **argv)
{
  g_auto (Order) order = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_FILENAME, &order.from,
      N_("Draw water, roads, land use and names of this file or folder: .osm.pbf, Shapefile, GeoPackage …"),
      N_("FILE") },
    { "style", 0, 0, G_OPTION_ARG_FILENAME, &order.style,
      N_("What things of the file are drawn as, and how they look"), N_("FILE") },
    { "write-style", 0, 0, G_OPTION_ARG_FILENAME, &order.write_style,
      N_("Write the built-in style to this file, as a beginning, and end"), N_("FILE") },
    { "datum", 0, 0, G_OPTION_ARG_STRING, &order.datum,
      N_("The coordinates of the file: cgcs2000, gcj02 or bd09"), N_("DATUM") },
    { "names", 0, 0, G_OPTION_ARG_STRING, &order.names,
      N_("In which language names are written: zh, en or both"), N_("LANGUAGE") },
    { "attribution", 0, 0, G_OPTION_ARG_STRING, &order.attribution,
      N_("Whom the map is owed to, shown at its edge"), N_("TEXT") },
    { "continue", 0, 0, G_OPTION_ARG_NONE, &order.only_rest,
      N_("Draw only what is missing of the map that is there"), NULL },
    { "first-zooms", 0, 0, G_OPTION_ARG_NONE, &order.first,
      N_("Draw the first zooms only; an open window draws the rest"), NULL },
    { "out", 0, 0, G_OPTION_ARG_FILENAME, &order.out,
      N_("The file to write instead of the one beside the district"), N_("FILE") },
    { NULL },
  };
  int status;

  if (!sgm_cli_parse (cli, entries, _("Makes the base map of the district, replacing the former one."),
                      argc, argv))
    return SGM_CLI_USAGE;
  status = check (&order);
  return status == SGM_CLI_OK ? run (cli, &order) : status;
}
