/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw/sgm-palette.h"

/* Red, green, blue and opacity of the tones on a light map, then on a dark one.
 * Laid over the map's ground they are evenly spaced in lightness. */
static const guint32 palettes[SGM_N_PALETTES][2][SGM_PALETTE_TONES] = {
  [SGM_PALETTE_VIOLET] = {
    { 0xc3b6f794, 0x9781e199, 0x6f51c5a1, 0x4b29a3a8, 0x2d0c7bb2 },
    { 0x50427194, 0x7963ad99, 0xa187e1a1, 0xbda5fdb5, 0xd4c6fecc },
  },
  [SGM_PALETTE_ROSE] = {
    { 0xefaac794, 0xd66f9999, 0xb73b6fa1, 0x92104aa8, 0x720235bd },
    { 0x70384b94, 0xa9547399, 0xdb759ba1, 0xfd96bcb0, 0xfdbad2cc },
  },
  [SGM_PALETTE_RED] = {
    { 0xf5abab94, 0xde716f99, 0xc03c3ba1, 0x9c1113a8, 0x7a0306bd },
    { 0x74393494, 0xaf555099, 0xe27671a1, 0xfe948fb5, 0xffbdb9cc },
  },
  [SGM_PALETTE_AMBER] = {
    { 0xebb48c94, 0xd07e3f99, 0xb35202a6, 0x984a04cc, 0x652f01cc },
    { 0x6e411994, 0xa5612399, 0xd6843ba1, 0xfea960ab, 0xffc290cc },
  },
  [SGM_PALETTE_GREEN] = {
    { 0x98d1a794, 0x53aa6899, 0x168433a1, 0x037023bf, 0x034f18cc },
    { 0x2a583094, 0x3c864a99, 0x58b16aa1, 0x7eda90a8, 0xabfdb9b5 },
  },
  [SGM_PALETTE_TEAL] = {
    { 0x7ed3d594, 0x24adaf99, 0x059b9ccc, 0x067273cc, 0x024a4bcc },
    { 0x095a5794, 0x086f6ecc, 0x00a5a3b3, 0x39dcdaa8, 0x79fffdb5 },
  },
  [SGM_PALETTE_BLUE] = {
    { 0x97c5fc94, 0x5398e999, 0x176dcea1, 0x0156b2ba, 0x004084cc },
    { 0x2a4e7594, 0x3d76b399, 0x599ee8a1, 0x76b7fdba, 0xaed4fecc },
  },
};

/**
 * sgm_palette_get_tone:
 * @palette: a palette
 * @tone: from 0, near the ground, to %SGM_PALETTE_TONES - 1
 * @dark: whether it is seen on a dark map
 *
 * Returns: the colour
 */
SgmColor
sgm_palette_get_tone (SgmPalette palette,
                      guint      tone,
                      gboolean   dark)
{
  guint32 color;

  g_return_val_if_fail (palette < SGM_N_PALETTES && tone < SGM_PALETTE_TONES, ((SgmColor) { 0 }));

  color = palettes[palette][dark ? 1 : 0][tone];
  return (SgmColor) {
    (color >> 24) / 255.0f,
    (color >> 16 & 0xff) / 255.0f,
    (color >> 8 & 0xff) / 255.0f,
    (color & 0xff) / 255.0f,
  };
}

/**
 * sgm_palette_spread:
 * @index: one of some classes
 * @n: how many classes there are
 *
 * Returns: the tone for it when the classes share a palette, as far apart as
 *   there is room
 */
guint
sgm_palette_spread (guint index,
                    guint n)
{
  if (n < 2)
    return SGM_PALETTE_TONES / 2;
  return MIN ((index * (SGM_PALETTE_TONES - 1) * 2 + n - 1) / (2 * (n - 1)), SGM_PALETTE_TONES - 1);
}
