/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SgmBorderMask:
 *
 * How strongly borders cover each pixel, 0 to 255. Lines are anti-aliased and
 * blended by their maximum, so that what two areas share does not darken
 * twice. Used by one thread.
 */
typedef struct _SgmBorderMask SgmBorderMask;

SgmBorderMask *sgm_border_mask_new      (int            width,
                                         int            height);
void           sgm_border_mask_free     (SgmBorderMask *mask);
const guint8  *sgm_border_mask_get      (const SgmBorderMask *mask);
void           sgm_border_mask_set_pen  (SgmBorderMask *mask,
                                         double         width,
                                         double         strength);
void           sgm_border_mask_add_ring (SgmBorderMask *mask,
                                         const float   *xy,
                                         guint          n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmBorderMask, sgm_border_mask_free)

G_END_DECLS
