/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch.h"

#include <glib/gstdio.h>

char *
scratch_new (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("sgm-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

static void
remove_tree (const char *path)
{
  GDir *folder = g_dir_open (path, 0, NULL);

  if (folder != NULL && !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    for (const char *name = g_dir_read_name (folder); name != NULL; name = g_dir_read_name (folder))
      {
        g_autofree char *child = g_build_filename (path, name, NULL);

        remove_tree (child);
      }
  g_clear_pointer (&folder, g_dir_close);
  g_remove (path);
}

void
scratch_free (char *folder)
{
  remove_tree (folder);
  g_free (folder);
}
