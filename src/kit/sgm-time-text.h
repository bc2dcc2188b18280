/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *sgm_time_text_dup_ago   (gint64 now,
                               gint64 then);
char *sgm_time_text_dup_left  (gint64 now,
                               gint64 due);
char *sgm_time_text_dup_exact (gint64 moment);
char *sgm_time_text_dup_clock (gint64 now,
                               gint64 moment);

G_END_DECLS
