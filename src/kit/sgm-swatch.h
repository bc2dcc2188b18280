/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "draw/sgm-theme.h"

G_BEGIN_DECLS

/**
 * SgmSwatch:
 *
 * The colour and pattern of a theme's class, for a legend.
 */
#define SGM_TYPE_SWATCH (sgm_swatch_get_type ())
G_DECLARE_FINAL_TYPE (SgmSwatch, sgm_swatch, SGM, SWATCH, GtkDrawingArea)

GtkWidget *sgm_swatch_new (const SgmThemeClass *theme_class);

G_END_DECLS
