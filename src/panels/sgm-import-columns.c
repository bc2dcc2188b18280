/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-columns.h"

#include <glib/gi18n.h>

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
  SgmImportFrame parent_instance;
  SgmGuessRow *rows[N_ROWS];
};

G_DEFINE_FINAL_TYPE (SgmImportColumns, sgm_import_columns, SGM_TYPE_IMPORT_FRAME)

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
  SgmImportJob *job = sgm_import_frame_get_job (SGM_IMPORT_FRAME (self));
  SgmImportPlan *plan = sgm_import_job_edit_plan (job);
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
      sgm_import_frame_say_encoding (SGM_IMPORT_FRAME (self), choice);
      return;
    case N_ROWS:
    default:
      return;
    }
  sgm_import_job_read (job);
}

/* Showing it ---------------------------------------------------------------- */

static void
set_guess (SgmImportColumns    *self,
           const SgmImportPlan *plan,
           Row                  row,
           SgmImportAspect      aspect)
{
  sgm_guess_row_set_guess (self->rows[row], plan->guesses[aspect].sure, plan->guesses[aspect].reason);
}

static void
fill_row (SgmImportColumns    *self,
          const SgmImportPlan *plan,
          Row                  row,
          GPtrArray           *names,
          guint                selected,
          SgmImportAspect      aspect)
{
  sgm_guess_row_set_choices (self->rows[row], names, selected);
  set_guess (self, plan, row, aspect);
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
  fill_row (self, plan, ROW_LEVEL, names, find_level (plan), SGM_IMPORT_ASPECT_LEVEL);
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
    fill_row (self, plan, rows[i], names, (guint) (plan->columns[columns_of_rows[rows[i]]] + 1),
              aspects[rows[i]]);
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
  fill_row (self, plan, ROW_CRS, names, selected, SGM_IMPORT_ASPECT_CRS);

  sgm_import_frame_fill_datums (self->rows[ROW_DATUM], plan->datum);
  set_guess (self, plan, ROW_DATUM, SGM_IMPORT_ASPECT_DATUM);

  g_ptr_array_add (axes, (char *) _("Easting or longitude first"));
  g_ptr_array_add (axes, (char *) _("Northing or latitude first"));
  sgm_guess_row_set_choices (self->rows[ROW_AXES], axes, plan->swapped ? 1 : 0);
  sgm_guess_row_set_guess (self->rows[ROW_AXES], SGM_IMPORT_CERTAIN, NULL);
}

static void
fill_samples (SgmImportFrame      *frame,
              const SgmImportView *view)
{
  const char *const titles[] = { _("Code"), _("Name") };

  sgm_import_frame_begin_samples (frame, titles, G_N_ELEMENTS (titles));
  for (guint i = 0; view != NULL && i < view->samples->len; i++)
    {
      const SgmImportSample *sample = view->samples->pdata[i];
      const char *const texts[] = { sample->code, sample->name };

      sgm_import_frame_add_sample (frame, sample->number, texts, G_N_ELEMENTS (texts));
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
fill_summary (SgmImportFrame *frame,
              SgmImportJob   *job)
{
  const SgmImportView *view = sgm_import_job_get_view (job);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n_left = sgm_import_job_get_n_left (job);
  g_autofree char *left = g_strdup_printf (ngettext ("%u row without an area is passed over.",
                                                     "%u rows without an area are passed over.", n_left), n_left);

  for (int level = SGM_LEVEL_DISTRICT; level <= SGM_LEVEL_UNIT; level++)
    {
      guint n = view != NULL ? view->n_rows[level] : 0;
      g_autofree char *part = n > 0 ? dup_level_count (level, n) : NULL;

      if (part != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
    }
  sgm_import_frame_set_summary (frame, text->str, n_left > 0 ? left : NULL);
}

static void
fill (SgmImportFrame *frame,
      SgmForeignFile *file)
{
  SgmImportColumns *self = SGM_IMPORT_COLUMNS (frame);
  SgmImportJob *job = sgm_import_frame_get_job (frame);
  const SgmImportPlan *plan = sgm_import_job_get_plan (job);
  const SgmForeignLayer *layer;

  if (plan == NULL)
    return;
  layer = sgm_foreign_file_get_layer (file, plan->layer);
  sgm_import_frame_fill_layers (self->rows[ROW_LAYER], file, plan->layer);
  set_guess (self, plan, ROW_LAYER, SGM_IMPORT_ASPECT_LAYER);
  fill_levels (self, layer, plan);
  fill_columns (self, layer, plan);
  fill_system (self, layer, plan);
  sgm_import_frame_fill_encodings (self->rows[ROW_ENCODING], layer);
  fill_samples (frame, sgm_import_job_get_view (job));
  fill_summary (frame, job);
}

/* The widget ---------------------------------------------------------------- */

static void
sgm_import_columns_class_init (SgmImportColumnsClass *class)
{
  SGM_IMPORT_FRAME_CLASS (class)->fill = fill;
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
  SgmImportFrame *frame = SGM_IMPORT_FRAME (self);
  GtkListBox *more = sgm_import_frame_add_list (frame, _("More about the file"));

  for (guint i = 0; i < N_ROWS; i++)
    self->rows[i] = sgm_import_frame_add_row (frame, i < ROW_KIND ? NULL : more, titles[i], G_CALLBACK (on_chosen));
  sgm_import_frame_set_complete (frame, _("The File Has All Areas of Its Level"),
                                 _("Those that it does not have end."));
}
