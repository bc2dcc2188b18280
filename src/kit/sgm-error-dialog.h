/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

char *sgm_error_dialog_dup_text (const GError *error);
void  sgm_error_dialog_show     (GtkWidget    *near,
                                 const GError *error);
void  sgm_message_dialog_show   (GtkWidget    *near,
                                 const char   *title,
                                 const char   *text);

G_END_DECLS
