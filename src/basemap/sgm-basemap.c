/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "basemap/sgm-basemap.h"

#include <stdio.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "basemap/sgm-basemap-drawing.h"
#include "basemap/sgm-ground-pack.h"
#include "tiles/sgm-mbtiles-writer.h"
#include "tiles/sgm-mbtiles.h"

/* Up to here it takes seconds, and a window shows the whole district. */
#define FIRST_ZOOMS 13

/* What an unfinished file keeps for the rest of its tiles. */
#define GROUND "ground"
#define STYLE "style"
#define SETTINGS "settings"
#define SETTINGS_TYPE "(udddd)"

/**
 * sgm_basemap_dup_path:
 * @database: name of a district's file
 *
 * Returns: (transfer full): name of the base map that belongs to it: the same
 *   with the extension `.mbtiles`
 */
char *
sgm_basemap_dup_path (const char *database)
{
  g_autofree char *folder = g_path_get_dirname (database);
  g_autofree char *name = g_path_get_basename (database);
  g_autofree char *tiles_name = NULL;
  char *dot = strrchr (name, '.');

  if (dot != NULL && dot != name)
    *dot = '\0';
  tiles_name = g_strconcat (name, ".mbtiles", NULL);
  return g_build_filename (folder, tiles_name, NULL);
}

static void
describe (SgmMbtilesWriter        *writer,
          const SgmBasemapOptions *options)
{
  const SgmBox *box = &options->bounds;
  char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *bounds = NULL;
  g_autofree char *min_zoom = g_strdup_printf ("%d", SGM_BASEMAP_MIN_ZOOM);
  g_autofree char *max_zoom = g_strdup_printf ("%d", SGM_BASEMAP_MAX_ZOOM);

  g_ascii_formatd (numbers[0], sizeof numbers[0], "%.5f", box->min_x);
  g_ascii_formatd (numbers[1], sizeof numbers[1], "%.5f", box->min_y);
  g_ascii_formatd (numbers[2], sizeof numbers[2], "%.5f", box->max_x);
  g_ascii_formatd (numbers[3], sizeof numbers[3], "%.5f", box->max_y);
  bounds = g_strjoin (",", numbers[0], numbers[1], numbers[2], numbers[3], NULL);

  sgm_mbtiles_writer_set_metadata (writer, "name",
                                   options->title != NULL ? options->title : "Smart Grid Map");
  sgm_mbtiles_writer_set_metadata (writer, "type", "baselayer");
  sgm_mbtiles_writer_set_metadata (writer, "version", "1.1");
  sgm_mbtiles_writer_set_metadata (writer, "bounds", bounds);
  sgm_mbtiles_writer_set_metadata (writer, "minzoom", min_zoom);
  sgm_mbtiles_writer_set_metadata (writer, "maxzoom", max_zoom);
  sgm_mbtiles_writer_set_metadata (writer, SGM_MBTILES_UNFINISHED, "1");
  if (options->attribution != NULL)
    sgm_mbtiles_writer_set_metadata (writer, "attribution", options->attribution);
}

/* What the rest of the tiles will be drawn from. */
static gboolean
keep_plan (SgmMbtilesWriter      *writer,
           const SgmBasemapPlan  *plan,
           GError               **error)
{
  const SgmBox *box = &plan->bounds;
  const char *text = sgm_basemap_style_get_text (plan->style);
  g_autoptr (GVariant) settings = NULL;
  g_autoptr (GBytes) ground = sgm_ground_pack (plan->ground);
  g_autoptr (GBytes) style = text != NULL ? g_bytes_new (text, strlen (text)) : NULL;
  g_autoptr (GBytes) bytes = NULL;

  settings = g_variant_ref_sink (g_variant_new (SETTINGS_TYPE, plan->language, box->min_x, box->min_y,
                                                box->max_x, box->max_y));
  bytes = g_variant_get_data_as_bytes (settings);
  return sgm_mbtiles_writer_attach (writer, GROUND, ground, error)
         && (style == NULL || sgm_mbtiles_writer_attach (writer, STYLE, style, error))
         && sgm_mbtiles_writer_attach (writer, SETTINGS, bytes, error);
}

/**
 * sgm_basemap_begin:
 * @path: name of the MBTiles file; one that is there is replaced
 * @ground: what there is, sealed
 * @options: what the map is of, and how it is drawn
 * @progress: (nullable) (scope call): told how far it is, in this thread
 * @cancellable: (nullable): to give up
 *
 * Draws the first zooms of a base map, light and dark, and keeps in the file
 * what sgm_basemap_continue() needs for the rest. Takes seconds; to be called
 * in a thread of its own.
 *
 * Returns: whether the file was written; when not, nothing of it is left
 */
gboolean
sgm_basemap_begin (const char               *path,
                   const SgmGround          *ground,
                   const SgmBasemapOptions  *options,
                   SgmProgress               progress,
                   gpointer                  progress_data,
                   GCancellable             *cancellable,
                   GError                  **error)
{
  g_autoptr (SgmMbtilesWriter) writer = NULL;
  g_autoptr (SgmBasemapStyle) style = NULL;
  SgmBasemapPlan plan;

  g_return_val_if_fail (path != NULL && ground != NULL && options != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  writer = sgm_mbtiles_writer_new (path, error);
  if (writer == NULL)
    return FALSE;

  describe (writer, options);
  style = options->style != NULL ? sgm_basemap_style_ref (options->style) : sgm_basemap_style_new ();
  plan = (SgmBasemapPlan) { ground, style, options->language, options->bounds };
  return keep_plan (writer, &plan, error)
         && sgm_basemap_draw (&plan, writer, FIRST_ZOOMS, FALSE, SGM_BASEMAP_AT_ONCE, progress, progress_data,
                              cancellable, error)
         && sgm_mbtiles_writer_finish (writer, error);
}

static gboolean
load_plan (SgmMbtilesWriter  *writer,
           SgmBasemapPlan    *plan,
           SgmGround        **ground,
           GError           **error)
{
  g_autoptr (GBytes) packed = sgm_mbtiles_writer_dup_attachment (writer, GROUND);
  g_autoptr (GBytes) text = sgm_mbtiles_writer_dup_attachment (writer, STYLE);
  g_autoptr (GBytes) bytes = sgm_mbtiles_writer_dup_attachment (writer, SETTINGS);
  g_autoptr (GVariant) settings = NULL;
  SgmBox *box = &plan->bounds;

  if (packed == NULL || bytes == NULL)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_BAD_TILES,
                           _("What the rest of the base map is to be drawn from is damaged."));
      return FALSE;
    }
  settings = g_variant_ref_sink (g_variant_new_from_bytes (G_VARIANT_TYPE (SETTINGS_TYPE), bytes, FALSE));
  g_variant_get (settings, SETTINGS_TYPE, &plan->language, &box->min_x, &box->min_y, &box->max_x, &box->max_y);
  /* Written so that NaN fails, too. */
  if (plan->language > SGM_BASEMAP_ENGLISH || !(box->min_x >= -180 && box->max_x <= 180 && box->min_x <= box->max_x)
      || !(box->min_y >= -90 && box->max_y <= 90 && box->min_y <= box->max_y))
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_BAD_TILES,
                           _("What the rest of the base map is to be drawn from is damaged."));
      return FALSE;
    }
  plan->style = text != NULL ? sgm_basemap_style_new_from_text (g_bytes_get_data (text, NULL), g_bytes_get_size (text), error)
                             : sgm_basemap_style_new ();
  if (plan->style == NULL)
    return FALSE;
  *ground = sgm_ground_unpack (packed, error);
  plan->ground = *ground;
  return *ground != NULL;
}

static gboolean
finish (SgmMbtilesWriter  *writer,
        GError           **error)
{
  sgm_mbtiles_writer_set_metadata (writer, SGM_MBTILES_UNFINISHED, NULL);
  return sgm_mbtiles_writer_detach_all (writer, error) && sgm_mbtiles_writer_finish (writer, error);
}

static gboolean
is_unfinished (const char  *path,
               gboolean    *unfinished,
               GError     **error)
{
  g_autoptr (SgmMbtiles) tiles = sgm_mbtiles_open (path, error);

  if (tiles == NULL)
    return FALSE;
  *unfinished = sgm_mbtiles_is_unfinished (tiles);
  return TRUE;
}

/**
 * sgm_basemap_continue:
 * @path: name of an MBTiles file
 * @haste: how quickly
 * @progress: (nullable) (scope call): told how far it is, in this thread; about
 *   each second tiles that were drawn can be read
 * @cancellable: (nullable): to stop; what was drawn stays
 *
 * Draws what is missing of a base map that sgm_basemap_begin() has begun, from
 * where it was left. Takes minutes; to be called in a thread of its own.
 *
 * Returns: whether the map is complete, as it may have been before
 */
gboolean
sgm_basemap_continue (const char       *path,
                      SgmBasemapHaste   haste,
                      SgmProgress       progress,
                      gpointer          progress_data,
                      GCancellable     *cancellable,
                      GError          **error)
{
  g_autoptr (SgmMbtilesWriter) writer = NULL;
  g_autoptr (SgmGround) ground = NULL;
  SgmBasemapPlan plan = { NULL };
  gboolean unfinished;
  gboolean done;

  if (!is_unfinished (path, &unfinished, error))
    return FALSE;
  if (!unfinished)
    return TRUE;
  writer = sgm_mbtiles_writer_open (path, error);
  if (writer == NULL)
    return FALSE;
  done = load_plan (writer, &plan, &ground, error)
         && sgm_basemap_draw (&plan, writer, SGM_BASEMAP_MAX_ZOOM, TRUE, haste, progress, progress_data,
                              cancellable, error)
         && finish (writer, error);
  g_clear_pointer (&plan.style, sgm_basemap_style_unref);
  return done;
}
