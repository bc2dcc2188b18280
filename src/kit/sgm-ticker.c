/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-ticker.h"

struct _SgmTicker
{
  GObject parent_instance;
  guint source;
};

G_DEFINE_FINAL_TYPE (SgmTicker, sgm_ticker, G_TYPE_OBJECT)

enum
{
  SIGNAL_TICK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
on_second (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_TICK], 0);
  return G_SOURCE_CONTINUE;
}

static void
sgm_ticker_finalize (GObject *object)
{
  SgmTicker *self = SGM_TICKER (object);

  g_clear_handle_id (&self->source, g_source_remove);
  G_OBJECT_CLASS (sgm_ticker_parent_class)->finalize (object);
}

static void
sgm_ticker_class_init (SgmTickerClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);

  object_class->finalize = sgm_ticker_finalize;

  /**
   * SgmTicker::tick:
   *
   * A second has gone by.
   */
  signals[SIGNAL_TICK] = g_signal_new ("tick", SGM_TYPE_TICKER, G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sgm_ticker_init (SgmTicker *self)
{
  self->source = g_timeout_add_seconds (1, on_second, self);
}

/**
 * sgm_ticker_get_default:
 *
 * Returns: (transfer none): the program's clock
 */
SgmTicker *
sgm_ticker_get_default (void)
{
  static SgmTicker *ticker;

  if (ticker == NULL)
    ticker = g_object_new (SGM_TYPE_TICKER, NULL);
  return ticker;
}

/**
 * sgm_ticker_get_now:
 *
 * Returns: the present, UTC milliseconds
 */
gint64
sgm_ticker_get_now (void)
{
  return g_get_real_time () / 1000;
}
