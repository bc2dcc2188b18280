/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window/sgm-application.h"

#include <glib/gi18n.h>

#include "base/sgm-installation.h"
#include "store/sgm-store.h"
#include "window/sgm-window.h"
#include "window/sgm-workspace.h"

struct _SgmApplication
{
  AdwApplication parent_instance;
  GSettings *settings;
  int usual_dpi; /* of the desktop, in 1024ths */
};

G_DEFINE_FINAL_TYPE (SgmApplication, sgm_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "database", 'd', 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Open the district in FILE instead of the user’s own"), N_("FILE") },
  { "tiles", 't', 0, G_OPTION_ARG_FILENAME, NULL,
    N_("Draw the base map from the MBTiles file FILE"), N_("FILE") },
  { "sample", 0, 0, G_OPTION_ARG_NONE, NULL,
    N_("Make the sample district where there is none yet"), NULL },
  { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, N_("Print the version and exit"), NULL },
  { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL, N_("[FILE…]") },
  { NULL }
};

static const struct
{
  const char *action;
  const char *accels[3];
} keys[] = {
  { "app.quit", { "<Primary>q" } },
  { "window.close", { "<Primary>w" } },
  { "win.search", { "<Primary>k" } },
  { "win.undo", { "<Primary>z" } },
  { "win.queue", { "F9" } },
  { "win.inspector", { "<Shift>F9" } },
  { "win.simulator", { "<Primary><Shift>s" } },
  { "win.choose-file", { "<Primary>o" } },
  { "win.import-file", { "<Primary>i" } },
  { "win.import-folder", { "<Primary><Shift>i" } },
  { "win.base-map", { "<Primary>comma" } },
  { "win.district-file", { "<Primary><Shift>b" } },
  { "win.print-order", { "<Primary>p" } },
  { "win.add-photos", { "<Primary><Shift>p" } },
  { "win.export", { "<Primary>e" } },
  { "win.fullscreen", { "F11" } },
  { "win.menu", { "F10" } },
  { "win.show-help-overlay", { "<Primary>question" } },
};

static void
on_quit (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (data));

  /* Each window remembers its state while it closes. */
  while (windows != NULL)
    {
      GtkWindow *window = windows->data;

      windows = windows->next;
      gtk_window_close (window);
    }
}

static void
on_about (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  adw_show_about_window (gtk_application_get_active_window (GTK_APPLICATION (data)),
                         "application-name", _("Smart Grid Map"),
                         "application-icon", SGM_APP_ID,
                         "version", SGM_VERSION,
                         "developer-name", _("The Smart Grid Map authors"),
                         "comments", _("The map on which a district’s dispatch centre sees its grids, its events and its people, and gives out the work."),
                         "website", "https://github.com/smartgridmap/smart-grid-map",
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

static GtkWindow *open_window (SgmApplication *self,
                               const char     *database,
                               const char     *tiles,
                               gboolean        make_sample);

/* What a notification leads to, also where its window was closed meanwhile. */
static void
on_show_event (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  const char *database;
  gint64 event;
  GtkWindow *window;

  g_variant_get (parameter, "(&sx)", &database, &event);
  if (!g_path_is_absolute (database))
    return;
  window = open_window (data, database, NULL, FALSE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.show-event", "x", event);
}

static const GActionEntry entries[] = {
  { .name = "show-event", .activate = on_show_event, .parameter_type = "(sx)" },
  { .name = "quit", .activate = on_quit },
  { .name = "about", .activate = on_about },
};

static void
on_color_scheme (SgmApplication *self)
{
  static const AdwColorScheme schemes[] = {
    ADW_COLOR_SCHEME_DEFAULT, ADW_COLOR_SCHEME_FORCE_LIGHT, ADW_COLOR_SCHEME_FORCE_DARK,
  };

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (),
                                      schemes[g_settings_get_enum (self->settings, "color-scheme")]);
}

/* Everything in GTK is as large as its words: one figure scales them all. */
static void
on_text_size (SgmApplication *self)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int percent = g_settings_get_int (self->settings, "text-size");

  if (settings == NULL)
    return;
  if (self->usual_dpi == 0)
    g_object_get (settings, "gtk-xft-dpi", &self->usual_dpi, NULL);
  if (self->usual_dpi <= 0)
    self->usual_dpi = 96 * 1024;
  g_object_set (settings, "gtk-xft-dpi", self->usual_dpi * percent / 100, NULL);
}

static void
sgm_application_startup (GApplication *application)
{
  SgmApplication *self = SGM_APPLICATION (application);
  g_autoptr (GAction) color_scheme = NULL;
  g_autoptr (GAction) text_size = NULL;

  G_APPLICATION_CLASS (sgm_application_parent_class)->startup (application);

  g_set_application_name (_("Smart Grid Map"));
  self->settings = g_settings_new (SGM_APP_ID);
  g_signal_connect_object (self->settings, "changed::color-scheme", G_CALLBACK (on_color_scheme), self,
                           G_CONNECT_SWAPPED);
  on_color_scheme (self);
  g_signal_connect_object (self->settings, "changed::text-size", G_CALLBACK (on_text_size), self,
                           G_CONNECT_SWAPPED);
  if (g_settings_get_int (self->settings, "text-size") != 100)
    on_text_size (self);

  text_size = g_settings_create_action (self->settings, "text-size");
  g_action_map_add_action (G_ACTION_MAP (self), text_size);
  color_scheme = g_settings_create_action (self->settings, "color-scheme");
  g_action_map_add_action (G_ACTION_MAP (self), color_scheme);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), keys[i].action, keys[i].accels);
}

static GtkWindow *
find_window (SgmApplication *self,
             const char     *database)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    if (SGM_IS_WINDOW (l->data)
        && g_strcmp0 (sgm_window_get_database (SGM_WINDOW (l->data)), database) == 0)
      return l->data;
  return NULL;
}

static GtkWindow *
open_window (SgmApplication *self,
             const char     *database,
             const char     *tiles,
             gboolean        make_sample)
{
  GtkWindow *window = find_window (self, database);

  if (window == NULL)
    return GTK_WINDOW (sgm_window_new (GTK_APPLICATION (self), database, tiles, make_sample));
  gtk_window_present (window);
  return window;
}

static void
open_own_district (SgmApplication *self,
                   const char     *tiles,
                   gboolean        make_sample)
{
  g_autofree char *database = sgm_store_dup_default_path ();
  g_autofree char *usual_tiles = sgm_installation_dup_tiles ();

  open_window (self, database, tiles != NULL ? tiles : usual_tiles, make_sample);
}

/* Into the district that is looked at, else into the user's own. */
static void
import_file (SgmApplication *self,
             const char     *path,
             const char     *tiles)
{
  GtkWindow *window;

  if (!SGM_IS_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (self))))
    open_own_district (self, tiles, FALSE);
  window = gtk_application_get_active_window (GTK_APPLICATION (self));
  if (SGM_IS_WINDOW (window))
    sgm_window_import (SGM_WINDOW (window), path);
}

/* Only files that this computer shows in a folder can be a database or be
 * imported. */
static void
open_file (SgmApplication *self,
           GFile          *file,
           const char     *tiles)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL && sgm_workspace_can_import (path))
    import_file (self, path, tiles);
  else if (path != NULL)
    open_window (self, path, tiles, FALSE);
}

static char *
dup_path (GApplicationCommandLine *command_line,
          GVariantDict            *dict,
          const char              *option)
{
  const char *name = NULL;
  g_autoptr (GFile) file = NULL;

  if (!g_variant_dict_lookup (dict, option, "^&ay", &name))
    return NULL;
  file = g_application_command_line_create_file_for_arg (command_line, name);
  return g_file_get_path (file);
}

static int
sgm_application_command_line (GApplication            *application,
                              GApplicationCommandLine *command_line)
{
  SgmApplication *self = SGM_APPLICATION (application);
  GVariantDict *dict = g_application_command_line_get_options_dict (command_line);
  g_autofree char *database = dup_path (command_line, dict, "database");
  g_autofree char *tiles = dup_path (command_line, dict, "tiles");
  g_autofree const char **names = NULL;
  gboolean make_sample = g_variant_dict_contains (dict, "sample");

  g_variant_dict_lookup (dict, G_OPTION_REMAINING, "^a&ay", &names);
  if (database != NULL)
    open_window (self, database, tiles, make_sample);
  else if (names == NULL)
    open_own_district (self, tiles, make_sample);
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GFile) file = g_application_command_line_create_file_for_arg (command_line, names[i]);

      open_file (self, file, tiles);
    }
  return 0;
}

static void
sgm_application_open (GApplication  *application,
                      GFile        **files,
                      int            n_files,
                      const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    open_file (SGM_APPLICATION (application), files[i], NULL);
}

static int
sgm_application_handle_local_options (GApplication *application,
                                      GVariantDict *dict)
{
  if (!g_variant_dict_contains (dict, "version"))
    return -1;
  g_print ("Smart Grid Map %s\n", SGM_VERSION);
  return 0;
}

static void
sgm_application_activate (GApplication *application)
{
  open_own_district (SGM_APPLICATION (application), NULL, FALSE);
}

static void
sgm_application_finalize (GObject *object)
{
  g_clear_object (&SGM_APPLICATION (object)->settings);
  G_OBJECT_CLASS (sgm_application_parent_class)->finalize (object);
}

static void
sgm_application_class_init (SgmApplicationClass *class)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (class);

  G_OBJECT_CLASS (class)->finalize = sgm_application_finalize;
  application_class->startup = sgm_application_startup;
  application_class->activate = sgm_application_activate;
  application_class->open = sgm_application_open;
  application_class->command_line = sgm_application_command_line;
  application_class->handle_local_options = sgm_application_handle_local_options;
}

static void
sgm_application_init (SgmApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

SgmApplication *
sgm_application_new (void)
{
  return g_object_new (SGM_TYPE_APPLICATION,
                       "application-id", SGM_APP_ID,
                       "flags", G_APPLICATION_HANDLES_COMMAND_LINE | G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/io/github/smartgridmap/SmartGridMap",
                       NULL);
}
