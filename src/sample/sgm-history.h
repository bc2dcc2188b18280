/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample/sgm-events.h"

G_BEGIN_DECLS

/**
 * SgmHour:
 * @at: when the last of it happened, UTC milliseconds
 * @records: (element-type SgmRecord): new records in version 1, others as they
 *   became, in version 2; each at most once
 *
 * What happened in one hour.
 */
typedef struct
{
  gint64 at;
  GPtrArray *records;
} SgmHour;

GPtrArray *sgm_history_new (const SgmEvents *events);

G_END_DECLS
