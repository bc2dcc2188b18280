/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

G_BEGIN_DECLS

/**
 * SgmFinding:
 * @name: what was counted or checked, a stable English word such as "grids"
 * @expected: the published total, or the number of faults allowed (0)
 * @actual: what the database holds
 * @at_least: whether more than @expected is right too
 * @ok: whether it agrees
 * @detail: (nullable): the first fault in words
 * @more: (nullable) (element-type utf8): further faults in words, as far as
 *   they are known
 */
typedef struct
{
  const char *name;
  gint64 expected;
  gint64 actual;
  gboolean at_least;
  gboolean ok;
  char *detail;
  GPtrArray *more;
} SgmFinding;

void       sgm_finding_free (SgmFinding *finding);
GPtrArray *sgm_verify       (SgmStore   *store,
                             GError    **error);

G_END_DECLS
