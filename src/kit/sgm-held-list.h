/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * SgmHeldList:
 *
 * A list that follows another one, but holds still while it is held, so that
 * nothing moves under a pointer that is about to click. What has changed
 * meanwhile comes when it is let go. `pending` (guint) counts the items that
 * are new since.
 */
#define SGM_TYPE_HELD_LIST (sgm_held_list_get_type ())
G_DECLARE_FINAL_TYPE (SgmHeldList, sgm_held_list, SGM, HELD_LIST, GObject)

SgmHeldList *sgm_held_list_new         (void);
void         sgm_held_list_set_source  (SgmHeldList *self,
                                        GListModel  *source);
void         sgm_held_list_set_held    (SgmHeldList *self,
                                        gboolean     held);
guint        sgm_held_list_get_pending (SgmHeldList *self);

G_END_DECLS
