/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo.h>
#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "draw/sgm-theme-kind.h"
#include "scratch.h"

/* Runs the command-line tool as a person would. */

static char *folder;
static char *district;
static char *copy;

typedef struct
{
  int status;
  char *out;
  char *err;
} Result;

static void
result_clear (Result *result)
{
  g_free (result->out);
  g_free (result->err);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

static Result
run_program (const char *const *arguments)
{
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Result result = { 0 };

  process = g_subprocess_newv (arguments, G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                               &error);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &result.out, &result.err, &error);
  g_assert_no_error (error);
  result.status = g_subprocess_get_if_exited (process) ? g_subprocess_get_exit_status (process) : -1;
  return result;
}

/* The words are separated by single spaces; %s stands for the district, %c for
 * a copy of it. */
static Result
run (const char *words)
{
  g_auto (GStrv) split = g_strsplit (words, " ", -1);
  g_autoptr (GPtrArray) arguments = g_ptr_array_new ();

  g_ptr_array_add (arguments, (gpointer) g_getenv ("SGM_PROGRAM"));
  for (guint i = 0; split[i] != NULL; i++)
    if (g_str_equal (split[i], "%s"))
      g_ptr_array_add (arguments, district);
    else
      g_ptr_array_add (arguments, g_str_equal (split[i], "%c") ? copy : split[i]);
  g_ptr_array_add (arguments, NULL);
  return run_program ((const char *const *) arguments->pdata);
}

static void
test_help (void)
{
  g_auto (Result) version = run ("--version");
  g_auto (Result) help = run ("--help");
  g_auto (Result) command = run ("verify --help");
  g_auto (Result) render = run ("render --help");

  g_assert_cmpint (version.status, ==, 0);
  g_assert_true (g_str_has_prefix (version.out, "sgm "));
  g_assert_cmpint (help.status, ==, 0);
  g_assert_nonnull (strstr (help.out, "basemap"));
  g_assert_nonnull (strstr (help.out, "--database=FILE"));
  g_assert_cmpint (command.status, ==, 0);
  g_assert_nonnull (strstr (command.out, "--json"));
  g_assert_nonnull (strstr (command.out, "--database=FILE"));
  for (guint i = 0; i < sgm_theme_kinds_get_n (); i++)
    {
      g_autofree char *line = g_strdup_printf ("\n  %-11s %s – ", sgm_theme_kind_get_id (i),
                                               sgm_theme_kind_get_title (i));

      g_assert_nonnull (strstr (render.out, line));
    }
}

/* The tool speaks the user's language from the build's folder, too. */
static void
test_language (void)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *out = NULL;

  g_subprocess_launcher_unsetenv (launcher, "SGM_LOCALE_DIR");
  g_subprocess_launcher_setenv (launcher, "LANGUAGE", "zh_CN", TRUE);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SGM_PROGRAM"), "--help", NULL);
  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &out, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (out, "生成示例辖区"));
}

static void
test_usage (void)
{
  static const char *const wrong[] = {
    "--frobnicate",
    "frobnicate",
    "sample --scale 5",
    "sample --scale many",
    "sample --force --if-missing",
    "sample somewhere",
    "verify --xml",
    "backup",
    "backup one two",
    "snapshot",
    "restore",
    "render",
    "render --out x.png --size 1920",
    "render --out x.png --size 1920x1080x3",
    "render --out x.png --size 0x0",
    "render --out x.png --size 200x100",
    "render --out x.jpg",
    "render --out x.png --theme nonsense",
    "basemap --continue --first-zooms",
    "basemap --continue --from x",
    "basemap --style x",
    "basemap --from x --datum wgs72",
    "basemap --from x --names fr",
    "export",
    "export one two",
    "export one",
    "export one --format nonsense",
    "export one --format geopackage",
    "export one.gpkg --layers grid,nonsense",
    "export one.gpkg --events some",
    "export one.gpkg --from yesterday",
    "export one.gpkg --crs 3857",
    "export one.gpkg --theme nonsense",
    "export one.gpkg --personal",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_auto (Result) result = run (wrong[i]);

      g_test_message ("%s: %s", wrong[i], result.err);
      g_assert_cmpint (result.status, ==, 2);
      g_assert_cmpstr (result.out, ==, "");
      g_assert_true (g_str_has_prefix (result.err, "sgm"));
      g_assert_nonnull (strstr (result.err, "--help"));
    }
}

static void
test_nothing_there (void)
{
  static const char *const commands[] = {
    "--database %s verify", "--database %s basemap", "--database %s backup %c", "render --database %s --out /nowhere/x.png",
  };

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      g_auto (Result) result = run (commands[i]);

      g_assert_cmpint (result.status, ==, 1);
      g_assert_true (g_str_has_prefix (result.err, "There is no district here yet: "));
      g_assert_nonnull (strstr (result.err, "\nNothing was changed."));
    }
  g_assert_false (g_file_test (district, G_FILE_TEST_EXISTS));
}

static char *
dup_aside (void)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".old"))
      return g_build_filename (folder, name, NULL);
  return NULL;
}

/* What is in the way is left alone, or kept beside the new district. */
static void
test_sample (void)
{
  static const char former[] = "somebody's work";
  g_auto (Result) refused = { 0 };
  g_auto (Result) made = { 0 };
  g_auto (Result) kept = { 0 };
  g_auto (Result) verified = { 0 };
  g_autofree char *content = NULL;
  g_autofree char *aside = NULL;

  g_assert_true (g_file_set_contents (district, former, -1, NULL));
  refused = run ("--database %s sample");
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_true (g_str_has_prefix (refused.err, "There is a district already: "));

  made = run ("--database %s sample --seed 3 --force");
  g_test_message ("%s", made.err);
  g_assert_cmpint (made.status, ==, 0);
  g_assert_cmpstr (made.err, ==, "");
  g_assert_nonnull (strstr (made.out, district));
  aside = dup_aside ();
  g_assert_nonnull (strstr (made.out, aside));
  g_assert_true (g_file_get_contents (aside, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, former);

  kept = run ("--database %s sample --if-missing");
  g_assert_cmpint (kept.status, ==, 0);
  g_assert_cmpstr (kept.out, ==, "");
  verified = run ("--database %s verify");
  g_assert_cmpint (verified.status, ==, 0);
  g_assert_nonnull (strstr (verified.out, "Everything agrees."));
}

static void
test_json (void)
{
  g_auto (Result) result = run ("verify --json --database %s");
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *root;
  JsonArray *findings;

  g_assert_cmpint (result.status, ==, 0);
  json_parser_load_from_data (parser, result.out, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_true (json_object_get_boolean_member (root, "ok"));
  findings = json_object_get_array_member (root, "findings");
  for (guint i = 0; i < json_array_get_length (findings); i++)
    {
      JsonObject *finding = json_array_get_object_element (findings, i);

      if (g_str_equal (json_object_get_string_member (finding, "name"), "grid-organizations"))
        {
          g_assert_cmpint (json_object_get_int_member (finding, "expected"), ==, 168);
          g_assert_cmpint (json_object_get_int_member (finding, "actual"), ==, 168);
          return;
        }
    }
  g_assert_not_reached ();
}

/* A copy can be made, replaced only where that is asked for, and put back. */
static void
test_backup (void)
{
  g_autofree char *head = g_strconcat (copy, ".head", NULL);
  g_autofree char *text = NULL;
  g_auto (Result) made = run ("backup --database %s %c");
  g_auto (Result) refused = run ("backup --database %s %c");
  g_auto (Result) replaced = run ("backup --database %s --force %c");
  g_auto (Result) snapshot = run ("snapshot --database %s %c");
  g_auto (Result) restored = run ("restore --database %s %c");
  g_auto (Result) verified = run ("verify --database %s");

  g_assert_cmpint (made.status, ==, 0);
  g_assert_cmpstr (made.err, ==, "");
  g_assert_true (g_file_get_contents (head, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "\nhash="));
  g_assert_cmpint (refused.status, ==, 1);
  g_assert_cmpint (replaced.status, ==, 0);
  g_assert_cmpint (snapshot.status, ==, 0);
  g_assert_cmpint (restored.status, ==, 0);
  g_assert_nonnull (strstr (restored.out, "The former district is kept as "));
  g_assert_nonnull (strstr (restored.out, strstr (made.out, ", hash ")));
  g_assert_cmpint (verified.status, ==, 0);
}

/* The picture has the size asked for and is not of one colour. */
static void
test_render (void)
{
  g_autofree char *picture = g_build_filename (folder, "map.png", NULL);
  g_autofree char *words = g_strdup_printf ("--database %%s render --size 640x480 --dark --out %s", picture);
  g_auto (Result) result = run (words);
  cairo_surface_t *surface;
  const guint32 *pixels;
  gboolean plain = TRUE;

  g_test_message ("%s", result.err);
  g_assert_cmpint (result.status, ==, 0);
  g_assert_cmpstr (result.err, ==, "");
  surface = cairo_image_surface_create_from_png (picture);
  g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 640);
  g_assert_cmpint (cairo_image_surface_get_height (surface), ==, 480);
  pixels = (const guint32 *) (const void *) cairo_image_surface_get_data (surface);
  for (guint i = 0; i < 640; i++)
    plain = plain && pixels[240 * 640 + i] == pixels[240 * 640];
  g_assert_false (plain);
  cairo_surface_destroy (surface);
}

static void
check_layer (const char *layer,
             const char *geometry,
             int         n_features)
{
  const char *arguments[] = { "ogrinfo", "-ro", "-so", district, layer, NULL };
  g_autofree char *type = g_strdup_printf ("Geometry: %s\n", geometry);
  g_autofree char *count = g_strdup_printf ("Feature Count: %d\n", n_features);
  g_auto (Result) result = run_program (arguments);

  g_test_message ("%s", result.out);
  g_assert_cmpint (result.status, ==, 0);
  g_assert_nonnull (strstr (result.out, type));
  g_assert_nonnull (strstr (result.out, count));
  g_assert_nonnull (strstr (result.out, "ID[\"EPSG\",4490]]\n"));
  g_assert_nonnull (strstr (result.out, "\ncode: String"));
  g_assert_nonnull (strstr (result.out, "\nname: String"));
  g_assert_nonnull (strstr (result.out, "Extent: (113."));
}

/* Other programs see the views. */
static void
test_ogr (void)
{
  g_autofree char *program = g_find_program_in_path ("ogrinfo");

  if (program == NULL)
    {
      g_test_skip ("there is no ogrinfo (gdal-bin)");
      return;
    }
  check_layer ("district", "Multi Polygon", 1);
  check_layer ("street", "Multi Polygon", 3);
  check_layer ("community", "Multi Polygon", 63);
  check_layer ("grid", "Multi Polygon", 190);
  check_layer ("unit", "Multi Polygon", 2590);
  check_layer ("event", "Point", 16243);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  g_assert_nonnull (g_getenv ("SGM_PROGRAM"));
  folder = scratch_new ();
  district = g_build_filename (folder, "district.sgm", NULL);
  copy = g_build_filename (folder, "copy.sgm", NULL);

  g_test_add_func ("/cli/help", test_help);
  g_test_add_func ("/cli/language", test_language);
  g_test_add_func ("/cli/usage", test_usage);
  g_test_add_func ("/cli/nothing-there", test_nothing_there);
  g_test_add_func ("/cli/sample", test_sample);
  g_test_add_func ("/cli/backup", test_backup);
  g_test_add_func ("/cli/json", test_json);
  g_test_add_func ("/cli/render", test_render);
  g_test_add_func ("/cli/ogr", test_ogr);
  status = g_test_run ();

  g_free (district);
  g_free (copy);
  scratch_free (folder);
  return status;
}
