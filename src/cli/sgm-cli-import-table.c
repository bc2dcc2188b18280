/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/sgm-cli-import.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"
#include "cli/sgm-cli-import-print.h"
#include "exchange/sgm-ledger-apply.h"

/* So many findings of a kind are told unless all are wanted. */
#define FEW 10

typedef struct
{
  char *as;
  gboolean apply;
  gboolean complete;
  gboolean all;
  gboolean list_layers;
  char *layer;
  char **columns;
  char **values;
  char **choices;
  char *datum;
  char *encoding;
  int header;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->as);
  g_free (options->layer);
  g_strfreev (options->columns);
  g_strfreev (options->values);
  g_strfreev (options->choices);
  g_free (options->datum);
  g_free (options->encoding);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

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

/* What is said of the table --------------------------------------------------- */

static gboolean
find_layer (const Options   *options,
            SgmForeignFile  *file,
            guint           *layer,
            GError         **error)
{
  gint64 number;
  int found;

  *layer = 0;
  if (options->layer == NULL)
    return TRUE;
  found = sgm_foreign_file_find_layer (file, options->layer);
  if (found < 0
      && g_ascii_string_to_signed (options->layer, 10, 1, sgm_foreign_file_get_n_layers (file), &number, NULL))
    found = (int) number - 1;
  if (found < 0)
    return fail (error, _("The file has no layer “%s”; “--list-layers” lists them."), options->layer);
  *layer = (guint) found;
  return TRUE;
}

/* Takes “FIELD=TEXT” apart. */
static gboolean
split (SgmLedger    ledger,
       const char  *word,
       guint       *field,
       const char **text,
       GError     **error)
{
  const char *equals = strchr (word, '=');
  g_autofree char *id = equals != NULL ? g_strndup (word, equals - word) : g_strdup (word);
  int found = sgm_ledger_find_field (ledger, id);
  g_autoptr (GString) known = NULL;
  const SgmLedgerField *fields;
  guint n_fields;

  if (equals != NULL && found >= 0)
    {
      *field = (guint) found;
      *text = equals + 1;
      return TRUE;
    }
  fields = sgm_ledger_get_fields (ledger, &n_fields);
  known = g_string_new (NULL);
  for (guint i = 0; i < n_fields; i++)
    g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", fields[i].id);
  return fail (error, _("“%s” is not a field and what it is, such as “name=姓名”; the fields are %s."), word, known->str);
}

static gboolean
say_column (SgmLedgerColumns       *columns,
            const SgmForeignLayer  *layer,
            const char             *word,
            GError                **error)
{
  const char *text;
  gint64 number;
  guint field;
  int column = -1;

  if (!split (columns->ledger, word, &field, &text, error))
    return FALSE;
  if (*text != '\0')
    {
      column = sgm_foreign_layer_find_field (layer, text);
      if (column < 0 && g_ascii_string_to_signed (text, 10, 1, layer->n_fields, &number, NULL))
        column = (int) number - 1;
      if (column < 0)
        return fail (error, _("The layer has no column “%s”; “--list-layers” lists them."), text);
    }
  sgm_ledger_columns_set (columns, field, column);
  return TRUE;
}

static gboolean
say_columns (const Options          *options,
             SgmLedgerColumns       *columns,
             const SgmForeignLayer  *layer,
             GError                **error)
{
  for (guint i = 0; options->columns != NULL && options->columns[i] != NULL; i++)
    if (!say_column (columns, layer, options->columns[i], error))
      return FALSE;
  for (guint i = 0; options->values != NULL && options->values[i] != NULL; i++)
    {
      const char *text;
      guint field;

      if (!split (columns->ledger, options->values[i], &field, &text, error))
        return FALSE;
      sgm_ledger_columns_set_value (columns, field, text);
    }
  if (options->datum == NULL)
    return TRUE;
  if (g_str_equal (options->datum, "wgs84"))
    columns->datum = SGM_DATUM_CGCS2000;
  else if (!sgm_datum_from_id (options->datum, &columns->datum))
    return fail (error, _("“%s” is no datum; they are cgcs2000, wgs84, gcj02 and bd09."), options->datum);
  return TRUE;
}

/* What was chosen for such a table before, or what its columns look like, and
 * what the options say. */
static SgmLedgerColumns *
make_columns (const Options   *options,
              SgmLedger        ledger,
              SgmForeignFile  *file,
              guint            number,
              GError         **error)
{
  g_autoptr (SgmLedgerColumns) columns = sgm_ledger_columns_new (ledger);
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, number);

  if ((options->encoding != NULL && !sgm_foreign_file_set_encoding (file, number, options->encoding, error))
      || (options->header >= 0 && !sgm_foreign_file_set_header (file, number, (guint) options->header, error)))
    return NULL;
  if (!sgm_ledger_columns_recall (columns, layer))
    sgm_ledger_columns_guess (columns, layer, sgm_foreign_file_get_name (file));
  return say_columns (options, columns, layer, error) ? g_steal_pointer (&columns) : NULL;
}

/* “12=same” */
static gboolean
say_choice (SgmLedgerOptions  *options,
            const char        *word,
            GError           **error)
{
  static const char *const choices[] = {
    [SGM_LEDGER_LEAVE_OUT] = "leave-out", [SGM_LEDGER_SAME] = "same", [SGM_LEDGER_NEW] = "new",
  };
  const char *equals = strchr (word, '=');
  g_autofree char *number = equals != NULL ? g_strndup (word, equals - word) : g_strdup ("");
  gint64 row;

  for (guint i = 0; equals != NULL && i < G_N_ELEMENTS (choices); i++)
    if (g_str_equal (equals + 1, choices[i]) && g_ascii_string_to_signed (number, 10, 1, G_MAXINT64, &row, NULL))
      {
        sgm_ledger_options_choose (options, row, i);
        return TRUE;
      }
  return fail (error, _("“%s” is no row and what becomes of it: ROW=same, ROW=new or ROW=leave-out."), word);
}

static SgmLedgerOptions *
make_options (const Options  *options,
              GError        **error)
{
  g_autoptr (SgmLedgerOptions) made = sgm_ledger_options_new ();

  made->complete = options->complete;
  for (guint i = 0; options->choices != NULL && options->choices[i] != NULL; i++)
    if (!say_choice (made, options->choices[i], error))
      return NULL;
  return g_steal_pointer (&made);
}

/* What is told ------------------------------------------------------------------- */

/* What of the file nobody reads. */
static void
print_unused (const SgmForeignLayer  *layer,
              const SgmLedgerColumns *columns,
              guint                   n_fields)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (int column = 0; column < (int) layer->n_fields; column++)
    {
      gboolean used = FALSE;

      for (guint i = 0; i < n_fields && !used; i++)
        used = columns->columns[i] == column;
      if (!used)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", layer->fields[column]);
    }
  if (names->len == 0)
    return;
  /* Translators: columns of a file */
  g_print (_("Not used: %s"), names->str);
  g_print ("\n");
}

static void
print_columns (SgmForeignFile         *file,
               guint                   number,
               const SgmLedgerColumns *columns)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, number);
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (columns->ledger, &n_fields);

  g_print ("%s: %s, %s, %s: %s\n", sgm_foreign_file_get_name (file), sgm_foreign_file_get_format (file),
           layer->encoding, layer->name, sgm_ledger_get_name (columns->ledger));
  if (columns->remembered)
    g_print ("%s\n", _("The columns are those that were chosen for such a table before."));
  for (guint i = 0; i < n_fields; i++)
    {
      if (columns->columns[i] < 0 && columns->values[i] == NULL && !fields[i].required)
        continue;
      g_print ("  %-12s ", fields[i].id);
      sgm_cli_import_print_cell (_(fields[i].name), 26);
      if (columns->columns[i] >= 0)
        g_print ("%s\n", layer->fields[columns->columns[i]]);
      else
        g_print (columns->values[i] != NULL ? "= %s\n" : "–\n", columns->values[i]);
    }
  print_unused (layer, columns, n_fields);
}

static void
print_finding (const SgmLedgerFinding *finding)
{
  g_print ("  ");
  if (finding->row > 0)
    {
      g_print (_("row %" PRId64), finding->row);
      if (finding->left_out)
        g_print ("  [%s]", _("left out"));
      g_print ("  ");
    }
  g_print ("%s", finding->sentence);
  if (finding->proposal != NULL)
    g_print (" %s", finding->proposal);
  if (finding->can_choose)
    g_print (" [--choose %" PRId64 "=same|new|leave-out]", finding->row);
  g_print ("\n");
}

static void
print_kind (const SgmLedgerPlan *plan,
            SgmLedgerFault       fault,
            SgmImportSeverity    severity,
            gboolean             all)
{
  guint n = 0;

  for (guint i = 0; i < plan->findings->len; i++)
    {
      const SgmLedgerFinding *finding = plan->findings->pdata[i];

      if (finding->fault != fault || finding->severity != severity)
        continue;
      if (n++ == 0)
        g_print ("%s · %s (%s)\n", sgm_import_severity_get_name (severity), sgm_ledger_fault_get_name (fault),
                 sgm_ledger_fault_get_id (fault));
      if (all || n <= FEW)
        print_finding (finding);
    }
  if (n > FEW && !all)
    {
      g_print ("  ");
      g_print (g_dngettext (GETTEXT_PACKAGE, "and %u more, which “--all” tells",
                            "and %u more, which “--all” tells", n - FEW), n - FEW);
      g_print ("\n");
    }
}

/* Returns: (transfer full): the numbers of the rows, the first ones unless all
 * are wanted */
static char *
dup_left_out (const SgmLedgerPlan *plan,
              gboolean             all)
{
  GString *rows = g_string_new (NULL);

  for (guint i = 0; i < plan->left_out->len && (all || i < FEW); i++)
    g_string_append_printf (rows, "%s%" PRId64, i > 0 ? ", " : "", g_array_index (plan->left_out, gint64, i));
  if (plan->left_out->len > FEW && !all)
    g_string_append (rows, " …");
  return g_string_free (rows, FALSE);
}

static void
print_plan (const SgmLedgerPlan *plan,
            gboolean             all)
{
  g_autofree char *left_out = dup_left_out (plan, all);

  for (int severity = SGM_IMPORT_BLOCKS; severity >= SGM_IMPORT_NOTE; severity--)
    for (guint fault = 0; fault < SGM_N_LEDGER_FAULTS; fault++)
      print_kind (plan, fault, severity, all);
  if (plan->n_left_out > 0)
    /* Translators: %s is numbers of rows, with commas */
    g_print (g_dngettext (GETTEXT_PACKAGE, "Rows: %u, left out: %u (row %s)", "Rows: %u, left out: %u (rows %s)",
                          plan->n_left_out), plan->n_rows, plan->n_left_out, left_out);
  else
    g_print (_("Rows: %u, left out: %u"), plan->n_rows, plan->n_left_out);
  g_print ("\n");
  g_print (_("New: %u, changed: %u, as they were: %u, ended: %u"), plan->n_new, plan->n_changed, plan->n_same,
           plan->n_ended);
  g_print ("\n");
}

/* Runs of numbers, as `sgm undo` takes them: “41-46,48”. */
static char *
dup_numbers (GArray *entries)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < entries->len;)
    {
      gint64 first = g_array_index (entries, gint64, i);
      guint n = 1;

      while (i + n < entries->len && g_array_index (entries, gint64, i + n) == first + n)
        n++;
      g_string_append_printf (text, "%s%" PRId64, i > 0 ? "," : "", first);
      if (n > 1)
        g_string_append_printf (text, "-%" PRId64, first + n - 1);
      i += n;
    }
  return g_string_free (text, FALSE);
}

/* The whole ------------------------------------------------------------------------ */

static int
apply (SgmStore               *store,
       const SgmLedgerPlan    *plan,
       SgmForeignFile         *file,
       guint                   layer,
       const SgmLedgerColumns *columns)
{
  g_autoptr (GArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *numbers = NULL;
  gboolean done;

  done = sgm_ledger_apply (store, plan, sgm_foreign_file_get_name (file), "sgm", &entries, sgm_cli_progress, NULL,
                           sgm_cli_get_cancellable (), &error);
  sgm_cli_end_progress ();
  numbers = dup_numbers (entries);
  if (!done)
    {
      if (entries->len > 0)
        {
          g_printerr (_("What is left of it can be taken back with “sgm undo %s”."), numbers);
          g_printerr ("\n");
        }
      return sgm_cli_error (error);
    }
  g_print (_("It is part of the district now. “sgm undo %s” takes it back."), numbers);
  g_print ("\n");
  if (!sgm_ledger_columns_remember (columns, sgm_foreign_file_get_layer (file, layer), &error))
    g_printerr ("%s\n", error->message);
  return SGM_CLI_OK;
}

static int
run (SgmCli         *cli,
     const Options  *options,
     SgmLedger       ledger,
     SgmForeignFile *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SgmLedgerOptions) made = make_options (options, &error);
  g_autoptr (SgmLedgerColumns) columns = NULL;
  g_autoptr (SgmStore) store = NULL;
  g_autoptr (SgmLedgerPlan) plan = NULL;
  guint layer;

  if (made == NULL || !find_layer (options, file, &layer, &error))
    return sgm_cli_error (error);
  columns = make_columns (options, ledger, file, layer, &error);
  if (columns == NULL)
    return sgm_cli_error (error);
  print_columns (file, layer, columns);
  store = sgm_store_open (cli->database, options->apply ? SGM_STORE_OPEN : SGM_STORE_READ, &error);
  if (store != NULL)
    plan = sgm_ledger_plan_new (store, file, layer, columns, made, sgm_cli_progress, NULL,
                                sgm_cli_get_cancellable (), &error);
  sgm_cli_end_progress ();
  if (plan == NULL)
    return sgm_cli_error (error);
  print_plan (plan, options->all);
  if (plan->blocked)
    {
      g_print ("%s\n", _("Nothing can be imported as long as there are findings that prevent it."));
      return SGM_CLI_FAILED;
    }
  if (!sgm_ledger_plan_has_changes (plan))
    g_print ("%s\n", _("There is nothing to change."));
  else if (!options->apply)
    g_print ("%s\n", _("Nothing was changed. “--apply” makes it part of the district."));
  else
    return apply (store, plan, file, layer, columns);
  return SGM_CLI_OK;
}

/**
 * sgm_cli_import_table:
 * @ledger: what the table is a list of
 *
 * `sgm import --as people` and the like: reads a table, tells what it would
 * change and what is wrong with it, and makes it real when told to.
 */
int
sgm_cli_import_table (SgmCli     *cli,
                      SgmLedger   ledger,
                      int         argc,
                      char      **argv)
{
  g_auto (Options) options = { .header = -1 };
  g_autofree char *path = NULL;
  g_autoptr (SgmForeignFile) file = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "as", 0, 0, G_OPTION_ARG_STRING, &options.as, N_("What the file has: areas, which is usual, or people, orgs, coverage, matters, facts, places, addresses; each has its own “--help”"), N_("WHAT") },
    { "apply", 0, 0, G_OPTION_ARG_NONE, &options.apply, N_("Make the table part of the district; without it nothing is changed"), NULL },
    { "complete", 0, 0, G_OPTION_ARG_NONE, &options.complete, N_("The file has all there is: what it does not have ends"), NULL },
    { "column", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.columns, N_("Which column says a field, such as name=姓名; may be said several times"), N_("FIELD=COLUMN") },
    { "value", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.values, N_("What all rows have of a field, such as kind=专职"), N_("FIELD=TEXT") },
    { "choose", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.choices, N_("What becomes of a row that is unsure: same, new or leave-out"), N_("ROW=CHOICE") },
    { "all", 0, 0, G_OPTION_ARG_NONE, &options.all, N_("Tell every finding, not only the first of each kind"), NULL },
    { "list-layers", 0, 0, G_OPTION_ARG_NONE, &options.list_layers, N_("List the layers of the file and their columns"), NULL },
    { "layer", 0, 0, G_OPTION_ARG_STRING, &options.layer, N_("The table or sheet, the first one without it"), N_("NAME") },
    { "datum", 0, 0, G_OPTION_ARG_STRING, &options.datum, N_("The datum: cgcs2000, wgs84, gcj02 or bd09"), N_("DATUM") },
    { "encoding", 0, 0, G_OPTION_ARG_STRING, &options.encoding, N_("What texts are written in, such as GB18030"), N_("ENCODING") },
    { "header", 0, 0, G_OPTION_ARG_INT, &options.header, N_("The row of a table that has the names of the columns; 0 for none"), N_("ROW") },
    { NULL },
  };

  if (!sgm_cli_parse_file (cli, entries, _("Reads people, organizations, coverage, matters, counts, places or addresses from a CSV file or a spreadsheet, compares them with the district, and tells what would change and what is wrong. Nothing is changed without “--apply”."),
                           &path, argc, argv))
    return SGM_CLI_USAGE;
  /* Before other threads are started. */
  sgm_cli_get_cancellable ();
  file = sgm_foreign_file_open (path, sgm_cli_get_cancellable (), &error);
  if (file == NULL)
    return sgm_cli_error (error);
  if (options.list_layers)
    {
      sgm_cli_import_print_layers (file);
      return SGM_CLI_OK;
    }
  return run (cli, &options, ledger, file);
}
