/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <math.h>

#include <glib/gi18n-lib.h>

#include "exchange/sgm-ledger-private.h"

/* Admitted matters (准入事项), known by their number. */

typedef struct
{
  GHashTable *by_no; /* number → present matter that holds */
  GHashTable *said;  /* number → row of the file */
} Matters;

/* What a row says beside texts; 0 stands for what it does not say. */
typedef struct
{
  int urgency;
  int clock;
  gint64 limit;
  gboolean has_batch;
  gint64 batch;
  gboolean has_from;
  gint64 from;
  gboolean has_to;
  gint64 to;
} Values;

static void
matters_init (Matters       *matters,
              SgmLedgerWork *work)
{
  GPtrArray *present = sgm_ledger_work_get_present (work, &sgm_table_matter);

  matters->by_no = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  matters->said = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  for (guint i = 0; i < present->len; i++)
    {
      gint64 no = sgm_record_get_int (present->pdata[i], SGM_MATTER_NO);

      if (sgm_ledger_work_holds (work, present->pdata[i], SGM_MATTER_VALID_TO))
        g_hash_table_insert (matters->by_no, g_memdup2 (&no, sizeof no), present->pdata[i]);
    }
}

/* Hours are those of the clock for urgent matters or working hours. */
static gboolean
parse_unit (SgmLedgerWork *work,
            const char    *unit,
            int            urgency,
            int           *clock)
{
  guint n_fields;
  const SgmLedgerWord *words = sgm_ledger_get_fields (SGM_LEDGER_MATTERS, &n_fields)[SGM_MATTERS_CLOCK].words;
  g_autofree char *key = sgm_ledger_dup_key (unit);

  if (sgm_ledger_words_have ("小时|个小时|时|h|hour|hours", key))
    {
      *clock = urgency == SGM_URGENCY_URGENT ? SGM_CLOCK_URGENT_HOURS : SGM_CLOCK_WORKING_HOURS;
      return TRUE;
    }
  return sgm_ledger_parse_word (key, words, clock);
}

static gboolean
fail (SgmLedgerWork *work,
      guint          field)
{
  g_autofree char *shown = sgm_ledger_dup_short (work->cells[field]);

  sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, field,
                             /* Translators: the first %s is a cell, the second a field */
                             g_strdup_printf (_("“%s” is not a known word for “%s”."), shown,
                                              _(work->fields[field].name)));
  return FALSE;
}

/* The limit and what it is counted in, which may stand in one cell. */
static gboolean
read_limit (SgmLedgerWork *work,
            int            urgency,
            gint64        *limit,
            int           *clock)
{
  g_autofree char *unit = NULL;
  double number;

  *clock = 0;
  if (!sgm_ledger_work_need (work, SGM_MATTERS_LIMIT))
    return FALSE;
  if (!sgm_ledger_parse_number (work->cells[SGM_MATTERS_LIMIT], &number, &unit)
      || number < 1 || number != floor (number) || number > G_MAXINT)
    {
      g_autofree char *shown = sgm_ledger_dup_short (work->cells[SGM_MATTERS_LIMIT]);

      sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, SGM_MATTERS_LIMIT,
                                 g_strdup_printf (_("“%s” is no time limit, such as “4 工作时”."), shown));
      return FALSE;
    }
  *limit = (gint64) number;
  if (*unit != '\0' && !parse_unit (work, unit, urgency, clock))
    return fail (work, SGM_MATTERS_LIMIT);
  if (work->cells[SGM_MATTERS_CLOCK] != NULL && !parse_unit (work, work->cells[SGM_MATTERS_CLOCK], urgency, clock))
    return fail (work, SGM_MATTERS_CLOCK);
  return TRUE;
}

static gboolean
read_no (SgmLedgerWork *work,
         Matters       *matters,
         gint64        *no)
{
  gboolean has;
  gint64 *before;

  if (!sgm_ledger_work_need (work, SGM_MATTERS_NO) || !sgm_ledger_work_get_count (work, SGM_MATTERS_NO, &has, no))
    return FALSE;
  if (*no < 1 || *no > G_MAXINT)
    {
      sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, SGM_MATTERS_NO, g_strdup (_("Matters are numbered from 1.")));
      return FALSE;
    }
  before = g_hash_table_lookup (matters->said, no);
  if (before == NULL)
    return TRUE;
  sgm_ledger_work_leave_out (work, SGM_LEDGER_TWICE, SGM_MATTERS_NO,
                             g_strdup_printf (_("Row %" PRId64 " has the number %" PRId64 " as well."), *before, *no))
      ->other_row = *before;
  return FALSE;
}

static gboolean
fill_texts (SgmLedgerWork *work,
            SgmRecord     *matter)
{
  static const struct
  {
    guint field;
    guint column;
  } texts[] = {
    { SGM_MATTERS_NAME, SGM_MATTER_NAME },
    { SGM_MATTERS_DEPARTMENT, SGM_MATTER_DEPARTMENT },
    { SGM_MATTERS_BASIS, SGM_MATTER_BASIS },
  };
  gboolean changed = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (work->cells[texts[i].field] != NULL)
      changed |= sgm_ledger_set_text (matter, texts[i].column, work->cells[texts[i].field]);
  return changed;
}

/* Goes on after a mistake, so that all of the row are told at once; what a limit
 * means may depend on how urgent the matter is. */
static gboolean
read_values (SgmLedgerWork *work,
             int            usual_urgency,
             Values        *values)
{
  gboolean good = sgm_ledger_work_need (work, SGM_MATTERS_NAME);
  gboolean days;

  good &= sgm_ledger_work_get_word (work, SGM_MATTERS_URGENCY, &values->urgency);
  good &= read_limit (work, values->urgency != 0 ? values->urgency : usual_urgency, &values->limit, &values->clock);
  good &= sgm_ledger_work_get_count (work, SGM_MATTERS_BATCH, &values->has_batch, &values->batch);
  days = sgm_ledger_work_get_day (work, SGM_MATTERS_FROM, &values->has_from, &values->from);
  days &= sgm_ledger_work_get_day (work, SGM_MATTERS_TO, &values->has_to, &values->to);
  return good & (days && sgm_ledger_work_check_days (work, values->has_from, values->from, values->has_to, values->to));
}

/* Returns: whether something changes */
static gboolean
fill_values (SgmLedgerWork *work,
             SgmRecord     *matter,
             gboolean       is_new,
             const Values  *values)
{
  int urgency = values->urgency == 0 && is_new ? SGM_URGENCY_ORDINARY : values->urgency;
  gboolean changed = FALSE;

  if (is_new && !values->has_from && (!values->has_to || values->to > work->now))
    sgm_record_set_int (matter, SGM_MATTER_VALID_FROM, work->now);
  changed |= urgency != 0 && sgm_ledger_set_int (matter, SGM_MATTER_URGENCY, urgency);
  changed |= values->clock != 0 && sgm_ledger_set_int (matter, SGM_MATTER_CLOCK, values->clock);
  changed |= sgm_ledger_set_int (matter, SGM_MATTER_LIMIT, values->limit);
  changed |= values->has_batch && sgm_ledger_set_int (matter, SGM_MATTER_BATCH, values->batch);
  changed |= values->has_from && sgm_ledger_set_int (matter, SGM_MATTER_VALID_FROM, values->from);
  changed |= values->has_to && sgm_ledger_set_int (matter, SGM_MATTER_VALID_TO, values->to);
  return changed;
}

static gboolean
take_row (SgmLedgerWork  *work,
          gpointer        data,
          GError        **error)
{
  Matters *matters = data;
  SgmRecord *now;
  g_autoptr (SgmRecord) matter = NULL;
  gboolean good, changed;
  Values values;
  gint64 no;

  if (work->left_out)
    return TRUE;
  good = read_no (work, matters, &no);
  now = good ? g_hash_table_lookup (matters->by_no, &no) : NULL;
  if (!read_values (work, now != NULL ? (int) sgm_record_get_int (now, SGM_MATTER_URGENCY) : 0, &values) || !good)
    return TRUE;
  if (values.clock == 0 && now == NULL)
    {
      sgm_ledger_work_leave_out (work, SGM_LEDGER_MISSING, SGM_MATTERS_CLOCK,
                                 g_strdup (_("The row does not say whether the limit is in hours or in days.")));
      return TRUE;
    }
  matter = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_matter, 0);
  changed = sgm_ledger_set_int (matter, SGM_MATTER_NO, no);
  changed |= fill_texts (work, matter);
  changed |= fill_values (work, matter, now == NULL, &values);
  g_hash_table_insert (matters->said, g_memdup2 (&no, sizeof no), g_memdup2 (&work->row->number, sizeof (gint64)));
  /* What is over already and not there any more is not begun again. */
  if (now == NULL && !sgm_ledger_work_holds (work, matter, SGM_MATTER_VALID_TO))
    changed = FALSE;
  if (changed)
    sgm_ledger_work_save (work, matter);
  if (now == NULL && changed)
    work->plan->n_new++;
  else if (changed)
    work->plan->n_changed++;
  else
    work->plan->n_same++;
  return TRUE;
}

static void
end_others (SgmLedgerWork *work,
            Matters       *matters)
{
  GHashTableIter iter;
  gpointer no, now;

  g_hash_table_iter_init (&iter, matters->by_no);
  while (g_hash_table_iter_next (&iter, &no, &now))
    {
      g_autoptr (SgmRecord) matter = NULL;

      if (g_hash_table_contains (matters->said, no))
        continue;
      matter = sgm_record_copy (now);
      if (sgm_record_get_int (matter, SGM_MATTER_VALID_FROM) >= work->now)
        sgm_record_set_int (matter, SGM_MATTER_VALID_FROM, work->now - 1);
      sgm_record_set_int (matter, SGM_MATTER_VALID_TO, work->now);
      sgm_ledger_work_save (work, matter);
      work->plan->n_ended++;
    }
  if (work->plan->n_ended > 0)
    sgm_ledger_work_find (work, SGM_LEDGER_ENDS, SGM_IMPORT_WARNS, 0,
                          g_strdup_printf (ngettext ("%u matter is not in the file and would no longer be admitted.",
                                                     "%u matters are not in the file and would no longer be admitted.",
                                                     work->plan->n_ended), work->plan->n_ended));
}

gboolean
sgm_ledger_plan_matters (SgmLedgerWork  *work,
                         GError        **error)
{
  g_autoptr (GPtrArray) after = NULL;
  Matters matters;
  gboolean done;
  guint n = 0;

  matters_init (&matters, work);
  done = sgm_ledger_work_each (work, take_row, &matters, FALSE, error);
  if (done && work->options->complete)
    end_others (work, &matters);
  g_hash_table_unref (matters.by_no);
  g_hash_table_unref (matters.said);
  if (!done)
    return FALSE;
  after = sgm_ledger_work_dup_after (work, &sgm_table_matter);
  for (guint i = 0; i < after->len; i++)
    n += sgm_ledger_work_holds (work, after->pdata[i], SGM_MATTER_VALID_TO);
  sgm_ledger_work_tell_total (work, _("Admitted matters"), n, SGM_PUBLISHED_MATTERS);
  return TRUE;
}
