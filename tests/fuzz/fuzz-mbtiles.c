/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"

#include <unistd.h>

#include <glib/gstdio.h>

#include "tiles/sgm-mbtiles.h"

/* A file that somebody gives as a base map. */

static void
read_tiles (SgmMbtiles *tiles)
{
  guint min = sgm_mbtiles_get_min_zoom (tiles);
  guint max = sgm_mbtiles_get_max_zoom (tiles);

  g_assert_cmpuint (min, <=, max);
  g_assert_cmpuint (max, <=, 30);
  sgm_mbtiles_get_attribution (tiles);
  for (guint zoom = min; zoom <= MIN (max, min + 2); zoom++)
    for (guint i = 0; i < 4; i++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (GBytes) tile = sgm_mbtiles_read (tiles, zoom, i % 2, i / 2, &error);

        g_assert_true (tile == NULL || error == NULL);
      }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmMbtiles) tiles = NULL;
  int fd = g_file_open_tmp ("sgm-fuzz-XXXXXX", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents_full (path, (const char *) data, size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  tiles = sgm_mbtiles_open (path, &error);
  g_assert_true ((tiles == NULL) == (error != NULL));
  if (tiles != NULL)
    read_tiles (tiles);
  g_clear_pointer (&tiles, sgm_mbtiles_unref);
  g_unlink (path);
  return 0;
}
