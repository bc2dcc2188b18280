/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-image.h"

#include <gdk/gdk.h>

#include "draw/sgm-png.h"
#include "tiles/sgm-tile-check.h"

/* All of this runs in worker threads. */

#define TILE_SIZE 256

/* Called as soon as the header is read; a size of zero ends the decoding. */
static void
refuse_huge (GdkPixbufLoader *loader,
             int              width,
             int              height,
             gpointer         data)
{
  if (width > SGM_TILE_MAX_SIDE || height > SGM_TILE_MAX_SIDE)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

static cairo_surface_t *
decode_jpeg (GBytes *image)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("jpeg", NULL);
  cairo_surface_t *surface;
  gboolean written;
  GdkPixbuf *pixbuf;
  cairo_t *cr;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (refuse_huge), NULL);
  written = gdk_pixbuf_loader_write_bytes (loader, image, NULL);
  if (!gdk_pixbuf_loader_close (loader, NULL) || !written)
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, gdk_pixbuf_get_width (pixbuf),
                                        gdk_pixbuf_get_height (pixbuf));
  cr = cairo_create (surface);
  gdk_cairo_set_source_pixbuf (cr, pixbuf, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

/**
 * sgm_tile_image_decode:
 * @image: a PNG or JPEG image, perhaps a damaged one
 *
 * Decodes a tile. There are no other kinds, so that a hostile file reaches no
 * other decoder.
 *
 * Returns: (transfer full) (nullable): the image, in ARGB32 or, where nothing
 *   of it is transparent, in RGB24; %NULL where the bytes are no such image or
 *   one that is too large
 */
cairo_surface_t *
sgm_tile_image_decode (GBytes *image)
{
  switch (sgm_tile_check (image))
    {
    case SGM_TILE_FORMAT_PNG:
      return sgm_png_decode (image);
    case SGM_TILE_FORMAT_JPEG:
      return decode_jpeg (image);
    case SGM_TILE_FORMAT_NONE:
    default:
      return NULL;
    }
}

/**
 * sgm_tile_image_cut:
 * @ancestor: the image of a tile above the wanted one
 * @levels: how many levels above
 * @x: column of the wanted tile
 * @y: row of the wanted tile
 *
 * Cuts out the part that a tile covers, and enlarges it.
 *
 * Returns: (transfer full): the tile's image
 */
cairo_surface_t *
sgm_tile_image_cut (cairo_surface_t *ancestor,
                    guint            levels,
                    guint            x,
                    guint            y)
{
  cairo_surface_t *surface;
  guint parts = 1u << levels;
  double factor = (double) TILE_SIZE * parts / cairo_image_surface_get_width (ancestor);
  cairo_t *cr;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, TILE_SIZE, TILE_SIZE);
  cr = cairo_create (surface);
  cairo_translate (cr, -(double) (x % parts) * TILE_SIZE, -(double) (y % parts) * TILE_SIZE);
  cairo_scale (cr, factor, factor);
  cairo_set_source_surface (cr, ancestor, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}
