/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tiles/sgm-tile-check.h"

#include <string.h>

static guint
read_16 (const guint8 *bytes)
{
  return (guint) bytes[0] << 8 | bytes[1];
}

static guint32
read_32 (const guint8 *bytes)
{
  return (guint32) read_16 (bytes) << 16 | read_16 (bytes + 2);
}

static gboolean
is_side (guint32 side)
{
  return side > 0 && side <= SGM_TILE_MAX_SIDE;
}

/* The sides are at the same place in every PNG file. One that was cut off
 * lacks its last chunk. */
static gboolean
is_png (const guint8 *data,
        gsize         size)
{
  return size >= 45 && memcmp (data, "\x89PNG\r\n\x1a\n", 8) == 0
         && memcmp (data + 12, "IHDR", 4) == 0
         && is_side (read_32 (data + 16)) && is_side (read_32 (data + 20))
         && memmem (data + 33, size - 33, "IEND", 4) != NULL;
}

/* Goes from segment to segment to the frame header, which has the sides. */
static gboolean
is_jpeg (const guint8 *data,
         gsize         size)
{
  gsize at = 2;

  if (size < 4 || memcmp (data, "\xff\xd8\xff", 3) != 0)
    return FALSE;
  while (at + 9 < size)
    {
      guint8 marker = data[at + 1];

      if (data[at] != 0xff)
        return FALSE;
      if (marker == 0xff)
        {
          at++;
          continue;
        }
      if (marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc)
        return is_side (read_16 (data + at + 5)) && is_side (read_16 (data + at + 7));
      if (marker == 0xd9 || marker == 0xda || read_16 (data + at + 2) < 2)
        return FALSE;
      at += 2 + read_16 (data + at + 2);
    }
  return FALSE;
}

/**
 * sgm_tile_check:
 * @image: what a server or a file gave as a tile
 *
 * Looks at the beginning of a tile, so that no decoder sees what is no picture
 * or a huge one. What passes may still be damaged further on.
 *
 * Returns: what kind of picture it is
 */
SgmTileFormat
sgm_tile_check (GBytes *image)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (image, &size);

  if (size == 0 || size > SGM_TILE_MAX_BYTES)
    return SGM_TILE_FORMAT_NONE;
  if (is_png (data, size))
    return SGM_TILE_FORMAT_PNG;
  return is_jpeg (data, size) ? SGM_TILE_FORMAT_JPEG : SGM_TILE_FORMAT_NONE;
}
