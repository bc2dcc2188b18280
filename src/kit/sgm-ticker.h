/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * SgmTicker:
 *
 * The one clock that refreshes everything that shows a relative time: it
 * emits [signal@Ticker::tick] every second on the main thread, so that all
 * of them change together.
 */
#define SGM_TYPE_TICKER (sgm_ticker_get_type ())
G_DECLARE_FINAL_TYPE (SgmTicker, sgm_ticker, SGM, TICKER, GObject)

SgmTicker *sgm_ticker_get_default (void);
gint64     sgm_ticker_get_now     (void);

G_END_DECLS
