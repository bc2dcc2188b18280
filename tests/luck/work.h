/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

/* A day's work in the small district: reports, orders, orders taken back. */

gboolean   work_is_long     (void);
SgmChange *work_make_change (guint          number,
                             guint          who);
gint64     work_do          (SgmStore      *store,
                             guint          number,
                             guint          who,
                             GError       **error);
SgmStore  *work_open        (const char    *path);
void       work_copy_files  (const char    *from,
                             const char    *to);
