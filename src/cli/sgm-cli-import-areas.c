/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli-import.h"

#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "cli/sgm-cli-import-print.h"
#include "exchange/sgm-import-apply.h"
#include "exchange/sgm-import-around.h"
#include "exchange/sgm-import-read.h"
#include "exchange/sgm-import-repair.h"
#include "exchange/sgm-import-words.h"

/* So many areas that would change are listed unless all are wanted. */
#define FEW_CHANGED 20

typedef struct
{
  gboolean apply;
  gboolean list_layers;
  gboolean new_district;
  gboolean complete;
  gboolean parents;
  gboolean swapped;
  gboolean all;
  char **layers;
  char *level;
  char *columns[SGM_N_IMPORT_COLUMNS];
  char *wkt;
  char *crs;
  char *datum;
  char *encoding;
  int header;
  char *repair;
  double tolerance;
  char *as;
  char **of_lists;
} Options;

static void
options_clear (Options *options)
{
  g_strfreev (options->layers);
  g_free (options->level);
  for (guint i = 0; i < SGM_N_IMPORT_COLUMNS; i++)
    g_free (options->columns[i]);
  g_free (options->wkt);
  g_free (options->crs);
  g_free (options->datum);
  g_free (options->encoding);
  g_free (options->repair);
  g_free (options->as);
  g_strfreev (options->of_lists);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

typedef struct
{
  SgmCli *cli;
  const Options *options;
  SgmForeignFile *file;
  SgmStore *store;
  SgmImportPresent *present;
  SgmStaging *staging;
  SgmImportOptions checks;
  guint repairs;
} Import;

static void
import_clear (Import *import)
{
  g_clear_pointer (&import->file, sgm_foreign_file_unref);
  g_clear_pointer (&import->present, sgm_import_present_free);
  g_clear_pointer (&import->staging, sgm_staging_free);
  g_clear_object (&import->store);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Import, import_clear)

G_GNUC_PRINTF (2, 3) static gboolean
fail (GError     **error,
      const char  *format,
      ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error, g_error_new_valist (SGM_ERROR, SGM_ERROR_INVALID, format, arguments));
  va_end (arguments);
  return FALSE;
}

/* What is said of the file --------------------------------------------------- */

/* By its name, or by its number from 1. */
static gboolean
find_layer (Import      *import,
            const char  *word,
            guint       *layer,
            GError     **error)
{
  int found = sgm_foreign_file_find_layer (import->file, word);
  gint64 number;

  if (found < 0 && g_ascii_string_to_signed (word, 10, 1, sgm_foreign_file_get_n_layers (import->file), &number, NULL))
    found = number - 1;
  if (found < 0)
    return fail (error, _("The file has no layer “%s”; “--list-layers” lists them."), word);
  *layer = found;
  return TRUE;
}

static gboolean
find_column (const SgmForeignLayer  *layer,
             const char             *word,
             int                    *column,
             GError                **error)
{
  gint64 number;

  *column = -1;
  if (word == NULL || *word == '\0')
    return TRUE;
  *column = sgm_foreign_layer_find_field (layer, word);
  if (*column < 0 && g_ascii_string_to_signed (word, 10, 1, layer->n_fields, &number, NULL))
    *column = number - 1;
  return *column >= 0 || fail (error, _("The layer has no column “%s”; “--list-layers” lists them."), word);
}

static gboolean
say_shapes (Import   *import,
            guint     number,
            GError  **error)
{
  const Options *options = import->options;
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (import->file, number);
  int wkt;

  return options->wkt == NULL
         || (find_column (layer, options->wkt, &wkt, error)
             && sgm_foreign_file_set_place_columns (import->file, number, wkt, -1, -1, error));
}

static gboolean
say_level (const Options  *options,
           SgmImportPlan  *plan,
           GError        **error)
{
  SgmLevel level;

  if (options->level == NULL)
    return TRUE;
  if (g_str_equal (options->level, "code"))
    {
      sgm_import_plan_set_levels (plan, SGM_IMPORT_LEVELS_CODE, SGM_LEVEL_NONE);
      return TRUE;
    }
  level = sgm_import_words_find_level (options->level);
  if (level == SGM_LEVEL_NONE)
    return fail (error, _("“%s” is no level; they are district, street, community, grid, unit, and “code” for that of each code."),
                 options->level);
  sgm_import_plan_set_levels (plan, SGM_IMPORT_LEVELS_ONE, level);
  return TRUE;
}

static gboolean
say_coordinates (const Options  *options,
                 SgmImportPlan  *plan,
                 GError        **error)
{
  SgmDatum datum;

  if (options->crs != NULL && !sgm_import_plan_set_crs (plan, options->crs, error))
    return FALSE;
  if (options->swapped)
    sgm_import_plan_set_swapped (plan, TRUE);
  if (options->datum == NULL)
    return TRUE;
  if (g_str_equal (options->datum, "wgs84"))
    datum = SGM_DATUM_CGCS2000;
  else if (!sgm_datum_from_id (options->datum, &datum))
    return fail (error, _("“%s” is no datum; they are cgcs2000, wgs84, gcj02 and bd09."), options->datum);
  sgm_import_plan_set_datum (plan, datum);
  return TRUE;
}

/* Everything that the options say; what they do not is guessed. */
static gboolean
say (Import         *import,
     SgmImportPlan  *plan,
     GError        **error)
{
  const Options *options = import->options;
  const SgmForeignLayer *layer;

  if (options->encoding != NULL
      && !sgm_foreign_file_set_encoding (import->file, plan->layer, options->encoding, error))
    return FALSE;
  if (options->header >= 0 && !sgm_foreign_file_set_header (import->file, plan->layer, options->header, error))
    return FALSE;
  if (!say_shapes (import, plan->layer, error))
    return FALSE;
  layer = sgm_foreign_file_get_layer (import->file, plan->layer);
  for (guint i = 0; i < SGM_N_IMPORT_COLUMNS; i++)
    if (options->columns[i] != NULL)
      {
        int column;

        if (!find_column (layer, options->columns[i], &column, error))
          return FALSE;
        sgm_import_plan_set_column (plan, i, column);
      }
  return say_level (options, plan, error) && say_coordinates (options, plan, error);
}

/* A list of people is most likely meant as one. */
static gboolean
has_places (Import  *import,
            guint    layer,
            GError **error)
{
  SgmForeignKind kind = sgm_foreign_file_get_layer (import->file, layer)->kind;

  return (kind != SGM_FOREIGN_KIND_TABLE && kind != SGM_FOREIGN_KIND_POINTS)
         || fail (error, _("This layer has no areas, but points or rows without a place. Lists are read with “--as people”, “--as orgs” and the like; “sgm import --help” names them all."));
}

static gboolean
read_layer (Import      *import,
            const char  *word,
            GError     **error)
{
  g_autoptr (SgmImportPlan) plan = sgm_import_plan_new ();
  guint layer = 0, n_passed_over = 0;

  if (word != NULL)
    {
      if (!find_layer (import, word, &layer, error))
        return FALSE;
      sgm_import_plan_set_layer (plan, layer);
    }
  else if (!sgm_import_plan_guess (plan, import->file, NULL, sgm_cli_get_cancellable (), error))
    return FALSE;
  if (!say (import, plan, error)
      || !sgm_import_plan_guess (plan, import->file, import->present, sgm_cli_get_cancellable (), error))
    return FALSE;
  sgm_cli_import_print_plan (import->file, plan);
  if (!has_places (import, plan->layer, error))
    return FALSE;
  if (!sgm_import_read (import->file, plan, import->staging, &n_passed_over, sgm_cli_progress, NULL,
                        sgm_cli_get_cancellable (), error))
    return FALSE;
  sgm_cli_end_progress ();
  if (n_passed_over > 0)
    {
      g_print (g_dngettext (GETTEXT_PACKAGE, "%u text, point or line of the drawing was passed over.",
                            "%u texts, points and lines of the drawing were passed over.", n_passed_over),
               n_passed_over);
      g_print ("\n");
    }
  return TRUE;
}

static gboolean
read_layers (Import  *import,
             GError **error)
{
  if (import->options->layers == NULL)
    return read_layer (import, NULL, error);
  for (guint i = 0; import->options->layers[i] != NULL; i++)
    if (!read_layer (import, import->options->layers[i], error))
      return FALSE;
  return TRUE;
}

static gboolean
add_parents (Import  *import,
             GError **error)
{
  guint n_added = 0;

  if (!import->options->parents)
    return TRUE;
  if (!sgm_import_add_around (import->staging, import->present, &n_added, sgm_cli_get_cancellable (), error))
    return FALSE;
  g_print (g_dngettext (GETTEXT_PACKAGE, "%u area around was made of its parts.", "%u areas around were made of their parts.",
                        n_added), n_added);
  g_print ("\n");
  return TRUE;
}

/* Checking and repairing ------------------------------------------------------ */

static gboolean
parse_repairs (const char  *text,
               guint       *repairs,
               GError     **error)
{
  g_auto (GStrv) words = g_strsplit (text != NULL ? text : "none", ",", -1);

  *repairs = 0;
  for (guint i = 0; words[i] != NULL; i++)
    {
      SgmImportRepair repair;

      if (g_str_equal (words[i], "safe"))
        *repairs |= SGM_IMPORT_SAFE_REPAIRS;
      else if (sgm_import_repair_from_id (words[i], &repair))
        *repairs |= 1u << repair;
      else if (!g_str_equal (words[i], "none"))
        return fail (error, _("“%s” is no repair; see “--help”."), words[i]);
    }
  return TRUE;
}

static SgmImportReport *
check (Import  *import,
       GError **error)
{
  g_autoptr (SgmImportReport) before = sgm_import_check (import->staging, import->present, &import->checks,
                                                         sgm_cli_progress, NULL, sgm_cli_get_cancellable (), error);
  g_autoptr (SgmImportReport) after = NULL;

  if (before == NULL || import->repairs == 0)
    return g_steal_pointer (&before);
  after = sgm_import_repair_all (import->staging, import->present, &import->checks, import->repairs,
                                 sgm_cli_progress, NULL, sgm_cli_get_cancellable (), error);
  sgm_cli_end_progress ();
  if (after != NULL)
    sgm_cli_import_print_repaired (before, after);
  return g_steal_pointer (&after);
}

/* Making it real -------------------------------------------------------------- */

static int
apply (Import                *import,
       const SgmImportReport *report)
{
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  if (import->store == NULL)
    import->store = sgm_store_open (import->cli->database, SGM_STORE_CREATE, &error);
  if (import->store == NULL
      || !sgm_import_apply (import->store, import->staging, report, &import->checks,
                            sgm_foreign_file_get_name (import->file), "sgm", &result,
                            sgm_cli_progress, NULL, sgm_cli_get_cancellable (), &error))
    return sgm_cli_error (error);
  sgm_cli_end_progress ();
  g_print (_("Areas: %u new, %u changed, %u ended, %u as they were."), result.n_new, result.n_changed, result.n_ended,
           result.n_same);
  g_print ("\n");
  if (result.seq > 0)
    /* Translators: a number of an entry of the journal, and a command */
    g_print (_("They are those of the district now, by entry %" PRId64 " of the journal. “sgm undo %" PRId64 "” takes them back."),
             result.seq, result.seq);
  else
    g_print ("%s", _("The district has these areas already."));
  g_print ("\n");
  return SGM_CLI_OK;
}

/* Says what an import would do, and does nothing. */
static int
foresee (Import                *import,
         const SgmImportReport *report)
{
  g_autoptr (GPtrArray) differences = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_import_difference_free);
  g_autoptr (GError) error = NULL;
  SgmImportResult result = { 0 };

  if (report->n_rows[SGM_LEVEL_NONE] == 0)
    {
      g_print ("%s\n", _("There are no areas in the file."));
      return SGM_CLI_FAILED;
    }
  if (!sgm_import_foresee (import->staging, import->present, &import->checks, &result, differences,
                           import->options->all ? G_MAXUINT : FEW_CHANGED, sgm_cli_get_cancellable (), &error))
    return sgm_cli_error (error);
  sgm_cli_import_print_foreseen (&result, differences);
  if (result.n_new + result.n_changed + result.n_ended == 0)
    g_print ("%s\n", _("The district has these areas already."));
  else
    g_print ("%s\n", _("Nothing was changed. “--apply” makes these areas those of the district."));
  return SGM_CLI_OK;
}

static int
finish (Import                *import,
        const SgmImportReport *report)
{
  gboolean blocks = sgm_import_report_blocks (report);

  if (blocks)
    g_print ("%s\n", _("Nothing can be imported as long as there are findings that prevent it."));
  if (import->repairs == 0 && sgm_cli_import_count_safe (report) > 0)
    {
      g_print (_("“--repair safe” makes %u of the proposed repairs."), sgm_cli_import_count_safe (report));
      g_print ("\n");
    }
  if (blocks)
    return SGM_CLI_FAILED;
  return import->options->apply ? apply (import, report) : foresee (import, report);
}

/* The whole ------------------------------------------------------------------- */

static gboolean
open_district (Import  *import,
               GError **error)
{
  const Options *options = import->options;

  if (options->new_district)
    {
      if (g_file_test (import->cli->database, G_FILE_TEST_EXISTS))
        {
          g_set_error (error, SGM_ERROR, SGM_ERROR_EXISTS, _("There is a district in %s already; leave out “--new”."),
                       import->cli->database);
          return FALSE;
        }
      import->present = sgm_import_present_new_empty ();
      return TRUE;
    }
  import->store = sgm_store_open (import->cli->database, options->apply ? SGM_STORE_OPEN : SGM_STORE_READ, error);
  if (import->store != NULL)
    import->present = sgm_import_present_new (import->store, error);
  return import->present != NULL;
}

static int
run (Import     *import,
     const char *path)
{
  g_autoptr (SgmImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  import->file = sgm_foreign_file_open (path, sgm_cli_get_cancellable (), &error);
  if (import->file == NULL)
    return sgm_cli_error (error);
  if (import->options->list_layers)
    {
      sgm_cli_import_print_layers (import->file);
      return SGM_CLI_OK;
    }
  if (!parse_repairs (import->options->repair, &import->repairs, &error) || !open_district (import, &error))
    return sgm_cli_error (error);
  import->staging = sgm_staging_new (&error);
  if (import->staging == NULL || !read_layers (import, &error) || !add_parents (import, &error))
    return sgm_cli_error (error);
  report = check (import, &error);
  if (report == NULL)
    return sgm_cli_error (error);
  sgm_cli_end_progress ();
  sgm_cli_import_print_report (report, import->options->all);
  return finish (import, report);
}

/**
 * sgm_cli_import_areas:
 *
 * `sgm import`, `sgm import --as areas`: reads areas from a file of another
 * program, checks and repairs them, and makes them real when told to.
 */
int
sgm_cli_import_areas (SgmCli  *cli,
                      int      argc,
                      char   **argv)
{
  g_auto (Options) options = { .header = -1, .tolerance = SGM_IMPORT_USUAL_TOLERANCE };
  g_autofree char *file = NULL;
  g_auto (Import) import = { .cli = cli, .options = &options };
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.as, N_("What the file has: areas, which is usual, or people, orgs, coverage, matters, facts, places, addresses; each has its own “--help”"), N_("WHAT") },
    { "column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.of_lists, N_("With “--as people” and the like: which column says a field, such as name=姓名"), N_("FIELD=COLUMN") },
    { "value", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.of_lists, N_("With “--as people” and the like: what all rows have of a field, such as kind=专职"), N_("FIELD=TEXT") },
    { "choose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.of_lists, N_("With “--as people” and the like: what becomes of a row that is unsure: same, new or leave-out"), N_("ROW=CHOICE") },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &options.apply, N_("Make the areas those of the district; without it nothing is changed"), NULL },
    { "new", 0, 0, G_OPTION_ARG_NONE, &options.new_district, N_("Make a district where there is none yet"), NULL },
    { "complete", 0, 0, G_OPTION_ARG_NONE, &options.complete, N_("The file has all areas of its levels: others end"), NULL },
    { "make-parents", 0, 0, G_OPTION_ARG_NONE, &options.parents, N_("Make levels above that neither the file nor the district has, of their parts"), NULL },
    { "repair", 0, 0, G_OPTION_ARG_STRING, &options.repair, N_("Make proposed repairs: safe, none, or some of datum, close, vertices, order, valid, reshape, snap, give, code, leave-out"), N_("LIST") },
    { "tolerance", 0, 0, G_OPTION_ARG_DOUBLE, &options.tolerance, N_("How far apart borders may be that are meant to be the same (0.5)"), N_("METRES") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_("Tell every finding, not only the first of each kind"), NULL },
    { "list-layers", 0, 0, G_OPTION_ARG_NONE, &options.list_layers, N_("List the layers of the file and their columns"), NULL },
    { "layer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.layers, N_("The layer with the areas; may be said several times"), N_("NAME") },
    { "level", 0, 0, G_OPTION_ARG_STRING, &options.level, N_("Of which level they are: district, street, community, grid, unit, or code for that of each code"), N_("LEVEL") },
    { "code", 0, 0, G_OPTION_ARG_STRING, &options.columns[SGM_IMPORT_COLUMN_CODE], N_("The column with the codes"), N_("COLUMN") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.columns[SGM_IMPORT_COLUMN_NAME], N_("The column with the names"), N_("COLUMN") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &options.columns[SGM_IMPORT_COLUMN_KIND], N_("The column that tells villages from communities"), N_("COLUMN") },
    { "parent", 0, 0, G_OPTION_ARG_STRING, &options.columns[SGM_IMPORT_COLUMN_PARENT], N_("The column with the codes of the areas around"), N_("COLUMN") },
    { "level-column", 0, 0, G_OPTION_ARG_STRING, &options.columns[SGM_IMPORT_COLUMN_LEVEL], N_("The column with the levels"), N_("COLUMN") },
    { "crs", 0, 0, G_OPTION_ARG_STRING, &options.crs, N_("The coordinate system, such as EPSG:4547"), N_("EPSG") },
    { "swapped", 0, 0, G_OPTION_ARG_NONE, &options.swapped, N_("The latitude or the northing comes first"), NULL },
    { "datum", 0, 0, G_OPTION_ARG_STRING, &options.datum, N_("The datum: cgcs2000, wgs84, gcj02 or bd09"), N_("DATUM") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_("What texts are written in, such as GB18030"), N_("ENCODING") },
    { "header", 0, 0, G_OPTION_ARG_INT, &options.header, N_("The row of a table that has the names of the columns; 0 for none"), N_("ROW") },
    { "wkt", 0, 0, G_OPTION_ARG_STRING, &options.wkt, N_("The column of a table that has the shapes"), N_("COLUMN") },
    { NULL },
  };

  if (!sgm_cli_parse_file (cli, entries, _("Reads areas from a Shapefile, GeoPackage, GeoJSON, KML, DXF, File Geodatabase or table, and tells how it understands them, what is wrong with them and how that can be repaired. Nothing is changed without “--apply”. “--as” says what else a file has."),
                           &file, argc, argv))
    return SGM_CLI_USAGE;
  if (options.of_lists != NULL)
    return sgm_cli_usage_error ("import", _("“--column”, “--value” and “--choose” are for lists: say with “--as” what the file has, such as “--as people”."));
  if (!(options.tolerance >= 0 && options.tolerance <= 100))
    return sgm_cli_usage_error ("import", _("The tolerance is from 0 to 100 metres."));
  import.checks = (SgmImportOptions) SGM_IMPORT_OPTIONS_INIT;
  import.checks.complete = options.complete;
  import.checks.tolerance = options.tolerance;
  /* Before other threads are started. */
  sgm_cli_get_cancellable ();
  return run (&import, file);
}
