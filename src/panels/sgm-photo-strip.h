/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "panels/sgm-choice.h"

G_BEGIN_DECLS

/**
 * SgmPhotoStrip:
 *
 * The photos (照片) of the chosen event, small, those from before (处理前) and
 * those from after (处理后) the work, whoever adds them. Hidden where there are
 * none. One that is pressed opens large.
 */
#define SGM_TYPE_PHOTO_STRIP (sgm_photo_strip_get_type ())
G_DECLARE_FINAL_TYPE (SgmPhotoStrip, sgm_photo_strip, SGM, PHOTO_STRIP, AdwBin)

void sgm_photo_strip_set_choice (SgmPhotoStrip *self,
                                 SgmChoice     *choice);

G_END_DECLS
