/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "domain/sgm-tables.h"
#include "exchange/sgm-export.h"

/* What the words of the command line say. */
typedef struct
{
  char *target;
  char *format;
  char *layers;
  char **areas;
  char *events;
  char *from;
  char *until;
  char *crs;
  char *theme;
  char *why;
  gboolean personal;
  gboolean dark;
  gboolean force;
} Words;

static void
words_clear (Words *words)
{
  g_free (words->target);
  g_free (words->format);
  g_free (words->layers);
  g_strfreev (words->areas);
  g_free (words->events);
  g_free (words->from);
  g_free (words->until);
  g_free (words->crs);
  g_free (words->theme);
  g_free (words->why);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Words, words_clear)

/* Returns: (transfer full): what the command does, with formats and layers */
static char *
dup_summary (void)
{
  GString *text = g_string_new (_("Writes the district or a part of it to a file or folder TARGET for other programs, with a project for QGIS that looks like the map here. Each export is logged."));

  g_string_append_printf (text, "\n\n%s", _("Formats:"));
  for (guint i = 0; i < SGM_N_EXPORT_FORMATS; i++)
    g_string_append_printf (text, "\n  %-13s %s", sgm_export_format_get_id (i), sgm_export_format_get_title (i));
  g_string_append_printf (text, "\n\n%s", _("Layers:"));
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    g_string_append_printf (text, "\n  %-13s %s", sgm_export_schema_get (i)->name, sgm_export_layer_get_title (i));
  return g_string_free (text, FALSE);
}

static gboolean
refuse (const char *format,
        const char *word)
{
  g_autofree char *message = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  message = g_strdup_printf (format, word);
#pragma GCC diagnostic pop
  sgm_cli_usage_error ("export", message);
  return FALSE;
}

/* Where no format is named, the name's ending says it. */
static gboolean
parse_format (Words            *words,
              SgmExportFormat  *format)
{
  int found = words->format != NULL ? sgm_export_format_find (words->format) : -1;

  if (words->format != NULL && found < 0)
    return refuse (_("There is no format “%s”. There are: geopackage geojson shapefile csv"), words->format);
  if (words->format == NULL)
    found = g_str_has_suffix (words->target, ".gpkg") ? SGM_EXPORT_FORMAT_GEOPACKAGE : -1;
  if (found < 0)
    return refuse (_("“%s” does not say which format: add “--format NAME”."), words->target);
  *format = (SgmExportFormat) found;
  if (*format == SGM_EXPORT_FORMAT_GEOPACKAGE && !g_str_has_suffix (words->target, ".gpkg"))
    return refuse (_("The name of a GeoPackage ends in “.gpkg”, which “%s” does not."), words->target);
  return TRUE;
}

static gboolean
parse_layers (Words *words,
              guint *layers)
{
  g_auto (GStrv) names = NULL;

  *layers = SGM_EXPORT_ALL_LAYERS;
  if (words->layers == NULL)
    return TRUE;
  *layers = 0;
  names = g_strsplit (words->layers, ",", -1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      int layer = sgm_export_schema_find (g_strstrip (names[i]));

      if (layer < 0)
        return refuse (_("There is no layer “%s”. “sgm export --help” lists them."), names[i]);
      *layers |= 1u << layer;
    }
  return TRUE;
}

/* A day begins at midnight in Asia/Shanghai. */
static gboolean
parse_day (const char *text,
           gint64     *at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (8 * 3600);
  g_autofree char *whole = text != NULL ? g_strconcat (text, "T00:00:00", NULL) : NULL;
  g_autoptr (GDateTime) day = NULL;

  if (text == NULL)
    return TRUE;
  day = strlen (text) == strlen ("2026-04-01") ? g_date_time_new_from_iso8601 (whole, zone) : NULL;
  if (day == NULL)
    return refuse (_("“%s” is no day such as 2026-04-01."), text);
  *at = g_date_time_to_unix (day) * 1000;
  return TRUE;
}

static gboolean
parse_events (Words            *words,
              SgmExportEvents  *events)
{
  events->all = g_strcmp0 (words->events, "all") == 0;
  if (words->events != NULL && !events->all && !g_str_equal (words->events, "open"))
    return refuse (_("Events are “open” or “all”, not “%s”."), words->events);
  return parse_day (words->from, &events->from) && parse_day (words->until, &events->until);
}

static gboolean
parse_crs (const char *text,
           int        *epsg)
{
  const char *number = text != NULL && g_ascii_strncasecmp (text, "EPSG:", 5) == 0 ? text + 5 : text;

  *epsg = SGM_EXPORT_GEOGRAPHIC;
  if (number == NULL || g_str_equal (number, "4490"))
    return TRUE;
  *epsg = SGM_EXPORT_PROJECTED;
  return g_str_equal (number, "4547") || refuse (_("Coordinates are in EPSG:4490 or EPSG:4547, not in “%s”."), text);
}

static gboolean
parse_theme (const char *text,
             int        *kind)
{
  *kind = sgm_theme_kind_find (text != NULL ? text : "none");
  if (*kind < 0)
    return refuse (_("There is no theme “%s”. “sgm render --help” lists them."), text);
  return TRUE;
}

static gboolean
understand (Words            *words,
            SgmExportOptions *options)
{
  options->path = words->target;
  options->personal = words->personal;
  options->why = words->why;
  options->dark = words->dark;
  options->replace = words->force;
  options->who = g_get_user_name ();
  options->origin = "sgm";
  if (words->personal && (words->why == NULL || words->why[0] == '\0'))
    return refuse ("%s", _("Personal values need a reason: add “--why TEXT”."));
  return parse_format (words, &options->format) && parse_layers (words, &options->layers)
         && parse_events (words, &options->events) && parse_crs (words->crs, &options->epsg)
         && parse_theme (words->theme, &options->theme_kind);
}

/* Returns: (transfer full) (nullable): the areas of the codes */
static SgmSelection *
find_areas (SgmStore  *store,
            char     **codes,
            GError   **error)
{
  g_autoptr (GPtrArray) records = sgm_store_read_table (store, &sgm_table_area, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (SgmAreaSet) set = records != NULL ? sgm_area_set_new (records, error) : NULL;

  if (set == NULL)
    return NULL;
  for (guint i = 0; codes[i] != NULL; i++)
    {
      const SgmArea *area = sgm_area_set_find_code (set, codes[i]);

      if (area == NULL)
        {
          g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("There is no area with the code %s."), codes[i]);
          return NULL;
        }
      g_array_append_val (ids, area->id);
    }
  return sgm_selection_new ((const gint64 *) (void *) ids->data, ids->len);
}

static void
print_exported (const SgmExported *exported)
{
  sgm_cli_end_progress ();
  for (guint i = 0; i < SGM_N_EXPORT_LAYERS; i++)
    if (exported->n_rows[i] > 0)
      g_print ("%8" PRId64 "  %s\n", exported->n_rows[i], sgm_export_layer_get_title (i));
  g_print (_("The export is in %s."), exported->path);
  g_print ("\n");
  if (exported->project != NULL)
    {
      g_print (_("For QGIS: %s"), exported->project);
      g_print ("\n");
    }
  g_print (_("Last entry: %" PRId64 ", hash %s"), exported->seq, exported->hash);
  g_print ("\n");
}

/**
 * sgm_cli_export:
 *
 * `sgm export`: writes the district for other programs.
 */
int
sgm_cli_export (SgmCli  *cli,
                int      argc,
                char   **argv)
{
  g_auto (Words) words = { 0 };
  g_autofree char *summary = dup_summary ();
  SgmExportOptions options = { 0 };
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &words.format, N_("How it is written; a name in “.gpkg” says it too"), N_("NAME") },
    { "layers", 0, 0, G_OPTION_ARG_STRING, &words.layers, N_("Only these layers, with commas"), N_("NAMES") },
    { "area", 0, 0, G_OPTION_ARG_STRING_ARRAY, &words.areas, N_("Only this area and what lies in it; may be repeated"), N_("CODE") },
    { "events", 0, 0, G_OPTION_ARG_STRING, &words.events, N_("Which events: “open” (the default) or “all”"), N_("WHICH") },
    { "from", 0, 0, G_OPTION_ARG_STRING, &words.from, N_("Only events reported on this day or later"), N_("DAY") },
    { "until", 0, 0, G_OPTION_ARG_STRING, &words.until, N_("Only events reported before this day"), N_("DAY") },
    { "crs", 0, 0, G_OPTION_ARG_STRING, &words.crs, N_("Coordinates: 4490 (degrees, the default) or 4547 (metres)"), N_("EPSG") },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &words.theme, N_("What colours the areas"), N_("NAME") },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &words.dark, N_("Look like a dark map"), NULL },
    { "personal", 0, 0, G_OPTION_ARG_NONE, &words.personal, N_("With names, phones, secretaries and reporters"), NULL },
    { "why", 0, 0, G_OPTION_ARG_STRING, &words.why, N_("What the export is for; personal values need it"), N_("TEXT") },
    { "force", 0, 0, G_OPTION_ARG_NONE, &words.force, N_("Replace the export that is there"), NULL },
    { NULL },
  };
  GCancellable *cancellable = sgm_cli_get_cancellable ();
  g_auto (GStrv) targets = NULL;
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (SgmSelection) areas = NULL;
  g_autoptr (SgmExported) exported = NULL;
  g_autoptr (GError) error = NULL;

  if (!sgm_cli_parse_words (cli, entries, _("TARGET"), summary, &targets, argc, argv))
    return SGM_CLI_USAGE;
  if (g_strv_length (targets) != 1)
    return sgm_cli_usage_error ("export", targets[0] == NULL ? _("Say where to export to.") : _("There is one target only."));
  words.target = g_strdup (targets[0]);
  if (!understand (&words, &options))
    return SGM_CLI_USAGE;

  store = sgm_store_open (cli->database, SGM_STORE_OPEN, &error);
  if (store != NULL && words.areas != NULL)
    areas = find_areas (store, words.areas, &error);
  options.areas = areas;
  if (error == NULL)
    exported = sgm_export_write (store, &options, sgm_cli_progress, NULL, cancellable, &error);
  if (exported == NULL)
    {
      sgm_cli_error (error);
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        g_printerr ("%s\n", _("“--force” replaces the export that is there."));
      return SGM_CLI_FAILED;
    }
  print_exported (exported);
  return SGM_CLI_OK;
}
