/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include "base/sgm-error.h"
#include "photo/sgm-photo-image.h"

/* A picture that somebody adds: refused with a reason, or kept as one that can
 * be shown, small enough and always the same. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) content = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) kept = sgm_photo_image_clean (content, "x", NULL, &error);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (SgmPhotoImage) image = NULL;

  g_assert_true ((kept == NULL) == (error != NULL));
  if (kept == NULL)
    {
      g_assert_true (error->domain == SGM_ERROR);
      return 0;
    }
  again = sgm_photo_image_clean (content, "x", NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (kept, again));
  image = sgm_photo_image_new (kept, "x", SGM_PHOTO_MAX_SIDE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (MAX (image->width, image->height), <=, SGM_PHOTO_MAX_SIDE);
  return 0;
}
