/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmWindow:
 *
 * A window on one district: the page that opens or makes it, then the
 * workspace.
 */
#define SGM_TYPE_WINDOW (sgm_window_get_type ())
G_DECLARE_FINAL_TYPE (SgmWindow, sgm_window, SGM, WINDOW, AdwApplicationWindow)

GtkWidget  *sgm_window_new          (GtkApplication *application,
                                     const char     *database,
                                     const char     *tiles,
                                     gboolean        make_sample);
void        sgm_window_import       (SgmWindow      *self,
                                     const char     *path);
const char *sgm_window_get_database (SgmWindow      *self);

G_END_DECLS
