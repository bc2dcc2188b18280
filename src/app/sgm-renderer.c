/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sgm-renderer.h"

#include <epoxy/gl.h>
#include <gtk/gtk.h>
#include <string.h>

static gboolean
has_gpu (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GdkGLContext) context = NULL;
  const char *name;
  gboolean is_hardware;

  context = display != NULL ? gdk_display_create_gl_context (display, NULL) : NULL;
  if (context == NULL || !gdk_gl_context_realize (context, NULL))
    return FALSE;

  gdk_gl_context_make_current (context);
  name = (const char *) glGetString (GL_RENDERER);
  is_hardware = name != NULL && strstr (name, "llvmpipe") == NULL && strstr (name, "softpipe") == NULL
                && strstr (name, "SWR") == NULL && strstr (name, "Software") == NULL;
  gdk_gl_context_clear_current ();
  return is_hardware;
}

/**
 * sgm_renderer_choose:
 *
 * Has GTK draw with cairo where there is no graphics card: OpenGL in software
 * is several times slower. Must be called after GTK is initialized and before
 * the first window; does nothing where the user has chosen by `GSK_RENDERER`.
 */
void
sgm_renderer_choose (void)
{
  if (g_getenv ("GSK_RENDERER") == NULL && !has_gpu ())
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
}
