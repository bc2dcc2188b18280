/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "district/sgm-district.h"

G_BEGIN_DECLS

/**
 * SgmPhotoViewer:
 *
 * One photo of an event at a time, large. The arrow keys go to the next and the
 * one before, Esc closes, and a copy can be saved.
 */
#define SGM_TYPE_PHOTO_VIEWER (sgm_photo_viewer_get_type ())
G_DECLARE_FINAL_TYPE (SgmPhotoViewer, sgm_photo_viewer, SGM, PHOTO_VIEWER, AdwWindow)

GtkWidget *sgm_photo_viewer_new  (GtkWindow      *parent,
                                  SgmDistrict    *district,
                                  GPtrArray      *photos,
                                  guint           n_before,
                                  guint           index);
void       sgm_photo_viewer_save (SgmPhotoViewer *self,
                                  GFile          *target);

G_END_DECLS
