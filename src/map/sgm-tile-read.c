/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-read.h"

#include "map/sgm-tile-image.h"

#define MAX_ENLARGED 6

/* The search for a tile's picture, from the tile itself up. */
typedef struct
{
  SgmTileProvider *provider;
  guint zoom;
  guint x;
  guint y;
  guint up;          /* the level that is looked at now, above the tile */
  gboolean dark;     /* a tile for a dark window is wanted */
  gboolean is_dark;  /* and is being read */
  gboolean complete; /* nothing that was asked for could not be had */
} Search;

typedef struct
{
  GBytes *image;
  guint up;
  guint x;
  guint y;
} Decoding;

static void look (GTask *task);

static void
search_free (Search *search)
{
  g_object_unref (search->provider);
  g_free (search);
}

static void
decoding_free (Decoding *decoding)
{
  g_bytes_unref (decoding->image);
  g_free (decoding);
}

static void
look_higher (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  search->up++;
  look (task);
}

static void
decode_in_thread (GTask        *task,
                  gpointer      source,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Decoding *decoding = task_data;
  cairo_surface_t *surface = NULL;

  if (g_task_return_error_if_cancelled (task))
    return;
  surface = sgm_tile_image_decode (decoding->image);
  if (surface != NULL && decoding->up > 0)
    {
      cairo_surface_t *part = sgm_tile_image_cut (surface, decoding->up, decoding->x, decoding->y);

      cairo_surface_destroy (surface);
      surface = part;
    }
  g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
}

static void
run_decoder (gpointer data,
             gpointer user_data)
{
  g_autoptr (GTask) task = data;

  decode_in_thread (task, NULL, g_task_get_task_data (task), g_task_get_cancellable (task));
}

/* A view needs dozens of tiles at once: more threads than there are processors
 * beside the main thread's would take turns with those that draw the areas. */
static GThreadPool *
get_decoders (void)
{
  static GThreadPool *decoders;

  if (g_once_init_enter (&decoders))
    g_once_init_leave (&decoders, g_thread_pool_new (run_decoder, NULL, MAX (1, (int) g_get_num_processors () - 1),
                                                     FALSE, NULL));
  return decoders;
}

static void
on_decoded (GObject      *object,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), NULL);

  if (surface == NULL)
    {
      look_higher (task);
      return;
    }
  g_task_return_pointer (task, surface, (GDestroyNotify) cairo_surface_destroy);
  g_object_unref (task);
}

static void
decode (GTask  *task,
        GBytes *image)
{
  Search *search = g_task_get_task_data (task);
  GTask *decoder = g_task_new (NULL, g_task_get_cancellable (task), on_decoded, task);
  Decoding *decoding = g_new0 (Decoding, 1);

  decoding->image = image;
  decoding->up = search->up;
  decoding->x = search->x;
  decoding->y = search->y;
  g_task_set_source_tag (decoder, decode);
  g_task_set_task_data (decoder, decoding, (GDestroyNotify) decoding_free);
  g_thread_pool_push (get_decoders (), decoder, NULL);
}

static void
on_read (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  GTask *task = data;
  Search *search = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  GBytes *image = sgm_tile_provider_read_finish (search->provider, result, &error);

  /* A file that has just been opened may tell only then that it has them. */
  if (search->dark && !search->is_dark && sgm_tile_provider_has_dark (search->provider))
    {
      g_clear_pointer (&image, g_bytes_unref);
      look (task);
      return;
    }
  if (image != NULL)
    {
      decode (task, image);
      return;
    }
  if (error != NULL)
    search->complete = FALSE;
  look_higher (task);
}

/* Looks at one level. A file that has just been opened may tell only then
 * which levels it has. */
static void
look (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  guint max = sgm_tile_provider_get_max_zoom (search->provider);

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (search->zoom > max)
    search->up = MAX (search->up, search->zoom - max);
  if (search->up > MAX_ENLARGED || search->up > search->zoom
      || search->zoom - search->up < sgm_tile_provider_get_min_zoom (search->provider))
    {
      g_task_return_pointer (task, NULL, NULL);
      g_object_unref (task);
      return;
    }
  search->is_dark = search->dark && sgm_tile_provider_has_dark (search->provider);
  if (search->is_dark)
    sgm_tile_provider_read_dark_async (search->provider, search->zoom - search->up,
                                       search->x >> search->up, search->y >> search->up,
                                       g_task_get_cancellable (task), on_read, task);
  else
    sgm_tile_provider_read_async (search->provider, search->zoom - search->up,
                                  search->x >> search->up, search->y >> search->up,
                                  g_task_get_cancellable (task), on_read, task);
}

/**
 * sgm_tile_read_async:
 * @provider: where the tile comes from
 * @zoom: zoom level
 * @x: column from the west
 * @y: row from the north
 * @dark: whether a tile that is made for a dark window is preferred
 * @cancellable: (nullable): to give up
 * @callback: called in the main thread
 * @user_data: for @callback
 *
 * Reads and decodes a tile, or makes it from the nearest ancestor that can be
 * had.
 */
void
sgm_tile_read_async (SgmTileProvider     *provider,
                     guint                zoom,
                     guint                x,
                     guint                y,
                     gboolean             dark,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->provider = g_object_ref (provider);
  search->zoom = zoom;
  search->x = x;
  search->y = y;
  search->dark = dark;
  search->complete = TRUE;
  g_task_set_source_tag (task, sgm_tile_read_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);
  look (task);
}

/**
 * sgm_tile_read_finish:
 * @result: what the callback was given
 * @is_dark: (out): whether the tile is made for a dark window
 * @complete: (out): whether a later try would give no better picture; a tile
 *   or an ancestor could not be had otherwise
 *
 * Returns: (transfer full) (nullable): the tile's image, which nobody may
 *   change, or %NULL where there is none
 */
cairo_surface_t *
sgm_tile_read_finish (GAsyncResult *result,
                      gboolean     *is_dark,
                      gboolean     *complete)
{
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = g_task_propagate_pointer (G_TASK (result), &error);
  Search *search = g_task_get_task_data (G_TASK (result));

  *is_dark = search->is_dark;
  *complete = search->complete && error == NULL;
  return surface;
}
