/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <glib.h>

#include "geo/sgm-geometry.h"

/* A geometry of any origin: refused, or one whose own form reads as itself. */
int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = sgm_wkb_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmGeometry) geometry = sgm_geometry_new_from_wkb (bytes, &error);
  g_autoptr (SgmGeometry) again = NULL;
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) rewritten = NULL;

  g_assert_true ((geometry == NULL) == (error != NULL));
  if (geometry == NULL)
    return 0;
  written = sgm_geometry_to_wkb (geometry);
  again = sgm_geometry_new_from_wkb (written, &error);
  g_assert_no_error (error);
  rewritten = sgm_geometry_to_wkb (again);
  g_assert_true (g_bytes_equal (written, rewritten));
  return 0;
}
