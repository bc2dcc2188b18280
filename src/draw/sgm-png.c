/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-png.h"

#include <string.h>

#include <png.h>

typedef struct
{
  const guint8 *data;
  gsize left;
} Reader;

static cairo_status_t
read_bytes (void          *closure,
            unsigned char *target,
            unsigned int   length)
{
  Reader *reader = closure;

  if (length > reader->left)
    return CAIRO_STATUS_READ_ERROR;

  memcpy (target, reader->data, length);
  reader->data += length;
  reader->left -= length;
  return CAIRO_STATUS_SUCCESS;
}

/**
 * sgm_png_decode:
 * @image: the bytes of a PNG. A few bytes can claim a picture that fills the
 *   memory: check its size beforehand
 *
 * Any thread.
 *
 * Returns: (transfer full) (nullable): the picture, or %NULL where it is
 *   damaged or ends too early
 */
cairo_surface_t *
sgm_png_decode (GBytes *image)
{
  Reader reader;
  cairo_surface_t *surface;

  reader.data = g_bytes_get_data (image, &reader.left);
  surface = cairo_image_surface_create_from_png_stream (read_bytes, &reader);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    g_clear_pointer (&surface, cairo_surface_destroy);
  return surface;
}

/* Writing ------------------------------------------------------------------- */

#define MAX_COLORS 256
/* Beyond it a map's picture becomes hardly smaller, but takes twice the time. */
#define COMPRESSION 5

/* The colours of a picture that has few. */
typedef struct
{
  guint n;
  guint32 colors[MAX_COLORS];
  guint8 slots[4 * MAX_COLORS][2]; /* whether in use, and by which colour */
} Palette;

static guint
get_slot (const Palette *palette,
          guint32        color)
{
  guint slot = (color * 0x9e3779b1u >> 16) % G_N_ELEMENTS (palette->slots);

  while (palette->slots[slot][0] && palette->colors[palette->slots[slot][1]] != color)
    slot = (slot + 1) % G_N_ELEMENTS (palette->slots);
  return slot;
}

/* Returns FALSE where there are too many colours. */
static gboolean
collect_colors (cairo_surface_t *surface,
                Palette         *palette)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int width = cairo_image_surface_get_width (surface);

  memset (palette, 0, sizeof *palette);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (data + (gsize) y * cairo_image_surface_get_stride (surface));
      guint32 last = G_MAXUINT32;

      for (int x = 0; x < width; x++)
        {
          guint32 color = row[x] & 0xffffff;
          guint slot;

          if (color == last)
            continue;
          last = color;
          slot = get_slot (palette, color);
          if (palette->slots[slot][0])
            continue;
          if (palette->n == MAX_COLORS)
            return FALSE;
          palette->slots[slot][0] = TRUE;
          palette->slots[slot][1] = palette->n;
          palette->colors[palette->n++] = color;
        }
    }
  return TRUE;
}

static void
append (png_structp png,
        png_bytep   data,
        gsize       length)
{
  g_byte_array_append (png_get_io_ptr (png), data, length);
}

static void
flush (png_structp png)
{
}

static void
write_header (png_structp      png,
              png_infop        info,
              cairo_surface_t *surface,
              const Palette   *palette)
{
  png_color colors[MAX_COLORS];
  int depth = palette == NULL ? 8 : palette->n <= 2 ? 1 : palette->n <= 4 ? 2 : palette->n <= 16 ? 4 : 8;

  png_set_compression_level (png, COMPRESSION);
  png_set_IHDR (png, info, cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface),
                depth, palette != NULL ? PNG_COLOR_TYPE_PALETTE : PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  /* Areas of one colour repeat themselves best as they are. */
  png_set_filter (png, PNG_FILTER_TYPE_BASE, PNG_FILTER_NONE);
  if (palette != NULL)
    {
      for (guint i = 0; i < palette->n; i++)
        colors[i] = (png_color) { palette->colors[i] >> 16 & 0xff, palette->colors[i] >> 8 & 0xff,
                                  palette->colors[i] & 0xff };
      png_set_PLTE (png, info, colors, palette->n);
    }
  png_write_info (png, info);
  if (palette != NULL)
    png_set_packing (png);
}

static void
write_rows (png_structp      png,
            cairo_surface_t *surface,
            const Palette   *palette,
            guint8          *buffer)
{
  const guint8 *data = cairo_image_surface_get_data (surface);
  int width = cairo_image_surface_get_width (surface);

  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row = (const guint32 *) (const void *) (data + (gsize) y * cairo_image_surface_get_stride (surface));

      for (int x = 0; x < width; x++)
        if (palette != NULL)
          {
            buffer[x] = palette->slots[get_slot (palette, row[x] & 0xffffff)][1];
          }
        else
          {
            buffer[3 * x] = row[x] >> 16 & 0xff;
            buffer[3 * x + 1] = row[x] >> 8 & 0xff;
            buffer[3 * x + 2] = row[x] & 0xff;
          }
      png_write_row (png, buffer);
    }
}

/**
 * sgm_png_encode:
 * @surface: an opaque picture, in %CAIRO_FORMAT_RGB24 or %CAIRO_FORMAT_ARGB32
 *
 * Any thread.
 *
 * Returns: (transfer full): a PNG, small for what has large areas of one
 *   colour
 */
GBytes *
sgm_png_encode (cairo_surface_t *surface)
{
  g_autofree guint8 *buffer = g_malloc (3 * (gsize) cairo_image_surface_get_width (surface));
  GByteArray *bytes = g_byte_array_new ();
  g_autofree Palette *palette = g_new (Palette, 1);
  const Palette *used;
  png_structp png;
  png_infop info;

  cairo_surface_flush (surface);
  used = collect_colors (surface, palette) ? palette : NULL;
  /* Without a handler libpng ends the program where memory runs out, as GLib
   * does; nothing else can fail. */
  png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
  info = png_create_info_struct (png);
  png_set_write_fn (png, bytes, append, flush);
  write_header (png, info, surface, used);
  write_rows (png, surface, used, buffer);
  png_write_end (png, info);
  png_destroy_write_struct (&png, &info);
  return g_byte_array_free_to_bytes (bytes);
}
