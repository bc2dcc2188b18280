/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-choice.h"

G_BEGIN_DECLS

/**
 * SgmDispatch:
 *
 * Sends what is chosen as an order, takes orders back, and tells how it went:
 * success in a toast with an undo button, an error in a dialog. One wish is
 * under way at a time, so that a second press of Enter sends nothing.
 */
#define SGM_TYPE_DISPATCH (sgm_dispatch_get_type ())
G_DECLARE_FINAL_TYPE (SgmDispatch, sgm_dispatch, SGM, DISPATCH, GObject)

SgmDispatch *sgm_dispatch_new      (SgmChoice       *choice,
                                    AdwToastOverlay *toasts);
void         sgm_dispatch_assign   (SgmDispatch     *self);
void         sgm_dispatch_withdraw (SgmDispatch     *self);
void         sgm_dispatch_undo     (SgmDispatch     *self);
void         sgm_dispatch_add_deed (SgmDispatch     *self,
                                    GArray          *entries,
                                    const char      *sentence);
void         sgm_dispatch_resend   (SgmDispatch     *self);
void         sgm_dispatch_tell     (SgmDispatch     *self);
void         sgm_dispatch_print    (SgmDispatch     *self);

G_END_DECLS
