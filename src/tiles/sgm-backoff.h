/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmBackoff:
 * @failures: how often it failed one after another
 * @until: when it may be tried again
 * @trying: whether the one try that shows how it is has begun
 *
 * When to ask a server that fails. The pauses double, with some chance in them
 * so that many desks do not all come back at once; after a pause one request
 * goes out, and only when it has worked do others follow. All zero: all well.
 *
 * Times are in milliseconds of any one clock.
 */
typedef struct
{
  guint failures;
  gint64 until;
  gboolean trying;
} SgmBackoff;

gboolean sgm_backoff_may_try (const SgmBackoff *self,
                              gint64            now);
void     sgm_backoff_start   (SgmBackoff       *self);
void     sgm_backoff_fail    (SgmBackoff       *self,
                              gint64            now,
                              guint             first,
                              gint64            at_least,
                              double            chance);
void     sgm_backoff_work    (SgmBackoff       *self);
void     sgm_backoff_give_up (SgmBackoff       *self);
gboolean sgm_backoff_is_well (const SgmBackoff *self);

G_END_DECLS
