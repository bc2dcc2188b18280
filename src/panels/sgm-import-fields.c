/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-fields.h"

#include <string.h>

#include <glib/gi18n.h>

/* So many fields of the first rows fit beside one another. */
#define MAX_SHOWN 3

/* The names of the columns are looked for in so many rows at least. */
#define MAX_HEADER 10

struct _SgmImportFields
{
  SgmImportFrame parent_instance;
  GtkListBox *field_rows;
  SgmGuessRow *layer;
  SgmGuessRow *kind;
  SgmGuessRow *header;
  SgmGuessRow *encoding;
  SgmGuessRow *datum;
  SgmGuessRow *fields[SGM_LEDGER_MAX_FIELDS];
  int shown; /* whose fields the rows are, -1 for none yet */
  guint n_columns; /* that can be chosen */
};

G_DEFINE_FINAL_TYPE (SgmImportFields, sgm_import_fields, SGM_TYPE_IMPORT_FRAME)

/* Saying something ---------------------------------------------------------- */

static SgmImportJob *
get_job (SgmImportFields *self)
{
  return sgm_import_frame_get_job (SGM_IMPORT_FRAME (self));
}

static void
on_layer (SgmImportFields *self,
          guint            choice)
{
  if (choice == GTK_INVALID_LIST_POSITION)
    return;
  sgm_import_ledger_say_layer (sgm_import_job_get_ledger (get_job (self)), choice);
  sgm_import_job_read (get_job (self));
}

static void
on_kind (SgmImportFields *self,
         guint            choice)
{
  if (choice >= SGM_N_LEDGERS)
    return;
  sgm_import_ledger_say_kind (sgm_import_job_get_ledger (get_job (self)), choice);
  sgm_import_job_read (get_job (self));
}

static void
on_header (SgmImportFields *self,
           guint            choice)
{
  if (choice == GTK_INVALID_LIST_POSITION)
    return;
  sgm_import_ledger_say_header (sgm_import_job_get_ledger (get_job (self)), choice);
  sgm_import_job_read (get_job (self));
}

static void
on_encoding (SgmImportFields *self,
             guint            choice)
{
  sgm_import_frame_say_encoding (SGM_IMPORT_FRAME (self), choice);
}

static void
on_datum (SgmImportFields *self,
          guint            choice)
{
  if (choice > SGM_DATUM_BD09)
    return;
  sgm_import_job_get_ledger (get_job (self))->columns->datum = choice;
  sgm_import_job_read (get_job (self));
}

/* What a word of an enumeration is called first. */
static char *
dup_word (const SgmLedgerWord *word)
{
  return g_strndup (word->words, strcspn (word->words, "|"));
}

/* The choices are none, the columns, and then the words that all rows can
 * have. */
static void
on_field (SgmImportFields *self,
          guint            choice,
          SgmGuessRow     *row)
{
  SgmImportLedger *ledger = sgm_import_job_get_ledger (get_job (self));
  guint n_fields, field = 0;
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger->kind, &n_fields);

  while (field < n_fields && self->fields[field] != row)
    field++;
  if (choice == GTK_INVALID_LIST_POSITION || field == n_fields || self->shown != (int) ledger->kind)
    return;
  if (choice <= self->n_columns)
    sgm_import_ledger_say_column (ledger, field, (int) choice - 1);
  else if (fields[field].words != NULL)
    {
      g_autofree char *word = dup_word (&fields[field].words[choice - self->n_columns - 1]);

      sgm_import_ledger_say_value (ledger, field, word);
    }
  sgm_import_job_read (get_job (self));
}

/* Showing it ---------------------------------------------------------------- */

/* Whether the table has any column of what it is taken for. */
static gboolean
is_known (const SgmImportLedger *ledger)
{
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    if (ledger->columns->columns[i] >= 0)
      return TRUE;
  return FALSE;
}

static void
fill_kind (SgmImportFields       *self,
           const SgmImportLedger *ledger)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < SGM_N_LEDGERS; i++)
    g_ptr_array_add (names, (char *) sgm_ledger_get_name (i));
  sgm_guess_row_set_choices (self->kind, names, ledger->kind);
  if (ledger->said_kind)
    sgm_guess_row_set_guess (self->kind, SGM_IMPORT_SAID, NULL);
  else if (is_known (ledger))
    sgm_guess_row_set_guess (self->kind, SGM_IMPORT_LIKELY, _("by the names of its columns"));
  else
    sgm_guess_row_set_guess (self->kind, SGM_IMPORT_UNKNOWN, _("no column is called as in one of these lists"));
}

/* The first two cells of a row that have something. Below the names of the columns
 * they may be of people, and are masked. */
static char *
dup_cells (char    **cells,
           gboolean  is_masked)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; cells[i] != NULL && n <= 2; i++)
    {
      g_autofree char *masked = is_masked ? sgm_ledger_dup_masked_name (cells[i]) : NULL;

      if (*cells[i] == '\0')
        continue;
      if (n < 2)
        g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", masked != NULL ? masked : cells[i]);
      else
        g_string_append (text, " …");
      n++;
    }
  return g_string_free (text, FALSE);
}

static void
fill_header (SgmImportFields       *self,
             SgmForeignFile        *file,
             const SgmImportLedger *ledger,
             const SgmForeignLayer *layer)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  gtk_widget_set_visible (GTK_WIDGET (self->header), layer->is_sheet);
  g_ptr_array_add (names, g_strdup (_("None")));
  for (guint row = 1; row <= MAX (MAX_HEADER, layer->header_row); row++)
    {
      g_auto (GStrv) cells = sgm_foreign_file_dup_cells (file, ledger->layer, row);
      g_autofree char *text = cells != NULL ? dup_cells (cells, row > layer->header_row) : NULL;

      if (text == NULL)
        break;
      /* Translators: the number of a row of a table, and what is in it */
      g_ptr_array_add (names, g_strdup_printf (_("Row %u: %s"), row, text));
    }
  sgm_guess_row_set_choices (self->header, names, layer->header_row);
  sgm_guess_row_set_guess (self->header,
                           ledger->said_header ? SGM_IMPORT_SAID
                           : is_known (ledger) ? SGM_IMPORT_LIKELY
                                               : SGM_IMPORT_UNSURE,
                           layer->header_row > 0 ? _("the first full row that has nothing but names")
                                                 : _("no row has nothing but names"));
}

static void
make_field_rows (SgmImportFields *self,
                 SgmLedger        kind)
{
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (kind, &n_fields);

  if (self->shown == (int) kind)
    return;
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    if (self->fields[i] != NULL)
      gtk_list_box_remove (self->field_rows, GTK_WIDGET (self->fields[i]));
  memset (self->fields, 0, sizeof self->fields);
  for (guint i = 0; i < n_fields; i++)
    self->fields[i] = sgm_import_frame_add_row (SGM_IMPORT_FRAME (self), self->field_rows, _(fields[i].name),
                                                G_CALLBACK (on_field));
  self->shown = (int) kind;
}

/* What all rows have may have been said in another word of the same meaning,
 * or with the tool as any text: it is a choice too. */
static guint
add_values (GPtrArray            *names,
            const SgmLedgerField *field,
            const char           *value)
{
  guint selected = 0;

  for (const SgmLedgerWord *word = field->words; word != NULL && word->words != NULL; word++)
    {
      g_autofree char *text = dup_word (word);

      if (g_strcmp0 (text, value) == 0)
        selected = names->len;
      /* Translators: %s is a word that all rows of a table have, such as “full-time” */
      g_ptr_array_add (names, g_strdup_printf (_("All rows: %s"), text));
    }
  if (value != NULL && selected == 0)
    {
      selected = names->len;
      g_ptr_array_add (names, g_strdup_printf (_("All rows: %s"), value));
    }
  return selected;
}

static void
fill_guess (SgmImportFields       *self,
            const SgmImportLedger *ledger,
            const SgmLedgerField  *field,
            guint                  number)
{
  gboolean found = ledger->columns->columns[number] >= 0 || ledger->columns->values[number] != NULL;
  const char *reason = ledger->columns->remembered ? _("as chosen before") : _("by its name");
  /* Translators: %s is why a column was taken for a field that every row has to have */
  g_autofree char *required = g_strdup_printf (_("%s (required)"), reason);

  if (!found && field->required)
    sgm_guess_row_set_guess (self->fields[number], SGM_IMPORT_UNKNOWN, _("it has to be said"));
  else if ((ledger->said_fields & (1u << number)) != 0)
    sgm_guess_row_set_guess (self->fields[number], SGM_IMPORT_SAID, NULL);
  else if (found)
    sgm_guess_row_set_guess (self->fields[number], SGM_IMPORT_LIKELY, field->required ? required : reason);
  else
    sgm_guess_row_set_guess (self->fields[number], SGM_IMPORT_CERTAIN, NULL);
}

static void
fill_fields (SgmImportFields       *self,
             const SgmForeignLayer *layer,
             const SgmImportLedger *ledger)
{
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger->kind, &n_fields);

  make_field_rows (self, ledger->kind);
  self->n_columns = layer->n_fields;
  for (guint i = 0; i < n_fields; i++)
    {
      g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      guint selected;

      g_ptr_array_add (names, g_strdup (_("None")));
      for (guint k = 0; k < layer->n_fields; k++)
        g_ptr_array_add (names, g_strdup (layer->fields[k]));
      selected = add_values (names, &fields[i], ledger->columns->values[i]);
      if (ledger->columns->columns[i] >= 0)
        selected = (guint) ledger->columns->columns[i] + 1;
      sgm_guess_row_set_choices (self->fields[i], names, selected);
      fill_guess (self, ledger, &fields[i], i);
    }
}

/* Returns: the number of fields that are shown */
static guint
pick_fields (const SgmImportLedger *ledger,
             guint                  picked[MAX_SHOWN])
{
  guint n_fields, n = 0;

  sgm_ledger_get_fields (ledger->kind, &n_fields);
  for (guint i = 0; i < n_fields && n < MAX_SHOWN; i++)
    if (ledger->columns->columns[i] >= 0)
      picked[n++] = i;
  return n;
}

static void
fill_samples (SgmImportFrame        *frame,
              const SgmImportLedger *ledger)
{
  guint n_fields, picked[MAX_SHOWN];
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger->kind, &n_fields);
  guint n = pick_fields (ledger, picked);
  const char *texts[MAX_SHOWN];

  for (guint i = 0; i < n; i++)
    texts[i] = _(fields[picked[i]].name);
  sgm_import_frame_begin_samples (frame, texts, n);
  for (guint row = 0; n > 0 && ledger->samples != NULL && row < ledger->samples->len; row++)
    {
      const SgmImportCells *cells = ledger->samples->pdata[row];

      for (guint i = 0; i < n; i++)
        texts[i] = cells->cells[picked[i]];
      sgm_import_frame_add_sample (frame, cells->number, texts, n);
    }
}

static void
fill_summary (SgmImportFrame        *frame,
              const SgmForeignLayer *layer,
              const SgmImportLedger *ledger)
{
  guint n = (guint) MAX (layer->n_rows, 0);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
  g_autofree char *text = g_strdup_printf ("%s · %s", sgm_ledger_get_name (ledger->kind), rows);

  sgm_import_frame_set_summary (frame, layer->n_rows >= 0 ? text : sgm_ledger_get_name (ledger->kind),
                                ledger->columns->remembered
                                ? _("The columns are those that were chosen for such a table before.") : NULL);
}

static void
fill (SgmImportFrame *frame,
      SgmForeignFile *file)
{
  SgmImportFields *self = SGM_IMPORT_FIELDS (frame);
  const SgmImportLedger *ledger = sgm_import_job_get_ledger (get_job (self));
  const SgmForeignLayer *layer;

  if (ledger == NULL)
    return;
  layer = sgm_foreign_file_get_layer (file, ledger->layer);
  sgm_import_frame_fill_layers (self->layer, file, ledger->layer);
  fill_kind (self, ledger);
  fill_header (self, file, ledger, layer);
  sgm_import_frame_fill_encodings (self->encoding, layer);
  sgm_import_frame_fill_datums (self->datum, ledger->columns->datum);
  gtk_widget_set_visible (GTK_WIDGET (self->datum), sgm_ledger_find_field (ledger->kind, "x") >= 0);
  fill_fields (self, layer, ledger);
  fill_samples (frame, ledger);
  fill_summary (frame, layer, ledger);
  sgm_import_frame_set_complete (frame, sgm_ledger_has_ends (ledger->kind) ? _("The File Has All There Is") : NULL,
                                 _("What it does not have ends."));
}

/* The widget ---------------------------------------------------------------- */

static void
sgm_import_fields_class_init (SgmImportFieldsClass *class)
{
  SGM_IMPORT_FRAME_CLASS (class)->fill = fill;
}

static void
sgm_import_fields_init (SgmImportFields *self)
{
  SgmImportFrame *frame = SGM_IMPORT_FRAME (self);

  self->layer = sgm_import_frame_add_row (frame, NULL, _("Sheet"), G_CALLBACK (on_layer));
  self->kind = sgm_import_frame_add_row (frame, NULL, _("List of"), G_CALLBACK (on_kind));
  self->header = sgm_import_frame_add_row (frame, NULL, _("Names of columns"), G_CALLBACK (on_header));
  self->encoding = sgm_import_frame_add_row (frame, NULL, _("Text encoding"), G_CALLBACK (on_encoding));
  self->datum = sgm_import_frame_add_row (frame, NULL, _("Datum"), G_CALLBACK (on_datum));
  sgm_guess_row_set_guess (self->layer, SGM_IMPORT_CERTAIN, NULL);
  sgm_guess_row_set_guess (self->datum, SGM_IMPORT_CERTAIN, NULL);
  self->field_rows = sgm_import_frame_add_list (frame, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->field_rows), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Columns"), -1);
  self->shown = -1;
}
