/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "base/sgm-progress.h"
#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmSampleOptions:
 * @seed: the same seed makes the same district
 * @scale: 1, 10 or 100: how many times the published number of units
 * @now: the moment the sample ends at, UTC milliseconds
 */
typedef struct
{
  guint32 seed;
  guint scale;
  gint64 now;
} SgmSampleOptions;

gboolean sgm_sample_make (const char              *path,
                          const SgmSampleOptions  *options,
                          SgmProgress              progress,
                          gpointer                 progress_data,
                          GCancellable            *cancellable,
                          GError                 **error);

G_END_DECLS
