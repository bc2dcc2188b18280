/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmTimeLabel:
 *
 * A moment as people say it (“3 min ago”, or the time left until it),
 * refreshed by itself, with the exact time as its tooltip.
 */
#define SGM_TYPE_TIME_LABEL (sgm_time_label_get_type ())
G_DECLARE_FINAL_TYPE (SgmTimeLabel, sgm_time_label, SGM, TIME_LABEL, AdwBin)

GtkWidget *sgm_time_label_new     (void);
void       sgm_time_label_set_ago (SgmTimeLabel *self,
                                   gint64        moment);
void       sgm_time_label_set_due (SgmTimeLabel *self,
                                   gint64        moment);

G_END_DECLS
