/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "store/sgm-store.h"

G_BEGIN_DECLS

/* So many faults are told in words; the rest is only counted. */
#define SGM_PHOTO_CHECK_MAX_FAULTS 100

/**
 * SgmPhotoCheck:
 * @n_photos: how many photos the events have
 * @n_lost: how many of these are missing on the disk or not what they were
 * @faults: (element-type utf8): the first of them in words
 *
 * What a look at all photos of a district has found. The journal and the
 * records are whole without them.
 */
typedef struct
{
  guint n_photos;
  guint n_lost;
  GPtrArray *faults;
} SgmPhotoCheck;

SgmPhotoCheck *sgm_photo_check_run  (SgmStore       *store,
                                     GCancellable   *cancellable,
                                     GError        **error);
void           sgm_photo_check_free (SgmPhotoCheck  *check);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPhotoCheck, sgm_photo_check_free)

G_END_DECLS
