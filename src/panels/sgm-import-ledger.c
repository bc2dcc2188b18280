/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panels/sgm-import-ledger.h"

#include <math.h>

#include "exchange/sgm-foreign-reader.h"

#define MAX_SAMPLES 6

/* Degrees around a place, some hundred metres. */
#define AROUND 0.003

/* How much of the view the mark of a place elsewhere has, to be seen. */
#define MARK_PART 0.02

/* What is farther off than so many times the district is not looked for. */
#define FAR 2

/**
 * sgm_import_ledger_suits:
 * @file: a file
 *
 * Returns: whether it has tables or points only, which are no areas
 */
gboolean
sgm_import_ledger_suits (SgmForeignFile *file)
{
  guint n = sgm_foreign_file_get_n_layers (file);

  for (guint i = 0; i < n; i++)
    {
      SgmForeignKind kind = sgm_foreign_file_get_layer (file, i)->kind;

      if (kind != SGM_FOREIGN_KIND_TABLE && kind != SGM_FOREIGN_KIND_POINTS)
        return FALSE;
    }
  return n > 0;
}

/**
 * sgm_import_ledger_new:
 *
 * Returns: (transfer full): a table of which nothing is said
 */
SgmImportLedger *
sgm_import_ledger_new (void)
{
  SgmImportLedger *ledger = g_new0 (SgmImportLedger, 1);

  ledger->columns = sgm_ledger_columns_new (SGM_LEDGER_PEOPLE);
  ledger->options = sgm_ledger_options_new ();
  return ledger;
}

/**
 * sgm_import_ledger_copy:
 *
 * Returns: (transfer full): the same, which borrows the plan
 */
SgmImportLedger *
sgm_import_ledger_copy (const SgmImportLedger *ledger)
{
  SgmImportLedger *copy = g_new0 (SgmImportLedger, 1);

  *copy = *ledger;
  copy->columns = sgm_ledger_columns_copy (ledger->columns);
  copy->options = sgm_ledger_options_copy (ledger->options);
  copy->samples = ledger->samples != NULL ? g_ptr_array_ref (ledger->samples) : NULL;
  copy->owns_plan = FALSE;
  return copy;
}

void
sgm_import_ledger_free (SgmImportLedger *ledger)
{
  sgm_ledger_columns_free (ledger->columns);
  sgm_ledger_options_free (ledger->options);
  g_clear_pointer (&ledger->samples, g_ptr_array_unref);
  if (ledger->owns_plan)
    g_clear_pointer (&ledger->plan, sgm_ledger_plan_free);
  g_free (ledger);
}

/* What a person says --------------------------------------------------------- */

static void
forget_choices (SgmImportLedger *ledger)
{
  g_hash_table_remove_all (ledger->options->choices);
}

/**
 * sgm_import_ledger_say_layer:
 * @layer: number of a table of the file
 *
 * What was said of another table is forgotten.
 */
void
sgm_import_ledger_say_layer (SgmImportLedger *ledger,
                             guint            layer)
{
  ledger->layer = layer;
  ledger->said_kind = FALSE;
  ledger->said_header = FALSE;
  ledger->said_fields = 0;
  forget_choices (ledger);
}

/**
 * sgm_import_ledger_say_kind:
 * @kind: what the table is a list of
 *
 * Which columns it has is guessed anew.
 */
void
sgm_import_ledger_say_kind (SgmImportLedger *ledger,
                            SgmLedger        kind)
{
  ledger->kind = kind;
  ledger->said_kind = TRUE;
  ledger->said_fields = 0;
  forget_choices (ledger);
}

/**
 * sgm_import_ledger_say_header:
 * @row: the row that has the names of the columns, from 1; 0 for none
 *
 * Which columns there are is guessed anew.
 */
void
sgm_import_ledger_say_header (SgmImportLedger *ledger,
                              guint            row)
{
  ledger->header = row;
  ledger->said_header = TRUE;
  ledger->said_fields = 0;
  forget_choices (ledger);
}

/**
 * sgm_import_ledger_say_column:
 * @field: number of a field
 * @column: number of a column, or -1 for none
 */
void
sgm_import_ledger_say_column (SgmImportLedger *ledger,
                              guint            field,
                              int              column)
{
  sgm_ledger_columns_set_value (ledger->columns, field, NULL);
  sgm_ledger_columns_set (ledger->columns, field, column);
  ledger->said_fields |= 1u << field;
  forget_choices (ledger);
}

/**
 * sgm_import_ledger_say_value:
 * @field: number of a field
 * @value: what all rows have
 */
void
sgm_import_ledger_say_value (SgmImportLedger *ledger,
                             guint            field,
                             const char      *value)
{
  sgm_ledger_columns_set_value (ledger->columns, field, value);
  ledger->said_fields |= 1u << field;
  forget_choices (ledger);
}

/* Guessing and looking -------------------------------------------------------- */

/* What was chosen for such a table before, or what its columns look like; what
 * was said stays. */
static void
guess_columns (SgmImportLedger       *ledger,
               const SgmForeignLayer *layer,
               const char            *name)
{
  g_autoptr (SgmLedgerColumns) said = ledger->columns;

  ledger->columns = sgm_ledger_columns_new (ledger->kind);
  if (!sgm_ledger_columns_recall (ledger->columns, layer))
    sgm_ledger_columns_guess (ledger->columns, layer, name);
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    if ((ledger->said_fields & (1u << i)) != 0)
      {
        sgm_ledger_columns_set_value (ledger->columns, i, NULL);
        sgm_ledger_columns_set (ledger->columns, i, said->columns[i]);
        if (said->values[i] != NULL)
          sgm_ledger_columns_set_value (ledger->columns, i, said->values[i]);
      }
  if (said->ledger == ledger->kind)
    ledger->columns->datum = said->datum;
}

static void
cells_free (gpointer data)
{
  SgmImportCells *cells = data;

  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    g_free (cells->cells[i]);
  g_free (cells);
}

static char *
dup_shown (const SgmLedgerField *field,
           const char           *text)
{
  if (text == NULL || *text == '\0')
    return NULL;
  if (!field->personal)
    return g_strdup (text);
  return field->cell == SGM_LEDGER_PHONE ? sgm_ledger_dup_masked_phone (text) : sgm_ledger_dup_masked_name (text);
}

static SgmImportCells *
cells_new (const SgmImportLedger *ledger,
           const SgmForeignRow   *row)
{
  SgmImportCells *cells = g_new0 (SgmImportCells, 1);
  guint n_fields;
  const SgmLedgerField *fields = sgm_ledger_get_fields (ledger->kind, &n_fields);

  cells->number = row->number;
  for (guint i = 0; i < n_fields; i++)
    {
      int column = ledger->columns->columns[i];

      if (column >= 0 && column < (int) row->n_values)
        cells->cells[i] = dup_shown (&fields[i], row->values[column]);
      else
        cells->cells[i] = g_strdup (ledger->columns->values[i]);
    }
  return cells;
}

static gboolean
look_at_rows (SgmImportLedger  *ledger,
              SgmForeignFile   *file,
              GCancellable     *cancellable,
              GError          **error)
{
  g_autoptr (SgmForeignReader) reader = sgm_foreign_reader_new (file, ledger->layer, error);
  const SgmForeignRow *row;

  if (reader == NULL)
    return FALSE;
  g_clear_pointer (&ledger->samples, g_ptr_array_unref);
  ledger->samples = g_ptr_array_new_with_free_func (cells_free);
  while (ledger->samples->len < MAX_SAMPLES)
    {
      if (!sgm_foreign_reader_next (reader, &row, cancellable, error))
        return FALSE;
      if (row == NULL)
        break;
      g_ptr_array_add (ledger->samples, cells_new (ledger, row));
    }
  return TRUE;
}

/**
 * sgm_import_ledger_guess:
 * @ledger: what was said of a table
 * @file: its file
 * @cancellable: (nullable): a cancellable
 *
 * Guesses what was not said, and looks at the first rows. Blocks, for a
 * worker.
 */
gboolean
sgm_import_ledger_guess (SgmImportLedger  *ledger,
                         SgmForeignFile   *file,
                         GCancellable     *cancellable,
                         GError          **error)
{
  const SgmForeignLayer *layer = sgm_foreign_file_get_layer (file, ledger->layer);
  const char *name = sgm_foreign_file_get_name (file);

  if (ledger->said_header && !sgm_foreign_file_set_header (file, ledger->layer, ledger->header, error))
    return FALSE;
  if (!ledger->said_kind)
    ledger->kind = sgm_ledger_guess (layer, name);
  guess_columns (ledger, layer, name);
  return look_at_rows (ledger, file, cancellable, error);
}

/* What was found -------------------------------------------------------------- */

static SgmBox
join (const SgmBox *one,
      const SgmBox *other)
{
  return (SgmBox) { MIN (one->min_x, other->min_x), MIN (one->min_y, other->min_y),
                    MAX (one->max_x, other->max_x), MAX (one->max_y, other->max_y) };
}

static SgmBox
box_around (const SgmLedgerFinding *finding,
            double                  reach)
{
  return (SgmBox) { finding->x - reach, finding->y - reach, finding->x + reach, finding->y + reach };
}

static SgmGeometry *
make_square (const SgmBox *box)
{
  const double corners[] = { box->min_x, box->min_y, box->max_x, box->min_y, box->max_x, box->max_y,
                             box->min_x, box->max_y, box->min_x, box->min_y };
  guint ring_end = G_N_ELEMENTS (corners) / 2, polygon_end = 1;

  return sgm_geometry_new_polygons (corners, &ring_end, 1, &polygon_end, 1);
}

/* A place that lies elsewhere is seen together with the district; where it is
 * far off, the map would show nothing else, and stays with the district. */
static SgmGeometry *
dup_ground_elsewhere (const SgmLedgerFinding *finding,
                      SgmAreaSet             *areas,
                      SgmBox                 *box)
{
  SgmBox around = box_around (finding, AROUND);
  SgmBox district = *sgm_geometry_get_box (sgm_area_set_get (areas, 0)->geometry);
  SgmBox mark;

  *box = join (&district, &around);
  if (box->max_x - box->min_x > FAR * (district.max_x - district.min_x)
      || box->max_y - box->min_y > FAR * (district.max_y - district.min_y))
    {
      *box = district;
      return NULL;
    }
  mark = box_around (finding, MAX (AROUND, (box->max_y - box->min_y) * MARK_PART));
  return make_square (&mark);
}

/**
 * sgm_import_ledger_count:
 * @severity: how bad
 *
 * Returns: how many findings are told of that severity
 */
guint
sgm_import_ledger_count (const SgmLedgerPlan *plan,
                         SgmImportSeverity    severity)
{
  guint n = 0;

  for (guint i = 0; i < plan->findings->len; i++)
    n += ((const SgmLedgerFinding *) plan->findings->pdata[i])->severity == severity;
  return n;
}

/**
 * sgm_import_ledger_dup_ground:
 * @finding: something that was found
 * @areas: the areas of the district
 * @box: (out): what to look at: around its place, or all areas that it is
 *   about; empty where it has neither
 *
 * Returns: (transfer full) (nullable): the ground of its first area, of the
 *   grid around its place, or a square around a place beside the district
 */
SgmGeometry *
sgm_import_ledger_dup_ground (const SgmLedgerFinding *finding,
                              SgmAreaSet             *areas,
                              SgmBox                 *box)
{
  const SgmArea *first = NULL;

  *box = SGM_BOX_EMPTY;
  for (guint i = 0; i < finding->areas->len; i++)
    {
      const SgmArea *area = sgm_area_set_find_id (areas, g_array_index (finding->areas, gint64, i));
      if (area != NULL)
        *box = join (box, sgm_geometry_get_box (area->geometry));
      first = first != NULL ? first : area;
    }
  if (!isnan (finding->x))
    {
      if (first == NULL)
        first = sgm_area_set_find_at (areas, SGM_LEVEL_GRID, finding->x, finding->y);
      if (first == NULL && sgm_area_set_get_n_areas (areas) > 0)
        return dup_ground_elsewhere (finding, areas, box);
      *box = box_around (finding, AROUND);
    }
  return first != NULL ? sgm_geometry_ref (first->geometry) : NULL;
}
