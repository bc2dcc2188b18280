/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-image.h"

#include <string.h>

#include <gdk/gdk.h>

/* All of this runs in worker threads. */

#define TILE_SIZE 256
#define MAX_SIDE 2048
#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_ENLARGED 6

/* Only these two, so that a damaged or hostile file reaches no other
 * decoder. */
static const char *
image_type (GBytes *image)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);

  if (size > MAX_BYTES)
    return NULL;
  if (size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return "png";
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return "jpeg";
  return NULL;
}

/* Called as soon as the header is read; a size of zero ends the decoding. */
static void
refuse_huge (GdkPixbufLoader *loader,
             int              width,
             int              height,
             gpointer         data)
{
  if (width > MAX_SIDE || height > MAX_SIDE)
    gdk_pixbuf_loader_set_size (loader, 0, 0);
}

/**
 * sgm_tile_image_decode:
 * @image: a PNG or JPEG image, perhaps a damaged one
 *
 * Returns: (transfer full) (nullable): the image in ARGB32, or %NULL where the
 *   bytes are no such image or one of more than 2048 pixels a side
 */
cairo_surface_t *
sgm_tile_image_decode (GBytes *image)
{
  const char *type = image_type (image);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  cairo_surface_t *surface;
  gboolean written;
  GdkPixbuf *pixbuf;
  cairo_t *cr;

  if (type == NULL)
    return NULL;
  loader = gdk_pixbuf_loader_new_with_type (type, NULL);
  if (loader == NULL)
    return NULL;

  g_signal_connect (loader, "size-prepared", G_CALLBACK (refuse_huge), NULL);
  written = gdk_pixbuf_loader_write_bytes (loader, image, NULL);
  if (!gdk_pixbuf_loader_close (loader, NULL) || !written)
    return NULL;
  pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);
  if (pixbuf == NULL)
    return NULL;

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, gdk_pixbuf_get_width (pixbuf),
                                        gdk_pixbuf_get_height (pixbuf));
  cr = cairo_create (surface);
  gdk_cairo_set_source_pixbuf (cr, pixbuf, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  return surface;
}

static cairo_surface_t *
read_tile (SgmMbtiles *tiles,
           guint       zoom,
           guint       x,
           guint       y)
{
  g_autoptr (GBytes) image = sgm_mbtiles_read (tiles, zoom, x, y, NULL);

  return image != NULL ? sgm_tile_image_decode (image) : NULL;
}

/* Cuts from an ancestor @levels above the part that a tile covers. */
static cairo_surface_t *
enlarge (cairo_surface_t *ancestor,
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

/**
 * sgm_tile_image_load:
 * @tiles: the base map
 * @zoom: zoom level
 * @x: column, from the west
 * @y: row, from the north
 *
 * Reads a tile, or makes it from the nearest ancestor that is there.
 *
 * Returns: (transfer full) (nullable): the tile's image, or %NULL where
 *   neither it nor an ancestor can be read
 */
cairo_surface_t *
sgm_tile_image_load (SgmMbtiles *tiles,
                     guint       zoom,
                     guint       x,
                     guint       y)
{
  guint min = sgm_mbtiles_get_min_zoom (tiles);
  guint max = sgm_mbtiles_get_max_zoom (tiles);
  guint first = zoom > max ? zoom - max : 0;

  for (guint up = first; up <= MAX_ENLARGED && up <= zoom && zoom - up >= min; up++)
    {
      cairo_surface_t *found = read_tile (tiles, zoom - up, x >> up, y >> up);
      cairo_surface_t *part;

      if (found == NULL)
        continue;
      if (up == 0)
        return found;
      part = enlarge (found, up, x, y);
      cairo_surface_destroy (found);
      return part;
    }
  return NULL;
}

#define LAND 0.93

/* A light map's land is nearly white, with its roads a little lighter and all
 * else darker. On slate, what differs from the land is lighter than it, but
 * for the dark waters. */
static double
dark_luminance (double luminance)
{
  if (luminance > LAND)
    return 0.155 + (luminance - LAND) * 2.0;
  return 0.155 + (LAND - luminance) * 0.45;
}

/**
 * sgm_tile_image_darken:
 * @surface: an ARGB32 image of a light, muted map
 *
 * Recolours it for a dark window: slate land, lighter roads, and colours that
 * keep their hue but lose half their strength.
 */
void
sgm_tile_image_darken (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface);
  int height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data = cairo_image_surface_get_data (surface);
  guint8 map[256];

  for (int i = 0; i < 256; i++)
    map[i] = CLAMP (dark_luminance (i / 255.0) * 255, 0, 255);

  cairo_surface_flush (surface);
  for (int row = 0; row < height; row++)
    {
      guint32 *pixels = (guint32 *) (void *) (data + (gsize) row * stride);

      for (int i = 0; i < width; i++)
        {
          int alpha = pixels[i] >> 24;
          int r = (pixels[i] >> 16) & 0xff;
          int g = (pixels[i] >> 8) & 0xff;
          int b = pixels[i] & 0xff;
          int light = (r * 54 + g * 183 + b * 19) >> 8;
          int dark = map[light];

          r = CLAMP (dark + (r - light) / 2 - 2, 0, alpha);
          g = CLAMP (dark + (g - light) / 2, 0, alpha);
          b = CLAMP (dark + (b - light) / 2 + 6, 0, alpha);
          pixels[i] = (guint32) alpha << 24 | (guint32) r << 16 | (guint32) g << 8 | (guint32) b;
        }
    }
  cairo_surface_mark_dirty (surface);
}
