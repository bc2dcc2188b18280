/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-installation.h"

#include <locale.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* How the program came onto this computer, and what the computer's
 * administrator has set for all who use it: a key file in a folder of the
 * system's configuration, by default
 *
 *   /etc/xdg/smart-grid-map/settings.ini
 *
 * In a Flatpak's sandbox /app/etc/xdg is such a folder too, in which the
 * manifest has a place for the file (see README.md). */

#define SETTINGS_FILE "smart-grid-map/settings.ini"
#define SETTINGS_GROUP "Settings"

/**
 * sgm_installation_is_flatpak:
 *
 * Returns: whether this program runs in a Flatpak's sandbox
 */
gboolean
sgm_installation_is_flatpak (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/**
 * sgm_installation_get_tool:
 *
 * Returns: the words with which a person calls the tool `sgm` here
 */
const char *
sgm_installation_get_tool (void)
{
  return sgm_installation_is_flatpak () ? "flatpak run --command=sgm " SGM_APP_ID : "sgm";
}

static GKeyFile *
load_settings (char   **path,
               GError **error)
{
  g_autoptr (GKeyFile) settings = g_key_file_new ();

  if (!g_key_file_load_from_dirs (settings, SETTINGS_FILE,
                                  (const char **) g_get_system_config_dirs (), path,
                                  G_KEY_FILE_NONE, error))
    return NULL;
  return g_steal_pointer (&settings);
}

static char *
dup_value (GKeyFile   *settings,
           const char *key)
{
  g_autofree char *value = g_key_file_get_string (settings, SETTINGS_GROUP, key, NULL);

  return value != NULL && value[0] != '\0' ? g_steal_pointer (&value) : NULL;
}

/**
 * sgm_installation_dup_setting:
 * @key: `database`, `language`, `tile-server` …
 *
 * Returns: (transfer full) (nullable): what the administrator has set, or
 *   %NULL where that is nothing
 */
char *
sgm_installation_dup_setting (const char *key)
{
  g_autoptr (GKeyFile) settings = load_settings (NULL, NULL);

  return settings != NULL ? dup_value (settings, key) : NULL;
}

/**
 * sgm_installation_dup_tiles:
 *
 * Returns: (transfer full) (nullable): path of the base map that the
 *   administrator has set, which is seen from where the settings are
 */
char *
sgm_installation_dup_tiles (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) settings = load_settings (&path, NULL);
  g_autofree char *tiles = settings != NULL ? dup_value (settings, "tiles") : NULL;
  g_autofree char *folder = NULL;

  if (tiles == NULL)
    return NULL;
  folder = g_path_get_dirname (path);
  return g_canonicalize_filename (tiles, folder);
}

/**
 * sgm_installation_check_settings:
 *
 * Returns: whether the administrator's settings can be read, if there are any
 */
gboolean
sgm_installation_check_settings (GError **error)
{
  g_autoptr (GError) reason = NULL;
  g_autoptr (GKeyFile) settings = load_settings (NULL, &reason);

  if (settings != NULL || g_error_matches (reason, G_KEY_FILE_ERROR, G_KEY_FILE_ERROR_NOT_FOUND))
    return TRUE;
  g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID,
               _("The administrator’s settings in %s cannot be read: %s"), SETTINGS_FILE, reason->message);
  return FALSE;
}

static const char *
get_wanted_locale (void)
{
  const char *names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *value = g_getenv (names[i]);

      if (value != NULL && value[0] != '\0')
        return value;
    }
  return NULL;
}

/* Whether a locale knows English only, whatever LANGUAGE says: “C”, and
 * “C.UTF-8” with newer C libraries. */
static gboolean
is_plain (const char *locale)
{
  return g_str_equal (locale, "C") || g_str_equal (locale, "POSIX") || g_str_has_prefix (locale, "C.");
}

/* Takes a locale in which LANGUAGE counts: that language's own, else any. */
static void
leave_plain_locale (void)
{
  const char *languages = g_getenv ("LANGUAGE");
  gboolean has_choice = languages != NULL && languages[0] != '\0';
  g_autofree char *language = has_choice ? g_strndup (languages, strcspn (languages, ":.@")) : NULL;
  g_autofree char *own = has_choice ? g_strconcat (language, ".UTF-8", NULL) : NULL;
  const char *names[] = { own, "en_US.UTF-8", "C.UTF-8" };

  for (guint i = has_choice ? 0 : 2; i < G_N_ELEMENTS (names); i++)
    if (setlocale (LC_ALL, names[i]) != NULL)
      {
        g_setenv ("LC_ALL", names[i], TRUE);
        return;
      }
}

/**
 * sgm_installation_use_build_folder:
 *
 * Lets a program that was built and not installed find its settings and its
 * translations where the build has put them. Called before all else.
 */
void
sgm_installation_use_build_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree char *build = NULL;
  g_autofree char *schemas = NULL;
  g_autofree char *locales = NULL;
  g_autofree char *rules = NULL;

  if (program == NULL)
    return;
  build = g_canonicalize_filename ("../../..", program);
  schemas = g_build_filename (build, "data", NULL);
  locales = g_build_filename (build, "po", NULL);
  rules = g_build_filename (build, "build.ninja", NULL);
  if (!g_file_test (rules, G_FILE_TEST_EXISTS))
    return;
  g_setenv ("GSETTINGS_SCHEMA_DIR", schemas, FALSE);
  g_setenv ("SGM_LOCALE_DIR", locales, FALSE);
}

/**
 * sgm_installation_set_up_language:
 *
 * Has all texts translated: into the language of the variable `LANGUAGE`, else
 * the one that the administrator has set, else the one of the user's locale.
 * They are so even where no locale of that language has been generated on
 * this computer. Called first of all, before there are other threads.
 */
void
sgm_installation_set_up_language (void)
{
  g_autofree char *language = sgm_installation_dup_setting ("language");
  const char *folder = g_getenv ("SGM_LOCALE_DIR");
  const char *wanted = get_wanted_locale ();

  if (language != NULL)
    g_setenv ("LANGUAGE", language, FALSE);
  if (setlocale (LC_ALL, "") == NULL && wanted != NULL)
    g_setenv ("LANGUAGE", wanted, FALSE);
  if (is_plain (setlocale (LC_MESSAGES, NULL)))
    leave_plain_locale ();

  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : SGM_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
