/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * SgmPanes:
 *
 * The panes beside the map: remembers how wide they are and whether they
 * show, and leaves only one of them where the window is narrow.
 */
#define SGM_TYPE_PANES (sgm_panes_get_type ())
G_DECLARE_FINAL_TYPE (SgmPanes, sgm_panes, SGM, PANES, GObject)

SgmPanes *sgm_panes_new       (GSettings *settings,
                               GtkPaned  *outer,
                               GtkPaned  *inner);
void      sgm_panes_set_width (SgmPanes  *self,
                               int        width);

G_END_DECLS
