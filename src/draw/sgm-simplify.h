/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmCorner:
 * @x: anything
 * @y: anything
 * @fixed: whether it has to stay
 *
 * A vertex of a ring that is simplified.
 */
typedef struct
{
  float x;
  float y;
  gboolean fixed;
} SgmCorner;

guint sgm_simplify_ring (const SgmCorner *corners,
                         guint            n,
                         double           tolerance,
                         float           *xy);

G_END_DECLS
