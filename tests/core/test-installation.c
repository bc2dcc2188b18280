/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/sgm-installation.h"

#include <locale.h>
#include <string.h>

#include <glib/gstdio.h>

#include "base/sgm-error.h"
#include "scratch.h"
#include "store/sgm-store.h"
#include "tiles/sgm-tile-preset.h"

static char *settings_path;

/* Sets what the administrator has written, NULL for nothing. */
static void
set_settings (const char *text)
{
  g_autoptr (GError) error = NULL;

  if (text == NULL)
    g_unlink (settings_path);
  else
    g_file_set_contents (settings_path, text, -1, &error);
  g_assert_no_error (error);
}

static void
test_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = sgm_store_dup_default_path ();

  set_settings (NULL);
  g_assert_true (sgm_installation_check_settings (&error));
  g_assert_no_error (error);
  g_assert_null (sgm_installation_dup_setting ("database"));
  g_assert_null (sgm_installation_dup_tiles ());
  g_assert_true (g_str_has_suffix (path, "/smart-grid-map/district.sgm"));
}

static void
test_settings (void)
{
  g_autofree char *folder = g_path_get_dirname (settings_path);
  g_autofree char *beside = g_build_filename (folder, "jianghai.mbtiles", NULL);
  g_autofree char *absolute = NULL;
  g_autofree char *relative = NULL;

  set_settings ("# for all desks\n[Settings]\ntiles=/srv/maps/jianghai.mbtiles\ndatabase=\n");
  absolute = sgm_installation_dup_tiles ();
  g_assert_cmpstr (absolute, ==, "/srv/maps/jianghai.mbtiles");
  g_assert_null (sgm_installation_dup_setting ("database"));

  set_settings ("[Settings]\ntiles=jianghai.mbtiles\n");
  relative = sgm_installation_dup_tiles ();
  g_assert_cmpstr (relative, ==, beside);
  g_assert_null (sgm_installation_dup_setting ("language"));
}

static void
test_damaged (void)
{
  g_autoptr (GError) error = NULL;

  set_settings ("database=without a group\n");
  g_assert_false (sgm_installation_check_settings (&error));
  g_assert_error (error, SGM_ERROR, SGM_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "settings.ini"));
  g_assert_null (sgm_installation_dup_setting ("database"));
}

static void
test_database (void)
{
  g_autofree char *absolute = NULL;
  g_autofree char *relative = NULL;
  g_autofree char *expected = g_build_filename (g_get_user_data_dir (), "smart-grid-map", "east.sgm", NULL);

  set_settings ("[Settings]\ndatabase=/srv/district.sgm\n");
  absolute = sgm_store_dup_default_path ();
  g_assert_cmpstr (absolute, ==, "/srv/district.sgm");

  set_settings ("[Settings]\ndatabase=east.sgm\n");
  relative = sgm_store_dup_default_path ();
  g_assert_cmpstr (relative, ==, expected);
}

/* Whether a text can be shown in another language than English: a computer
 * may lack every locale but C.UTF-8. */
static gboolean
counts_language (void)
{
  const char *locale = setlocale (LC_MESSAGES, NULL);

  if (g_str_equal (locale, "C.UTF-8"))
    return setlocale (LC_MESSAGES, "zh_CN.UTF-8") == NULL && setlocale (LC_MESSAGES, "en_US.UTF-8") == NULL;
  return g_str_equal (locale, "zh_CN.UTF-8") || g_str_equal (locale, "en_US.UTF-8");
}

static void
test_language (void)
{
  set_settings ("[Settings]\nlanguage=zh_CN\n");

  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "C", TRUE);
  sgm_installation_set_up_language ();
  g_assert_cmpstr (g_getenv ("LANGUAGE"), ==, "zh_CN");
  g_assert_true (counts_language ());
  g_setenv ("LC_ALL", "C.UTF-8", TRUE);
  sgm_installation_set_up_language ();
  g_assert_true (counts_language ());

  /* The user's own choice comes first. */
  g_setenv ("LANGUAGE", "en", TRUE);
  sgm_installation_set_up_language ();
  g_assert_cmpstr (g_getenv ("LANGUAGE"), ==, "en");

  /* A locale that this computer lacks still tells the language. */
  set_settings (NULL);
  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "zh_CN.not-there", TRUE);
  sgm_installation_set_up_language ();
  g_assert_cmpstr (g_getenv ("LANGUAGE"), ==, "zh_CN.not-there");
  g_assert_true (counts_language ());

  /* Who has chosen none keeps what there is. */
  g_unsetenv ("LANGUAGE");
  g_setenv ("LC_ALL", "C", TRUE);
  sgm_installation_set_up_language ();
  g_assert_cmpstr (setlocale (LC_MESSAGES, NULL), ==, "C.UTF-8");
}

static void
test_tile_server (void)
{
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GPtrArray) tianditu = NULL;
  const SgmTileSpec *spec;

  set_settings ("[Settings]\nlanguage=en\n");
  none = sgm_tile_preset_dup_specs ();
  g_assert_null (none);

  set_settings ("[Settings]\ntile-server=https://{s}.maps.office.cn/{z}/{x}/{y}.png\n"
                "tile-servers=a,b\ntile-datum=gcj02\n");
  own = sgm_tile_preset_dup_specs ();
  g_assert_cmpuint (own->len, ==, 2);
  spec = g_ptr_array_index (own, 0);
  g_assert_cmpint (spec->kind, ==, SGM_TILE_KIND_DISTRICT);
  spec = g_ptr_array_index (own, 1);
  g_assert_cmpint (spec->kind, ==, SGM_TILE_KIND_XYZ);
  g_assert_cmpstr (spec->location, ==, "https://{s}.maps.office.cn/{z}/{x}/{y}.png");
  g_assert_cmpstr (spec->servers, ==, "a,b");
  g_assert_cmpint (spec->datum, ==, SGM_DATUM_GCJ02);
  g_assert_true (sgm_tile_spec_check (spec, NULL));

  set_settings ("[Settings]\ntile-server=tianditu-imagery\n");
  tianditu = sgm_tile_preset_dup_specs ();
  spec = g_ptr_array_index (tianditu, 1);
  g_assert_cmpint (spec->kind, ==, SGM_TILE_KIND_TIANDITU_IMAGERY);
}

static void
test_tool (void)
{
  if (sgm_installation_is_flatpak ())
    g_assert_true (g_str_has_prefix (sgm_installation_get_tool (), "flatpak run "));
  else
    g_assert_cmpstr (sgm_installation_get_tool (), ==, "sgm");
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = scratch_new ();
  g_autofree char *settings_folder = g_build_filename (folder, "smart-grid-map", NULL);
  int status;

  g_setenv ("XDG_CONFIG_DIRS", folder, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (g_mkdir (settings_folder, 0700), ==, 0);
  settings_path = g_build_filename (settings_folder, "settings.ini", NULL);

  g_test_add_func ("/installation/none", test_none);
  g_test_add_func ("/installation/settings", test_settings);
  g_test_add_func ("/installation/damaged", test_damaged);
  g_test_add_func ("/installation/database", test_database);
  g_test_add_func ("/installation/language", test_language);
  g_test_add_func ("/installation/tile-server", test_tile_server);
  g_test_add_func ("/installation/tool", test_tool);
  status = g_test_run ();

  g_free (settings_path);
  scratch_free (g_steal_pointer (&folder));
  return status;
}
