/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-frame.h"

#include <string.h>

#include <glib/gi18n.h>

/* Widths of the columns of the first rows, in characters: of a row's number, of
 * codes, and of texts. */
#define NUMBER_CHARS 3
#define CODE_CHARS 12
#define TEXT_CHARS 6

typedef struct
{
  GtkBox *parts;
  GtkLabel *summary;
  GtkLabel *note;
  GtkListBox *main_rows;
  GtkWidget *samples_frame;
  GtkGrid *samples;
  int n_samples;
  GtkListBox *complete_frame;
  AdwActionRow *complete_row;
  GtkSwitch *complete;

  SgmImportJob *job;
  gboolean is_filling;
} SgmImportFramePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SgmImportFrame, sgm_import_frame, ADW_TYPE_BIN)

#define GET_PRIVATE(self) ((SgmImportFramePrivate *) sgm_import_frame_get_instance_private (self))

static const struct
{
  const char *encoding;
  const char *name;
} encodings[] = {
  { "UTF-8", "UTF-8" },
  { "GB18030", "GBK, GB18030" },
  { "BIG5", "Big5" },
};

static void
on_complete (SgmImportFrame *self)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);

  if (priv->job != NULL && !priv->is_filling)
    sgm_import_job_set_complete (priv->job, gtk_switch_get_active (priv->complete));
}

/* While the job reads, the file is the job's alone. */
static void
refresh (SgmImportFrame *self)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);
  SgmForeignFile *file = sgm_import_job_get_file (priv->job);

  if (file == NULL || sgm_import_job_is_busy (priv->job))
    return;
  priv->is_filling = TRUE;
  SGM_IMPORT_FRAME_GET_CLASS (self)->fill (self, file);
  gtk_switch_set_active (priv->complete, sgm_import_job_get_complete (priv->job));
  priv->is_filling = FALSE;
}

static void
sgm_import_frame_dispose (GObject *object)
{
  sgm_import_frame_set_job (SGM_IMPORT_FRAME (object), NULL);
  G_OBJECT_CLASS (sgm_import_frame_parent_class)->dispose (object);
}

static void
sgm_import_frame_class_init (SgmImportFrameClass *class)
{
  G_OBJECT_CLASS (class)->dispose = sgm_import_frame_dispose;
}

static GtkLabel *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return GTK_LABEL (label);
}

static GtkListBox *
make_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return GTK_LIST_BOX (list);
}

static void
make_samples (SgmImportFramePrivate *priv)
{
  priv->samples_frame = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  priv->samples = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_column_spacing (priv->samples, 10);
  gtk_grid_set_row_spacing (priv->samples, 3);
  gtk_widget_add_css_class (GTK_WIDGET (priv->samples), "card");
  gtk_widget_add_css_class (GTK_WIDGET (priv->samples), "sample-rows");
  gtk_box_append (GTK_BOX (priv->samples_frame), GTK_WIDGET (make_label (_("The first rows"), "caption-heading")));
  gtk_box_append (GTK_BOX (priv->samples_frame), GTK_WIDGET (priv->samples));
}

static void
make_complete (SgmImportFramePrivate *priv,
               SgmImportFrame        *self)
{
  priv->complete_frame = make_list ();
  priv->complete_row = ADW_ACTION_ROW (adw_action_row_new ());
  priv->complete = GTK_SWITCH (gtk_switch_new ());
  gtk_widget_set_valign (GTK_WIDGET (priv->complete), GTK_ALIGN_CENTER);
  g_signal_connect_object (priv->complete, "notify::active", G_CALLBACK (on_complete), self, G_CONNECT_SWAPPED);
  adw_action_row_set_title_lines (priv->complete_row, 2);
  adw_action_row_add_suffix (priv->complete_row, GTK_WIDGET (priv->complete));
  adw_action_row_set_activatable_widget (priv->complete_row, GTK_WIDGET (priv->complete));
  gtk_widget_add_css_class (GTK_WIDGET (priv->complete_row), "compact");
  gtk_list_box_append (priv->complete_frame, GTK_WIDGET (priv->complete_row));
}

static void
sgm_import_frame_init (SgmImportFrame *self)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);

  priv->parts = GTK_BOX (gtk_box_new (GTK_ORIENTATION_VERTICAL, 10));
  priv->summary = make_label (NULL, "heading");
  gtk_widget_add_css_class (GTK_WIDGET (priv->summary), "numeric");
  priv->note = make_label (NULL, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (priv->note), "dim-label");
  priv->main_rows = make_list ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->main_rows), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How the file is understood"), -1);
  make_samples (priv);
  make_complete (priv, self);
  gtk_box_append (priv->parts, GTK_WIDGET (priv->summary));
  gtk_box_append (priv->parts, GTK_WIDGET (priv->note));
  gtk_box_append (priv->parts, GTK_WIDGET (priv->main_rows));
  gtk_box_append (priv->parts, priv->samples_frame);
  gtk_box_append (priv->parts, GTK_WIDGET (priv->complete_frame));
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (priv->parts));
}

/**
 * sgm_import_frame_set_job:
 * @job: (nullable): whose file it is
 */
void
sgm_import_frame_set_job (SgmImportFrame *self,
                          SgmImportJob   *job)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);

  if (priv->job != NULL)
    g_signal_handlers_disconnect_by_data (priv->job, self);
  g_set_object (&priv->job, job);
  if (job != NULL)
    g_signal_connect_swapped (job, "changed", G_CALLBACK (refresh), self);
}

/**
 * sgm_import_frame_get_job:
 *
 * Returns: (transfer none) (nullable): whose file it is
 */
SgmImportJob *
sgm_import_frame_get_job (SgmImportFrame *self)
{
  return GET_PRIVATE (self)->job;
}

/* What it is made of ---------------------------------------------------------- */

/**
 * sgm_import_frame_add_row:
 * @rows: (nullable): where it goes to, %NULL for the first list
 * @title: what is guessed
 * @chosen: a handler of [signal@GuessRow::chosen], swapped, with @self
 *
 * Returns: (transfer none): the new row
 */
SgmGuessRow *
sgm_import_frame_add_row (SgmImportFrame *self,
                          GtkListBox     *rows,
                          const char     *title,
                          GCallback       chosen)
{
  GtkWidget *row = sgm_guess_row_new (title);

  g_signal_connect_object (row, "chosen", chosen, self, G_CONNECT_SWAPPED);
  gtk_list_box_append (rows != NULL ? rows : GET_PRIVATE (self)->main_rows, row);
  return SGM_GUESS_ROW (row);
}

/**
 * sgm_import_frame_add_list:
 * @title: (nullable): its title, behind which it is folded away at the end;
 *   %NULL for one that is seen, before what is said of a complete file
 *
 * Returns: (transfer none): another list of rows
 */
GtkListBox *
sgm_import_frame_add_list (SgmImportFrame *self,
                           const char     *title)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);
  GtkListBox *rows = make_list ();

  if (title != NULL)
    {
      GtkWidget *expander = gtk_expander_new (title);

      gtk_widget_set_margin_top (GTK_WIDGET (rows), 6);
      gtk_expander_set_child (GTK_EXPANDER (expander), GTK_WIDGET (rows));
      gtk_box_append (priv->parts, expander);
    }
  else
    gtk_box_insert_child_after (priv->parts, GTK_WIDGET (rows), priv->samples_frame);
  return rows;
}

/* What it shows ----------------------------------------------------------------- */

static void
set_line (GtkLabel   *label,
          const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/**
 * sgm_import_frame_set_summary:
 * @summary: (nullable): what the file has
 * @note: (nullable): what there is to know about that
 */
void
sgm_import_frame_set_summary (SgmImportFrame *self,
                              const char     *summary,
                              const char     *note)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);

  set_line (priv->summary, summary);
  set_line (priv->note, note);
}

/**
 * sgm_import_frame_set_complete:
 * @title: (nullable): what can be said of a complete file, %NULL where such a
 *   file cannot be complete
 * @subtitle: (nullable): what comes of it
 */
void
sgm_import_frame_set_complete (SgmImportFrame *self,
                               const char     *title,
                               const char     *subtitle)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);

  gtk_widget_set_visible (GTK_WIDGET (priv->complete_frame), title != NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (priv->complete_row), title != NULL ? title : "");
  adw_action_row_set_subtitle (priv->complete_row, subtitle);
}

/* Of a code the end is read, which is different from row to row. */
static void
add_cell (SgmImportFramePrivate *priv,
          int                    column,
          const char            *text,
          const char            *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gboolean is_heading = priv->n_samples == 0;
  gboolean is_code = column > 0 && !is_heading && strspn (text, "0123456789") == strlen (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, is_heading ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  gtk_label_set_wrap (GTK_LABEL (label), is_heading);
  if (!is_heading)
    gtk_label_set_ellipsize (GTK_LABEL (label), is_code ? PANGO_ELLIPSIZE_START : PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), column == 0 ? NUMBER_CHARS : is_code ? CODE_CHARS : TEXT_CHARS);
  gtk_widget_set_hexpand (label, column > 0 && !is_heading && !is_code);
  gtk_widget_add_css_class (label, css_class);
  if (is_code)
    gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_tooltip_text (label, text);
  gtk_grid_attach (priv->samples, label, column, priv->n_samples, 1, 1);
}

/**
 * sgm_import_frame_begin_samples:
 * @titles: (array length=n): those of the columns
 * @n: how many there are
 *
 * Forgets the first rows that were shown.
 */
void
sgm_import_frame_begin_samples (SgmImportFrame    *self,
                                const char *const *titles,
                                guint              n)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (priv->samples))) != NULL)
    gtk_grid_remove (priv->samples, child);
  gtk_widget_set_visible (priv->samples_frame, FALSE);
  priv->n_samples = 0;
  add_cell (priv, 0, _("Row"), "caption-heading");
  for (guint i = 0; i < n; i++)
    add_cell (priv, (int) i + 1, titles[i], "caption-heading");
}

/**
 * sgm_import_frame_add_sample:
 * @number: the row's number in the file
 * @texts: (array length=n): what it has, each nullable
 * @n: how many columns there are
 */
void
sgm_import_frame_add_sample (SgmImportFrame    *self,
                             gint64             number,
                             const char *const *texts,
                             guint              n)
{
  SgmImportFramePrivate *priv = GET_PRIVATE (self);
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, number);

  priv->n_samples++;
  add_cell (priv, 0, text, "dim-label");
  for (guint i = 0; i < n; i++)
    add_cell (priv, (int) i + 1, texts[i] != NULL ? texts[i] : "—", "caption");
  gtk_widget_set_visible (priv->samples_frame, TRUE);
}

/* Rows that every file has ------------------------------------------------------- */

/**
 * sgm_import_frame_fill_layers:
 * @row: where to show it; hidden where there is nothing to choose
 * @file: a file
 * @selected: which of its layers is read
 */
void
sgm_import_frame_fill_layers (SgmGuessRow    *row,
                              SgmForeignFile *file,
                              guint           selected)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sgm_foreign_file_get_n_layers (file); i++)
    g_ptr_array_add (names, sgm_foreign_file_get_layer (file, i)->name);
  sgm_guess_row_set_choices (row, names, selected);
  gtk_widget_set_visible (GTK_WIDGET (row), names->len > 1);
}

/* Returns: its number, or how many there are */
static guint
find_encoding (const char *encoding)
{
  guint i = 0;

  if (g_ascii_strcasecmp (encoding, "GBK") == 0 || g_ascii_strcasecmp (encoding, "CP936") == 0)
    encoding = "GB18030";
  while (i < G_N_ELEMENTS (encodings) && g_ascii_strcasecmp (encoding, encodings[i].encoding) != 0)
    i++;
  return i;
}

/**
 * sgm_import_frame_fill_encodings:
 * @row: where to show it
 * @layer: what is read
 */
void
sgm_import_frame_fill_encodings (SgmGuessRow           *row,
                                 const SgmForeignLayer *layer)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *reason = NULL;
  guint selected = find_encoding (layer->encoding);

  for (guint i = 0; i < G_N_ELEMENTS (encodings); i++)
    g_ptr_array_add (names, (char *) encodings[i].name);
  if (selected == G_N_ELEMENTS (encodings))
    g_ptr_array_add (names, layer->encoding);
  if (layer->said_encoding != NULL)
    reason = g_strdup_printf (_("The file names %s"), layer->said_encoding);
  sgm_guess_row_set_choices (row, names, selected);
  sgm_guess_row_set_guess (row, SGM_IMPORT_CERTAIN, reason != NULL ? reason : _("All texts can be read so"));
}

/**
 * sgm_import_frame_say_encoding:
 * @choice: which one was chosen
 */
void
sgm_import_frame_say_encoding (SgmImportFrame *self,
                               guint           choice)
{
  if (choice < G_N_ELEMENTS (encodings))
    sgm_import_job_set_encoding (GET_PRIVATE (self)->job, encodings[choice].encoding);
}

/**
 * sgm_import_frame_fill_datums:
 * @row: where to show it
 * @selected: that of the file's coordinates
 */
void
sgm_import_frame_fill_datums (SgmGuessRow *row,
                              SgmDatum     selected)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (int datum = SGM_DATUM_CGCS2000; datum <= SGM_DATUM_BD09; datum++)
    g_ptr_array_add (names, (char *) sgm_import_datum_get_name (datum));
  sgm_guess_row_set_choices (row, names, selected);
}
