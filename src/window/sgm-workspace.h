/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "window/sgm-opener.h"

G_BEGIN_DECLS

/**
 * SgmWorkspace:
 *
 * What a dispatcher works with once a district is open: the queue, the map
 * and the inspector, all showing one choice. Its class actions are what the
 * window's keys, menus and commands do.
 */
#define SGM_TYPE_WORKSPACE (sgm_workspace_get_type ())
G_DECLARE_FINAL_TYPE (SgmWorkspace, sgm_workspace, SGM, WORKSPACE, AdwBin)

GtkWidget   *sgm_workspace_new              (SgmOpened    *opened,
                                             GSettings    *settings);
SgmDistrict *sgm_workspace_get_district     (SgmWorkspace *self);
void         sgm_workspace_add_actions      (SgmWorkspace *self,
                                             GActionMap   *map);
void         sgm_workspace_remove_actions   (SgmWorkspace *self);
void         sgm_workspace_set_window_width (SgmWorkspace *self,
                                             int           width);
void         sgm_workspace_set_fullscreen   (SgmWorkspace *self,
                                             gboolean      fullscreen);
void         sgm_workspace_save             (SgmWorkspace *self);
gboolean     sgm_workspace_is_simulated     (SgmWorkspace *self);
gboolean     sgm_workspace_can_import       (const char   *path);
void         sgm_workspace_import           (SgmWorkspace *self,
                                             const char   *path);
void         sgm_workspace_say              (SgmWorkspace *self,
                                             const char   *text);

G_END_DECLS
