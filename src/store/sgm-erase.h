/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-change.h"
#include "store/sgm-database.h"

G_BEGIN_DECLS

/* The setting (meta) that says how many days after its end an event's
 * reporter is forgotten; "never" is possible. */
#define SGM_ERASE_SETTING "erase-after-days"
#define SGM_ERASE_DEFAULT_DAYS 180

gboolean sgm_erase_plan (SgmDatabase  *database,
                         gint64        now,
                         gint64       *after,
                         SgmChange   **change,
                         GError      **error);

G_END_DECLS
