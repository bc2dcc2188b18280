/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "district/sgm-area-set.h"

/**
 * BenchCairoLayer:
 *
 * The units drawn in the plain way, to be compared with: with cairo in each
 * snapshot, as libshumate's own path layer does.
 */
#define BENCH_TYPE_CAIRO_LAYER (bench_cairo_layer_get_type ())
G_DECLARE_FINAL_TYPE (BenchCairoLayer, bench_cairo_layer, BENCH, CAIRO_LAYER, ShumateLayer)

BenchCairoLayer *bench_cairo_layer_new (ShumateViewport *viewport,
                                        SgmAreaSet      *areas);
