/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * SgmThemeChooser:
 *
 * Chooses what colours the map: a list of all themes, each with a line that
 * says what it shows. Its property `kind` (guint) is the number of the theme.
 */
#define SGM_TYPE_THEME_CHOOSER (sgm_theme_chooser_get_type ())
G_DECLARE_FINAL_TYPE (SgmThemeChooser, sgm_theme_chooser, SGM, THEME_CHOOSER, AdwBin)

guint sgm_theme_chooser_get_kind (SgmThemeChooser *self);
void  sgm_theme_chooser_set_kind (SgmThemeChooser *self,
                                  guint            kind);

G_END_DECLS
