/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window/sgm-workspace.h"

G_BEGIN_DECLS

/**
 * SgmLiveLabel:
 *
 * Whether events are coming in, and when the last change came: a dot and a
 * few words for the header bar.
 */
#define SGM_TYPE_LIVE_LABEL (sgm_live_label_get_type ())
G_DECLARE_FINAL_TYPE (SgmLiveLabel, sgm_live_label, SGM, LIVE_LABEL, AdwBin)

void sgm_live_label_set_workspace (SgmLiveLabel *self,
                                   SgmWorkspace *workspace);

G_END_DECLS
