/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/**
 * SgmEventSign:
 * @urgency: gives the shape: triangle, circle or square
 * @stage: gives the filling: empty, half, full
 * @time_left: 1 when just reported to 0 when due: the ring
 * @overdue: whether it has a halo
 * @dark: whether it is seen on a dark background
 *
 * How an event looks on the map and in lists.
 */
typedef struct
{
  SgmUrgency urgency;
  SgmStage stage;
  double time_left;
  gboolean overdue;
  gboolean dark;
} SgmEventSign;

/* How far a halo reaches out of the sign, as a part of its size. */
#define SGM_EVENT_SIGN_HALO 0.225

gboolean sgm_event_sign_looks_alike (SgmStage a,
                                     SgmStage b);
char *sgm_event_sign_to_svg (const SgmEventSign *sign);
void sgm_event_sign_draw (const SgmEventSign *sign,
                          cairo_t            *cr,
                          double              x,
                          double              y,
                          double              size);

G_END_DECLS
