/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-columns.h"

#include <string.h>

#include <glib/gi18n.h>

#include "kit/sgm-bin.h"
#include "panels/sgm-guess-row.h"

/* The rows, in the order in which they are shown; those from the village on
 * are only seen by who asks for more. */
typedef enum
{
  ROW_LAYER,
  ROW_LEVEL,
  ROW_CODE,
  ROW_NAME,
  ROW_CRS,
  ROW_DATUM,
  ROW_KIND,
  ROW_PARENT,
  ROW_AXES,
  ROW_ENCODING,
  N_ROWS
} Row;

/* Choices of the level before those that are columns. */
#define LEVEL_BY_CODE 5
#define FIRST_LEVEL_COLUMN 6

struct _SgmImportColumns
{
  AdwBin parent_instance;
  GtkListBox *main_rows;
  GtkListBox *more_rows;
  GtkLabel *summary;
  GtkLabel *left_out;
  GtkGrid *samples;
  GtkWidget *samples_frame;
  GtkSwitch *complete;

  SgmGuessRow *rows[N_ROWS];
  SgmImportJob *job;
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SgmImportColumns, sgm_import_columns, ADW_TYPE_BIN)

/* What files of this region are in, by their numbers in the EPSG's list. */
static const struct
{
  const char *crs;
  const char *name;
} systems[] = {
  { "EPSG:4490", N_("Degrees, CGCS2000 (EPSG:4490)") },
  { "EPSG:4326", N_("Degrees, WGS 84 (EPSG:4326)") },
  { "EPSG:4547", N_("CGCS2000, 3° zone at 114° E (EPSG:4547)") },
  { "EPSG:4526", N_("CGCS2000, 3° zone 38 (EPSG:4526)") },
  { "EPSG:4546", N_("CGCS2000, 3° zone at 111° E (EPSG:4546)") },
  { "EPSG:4525", N_("CGCS2000, 3° zone 37 (EPSG:4525)") },
  { "EPSG:4548", N_("CGCS2000, 3° zone at 117° E (EPSG:4548)") },
  { "EPSG:3857", N_("Web Mercator (EPSG:3857)") },
  { "EPSG:32649", N_("WGS 84, UTM zone 49N (EPSG:32649)") },
  { "EPSG:2383", N_("Xian 1980, 3° zone at 114° E (EPSG:2383)") },
  { "EPSG:2362", N_("Xian 1980, 3° zone 38 (EPSG:2362)") },
  { "EPSG:2435", N_("Beijing 1954, 3° zone at 114° E (EPSG:2435)") },
  { "EPSG:2414", N_("Beijing 1954, 3° zone 38 (EPSG:2414)") },
};

static const char *const encodings[] = { "UTF-8", "GB18030", "BIG5" };

static const SgmImportColumn columns_of_rows[N_ROWS] = {
  [ROW_CODE] = SGM_IMPORT_COLUMN_CODE,
  [ROW_NAME] = SGM_IMPORT_COLUMN_NAME,
  [ROW_KIND] = SGM_IMPORT_COLUMN_KIND,
  [ROW_PARENT] = SGM_IMPORT_COLUMN_PARENT,
};

/* Saying something ---------------------------------------------------------- */

static void
say_level (SgmImportPlan *plan,
           guint          choice)
{
  if (choice < LEVEL_BY_CODE)
    sgm_import_plan_set_levels (plan, SGM_IMPORT_LEVELS_ONE, SGM_LEVEL_DISTRICT + (int) choice);
  else if (choice == LEVEL_BY_CODE)
    sgm_import_plan_set_levels (plan, SGM_IMPORT_LEVELS_CODE, SGM_LEVEL_NONE);
  else
    sgm_import_plan_set_column (plan, SGM_IMPORT_COLUMN_LEVEL, (int) choice - FIRST_LEVEL_COLUMN);
}

static void
on_chosen (SgmImportColumns *self,
           guint             choice,
           SgmGuessRow      *row)
{
  SgmImportPlan *plan = sgm_import_job_edit_plan (self->job);
  guint number = 0;

  if (plan == NULL || choice == GTK_INVALID_LIST_POSITION)
    return;
  while (self->rows[number] != row)
    number++;
  switch ((Row) number)
    {
    case ROW_LAYER:
      sgm_import_plan_set_layer (plan, choice);
      break;
    case ROW_LEVEL:
      say_level (plan, choice);
      break;
    case ROW_CODE:
    case ROW_NAME:
    case ROW_KIND:
    case ROW_PARENT:
      sgm_import_plan_set_column (plan, columns_of_rows[number], (int) choice - 1);
      break;
    case ROW_CRS:
      if (choice < G_N_ELEMENTS (systems))
        sgm_import_plan_set_crs (plan, systems[choice].crs, NULL);
      else
        sgm_import_plan_forget (plan, SGM_IMPORT_ASPECT_CRS);
      break;
    case ROW_DATUM:
      sgm_import_plan_set_datum (plan, (SgmDatum) choice);
      break;
    case ROW_AXES:
      sgm_import_plan_set_swapped (plan, choice == 1);
      break;
    case ROW_ENCODING:
      if (choice < G_N_ELEMENTS (encodings))
        sgm_import_job_set_encoding (self->job, encodings[choice]);
      return;
    case N_ROWS:
    default:
      return;
    }
  sgm_import_job_read (self->job);
}

static void
on_complete (SgmImportColumns *self)
{
  if (self->job != NULL && !self->is_filling)
    sgm_import_job_set_complete (self->job, gtk_switch_get_active (self->complete));
}

/* Showing it ---------------------------------------------------------------- */

static void
fill_row (SgmImportColumns *self,
          Row               row,
          GPtrArray        *names,
          guint             selected,
          SgmImportAspect   aspect)
{
  const SgmImportGuess *guess = &sgm_import_job_get_plan (self->job)->guesses[aspect];

  sgm_guess_row_set_choices (self->rows[row], names, selected);
  sgm_guess_row_set_guess (self->rows[row], guess->sure, guess->reason);
}

static void
fill_layers (SgmImportColumns    *self,
             SgmForeignFile      *file,
             const SgmImportPlan *plan)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sgm_foreign_file_get_n_layers (file); i++)
    g_ptr_array_add (names, sgm_foreign_file_get_layer (file, i)->name);
  fill_row (self, ROW_LAYER, names, plan->layer, SGM_IMPORT_ASPECT_LAYER);
  gtk_widget_set_visible (GTK_WIDGET (self->rows[ROW_LAYER]), names->len > 1);
}

static guint
find_level (const SgmImportPlan *plan)
{
  if (plan->levels == SGM_IMPORT_LEVELS_CODE)
    return LEVEL_BY_CODE;
  if (plan->levels == SGM_IMPORT_LEVELS_COLUMN)
    return plan->columns[SGM_IMPORT_COLUMN_LEVEL] >= 0
             ? FIRST_LEVEL_COLUMN + (guint) plan->columns[SGM_IMPORT_COLUMN_LEVEL]
             : GTK_INVALID_LIST_POSITION;
  return plan->level != SGM_LEVEL_NONE ? (guint) plan->level - SGM_LEVEL_DISTRICT : GTK_INVALID_LIST_POSITION;
}

static void
fill_levels (SgmImportColumns      *self,
             const SgmForeignLayer *layer,
             const SgmImportPlan   *plan)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    g_ptr_array_add (names, g_strdup (sgm_level_get_name (level)));
  g_ptr_array_add (names, g_strdup (_("By the length of the code")));
  for (guint i = 0; i < layer->n_fields; i++)
    /* Translators: %s is the name of a column that says of each row which level it is of */
    g_ptr_array_add (names, g_strdup_printf (_("Column “%s” says it"), layer->fields[i]));
  fill_row (self, ROW_LEVEL, names, find_level (plan), SGM_IMPORT_ASPECT_LEVEL);
}

static void
fill_columns (SgmImportColumns      *self,
              const SgmForeignLayer *layer,
              const SgmImportPlan   *plan)
{
  static const SgmImportAspect aspects[N_ROWS] = {
    [ROW_CODE] = SGM_IMPORT_ASPECT_CODE,
    [ROW_NAME] = SGM_IMPORT_ASPECT_NAME,
    [ROW_KIND] = SGM_IMPORT_ASPECT_KIND,
    [ROW_PARENT] = SGM_IMPORT_ASPECT_PARENT,
  };
  static const Row rows[] = { ROW_CODE, ROW_NAME, ROW_KIND, ROW_PARENT };
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  g_ptr_array_add (names, (char *) _("None"));
  for (guint i = 0; i < layer->n_fields; i++)
    g_ptr_array_add (names, layer->fields[i]);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    fill_row (self, rows[i], names, (guint) (plan->columns[columns_of_rows[rows[i]]] + 1), aspects[rows[i]]);
}

/* What the file says is one of these where it has the number of one. */
static guint
find_system (const SgmForeignLayer *layer,
             const char            *crs)
{
  g_autofree char *own = g_strdup_printf ("EPSG:%d", layer->epsg);
  guint i = 0;

  if (g_strcmp0 (crs, layer->crs) == 0)
    crs = own;
  while (i < G_N_ELEMENTS (systems) && g_strcmp0 (crs, systems[i].crs) != 0)
    i++;
  return i;
}

static void
fill_system (SgmImportColumns      *self,
             const SgmForeignLayer *layer,
             const SgmImportPlan   *plan)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) datums = g_ptr_array_new ();
  g_autoptr (GPtrArray) axes = g_ptr_array_new ();
  guint selected = find_system (layer, plan->crs);

  for (guint i = 0; i < G_N_ELEMENTS (systems); i++)
    g_ptr_array_add (names, g_strdup (_(systems[i].name)));
  if (selected == G_N_ELEMENTS (systems) && plan->crs != NULL)
    g_ptr_array_add (names, g_strdup (plan->crs_name != NULL ? plan->crs_name : plan->crs));
  else if (layer->crs != NULL)
    g_ptr_array_add (names, g_strdup (_("As the file says")));
  if (selected == G_N_ELEMENTS (systems) && plan->crs == NULL)
    selected = GTK_INVALID_LIST_POSITION;
  fill_row (self, ROW_CRS, names, selected, SGM_IMPORT_ASPECT_CRS);

  for (int datum = SGM_DATUM_CGCS2000; datum <= SGM_DATUM_BD09; datum++)
    g_ptr_array_add (datums, (char *) sgm_import_datum_get_name (datum));
  fill_row (self, ROW_DATUM, datums, plan->datum, SGM_IMPORT_ASPECT_DATUM);

  g_ptr_array_add (axes, (char *) _("Easting or longitude first"));
  g_ptr_array_add (axes, (char *) _("Northing or latitude first"));
  sgm_guess_row_set_choices (self->rows[ROW_AXES], axes, plan->swapped ? 1 : 0);
  sgm_guess_row_set_guess (self->rows[ROW_AXES], SGM_IMPORT_CERTAIN, NULL);
}

static void
fill_encoding (SgmImportColumns      *self,
               const SgmForeignLayer *layer)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *reason = NULL;
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
  sgm_guess_row_set_choices (self->rows[ROW_ENCODING], names, selected);
  if (layer->said_encoding != NULL)
    reason = g_strdup_printf (_("The file names %s"), layer->said_encoding);
  sgm_guess_row_set_guess (self->rows[ROW_ENCODING], SGM_IMPORT_CERTAIN,
                           reason != NULL ? reason : _("All texts can be read so"));
}

/* The first rows ------------------------------------------------------------ */

static void
add_cell (SgmImportColumns *self,
          int               column,
          int               row,
          const char       *text,
          const char       *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == 1 ? PANGO_ELLIPSIZE_START : PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), column == 0 ? 3 : column == 1 ? 12 : 6);
  gtk_widget_set_hexpand (label, column == 2);
  gtk_widget_add_css_class (label, css_class);
  if (column == 1)
    gtk_widget_add_css_class (label, "numeric");
  gtk_widget_set_tooltip_text (label, text);
  gtk_grid_attach (self->samples, label, column, row, 1, 1);
}

static void
fill_samples (SgmImportColumns *self)
{
  GPtrArray *samples = sgm_import_job_get_samples (self->job);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->samples))) != NULL)
    gtk_grid_remove (self->samples, child);
  gtk_widget_set_visible (self->samples_frame, samples != NULL && samples->len > 0);
  if (samples == NULL)
    return;
  add_cell (self, 0, 0, _("Row"), "caption-heading");
  add_cell (self, 1, 0, _("Code"), "caption-heading");
  add_cell (self, 2, 0, _("Name"), "caption-heading");
  for (guint i = 0; i < samples->len; i++)
    {
      const SgmImportSample *sample = samples->pdata[i];
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, sample->number);

      add_cell (self, 0, (int) i + 1, number, "dim-label");
      add_cell (self, 1, (int) i + 1, sample->code != NULL ? sample->code : "—", "caption");
      add_cell (self, 2, (int) i + 1, sample->name != NULL ? sample->name : "—", "caption");
    }
}

static char *
dup_level_count (SgmLevel level,
                 guint    n)
{
  switch (level)
    {
    case SGM_LEVEL_DISTRICT:
      return g_strdup_printf (ngettext ("%'u district", "%'u districts", n), n);
    case SGM_LEVEL_STREET:
      return g_strdup_printf (ngettext ("%'u street", "%'u streets", n), n);
    case SGM_LEVEL_COMMUNITY:
      return g_strdup_printf (ngettext ("%'u village or community", "%'u villages and communities", n), n);
    case SGM_LEVEL_GRID:
      return g_strdup_printf (ngettext ("%'u grid", "%'u grids", n), n);
    case SGM_LEVEL_UNIT:
      return g_strdup_printf (ngettext ("%'u unit", "%'u units", n), n);
    case SGM_LEVEL_NONE:
    default:
      return g_strdup_printf (ngettext ("%'u row", "%'u rows", n), n);
    }
}

static void
fill_summary (SgmImportColumns *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_left = sgm_import_job_get_n_left (self->job);
  g_autofree char *left = NULL;

  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      guint n = sgm_import_job_get_n_rows (self->job, level);
      g_autofree char *part = n > 0 ? dup_level_count (level, n) : NULL;

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }
  gtk_label_set_text (self->summary, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), text->len > 0);
  left = g_strdup_printf (ngettext ("%u row without an area is passed over.",
                                    "%u rows without an area are passed over.", n_left), n_left);
  gtk_label_set_text (self->left_out, left);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), n_left > 0);
}

/* While the job reads, the file is the job's alone. */
static void
refresh (SgmImportColumns *self)
{
  const SgmImportPlan *plan = sgm_import_job_get_plan (self->job);
  SgmForeignFile *file = sgm_import_job_get_file (self->job);
  const SgmForeignLayer *layer;

  if (plan == NULL || sgm_import_job_is_busy (self->job))
    return;
  self->is_filling = TRUE;
  layer = sgm_foreign_file_get_layer (file, plan->layer);
  fill_layers (self, file, plan);
  fill_levels (self, layer, plan);
  fill_columns (self, layer, plan);
  fill_system (self, layer, plan);
  fill_encoding (self, layer);
  fill_samples (self);
  fill_summary (self);
  gtk_switch_set_active (self->complete, sgm_import_job_get_complete (self->job));
  self->is_filling = FALSE;
}

/* The widget ---------------------------------------------------------------- */

static void
sgm_import_columns_dispose (GObject *object)
{
  SgmImportColumns *self = SGM_IMPORT_COLUMNS (object);

  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_clear_object (&self->job);
  sgm_bin_dispose_template (ADW_BIN (self), SGM_TYPE_IMPORT_COLUMNS);
  G_OBJECT_CLASS (sgm_import_columns_parent_class)->dispose (object);
}

static void
sgm_import_columns_class_init (SgmImportColumnsClass *class)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (class);

  G_OBJECT_CLASS (class)->dispose = sgm_import_columns_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/smartgridmap/SmartGridMap/sgm-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, main_rows);
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, more_rows);
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, summary);
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, left_out);
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, samples);
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, samples_frame);
  gtk_widget_class_bind_template_child (widget_class, SgmImportColumns, complete);
  gtk_widget_class_bind_template_callback (widget_class, on_complete);
}

static void
sgm_import_columns_init (SgmImportColumns *self)
{
  const char *const titles[N_ROWS] = {
    [ROW_LAYER] = _("Layer"),
    [ROW_LEVEL] = _("Level"),
    [ROW_CODE] = _("Code"),
    [ROW_NAME] = _("Name"),
    [ROW_CRS] = _("Coordinates"),
    [ROW_DATUM] = _("Datum"),
    [ROW_KIND] = _("Village or community"),
    [ROW_PARENT] = _("Code of the area around"),
    [ROW_AXES] = _("Order of coordinates"),
    [ROW_ENCODING] = _("Text encoding"),
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_ROWS; i++)
    {
      self->rows[i] = SGM_GUESS_ROW (sgm_guess_row_new (titles[i]));
      g_signal_connect_object (self->rows[i], "chosen", G_CALLBACK (on_chosen), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (i < ROW_KIND ? self->main_rows : self->more_rows, GTK_WIDGET (self->rows[i]));
    }
}

/**
 * sgm_import_columns_set_job:
 * @job: (nullable): whose file it is
 */
void
sgm_import_columns_set_job (SgmImportColumns *self,
                            SgmImportJob     *job)
{
  if (self->job != NULL)
    g_signal_handlers_disconnect_by_data (self->job, self);
  g_set_object (&self->job, job);
  if (job != NULL)
    g_signal_connect_swapped (job, "changed", G_CALLBACK (refresh), self);
}
