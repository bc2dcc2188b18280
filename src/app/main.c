/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "app/sgm-renderer.h"
#include "base/sgm-heap.h"
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

static gboolean
check_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, SGM_APP_ID, TRUE);
  if (schema == NULL)
    g_printerr ("%s\n", _("Smart Grid Map is not installed completely: the list of its settings is missing. Install it again."));
  return schema != NULL;
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (SgmApplication) application = NULL;

  sgm_heap_set_up ();
  sgm_installation_use_build_folder ();
  sgm_installation_set_up_language ();
  check_settings ();
  if (!check_schema ())
    return 1;
  sgm_renderer_init ();
  application = sgm_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
