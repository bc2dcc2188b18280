/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <inttypes.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/sgm-data.h"
#include "base/sgm-error.h"
#include "exchange/sgm-ledger-private.h"

/* Counts of the information items (基础信息), known by area and item. A table has
 * a row for each count, or a row for each area and a column for each item. */

typedef struct
{
  GHashTable *items;   /* key of a name, and number as text → present item */
  GHashTable *present; /* "area item" → present fact */
  GHashTable *said;    /* "area item" → row of the file */
  GPtrArray *columns;  /* for each column of the layer its item, or NULL */
  guint n_columns;
} Facts;

static char *
make_key (gint64      area,
          const char *measure)
{
  return g_strdup_printf ("%" PRId64 " %s", area, measure);
}

/* “12、户籍人口”, “12.户籍人口”, “户籍人口(人)” and “12” are the same. */
static SgmRecord *
find_item (Facts      *facts,
           const char *text)
{
  g_autofree char *key = sgm_ledger_dup_key (text);
  gsize n_digits = strspn (key, "0123456789");
  const char *bare = key + n_digits;
  SgmRecord *item = g_hash_table_lookup (facts->items, key);
  char *bracket;

  if (item != NULL || *bare == '\0')
    return item;
  if (n_digits > 0)
    {
      while (*bare != '\0' && (strchr (" .-:,", *bare) != NULL))
        bare++;
      if (g_str_has_prefix (bare, "、"))
        bare += strlen ("、");
    }
  item = g_hash_table_lookup (facts->items, bare);
  bracket = strrchr (bare, '(');
  if (item == NULL && bracket != NULL && bracket > bare)
    {
      *bracket = '\0';
      item = g_hash_table_lookup (facts->items, bare);
    }
  return item;
}

/* The items of a district that has no list of its own. */
static GPtrArray *
read_built_in (GError **error)
{
  g_autoptr (GPtrArray) rows = sgm_data_lookup_csv ("lists/items.csv", error);
  GPtrArray *items;

  if (rows == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  for (guint i = 0; i < rows->len; i++)
    {
      char **row = rows->pdata[i];
      SgmRecord *item = sgm_record_new (&sgm_table_item, i + 1);

      if (g_strv_length (row) >= 3)
        {
          sgm_record_set_int (item, SGM_ITEM_NO, g_ascii_strtoll (row[0], NULL, 10));
          sgm_record_set_text (item, SGM_ITEM_NAME, row[2]);
        }
      g_ptr_array_add (items, item);
    }
  return items;
}

static gboolean
load_items (Facts          *facts,
            SgmLedgerWork  *work,
            GError        **error)
{
  GPtrArray *own = sgm_ledger_work_get_present (work, &sgm_table_item);
  g_autoptr (GPtrArray) items = own->len > 0 ? g_ptr_array_ref (own) : read_built_in (error);

  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      const char *name = sgm_record_get_text (items->pdata[i], SGM_ITEM_NAME);
      char *number = g_strdup_printf ("%" PRId64, sgm_record_get_int (items->pdata[i], SGM_ITEM_NO));

      g_hash_table_insert (facts->items, number, sgm_record_ref (items->pdata[i]));
      if (name != NULL)
        g_hash_table_insert (facts->items, sgm_ledger_dup_key (name), sgm_record_ref (items->pdata[i]));
    }
  return items != NULL;
}

static void
load_present (Facts         *facts,
              SgmLedgerWork *work)
{
  GPtrArray *present = sgm_ledger_work_get_present (work, &sgm_table_fact);

  for (guint i = 0; i < present->len; i++)
    {
      const char *measure = sgm_record_get_text (present->pdata[i], SGM_FACT_MEASURE);

      if (measure != NULL)
        g_hash_table_insert (facts->present, make_key (sgm_record_get_int (present->pdata[i], SGM_FACT_AREA), measure),
                             present->pdata[i]);
    }
}

/* Columns of a table that has one for each item. */
static void
find_columns (Facts         *facts,
              SgmLedgerWork *work)
{
  for (guint k = 0; k < work->layer->n_fields; k++)
    {
      gboolean taken = FALSE;
      SgmRecord *item;

      for (guint i = SGM_FACTS_AREA; i <= SGM_FACTS_STREET; i++)
        taken |= work->columns->columns[i] == (int) k;
      taken |= work->columns->columns[SGM_FACTS_DAY] == (int) k;
      /* A column’s name that is only a number is none of an item. */
      item = taken || strspn (work->layer->fields[k], "0123456789") == strlen (work->layer->fields[k])
             ? NULL : find_item (facts, work->layer->fields[k]);
      g_ptr_array_add (facts->columns, item);
      facts->n_columns += item != NULL;
    }
}

static gboolean
is_older (SgmLedgerWork *work,
          SgmRecord     *now,
          gboolean       has_day,
          gint64         day)
{
  if (now == NULL || !has_day || sgm_record_is_null (now, SGM_FACT_AT) || day >= sgm_record_get_int (now, SGM_FACT_AT))
    return FALSE;
  sgm_ledger_work_find (work, SGM_LEDGER_STAYS, SGM_IMPORT_NOTE, work->row->number,
                        g_strdup_printf (_("“%s” has a newer count already, which stays."),
                                         sgm_record_get_text (now, SGM_FACT_MEASURE)));
  return TRUE;
}

static gboolean
fill (SgmRecord *fact,
      double     value,
      gboolean   has_total,
      double     total)
{
  gboolean changed = sgm_record_is_null (fact, SGM_FACT_VALUE) || sgm_record_get_real (fact, SGM_FACT_VALUE) != value;

  sgm_record_set_real (fact, SGM_FACT_VALUE, value);
  if (has_total)
    {
      changed |= sgm_record_is_null (fact, SGM_FACT_TOTAL) || sgm_record_get_real (fact, SGM_FACT_TOTAL) != total;
      sgm_record_set_real (fact, SGM_FACT_TOTAL, total);
    }
  /* A total that no longer holds is not kept beside a larger count. */
  else if (!sgm_record_is_null (fact, SGM_FACT_TOTAL) && sgm_record_get_real (fact, SGM_FACT_TOTAL) < value)
    sgm_record_set_null (fact, SGM_FACT_TOTAL);
  return changed;
}

static gboolean
note_said (SgmLedgerWork *work,
           Facts         *facts,
           const char    *key)
{
  gint64 *before = g_hash_table_lookup (facts->said, key);
  SgmLedgerFinding *finding;

  if (before == NULL)
    {
      g_hash_table_insert (facts->said, g_strdup (key), g_memdup2 (&work->row->number, sizeof (gint64)));
      return TRUE;
    }
  finding = sgm_ledger_work_find (work, SGM_LEDGER_TWICE, SGM_IMPORT_WARNS, work->row->number,
                                  g_strdup_printf (_("Row %" PRId64 " has a count of the same area and item."), *before));
  finding->other_row = *before;
  finding->left_out = TRUE;
  work->left_out = TRUE;
  return FALSE;
}

static void
save_fact (SgmLedgerWork *work,
           Facts         *facts,
           const SgmArea *area,
           SgmRecord     *item,
           double         value,
           gboolean       has_total,
           double         total,
           gboolean       has_day,
           gint64         day)
{
  const char *measure = sgm_record_get_text (item, SGM_ITEM_NAME);
  g_autofree char *key = make_key (area->id, measure);
  SgmRecord *now = g_hash_table_lookup (facts->present, key);
  g_autoptr (SgmRecord) fact = now != NULL ? sgm_record_copy (now) : sgm_record_new (&sgm_table_fact, 0);
  gboolean changed;

  if (!note_said (work, facts, key))
    return;
  if (is_older (work, now, has_day, day))
    {
      work->plan->n_same++;
      return;
    }
  sgm_record_set_int (fact, SGM_FACT_AREA, area->id);
  sgm_record_set_text (fact, SGM_FACT_MEASURE, measure);
  changed = fill (fact, value, has_total, total);
  if (has_day)
    changed |= sgm_ledger_set_int (fact, SGM_FACT_AT, day);
  else if (changed)
    sgm_record_set_int (fact, SGM_FACT_AT, work->now);
  if (changed)
    sgm_ledger_work_save (work, fact);
  work->plan->n_new += now == NULL;
  work->plan->n_changed += now != NULL && changed;
  work->plan->n_same += now != NULL && !changed;
}

/* A row for each count -------------------------------------------------------- */

/* Returns: (transfer none) (nullable): the item that the row names, which is none
 * where the row is left out */
static SgmRecord *
read_item (SgmLedgerWork *work,
           Facts         *facts)
{
  SgmRecord *item;

  if (!sgm_ledger_work_need (work, SGM_FACTS_ITEM))
    return NULL;
  item = find_item (facts, work->cells[SGM_FACTS_ITEM]);
  if (item == NULL)
    {
      g_autofree char *shown = sgm_ledger_dup_short (work->cells[SGM_FACTS_ITEM]);

      sgm_ledger_work_leave_out (work, SGM_LEDGER_UNKNOWN, SGM_FACTS_ITEM,
                                 g_strdup_printf (_("“%s” is none of the information items."), shown));
    }
  return item;
}

/* Where the area is not known, all else that is wrong is told. */
static void
take_count (SgmLedgerWork *work,
            Facts         *facts,
            const SgmArea *area,
            gboolean       has_day,
            gint64         day)
{
  SgmRecord *item = read_item (work, facts);
  gboolean has, has_total;
  double value, total;
  gboolean good = sgm_ledger_work_need (work, SGM_FACTS_VALUE)
                  && sgm_ledger_work_get_number (work, SGM_FACTS_VALUE, &has, &value);

  good &= sgm_ledger_work_get_number (work, SGM_FACTS_TOTAL, &has_total, &total);
  if (good && has_total && total < value)
    sgm_ledger_work_leave_out (work, SGM_LEDGER_CONTRARY, SGM_FACTS_TOTAL,
                               g_strdup (_("The count is above what it is out of.")));
  else if (good && item != NULL && area != NULL)
    save_fact (work, facts, area, item, value, has_total, total, has_day, day);
}

/* A column for each item ------------------------------------------------------- */

static void
take_items (SgmLedgerWork *work,
            Facts         *facts,
            const SgmArea *area,
            gboolean       has_day,
            gint64         day)
{
  for (guint k = 0; k < work->row->n_values && k < facts->columns->len; k++)
    {
      const char *text = work->row->values[k];
      gboolean good;
      double value;

      if (facts->columns->pdata[k] == NULL || text == NULL || *text == '\0')
        continue;
      good = sgm_ledger_parse_number (text, &value, NULL);
      if (good && area != NULL)
        save_fact (work, facts, area, facts->columns->pdata[k], value, FALSE, 0, has_day, day);
      else if (!good)
        {
          g_autofree char *shown = sgm_ledger_dup_short (text);

          sgm_ledger_work_leave_out (work, SGM_LEDGER_UNREADABLE, -1,
                                     g_strdup_printf (_("“%s” in “%s” is no number that counts something."), shown,
                                                      work->layer->fields[k]));
        }
    }
}

/* Returns: (transfer none) (nullable): the one area of the row, which is none
 * where the row is left out */
static const SgmArea *
read_area (SgmLedgerWork *work)
{
  g_autoptr (GPtrArray) areas = g_ptr_array_new ();

  if (!sgm_ledger_work_get_areas (work, SGM_FACTS_AREA, SGM_LEDGER_ANY_LEVEL, areas))
    return NULL;
  if (areas->len == 1)
    return areas->pdata[0];
  sgm_ledger_work_leave_out (work, areas->len == 0 ? SGM_LEDGER_AREA_MISSING : SGM_LEDGER_CONTRARY, SGM_FACTS_AREA,
                             g_strdup (_("A count is of one area.")));
  return NULL;
}

static gboolean
take_row (SgmLedgerWork  *work,
          gpointer        data,
          GError        **error)
{
  Facts *facts = data;
  const SgmArea *area;
  gboolean has_day;
  gint64 day;

  if (work->left_out)
    return TRUE;
  area = read_area (work);
  if (!sgm_ledger_work_get_day (work, SGM_FACTS_DAY, &has_day, &day))
    area = NULL;
  if (facts->n_columns > 0)
    take_items (work, facts, area, has_day, day);
  else
    take_count (work, facts, area, has_day, day);
  return TRUE;
}

static gboolean
has_counts (SgmLedgerWork  *work,
            Facts          *facts,
            GError        **error)
{
  const SgmLedgerColumns *columns = work->columns;

  if (facts->n_columns > 0
      || ((columns->columns[SGM_FACTS_ITEM] >= 0 || columns->values[SGM_FACTS_ITEM] != NULL)
          && columns->columns[SGM_FACTS_VALUE] >= 0))
    return TRUE;
  g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                       _("The table has neither columns for an item and its count, nor columns that are called as the items."));
  return FALSE;
}

gboolean
sgm_ledger_plan_facts (SgmLedgerWork  *work,
                       GError        **error)
{
  Facts facts = { 0 };
  gboolean done;

  facts.items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) sgm_record_unref);
  facts.present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  facts.said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  facts.columns = g_ptr_array_new ();
  load_present (&facts, work);
  done = load_items (&facts, work, error);
  /* A column of counts beside one of items says which of the two it is. */
  if (done && work->columns->columns[SGM_FACTS_VALUE] < 0)
    find_columns (&facts, work);
  done = done && has_counts (work, &facts, error) && sgm_ledger_work_each (work, take_row, &facts, TRUE, error);
  g_hash_table_unref (facts.items);
  g_hash_table_unref (facts.present);
  g_hash_table_unref (facts.said);
  g_ptr_array_unref (facts.columns);
  return done;
}
