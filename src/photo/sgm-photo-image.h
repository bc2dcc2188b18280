/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What is taken in, and what becomes of it. */
#define SGM_PHOTO_MAX_PIXELS (64 * 1000 * 1000)
#define SGM_PHOTO_MAX_SIDE 2560

/**
 * SgmPhotoImage:
 * @width: pixels
 * @height: pixels
 * @stride: bytes from one row to the next
 * @pixels: rows of red, green and blue, 8 bits each
 *
 * A picture in memory.
 */
typedef struct
{
  int width;
  int height;
  gsize stride;
  GBytes *pixels;
} SgmPhotoImage;

SgmPhotoImage *sgm_photo_image_new   (GBytes         *content,
                                      const char     *name,
                                      int             max_side,
                                      GCancellable   *cancellable,
                                      GError        **error);
void           sgm_photo_image_free  (SgmPhotoImage  *image);
GBytes        *sgm_photo_image_clean (GBytes         *content,
                                      const char     *name,
                                      GCancellable   *cancellable,
                                      GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SgmPhotoImage, sgm_photo_image_free)

G_END_DECLS
