/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sgm-renderer.h"

#include <epoxy/gl.h>
#include <gtk/gtk.h>
#include <string.h>

#include "kit/sgm-compat.h"

/* Without one of these OpenGL can only be software, and taking it up costs
 * sixty milliseconds and sixty megabytes for nothing. */
static const char *const graphics_devices[] = { "/dev/dri", "/dev/nvidiactl", "/dev/dxg" };

static gboolean
may_have_gpu (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (graphics_devices); i++)
    if (g_file_test (graphics_devices[i], G_FILE_TEST_EXISTS))
      return TRUE;
  return FALSE;
}

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
 * sgm_renderer_init:
 *
 * Initializes GTK and has it draw with cairo where there is no graphics card:
 * OpenGL in software is several times slower. Must be called before any other
 * of GTK's functions; leaves the choice to the user who has set
 * `GSK_RENDERER`. Where there is no display, the application says so.
 */
void
sgm_renderer_init (void)
{
  gboolean is_free = g_getenv ("GSK_RENDERER") == NULL;

  if (is_free && !may_have_gpu ())
    {
      g_setenv ("GSK_RENDERER", "cairo", FALSE);
      sgm_compat_init_without_gl ();
    }
  else if (gtk_init_check () && is_free && !has_gpu ())
    g_setenv ("GSK_RENDERER", "cairo", FALSE);
}
