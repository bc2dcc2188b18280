/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "window/sgm-base-map.h"

G_BEGIN_DECLS

/**
 * SgmBaseMapDialog:
 *
 * Where a person says what the base map is made of: files and servers, one
 * over the other, and the keys of those that ask for one. Every change shows
 * on the map at once.
 */
#define SGM_TYPE_BASE_MAP_DIALOG (sgm_base_map_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SgmBaseMapDialog, sgm_base_map_dialog, SGM, BASE_MAP_DIALOG, AdwPreferencesWindow)

GtkWidget *sgm_base_map_dialog_new (GtkWindow  *parent,
                                    GSettings  *settings,
                                    SgmBaseMap *base_map);

G_END_DECLS
