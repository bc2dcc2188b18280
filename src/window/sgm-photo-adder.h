/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-choice.h"
#include "window/sgm-dispatch.h"

G_BEGIN_DECLS

/**
 * SgmPhotoAdder:
 *
 * Adds photos to events, one after the other, in a worker. A toast tells how
 * far it is and cancels; in the end another says what was added and takes it
 * back. Files that are no photos are told together.
 */
#define SGM_TYPE_PHOTO_ADDER (sgm_photo_adder_get_type ())
G_DECLARE_FINAL_TYPE (SgmPhotoAdder, sgm_photo_adder, SGM, PHOTO_ADDER, GObject)

SgmPhotoAdder *sgm_photo_adder_new    (SgmDistrict     *district,
                                       SgmDispatch     *dispatch,
                                       AdwToastOverlay *toasts);
gboolean       sgm_photo_adder_may    (SgmPhotoAdder   *self);
void           sgm_photo_adder_add    (SgmPhotoAdder   *self,
                                       gint64           event,
                                       GPtrArray       *files);
void           sgm_photo_adder_cancel (SgmPhotoAdder   *self);

G_END_DECLS
