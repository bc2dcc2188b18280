/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmColor:
 *
 * Red, green, blue and opacity, 0 to 1, not premultiplied.
 */
typedef struct
{
  float r, g, b, a;
} SgmColor;

/**
 * SgmPalette:
 *
 * One hue in %SGM_PALETTE_TONES tones, from the one nearest to the ground to
 * the one that stands out most. All are told apart by how light they are, so
 * that it does not matter which hues a reader can see; a test computes by how
 * much.
 */
typedef enum
{
  SGM_PALETTE_VIOLET,
  SGM_PALETTE_ROSE,
  SGM_PALETTE_RED,
  SGM_PALETTE_AMBER,
  SGM_PALETTE_GREEN,
  SGM_PALETTE_TEAL,
  SGM_PALETTE_BLUE,
  SGM_N_PALETTES,
} SgmPalette;

#define SGM_PALETTE_TONES 5

SgmColor sgm_palette_get_tone (SgmPalette palette,
                               guint      tone,
                               gboolean   dark);
guint    sgm_palette_spread   (guint      index,
                               guint      n);

G_END_DECLS
