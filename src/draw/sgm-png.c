/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-png.h"

#include <string.h>

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
