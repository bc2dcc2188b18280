/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "draw/sgm-view.h"

G_BEGIN_DECLS

void   sgm_projection_get_view  (ShumateViewport *viewport,
                                 GtkWidget       *widget,
                                 SgmView         *view);
double sgm_projection_world     (double           zoom);
void   sgm_projection_to_widget (const SgmView   *view,
                                 double           x,
                                 double           y,
                                 double          *widget_x,
                                 double          *widget_y);

G_END_DECLS
