/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/sgm-renderer.h"
#include "base/sgm-installation.h"
#include "window/sgm-application.h"

/* What the administrator got wrong does not keep people from working. */
static void
check_settings (void)
{
  g_autoptr (GError) error = NULL;

  if (!sgm_installation_check_settings (&error))
    g_printerr ("%s\n", error->message);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgmApplication) application = NULL;

  sgm_installation_set_up_language ();
  check_settings ();
  if (gtk_init_check ())
    sgm_renderer_choose ();
  application = sgm_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
