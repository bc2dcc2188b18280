/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-fields.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "panels/sgm-guess-row.h"

/* So many fields of the first rows fit beside one another. */
#define MAX_SHOWN 3

struct _SgmImportFields
{
  AdwBin parent_instance;
  GtkListBox *main_rows;
  GtkListBox *field_rows;
  GtkLabel *summary;
  GtkWidget *remembered;
  GtkGrid *samples;
  GtkWidget *samples_frame;
  GtkWidget *complete_frame;
  GtkSwitch *complete;

  SgmGuessRow *layer;
  SgmGuessRow *kind;
  SgmGuessRow *encoding;
  SgmGuessRow *datum;
  SgmGuessRow *fields[SGM_LEDGER_MAX_FIELDS];
  int shown; /* whose fields the rows are, -1 for none yet */
  guint n_columns; /* that can be chosen */
  SgmImportJob *job;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SgmImportFields, sgm_import_fields, ADW_TYPE_BIN)

static const char *const encodings[] = { "UTF-8", "GB18030", "BIG5" };

/* Saying something ---------------------------------------------------------- */

static void
on_layer (SgmImportFields *self,
          guint            choice)
{
  if (choice == GTK_INVALID_LIST_POSITION)
    return;
  sgm_import_ledger_say_layer (sgm_import_job_get_ledger (self->job), choice);
  sgm_import_job_read (self->job);
}

static void
on_kind (SgmImportFields *self,
         guint            choice)
{
  if (choice >= SGM_N_LEDGERS)
    return;
  sgm_import_ledger_say_kind (sgm_import_job_get_ledger (self->job), choice);
  sgm_import_job_read (self->job);
}

static void
on_encoding (SgmImportFields *self,
             guint            choice)
{
  if (choice < G_N_ELEMENTS (encodings))
    sgm_import_job_set_encoding (self->job, encodings[choice]);
}

static void
on_datum (SgmImportFields *self,
          guint            choice)
{
  if (choice > SGM_DATUM_BD09)
    return;
  sgm_import_job_get_ledger (self->job)->columns->datum = choice;
  sgm_import_job_read (self->job);
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
  SgmImportLedger *ledger = sgm_import_job_get_ledger (self->job);
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
  sgm_import_job_read (self->job);
}

static void
on_complete (SgmImportFields *self)
{
  if (self->job != NULL && !self->is_filling)
    sgm_import_job_set_complete (self->job, gtk_switch_get_active (self->complete));
}

/* Showing it ---------------------------------------------------------------- */

static void
fill_layers (SgmImportFields       *self,
             SgmForeignFile        *file,
             const SgmImportLedger *ledger)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sgm_foreign_file_get_n_layers (file); i++)
    g_ptr_array_add (names, sgm_foreign_file_get_layer (file, i)->name);
  sgm_guess_row_set_choices (self->layer, names, ledger->layer);
  sgm_guess_row_set_guess (self->layer, SGM_IMPORT_CERTAIN, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->layer), names->len > 1);
}

static void
fill_kind (SgmImportFields       *self,
           const SgmImportLedger *ledger)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < SGM_N_LEDGERS; i++)
    g_ptr_array_add (names, (char *) sgm_ledger_get_name (i));
  sgm_guess_row_set_choices (self->kind, names, ledger->kind);
  sgm_guess_row_set_guess (self->kind, ledger->said_kind ? SGM_IMPORT_SAID : SGM_IMPORT_LIKELY,
                           _("by the names of its columns"));
}

static void
fill_encoding (SgmImportFields       *self,
               const SgmForeignLayer *layer)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  guint selected = 0;

  while (selected < G_N_ELEMENTS (encodings) && g_ascii_strcasecmp (layer->encoding, encodings[selected]) != 0)
    selected++;
  if (g_ascii_strcasecmp (layer->encoding, "GBK") == 0 || g_ascii_strcasecmp (layer->encoding, "CP936") == 0)
    selected = 1;
  g_ptr_array_add (names, (char *) "UTF-8");
  g_ptr_array_add (names, (char *) "GBK, GB18030");
  g_ptr_array_add (names, (char *) "Big5");
  if (selected == G_N_ELEMENTS (encodings))
    g_ptr_array_add (names, layer->encoding);
  sgm_guess_row_set_choices (self->encoding, names, selected);
  sgm_guess_row_set_guess (self->encoding, SGM_IMPORT_CERTAIN, _("All texts can be read so"));
}

static void
fill_datum (SgmImportFields       *self,
            const SgmImportLedger *ledger)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (int datum = SGM_DATUM_CGCS2000; datum <= SGM_DATUM_BD09; datum++)
    g_ptr_array_add (names, (char *) sgm_import_datum_get_name (datum));
  sgm_guess_row_set_choices (self->datum, names, ledger->columns->datum);
  sgm_guess_row_set_guess (self->datum, SGM_IMPORT_CERTAIN, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->datum), sgm_ledger_find_field (ledger->kind, "x") >= 0);
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
    {
      self->fields[i] = SGM_GUESS_ROW (sgm_guess_row_new (_(fields[i].name)));
      g_signal_connect_object (self->fields[i], "chosen", G_CALLBACK (on_field), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->field_rows, GTK_WIDGET (self->fields[i]));
    }
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

/* The first rows ------------------------------------------------------------ */

static void
add_cell (SgmImportFields *self,
          int              column,
          int              row,
          const char      *text,
          const char      *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), column == 0 ? 3 : 6);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_tooltip_text (label, text);
  gtk_grid_attach (self->samples, label, column, row, 1, 1);
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
fill_samples (SgmImportFields       *self,
              const SgmImportLedger *ledger)
{
  guint n_fields, picked[MAX_SHOWN];
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger->kind, &n_fields);
  guint n = pick_fields (ledger, picked);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->samples))) != NULL)
    gtk_grid_remove (self->samples, child);
  gtk_widget_set_visible (self->samples_frame, n > 0 && ledger->samples != NULL && ledger->samples->len > 0);
  if (ledger->samples == NULL)
    return;
  add_cell (self, 0, 0, _("Row"), "caption-heading");
  for (guint i = 0; i < n; i++)
    add_cell (self, (int) i + 1, 0, _(fields[picked[i]].name), "caption-heading");
  for (guint row = 0; row < ledger->samples->len; row++)
    {
      const SgmImportCells *cells = ledger->samples->pdata[row];
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, cells->number);

      add_cell (self, 0, (int) row + 1, number, "dim-label");
      for (guint i = 0; i < n; i++)
        add_cell (self, (int) i + 1, (int) row + 1, cells->cells[picked[i]] != NULL ? cells->cells[picked[i]] : "—",
                  "caption");
    }
}

static void
fill_summary (SgmImportFields       *self,
              const SgmForeignLayer *layer,
              const SgmImportLedger *ledger)
{
  guint n = (guint) MAX (layer->n_rows, 0);
  g_autofree char *rows = g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
  g_autofree char *text = g_strdup_printf ("%s · %s", sgm_ledger_get_name (ledger->kind), rows);

  gtk_label_set_text (self->summary, layer->n_rows >= 0 ? text : sgm_ledger_get_name (ledger->kind));
  gtk_widget_set_visible (self->remembered, ledger->columns->remembered);
}

/* While the job reads, the file is the job's alone. */
static void
refresh (SgmImportFields *self)
{
  const SgmImportLedger *ledger = sgm_import_job_get_ledger (self->job);
  SgmForeignFile *file = sgm_import_job_get_file (self->job);
  const SgmForeignLayer *layer;

  if (ledger == NULL || sgm_import_job_is_busy (self->job))
    return;
  self->is_filling = TRUE;
  layer = sgm_foreign_file_get_layer (file, ledger->layer);
  fill_layers (self, file, ledger);
  fill_kind (self, ledger);
  fill_encoding (self, layer);
  fill_datum (self, ledger);
  fill_fields (self, layer, ledger);
  fill_samples (self, ledger);
  fill_summary (self, layer, ledger);
  gtk_widget_set_visible (self->complete_frame, sgm_ledger_has_ends (ledger->kind));
  gtk_switch_set_active (self->complete, sgm_import_job_get_complete (self->job));
  self->is_filling = FALSE;
}

/* The widget ---------------------------------------------------------------- */

static void
sgm_import_fields_dispose (GObject *object)
{
  SgmImportFields *self = SGM_IMPORT_FIELDS (object);

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_FIELDS);
  G_OBJECT_CLASS (sgm_import_fields_parent_class)->dispose (object);
}

static void
sgm_import_fields_class_init (SgmImportFieldsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_fields_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-fields.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, main_rows);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, field_rows);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, summary);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, remembered);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, samples);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, samples_frame);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, complete_frame);
  gtk_widget_class_bind_template_child (widget_class, SgmImportFields, complete);
  gtk_widget_class_bind_template_callback (widget_class, on_complete);
}

static SgmGuessRow *
add_row (SgmImportFields *self,
         const char      *title,
         GCallback        callback)
{
  GtkWidget *row = sgm_guess_row_new (title);

  g_signal_connect_object (row, "chosen", callback, self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->main_rows, row);
  return SGM_GUESS_ROW (row);
}

static void
sgm_import_fields_init (SgmImportFields *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->layer = add_row (self, _("Sheet"), G_CALLBACK (on_layer));
  self->kind = add_row (self, _("List of"), G_CALLBACK (on_kind));
  self->encoding = add_row (self, _("Text encoding"), G_CALLBACK (on_encoding));
  self->datum = add_row (self, _("Datum"), G_CALLBACK (on_datum));
  self->shown = -1;
}

/**
 * sgm_import_fields_set_job:
 * @job: (nullable): whose table it is
 */
void
sgm_import_fields_set_job (SgmImportFields *self,
                           SgmImportJob    *job)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  if (job != NULL)
    g_signal_connect_swapped (job, "changed", G_CALLBACK (refresh), self);
}
