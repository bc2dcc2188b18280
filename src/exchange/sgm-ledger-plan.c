/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "exchange/sgm-ledger-private.h"

#include <glib/gi18n-lib.h>

#include "base/sgm-error.h"

/* The published totals are those of this district. */
#define JIANGHAI "440704"

/* Options ------------------------------------------------------------------ */

/**
 * sgm_ledger_options_new:
 *
 * Returns: (transfer full): the usual options: nothing ends, and what is unsure
 *   is left out
 */
SgmLedgerOptions *
sgm_ledger_options_new (void)
{
  SgmLedgerOptions *options = g_new0 (SgmLedgerOptions, 1);

  options->choices = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return options;
}

SgmLedgerOptions *
sgm_ledger_options_copy (const SgmLedgerOptions *options)
{
  SgmLedgerOptions *copy = sgm_ledger_options_new ();
  GHashTableIter iter;
  gpointer row, choice;

  copy->complete = options->complete;
  g_hash_table_iter_init (&iter, options->choices);
  while (g_hash_table_iter_next (&iter, &row, &choice))
    sgm_ledger_options_choose (copy, *(gint64 *) row, GPOINTER_TO_INT (choice));
  return copy;
}

void
sgm_ledger_options_free (SgmLedgerOptions *options)
{
  g_hash_table_unref (options->choices);
  g_free (options);
}

/**
 * sgm_ledger_options_choose:
 * @options: options
 * @row: number of a row, as findings have it
 * @choice: what becomes of it
 *
 * Says what becomes of a row that is unsure.
 */
void
sgm_ledger_options_choose (SgmLedgerOptions *options,
                           gint64            row,
                           SgmLedgerChoice   choice)
{
  g_hash_table_insert (options->choices, g_memdup2 (&row, sizeof row), GINT_TO_POINTER (choice));
}

/* Plans -------------------------------------------------------------------- */

static SgmLedgerPlan *
make_empty (SgmLedger ledger)
{
  SgmLedgerPlan *plan = g_new0 (SgmLedgerPlan, 1);

  plan->ledger = ledger;
  plan->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_ledger_finding_free);
  plan->left_out = g_array_new (FALSE, FALSE, sizeof (gint64));
  plan->saved = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  plan->removed = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  return plan;
}

void
sgm_ledger_plan_free (SgmLedgerPlan *plan)
{
  g_ptr_array_unref (plan->findings);
  g_array_unref (plan->left_out);
  g_ptr_array_unref (plan->saved);
  g_ptr_array_unref (plan->removed);
  g_free (plan);
}

/**
 * sgm_ledger_plan_has_changes:
 *
 * Returns: whether the district would not be the same afterwards
 */
gboolean
sgm_ledger_plan_has_changes (const SgmLedgerPlan *plan)
{
  return plan->saved->len > 0 || plan->removed->len > 0;
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const SgmLedgerFinding *one = *(const SgmLedgerFinding *const *) a;
  const SgmLedgerFinding *other = *(const SgmLedgerFinding *const *) b;

  if (one->severity != other->severity)
    return (int) other->severity - (int) one->severity;
  if (one->fault != other->fault)
    return (int) one->fault - (int) other->fault;
  return (one->row > other->row) - (one->row < other->row);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  gint64 one = *(const gint64 *) a, other = *(const gint64 *) b;

  return (one > other) - (one < other);
}

/* A file that is not what it is said to be has a finding in each row. */
static void
tell_some (SgmLedgerPlan *plan)
{
  guint told[SGM_N_LEDGER_FAULTS] = { 0 };
  g_autoptr (GPtrArray) all = NULL;

  g_ptr_array_sort (plan->findings, compare_findings);
  all = g_steal_pointer (&plan->findings);
  plan->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_ledger_finding_free);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    {
      SgmLedgerFinding *finding = all->pdata[i];

      if (told[finding->fault]++ < SGM_LEDGER_MAX_FINDINGS)
        g_ptr_array_add (plan->findings, finding);
      else
        sgm_ledger_finding_free (finding);
    }
}

/* Of which new record of the plan a record is part, 0 for none. */
static gint64
get_owner (SgmRecord *record)
{
  gint64 owner = 0;

  if (sgm_record_get_table (record) == &sgm_table_post)
    owner = sgm_record_get_int (record, SGM_POST_PERSON);
  else if (sgm_record_get_table (record) == &sgm_table_org_area)
    owner = sgm_record_get_int (record, SGM_ORG_AREA_ORG);
  return MIN (owner, 0);
}

/* Puts what is part of a new record behind it, so that one change can have
 * both. */
static void
keep_together (SgmLedgerPlan *plan)
{
  g_autoptr (GHashTable) parts = NULL;
  g_autoptr (GPtrArray) all = g_steal_pointer (&plan->saved);

  parts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  plan->saved = g_ptr_array_new_with_free_func ((GDestroyNotify) sgm_record_unref);
  for (guint i = 0; i < all->len; i++)
    {
      gint64 owner = get_owner (all->pdata[i]);
      GPtrArray *own = g_hash_table_lookup (parts, &owner);

      if (own == NULL && owner < 0)
        {
          own = g_ptr_array_new ();
          g_hash_table_insert (parts, g_memdup2 (&owner, sizeof owner), own);
        }
      if (owner < 0)
        g_ptr_array_add (own, all->pdata[i]);
    }
  for (guint i = 0; i < all->len; i++)
    {
      gint64 id = sgm_record_get_id (all->pdata[i]);
      GPtrArray *own = id < 0 ? g_hash_table_lookup (parts, &id) : NULL;

      if (get_owner (all->pdata[i]) < 0)
        continue;
      g_ptr_array_add (plan->saved, sgm_record_ref (all->pdata[i]));
      for (guint k = 0; own != NULL && k < own->len; k++)
        g_ptr_array_add (plan->saved, sgm_record_ref (own->pdata[k]));
    }
}

static gboolean
read_district (SgmLedgerWork  *work,
               GError        **error)
{
  GPtrArray *records;
  guint first, end;

  work->snapshot = sgm_store_load (work->store, error);
  if (work->snapshot == NULL)
    return FALSE;
  records = sgm_snapshot_get_records (work->snapshot, &sgm_table_area);
  if (records->len == 0)
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_REFUSED,
                           _("The district has no areas yet. Import its areas first."));
      return FALSE;
    }
  work->set = sgm_area_set_new (records, error);
  if (work->set == NULL)
    return FALSE;
  work->areas = sgm_ledger_areas_new (work->set);
  sgm_area_set_get_level (work->set, SGM_LEVEL_DISTRICT, &first, &end);
  work->is_jianghai = end > first && g_str_equal (sgm_area_set_get (work->set, first)->code, JIANGHAI);
  return TRUE;
}

static void
end_work (SgmLedgerWork *work)
{
  for (guint i = 0; i < SGM_LEDGER_MAX_FIELDS; i++)
    g_free (work->cells[i]);
  g_clear_pointer (&work->areas, sgm_ledger_areas_free);
  g_clear_pointer (&work->set, sgm_area_set_unref);
  g_clear_pointer (&work->snapshot, sgm_snapshot_unref);
}

/**
 * sgm_ledger_plan_new:
 * @store: the district
 * @file: a file
 * @layer: number of its table
 * @columns: what the table's columns say
 * @options: (nullable): how it is to be taken
 * @progress: (nullable) (scope call): told how far it has come
 * @cancellable: (nullable): a cancellable
 *
 * Reads a table, compares it with what is there and finds out what an import
 * would change. People are the same by phone and name, or by name and grid;
 * organizations by name, matters by number, counts by area and item, places
 * by kind and name, addresses by what they say: what is read again changes
 * nothing. An empty cell leaves a value as it is.
 *
 * Blocks, for a worker. Nothing is written.
 *
 * Returns: (transfer full): the plan; or %NULL with %SGM_ERROR_INVALID where the
 *   table cannot be read at all
 */
SgmLedgerPlan *
sgm_ledger_plan_new (SgmStore                *store,
                     SgmForeignFile          *file,
                     guint                    layer,
                     const SgmLedgerColumns  *columns,
                     const SgmLedgerOptions  *options,
                     SgmProgress              progress,
                     gpointer                 progress_data,
                     GCancellable            *cancellable,
                     GError                 **error)
{
  static gboolean (*const makers[SGM_N_LEDGERS]) (SgmLedgerWork *, GError **) = {
    [SGM_LEDGER_PEOPLE] = sgm_ledger_plan_people,
    [SGM_LEDGER_ORGS] = sgm_ledger_plan_orgs,
    [SGM_LEDGER_COVERAGE] = sgm_ledger_plan_coverage,
    [SGM_LEDGER_MATTERS] = sgm_ledger_plan_matters,
    [SGM_LEDGER_FACTS] = sgm_ledger_plan_facts,
    [SGM_LEDGER_PLACES] = sgm_ledger_plan_places,
    [SGM_LEDGER_ADDRESSES] = sgm_ledger_plan_addresses,
  };
  g_autoptr (SgmLedgerOptions) usual = sgm_ledger_options_new ();
  g_autoptr (SgmLedgerPlan) plan = make_empty (columns->ledger);
  SgmLedgerWork work = {
    .plan = plan, .store = store, .file = file, .layer = sgm_foreign_file_get_layer (file, layer),
    .columns = columns, .options = options != NULL ? options : usual,
    .progress = progress, .progress_data = progress_data, .cancellable = cancellable,
    .now = g_get_real_time () / 1000,
  };
  gboolean done;

  work.fields = sgm_ledger_get_fields (columns->ledger, &work.n_fields);
  if (!sgm_ledger_columns_check (columns, work.layer, error))
    return NULL;
  if (work.options->complete && !sgm_ledger_has_ends (columns->ledger))
    {
      g_set_error_literal (error, SGM_ERROR, SGM_ERROR_INVALID,
                           _("Counts do not end: a newer count takes the place of an older one."));
      return NULL;
    }
  done = read_district (&work, error) && makers[columns->ledger] (&work, error);
  end_work (&work);
  if (!done)
    return NULL;
  keep_together (plan);
  tell_some (plan);
  g_array_sort (plan->left_out, compare_rows);
  return g_steal_pointer (&plan);
}
