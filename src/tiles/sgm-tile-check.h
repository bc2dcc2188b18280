/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SGM_TILE_MAX_SIDE 2048
#define SGM_TILE_MAX_BYTES (8 * 1024 * 1024)

/**
 * SgmTileFormat:
 * @SGM_TILE_FORMAT_NONE: no picture that can be shown
 * @SGM_TILE_FORMAT_PNG: PNG
 * @SGM_TILE_FORMAT_JPEG: JPEG
 *
 * What the bytes of a tile are.
 */
typedef enum
{
  SGM_TILE_FORMAT_NONE,
  SGM_TILE_FORMAT_PNG,
  SGM_TILE_FORMAT_JPEG,
} SgmTileFormat;

SgmTileFormat sgm_tile_check (GBytes *image);

G_END_DECLS
