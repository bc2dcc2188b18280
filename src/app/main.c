/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <locale.h>

#include "app/sgm-renderer.h"
#include "window/sgm-application.h"

/* Messages come in the user's language even where its locale has not been
 * generated on this machine, as long as the locale itself is not needed. */
static void
set_up_locale (void)
{
  const char *folder = g_getenv ("SGM_LOCALE_DIR");

  if (setlocale (LC_ALL, "") == NULL)
    {
      const char *names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
      const char *wanted = NULL;

      for (guint i = 0; i < G_N_ELEMENTS (names) && (wanted == NULL || wanted[0] == '\0'); i++)
        wanted = g_getenv (names[i]);
      if (wanted != NULL)
        g_setenv ("LANGUAGE", wanted, FALSE);
      g_setenv ("LC_ALL", "C.UTF-8", TRUE);
      setlocale (LC_ALL, "");
    }
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : SGM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgmApplication) application = NULL;

  set_up_locale ();
  if (gtk_init_check ())
    sgm_renderer_choose ();
  application = sgm_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
