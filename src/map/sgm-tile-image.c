/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "map/sgm-tile-image.h"

#include <string.h>

#include <gdk/gdk.h>

#include "basemap/sgm-basemap-painter.h"

/* All of this runs in worker threads. */

#define TILE_SIZE 256
#define MAX_SIDE 2048
#define MAX_BYTES (8 * 1024 * 1024)
#define MAX_ENLARGED 6

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static cairo_status_t
read_bytes (void          *closure,
            unsigned char *bytes,
            unsigned int   length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (bytes, reader->data, length);
  reader->data += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

static guint32
read_side (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | (guint32) bytes[1] << 16 | (guint32) bytes[2] << 8 | bytes[3];
}

/* Cairo's reader refuses a file that ends too early, gdk-pixbuf's does not. */
static cairo_surface_t *
decode_png (const guint8 *data,
            gsize         size)
{
  Reader reader = { data, size };
  cairo_surface_t *surface;

  /* The sides are at the same place in every PNG file. */
  if (size < 24 || read_side (data + 16) > MAX_SIDE || read_side (data + 20) > MAX_SIDE)
    return NULL;
  surface = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
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

static cairo_surface_t *
decode_jpeg (const guint8 *data,
             gsize         size)
{
  g_autoptr (GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("jpeg", NULL);
  cairo_surface_t *surface;
  gboolean written;
  GdkPixbuf *pixbuf;
  cairo_t *cr;

  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (refuse_huge), NULL);
  written = gdk_pixbuf_loader_write (loader, data, size, NULL);
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

/* No other kinds, so that a hostile file reaches no other decoder. */
static cairo_surface_t *
decode_any (GBytes *image)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);

  if (size > MAX_BYTES)
    return NULL;
  if (size > 8 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0)
    return decode_png (data, size);
  if (size > 3 && memcmp (data, "\xff\xd8\xff", 3) == 0)
    return decode_jpeg (data, size);
  return NULL;
}

/**
 * sgm_tile_image_decode:
 * @image: a PNG or JPEG image, perhaps a damaged one
 *
 * Returns: (transfer full) (nullable): the image in ARGB32, without
 *   transparency, or %NULL where the bytes are no such image or one of more
 *   than 2048 pixels a side
 */
cairo_surface_t *
sgm_tile_image_decode (GBytes *image)
{
  cairo_surface_t *decoded = decode_any (image);
  cairo_surface_t *surface;
  cairo_t *cr;

  if (decoded == NULL)
    return NULL;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32,
                                        cairo_image_surface_get_width (decoded),
                                        cairo_image_surface_get_height (decoded));
  cr = cairo_create (surface);
  sgm_basemap_set_ground (cr, FALSE);
  cairo_paint (cr);
  cairo_set_source_surface (cr, decoded, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (decoded);
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
