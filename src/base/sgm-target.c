/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-target.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#include "base/sgm-error.h"

/**
 * sgm_target_check:
 * @path: where a file shall be written
 *
 * What is written replaces a file of that name. A folder, a device or a pipe
 * is no such file: replacing it would take it away from the computer.
 *
 * Returns: %FALSE with %SGM_ERROR_INVALID where something else is there
 */
gboolean
sgm_target_check (const char  *path,
                  GError     **error)
{
  g_autofree char *name = NULL;
  GStatBuf about;

  if (g_stat (path, &about) != 0 || S_ISREG (about.st_mode))
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("“%s” is not a file that can be replaced."), name);
  return FALSE;
}
