/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-private.h"

#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* What the plans of all ledgers share: rows, cells and findings. */

/* A text of the district has no more characters. */
#define MAX_TEXT_CHARACTERS 2000

/* A cell has no more characters in a sentence. */
#define MAX_SHOWN 40

/* Codes that a sentence names. */
#define MAX_NAMED 5

#define ROWS_BETWEEN_STEPS 500

static void
clear_cells (SgmLedgerWork *work)
{
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    g_clear_pointer (&work->cells[i], g_free);
}

/* Reads the row's cells. Returns: whether any of them has something */
static gboolean
load_cells (SgmLedgerWork *work)
{
  gboolean any = FALSE;

  clear_cells (work);
  for (guint i = 0; i < work->n_fields; i++)
    {
      int column = work->columns->columns[i];
      const char *text = column >= 0 ? work->row->values[column] : work->columns->values[i];

      work->cells[i] = text != NULL ? sgm_ledger_dup_plain (text) : NULL;
      if (work->cells[i] != NULL && *work->cells[i] == '\0')
        g_clear_pointer (&work->cells[i], g_free);
      any |= column >= 0 && work->cells[i] != NULL;
    }
  return any;
}

static void
check_cells (SgmLedgerWork *work)
{
  if (work->row->fault != NULL)
    sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, -1, g_strdup (work->row->fault));
  for (guint i = 0; i < work->n_fields; i++)
    if (work->cells[i] != NULL && g_utf8_strlen (work->cells[i], -1) > MAX_TEXT_CHARACTERS)
      {
        sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, i,
                                   g_strdup_printf (_("The text in “%s” is far too long."), _(work->fields[i].name)));
        g_clear_pointer (&work->cells[i], g_free);
      }
}

static gboolean
take_row (SgmLedgerWork    *work,
          SgmLedgerRowFunc  func,
          gpointer          data,
          GError          **error)
{
  work->left_out = FALSE;
  if (!load_cells (work) && work->row->fault == NULL && work->row->geometry == NULL)
    return TRUE;
  if (++work->plan->n_rows > SGM_LEDGER_MAX_ROWS)
    {
      g_set_error (error, SGM_ERROR, SGM_ERROR_INVALID, _("The table has more than %d rows."), SGM_LEDGER_MAX_ROWS);
      return FALSE;
    }
  check_cells (work);
  if (!func (work, data, error))
    return FALSE;
  if (work->left_out)
    sgm_ledger_work_count_left_out (work, work->row->number);
  if (work->progress != NULL && work->plan->n_rows % ROWS_BETWEEN_STEPS == 0 && work->layer->n_rows > 0)
    work->progress (MIN ((double) work->plan->n_rows / work->layer->n_rows, 1), _("Reading the table"),
                    work->progress_data);
  return TRUE;
}

/**
 * sgm_ledger_work_each:
 * @func: takes a row
 * @with_geometry: whether rows have places
 *
 * Goes through the table.
 */
gboolean
sgm_ledger_work_each (SgmLedgerWork     *work,
                      SgmLedgerRowFunc   func,
                      gpointer           data,
                      gboolean           with_geometry,
                      GError           **error)
{
  guint layer = 0;
  g_autoptr (SgmForeignReader) reader = NULL;
  gboolean done;

  while (sgm_foreign_file_get_layer (work->file, layer) != work->layer)
    layer++;
  reader = sgm_foreign_reader_new (work->file, layer, error);
  if (reader == NULL)
    return FALSE;
  if (!with_geometry)
    sgm_foreign_reader_set_columns (reader, work->columns->columns, work->n_fields, FALSE);
  while ((done = sgm_foreign_reader_next (reader, &work->row, work->cancellable, error)) && work->row != NULL)
    if (!take_row (work, func, data, error))
      return FALSE;
  clear_cells (work);
  return done;
}

/* Findings ----------------------------------------------------------------- */

/**
 * sgm_ledger_work_find:
 * @row: the row's number, or 0
 * @sentence: (transfer full): what it is
 *
 * Returns: (transfer none): a finding of the plan, which may be filled further
 */
SgmLedgerFinding *
sgm_ledger_work_find (SgmLedgerWork     *work,
                      SgmLedgerFault     fault,
                      SgmImportSeverity  severity,
                      gint64             row,
                      char              *sentence)
{
  SgmLedgerFinding *finding = sgm_ledger_finding_new (fault, severity, row);

  finding->sentence = sentence;
  work->plan->n_found[fault]++;
  work->plan->blocked |= severity == SGM_IMPORT_BLOCKS;
  g_ptr_array_add (work->plan->findings, finding);
  return finding;
}

/* A row that is left out would end what it is about, so that a complete file
 * has to have none. */
static SgmImportSeverity
get_severity (SgmLedgerWork *work)
{
  return work->options->complete ? SGM_IMPORT_BLOCKS : SGM_IMPORT_WARNS;
}

/**
 * sgm_ledger_work_leave_out:
 * @field: number of the field that it is about, or -1
 * @sentence: (transfer full): why
 *
 * Leaves the row that is read out.
 */
SgmLedgerFinding *
sgm_ledger_work_leave_out (SgmLedgerWork   *work,
                           SgmLedgerFault   fault,
                           int              field,
                           char            *sentence)
{
  SgmLedgerFinding *finding = sgm_ledger_work_find (work, fault, get_severity (work), work->row->number, sentence);

  finding->field = field;
  finding->left_out = TRUE;
  work->left_out = TRUE;
  return finding;
}

/**
 * sgm_ledger_work_count_left_out:
 * @row: number of a row that is not imported
 *
 * Counts it, once all that is wrong with it was found.
 */
void
sgm_ledger_work_count_left_out (SgmLedgerWork *work,
                                gint64         row)
{
  work->plan->n_left_out++;
  g_array_append_val (work->plan->left_out, row);
}

/**
 * sgm_ledger_work_leave_out_row:
 * @row: number of a row that was read before
 * @other_row: another row that it is about, or 0
 * @sentence: (transfer full): why
 *
 * Leaves a row out after all. What another row says as well is not missing in
 * a complete file.
 */
void
sgm_ledger_work_leave_out_row (SgmLedgerWork   *work,
                               SgmLedgerFault   fault,
                               gint64           row,
                               gint64           other_row,
                               char            *sentence)
{
  SgmImportSeverity severity = fault == SGM_LEDGER_TWICE ? SGM_IMPORT_WARNS : get_severity (work);
  SgmLedgerFinding *finding = sgm_ledger_work_find (work, fault, severity, row, sentence);

  finding->other_row = other_row;
  finding->left_out = TRUE;
  sgm_ledger_work_count_left_out (work, row);
}

/* Cells -------------------------------------------------------------------- */

/**
 * sgm_ledger_work_need:
 *
 * Returns: whether the row has something in the field; else it is left out
 */
gboolean
sgm_ledger_work_need (SgmLedgerWork *work,
                      guint          field)
{
  if (work->cells[field] != NULL)
    return TRUE;
  sgm_ledger_work_leave_out (work, SGM_LEDGER_MISSING, field,
                             /* Translators: %s is a field, such as “Name” */
                             g_strdup_printf (_("“%s” is empty."), _(work->fields[field].name)));
  return FALSE;
}

/**
 * sgm_ledger_dup_short:
 *
 * Returns: (transfer full): the text, cut where it is too long for a sentence
 */
char *
sgm_ledger_dup_short (const char *text)
{
  g_autofree char *head = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_SHOWN)
    return g_strdup (text);
  head = g_utf8_substring (text, 0, MAX_SHOWN - 1);
  return g_strconcat (head, "…", NULL);
}

/* A cell for a sentence: personal ones masked, long ones cut. */
static char *
dup_shown (SgmLedgerWork *work,
           guint          field)
{
  return work->fields[field].personal ? sgm_ledger_dup_masked_phone (work->cells[field])
                                      : sgm_ledger_dup_short (work->cells[field]);
}

/**
 * sgm_ledger_work_get_day:
 * @has: (out): whether the cell has something
 * @day: (out): when the day begins
 *
 * Returns: whether the cell is empty or a day; else the row is left out
 */
gboolean
sgm_ledger_work_get_day (SgmLedgerWork *work,
                         guint          field,
                         gboolean      *has,
                         gint64        *day)
{
  g_autofree char *shown = NULL;

  *has = work->cells[field] != NULL;
  *day = 0;
  if (!*has || sgm_ledger_parse_day (work->cells[field], day))
    return TRUE;
  shown = dup_shown (work, field);
  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, field,
                             /* Translators: the first %s is a cell, the second a field */
                             g_strdup_printf (_("“%s” in “%s” is no day."), shown, _(work->fields[field].name)));
  return FALSE;
}

gboolean
sgm_ledger_work_get_count (SgmLedgerWork *work,
                           guint          field,
                           gboolean      *has,
                           gint64        *count)
{
  g_autofree char *shown = NULL;

  *has = work->cells[field] != NULL;
  *count = 0;
  if (!*has || sgm_ledger_parse_count (work->cells[field], count))
    return TRUE;
  shown = dup_shown (work, field);
  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, field,
                             /* Translators: the first %s is a cell, the second a field */
                             g_strdup_printf (_("“%s” in “%s” is no whole number."), shown,
                                              _(work->fields[field].name)));
  return FALSE;
}

gboolean
sgm_ledger_work_get_number (SgmLedgerWork *work,
                            guint          field,
                            gboolean      *has,
                            double        *number)
{
  g_autofree char *shown = NULL;

  *has = work->cells[field] != NULL;
  *number = 0;
  if (!*has || sgm_ledger_parse_number (work->cells[field], number, NULL))
    return TRUE;
  shown = dup_shown (work, field);
  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, field,
                             /* Translators: the first %s is a cell, the second a field */
                             g_strdup_printf (_("“%s” in “%s” is no number that counts something."), shown,
                                              _(work->fields[field].name)));
  return FALSE;
}

/**
 * sgm_ledger_work_get_word:
 * @value: (out): what the word stands for, 0 where the cell is empty
 *
 * Returns: whether the cell is empty or a word of the field; else the row is
 *   left out
 */
gboolean
sgm_ledger_work_get_word (SgmLedgerWork *work,
                          guint          field,
                          int           *value)
{
  g_autofree char *shown = NULL;

  *value = 0;
  if (work->cells[field] == NULL || sgm_ledger_parse_word (work->cells[field], work->fields[field].words, value))
    return TRUE;
  shown = dup_shown (work, field);
  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, field,
                             /* Translators: the first %s is a cell, the second a field */
                             g_strdup_printf (_("“%s” is not a known word for “%s”."), shown,
                                              _(work->fields[field].name)));
  return FALSE;
}

gboolean
sgm_ledger_work_check_days (SgmLedgerWork *work,
                            gboolean       has_from,
                            gint64         from,
                            gboolean       has_to,
                            gint64         to)
{
  if (!has_from || !has_to || from < to)
    return TRUE;
  sgm_ledger_work_leave_out (work, SGM_LEDGER_CONTRARY, -1, g_strdup (_("It ends before it begins.")));
  return FALSE;
}

/* Areas -------------------------------------------------------------------- */

static gboolean
fail_area (SgmLedgerWork     *work,
           guint              field,
           const char        *cell,
           SgmLedgerAreaFind  result,
           guint              n_found)
{
  SgmLedgerFault fault = result == SGM_LEDGER_AREA_SEVERAL ? SGM_LEDGER_AREA_UNSURE : SGM_LEDGER_AREA_UNKNOWN;
  g_autofree char *text = sgm_ledger_dup_short (cell);
  SgmLedgerFinding *finding;

  finding = sgm_ledger_work_leave_out (work, fault, field, NULL);
  if (result == SGM_LEDGER_AREA_SEVERAL)
    {
      finding->sentence = g_strdup_printf (ngettext ("“%s” is the name of %u area.", "“%s” is the name of %u areas.",
                                                     n_found), text, n_found);
      finding->proposal = g_strdup (_("Add the code, or the names of the street and the community."));
    }
  else if (result == SGM_LEDGER_AREA_CUT)
    {
      finding->sentence = g_strdup_printf (_("The code %s has lost its last digits: spreadsheets keep only 15 of a number."),
                                           text);
      finding->proposal = g_strdup (_("Format the column as text and enter the codes again."));
    }
  else if (g_regex_match_simple ("^[0-9]([.][0-9]+)?E[+]?[0-9]+$", text, G_REGEX_CASELESS, 0))
    {
      finding->sentence = g_strdup_printf (_("The code was destroyed by a spreadsheet, which has made %s of it."), text);
      finding->proposal = g_strdup (_("Format the column as text and enter the codes again."));
    }
  else
    finding->sentence = g_strdup_printf (_("There is no area “%s” that this could be about."), text);
  return FALSE;
}

/* The area that names are looked for in. Returns: whether it is known */
static gboolean
find_outer (SgmLedgerWork  *work,
            guint           field,
            const SgmArea **outer)
{
  const guint levels[] = { SGM_LEDGER_LEVEL (SGM_LEVEL_STREET), SGM_LEDGER_LEVEL (SGM_LEVEL_COMMUNITY) };
  const char *texts[] = { work->cells[field + 3], work->cells[field + 2] };

  *outer = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const SgmArea *found;
      guint n;
      SgmLedgerAreaFind result;

      if (texts[i] == NULL)
        continue;
      result = sgm_ledger_areas_find (work->areas, texts[i], *outer, levels[i], &found, &n);
      if (result != SGM_LEDGER_AREA_FOUND)
        return fail_area (work, i == 0 ? field + 3 : field + 2, texts[i], result, n);
      *outer = found;
    }
  return TRUE;
}

static gboolean
find_each (SgmLedgerWork *work,
           guint          field,
           const SgmArea *outer,
           guint          levels,
           GPtrArray     *areas)
{
  g_autofree char *text = g_strdup (work->cells[field]);
  g_auto (GStrv) parts = NULL;

  for (char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (g_str_has_prefix (at, "、"))
      memcpy (at, ";;;", 3);
  parts = g_strsplit_set (text, ";,|", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const SgmArea *found;
      guint n;
      SgmLedgerAreaFind result;

      if (*g_strstrip (parts[i]) == '\0')
        continue;
      result = sgm_ledger_areas_find (work->areas, parts[i], outer, levels, &found, &n);
      if (result != SGM_LEDGER_AREA_FOUND)
        return fail_area (work, field, parts[i], result, n);
      if (!g_ptr_array_find (areas, found, NULL))
        g_ptr_array_add (areas, (gpointer) found);
    }
  return TRUE;
}

/**
 * sgm_ledger_work_get_areas:
 * @field: the field of areas' codes; those of names, communities and streets
 *   follow it
 * @levels: which levels count
 * @areas: (element-type SgmArea): gets the areas; several are separated by 、
 *   or the like
 *
 * A row that names only a community or a street is about that, if it counts.
 *
 * Returns: whether all that the row names is known; else it is left out
 */
gboolean
sgm_ledger_work_get_areas (SgmLedgerWork *work,
                           guint          field,
                           guint          levels,
                           GPtrArray     *areas)
{
  const SgmArea *outer = NULL;

  if (work->cells[field] != NULL)
    return find_each (work, field, NULL, levels, areas);
  if (!find_outer (work, field, &outer))
    return FALSE;
  if (work->cells[field + 1] != NULL)
    return find_each (work, field + 1, outer, levels, areas);
  if (outer != NULL && (levels & SGM_LEDGER_LEVEL (outer->level)) != 0)
    g_ptr_array_add (areas, (gpointer) outer);
  return TRUE;
}

/* Records ------------------------------------------------------------------ */

/**
 * sgm_ledger_work_get_present:
 *
 * Returns: (transfer none): the records that are there now
 */
GPtrArray *
sgm_ledger_work_get_present (SgmLedgerWork  *work,
                             const SgmTable *table)
{
  return sgm_snapshot_get_records (work->snapshot, table);
}

/**
 * sgm_ledger_work_dup_after:
 *
 * Returns: (transfer full): the records as they would be
 */
GPtrArray *
sgm_ledger_work_dup_after (SgmLedgerWork  *work,
                           const SgmTable *table)
{
  GPtrArray *present = sgm_ledger_work_get_present (work, table);
  GPtrArray *after = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  g_autoptr (GHashTable) replaced = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < work->plan->saved->len; i++)
    {
      SgmRecord *record = work->plan->saved->pdata[i];
      gint64 id = sgm_record_get_id (record);

      if (sgm_record_get_table (record) != table)
        continue;
      g_ptr_array_add (after, sgm_record_ref (record));
      if (id > 0)
        g_hash_table_add (replaced, g_memdup2 (&id, sizeof id));
    }
  for (guint i = 0; i < present->len; i++)
    {
      gint64 id = sgm_record_get_id (present->pdata[i]);

      if (!g_hash_table_contains (replaced, &id))
        g_ptr_array_add (after, sgm_record_ref (present->pdata[i]));
    }
  return after;
}

/**
 * sgm_ledger_work_new_id:
 *
 * Returns: an id below 0, for a new record that others refer to
 */
gint64
sgm_ledger_work_new_id (SgmLedgerWork *work)
{
  return --work->next_id;
}

void
sgm_ledger_work_save (SgmLedgerWork *work,
                      SgmRecord     *record)
{
  g_ptr_array_add (work->plan->saved, sgm_record_ref (record));
}

/**
 * sgm_ledger_work_holds:
 * @to_column: the column that says until when
 *
 * Returns: whether the record holds now or will
 */
gboolean
sgm_ledger_work_holds (SgmLedgerWork *work,
                       SgmRecord     *record,
                       guint          to_column)
{
  return sgm_record_is_null (record, to_column) || sgm_record_get_int (record, to_column) > work->now;
}

/**
 * sgm_ledger_set_int:
 *
 * Returns: whether that is another value than before
 */
gboolean
sgm_ledger_set_int (SgmRecord *record,
                    guint      column,
                    gint64     value)
{
  if (!sgm_record_is_null (record, column) && sgm_record_get_int (record, column) == value)
    return FALSE;
  sgm_record_set_int (record, column, value);
  return TRUE;
}

gboolean
sgm_ledger_set_text (SgmRecord  *record,
                     guint       column,
                     const char *value)
{
  if (g_strcmp0 (sgm_record_get_text (record, column), value) == 0)
    return FALSE;
  sgm_record_set_text (record, column, value);
  return TRUE;
}

/* As it would be ------------------------------------------------------------ */

/**
 * sgm_ledger_work_tell_total:
 * @what: what is counted, translated
 * @count: how many there would be
 * @published: how many the district has published
 *
 * Tells where the two differ. Other districts have not published these.
 */
void
sgm_ledger_work_tell_total (SgmLedgerWork *work,
                            const char    *what,
                            guint          count,
                            guint          published)
{
  if (!work->is_jianghai || count == published)
    return;
  sgm_ledger_work_find (work, SGM_LEDGER_TOTAL, SGM_IMPORT_NOTE, 0,
                        /* Translators: %s is what is counted, such as “Full-time workers” */
                        g_strdup_printf (_("%s: there would be %u, and %u are published."), what, count, published));
}

/**
 * sgm_ledger_work_tell_areas:
 * @areas: (element-type SgmArea): the areas
 * @sentence: what is wrong with them, translated
 *
 * Tells of areas, some of them by their codes.
 */
void
sgm_ledger_work_tell_areas (SgmLedgerWork  *work,
                            SgmLedgerFault  fault,
                            GPtrArray      *areas,
                            const char     *sentence)
{
  g_autoptr (GString) codes = g_string_new (NULL);
  SgmLedgerFinding *finding;

  if (areas->len == 0)
    return;
  for (guint i = 0; i < MIN (areas->len, MAX_NAMED); i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? ", " : "", ((const SgmArea *) areas->pdata[i])->code);
  if (areas->len > MAX_NAMED)
    g_string_append (codes, ", …");
  finding = sgm_ledger_work_find (work, fault, SGM_IMPORT_WARNS, 0, g_strdup_printf ("%s %s", sentence, codes->str));
  for (guint i = 0; i < areas->len; i++)
    g_array_append_val (finding->areas, ((const SgmArea *) areas->pdata[i])->id);
}
