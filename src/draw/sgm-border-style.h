/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "domain/sgm-terms.h"

G_BEGIN_DECLS

/* How the borders of a level look: the higher the level, the stronger. */

double  sgm_border_style_get_width    (SgmLevel level);
double  sgm_border_style_get_strength (SgmLevel level,
                                       double   zoom);
guint32 sgm_border_style_get_color    (gboolean dark);

G_END_DECLS
