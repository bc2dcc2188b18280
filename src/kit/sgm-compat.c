/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kit/sgm-compat.h"

#include <gtk/gtk.h>

/* Since 4.16 GTK has a variable of its own for what is not to be used. */
#define GTK_WITH_DISABLE 16

/**
 * sgm_compat_init_without_gl:
 *
 * Initializes GTK, if there is a display, so that it does not take up OpenGL
 * with it; programs that are started by this one are free to. The first of
 * GTK's functions to be called.
 */
void
sgm_compat_init_without_gl (void)
{
  gboolean is_old = gtk_get_minor_version () < GTK_WITH_DISABLE;
  const char *variable = is_old ? "GDK_DEBUG" : "GDK_DISABLE";
  gboolean is_set = g_getenv (variable) != NULL;

  if (!is_set)
    g_setenv (variable, is_old ? "gl-disable" : "gl", FALSE);
  gtk_init_check ();
  if (!is_set)
    g_unsetenv (variable);
}
